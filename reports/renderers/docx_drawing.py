"""Drawings of charts as small PNG pictures, in centimetres: lines, markers and the few figures among them.

Word has no drawing that every program shows alike; a picture it is. Words stand in the document beside it.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import TypeAlias

from PIL import Image, ImageDraw, ImageFont

from reports.palette import Mark
from thaitext.digits import to_arabic

Point: TypeAlias = tuple[float, float]

INK, FAINT, GRID, EDGE = "000000", "505A5F", "D5D9DC", "9AA5AB"

_DOTS_PER_CM, _FINER = 87, 4  # 220 dpi; drawn finer, so that edges come out smooth
_PIXEL = _DOTS_PER_CM * _FINER
_CM_PER_UNIT = 2.54 / 96  # the palette's shapes are counted in CSS pixels
_POINTS_PER_CM = 72 / 2.54
_FONT_FILES = ("Laksaman.ttf", "THSarabunNew.ttf")
_LAKSAMAN = 10.64 / 16  # of a size in TH Sarabun New


class Drawing:
    """A picture that is drawn step by step; places are cm from its top left corner."""

    def __init__(self, width_cm: float, height_cm: float) -> None:
        self.width_cm, self.height_cm = width_cm, height_cm
        self.image = Image.new("RGBA", (_pixels(width_cm), _pixels(height_cm)), (255, 255, 255, 0))
        self.pen = ImageDraw.Draw(self.image)

    def line(self, start: Point, end: Point, colour: str, width_pt: float, dashes_pt: Sequence[float] = ()) -> None:
        """Draws a line; `dashes_pt` are the lengths of a dash and of the gap behind it."""
        width = max(1, round(width_pt / _POINTS_PER_CM * _PIXEL))
        for a, b in _dashes(start, end, [each / _POINTS_PER_CM for each in dashes_pt]):
            self.pen.line([*map(_pixel, a), *map(_pixel, b)], fill=f"#{colour}", width=width)

    def marker(self, at: Point, mark: Mark) -> None:
        """Draws the mark of a series."""
        x, y = at
        reach = {"circle": 4.5, "square": 4.0, "diamond": 5.5}[mark.shape] * _CM_PER_UNIT
        box = [_pixel(x - reach), _pixel(y - reach), _pixel(x + reach), _pixel(y + reach)]
        colour = f"#{mark.colour}"
        if mark.shape == "circle":
            self.pen.ellipse(box, fill=colour)
        elif mark.shape == "square":
            self.pen.rectangle(box, fill=colour)
        else:
            corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
            self.pen.polygon([(_pixel(a), _pixel(b)) for a, b in corners], fill=colour)

    def figure(self, at: Point, digits: str, size_pt: float, colour: str = INK, anchor: str = "mm") -> None:
        """Writes a number, its middle at a place; `anchor` is Pillow's."""
        font, has_thai = _font(round(size_pt / _POINTS_PER_CM * _PIXEL))
        words = digits if has_thai else to_arabic(digits)
        self.pen.text((_pixel(at[0]), _pixel(at[1])), words, fill=f"#{colour}", font=font, anchor=anchor)

    def png(self) -> bytes:
        """Returns the picture. The same drawing gives the same bytes."""
        size = (round(self.image.width / _FINER), round(self.image.height / _FINER))
        content = BytesIO()
        self.image.resize(size, Image.Resampling.BOX).save(content, format="PNG", optimize=True)
        return content.getvalue()


@lru_cache(maxsize=8)
def _font(pixels: int) -> tuple[ImageFont.FreeTypeFont | ImageFont.ImageFont, bool]:
    """The documents' face at a size of TH Sarabun New, else one that Pillow brings, which has no Thai digits."""
    for name in _FONT_FILES:
        try:
            size = pixels * _LAKSAMAN if name.startswith("Laksaman") else pixels
            return ImageFont.truetype(name, size), True
        except OSError:
            continue
    return ImageFont.load_default(pixels * _LAKSAMAN), False


def _dashes(start: Point, end: Point, lengths: Sequence[float]) -> list[tuple[Point, Point]]:
    if not lengths:
        return [(start, end)]
    dash, gap = lengths
    whole = math.dist(start, end)

    def at(length: float) -> Point:
        share = min(1.0, length / whole) if whole else 0.0
        return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])

    count = math.ceil(whole / (dash + gap))
    return [(at(number * (dash + gap)), at(number * (dash + gap) + dash)) for number in range(count)]


def _pixels(cm: float) -> int:
    return max(1, round(cm * _DOTS_PER_CM)) * _FINER


def _pixel(cm: float) -> float:
    return cm * _PIXEL
