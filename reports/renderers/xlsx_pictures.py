"""Pictures on a worksheet, with their text."""

from io import BytesIO

from openpyxl.drawing.fill import Blip
from openpyxl.drawing.geometry import PresetGeometry2D
from openpyxl.drawing.image import Image
from openpyxl.drawing.picture import PictureFrame
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.worksheet.worksheet import Worksheet

from reports.content import Picture
from reports.renderers.pictures import encode
from reports.renderers.xlsx_grid import EMU_PER_PIXEL, PIXEL, Grid

_MOST_PIXELS = 540  # a picture stands in one row, which can be 546 pixels high


def picture_image(picture: Picture, *, most_cm: float) -> Image:
    """The picture, `width_cm` wide but no wider than `most_cm` and no higher than a row.

    Raises PictureError where the file is missing or is no picture.
    """
    width_cm = min(picture.width_cm, most_cm)
    encoded = encode(picture.path, width_cm=width_cm)
    image = Image(BytesIO(encoded.data))
    scale = min(width_cm / 2.54 * 96 / encoded.width, _MOST_PIXELS / encoded.height)
    image.width, image.height = round(encoded.width * scale), round(encoded.height * scale)
    return image


def add_picture(sheet: Worksheet, image: Image, alt: str, grid: Grid, *, row: int, first: int, last: int) -> None:
    """Puts `image` into sheet row `row`, centred over columns `first` to `last`, with `alt` for those who hear it."""
    start, end = (grid.borders[border] * grid.width / PIXEL for border in (first - 1, last))
    left = start + max((end - start - image.width) / 2, 0.0)
    # An offset greater than the column would be cut, so the picture hangs on the column it begins in.
    column = next(c for c in range(last, 0, -1) if grid.borders[c - 1] * grid.width / PIXEL <= left)
    offset = left - grid.borders[column - 1] * grid.width / PIXEL
    frame = PictureFrame()
    number = 1_000 * row + first  # no second one on this sheet: charts are counted from 1
    frame.nvPicPr.cNvPr.id, frame.nvPicPr.cNvPr.name = number, f"Picture {number}"
    frame.nvPicPr.cNvPr.descr = alt
    frame.blipFill.blip = Blip(cstate="print")
    frame.spPr.prstGeom = PresetGeometry2D(prst="rect")
    size = XDRPositiveSize2D(image.width * EMU_PER_PIXEL, image.height * EMU_PER_PIXEL)
    marker = AnchorMarker(col=column - 1, colOff=round(offset) * EMU_PER_PIXEL, row=row - 1, rowOff=3 * EMU_PER_PIXEL)
    image.anchor = OneCellAnchor(_from=marker, ext=size, pic=frame)
    sheet.add_image(image)
