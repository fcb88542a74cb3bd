"""Names of downloaded files: Thai, safe on every system, never longer than a disk takes."""

import unicodedata

import pytest

from reports.file_names import file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("รายงาน เทศบาลนครบ้านสวน", "รายงาน เทศบาลนครบ้านสวน 2568.pdf"),
        ("รายงาน/แผน\\ผล", "รายงาน แผน ผล 2568.pdf"),
        ("../../etc/passwd", "etc passwd 2568.pdf"),
        ("/", "เอกสาร 2568.pdf"),
        ('ก: "ข" <ค> | ง? *', "ก ข ค ง 2568.pdf"),
        ("รายงาน\r\nSet-Cookie: x=1", "รายงาน Set-Cookie x=1 2568.pdf"),
        ("รายงาน\x00\x1f\x7fผล", "รายงาน ผล 2568.pdf"),
        ("รายงาน\tผล  ปี ", "รายงาน ผล ปี 2568.pdf"),
        ("...", "เอกสาร 2568.pdf"),
        (".profile", "profile 2568.pdf"),
        ("รายงาน. . .", "รายงาน 2568.pdf"),
        ("พ.ศ.", "พ.ศ 2568.pdf"),
        ("", "เอกสาร 2568.pdf"),
        (" \n ", "เอกสาร 2568.pdf"),
    ],
)
def test_file_name_is_defused_and_stays_thai(title: str, name: str) -> None:
    assert file_name(title, "2568", "pdf") == name


def test_file_name_is_composed() -> None:
    """macOS hands out decomposed letters; a name typed on two systems is one name."""
    name = file_name("cafe\u0301 รายงาน", "2568", "pdf")

    assert name == unicodedata.normalize("NFC", name) == "caf\u00e9 รายงาน 2568.pdf"


def test_long_title_is_cut_between_letters_and_the_mark_stays() -> None:
    """245 bytes, less " 2568 เลขอารบิก.xlsx" (1 + 4 + 1 + 27 + 5 = 38): 207 bytes are 69 Thai letters."""
    name = file_name("ก" * 300, "2568 เลขอารบิก", "xlsx")

    assert name == f"{'ก' * 69} 2568 เลขอารบิก.xlsx"


def test_longest_file_name_leaves_a_browser_room_to_number_it() -> None:
    """Linux takes 255 bytes; the second download of a name gets " (1)"."""
    longest = file_name("ก" * 300, "2568", "xlsx")

    assert len(longest.replace(".xlsx", " (1).xlsx").encode()) <= 255
