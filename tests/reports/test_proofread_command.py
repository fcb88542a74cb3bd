"""``proofread``: JSON or lines, and exit 1 where there is an error."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from measures.models import Measure
from tests.reports.proofreading.places import furnished

pytestmark = pytest.mark.django_db


def run(*options: str, kind: str = "indicator-analysis") -> tuple[int, str]:
    """The command's exit status, and what it prints."""
    printed = io.StringIO()
    status = 0
    try:
        call_command("proofread", kind, "--municipality", "ban-suan", "--fiscal-year", "2568", *options, stdout=printed)
    except SystemExit as end:
        status = int(str(end.code))
    return status, printed.getvalue()


def test_json_has_the_five_keys_and_a_warning_is_no_failure() -> None:
    furnished()

    status, printed = run("--json")

    rows = json.loads(printed)
    assert status == 0
    assert {tuple(row) for row in rows} == {("rule", "severity", "place", "text", "fix")}
    assert next(row for row in rows if row["rule"] == "doubled-words") == {
        "rule": "doubled-words",
        "severity": "warning",
        "place": "ผลการวิเคราะห์ ตัวชี้วัดที่ 1",
        "text": "คำซ้ำ “เป็นไปตาม” : การทำงานเป็นไปตามเป็นไปตามแผน",
        "fix": "เป็นไปตาม",
    }


def test_error_exits_1() -> None:
    furnished()
    Measure.objects.update(title="เทศบาลตำบลท่าช้าง จัดประชุม")

    status, printed = run("--json")

    assert status == 1
    assert json.loads(printed)[0]["rule"] == "foreign-name"


def test_lines_are_for_people() -> None:
    furnished()
    Measure.objects.update(title="เทศบาลตำบลบ้านสวน จัดประชุม")

    status, printed = run()

    lines = printed.splitlines()
    assert status == 1
    assert lines[0] == "รายงานการวิเคราะห์ผลการประเมิน ITA รายตัวชี้วัด เทศบาลเมืองบ้านสวน ปีงบประมาณ 2568"
    assert lines[1].startswith("ต้องแก้ไข 1 ข้อ ต้องตรวจสอบ ")
    assert lines[2] == "ต้องแก้ไข [foreign-name] มาตรการที่ 1"
    assert "    แก้เป็น: เทศบาลเมืองบ้านสวน" in lines


@pytest.mark.parametrize("kind", ["poem", "implementation-report"])
def test_unknown_document_is_a_sentence(kind: str) -> None:
    furnished()
    Measure.objects.all().delete()

    with pytest.raises(CommandError):
        run(kind=kind)
