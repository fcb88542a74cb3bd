"""Commands as an operator meets them: exit 1 and a sentence on a user's error, and nothing written."""

from pathlib import Path

import pytest

from tests.factories import csv_file
from tests.ita_portal.manage import HOST, dumped, manage


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a portal with the frameworks and one municipality."""
    folder = tmp_path_factory.mktemp("portal")
    for arguments in (
        ("migrate", "--verbosity", "0"),
        ("load_frameworks",),
        ("create_municipality", "ban-suan", "--name", "บ้านสวน", "--kind", "นคร", "--province", "ชลบุรี"),
    ):
        run = manage(folder, *arguments, **HOST)
        assert (run.returncode, run.stderr) == (0, ""), arguments
    return folder


@pytest.mark.parametrize(
    ("arguments", "sentences"),
    [
        (
            ["import_scores", "FILE", "--municipality", "ban-suan", "--fiscal-year", "2568"],
            [
                "แถว 3: ข้อ i2 ได้ 101 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข",
                "แถว 4: ข้อ i1 ซ้ำกับแถว 2 กรุณาเหลือไว้แห่งเดียว",
            ],
        ),
        (
            ["show_scores", "--municipality", "ban-suan", "--fiscal-year", "2568", "--json"],
            ["เทศบาลนครบ้านสวน ยังไม่มีผลคะแนน ITA ของปีงบประมาณ 2568 กรุณานำเข้าคะแนนก่อน"],
        ),
        (
            ["create_municipality", "ban-suan", "--name", "บ้านสวน", "--kind", "เมือง", "--province", "ชลบุรี"],
            ["มีหน่วยงานที่ใช้ชื่อในที่อยู่เว็บนี้อยู่แล้ว กรุณาใช้ชื่ออื่น"],
        ),
        (
            ["load_frameworks", "--folder", "/nowhere"],
            ["ไม่พบไฟล์กรอบการประเมิน (*.yaml) ในโฟลเดอร์ /nowhere"],
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, list) and len(value) > 2 else "",
)
def test_command_exits_1_with_its_sentence_and_writes_nothing(
    portal: Path, tmp_path: Path, arguments: list[str], sentences: list[str]
) -> None:
    path = tmp_path / "scores.csv"
    path.write_bytes(csv_file("i1,,97.82", "i2,,101", "i1,,97"))
    before = dumped(portal)

    run = manage(portal, *(str(path) if word == "FILE" else word for word in arguments), **HOST)

    assert run.returncode == 1
    assert run.stderr.removeprefix("CommandError: ").splitlines() == sentences
    assert run.stdout == ""
    assert dumped(portal) == before


def test_command_with_a_missing_argument_exits_1_and_names_it(portal: Path) -> None:
    run = manage(portal, "show_scores", "--municipality", "ban-suan", **HOST)

    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "show_scores: Error: the following arguments are required: --fiscal-year\n"


def test_command_on_a_portal_without_tables_says_what_to_do_first(tmp_path: Path) -> None:
    run = manage(tmp_path, "show_scores", "--municipality", "ban-suan", "--fiscal-year", "2568", **HOST)

    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "CommandError: ฐานข้อมูลยังไม่พร้อมใช้ กรุณาสั่ง migrate และ load_frameworks ก่อน\n"


def test_commands_speak_thai_whatever_the_terminal(portal: Path) -> None:
    run = manage(portal, "load_frameworks", LC_ALL="C", **HOST)

    assert (run.returncode, run.stdout, run.stderr) == (0, "กรอบการประเมิน 8 ปี เปลี่ยนแปลง 0 ปี\n", "")
