"""Two systems of digits."""

import pytest

from reports.proofreading.manuscript import Passage
from reports.proofreading.rules import mixed_digits
from tests.reports.proofreading.manuscripts import found, manuscript

RULE = mixed_digits.RULE


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("ปี 2๕๖๘", [("warning", "2๕๖๘")]), ("ปี 2568 จำนวน ๓ ครั้ง", [("hint", "๓")]),
        ("ปี ๒๕๖๘ ข้อ i12 และ COVID-19", []), ("ปี 2568 จำนวน 3 ครั้ง", []),
        ("ตาม O๔๒ ปี ๒๕๖๕", []), ("https://itas.nacc.go.th/2568 ข้อ ๓", []), ("เลขที่ 5 ถนนสุขใจ ซอย ๓", [("hint", "๓")]),
    ],
)  # fmt: skip
def test_digits_of_two_systems(text: str, remarks: list[tuple[str, str]]) -> None:
    assert found(RULE, text) == remarks


def test_portals_own_words_may_quote_either() -> None:
    assert list(RULE(manuscript(passages=(Passage("ปี 2568 จำนวน ๓ ครั้ง", "หัวเรื่อง"),)))) == []
