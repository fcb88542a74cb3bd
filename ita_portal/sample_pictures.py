"""Draws the demo's pictures: a coloured ground that says that it is a sample. Pure."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

_SIZE = 800, 450
_GROUNDS = ("#12436D", "#28A197", "#801650", "#3D3D3D")


def sample_picture(number: int) -> BytesIO:
    """A PNG with "ภาพตัวอย่าง" and a number on it, and a frame; the same number gives the same ground."""
    picture = Image.new("RGB", _SIZE, _GROUNDS[(number - 1) % len(_GROUNDS)])
    drawing = ImageDraw.Draw(picture)
    width, height = _SIZE
    drawing.rectangle((30, 30, width - 31, height - 31), outline="white", width=4)
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont
    try:
        words, font = f"ภาพตัวอย่าง {number}", ImageFont.truetype("Laksaman-Bold.ttf", 96)
    except OSError:  # the font of the documents is not on this machine
        words, font = f"SAMPLE {number}", ImageFont.load_default(96)
    drawing.text((width / 2, height / 2), words, fill="white", font=font, anchor="mm")
    content = BytesIO()
    picture.save(content, "PNG", optimize=True)
    content.seek(0)
    return content
