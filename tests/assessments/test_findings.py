"""The drafting rules, one by one, with words made by hand: who says what of which question, and what is to be done."""

import re
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.findings import Draft, IndicatorWords, Kind, Lowest, QuestionWords, draft
from assessments.scoring import Cell, FrameworkSpec, IndicatorSpec, InstrumentSpec, LevelSpec, evaluate

TOWN = "เทศบาลเมืองบ้านสวน"
Scores = Mapping[Cell, str | None]


def words(instrument: str = "IIT", questions: int = 4) -> IndicatorWords:
    """An indicator with questions q1, q2 …, each with a clause of its own."""
    return IndicatorWords(
        number=1,
        name="การปฏิบัติหน้าที่",
        instrument=instrument,
        kept="ทำงานตามขั้นตอน",
        shortfall="ยังพัฒนาได้อีก",
        remedy="ทบทวนทุกเดือน",
        questions={
            f"q{nth}": QuestionWords(f"q{nth}", f"คำถามที่ {nth}", f"งาน{letter}ยังช้า", f"เร่งงาน{letter}")
            for nth, letter in zip(range(1, questions + 1), "กขคงจ", strict=False)
        },
    )


def drafted(
    cells: Scores, *, official: str | None = None, stated: Lowest | None = None, instrument: str = "IIT"
) -> Draft:
    """The draft of one indicator, its result computed by scoring from the same cells."""
    codes = tuple(dict.fromkeys(code for code, _ in cells))
    parts = tuple(sorted({part for _, part in cells if part}))
    spec = FrameworkSpec(
        2568,
        (InstrumentSpec(instrument, Decimal(1), (IndicatorSpec(1, codes),), parts),),
        (LevelSpec("ผ่าน", Decimal(0)),),
        scoreable=True,
    )
    scores = {cell: None if score is None else Decimal(score) for cell, score in cells.items()}
    result = evaluate(spec, scores, {"indicator-1": None if official is None else Decimal(official)})
    return draft(
        words=words(instrument, len(codes) or 4),
        result=result.indicators[1],
        cells=result.questions,
        stated=stated,
        municipality=TOWN,
    )


def of(*scores: str | None) -> Scores:
    """Questions q1, q2 … without parts."""
    return {(f"q{nth}", None): score for nth, score in enumerate(scores, 1)}


def question(code: str) -> QuestionWords:
    return words().questions[code]


KEPT = f"จากผลคะแนนดังกล่าวแสดงให้เห็นว่า {TOWN} ทำงานตามขั้นตอน จึงควรรักษามาตรฐานนี้ไว้อย่างต่อเนื่อง เพื่อคงความเชื่อมั่นของประชาชน"
SHORTFALL = f"จากผลคะแนนดังกล่าวแสดงให้เห็นว่า {TOWN} ยังพัฒนาได้อีก จึงเห็นควรทบทวนทุกเดือน"
#: What is said of an indicator whose own figure is below 85, instead of its mild shortfall.
RAISE = "ยังต้องยกระดับการปฏิบัติหน้าที่ให้ผ่านเกณฑ์ที่กำหนดโดยเร็ว"
LEAD = "ข้อคำถามที่ได้คะแนนน้อยที่สุดในตัวชี้วัดนี้ คือ"
LEAD_OF_KNOWN = "ข้อคำถามที่ได้คะแนนน้อยที่สุดในตัวชี้วัดนี้เท่าที่มีข้อมูล คือ"
LEAD_OF_WEAK = "ข้อคำถามที่ต่ำกว่าเกณฑ์ในตัวชี้วัดนี้เท่าที่มีข้อมูล คือ"


@pytest.mark.parametrize(
    ("cells", "official"),
    [
        (of(None, None), "100"),
        (of("100", None), "100"),
        ({}, "100"),
        (of("100", "100"), None),
        (of("90", "85"), "100"),
        (of("84.995", None), "100"),
    ],
)
def test_rule_1_an_indicator_at_100_keeps_its_standard(cells: Scores, official: str | None) -> None:
    finding = drafted(cells, official=official)

    assert (finding.kind, finding.score, finding.lead, finding.lowest) == (Kind.KEPT, Decimal(100), "", ())
    assert finding.analysis == KEPT


@pytest.mark.parametrize("score", ["85", "85.001", "99.99"])
def test_rule_1_equal_questions_from_85_on_keep_their_standard(score: str) -> None:
    finding = drafted(of(score, score, score))

    assert finding.kind is Kind.KEPT
    assert finding.analysis == KEPT


@pytest.mark.parametrize("item", ["84.99", "60", "0"])
def test_rule_1_keeps_nothing_where_a_known_question_falls_short(item: str) -> None:
    """An official 100 beside a question below 85: the question is a weak point, whatever the indicator says."""
    complete, partial = drafted(of("99", item), official="100"), drafted(of(None, item), official="100")

    assert (complete.kind, complete.lead) == (Kind.LOWEST, LEAD)
    assert (partial.kind, partial.lead) == (Kind.LOWEST, LEAD_OF_KNOWN)
    assert complete.lowest == partial.lowest == (Lowest(question("q2"), Decimal(item)),)


def test_rule_1_an_official_100_with_all_items_at_zero_falls_short() -> None:
    """All questions are known and equal, but 0: the indicator's own 100 is no reason to praise (rule 2)."""
    finding = drafted(of("0", "0", "0"), official="100", instrument="OIT")

    assert (finding.kind, finding.score) == (Kind.SHORTFALL, Decimal(100))
    assert finding.lead == "ข้อคำถามทุกข้อในตัวชี้วัดนี้ได้คะแนนเท่ากัน"
    assert finding.analysis == f"แสดงให้เห็นว่า {TOWN} ยังพัฒนาได้อีก จึงเห็นควรทบทวนทุกเดือน"


def test_rule_1_an_official_40_with_all_questions_at_99_falls_short() -> None:
    """All questions are known and equal, and pass; the indicator's own 40 does not (rule 2)."""
    finding = drafted(of("99", "99", "99"), official="40")

    assert (finding.kind, finding.score, finding.lowest) == (Kind.SHORTFALL, Decimal(40), ())
    assert finding.lead == "ข้อคำถามทุกข้อในตัวชี้วัดนี้ได้คะแนนเท่ากัน"
    assert finding.analysis == f"แสดงให้เห็นว่า {TOWN} {RAISE} จึงเห็นควรทบทวนทุกเดือน"


@pytest.mark.parametrize("score", ["84.994", "50", "0"])
def test_rule_2_equal_questions_below_85_fall_short_as_a_whole(score: str) -> None:
    finding = drafted(of(score, score, score))

    assert (finding.kind, finding.lowest) == (Kind.SHORTFALL, ())
    assert finding.lead == "ข้อคำถามทุกข้อในตัวชี้วัดนี้ได้คะแนนเท่ากัน"
    assert finding.analysis == f"แสดงให้เห็นว่า {TOWN} {RAISE} จึงเห็นควรทบทวนทุกเดือน"


def test_rule_3_names_the_lowest_question() -> None:
    finding = drafted(of("97.82", "88.5", "99"))

    assert finding == Draft(
        kind=Kind.LOWEST,
        score=Decimal("95.11"),
        shows="แสดงให้เห็นว่า ยังมีเจ้าหน้าที่บางส่วนเห็นว่า งานขยังช้า",
        advice="จึงเห็นควรเร่งงานข",
        lead=LEAD,
        lowest=(Lowest(question("q2"), Decimal("88.5")),),
    )
    assert finding.analysis == "แสดงให้เห็นว่า ยังมีเจ้าหน้าที่บางส่วนเห็นว่า งานขยังช้า จึงเห็นควรเร่งงานข"


def test_rule_3_names_two_that_tie() -> None:
    finding = drafted(of("97", "88", "88", "99"))

    assert [each.question.code for each in finding.lowest] == ["q2", "q3"]
    assert finding.unquoted == ()
    assert finding.analysis == (
        "แสดงให้เห็นว่า ยังมีเจ้าหน้าที่บางส่วนเห็นว่า งานขยังช้า และงานคยังช้า จึงเห็นควร (1) เร่งงานข (2) เร่งงานค"
    )


def test_rule_3_names_three_that_tie() -> None:
    finding = drafted(of("88", "97", "88", "88"))

    assert [each.question.code for each in finding.lowest] == ["q1", "q3", "q4"]
    assert finding.unquoted == ()
    assert finding.analysis == (
        "แสดงให้เห็นว่า ยังมีเจ้าหน้าที่บางส่วนเห็นว่า งานกยังช้า งานคยังช้า และงานงยังช้า จึงเห็นควร (1) เร่งงานก (2) เร่งงานค (3) เร่งงานง"
    )


def test_rule_3_quotes_three_of_many_that_tie_and_speaks_of_the_indicator() -> None:
    finding = drafted(of("88", "88", "88", "97", "88"))

    assert [each.question.code for each in finding.lowest] == ["q1", "q2", "q3"]
    assert finding.unquoted == ("q5",)
    assert finding.analysis == f"แสดงให้เห็นว่า {TOWN} ยังพัฒนาได้อีก จึงเห็นควรทบทวนทุกเดือน"


def test_rule_3_in_parts_names_the_part() -> None:
    cells: Scores = {("q1", 1): "95", ("q1", 2): "66.7", ("q2", 1): "92", ("q2", 2): "80"}

    finding = drafted(cells, instrument="EIT")

    assert finding.lowest == (Lowest(question("q1"), Decimal("66.7"), 2),)
    assert finding.analysis == ("แสดงให้เห็นว่า ยังมีผู้รับบริการบางส่วนเห็นว่า งานกยังช้า ประเด็นนี้ต่ำกว่าเกณฑ์ที่กำหนด จึงเห็นควรเร่งงานก")


def test_rule_3_in_parts_says_once_what_a_question_shows_that_ties_with_itself() -> None:
    cells: Scores = {("q1", 1): "90", ("q1", 2): "90", ("q2", 1): "92", ("q2", 2): "95"}

    finding = drafted(cells, instrument="EIT")

    assert finding.lowest == (Lowest(question("q1"), Decimal(90), 1), Lowest(question("q1"), Decimal(90), 2))
    assert finding.shows == "แสดงให้เห็นว่า ยังมีผู้รับบริการบางส่วนเห็นว่า งานกยังช้า"


def test_rule_3_in_parts_quotes_a_question_with_all_its_parts() -> None:
    """Two questions tie in both parts: four cells, but two questions, each quoted once."""
    cells: Scores = {
        ("q1", 1): "80",
        ("q1", 2): "80",
        ("q2", 1): "80",
        ("q2", 2): "80",
        ("q3", 1): "95",
        ("q3", 2): "90",
    }

    finding = drafted(cells, instrument="EIT")

    assert finding.lowest == tuple(
        Lowest(question(code), Decimal(80), part) for code in ("q1", "q2") for part in (1, 2)
    )
    assert finding.unquoted == ()
    assert finding.shows == "แสดงให้เห็นว่า ยังมีผู้รับบริการบางส่วนเห็นว่า งานกยังช้า และงานขยังช้า"


def test_rule_3_in_parts_counts_the_questions_that_are_not_quoted() -> None:
    """Five questions tie, q1 and q5 in both parts: three are quoted, with four cells, and two are only named."""
    first: Scores = {(f"q{nth}", 1): "80" for nth in range(1, 6)}
    second: Scores = {(f"q{nth}", 2): "80" if nth in {1, 5} else "90" for nth in range(1, 6)}
    cells = dict(sorted({**first, **second}.items()))

    finding = drafted(cells, instrument="EIT")

    assert [(each.question.code, each.part) for each in finding.lowest] == [("q1", 1), ("q1", 2), ("q2", 1), ("q3", 1)]
    assert finding.unquoted == ("q4", "q5")
    assert finding.shows == f"แสดงให้เห็นว่า {TOWN} ยังพัฒนาได้อีก"


@pytest.mark.parametrize(
    ("instrument", "shows"),
    [
        ("IIT", "แสดงให้เห็นว่า ยังมีเจ้าหน้าที่บางส่วนเห็นว่า งานกยังช้า"),
        ("EIT", "แสดงให้เห็นว่า ยังมีผู้รับบริการบางส่วนเห็นว่า งานกยังช้า"),
        ("OIT", f"แสดงให้เห็นว่า {TOWN} งานกยังช้า"),
    ],
)
def test_rule_3_speaks_for_those_whom_the_instrument_asks(instrument: str, shows: str) -> None:
    finding = drafted(of("88", "90"), instrument=instrument)

    assert finding.shows == shows


@pytest.mark.parametrize(
    ("score", "share", "urgent"),
    [
        ("85", "บางส่วน", False),
        ("84.995", "บางส่วน", False),
        ("84.994", "บางส่วน", True),
        ("50", "บางส่วน", True),
        ("49.994", "จำนวนมาก", True),
        ("0", "จำนวนมาก", True),
    ],
)
def test_rule_3_is_urgent_below_85_and_speaks_of_many_below_50(score: str, share: str, urgent: bool) -> None:
    finding = drafted(of(score, "99"))

    assert finding.shows == f"แสดงให้เห็นว่า ยังมีเจ้าหน้าที่{share}เห็นว่า งานกยังช้า"
    assert finding.advice == ("ประเด็นนี้ต่ำกว่าเกณฑ์ที่กำหนด " if urgent else "") + "จึงเห็นควรเร่งงานก"


def test_rule_4_takes_the_question_that_a_person_states() -> None:
    stated = Lowest(question("q2"), Decimal("97.82"))

    finding = drafted(of(None, None, None), official="98.28", stated=stated)

    assert (finding.lead, finding.lowest, finding.score) == (LEAD, (stated,), Decimal("98.28"))
    assert finding.analysis == "แสดงให้เห็นว่า ยังมีเจ้าหน้าที่บางส่วนเห็นว่า งานขยังช้า จึงเห็นควรเร่งงานข"


def test_rule_4_takes_a_stated_question_without_its_score() -> None:
    stated = Lowest(question("q2"), None)

    finding = drafted(of(None, "90", None), official="98.28", stated=stated)

    assert (finding.lead, finding.lowest) == (LEAD, (stated,))
    assert finding.analysis == "แสดงให้เห็นว่า ยังมีเจ้าหน้าที่บางส่วนเห็นว่า งานขยังช้า จึงเห็นควรเร่งงานข"


@pytest.mark.parametrize("value", ["60", "70"])
def test_rule_4_takes_a_stated_score_no_higher_than_the_known(value: str) -> None:
    stated = Lowest(question("q2"), Decimal(value))

    finding = drafted(of("70", None), official="80", stated=stated)

    assert (finding.lead, finding.lowest) == (LEAD, (stated,))


def test_rule_5_takes_the_known_where_the_stated_is_higher() -> None:
    stated = Lowest(question("q2"), Decimal("70.01"))

    finding = drafted(of("70", None), official="80", stated=stated)

    assert (finding.lead, finding.lowest) == (LEAD_OF_KNOWN, (Lowest(question("q1"), Decimal(70)),))


@pytest.mark.parametrize("official", ["92", "91.996", "90"])
def test_rule_7_takes_no_stated_score_that_is_not_below_the_indicator(official: str) -> None:
    """A lowest question of 92 in an indicator of 90 contradicts the table above it; so does 92 in 92.00."""
    stated = Lowest(question("q2"), Decimal(92))

    finding = drafted(of(None, None, None), official=official, stated=stated)

    assert (finding.kind, finding.lead, finding.lowest) == (Kind.SHORTFALL, "", ())
    assert finding.analysis == SHORTFALL


def test_rule_4_takes_a_stated_score_just_below_the_indicator() -> None:
    stated = Lowest(question("q2"), Decimal("91.99"))

    finding = drafted(of(None, None, None), official="91.995", stated=stated)

    assert (finding.lead, finding.lowest) == (LEAD, (stated,))


def test_rule_5_takes_the_known_where_the_stated_is_not_below_the_indicator() -> None:
    stated = Lowest(question("q2"), Decimal(80))

    finding = drafted(of("79", None), official="80", stated=stated)

    assert (finding.lead, finding.lowest) == (LEAD_OF_KNOWN, (Lowest(question("q1"), Decimal(79)),))


def test_rule_6_takes_no_stated_score_that_is_not_below_the_indicator() -> None:
    """Neither the known 83.97 nor the stated 80.09 can be the lowest in an indicator of 80.09."""
    stated = Lowest(question("q2"), Decimal("80.09"))

    finding = drafted(of("83.97", None), official="80.09", stated=stated)

    assert (finding.lead, finding.lowest) == (LEAD_OF_WEAK, (Lowest(question("q1"), Decimal("83.97")),))


def test_rule_5_says_that_some_are_unknown() -> None:
    finding = drafted(of("97", "88", None))

    assert (finding.kind, finding.score, finding.lead) == (Kind.LOWEST, None, LEAD_OF_KNOWN)
    assert [each.question.code for each in finding.lowest] == ["q2"]


def test_rule_5_ignores_what_a_person_states_once_all_are_known() -> None:
    stated = Lowest(question("q2"), Decimal(60))

    finding = drafted(of("70", "80"), stated=stated)

    assert (finding.lead, finding.lowest) == (LEAD, (Lowest(question("q1"), Decimal(70)),))


def test_rule_6_a_known_question_above_the_indicator_is_a_weak_point_but_not_the_lowest() -> None:
    """The indicator stands at 80.09, a question at 83.97: a lower one must exist (seed 001, indicator 6)."""
    finding = drafted(of("83.97", None), official="80.09")

    assert (finding.kind, finding.lead) == (Kind.LOWEST, LEAD_OF_WEAK)
    assert finding.lowest == (Lowest(question("q1"), Decimal("83.97")),)


def test_rule_7_a_known_question_that_passes_above_the_indicator_names_nothing() -> None:
    finding = drafted(of("92.25", None), official="90.09")

    assert (finding.kind, finding.lowest) == (Kind.SHORTFALL, ())


@pytest.mark.parametrize("cells", [{}, of(None, None), of("100", None), of("100", "100", None)])
def test_rule_7_only_the_indicator_is_known_falls_short_as_a_whole(cells: Scores) -> None:
    finding = drafted(cells, official="97.16")

    assert (finding.kind, finding.score, finding.lead, finding.lowest) == (Kind.SHORTFALL, Decimal("97.16"), "", ())
    assert finding.analysis == SHORTFALL


@pytest.mark.parametrize(("official", "shows"), [("84.995", "ยังพัฒนาได้อีก"), ("84.994", RAISE), ("0", RAISE)])
def test_rule_7_below_85_the_indicator_must_be_raised_soon(official: str, shows: str) -> None:
    """Compared as published: 84.995 → 85.00 passes, 84.994 → 84.99 does not."""
    finding = drafted({}, official=official)

    assert (finding.kind, finding.score) == (Kind.SHORTFALL, Decimal(official))
    assert finding.analysis == f"จากผลคะแนนดังกล่าวแสดงให้เห็นว่า {TOWN} {shows} จึงเห็นควรทบทวนทุกเดือน"


@pytest.mark.parametrize("cells", [{}, of(None, None), of("100", None)])
def test_rule_8_nothing_known_has_no_analysis(cells: Scores) -> None:
    finding = drafted(cells)

    assert finding == Draft(Kind.UNKNOWN, None, "ยังไม่มีผลคะแนนของตัวชี้วัดนี้ จึงยังวิเคราะห์ไม่ได้")


SCORES = st.one_of(st.none(), st.sampled_from(["0", "49.99", "50", "84.99", "85", "93.215", "99.99", "100"]))


@given(
    st.lists(SCORES, max_size=4),
    SCORES,
    st.sampled_from(["IIT", "EIT", "OIT"]),
    st.sampled_from([None, Lowest(question("q1"), None), Lowest(question("q1"), Decimal(70))]),
)
def test_draft_is_clean_prose_without_figures_but_the_numbers_of_remedies(
    scores: list[str | None], official: str | None, instrument: str, stated: Lowest | None
) -> None:
    finding = drafted(of(*scores), official=official, stated=stated, instrument=instrument)

    prose = re.sub(r"\([1-3]\) ", "", finding.analysis)
    assert "  " not in finding.analysis
    assert finding.analysis == finding.analysis.strip() != ""
    assert finding.lead == finding.lead.strip()
    assert not any(letter.isdecimal() for letter in prose + finding.lead)
