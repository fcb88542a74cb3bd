"""Slips of typing: what is found, what is put in its place, and what is right as it stands."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thaitext.slips import Slip, code_slips, digit_systems, doubled, mixed_numbers, unnormalised
from thaitext.words import clean

THAI = "".join(chr(code) for code in range(0x0E01, 0x0E5C) if not 0x0E3B <= code <= 0x0E3E)


def mended(text: str, slips: list[Slip]) -> str:
    for slip in reversed(slips):
        text = text[: slip.start] + slip.fix + text[slip.end :]
    return text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("เป็นไปตามเป็นไปตามวัตถุประสงค์", "เป็นไปตามวัตถุประสงค์"),
        ("จัดให้มีช่องทางจัดให้มีช่องทางการสื่อสาร", "จัดให้มีช่องทางการสื่อสาร"),
        ("จัดทำโครงการโครงการอบรม", "จัดทำโครงการอบรม"),
        ("จากแผนแผนการพัฒนา", "จากแผนการพัฒนา"),
        ("และมีการมีการบันทึก", "และมีการบันทึก"),
        ("กำหนดหนดแนวทาง", "กำหนดแนวทาง"),
        ("ประชุม และ และสรุป", "ประชุม และสรุป"),
        ("ทุกส่วนราชการของ ทุกส่วนราชการของเทศบาล", "ทุกส่วนราชการของเทศบาล"),
        ("ต่าง ๆ ๆ", "ต่าง ๆ"),
        ("เทศบาลได้ได้ดำเนินการ", "เทศบาลได้ดำเนินการ"),
        ("ยังมีมีผู้ร้องเรียน", "ยังมีผู้ร้องเรียน"),
        ("นโยบายของของผู้บริหาร", "นโยบายของผู้บริหาร"),
        ("ดำเนินการ ดำเนินการจัดทำคู่มือ", "ดำเนินการจัดทำคู่มือ"),
        ("ระบบ Service Service", "ระบบ Service"),
    ],
)
def test_doubled_words_are_found_and_one_is_left(text: str, right: str) -> None:
    slips = list(doubled(text))

    assert len(slips) == 1
    assert mended(text, slips) == right


@pytest.mark.parametrize(
    "text",
    [
        "เจ้าหน้าที่ที่เกี่ยวข้อง", "โครงการการศึกษา", "ภายในในปี", "ผู้อำนวยการการประถมศึกษา", "ต่าง ๆ", "ต่างๆ", "แผนงานงานพัสดุ",
        "ข้อมูลที่ถูกต้องต้องเผยแพร่", "จัดเก็บรายได้ได้ตามเป้า", "เจ้าของของที่หาย", "ติดตามตามแผน", "ผู้ให้บริการบริการประชาชน", "นานาชาติ",
        "มีทั้งหมด 12 ขั้นตอน ขั้นตอนที่ต้องทำเอง", "เทศบาลนครนครราชสีมา", "ส่วนที่ 1 ส่วนที่ 2", "เด็กเด็กมาก ๆ", "สำนักงานงานหนึ่ง",
        "เก็บเงินได้ได้ครบ", "ให้มีมีด", "เป็นของของทางราชการ", "ผลการดำเนินการ ดำเนินการแล้ว", "สิ่งของของกลาง",
        "No Gift Policy", "กองคลัง กองช่าง กองคลัง",
    ],
)  # fmt: skip
def test_words_that_are_right_twice_are_left(text: str) -> None:
    slips = list(doubled(text))

    assert slips == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("นํ้าท่วม", "น้ำท่วม"), ("เเละ", "และ"), ("ทําการ", "ทำการ"), ("ก้้าว",
        "ก้าว"), ("ที\u200bไป", "ทีไป"), ("ป\uf70aา", "ป่า"),
        ("ทๅง", "ทาง"), ("โโรงเรียน", "โรงเรียน"), ("ปี ่ใหม่", "ปี ใหม่"), ("มาาก", "มาก"),
    ],
)  # fmt: skip
def test_unnormalised_thai_is_found_and_mended(text: str, right: str) -> None:
    slips = list(unnormalised(text))

    assert mended(text, slips) == right


@pytest.mark.parametrize(
    "text", ["ฤๅษี", "น้ำ", "กตัญญู", "ทั้งนี้", "ผู้ ปู่ กฎหมาย", "E-Service ๒๕๖๙", "ก.ย. ฯลฯ ต่าง ๆ", "สติ สตางค์", "ไทย โต๊ะ เก้าอี้"]
)
def test_thai_as_it_is_written_is_left(text: str) -> None:
    slips = list(unnormalised(text))

    assert slips == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(THAI + " 0aA\u200b", max_size=30))
def test_mending_unnormalised_thai_ends(text: str) -> None:
    """What is mended has nothing left that the same eyes would mend; what is stored is mostly so already."""
    once = mended(clean(text), list(unnormalised(clean(text))))
    twice = mended(once, list(unnormalised(once)))
    thrice = mended(twice, list(unnormalised(twice)))

    assert thrice == twice


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(THAI + " 0aA\n", max_size=60))
def test_slips_lie_inside_the_text_in_its_order(text: str) -> None:
    for found in (doubled(text), unnormalised(text), code_slips(text), mixed_numbers(text)):
        places = [(slip.start, slip.end) for slip in found]

        assert places == sorted(places)
        assert all(0 <= start < end <= len(text) for start, end in places)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ข้อ ๐15 และ ๐16", ["o15", "o16"]), ("0๑๑,0๑๒", ["o11", "o12"]), ("O๔๒",
        ["o42"]), ("ข้อ 015", ["o15"]), ("ข้อ๐1", ["o1"]),
        ("e๔", ["e4"]), ("ข้อ o35", []), ("ข้อ 10", []), ("โทร. 02-123-4567", []),
        ("0812345678", []), ("เวลา 09.00 น.", []), ("ข้อ i12", []),
        ("1๐", []), ("COVID-19", []), ("ร้อยละ 0.5", []),
    ],
)  # fmt: skip
def test_codes_with_a_figure_for_their_letter_are_found(text: str, codes: list[str]) -> None:
    slips = [slip.fix for slip in code_slips(text)]

    assert slips == codes


@pytest.mark.parametrize(
    ("text", "right"), [("ปี 2๕๖๘", "ปี 2568"), ("ปี ๒๕๖๘", "ปี ๒๕๖๘"), ("๙๗.82", "97.82"), ("12 ๑๒", "12 ๑๒")]
)
def test_numbers_in_two_systems_are_found(text: str, right: str) -> None:
    assert mended(text, list(mixed_numbers(text))) == right


@pytest.mark.parametrize(
    ("text", "systems"),
    [
        ("ปี 2568 และ ๒๕๖๙", ("2568", "๒๕๖๙")), ("ปี ๒๕๖๘ ข้อ i12 COVID-19", ("", "๒๕๖๘")),
        ("ดู http://x.go.th/1 ข้อ ๒", ("", "๒")), ("ไม่มี", ("", "")),
    ],
)  # fmt: skip
def test_digits_bound_to_latin_letters_are_of_no_system(text: str, systems: tuple[str, str]) -> None:
    assert digit_systems(text) == systems
