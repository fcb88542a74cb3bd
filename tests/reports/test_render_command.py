"""``render_document``: files as ordered, and one sentence, exit 1 and nothing written for a user's error."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from reports.documents.registry import KINDS
from reports.renderers.registry import FORMATS
from tests.reports.demo import SCORED, analysis

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

KIND = "indicator-analysis"


def render(output: Path, *options: str, slug: str = "ban-suan", year: int = 2568, kind: str = KIND) -> str:
    """Runs the command and returns what it prints."""
    printed = io.StringIO()
    place = ["--municipality", slug, "--fiscal-year", str(year)]
    call_command("render_document", kind, *place, "--output", str(output), *options, stdout=printed)
    return printed.getvalue()


def test_pdf_is_written(tmp_path: Path) -> None:
    output = tmp_path / "out.pdf"

    render(output, "--format", "pdf")

    assert output.read_bytes().startswith(b"%PDF-")


def test_workbook_is_written(tmp_path: Path) -> None:
    output = tmp_path / "out.xlsx"

    render(output, "--format", "xlsx")

    assert openpyxl.load_workbook(output).sheetnames[:3] == ["ผลคะแนน", "ผลการวิเคราะห์", "การนำผลไปปรับปรุง"]


@pytest.mark.parametrize("slug", SCORED)
def test_file_holds_what_the_renderer_makes(slug: str, tmp_path: Path) -> None:
    output = tmp_path / "out.html"

    render(output, "--format", "html", slug=slug, year=SCORED[slug])

    assert output.read_bytes() == FORMATS["html"].render(analysis(slug), digits="thai")


@pytest.mark.parametrize(
    ("options", "year"), [((), "๒๕๖๘"), (("--digits", "thai"), "๒๕๖๘"), (("--digits", "arabic"), "2568")]
)
def test_digits_are_thai_unless_chosen(options: tuple[str, ...], year: str, tmp_path: Path) -> None:
    output = tmp_path / "out.html"

    render(output, "--format", "html", *options)

    assert f"ของเทศบาลนครบ้านสวน ประจำปีงบประมาณ พ.ศ. {year}</title>" in output.read_text(encoding="utf-8")


def test_sentence_says_what_was_written(tmp_path: Path) -> None:
    output = tmp_path / "out.html"

    printed = render(output, "--format", "html")

    size = output.stat().st_size
    assert printed == f"รายงานการวิเคราะห์ผลการประเมิน ITA รายตัวชี้วัด เทศบาลนครบ้านสวน → {output} ({size:,} ไบต์)\n"


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        ({"kind": "poem"}, f"ไม่รู้จักเอกสาร “poem” กรุณาใช้ {' '.join(KINDS)}"),
        ({"slug": "atlantis"}, "ไม่พบหน่วยงาน “atlantis” กรุณาตรวจสอบชื่อ หรือสร้างด้วยคำสั่ง create_municipality"),
        (
            {"year": 2600},
            "ไม่มีกรอบการประเมินของปีงบประมาณ 2600 (มีกรอบของปี 2562–2569) กรุณาตรวจสอบปี พ.ศ.",
        ),
        (
            {"year": 10**20},
            f"ไม่มีกรอบการประเมินของปีงบประมาณ {10**20} (มีกรอบของปี 2562–2569) กรุณาตรวจสอบปี พ.ศ.",
        ),
        (
            {"slug": "nakhon-ratchasima", "year": 2567},
            "เทศบาลนครนครราชสีมา ยังไม่มีผลคะแนน ITA ของปีงบประมาณ 2567 กรุณานำเข้าคะแนนก่อน",
        ),
        (
            {"slug": "ban-chang", "year": 2566},
            "เทศบาลตำบลบ้านฉาง ยังไม่มีผลคะแนน ITA ของปีงบประมาณ 2566 กรุณานำเข้าคะแนนก่อน",
        ),
    ],
)
def test_wrong_order_is_refused_and_writes_nothing(order: dict[str, Any], sentence: str, tmp_path: Path) -> None:
    output = tmp_path / "out.pdf"

    with pytest.raises(CommandError) as refusal:
        render(output, "--format", "pdf", **order)

    assert str(refusal.value) == sentence
    assert not output.exists()


def test_unknown_format_is_refused(tmp_path: Path) -> None:
    output = tmp_path / "out.txt"

    with pytest.raises(CommandError) as refusal:
        render(output, "--format", "txt")

    assert "txt" in str(refusal.value)
    assert not output.exists()


def test_output_in_a_missing_folder_is_refused(tmp_path: Path) -> None:
    output = tmp_path / "missing" / "out.html"

    with pytest.raises(CommandError) as refusal:
        render(output, "--format", "html")

    assert str(refusal.value) == f"เขียนไฟล์ {output} ไม่ได้ (No such file or directory) กรุณาตรวจสอบโฟลเดอร์"
    assert not output.parent.exists()


def test_output_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refusal:
        render(tmp_path, "--format", "html")

    assert str(refusal.value) == f"เขียนไฟล์ {tmp_path} ไม่ได้ (Is a directory) กรุณาตรวจสอบโฟลเดอร์"
    assert list(tmp_path.iterdir()) == []


def test_machine_that_cannot_draw_is_refused_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.renderers.pdf.FONT", "No Such Font")
    output = tmp_path / "out.pdf"

    with pytest.raises(CommandError) as refusal:
        render(output, "--format", "pdf")

    assert str(refusal.value) == (
        "ระบบยังจัดทำ PDF ไม่ได้ เพราะเครื่องนี้ขาดส่วนประกอบที่จำเป็น "
        "กรุณาแจ้งผู้ดูแลระบบให้ติดตั้งแพ็กเกจ fonts-tlwg-laksaman-ttf ของ Debian"
    )
    assert refusal.value.returncode == 1
    assert not output.exists()


def test_refusal_keeps_the_file_that_was_there(tmp_path: Path) -> None:
    output = tmp_path / "out.pdf"
    output.write_text("ของเดิม", encoding="utf-8")

    with pytest.raises(CommandError):
        render(output, "--format", "pdf", slug="ban-chang", year=2566)

    assert output.read_text(encoding="utf-8") == "ของเดิม"
