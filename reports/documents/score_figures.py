"""The score table and the dot plot of a year, for documents and pages alike."""

from decimal import Decimal

from assessments.queries import Overview
from assessments.scoring import Figure
from assessments.specs import EXCELLENT_MARK, PASS_MARK
from assessments.wording import level_words, place_words
from reports.content import Dot, DotGroup, DotPlot, Row, Run, Score, Table, cell, head
from thaitext.numbers import format_score, round_half_up

_SERIES = (
    ("IIT", "IIT ผู้มีส่วนได้ส่วนเสียภายใน"),
    ("EIT", "EIT ผู้มีส่วนได้ส่วนเสียภายนอก"),
    ("OIT", "OIT การเปิดเผยข้อมูลสาธารณะ"),
)
_PASSED = "ผ่านเกณฑ์"
#: Of an instrument whose parts are asked for and not known.
PARTS_WANTED = "รอคะแนนแยกส่วน"


def verdict(score: Decimal | None) -> str:
    """How a single score (0–100, as published) stands to the pass mark."""
    if score is None:
        return "ยังไม่มีคะแนน"
    return _PASSED if round_half_up(score) >= PASS_MARK else "ต่ำกว่าเกณฑ์"


def instrument_verdict(overview: Overview, place: str) -> str:
    """How an instrument or a part of one ("EIT", "EIT-1") stands to the pass mark.

    Where the levels ask for each part (from 2566), a mean that reaches the mark says nothing of parts that are not
    known; one below it has a part below it.
    """
    words = verdict(overview.result.instruments[place].figure.used)
    if words != _PASSED or all(level.each_from is None for level in overview.framework.spec.levels):
        return words
    parts = [
        overview.result.instruments[f"{each.code}-{part}"]
        for each in overview.framework.spec.instruments
        if each.code == place
        for part in each.parts
    ]
    return PARTS_WANTED if any(part.figure.used is None for part in parts) else words


def score_table(overview: Overview) -> Table:
    """Ten indicators, the instruments, their parts where known, and the total: official, computed, how they stand."""
    framework, result = overview.framework, overview.result
    rows = [
        _row(str(framework.indicators[number]), scored.instrument, scored.figure)
        for number, scored in result.indicators.items()
    ]
    rows += [
        _row(
            place_words(place),
            place.partition("-")[0],
            scored.figure,
            total=True,
            standing=instrument_verdict(overview, place),
        )
        for place, scored in result.instruments.items()
        if place in framework.instrument_names or scored.figure.used is not None
    ]
    total = result.total.figure
    rows.append(_row("คะแนนรวม", "", total, total=True, standing=level_words(result)))
    return Table(
        caption="ผลคะแนนรายตัวชี้วัด รายแบบวัด และคะแนนรวม",
        widths=(6.8, 1.5, 1.8, 1.8, 4.1),
        head=(head("ตัวชี้วัด", "แบบวัด", "ทางการ", "คำนวณ", "ระดับ/ผลเทียบเกณฑ์"),),
        rows=tuple(rows),
    )


def _row(name: str, instrument: str, figure: Figure, *, total: bool = False, standing: str = "") -> Row:
    return Row(
        (
            cell(Run(name, bold=total)),
            cell(Run(instrument, bold=total), align="center"),
            cell(Score(figure.official, bold=total), align="center"),
            cell(Score(figure.computed, bold=total), align="center"),
            cell(Run(standing or verdict(figure.used), bold=total), align="center"),
        ),
        total=total,
    )


def score_plot(overview: Overview) -> DotPlot:
    """The ten indicators against 85 and 95, and the scores that decide the level against their minimums."""
    framework, result = overview.framework, overview.result
    indicators = tuple(
        Dot(f"{number}. {framework.indicators[number].name}", scored.figure.used, scored.instrument)
        for number, scored in result.indicators.items()
    )
    instruments = []
    for instrument in framework.spec.instruments:
        parts = [result.instruments[f"{instrument.code}-{part}"].figure.used for part in instrument.parts]
        if any(value is not None for value in parts):
            for part, value in zip(instrument.parts, parts, strict=True):
                instruments.append(Dot(f"{instrument.code} ส่วนที่ {part}", value, instrument.code))
        else:
            used = result.instruments[instrument.code].figure.used
            instruments.append(Dot(instrument.code, used, instrument.code))
    return DotPlot(
        title=plot_title(overview),
        groups=(DotGroup("ตัวชี้วัด", indicators), DotGroup("แบบวัด", tuple(instruments))),
        limits=(PASS_MARK, EXCELLENT_MARK),
        series=_SERIES,
    )


def plot_title(overview: Overview) -> str:
    """A sentence made from the figures: how many indicators reach 95, or how many fall short of 85, and the lowest.

    Where not all have a score, it says of how many it speaks; a single one is compared with nothing.
    """
    known = [
        (round_half_up(scored.figure.used), overview.framework.indicators[number])
        for number, scored in overview.result.indicators.items()
        if scored.figure.used is not None
    ]
    if not known:
        return "ยังไม่มีคะแนนรายตัวชี้วัด"
    short = sum(score < PASS_MARK for score, _ in known)
    high = sum(score >= EXCELLENT_MARK for score, _ in known)
    least = min(score for score, _ in known)
    lowest = [indicator.name for score, indicator in known if score == least]
    if len(known) == 1:
        return f"มีคะแนน 1 ตัวชี้วัด คือ{lowest[0]} {format_score(least, document=True)} คะแนน"
    complete = len(known) == len(overview.result.indicators)
    of, those = ("ใน", "ตัวชี้วัด") if complete else ("จาก", "ตัวชี้วัดที่มีคะแนน ")
    if least == 100:
        return f"ทั้ง {len(known)} {those}ได้ 100 คะแนน"
    if short:
        opening = f"{short} {of} {len(known)} {those}ได้ต่ำกว่า {PASS_MARK} คะแนน"
    else:
        opening = f"{high} {of} {len(known)} {those}ได้ {EXCELLENT_MARK} คะแนนขึ้นไป"
    who = lowest[0] if len(lowest) == 1 else f" {len(lowest)} ตัวชี้วัดที่ได้เท่ากัน"
    return f"{opening} ต่ำสุดคือ{who} {format_score(least, document=True)} คะแนน"
