"""The texts of a document, each with its place in words, and the cells of its tables that say nothing. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reports.content import (
    Block,
    BulletList,
    Cell,
    Document,
    Heading,
    Inline,
    Paragraph,
    Picture,
    Row,
    Run,
    Score,
    Section,
    Signature,
    Table,
    Text,
)
from reports.proofreading.manuscript import SIGNATURE
from thaitext.words import quote

#: Columns that must be filled in every row.
_NEEDED = re.compile(
    r"มาตรการ|วิธีการ|ขั้นตอน|ผู้รับผิดชอบ|ระยะเวลา|สรุปผล|ผลลัพธ์|กำกับ|การรายงานผล|ผลการวิเคราะห์|ข้อบกพร่อง|ผู้ดำเนินการ"
)
_NUMBERED = re.compile(r"\A\([0-9]+\)")
#: What builders print where something is missing.
_MISSING = re.compile(r"[-–—]|ยังไม่มี(?:รายงานผล|ผลคะแนน\S*)|ยังไม่ได้กำหนด\S*")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text of the document that no other text holds."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A cell that says nothing; `words` is what it prints."""

    column: str
    words: str


_Found: TypeAlias = Leaf | Blank


def leaves_of(document: Document) -> tuple[list[Leaf], list[Blank]]:
    """All texts of the document in reading order, and its blank cells."""
    found = [each for section in document.sections for each in _section(section)]
    return [each for each in found if isinstance(each, Leaf)], [each for each in found if isinstance(each, Blank)]


def prints_scores(document: Document) -> bool:
    """Whether the document prints any score."""
    return any(_has_score(block) for section in document.sections for block in section.blocks)


def _has_score(block: Block) -> bool:
    if isinstance(block, Table):
        return any(_has_score(each) for row in block.rows for cell in row.cells for each in cell.blocks)
    return isinstance(block, Paragraph) and any(isinstance(inline, Score) for inline in block.text)


def _section(section: Section) -> Iterator[_Found]:
    place = f"ส่วน “{section.name}”"
    for block in section.blocks:
        if isinstance(block, Heading):
            yield Leaf(block.text, f"{place} หัวเรื่อง")
            if block.level > 1:
                place = f"ส่วน “{section.name}” หัวข้อ {quote(block.text)}"
        else:
            yield from _block(block, place)


def _block(block: Block, place: str) -> Iterator[_Found]:
    match block:
        case Heading():
            yield Leaf(block.text, place)
        case Paragraph():
            yield Leaf(_words(block.text), place)
        case BulletList():
            for number, item in enumerate(block.items, 1):
                yield Leaf(_words(item), f"{place} รายการที่ {number}")
        case Picture():
            yield Leaf(block.alt, f"{place} คำอธิบายภาพ")
        case Signature():
            for words in (block.name, *block.position):
                yield Leaf(words, SIGNATURE)
        case Table():
            yield from _table(block, place)


def _table(table: Table, place: str) -> Iterator[_Found]:
    where = f"ตาราง {quote(table.caption)}" if table.caption else place
    columns = [_cell_words(cell) for cell in table.head[-1].cells] if table.head else []
    for number, cells in enumerate(_placed(table.rows), 1):
        blanks = []
        for column, cell in cells:
            named = columns[column].replace("\n", "") if column < len(columns) else ""
            in_cell = f"{where} แถวที่ {number}" + (f" ช่อง “{named}”" if named else "")
            for block in cell.blocks:
                yield from _block(block, in_cell)
            words = _cell_words(cell).strip()
            if _NEEDED.search(named) and (not words or _MISSING.fullmatch(words)) and not table.plain:
                blanks.append(Blank(_NUMBERED.sub("", named), words))
        # A cell that says what is missing speaks for the blank ones beside it.
        yield from [blank for blank in blanks if blank.words] or blanks


def _placed(rows: Iterable[Row]) -> Iterator[list[tuple[int, Cell]]]:
    """The cells of each row with the number of the column in which they begin; cells above may reach down."""
    reaching: dict[int, int] = {}
    for row in rows:
        placed, column = [], 0
        for cell in row.cells:
            while reaching.get(column, 0):
                column += 1
            placed.append((column, cell))
            reaching |= dict.fromkeys(range(column, column + cell.columns), cell.rows)
            column += cell.columns
        yield placed
        reaching = {taken: left - 1 for taken, left in reaching.items() if left > 1}


def _cell_words(cell: Cell) -> str:
    return "\n".join(leaf.text for block in cell.blocks for leaf in _block(block, "") if isinstance(leaf, Leaf))


def _words(text: Text) -> str:
    return "".join(_inline(inline) for inline in text)


def _inline(inline: Inline) -> str:
    """A score or a tick fills its place, and says nothing that can be read for faults."""
    return inline.text if isinstance(inline, Run) else "\N{NUMBER SIGN}"


def lines_of(text: str) -> Sequence[str]:
    """The lines of a typed text as documents print them: without bullets, empty ones left out."""
    stripped = (re.sub(r"\A(?:[-–—*•·▪●]\s*)+", "", line).strip() for line in text.split("\n"))
    return [line for line in stripped if line]
