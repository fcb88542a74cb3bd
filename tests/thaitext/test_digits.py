"""Digits are turned one for one, and never where a machine reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaitext.digits import Digits, to_arabic, to_thai, turn

PIECES = st.sampled_from(
    [
        *"0189๐๑๙-._/:@%,()“”AZiกเ่ำ\u2013\u200b\uff11 \n",
        "98.28",
        "พ.ศ. 2568",
        "i12",
        "COVID-19",
        "https://",
        "www.",
        "itas.nacc.go.th/2568",
        "แผน2568.pdf",
        "ita2568@school.go.th",
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)
ADDRESSES = st.from_regex(
    r"https?://[a-z0-9-]{1,9}\.(go\.th|com)(:8[0-9]{3})?(/[a-zก-ฮ0-9๐-๙_.~-]{1,9}){0,3}", fullmatch=True
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("พ.ศ. 2568", "พ.ศ. ๒๕๖๘"),
        ("พ.ศ.2567", "พ.ศ.๒๕๖๗"),
        ("98.28", "๙๘.๒๘"),
        ("(97.82 คะแนน)", "(๙๗.๘๒ คะแนน)"),
        ("ไตรมาส 1 - 4", "ไตรมาส ๑ - ๔"),
        ("ไตรมาส 1-4", "ไตรมาส ๑-๔"),
        ("ข้อ 3", "ข้อ ๓"),
        ("ข้อ3และข้อ10", "ข้อ๓และข้อ๑๐"),
        ("1 ต.ค. 2566-15 ต.ค. 2566", "๑ ต.ค. ๒๕๖๖-๑๕ ต.ค. ๒๕๖๖"),
        ("ที่ มท 0808.2/ว 1234", "ที่ มท ๐๘๐๘.๒/ว ๑๒๓๔"),
        ("เวลา 17.00 น. (16:30)", "เวลา ๑๗.๐๐ น. (๑๖:๓๐)"),
        ("1,350,000 คน", "๑,๓๕๐,๐๐๐ คน"),
        ("ผลการประเมิน ITA 2568", "ผลการประเมิน ITA ๒๕๖๘"),
        ("OIT 100 คะแนน", "OIT ๑๐๐ คะแนน"),
        ("1.Facebook 2.Line", "๑.Facebook ๒.Line"),
        ("๙๘.28", "๙๘.๒๘"),
        ("\uff12\uff15\uff16\uff18", "๒๕๖๘"),
        ("", ""),
    ],
)
def test_to_thai_turns_numbers(text: str, expected: str) -> None:
    turned = to_thai(text)

    assert turned == expected


@pytest.mark.parametrize(
    "text",
    [
        "ข้อ o42",
        "ข้อi12",
        "i1-i15",
        "i1-15",
        "e1\u2013e9",
        "o9.1",
        "v1.2.3",
        "ITA2568",
        "A4",
        "H1N1",
        "4G",
        "COVID-19",
        "19-COVID-2020",
        "E-Service-2",
        "ita_2568",
        "https://itas.nacc.go.th/2568/o42?year=2568#page-3",
        "(http://10.0.0.1:8000/แผน-2568)",
        "ดูที่https://www.sratengnok.go.th/หน้า/25",
        "www.sratengnok.go.th/2568",
        "WWW.เทศบาล.ไทย/2568",
        "bit.ly/1234",
        "sratengnok.go.th:8080",
        "2568.sratengnok.go.th",
        "123456@school.go.th",
        "somchai.2510@gmail.com",
        "name.pdf",
        "รายงาน2568.pdf",
        "แผน(2)_ฉบับที่3.PDF",
        "uploads/2568/o42.xlsx",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "12345678-1234-4abc-8def-123456789012",
    ],
)
def test_to_thai_leaves_what_machines_and_codes_need(text: str) -> None:
    turned = to_thai(text)

    assert turned == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ข้อ o42 ได้ 100 คะแนน", "ข้อ o42 ได้ ๑๐๐ คะแนน"),
        ("ปี 2568 ดู https://nacc.go.th/a1 ข้อ 2", "ปี ๒๕๖๘ ดู https://nacc.go.th/a1 ข้อ ๒"),
        ("“https://nacc.go.th/a1”2568", "“https://nacc.go.th/a1”๒๕๖๘"),
        ("2.itas.nacc.go.th/2568 หน้า 3", "๒.itas.nacc.go.th/2568 หน้า ๓"),
        ("แนบ แผน2568.pdf 2 แผ่น", "แนบ แผน2568.pdf ๒ แผ่น"),
        ("กระดาษ A4 จำนวน 20 แผ่น", "กระดาษ A4 จำนวน ๒๐ แผ่น"),
        ("โทร. 02-123-4567 อีเมล a1@b.go.th", "โทร. ๐๒-๑๒๓-๔๕๖๗ อีเมล a1@b.go.th"),
    ],
)
def test_to_thai_in_a_sentence_turns_only_its_numbers(text: str, expected: str) -> None:
    turned = to_thai(text)

    assert turned == expected


@pytest.mark.parametrize("piece", ["a", "ก", "-", "a-", "a.", "a@", "www.", "://", "555.a.", "x.pdf,"])
def test_to_thai_of_a_long_run_takes_linear_time(piece: str) -> None:
    """A pattern that tried every start against every end would need 10**10 steps and not come back."""
    text = piece * 100_000 + " 2568"

    turned = to_thai(text)

    assert turned.endswith(" ๒๕๖๘")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("๐๑๒๓๔๕๖๗๘๙", "0123456789"),
        ("\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19", "0123456789"),
        ("o๔๒ และ ๙๘.28", "o42 และ 98.28"),
        ("ไม่มีตัวเลข", "ไม่มีตัวเลข"),
    ],
)
def test_to_arabic_turns_both_foreign_systems(text: str, expected: str) -> None:
    turned = to_arabic(text)

    assert turned == expected


@pytest.mark.parametrize(("digits", "expected"), [("thai", "i12 ปี ๒๕๖๘"), ("arabic", "i12 ปี 2568")])
def test_turn_gives_the_system_asked_for(digits: Digits, expected: str) -> None:
    turned = turn("i12 ปี 25๖๘", digits)

    assert turned == expected


@given(text=TEXTS)
def test_to_thai_twice_is_once(text: str) -> None:
    once = to_thai(text)

    assert to_thai(once) == once


@given(text=TEXTS)
def test_to_thai_and_back_changes_digits_only(text: str) -> None:
    turned = to_thai(text)

    assert len(turned) == len(text)
    assert to_arabic(turned) == to_arabic(text)


@given(address=ADDRESSES, number=st.integers(min_value=0, max_value=2700))
def test_to_thai_leaves_any_address_in_a_sentence(address: str, number: int) -> None:
    text = f"ปี {number} ดู {address} หน้า {number}"

    turned = to_thai(text)

    assert f" {address} " in turned
    assert str(number) not in turned.replace(address, "")


@given(text=st.text(alphabet="กขคะาเ่้ำ .,()/-0123456789\n"))
def test_to_thai_without_latin_letters_leaves_no_arabic_digit(text: str) -> None:
    turned = to_thai(text)

    assert not any(character in "0123456789" for character in turned)
