"""Reads the picture of a seal by its content: what a file is called says nothing about what is in it."""

import io
from typing import IO

from PIL import Image, ImageOps

from accounts.errors import UserError

MAX_BYTES = 5 * 1024 * 1024
#: The longest side that is read, and the longest that is kept: 3 cm on paper at more than 800 dots per inch.
MAX_PIXELS = 6000
KEPT_PIXELS = 1000

NOT_A_PICTURE = "ไฟล์ตราไม่ใช่ภาพ PNG หรือ JPEG ที่อ่านได้ กรุณาเลือกไฟล์ภาพ หรือบันทึกภาพใหม่เป็น PNG"
TOO_HEAVY = "ไฟล์ตราใหญ่เกิน 5 MB กรุณาย่อภาพแล้วส่งใหม่"
TOO_LARGE = f"ภาพตรากว้างหรือสูงเกิน {MAX_PIXELS} จุด กรุณาย่อภาพแล้วส่งใหม่"


def seal_png(file: IO[bytes]) -> bytes:
    """Returns the picture in `file` as PNG, at most 1000 pixels wide and high, upright and without metadata.

    Raises UserError for more than 5 MB, more than 6000 pixels, or anything that is not a PNG or JPEG picture.
    """
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UserError(TOO_HEAVY)
    try:
        picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        if max(picture.size) <= MAX_PIXELS:
            return _drawn_anew(picture)
    except Image.DecompressionBombError:
        pass
    except Exception as error:  # Pillow raises whatever its readers stumble over
        raise UserError(NOT_A_PICTURE) from error
    raise UserError(TOO_LARGE)


def _drawn_anew(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture).convert("RGBA" if picture.has_transparency_data else "RGB")
    upright.thumbnail((KEPT_PIXELS, KEPT_PIXELS))
    upright.info.clear()  # else the colour profile and its like would be written again
    png = io.BytesIO()
    upright.save(png, "PNG", optimize=True)
    return png.getvalue()
