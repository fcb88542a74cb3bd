"""Cells that say nothing; which: test_leaves.py."""

from reports.proofreading.manuscript import Gap
from reports.proofreading.rules import empty_cell
from tests.reports.proofreading.manuscripts import remarks

RULE = empty_cell.RULE


def test_blank_cells_are_a_warning_and_those_that_say_so_a_hint() -> None:
    gaps = (Gap("ผู้รับผิดชอบ", "", 2, "/plan"), Gap("สรุปผลการดำเนินการ", "ยังไม่มีรายงานผล", 44, "/plan"))

    both = remarks(RULE, gaps=gaps)

    assert [(each.severity.value, each.place, each.text, each.url) for each in both] == [
        ("warning", "ตาราง ช่อง “ผู้รับผิดชอบ”", "มี 2 แถวที่ว่างอยู่", "/plan"),
        ("hint", "ตาราง ช่อง “สรุปผลการดำเนินการ”", "มี 44 แถวที่พิมพ์ว่า “ยังไม่มีรายงานผล”", "/plan"),
    ]
