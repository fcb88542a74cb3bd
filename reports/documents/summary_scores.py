"""The first page of the executive summary: level and total, instruments, indicators and the years."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from assessments.queries import Overview
from assessments.queries.years import measured_otherwise
from assessments.scoring import LevelGap
from assessments.specs import EXCELLENT_MARK, PASS_MARK, LevelSpec
from assessments.wording import level_words, place_words, undecided_words
from reports.content import (
    Beside,
    Block,
    Heading,
    Paragraph,
    Radar,
    Row,
    Run,
    Score,
    Spoke,
    Table,
    Text,
    Trend,
    TrendYear,
    cell,
    head,
    text,
)
from reports.documents.openings import place
from reports.documents.score_figures import PARTS_WANTED, plot_title
from reports.documents.summary_facts import Facts, used
from thaitext.numbers import format_score, round_half_up
from thaitext.words import join_list

#: So many years are compared at most.
MOST_YEARS = 8

NO_SCORES = "ยังไม่มีผลคะแนนของปีงบประมาณ พ.ศ. {year} ในระบบ จึงยังสรุประดับ คะแนนรวม และคะแนนรายตัวชี้วัดไม่ได้ กรุณานำเข้าคะแนนก่อน"
NO_LAST_YEAR = "ยังไม่มีผลคะแนนของปีงบประมาณ พ.ศ. {year} จึงยังเปรียบเทียบกับปีก่อนไม่ได้"
OTHERWISE = "ปี {year} เปลี่ยนกรอบการประเมินหรือเกณฑ์ระดับจากปี {before} ผลต่างของคะแนนสองปีนี้จึงเป็นเพียงข้อสังเกต"
NO_TREND = "ยังไม่มีคะแนนรวมตั้งแต่สองปีขึ้นไป จึงยังแสดงแนวโน้มไม่ได้"
CHANGED = "เปลี่ยนกรอบการประเมินหรือเกณฑ์ระดับ"


def score_blocks(facts: Facts) -> Iterator[Block]:
    """The page's blocks behind the title."""
    overview = facts.overview
    if overview is None:
        where = f"{facts.municipality.name}{place(facts.municipality)}"
        yield Paragraph(text(f"{where} {NO_SCORES.format(year=facts.fiscal_year)}"), indent=True)
    else:
        yield Paragraph(_opening(facts, overview), indent=True)
        yield Heading("คะแนนรายแบบวัดเทียบเกณฑ์ขั้นต่ำ")
        yield _instruments(facts, overview)
        yield Heading("คะแนนรายตัวชี้วัดเทียบกับปีก่อน")
        yield Beside(_radar(facts, overview), _indicators(facts, overview), share=0.41)
        if facts.last_year is None:
            yield Paragraph(text(NO_LAST_YEAR.format(year=facts.fiscal_year - 1)))
        elif measured_otherwise(facts.years[facts.fiscal_year - 1].framework, overview.framework):
            yield Paragraph(text(OTHERWISE.format(year=facts.fiscal_year, before=facts.fiscal_year - 1)))
    yield Heading("แนวโน้มคะแนนรวม")
    yield from _trend(facts)


def change_words(now: Decimal | None, before: Decimal | None) -> str:
    """How a score changed, as published: "เพิ่มขึ้น 1.25", "ลดลง 0.30", "เท่าเดิม"; "–" where one is missing."""
    if now is None or before is None:
        return "–"
    change = round_half_up(now) - round_half_up(before)
    if change == 0:
        return "เท่าเดิม"
    return f"{'เพิ่มขึ้น' if change > 0 else 'ลดลง'} {format_score(abs(change), document=True)}"


def _opening(facts: Facts, overview: Overview) -> Text:
    """Level and total with the change from last year, and what the next level asks for."""
    result, year = overview.result, facts.fiscal_year
    who = f"{facts.municipality.name}{place(facts.municipality)}"
    total = result.total.figure.used
    if total is None:
        return text(f"{who} ยังไม่มีคะแนนรวมของปีงบประมาณ พ.ศ. {year} เนื่องจากคะแนนรายตัวชี้วัดยังไม่ครบ")
    said = [
        *text(f"{who} ได้คะแนน ITA รวม ", Score(total, bold=True), " คะแนน ระดับผลการประเมิน "),
        Run(level_words(result), bold=True),
    ]
    if facts.last_year is not None and (before := facts.before("total")) is not None:
        change = change_words(total, before)
        last = f"ปี {year - 1} ที่ได้ {format_score(before, document=True)} คะแนน ({level_words(facts.last_year)})"
        said += text(f" {change}{'' if change == 'เท่าเดิม' else ' คะแนน'} จาก{last}")
    if result.level is None:
        said += text(f" {undecided_words(result)}")
    elif result.level_gap:
        said += text(f" {_gap_words(result.level_gap)}")
    if result.warnings:
        said += text(f" มีคะแนนทางการที่ต่างจากคะแนนที่คำนวณได้ {len(result.warnings)} รายการ กรุณาตรวจสอบ")
    return tuple(said)


def _gap_words(gap: LevelGap) -> str:
    asked = [("คะแนนรวม", gap.total), *((place_words(where), short) for where, short in gap.scores)]
    short = [f"{name} อีก {format_score(points, document=True)} คะแนน" for name, points in asked if points > 0]
    return f"ต้องเพิ่ม{join_list(short)} จึงจะถึงระดับ{gap.level}" if short else ""


def _instruments(facts: Facts, overview: Overview) -> Table:
    """The scores that decide the level, and the total, against what the levels ask for."""
    levels = [level for level in overview.framework.spec.levels if level.each_from is not None]
    if not levels:  # before 2566 the total alone decided
        levels = [level for level in overview.framework.spec.levels if level.total_from in (PASS_MARK, EXCELLENT_MARK)]
    rows = []
    for instrument in overview.framework.spec.instruments:
        parts = [f"{instrument.code}-{part}" for part in instrument.parts]
        known = any(used(overview.result, part) is not None for part in parts)
        places = parts if known else [instrument.code]
        rows += [_instrument(facts, overview, each, levels, split=bool(parts) and not known) for each in places]
    rows.append(_instrument(facts, overview, "total", levels, total=True))
    widths = (4.2, 1.9, 1.9, 2.9, *(6.1 / len(levels) for _ in levels))
    titles = (f"ระดับ{level.name}\n{_asks(level)}" for level in levels)
    year = facts.fiscal_year
    return Table(
        caption="คะแนนรายแบบวัดเทียบเกณฑ์ขั้นต่ำ",
        widths=widths,
        head=(head("แบบวัด", f"ปี {year}", f"ปี {year - 1}", "เปลี่ยนแปลง", *titles),),
        rows=tuple(rows),
    )


def _asks(level: LevelSpec) -> str:
    total = format_score(level.total_from, document=True)
    if level.each_from is None or level.each_from == level.total_from:
        return f"ขั้นต่ำ {total}"
    return f"รวม {total} รายแบบวัด {format_score(level.each_from, document=True)}"


def _instrument(
    facts: Facts, overview: Overview, where: str, levels: list[LevelSpec], *, total: bool = False, split: bool = False
) -> Row:
    now, before = used(overview.result, where), facts.before(where)
    against = (_verdict(now, level.total_from if total else level.each_from, split=split) for level in levels)
    return Row(
        (
            cell(Run(place_words(where), bold=total)),
            cell(Score(now, bold=total), align="center"),
            cell(Score(before, bold=total), align="center"),
            cell(Run(change_words(now, before), bold=total), align="center"),
            *(cell(Run(words, bold=total), align="center") for words in against),
        ),
        total=total,
    )


def _verdict(score: Decimal | None, least: Decimal | None, *, split: bool) -> str:
    """How a score stands to a minimum; an instrument whose parts are asked for and not known cannot be judged."""
    if least is None:
        return "ไม่กำหนด"
    if score is None:
        return "ยังไม่มีคะแนน"
    short = least - round_half_up(score)
    if split:  # where the mean falls short, so does a part
        return "ไม่ถึงเกณฑ์" if short > 0 else PARTS_WANTED
    return f"ขาด {format_score(short, document=True)}" if short > 0 else "ถึงเกณฑ์"


def _radar(facts: Facts, overview: Overview) -> Radar:
    return Radar(
        title=plot_title(overview),
        spokes=tuple(
            Spoke(
                f"{number}. {overview.framework.indicators[number].name}",
                (scored.figure.used, facts.before(f"indicator-{number}")),
            )
            for number, scored in overview.result.indicators.items()
        ),
        series=(f"ปี {facts.fiscal_year}", f"ปี {facts.fiscal_year - 1}"),
    )


def _indicators(facts: Facts, overview: Overview) -> Table:
    rows = []
    for number, scored in overview.result.indicators.items():
        now, before = scored.figure.used, facts.before(scored.place)
        rows.append(
            Row(
                (
                    cell(f"{number}. {overview.framework.indicators[number].name}"),
                    cell(Score(now), align="center"),
                    cell(Score(before), align="center"),
                    cell(change_words(now, before), align="center"),
                )
            )
        )
    return Table(
        caption="คะแนนรายตัวชี้วัดเทียบกับปีก่อน",
        widths=(4.5, 1.6, 1.6, 2.5),
        head=(head("ตัวชี้วัด", f"ปี {facts.fiscal_year}", f"ปี {facts.fiscal_year - 1}", "เปลี่ยนแปลง"),),
        rows=tuple(rows),
    )


def _trend(facts: Facts) -> Iterator[Block]:
    """The totals of the years up to this one; a year that nothing is known of is a gap, its row says so."""
    totals = {
        year: each.result.total.figure.used
        for year, each in facts.years.items()
        if facts.fiscal_year - MOST_YEARS < year <= facts.fiscal_year and each.result.total.figure.used is not None
    }
    if len(totals) < 2:
        yield Paragraph(text(NO_TREND))
        return
    years = range(min(totals), facts.fiscal_year + 1)
    changed = _changed_years(facts, years)
    chart = Trend(
        title=_trend_title(totals),
        years=tuple(TrendYear(year, totals.get(year), changed=year in changed) for year in years),
        limits=(PASS_MARK, EXCELLENT_MARK),
        series="คะแนนรวม",
        change=CHANGED,
    )
    rows = []
    for year in years:
        own = facts.years.get(year)
        rows.append(
            Row(
                (
                    cell(f"{year}{'*' if year in changed else ''}", align="center"),
                    cell(Score(totals.get(year)), align="center"),
                    cell(
                        "–" if year in changed else change_words(totals.get(year), totals.get(year - 1)), align="center"
                    ),
                    cell(level_words(own.result) if own else "ไม่มีข้อมูล", align="center"),
                )
            )
        )
    table = Table(
        caption="คะแนนรวมและระดับรายปี",
        widths=(1.6, 1.7, 2.5, 3.4),
        head=(head("ปี", "คะแนนรวม", "เปลี่ยนแปลง", "ระดับ"),),
        rows=tuple(rows),
    )
    yield Beside(chart, table, share=0.46)
    if changed:
        yield Paragraph(text(f"* {CHANGED} คะแนนก่อนและหลังปีนั้นจึงเปรียบเทียบกันโดยตรงไม่ได้"))


def _changed_years(facts: Facts, years: range) -> set[int]:
    """The years that were measured otherwise than the known year before."""
    known = [facts.years[year] for year in years if year in facts.years]
    return {
        after.assessment.fiscal_year
        for before, after in pairwise(known)
        if measured_otherwise(before.framework, after.framework)
    }


def _trend_title(totals: dict[int, Decimal]) -> str:
    """A sentence made from the totals, of which there are two at least, oldest first."""
    last, before = list(totals)[-1], list(totals)[-2]
    now = format_score(totals[last], document=True)
    others = [round_half_up(score) for year, score in totals.items() if year != last]
    if round_half_up(totals[last]) > max(others):
        return f"คะแนนรวมปี {last} สูงที่สุดใน {len(totals)} ปีที่มีคะแนน คือ {now} คะแนน"
    if round_half_up(totals[last]) < min(others):
        return f"คะแนนรวมปี {last} ต่ำที่สุดใน {len(totals)} ปีที่มีคะแนน คือ {now} คะแนน"
    return f"คะแนนรวมปี {last} {change_words(totals[last], totals[before])} จากปี {before} เป็น {now} คะแนน"
