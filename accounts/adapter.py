"""How the portal differs from allauth's defaults."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignupAdapter(DefaultAccountAdapter):
    """People are registered by the superuser: nobody signs up by himself."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง กรุณาตรวจสอบแล้วลองอีกครั้ง",
        "too_many_login_attempts": "เข้าสู่ระบบไม่สำเร็จหลายครั้ง กรุณารอสักครู่แล้วลองใหม่",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
