"""Copied text of any order, layout and line breaks: no score goes to another code unless it is said to be unsure."""

from contextlib import suppress
from decimal import Decimal
from itertools import chain, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.errors import UserError
from assessments.importers.score_text import scores_text_read
from tests.assessments.texts import SPEC, assert_nothing_wrong, scores

FLOWS = {
    "code first": (["i1", "97.5", "i2", "98.2", "i3", "99.1"], {"i1": "97.5", "i2": "98.2", "i3": "99.1"}),
    "wordings": (["i1", "ก", "97.5", "i2", "ก", "98.2", "i3"], {"i1": "97.5", "i2": "98.2"}),
    "beginning cut off": (["97.5", "i2", "98.2", "i3", "99.1"], {"i2": "98.2", "i3": "99.1"}),
    "a score missing": (["i1", "97.5", "i2", "i3", "99.1"], {"i1": "97.5", "i3": "99.1"}),
    "score first": (["97.5", "i1", "98.2", "i2", "99.1", "i3"], {"i1": "97.5", "i2": "98.2", "i3": "99.1"}),
    "score first, wordings": (["97.5", "ก", "i1", "98.2", "ก", "i2"], {"i1": "97.5", "i2": "98.2"}),
}


@pytest.mark.parametrize("flow", FLOWS)
def test_text_with_line_breaks_anywhere_gives_no_score_to_another_code(flow: str) -> None:
    """Every way to break the text into lines: what is taken without a fault is right."""
    words, truth = FLOWS[flow]
    for breaks in product(" \n\t", repeat=len(words) - 1):
        with suppress(UserError):
            reading = scores_text_read("".join(chain(*zip(words, [*breaks, ""], strict=True))), SPEC)
            assert_nothing_wrong(reading, truth)


CELLS = [f"i{number}" for number in range(1, 16)] + [f"o{number}" for number in range(1, 29)]
#: What may stand between a code and its score, in either order.
SEPARATORS = ["\t", " ", " | ", ": ", ";", "： ", "  =  ", "\tข้อความ\t", " (", ", "]
#: What may stand behind a code's score, or anywhere where the score is called one.
WEIGHTS = ["", " น้ำหนักร้อยละ 30", "\tน้ำหนัก\t0.5", " คะแนนถ่วงน้ำหนัก 27.15", " ต่ำกว่าเกณฑ์ 85", " (จากคะแนนเต็ม 100)"]


@st.composite
def records(draw: st.DrawFn) -> dict[str, str]:
    """Codes in any order with their scores."""
    codes = draw(st.lists(st.sampled_from(CELLS), min_size=1, unique=True))
    return {
        code: str(draw(st.sampled_from([0, 100]) if code[0] == "o" else st.decimals(0, 100, places=2)))
        for code in codes
    }


@settings(deadline=None)
@given(records(), st.sampled_from(["\t", " ", "\n", " | ", " ท่านทราบหรือไม่ ในปี 2568\t", ",", ";", "：", "\tข้อ 3\t"]))
def test_text_of_any_table_of_codes_is_read_whatever_its_order(given_scores: dict[str, str], separator: str) -> None:
    text = "\n".join(f"{code}{separator}{score}" for code, score in given_scores.items())

    assert scores(text) == given_scores


@settings(deadline=None)
@given(records(), st.data())
def test_text_of_lines_in_either_order_and_with_weights_is_read(
    given_scores: dict[str, str], data: st.DataObject
) -> None:
    """Each line as it comes: code and score or score and code, a running number, weights in any place."""
    lines = []
    for number, (code, score) in enumerate(given_scores.items(), 1):
        separator, weight = data.draw(st.sampled_from(SEPARATORS)), data.draw(st.sampled_from(WEIGHTS))
        pair = data.draw(st.sampled_from([f"{code}{separator}คะแนน {score}", f"คะแนน {score}{separator}{code}"]))
        counted = data.draw(st.sampled_from(["", f"{number}. ", f"{number})\t"]))
        lines.append(f"{counted}{pair}{weight}")

    assert scores("\n".join(lines)) == given_scores


@settings(deadline=None)
@given(records(), st.sampled_from(["\t", " ", "\tข้อความ\t"]), st.booleans(), st.booleans())
def test_text_of_a_counted_table_is_read(
    given_scores: dict[str, str], separator: str, forward: bool, counted: bool
) -> None:
    """A number before each line, and the score on either side of the code: with both on one side, it is counted."""
    lines = []
    for number, (code, score) in enumerate(given_scores.items(), 1):
        pair = f"{code}{separator}{score}" if forward else f"{score}{separator}{code}"
        lines.append(f"{number}{'.' if counted else ''}\t{pair}")

    reading = scores_text_read("\n".join(lines), SPEC)

    assert_nothing_wrong(reading, given_scores)
    if counted or forward:
        assert scores("\n".join(lines)) == given_scores


LAYOUTS = {
    "forward": "{code} {score}",
    "backward": "{score}\t{code}",
    "below": "{code}\n{score}",
    "wording": "{code} ท่านทราบข้อ 3\nหรือไม่ {score}",
    "above": "{score}\n{code}",
    "weights": "{code} น้ำหนัก 30 คะแนน {score} คะแนนถ่วงน้ำหนัก 27.15",
    "two": "{code} {score} 4.89",
    "both sides": "4.89 {code} {score}",
}


@settings(deadline=None)
@given(
    records(), st.lists(st.sampled_from([*LAYOUTS]), min_size=1, max_size=3), st.sampled_from(["", "\n4", "\nหน้า 3"])
)
def test_text_in_any_layout_gives_no_score_to_another_code(
    given_scores: dict[str, str], layouts: list[str], between: str
) -> None:
    """Layouts mixed in one text, page numbers between them: what is not sure is a fault or is left out."""
    lines = [
        LAYOUTS[layouts[number % len(layouts)]].format(code=code, score=score)
        for number, (code, score) in enumerate(given_scores.items())
    ]
    try:
        reading = scores_text_read(f"{between}\n".join(lines), SPEC)
    except UserError:
        return

    assert_nothing_wrong(reading, given_scores)


@settings(deadline=None)
@given(records(), st.data())
def test_text_that_is_broken_anywhere_gives_no_score_to_another_code(
    given_scores: dict[str, str], data: st.DataObject
) -> None:
    """A PDF breaks lines where they are full: code, wording and score of one question in up to three lines."""
    text = " ".join(
        f"{code}{data.draw(st.sampled_from(['', ' ท่านทราบหรือไม่']))} {score}" for code, score in given_scores.items()
    )
    breaks = [data.draw(st.sampled_from([" ", " ", "\n"])) for _ in range(text.count(" "))]
    broken = "".join(part for pair in zip(text.split(" "), [*breaks, ""], strict=True) for part in pair)
    try:
        reading = scores_text_read(broken, SPEC)
    except UserError:
        return

    assert_nothing_wrong(reading, given_scores)


WORDS = st.sampled_from(
    [
        "i1", "e1", "o1", "๐1", "01", "IIT", "EIT ส่วนที่ 1", "ส่วนที่ 2", "ตัวชี้วัดที่ 1", "9.1", "คะแนนรวม", "97.82", "100",
        "-5", "2568", "98,28", "\t", "|", "\n", " ", "(", ")", ":", "ก", "คะแนน", "%", "ข้อ", "1. ", "ผ่าน",
        "น้ำหนัก", "ร้อยละ", "เต็ม", ",", "98.28,97", "e1-2", "๐1 ", "1 การปฏิบัติหน้าที่", "9.1 ก",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=20))
def test_text_of_any_kind_gives_figures_faults_or_a_sentence(words: list[str]) -> None:
    try:
        reading = scores_text_read("".join(words), SPEC)
    except UserError:
        return

    assert reading.figures or reading.faults
    assert all(score is not None and 0 <= score <= Decimal(100) for score in reading.figures.values())
