"""Pictures as documents carry them: small, upright, without what a camera wrote into them (UX.md section 5)."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

_DOTS_PER_CM = 87  # 220 dpi: sharp in print
_HIGHEST = 10  # times its width
_FORMATS = ("PNG", "JPEG", "GIF")


class PictureError(ValueError):
    """A picture file is missing or is no picture. The message, in English, names it, and so does `path`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name} {reason}")
        self.path = path


@dataclass(frozen=True, slots=True)
class EncodedPicture:
    """A picture file's content; its width and height in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


def encode(path: Path, *, width_cm: float) -> EncodedPicture:
    """Return the picture, as sharp as `width_cm` in print needs: a JPEG stays one, all else is a PNG.

    Only the picture itself is kept: no place, time, camera, comment or thumbnail. The same file gives the same bytes.
    Raises PictureError for a file that is missing, damaged or no PNG, JPEG or GIF.
    """
    try:
        with Image.open(path, formats=_FORMATS) as file:
            kind = "JPEG" if file.format == "JPEG" else "PNG"
            pixels = ImageOps.exif_transpose(file)
            pixels = pixels.convert("RGBA" if pixels.has_transparency_data else "RGB")
    except FileNotFoundError as error:
        raise PictureError(path, "is missing") from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:  # what Pillow raises, by format
        raise PictureError(path, "is no PNG, JPEG or GIF picture") from error
    pixels.thumbnail((round(width_cm * _DOTS_PER_CM), _HIGHEST * round(width_cm * _DOTS_PER_CM)))
    pixels.info.clear()  # a comment or a profile would be written again
    content = BytesIO()
    pixels.save(content, format=kind, quality=88)
    return EncodedPicture(content.getvalue(), f"image/{kind.lower()}", width=pixels.width, height=pixels.height)
