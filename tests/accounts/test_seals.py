"""A seal is read by its content, drawn anew without metadata, and gone when its file has gone."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.errors import UserError
from accounts.models import Municipality
from accounts.seals import MAX_BYTES, NOT_A_PICTURE, TOO_HEAVY, TOO_LARGE, seal_png
from accounts.verbs import seal_set
from tests.factories import municipality

BLUE = (18, 67, 109)


def picture(size: tuple[int, int] = (8, 8), form: str = "PNG", mode: str = "RGB", **options: Any) -> io.BytesIO:
    """A file with a picture of one colour."""
    file = io.BytesIO()
    Image.new(mode, size, BLUE if mode == "RGB" else None).save(file, form, **options)
    file.seek(0)
    return file


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """An empty folder for the seals of a test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_seal_png_draws_png_and_jpeg_as_png(form: str) -> None:
    png = opened(seal_png(picture(form=form)))

    assert (png.format, png.size, png.mode) == ("PNG", (8, 8), "RGB")


@pytest.mark.parametrize(("mode", "kept"), [("RGBA", "RGBA"), ("LA", "RGBA"), ("L", "RGB"), ("1", "RGB"), ("P", "RGB")])
def test_seal_png_keeps_transparency_where_there_is_some(mode: str, kept: str) -> None:
    assert opened(seal_png(picture(mode=mode))).mode == kept


def test_seal_png_makes_a_large_picture_small_in_its_proportions() -> None:
    """6000 : 3000 is 1000 : 500."""
    assert opened(seal_png(picture((6000, 3000)))).size == (1000, 500)


def test_seal_png_stands_upright_and_without_metadata() -> None:
    """Orientation 6: the camera was held on its side, so that 8 x 4 is to be seen as 4 x 8."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "taken at home"
    photograph = picture((8, 4), "JPEG", exif=exif, comment=b"secret", icc_profile=b"profile")

    png = seal_png(photograph)

    assert opened(png).size == (4, 8)
    assert opened(png).info == {}
    assert [word for word in (b"taken at home", b"secret", b"eXIf", b"iCCP") if word in png] == []


@pytest.mark.parametrize(
    "file",
    [
        io.BytesIO(b""),
        io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        io.BytesIO(b"\x89PNG\r\n"),
        io.BytesIO(picture((64, 64)).getvalue()[:90]),
        picture(form="GIF"),
        picture(form="BMP"),
    ],
    ids=["empty", "svg", "begins as png", "cut off", "gif", "bmp"],
)
def test_seal_png_refuses_what_is_no_picture_whatever_its_name(file: io.BytesIO) -> None:
    file.name = "seal.png"

    with pytest.raises(UserError) as caught:
        seal_png(file)

    assert str(caught.value) == NOT_A_PICTURE


@pytest.mark.parametrize("size", [(6001, 1), (1, 6001), (20_000, 20_000)])
def test_seal_png_refuses_more_than_six_thousand_pixels_before_they_are_drawn(size: tuple[int, int]) -> None:
    file = picture(size, mode="1")

    with pytest.raises(UserError) as caught:
        seal_png(file)

    assert str(caught.value) == TOO_LARGE


def test_seal_png_refuses_more_than_five_megabytes() -> None:
    file = io.BytesIO(picture().getvalue().ljust(MAX_BYTES + 1, b"\0"))

    with pytest.raises(UserError) as caught:
        seal_png(file)

    assert str(caught.value) == TOO_HEAVY


@pytest.mark.django_db
def test_seal_set_keeps_one_file_and_takes_the_old_one_away(
    media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    place = municipality()
    seal_set(municipality=place, file=picture((8, 8)))

    with django_capture_on_commit_callbacks(execute=True):
        seal_set(municipality=place, file=picture((9, 9), "JPEG"))

    stored = Municipality.objects.get().seal_file
    assert stored is not None
    assert list((media / "seals").iterdir()) == [stored]
    assert opened(stored.read_bytes()).size == (9, 9)


@pytest.mark.django_db
def test_seal_set_to_nothing_takes_the_seal_away(
    media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    place = municipality()
    seal_set(municipality=place, file=picture())

    with django_capture_on_commit_callbacks(execute=True):
        seal_set(municipality=place, file=None)

    assert Municipality.objects.get().seal_file is None
    assert list((media / "seals").iterdir()) == []


@pytest.mark.django_db
def test_seal_set_refuses_and_keeps_the_seal_that_is_there() -> None:
    place = municipality()
    seal_set(municipality=place, file=picture())

    with pytest.raises(UserError):
        seal_set(municipality=place, file=io.BytesIO(b"no picture"))

    assert Municipality.objects.get().seal_file == place.seal_file


@pytest.mark.django_db
def test_seal_whose_file_has_gone_is_none() -> None:
    place = municipality()
    seal_set(municipality=place, file=picture())
    Path(place.seal.path).unlink()

    assert place.seal_file is None
