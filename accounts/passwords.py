"""Django's password validators with their sentences in Thai, which its translation lacks."""

from django.contrib.auth import password_validation


class LengthValidator(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย {self.min_length} ตัวอักษร"

    def get_help_text(self) -> str:
        return f"ยาวอย่างน้อย {self.min_length} ตัวอักษร"


class SimilarityValidator(password_validation.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "รหัสผ่านคล้ายกับชื่อผู้ใช้หรือชื่อของท่านเกินไป กรุณาตั้งใหม่"

    def get_help_text(self) -> str:
        return "ไม่คล้ายกับชื่อผู้ใช้หรือชื่อของท่าน"


class CommonValidator(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "รหัสผ่านนี้มีผู้ใช้กันทั่วไป เดาได้ง่าย กรุณาตั้งใหม่"

    def get_help_text(self) -> str:
        return "ไม่ใช่รหัสผ่านที่ใช้กันทั่วไป"


class NumericValidator(password_validation.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return "รหัสผ่านมีแต่ตัวเลข กรุณาใช้ตัวอักษรร่วมด้วย"

    def get_help_text(self) -> str:
        return "ไม่ใช่ตัวเลขล้วน"
