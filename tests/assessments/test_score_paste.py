"""A block pasted into the grid: by its codes, else by its position; what does not fit is said, row by row."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.errors import UserError
from assessments.codes import Place
from assessments.importers.score_paste import scores_block_read
from assessments.importers.score_reading import ScoreReading
from tests.factories import figures, framework_data

SPEC = framework_data(2568).spec
IIT: list[list[Place | None]] = [[(f"i{number}", None) for number in range(1, 16)]]
EIT: list[list[Place | None]] = [[(f"e{number}", part) for number in range(1, 10)] for part in (1, 2)]
OFFICIAL: list[list[Place | None]] = [["indicator-1", "EIT", "total"], [None, "EIT-1", None]]

NOTHING = "ไม่มีคะแนนในข้อมูลที่วาง กรุณาคัดลอกช่องคะแนนแล้ววางอีกครั้ง"
TOO_MUCH = "วางได้ครั้งละไม่เกิน 500 แถว 50 คอลัมน์ กรุณาคัดลอกเฉพาะช่องคะแนน"
NO_START = "ไม่พบช่องเริ่มต้นในตาราง กรุณาเลือกช่องแรกแล้ววางอีกครั้ง"
BELOW = "เกินท้ายตาราง กรุณาตรวจสอบว่าเริ่มวางที่ช่องที่ถูกต้อง"
BESIDE = "เกินคอลัมน์สุดท้ายของตาราง กรุณาตรวจสอบว่าเริ่มวางที่ช่องที่ถูกต้อง"
NO_CELL = "แถวนี้ของตารางไม่มีช่องคะแนนในคอลัมน์นี้ กรุณาลบค่านี้ออกก่อนวาง"
TWO_SCORES = "พบคะแนนมากกว่าหนึ่งช่องในแถวนี้ กรุณาคัดลอกเฉพาะรหัสและคะแนน"


def pasted(text: str, *, start: Place = ("i1", None), columns: Sequence[Sequence[Place | None]] = IIT) -> ScoreReading:
    return scores_block_read(text, columns=columns, start=start, spec=SPEC)


def faults(reading: ScoreReading) -> list[str]:
    return [str(fault) for fault in reading.faults]


@pytest.mark.parametrize(
    "text",
    [
        "97.82\n\n98\n",
        "97.82\r\n\r\n98\r\n",
        "97.82\n\n98",
        "๙๗.๘๒\n \n 98 % \n",
        '"97.82"\n""\n98\n',
        "97.82\n\n98\n\n",
    ],
    ids=["Excel", "Windows", "no end", "Thai digits", "quoted", "empty last cell"],
)
def test_column_goes_down_from_the_first_cell(text: str) -> None:
    reading = pasted(text, start=("i2", None))

    assert reading.figures == figures(SPEC, {"i2": "97.82", "i4": "98"})
    assert reading.wheres == {("i2", None): "แถวที่ 1 คอลัมน์ 1", ("i4", None): "แถวที่ 3 คอลัมน์ 1"}
    assert reading.faults == ()


def test_block_goes_down_and_to_the_right() -> None:
    reading = pasted("92.25\t66.70\n-\t\n\t60\n", start=("e1", 1), columns=EIT)

    assert reading.figures == {
        ("e1", 1): Decimal("92.25"), ("e1", 2): Decimal("66.70"), ("e2", 1): None, ("e3", 2): Decimal(60),
    }  # fmt: skip
    assert reading.wheres["e3", 2] == "แถวที่ 3 คอลัมน์ 2"
    assert reading.faults == ()


def test_block_beyond_the_table_is_named_row_by_row() -> None:
    reading = pasted("90\t80\n91\t81\n92\t82\n\n\t83\n", start=("e8", 2), columns=EIT)

    assert reading.figures == figures(SPEC, {"e8/2": "90", "e9/2": "91"})
    assert faults(reading) == [
        f"แถวที่ 1 คอลัมน์ 2: {BESIDE}",
        f"แถวที่ 2 คอลัมน์ 2: {BESIDE}",
        f"แถวที่ 3: {BELOW}",
        f"แถวที่ 5: {BELOW}",
    ]


def test_block_over_rows_without_a_cell_passes_empty_ones_over() -> None:
    reading = pasted("98.28\t\n94.5\t95\n98.12\t97\n", start="indicator-1", columns=OFFICIAL)

    assert reading.figures == figures(SPEC, {"indicator-1": "98.28", "EIT": "94.5", "EIT-1": "95", "total": "98.12"})
    assert faults(reading) == [f"แถวที่ 3 คอลัมน์ 2: {NO_CELL}"]


def test_block_in_which_cells_are_wrong_says_all_of_it() -> None:
    reading = pasted("97,82\n101\nสูง\n90\n")

    assert reading.figures == figures(SPEC, {"i4": "90"})
    assert faults(reading) == [
        "แถวที่ 1 คอลัมน์ 1: อ่าน “97,82” เป็นตัวเลขไม่ได้ กรุณาใช้จุดทศนิยมแทนจุลภาค เช่น 98.28 (หมายถึง 97.82 หรือไม่)",
        "แถวที่ 2 คอลัมน์ 1: ข้อ i2 ได้ 101 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข",
        "แถวที่ 3 คอลัมน์ 1: อ่าน “สูง” เป็นตัวเลขไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 98.28",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "i3\t97.82\no1\t100\ni1\t\n",
        "รหัส\tข้อคำถาม\tคะแนน\ni3\tก\t97.82\nO1\tข\t100\n",
        "ข้อ i๓\tทราบข้อ 3 หรือไม่\t๙๗.๘๒\n๐1\tโครงสร้าง\t100\n",
        "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่\ni3\t97.82\n\nตัวชี้วัดที่ 9\no1\t100\n",
        'i3\t"บรรทัดแรก\nบรรทัดที่สอง"\t97.82\no1\t"มี ""คำพูด"""\t100\n',
        'i3\tขนาด 5" หรือไม่\t97.82\no1\t"เปิด\t100\n',
    ],
    ids=["any order", "heads", "wording", "headings", "line break in a cell", "a lone quotation mark"],
)
def test_block_whose_first_column_holds_codes_goes_where_they_say(text: str) -> None:
    reading = pasted(text)

    assert reading.figures == figures(SPEC, {"i3": "97.82", "o1": "100"})
    assert reading.faults == ()


@pytest.mark.parametrize(
    "text",
    [
        "1\ti3\t97.82\n2\to1\t100\n",
        "1.\tข้อ i3\tทราบหรือไม่\t97.82\n2.\t๐1\tโครงสร้าง\t๑๐๐\n",
        "ก\t12\ti3\t97.82\nก\t13\to1\t100\nก\t14\ti4\t\n",
        "97.82\ti3\n100\to1\n",
        "i3 97.82\no1 100\n",
        "ข้อ i๓ ๙๗.๘๒ %\n๐1 100\n",
        "1 i3 97.82\n2 o1 100\n",
        "97.82 i3\n100 ข้อ o1\n",
        "IIT\ti3\t97.82\nOIT\to1\t100\n",
        "i3\tIIT\t97.82\no1\tOIT\t100\n",
    ],
    ids=[
        "running number", "with wording", "a list that goes on", "score before code", "blanks", "words and blanks",
        "number and blanks", "score and blanks", "instrument", "instrument behind",
    ],
)  # fmt: skip
def test_block_whose_codes_stand_elsewhere_goes_where_they_say(text: str) -> None:
    reading = pasted(text)

    assert reading.figures == figures(SPEC, {"i3": "97.82", "o1": "100"})
    assert reading.faults == ()


@pytest.mark.parametrize(
    "text",
    ["98\ti1\t1\n97\ti2\t2\n", "98 i1 1\n97 i2 2\n", "3\ti1\t98\n7\ti2\t97\n", "5 i1 98\n6 i2 97\n"],
)
def test_block_with_scores_on_both_sides_of_its_codes_is_not_guessed(text: str) -> None:
    reading = pasted(text)

    assert reading.figures == {}
    assert faults(reading) == [f"แถวที่ 1: {TWO_SCORES}", f"แถวที่ 2: {TWO_SCORES}"]


@pytest.mark.parametrize("text", ["i1\ti2\t97\n", "IIT\tEIT\t97\n", "i1 i2 97\n"])
def test_block_with_two_codes_in_a_row_is_not_guessed(text: str) -> None:
    reading = pasted(text)

    assert reading.figures == {}
    assert len(reading.faults) == 1


@pytest.mark.parametrize("text", ["1\ti1\n2\ti2\n", "1 i1\n2 i2\n"])
def test_block_of_counted_codes_without_scores_is_refused(text: str) -> None:
    with pytest.raises(UserError) as caught:
        pasted(text)

    assert caught.value.messages == (NOTHING,)


def test_block_of_scores_that_count_up_before_their_codes_is_read() -> None:
    reading = pasted("97\ti1\n98\ti2\n99\ti3\n")

    assert reading.figures == figures(SPEC, {"i1": "97", "i2": "98", "i3": "99"})


@pytest.mark.parametrize(
    "text",
    [
        "e1\t92.25\t66.70\ne2\t\t60\n",
        "e1\tก\t92.25\t66.70\ne2\tข\t\t60\n",
        "รหัส\tส่วนที่ 1\tส่วนที่ 2\ne1\t92.25\t66.70\ne2\t\t60\n",
        "e1\t1\t92.25\ne1\t2\t66.70\ne2\tส่วนที่ 2\t60\n",
        "e1-1\t92.25\ne1-2\t66.70\ne2-2\t60\n",
    ],
    ids=["two scores", "with wording", "heads", "a column of parts", "parts in the codes"],
)
def test_block_of_codes_with_parts(text: str) -> None:
    reading = pasted(text, start=("e1", 1), columns=EIT)

    assert reading.figures == figures(SPEC, {"e1/1": "92.25", "e1/2": "66.70", "e2/2": "60"})
    assert reading.faults == ()


@pytest.mark.parametrize("part", [1, 2])
def test_block_of_codes_with_one_score_goes_into_the_part_where_it_is_pasted(part: int) -> None:
    reading = pasted("e1\t92.25\ne2\t60\n", start=("e1", part), columns=EIT)

    assert reading.figures == {("e1", part): Decimal("92.25"), ("e2", part): Decimal(60)}


def test_block_of_codes_with_faults_names_their_cells() -> None:
    reading = pasted("i1\t97.82\ni1\t90\nx\t80\ni99\t70\ni2\tสูง\n\t60\n")

    assert reading.figures == figures(SPEC, {"i1": "97.82"})
    assert faults(reading) == [
        "แถวที่ 2 คอลัมน์ 2: ข้อ i1 ซ้ำกับแถวที่ 1 คอลัมน์ 2 กรุณาเหลือไว้แห่งเดียว",
        "แถวที่ 3 คอลัมน์ 2: ไม่รู้จักรหัส “x” กรุณาใช้ i1 e1 o1 indicator-1 ถึง indicator-10 IIT EIT EIT-1 EIT-2 OIT หรือ total",
        "แถวที่ 4 คอลัมน์ 2: กรอบการประเมินปี 2568 ไม่มีข้อ i99 (มี i1–i15) กรุณาตรวจสอบรหัส",
        "แถวที่ 5 คอลัมน์ 2: อ่าน “สูง” เป็นตัวเลขไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 98.28",
        "แถวที่ 6 คอลัมน์ 2: แถวนี้มีคะแนนแต่ไม่มีรหัส กรุณาใส่รหัส เช่น i1",
    ]


@pytest.mark.parametrize("text", ["i1\t97.82\t90\ni2\t\t80\n", "e1\t92.25\t66.70\t91\n"])
def test_block_of_codes_with_more_scores_than_one_is_not_guessed(text: str) -> None:
    reading = pasted(text)

    assert faults(reading) == [f"แถวที่ 1: {TWO_SCORES}"]


@pytest.mark.parametrize(
    ("text", "start", "sentence"),
    [
        ("", ("i1", None), NOTHING),
        ("\n", ("i1", None), NOTHING),
        ("\t\n \n", ("i1", None), NOTHING),
        ("i1\tข้อความ\n", ("i1", None), NOTHING),
        ("90\n", ("o1", None), NO_START),
        ("90\n" * 501, ("i1", None), TOO_MUCH),
        ("90\t" * 50, ("i1", None), TOO_MUCH),
        ("ก" * 1_048_577, ("i1", None), TOO_MUCH),
        ("รหัส\tคะแนน\tscore\ni1\t90\t90", ("i1", None), "มีคอลัมน์ “score” ซ้ำ กรุณาเหลือไว้คอลัมน์เดียว"),
    ],
)
def test_block_that_cannot_be_taken_at_all_is_refused(text: str, start: Place, sentence: str) -> None:
    with pytest.raises(UserError) as caught:
        pasted(text, start=start)

    assert caught.value.messages == (sentence,)


SCORES = st.one_of(st.just(""), st.just("-"), st.decimals(0, 100, places=3).map(str))


@given(st.lists(st.tuples(SCORES, SCORES), min_size=1, max_size=9).filter(lambda rows: any(map(any, rows))))
def test_block_of_any_scores_fills_the_grid_cell_by_cell(rows: list[tuple[str, str]]) -> None:
    text = "".join(f"{first}\t{second}\n" for first, second in rows)

    reading = pasted(text, start=("e1", 1), columns=EIT)

    assert reading.figures == {
        (f"e{number}", part): None if score == "-" else Decimal(score)
        for number, row in enumerate(rows, 1)
        for part, score in enumerate(row, 1)
        if score
    }
    assert reading.faults == ()


@given(st.text(st.sampled_from('i1e2o0"\t\n\r -.9๙กรหัสคะแนน'), max_size=40))
def test_block_of_any_text_gives_figures_faults_or_a_sentence(text: str) -> None:
    try:
        reading = pasted(text, start=("e1", 2), columns=EIT)
    except UserError:
        return

    assert reading.figures or reading.faults
