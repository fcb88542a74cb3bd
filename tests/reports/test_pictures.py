"""Pictures as documents carry them: what a camera wrote is gone, what is no picture is refused by its name."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from reports.renderers.pictures import PictureError, encode

ORIENTATION, CAMERA = 0x0112, 0x0110


def photograph(path: Path) -> Path:
    """A picture 40 × 20 pixels as a camera held upright writes it: lying on its side, with its notes."""
    notes = Image.Exif()
    notes[ORIENTATION], notes[CAMERA] = 6, "SECRET CAMERA"
    Image.new("RGB", (40, 20), "red").save(path, exif=notes, comment=b"SECRET PLACE")
    return path


def test_photograph_is_upright_and_says_nothing_of_its_camera_or_place(tmp_path: Path) -> None:
    path = photograph(tmp_path / "photo.jpg")

    encoded = encode(path, width_cm=5)

    picture = Image.open(BytesIO(encoded.data))
    assert b"SECRET" in path.read_bytes()
    assert b"SECRET" not in encoded.data
    assert len(picture.getexif()) == 0
    assert (encoded.media_type, encoded.width, encoded.height) == ("image/jpeg", 20, 40)
    assert picture.size == (20, 40)


def test_picture_is_no_sharper_than_print_needs(tmp_path: Path) -> None:
    """2 cm at 87 dots a centimetre are 174 pixels; 1000:500 makes half of it high."""
    path = tmp_path / "seal.png"
    Image.new("RGBA", (1000, 500), (0, 0, 0, 0)).save(path)

    encoded = encode(path, width_cm=2)

    assert (encoded.media_type, encoded.width, encoded.height) == ("image/png", 174, 87)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "seal.png is missing"),
        (b"<svg onload='x'/>", "seal.png is no PNG, JPEG or GIF picture"),
        (b"", "seal.png is no PNG, JPEG or GIF picture"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "seal.png is no PNG, JPEG or GIF picture"),
    ],
)
def test_file_that_is_missing_or_no_picture_is_an_error_that_names_it(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "seal.png"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(PictureError) as refused:
        encode(path, width_cm=2)

    assert (str(refused.value), refused.value.path) == (message, path)


def test_picture_cut_short_is_an_error(tmp_path: Path) -> None:
    path = photograph(tmp_path / "photo.jpg")
    path.write_bytes(path.read_bytes()[:-100])

    with pytest.raises(PictureError, match=r"photo\.jpg is no PNG, JPEG or GIF picture"):
        encode(path, width_cm=2)
