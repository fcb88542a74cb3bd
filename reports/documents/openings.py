"""What documents on a year's result begin with: the seal, total and level in a sentence, and notes on the figures."""

from collections.abc import Iterable

from accounts.models import Municipality
from assessments.queries import Overview
from assessments.wording import level_words, undecided_words, warning_words
from reports.content import Block, Inline, Paragraph, Picture, Run, Score, text
from thaitext.words import join_list


def seal(municipality: Municipality) -> Iterable[Block]:
    """The municipality's seal, if it has one."""
    if file := municipality.seal_file:
        yield Picture(file, f"ตรา{municipality.name}", width_cm=3)


def summary(overview: Overview) -> tuple[Inline, ...]:
    """Who, where, the total and the level in one sentence."""
    municipality = overview.assessment.municipality
    who = f"{municipality.name}{place(municipality)}"
    total = overview.result.total.figure.used
    if total is None:
        return text(f"{who} ยังไม่มีคะแนนรวม เนื่องจากคะแนนรายตัวชี้วัดยังไม่ครบ คะแนนที่มีเป็นดังนี้")
    return text(
        f"{who} ได้คะแนน ITA รวม ", Score(total, bold=True), " คะแนน ",
        "ระดับผลการประเมิน ", Run(level_words(overview.result), bold=True), " ดังนี้",
    )  # fmt: skip


def place(municipality: Municipality) -> str:
    """District and province, a space before each."""
    named = (("อำเภอ", municipality.district), ("จังหวัด", municipality.province))
    return "".join(f" {word}{name}" for word, name in named if name)


def notes(overview: Overview) -> Iterable[Block]:
    """What a reader must know of the figures: what is missing, what is undecided, what differs."""
    result = overview.result
    missing = [str(number) for number, scored in result.indicators.items() if scored.figure.used is None]
    if missing:
        yield Paragraph(text(f"หมายเหตุ : ยังไม่มีผลคะแนนของตัวชี้วัดที่ {join_list(missing)}"))
    elif result.level is None:
        yield Paragraph(text(f"หมายเหตุ : {undecided_words(result)}"))
    for warning in result.warnings:
        yield Paragraph(text(f"หมายเหตุ : {warning_words(warning)}"))


def wording_note(unsure: Iterable[str], used: str) -> Iterable[Block]:
    """Which wordings nobody has compared with the official ones yet; `used` says what the document does with them."""
    if codes := list(dict.fromkeys(unsure)):
        said = f"ถ้อยคำของข้อคำถาม {join_list(codes)} {used} ยังไม่ได้ตรวจสอบยืนยันกับเอกสารของสำนักงาน ป.ป.ช."
        yield Paragraph(text(f"หมายเหตุ : {said}"))
