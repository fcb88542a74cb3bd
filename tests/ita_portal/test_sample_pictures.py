"""The demo's drawn pictures."""

import pytest
from PIL import Image, ImageFont

from ita_portal.sample_pictures import sample_picture


def test_sample_picture_is_drawn_for_each_number_and_is_the_same_each_time() -> None:
    first, again, second = (sample_picture(number).getvalue() for number in (1, 1, 2))

    assert first == again != second
    with Image.open(sample_picture(1)) as picture:
        assert (picture.format, picture.size) == ("PNG", (800, 450))


def test_sample_picture_says_so_without_the_font_of_the_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    known, truetype = sample_picture(1).getvalue(), ImageFont.truetype

    def missing(name: object, size: float = 10, **more: object) -> ImageFont.FreeTypeFont:
        if name == "Laksaman-Bold.ttf":
            raise OSError("cannot open resource")
        return truetype(name, size, **more)  # type: ignore[arg-type]  # the words of whoever asks

    monkeypatch.setattr(ImageFont, "truetype", missing)

    assert sample_picture(1).getvalue() != known
