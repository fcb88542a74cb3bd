"""A worksheet: the blocks of one section below each other, with row heights that are right for Thai."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from assessments.exporters.workbook_looks import LINE_HEIGHT, SIZE, font, height
from reports.content import (
    Align,
    Block,
    BulletList,
    Cell,
    DotPlot,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Radar,
    Score,
    Signature,
    Table,
    Trend,
)
from reports.renderers import xlsx_spans, xlsx_text
from reports.renderers.xlsx_figures import chart_data
from reports.renderers.xlsx_grid import CM, DIGIT_PIXELS, PIXEL, Grid, Placed, placed
from reports.renderers.xlsx_pictures import add_picture, picture_image
from reports.renderers.xlsx_spans import MOST_POINTS
from reports.renderers.xlsx_text import CellText, Line, Say
from thaitext.numbers import NO_SCORE

_MOST_SHARE = 0.7  # of a page, for a row in one piece
_MOST_MERGED_SHARE = 0.2  # for a text over several rows in one piece
_FREEZE_ROWS, _FREEZE_POINTS = 8, 12 * LINE_HEIGHT  # more would leave no room to scroll on a small screen
_TITLE_SIZES = {1: 18.0, 2: 16.0, 3: 16.0}
_SURELY = 0.95  # of a page: a face that is wider than expected shrinks the page
_GAP = 9.0  # points below a table, chart or picture
_PADDING_CM = 0.2

_LINE = Side(style="thin")
_HEAD_FILL = PatternFill("solid", fgColor="ECECEC")
_TOTAL_FILL = PatternFill("solid", fgColor="F6F6F6")
_HORIZONTAL: dict[Align, str] = {"start": "left", "center": "center", "end": "right"}


@dataclass(frozen=True, slots=True)
class _Look:
    """How a cell looks, its text apart."""

    align: Align = "start"
    size: float = SIZE
    bold: bool = False
    vertical: Literal["top", "center", "bottom"] = "top"
    fill: PatternFill | None = None


@dataclass(frozen=True, slots=True)
class _Filled:
    """A placed cell with what goes into it, one sheet row each: a score, or pieces of text, then pictures.

    A `caption` is the text below a picture, in one row with it, so that no page parts them.
    """

    placed: Placed
    pieces: list[list[Line]]
    pictures: list[tuple[Image, str]]
    score: Score | None
    heights: list[float]  # points, one a sheet row
    caption: bool = False


def steps_of(blocks: Iterable[Block]) -> int:
    """How many steps it takes to write blocks: one each, and two for each cell of a table, measured and written."""
    return sum(
        1 + 2 * sum(len(row.cells) for row in (*block.head, *block.rows)) if isinstance(block, Table) else 1
        for block in blocks
    )


class SheetWriter:
    """Writes blocks below each other and remembers what print set-up and charts need.

    `page` is the height between a page's margins, in points. `tables` are the first row, the last row of the head and
    the last row of each table; `plots` the rows kept free for charts. `step` is called as often as `steps_of` says.
    """

    def __init__(
        self, sheet: Worksheet, grid: Grid, *, page: float, say: Say, number_format: str, step: Callable[[], object]
    ) -> None:
        self.sheet = sheet
        self.grid = grid
        self.say = say
        self.number_format = number_format
        self.step = step
        self.page = page
        self.most_lines = int(min(MOST_POINTS, _MOST_SHARE * page) / LINE_HEIGHT)
        self.most_merged_lines = int(_MOST_MERGED_SHARE * page / LINE_HEIGHT)
        self.row = 1  # the next row to write
        self.title_row = 0  # the row of a heading that stands right above, if there is one
        self.tables: list[tuple[int, int, int]] = []
        self.plots: list[tuple[DotPlot | Radar | Trend, int]] = []
        for column in range(1, grid.columns + 1):
            sheet.column_dimensions[get_column_letter(column)].width = round(grid.digits(column), 2)

    def write(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            begun = self.row
            self._block(block)
            self.title_row = begun if isinstance(block, Heading) else 0
            self.step()

    def freeze(self) -> None:
        """Keeps the first table's head in sight, where that leaves room to read."""
        first, head, _ = self.tables[0] if self.tables else (0, 0, 0)
        if first <= head and 0 < first <= _FREEZE_ROWS and self._points(1, head) <= _FREEZE_POINTS:
            self.sheet.freeze_panes = f"A{head + 1}"

    def repeat_head(self) -> None:
        """Repeats a table's head on the pages it runs over.

        A sheet repeats one range, on every page after it. So it is the last table's, which stands above no other table,
        and none where that table fits a page and a chart comes below it.
        """
        first, head, last = self.tables[-1] if self.tables else (0, 0, 0)
        short = self._points(first, last) <= self.page and any(row > last for _, row in self.plots)
        if 0 < first <= head and not short:
            self.sheet.print_title_rows = f"{first}:{head}"

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._text(block, _Look(align=block.align, size=_TITLE_SIZES[block.level], vertical="center"))
            case Paragraph():
                self._text(block, _Look(align=block.align))
            case BulletList() | DotPlot(groups=()):
                self._text(block, _Look())
            case Table():
                self._table(block)
            case DotPlot() | Radar() | Trend():
                self._plot(block)
            case Picture():
                self._picture(block)
            case Signature():
                self._signature(block)
            case PageBreak():
                if self.row > 1:
                    self.sheet.row_breaks.append(Break(id=self.row - 1))

    def _text(self, block: Block, look: _Look) -> None:
        """Text across the whole width."""
        width = self._room(1, self.grid.columns) * SIZE / look.size
        text = xlsx_text.lines([block], self.say, indent=True)
        for piece in xlsx_text.chunks(text, width, self.most_lines):
            self._put(self.row, 1, self.grid.columns, xlsx_text.cell_text(piece, size=look.size), look)
            self._next(height(sum(xlsx_text.line_count(line, width) for line in piece), size=look.size))

    def _signature(self, signature: Signature) -> None:
        start = self.row
        first, last = self.grid.right_half()
        self._next((1 if signature.signed else 2.5) * LINE_HEIGHT)  # room to sign
        for line in xlsx_text.lines([signature], self.say):
            self._put(self.row, first, last, xlsx_text.cell_text([line]), _Look(align="center"))
            self._next(height(xlsx_text.line_count(line, self._room(first, last))))
        self._keep_company(start)

    def _keep_company(self, start: int) -> None:
        """Breaks the page before the last text above row `start`, if a page would end between the two.

        A signature is never alone on a page (UX.md section 4).
        """
        company = max((row for row in range(1, start) if self._points(row, row) > _GAP), default=0)
        if 1 < company < self._page_top(self.row):
            self.sheet.row_breaks.append(Break(id=company - 1))

    def _page_top(self, end: int) -> int:
        """The first row of the page that the last row before row `end` stands on.

        All rows have heights, so the pages can be counted; a face that is wider than expected shrinks the page, and
        the count is then only near.
        """
        top, used = 1, 0.0
        breaks = {row_break.id for row_break in self.sheet.row_breaks.brk}
        for row in range(1, end):
            points = self._points(row, row)
            if used + points > self.page or row - 1 in breaks:
                heads = [(first, head) for first, head, _ in self.tables[-1:] if head < row]
                top, used = row, sum(self._points(*head) for head in heads)
            used += points
        return top

    def _plot(self, plot: DotPlot | Radar | Trend) -> None:
        """Keeps the rows of a chart free, on one page with a heading right above.

        A chart is never cut, and its rows are empty, so that a page would end inside it: unless all since the last
        break surely fits a page, the chart begins a new one.
        """
        start = self.row
        self.plots.append((plot, start))
        self._reserve(chart_data(plot).height_cm * CM + _GAP)
        last_break = max((row_break.id for row_break in self.sheet.row_breaks.brk), default=0)
        if start > last_break + 1 and self._points(last_break + 1, self.row - 1) > _SURELY * self.page:
            self.sheet.row_breaks.append(Break(id=(self.title_row or start) - 1))

    def _picture(self, picture: Picture) -> None:
        image = picture_image(picture, most_cm=self.grid.width / CM)
        add_picture(self.sheet, image, self.say(picture.alt), self.grid, row=self.row, first=1, last=self.grid.columns)
        self._reserve(image.height * PIXEL + _GAP)

    def _table(self, table: Table) -> None:
        filled = []
        for each in placed(table, self.grid):
            filled.append(self._filled(each))
            self.step()
        starts = self._rows(filled, len(table.head) + len(table.rows))
        texts: list[tuple[int, int]] = []  # the rows of what no page may part
        for cell in filled:
            bottom = starts[cell.placed.row + cell.placed.rows] - 1
            texts += self._cell(cell, starts[cell.placed.row], bottom, lined=not table.plain)
            self.step()
        self._part(starts, len(table.head), texts)
        self.tables.append((starts[0], starts[len(table.head)] - 1, starts[-1] - 1))
        self._next(_GAP)

    def _filled(self, cell: Placed) -> _Filled:
        match cell.cell.blocks:
            case (Paragraph(text=(Score() as score,)),):
                return _Filled(cell, [], [], score, [height(1)])
        width = self._room(cell.first, cell.last) / (xlsx_text.BOLD if cell.head else 1.0)
        lines = list(xlsx_text.lines(cell.cell.blocks, self.say))
        if cell.rows == 1 or sum(xlsx_text.line_count(line, width) for line in lines) <= self.most_merged_lines:
            pieces = xlsx_text.chunks(lines, width, self.most_lines)
        else:  # a paragraph each, so that little of a page stays empty above a piece that it has no room for
            pieces = [piece for line in lines for piece in xlsx_text.chunks([line], width, self.most_lines)]
        heights = [height(sum(xlsx_text.line_count(line, width) for line in piece)) for piece in pieces]
        room = sum(self.grid.points(column) for column in range(cell.first, cell.last + 1)) / CM - _PADDING_CM
        pictures = [
            (picture_image(p, most_cm=room), self.say(p.alt)) for p in cell.cell.blocks if isinstance(p, Picture)
        ]
        if pictures and not any(pieces[0]):
            pieces, heights = [], []
        heights += [image.height * PIXEL + _GAP for image, _ in pictures]
        below = len(cell.cell.blocks) > 1 and isinstance(cell.cell.blocks[0], Picture)
        if below and len(heights) == 2 and sum(heights) <= MOST_POINTS:
            return _Filled(cell, pieces, pictures, None, [sum(heights)], caption=True)
        return _Filled(cell, pieces, pictures, None, heights)

    def _rows(self, cells: Sequence[_Filled], rows: int) -> list[int]:
        """Sets the heights of all rows of a table. Returns each row's first sheet row, and the row after the last."""
        heights = [[height(1)] for _ in range(rows)]
        for cell in cells:
            if cell.placed.rows == 1:
                own = heights[cell.placed.row]
                own += [0.0] * (len(cell.heights) - len(own))
                own[: len(cell.heights)] = map(max, own, cell.heights)
        for cell in sorted(cells, key=lambda cell: cell.placed.rows):
            spanned = heights[cell.placed.row : cell.placed.row + cell.placed.rows]
            if cell.placed.rows > 1:
                spanned[-1] += xlsx_spans.lacking(cell.heights, [points for own in spanned for points in own])
        starts = [self.row]
        for own in heights:
            for points in own:
                self._next(points)
            starts.append(self.row)
        return starts

    def _cell(self, cell: _Filled, top: int, bottom: int, *, lined: bool) -> list[tuple[int, int]]:
        """Writes a cell of a table into sheet rows `top` to `bottom`: in one piece, or in several inside one border.

        Returns the rows that the text of each merged piece reaches.
        """
        place = cell.placed
        look = _Look(
            align=_align(place.cell, cell.score),
            bold=place.head,
            vertical="bottom" if cell.caption else "center" if place.head else "top",
            fill=_HEAD_FILL if place.head else _TOTAL_FILL if place.total else None,
        )
        if place.rows > 1:
            rows = [self._points(row, row) for row in range(top, bottom + 1)]
            ranges = [tuple(top + row for row in each) for each in xlsx_spans.stretches(cell.heights, rows)]
        else:
            ranges = [(row, row, row) for row in range(top, bottom + 1)]
        for number, (begin, _, end) in enumerate(ranges):
            text = cell.pieces[number] if number < len(cell.pieces) else []
            content = cell.score if cell.score and number == 0 else xlsx_text.cell_text(text)
            border = _border(top=begin == top, bottom=end == bottom) if lined else None
            self._put(begin, place.first, place.last, content, look, bottom=end, border=border)
        for number, (image, alt) in enumerate(cell.pictures, 0 if cell.caption else len(cell.pieces)):
            begin, *_ = ranges[min(number, len(ranges) - 1)]
            add_picture(self.sheet, image, alt, self.grid, row=begin, first=place.first, last=place.last)
        return [(begin, reached) for begin, reached, _ in ranges]

    def _part(self, starts: Sequence[int], head: int, texts: Sequence[tuple[int, int]]) -> None:
        """Ends pages where they part no text of the table whose rows begin at `starts`, the `head` first its head."""
        first = starts[0]
        merged = [(begin - first, reached - first) for begin, reached in texts if begin < reached]
        if not merged:
            return
        rows = [self._points(row, row) for row in range(first, starts[-1])]
        used = self._points(self._page_top(first), first - 1)
        for row in xlsx_spans.page_starts(rows, merged, page=self.page, used=used, head=starts[head] - first):
            self.sheet.row_breaks.append(Break(id=first + row - 1))

    def _put(
        self,
        row: int,
        first: int,
        last: int,
        content: CellText | Score,
        look: _Look,
        *,
        bottom: int | None = None,
        border: Border | None = None,
    ) -> None:
        """Writes one cell of the sheet, merged over columns `first` to `last` and rows `row` to `bottom`."""
        cell = self.sheet.cell(row, first)
        bold, underline = look.bold or content.bold, False
        if isinstance(content, CellText):
            # The type is set beside the value: left to itself, openpyxl makes a formula of a text that begins with "=".
            cell.value = content.value or None
            cell.data_type = "s" if content.value else "n"
            underline = content.underline
        elif content.value is None:
            cell.value = NO_SCORE
        else:
            cell.value = float(content.value)
            cell.number_format = self.number_format
        cell.font = font(size=look.size, bold=bold, underline=underline)
        cell.alignment = Alignment(horizontal=_HORIZONTAL[look.align], vertical=look.vertical, wrap_text=True)
        if look.fill:
            cell.fill = look.fill
        if border:
            cell.border = border
        if first < last or row < (bottom or row):
            self.sheet.merge_cells(start_row=row, end_row=bottom or row, start_column=first, end_column=last)

    def _room(self, first: int, last: int) -> float:
        """Digits that fit beside each other in columns `first` to `last`, the cell's padding taken off."""
        return sum(self.grid.digits(column) for column in range(first, last + 1)) - 5 / DIGIT_PIXELS

    def _points(self, first: int, last: int) -> float:
        """The height of rows `first` to `last`."""
        return sum(self.sheet.row_dimensions[row].height or 0.0 for row in range(first, last + 1))

    def _next(self, points: float) -> None:
        """Closes the current row with its height."""
        self.sheet.row_dimensions[self.row].height = points
        self.row += 1

    def _reserve(self, points: float) -> None:
        """Keeps `points` free: one row as long as that can be, since a page never breaks inside a row."""
        for part in xlsx_spans.parts(points):
            self._next(part)


def _border(*, top: bool = True, bottom: bool = True) -> Border:
    return Border(left=_LINE, right=_LINE, top=_LINE if top else Side(), bottom=_LINE if bottom else Side())


def _align(cell: Cell, score: Score | None) -> Align:
    """A worksheet cell has one alignment: the cell's own, else its first aligned paragraph's.

    A missing score stands in the middle, a number to the right where nothing else is said.
    """
    if score and score.value is None:
        return "center"
    if cell.align != "start":
        return cell.align
    if score:
        return "end"
    aligns = (block.align for block in cell.blocks if isinstance(block, Paragraph | Heading))
    return next((align for align in aligns if align != "start"), "start")
