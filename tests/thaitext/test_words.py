"""Cleaning of pasted text, lists in a sentence, dictionary order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaitext.words import clean, join_list, printable, quote, sort_key, visible_length

# Every Thai character, Latin letters with and without accent, blanks, line breaks, invisible and private characters.
THAI = "".join(chr(code) for code in range(0x0E01, 0x0E5C) if code not in range(0x0E3B, 0x0E3F))
PASTED = st.text(alphabet=THAI + "aeé1 \t\n\r\v\u00a0\u2028\u200b\u2060\ufeff\u00ad\x00\uf701\uf70a\uf70f\uf711\uf71a")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Sara am in its ways: nikhahit + aa, with the tone before, between and after, and typed after the vowel.
        ("น\u0e4d\u0e49\u0e32", "น\u0e49\u0e33"),
        ("น\u0e49\u0e4d\u0e32", "น\u0e49\u0e33"),
        ("น\u0e4d\u0e32\u0e49", "น\u0e49\u0e33"),
        ("น\u0e33\u0e49", "น\u0e49\u0e33"),
        ("ด\u0e4d\u0e32เนินการ", "ด\u0e33เนินการ"),
        # Tone before vowel, after a following vowel, thanthakhat before vowel.
        ("ท\u0e48\u0e35", "ท\u0e35\u0e48"),
        ("ผ\u0e49\u0e39", "ผ\u0e39\u0e49"),
        ("ค\u0e30\u0e48", "ค\u0e48\u0e30"),
        ("ว\u0e32\u0e48", "ว\u0e48\u0e32"),
        ("พันธ\u0e4c\u0e38", "พันธ\u0e38\u0e4c"),
        # Two sara e for sara ae; one mark typed twice.
        ("เเปลก", "แปลก"),
        ("ด\u0e35\u0e35", "ด\u0e35"),
        ("ผ\u0e39\u0e49\u0e49", "ผ\u0e39\u0e49"),
        # Shifted forms of old fonts: ปี ที่ ญ
        ("ป\uf702", "ปี"),
        ("ท\u0e35\uf70a", "ที่"),
        ("ใหญ\uf70a \uf70f\u0e39", "ใหญ่ ญู"),
    ],
)
def test_clean_gives_one_code_sequence_for_one_look(text: str, expected: str) -> None:
    cleaned = clean(text)

    assert cleaned == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  กองคลัง   และ\tสำนักปลัด\u00a0", "กองคลัง และ สำนักปลัด"),
        ("บรรทัดหนึ่ง  \r\n  บรรทัดสอง\rสาม\vสี่", "บรรทัดหนึ่ง\nบรรทัดสอง\nสาม\nสี่"),
        ("ย่อหน้า\n\nย่อหน้าใหม่\n", "ย่อหน้า\n\nย่อหน้าใหม่"),
        ("\ufeffเทศ\u200bบาล\u2060นคร\u00ad", "เทศบาลนคร"),
        ("คะแนน\x00", "คะแนน"),
        ("cafe\u0301", "caf\u00e9"),
        ("", ""),
        (" \n\u200b ", ""),
    ],
)
def test_clean_removes_what_nobody_sees(text: str, expected: str) -> None:
    cleaned = clean(text)

    assert cleaned == expected


@pytest.mark.parametrize(
    "text",
    [
        "ต่าง ๆ และอื่น ๆ",
        "นานาประการ",
        "มากกกก จ้าาา ค่ะะ",
        "ฤๅษี",
        "ข้อ ๅ",
        "ฯลฯ",
        "กรุงเทพฯ ฯ",
        "สะเตงนอก น้ำ ทั้งนี้ กตัญญู ปู่ ใหญ่ เก็บ พันธุ์ สิทธิ์ ซึ่ง",
        "๙๘.๒๘ คะแนน (98.28)",
        "สะกดผิดก็ไมแก้",
    ],
)
def test_clean_leaves_right_and_unusual_spelling(text: str) -> None:
    cleaned = clean(text)

    assert cleaned == text


@given(text=PASTED)
def test_clean_twice_is_once(text: str) -> None:
    once = clean(text)

    assert clean(once) == once


@given(text=PASTED)
def test_clean_leaves_no_blank_or_mark_that_hides(text: str) -> None:
    cleaned = clean(text)

    assert not set(cleaned) & set("\t\r\v\u00a0\u2028\u200b\u2060\ufeff\u00ad\x00\uf701\uf70a\uf70f\uf711\uf71a")
    assert "  " not in cleaned
    assert cleaned == "\n".join(line.strip() for line in cleaned.split("\n")).strip()


def test_printable_drops_what_xml_forbids_and_nothing_else() -> None:
    shown = printable("ก\x00\x0b\x1f\x7f\ud800\uffff\tข\nค\u200bง\U0001f600")

    assert shown == "ก\tข\nค\u200bง\U0001f600"


@pytest.mark.parametrize(("text", "length"), [("", 0), ("กขค", 3), ("ที่นั่นผู้ใหญ่", 7), ("น้ำ", 2), ("เก็บ 98.28", 9)])
def test_visible_length_counts_no_marks_above_or_below(text: str, length: int) -> None:
    counted = visible_length(text)

    assert counted == length


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["กองคลัง"], "กองคลัง"),
        (["ก", "ข"], "ก และข"),
        (["ก", "ข", "ค"], "ก ข และค"),
        (["1", "3"], "1 และ 3"),
        (("i1", "i2", "i3", "i4"), "i1 i2 i3 และ i4"),
    ],
)
def test_join_list_of_any_length(items: list[str], expected: str) -> None:
    sentence = join_list(items)

    assert sentence == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("98,28", "“98,28”"), ("ก" * 40, f"“{'ก' * 40}”"), ("ก" * 41, f"“{'ก' * 40}…”")]
)
def test_quote_cuts_long_text(text: str, expected: str) -> None:
    quoted = quote(text)

    assert quoted == expected


@pytest.mark.parametrize(
    "ordered",
    [
        ["กาล", "เกิด", "ไก่", "เป็ด", "วันที่", "วัว", "หมู"],
        ["กองคลัง", "กองช่าง", "กองยุทธศาสตร์และงบประมาณ", "สำนักปลัดเทศบาล", "หน่วยตรวจสอบภายใน"],
        ["กา", "ก่า", "ก้า", "ขา", "เข", "ฮา"],
        ["เก็ง", "เก่ง", "เก้ง", "เก๋ง"],
        ["แข่ง", "แข้ง", "แข่งขัน", "แข็งแรง"],
        ["จันทบุรี", "ฉะเชิงเทรา", "ชลบุรี", "ชัยนาท", "เชียงราย", "เชียงใหม่", "ตรัง", "ตราด", "แพร่", "ไพร", "ภูเก็ต"],
        ["รา", "ฤดู", "ลา", "ฦๅ", "วา"],
        ["2", "๓", "4", "ITA", "ita2", "ก"],
        ["กองกลาง", "กอง คลัง", "กองช่าง"],
        ["กอง คลัง", "กองคลัง"],
    ],
)
def test_sort_key_gives_dictionary_order(ordered: list[str]) -> None:
    shuffled = ordered[::-1]

    assert sorted(shuffled, key=sort_key) == ordered


@given(first=PASTED, second=PASTED)
def test_sort_key_is_equal_only_for_equal_text(first: str, second: str) -> None:
    same_key = sort_key(first) == sort_key(second)

    assert same_key == (first == second)
