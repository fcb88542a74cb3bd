"""Rounding, printing and reading of scores (0-100)."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaitext.digits import to_thai
from thaitext.numbers import UnreadableNumber, format_score, plain_score, read_score_text, round_half_up, whole_number

SCORES = st.decimals(min_value=0, max_value=100, places=3)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("93.595"), "93.60"),
        (Decimal("80.2833"), "80.28"),
        (Decimal("82.705"), "82.71"),
        (Decimal("93.215"), "93.22"),
        (Decimal("84.995"), "85.00"),
        (Decimal("84.99499"), "84.99"),
        (Decimal(100), "100.00"),
        (Decimal(0), "0.00"),
        (Decimal("-0.125"), "-0.13"),
        (Decimal("-0.001"), "0.00"),
        (Fraction(2, 3), "0.67"),
        (Fraction(1, 200), "0.01"),
        (Fraction(-1, 200), "-0.01"),
        (Fraction(26997, 200), "134.99"),
    ],
)
def test_round_half_up_keeps_two_decimals(value: Decimal | Fraction, expected: str) -> None:
    rounded = round_half_up(value)

    assert str(rounded) == expected


def test_round_half_up_of_a_mean_is_exact() -> None:
    """The mean of 88.53, 88.54 and 88.545 is 265.615 / 3 = 88.538333…; of 70.01 and 70.02 it is 70.015, a true half."""
    of_three = Fraction(Decimal("88.53") + Decimal("88.54") + Decimal("88.545")) / 3
    of_two = Fraction(Decimal("70.01") + Decimal("70.02")) / 2

    rounded = [round_half_up(of_three), round_half_up(of_three, 4), round_half_up(of_two), round_half_up(of_two, 0)]

    assert [str(number) for number in rounded] == ["88.54", "88.5383", "70.02", "70"]


def test_round_half_up_in_a_narrow_decimal_context_is_exact() -> None:
    with localcontext(prec=3):
        rounded = round_half_up(Decimal("98.2849"))

    assert str(rounded) == "98.28"


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_round_half_up_of_no_number_raises(value: str) -> None:
    number = Decimal(value)

    with pytest.raises((ValueError, OverflowError)):
        round_half_up(number)


@given(value=st.decimals(min_value=-1000, max_value=1000, places=6), places=st.integers(min_value=0, max_value=4))
def test_round_half_up_agrees_with_decimal_rounding(value: Decimal, places: int) -> None:
    rounded = round_half_up(value, places)

    assert rounded == value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert round_half_up(rounded, places) == rounded


@pytest.mark.parametrize(
    ("value", "screen", "document"),
    [
        (Decimal("98.28"), "98.28", "98.28"),
        (Decimal(100), "100.00", "100"),
        (Decimal("100.000"), "100.00", "100"),
        (Decimal("98.5"), "98.50", "98.50"),
        (Decimal("93.215"), "93.22", "93.22"),
        (Decimal("99.996"), "100.00", "100"),
        (Decimal(0), "0.00", "0"),
        (Decimal("-1.5"), "-1.50", "-1.50"),
        (None, "–", "–"),
    ],
)
def test_format_score_on_screen_and_in_documents(value: Decimal | None, screen: str, document: str) -> None:
    printed = (format_score(value), format_score(value, document=True))

    assert printed == (screen, document)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("98.28", "98.28"),
        ("๙๘.๒๘", "98.28"),
        ("๙๘.28", "98.28"),
        (" 98.28 ", "98.28"),
        ("98.28%", "98.28"),
        ("๙๘.๒๘ %", "98.28"),
        ("98 . 28", "98.28"),
        ("\uff19\uff18\uff0e\uff12\uff18\uff05", "98.28"),
        ("\ufeff98\u200b.2\u20608\u00a0", "98.28"),
        ("98.28\r\n", "98.28"),
        ("100", "100"),
        ("98.280", "98.280"),
        ("98.12345", "98.12345"),
        ("0", "0"),
        ("-0", "0"),
        ("-5", "-5"),
        ("\u22125", "-5"),
        ("250", "250"),
    ],
)
def test_read_score_text_reads_what_people_type(text: str, expected: str) -> None:
    number = read_score_text(text)

    assert str(number) == expected


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\u00a0", "-", "–", "—", " - "])
def test_read_score_text_of_nothing_is_none(text: str) -> None:
    number = read_score_text(text)

    assert number is None


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("98,28", "98.28"),
        ("๙๘,๒๘", "98.28"),
        ("100,00", "100.00"),
        ("1,234.5", None),
        ("123,456", None),
        ("1,000", None),
        ("๑,๐๐๐", None),
        ("1,234", None),
        ("100,000", None),
        ("98,125", "98.125"),
        ("9,5", "9.5"),
        ("1OO", "100"),
        ("9o.5", "90.5"),
        ("+5", "5"),
        ("98.28 คะแนน", "98.28"),
        ("abc", None),
        ("98.2.8", None),
        ("98 28", None),
        ("98\n28", None),
        ("98.", None),
        (".5", None),
        ("1e2", None),
        ("NaN", None),
        ("Infinity", None),
        ("5+3", None),
        ("--5", None),
        ("%", None),
        ("½", None),
        ("٩٨", None),
    ],
)
def test_read_score_text_refuses_with_the_probable_meaning(text: str, suggestion: str | None) -> None:
    with pytest.raises(UnreadableNumber) as refusal:
        read_score_text(text)

    assert refusal.value.suggestion == suggestion


@pytest.mark.parametrize(
    ("text", "reason", "question"),
    [
        ("98,28", "อ่าน “98,28” เป็นตัวเลขไม่ได้ กรุณาใช้จุดทศนิยมแทนจุลภาค เช่น 98.28", " (หมายถึง 98.28 หรือไม่)"),
        ("1O0", "อ่าน “1O0” เป็นตัวเลขไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 98.28", " (หมายถึง 100 หรือไม่)"),
        ("เก้าสิบ", "อ่าน “เก้าสิบ” เป็นตัวเลขไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 98.28", ""),
        ("x" * 90, f"อ่าน “{'x' * 40}…” เป็นตัวเลขไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 98.28", ""),
    ],
)
def test_read_score_text_says_what_to_do(text: str, reason: str, question: str) -> None:
    with pytest.raises(UnreadableNumber) as refusal:
        read_score_text(text)

    assert refusal.value.reason == reason
    assert str(refusal.value) == reason + question


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (Decimal("98.500"), "98.5"),
        (Decimal("93.215"), "93.215"),
        (Decimal(100), "100"),
        (Decimal("90.00"), "90"),
        (Decimal("0.000"), "0"),
        (Decimal("0.05"), "0.05"),
    ],
)
def test_plain_score_leaves_out_the_zeros_that_a_database_adds(value: Decimal | None, text: str) -> None:
    assert plain_score(value) == text


@given(score=SCORES)
def test_plain_score_reads_back_as_the_same_score(score: Decimal) -> None:
    assert read_score_text(plain_score(score)) == score


@given(score=SCORES)
def test_read_score_text_reads_back_either_digit_system(score: Decimal) -> None:
    printed = str(score)

    assert read_score_text(printed) == score
    assert read_score_text(to_thai(f" {printed} % ")) == score


@given(text=st.text(alphabet="0189๐๙.,-+%eOoกN\u200b ", max_size=8))
def test_read_score_text_reads_or_refuses_and_its_suggestions_are_readable(text: str) -> None:
    try:
        number = read_score_text(text)
    except UnreadableNumber as refusal:
        number = read_score_text(refusal.suggestion or "")

    assert number is None or number.is_finite()


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("12", 12), ("๑๒", 12), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 5000, None)]
    + [(text, None) for text in ("", "-1", "1.0", "x", " 1", "²")],
)
def test_whole_number_reads_digits_alone_and_not_too_many(text: str, number: int | None) -> None:
    assert whole_number(text) == number
