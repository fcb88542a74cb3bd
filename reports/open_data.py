"""Open data of a published year: the figures that an approved edition froze, as rows with a dictionary. Pure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal

from assessments.codes import Place, figures_evaluated, places_by_key
from assessments.scoring import Figure, FrameworkSpec, Result, Scored

LICENCE = "Creative Commons Attribution 4.0 International (CC BY 4.0)"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the figures come from: whose they are, of which result year, and the edition that froze them."""

    municipality: str
    province: str
    fiscal_year: int
    edition: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. Scores are 0–100, None where they are missing; `score` is the one that counts."""

    municipality: str
    fiscal_year: int
    item: str
    instrument: str
    indicator: int | None
    question: str
    part: int | None
    score: Decimal | None
    official: Decimal | None
    computed: Decimal | None
    level: str


COLUMNS = tuple(field.name for field in fields(Row))

#: What each column means, in words for people who have never seen an assessment.
DICTIONARY: Mapping[str, tuple[str, str]] = {
    "municipality": ("ข้อความ", "ชื่อเต็มขององค์กรปกครองส่วนท้องถิ่นที่ถูกประเมิน"),
    "fiscal_year": ("จำนวนเต็ม", "ปีงบประมาณที่ประเมิน (พ.ศ.)"),
    "item": (
        "ข้อความ",
        "ชนิดของแถว: question (ข้อคำถาม), indicator (ตัวชี้วัด), instrument (แบบวัดหรือส่วนของแบบวัด), total (คะแนนรวม)",
    ),
    "instrument": ("ข้อความ", "แบบวัด: IIT (ผู้มีส่วนได้ส่วนเสียภายใน), EIT (ภายนอก), OIT (การเปิดเผยข้อมูลสาธารณะ)"),
    "indicator": ("จำนวนเต็ม", "หมายเลขตัวชี้วัด 1–10 ว่างในแถวของแบบวัดและคะแนนรวม"),
    "question": ("ข้อความ", "รหัสข้อคำถาม เช่น i1 e1 o1 ว่างในแถวที่ไม่ใช่ข้อคำถาม"),
    "part": ("จำนวนเต็ม", "ส่วนที่ 1 หรือ 2 ของแบบวัด EIT ว่างเมื่อไม่แบ่งส่วน"),
    "score": ("จำนวน 0–100", "คะแนนที่ใช้ คือคะแนนทางการ หากไม่มีจึงใช้คะแนนที่คำนวณ ว่างเมื่อไม่มีข้อมูล (ไม่ใช่ศูนย์)"),
    "official": ("จำนวน 0–100", "คะแนนทางการจากระบบ ITAS"),
    "computed": ("จำนวน 0–100", "คะแนนที่คำนวณจากข้อคำถาม ปัดเป็นทศนิยมสองตำแหน่ง"),
    "level": ("ข้อความ", "ระดับผลการประเมิน เฉพาะแถวคะแนนรวม ว่างเมื่อคะแนนยังไม่พอตัดสินระดับ"),
}


def figures_load(text: str) -> dict[str, Decimal] | None:
    """The figures of an edition by their keys, from the text that it froze; None for a year without a framework."""
    said = json.loads(text)
    if not said.get("framework"):
        return None
    return {key: Decimal(value) for key, value in said["figures"].items()}


def rows(source: Source, spec: FrameworkSpec, figures: Mapping[str, Decimal]) -> list[Row]:
    """The rows of a year in the framework's order: questions, indicators, instruments, the total.

    Figures at places that the framework does not have any more are left out.
    """
    places = places_by_key(spec)
    known: dict[Place, Decimal | None] = {places[key]: value for key, value in figures.items() if key in places}
    return list(_rows(source, spec, figures_evaluated(spec, known)))


def _rows(source: Source, spec: FrameworkSpec, result: Result) -> Iterator[Row]:
    def row(item: str, figure: Figure, instrument: str = "", **place: object) -> Row:
        said: dict[str, object] = {"indicator": None, "question": "", "part": None, "level": "", **place}
        return Row(
            municipality=source.municipality,
            fiscal_year=source.fiscal_year,
            item=item,
            instrument=instrument,
            score=figure.used,
            official=figure.official,
            computed=figure.computed,
            **said,  # type: ignore[arg-type]  # named just above
        )

    for instrument in spec.instruments:
        for indicator in instrument.indicators:
            for code in indicator.questions:
                for part in instrument.parts or (None,):
                    # A question's score is what was entered: nothing stands beside it.
                    score = Figure(official=result.questions[code, part], computed=None)
                    yield row("question", score, instrument.code, indicator=indicator.number, question=code, part=part)
    for number, scored in result.indicators.items():
        yield row("indicator", scored.figure, scored.instrument, indicator=number)
    for name, instrument_scored in _in_order(spec, result):
        code, _, of = name.partition("-")
        yield row("instrument", instrument_scored.figure, code, part=int(of) if of else None)
    yield row("total", result.total.figure, level=result.level or "")


def _in_order(spec: FrameworkSpec, result: Result) -> Iterator[tuple[str, Scored]]:
    for instrument in spec.instruments:
        for name in (instrument.code, *(f"{instrument.code}-{part}" for part in instrument.parts)):
            if name in result.instruments:
                yield name, result.instruments[name]
