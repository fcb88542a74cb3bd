"""Results of scoring in Thai words, the same on the screen, in documents and on the command line. Pure."""

from assessments.scoring import Figure, Result, ScoreWarning
from thaitext.numbers import format_score
from thaitext.words import join_list


def place_words(place: str) -> str:
    """A figure's place: "indicator-6-part-1" is "ตัวชี้วัดที่ 6 ส่วนที่ 1", "EIT-1" "แบบวัด EIT ส่วนที่ 1"."""
    name, *numbers = place.replace("part-", "").split("-")
    if name == "total":
        return "คะแนนรวม"
    if name == "indicator":
        return " ส่วนที่ ".join((f"ตัวชี้วัดที่ {numbers[0]}", *numbers[1:]))
    # A question (i1) and a sub-indicator (9.1) are called by their codes.
    return " ส่วนที่ ".join((f"แบบวัด {name}", *numbers)) if name.isupper() else place


def warning_words(warning: ScoreWarning) -> str:
    """What a warning found, as a plain statement."""
    figure = warning.figure
    other = "ค่าเฉลี่ยของคะแนนแต่ละส่วน" if warning.code == "parts-differ" else "คะแนนที่คำนวณได้"
    own = "คะแนนที่ใช้" if warning.code == "parts-differ" else "คะแนนทางการ"
    return (
        f"{place_words(warning.place)}: {own} {format_score(figure.official)} "
        f"ต่างจาก{other} {format_score(figure.computed)} อยู่ {_apart(figure)} คะแนน"
    )


def _apart(figure: Figure) -> str:
    return format_score(abs(figure.difference) if figure.difference is not None else None)


def level_words(result: Result) -> str:
    """The level, or all that are still possible: "ผ่านดีเยี่ยม หรือ ผ่านดี"; "–" while there is no total."""
    if result.total.figure.used is None and result.level is None:
        return "–"
    return " หรือ ".join(result.possible_levels) or "–"


def total_basis(result: Result) -> str:
    """What the computed total is made from, as its label says it; empty while there is none."""
    if result.total.figure.computed is None:
        return ""
    figures = [each.figure.official for each in (*result.indicators.values(), *result.instruments.values())]
    if all(official is None for official in figures):
        return "จากคะแนนรายข้อ"
    return "จากคะแนนทางการบางส่วน" if result.known else "จากคะแนนทางการ"


def undecided_words(result: Result) -> str:
    """Why the level is open, in a sentence; empty when it is decided."""
    if result.level is not None:
        return ""
    missing = [place_words(operand.place) for operand in result.level_operands[1:] if operand.value is None]
    return f"ยังชี้ขาดระดับไม่ได้ เนื่องจากยังไม่มีคะแนน{'ของ' + join_list(missing) if missing else 'รวม'}"
