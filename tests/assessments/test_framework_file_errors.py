"""A wrong framework file is refused with every fault at once, each with file and key."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from accounts.errors import UserError
from assessments.importers.framework_file import framework_read
from tests.factories import FRAMEWORKS

Values = dict[str, Any]


def written(folder: Path, change: Callable[[Values], object]) -> Path:
    """The real framework of 2568 with a change, as a file."""
    values = yaml.safe_load((FRAMEWORKS / "2568.yaml").read_text(encoding="utf-8"))
    change(values)
    path = folder / "2568.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def faults(path: Path) -> tuple[str, ...]:
    with pytest.raises(UserError) as caught:
        framework_read(path)
    return caught.value.messages


def put(*keys: str | int, value: object) -> Callable[[Values], None]:
    """Sets the value at the path of keys and (zero-based) positions."""

    def change(values: Values) -> None:
        place: Any = values
        for key in keys[:-1]:
            place = place[key]
        place[keys[-1]] = value

    return change


def drop(*keys: str | int) -> Callable[[Values], None]:
    """Removes what stands at the path."""

    def change(values: Values) -> None:
        place: Any = values
        for key in keys[:-1]:
            place = place[key]
        del place[keys[-1]]

    return change


def test_unchanged_file_is_right(tmp_path: Path) -> None:
    path = written(tmp_path, lambda values: None)

    data = framework_read(path)

    assert data.spec == framework_read(FRAMEWORKS / "2568.yaml").spec


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (put("fiscal_year", value=2567), "fiscal_year: ปี 2567 ไม่ตรงกับชื่อไฟล์"),
        (put("scoreable", value="yes"), "scoreable: ต้องเป็น true หรือ false"),
        (drop("scoreable"), "scoreable: ต้องเป็น true หรือ false"),
        (put("instruments", 0, "weight", value="0.31"), "instruments: น้ำหนักรวมได้ 1.01 ต้องรวมได้ 1"),
        (put("instruments", 0, "parts", value="two"), "instruments[1].parts: ต้องเป็นจำนวนเต็ม"),
        (put("indicators", 0, "instrument", value="XIT"), "indicators[1].instrument: ไม่มีแบบวัด “XIT”"),
        (drop("indicators", 0, "name"), "indicators[1].name: ขาดข้อความ"),
        (put("questions", 0, "indicator", value=11), "questions[1].indicator: ข้อ i1 ไม่มีตัวชี้วัดที่ 11"),
        (put("questions", 0, "text", value=""), "questions[1].text: ขาดข้อความ"),
        (put("questions", 0, "text", value=5), "questions[1].text: ต้องเป็นข้อความ"),
        (drop("questions", 24, "sub_indicator"), "questions[25].sub_indicator: ข้อ o1 ไม่มีตัวชี้วัดย่อย"),
        (
            put("questions", 24, "sub_indicator", value="10.1"),
            "questions[25].sub_indicator: ข้อ o1: ตัวชี้วัดย่อย “10.1” ไม่อยู่ในตัวชี้วัดที่ 9",
        ),
        (
            put("questions", 24, "sub_indicator", value="9.9"),
            "questions[25].sub_indicator: ข้อ o1: ตัวชี้วัดย่อย “9.9” ไม่อยู่ในตัวชี้วัดที่ 9",
        ),
        (put("questions", 1, "code", value="i1"), "questions: code “i1” ซ้ำ 2 ครั้ง"),
        (put("levels", 1, "name", value="ผ่าน"), "levels: name “ผ่าน” ซ้ำ 2 ครั้ง"),
        (put("levels", 0, "total_from", value="ninety"), 'levels[1].total_from: ต้องเป็นตัวเลขในเครื่องหมายคำพูด เช่น "0.30"'),
        (
            put("questions", 0, "text_status", value="certain"),
            "questions[1].text_status: ต้องเป็น confirmed derived unconfirmed",
        ),
        (put("questions", value="i1"), "questions: ต้องเป็นรายการ"),
        (
            put("issues", value=[{"number": 1, "title": "การให้บริการ", "questions": ["i1", "i99"]}]),
            "issues[1].questions: ไม่มีข้อคำถาม “i99”",
        ),
        (
            put("issues", value=[{"number": 1, "title": "การให้บริการ", "questions": "i1"}]),
            "issues[1].questions: ต้องเป็นรายการรหัสข้อคำถาม",
        ),
        (
            put("issues", value=[{"number": 1, "title": "การให้บริการ", "questions": ["i1", "i1"]}]),
            "issues[1].questions: รหัส “i1” ซ้ำ 2 ครั้ง",
        ),
        (put("notes", value="x"), "notes: ไม่รู้จักคีย์นี้ กรุณาตรวจสอบตัวสะกด"),
        (put("questions", 0, "findings", value="x"), "questions[1].findings: ไม่รู้จักคีย์นี้ กรุณาตรวจสอบตัวสะกด"),
        (put("instruments", 0, "parts", value=1), "instruments[1].parts: ต้องเป็น 0 หรือ 2"),
        (put("questions", 0, "code", value="i99"), "questions[1].code: “i99” ต้องเป็น i1 ตามลำดับ"),
        (put("questions", 0, "finding", value=""), "questions[1].finding: ข้อ i1 ขาดข้อความ"),
        (drop("questions", 24, "remedy"), "questions[25].remedy: ข้อ o1 ขาดข้อความ"),
        (put("indicators", 0, "kept", value=" "), "indicators[1].kept: ตัวชี้วัดที่ 1 ขาดข้อความ"),
        (drop("indicators", 7, "shortfall"), "indicators[8].shortfall: ตัวชี้วัดที่ 8 ขาดข้อความ"),
        (drop("indicators", 9, "remedy"), "indicators[10].remedy: ตัวชี้วัดที่ 10 ขาดข้อความ"),
    ],
)
def test_fault_is_named_by_file_and_key(tmp_path: Path, change: Callable[[Values], None], fault: str) -> None:
    path = written(tmp_path, change)

    assert faults(path) == (f"2568.yaml.{fault}",)


def test_item_needs_a_sub_indicator_where_the_file_has_none(tmp_path: Path) -> None:
    """The 28 items of OIT, one by one, and none of the 24 questions of IIT and EIT."""

    def change(values: Values) -> None:
        del values["sub_indicators"]
        for question in values["questions"]:
            question.pop("sub_indicator", None)

    path = written(tmp_path, change)

    assert faults(path) == tuple(
        f"2568.yaml.questions[{24 + nth}].sub_indicator: ข้อ o{nth} ไม่มีตัวชี้วัดย่อย" for nth in range(1, 29)
    )


def test_year_that_cannot_be_scored_needs_no_clauses(tmp_path: Path) -> None:
    """Whatever drafts the findings of such a year is not known before its structure is."""

    def change(values: Values) -> None:
        values["scoreable"] = False
        del values["indicators"][0]["kept"]
        del values["questions"][0]["finding"]

    path = written(tmp_path, change)

    assert framework_read(path).indicators[0].kept == ""


def test_sub_indicator_of_no_indicator_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, put("sub_indicators", 0, "indicator", value=19))

    first, *others = faults(path)

    assert first == "2568.yaml.sub_indicators[1].indicator: ไม่มีตัวชี้วัดที่ 19"
    assert others == [
        f"2568.yaml.questions[{nth}].sub_indicator: ข้อ o{nth - 24}: ตัวชี้วัดย่อย “9.1” ไม่อยู่ในตัวชี้วัดที่ 9"
        for nth in (25, 26, 27, 28)
    ]


@pytest.mark.parametrize(
    ("dates", "fault"),
    [
        (
            {"start": "2569-02-30", "end": "2569-03-31"},
            "start: ไม่มีวันที่ “2569-02-30” ในปฏิทิน กรุณาตรวจสอบวันและเดือน",
        ),
        (
            {"start": "2569-03-02", "end": "31 มีนาคม"},
            "end: อ่าน “31 มีนาคม” เป็นวันที่ไม่ได้ กรุณากรอกวัน เดือน และปี พ.ศ. เช่น 25/03/2569 หรือ 25 มี.ค. 2569",
        ),
        ({"end": "2569-03-31"}, "start: ขาดข้อความ"),
        ({"start": "2569-03-02"}, "end: ขาดข้อความ"),
        ({"start": date(2569, 3, 2), "end": "2569-03-31"}, "start: ต้องเป็นข้อความ"),
        ({"start": "2569-04-01", "end": "2569-03-31"}, "end: วันสิ้นสุดมาก่อนวันเริ่มต้น"),
    ],
)
def test_bad_date_is_named_once(tmp_path: Path, dates: dict[str, object], fault: str) -> None:
    step = {"number": 1, "title": "การลงทะเบียน", "actor": "หน่วยงาน", **dates}
    path = written(tmp_path, put("calendar", value=[step]))

    assert faults(path) == (f"2568.yaml.calendar[1].{fault}",)


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    def change(values: Values) -> None:
        values["instruments"][0]["weight"] = "0.20"
        values["questions"][0]["text_status"] = "certain"
        values["questions"][1]["code"] = "i1"
        values["questions"][2]["indicator"] = 11

    path = written(tmp_path, change)

    assert faults(path) == (
        "2568.yaml.questions[1].text_status: ต้องเป็น confirmed derived unconfirmed",
        "2568.yaml.instruments: น้ำหนักรวมได้ 0.90 ต้องรวมได้ 1",
        "2568.yaml.questions: code “i1” ซ้ำ 2 ครั้ง",
        "2568.yaml.questions[3].indicator: ข้อ i3 ไม่มีตัวชี้วัดที่ 11",
    )


def test_weight_without_quotes_is_refused_since_yaml_would_read_a_binary_fraction(tmp_path: Path) -> None:
    path = written(tmp_path, put("instruments", 0, "weight", value=0.3))

    assert 'instruments[1].weight: ต้องเป็นตัวเลขในเครื่องหมายคำพูด เช่น "0.30"' in faults(path)[0]


def test_levels_out_of_order_are_refused(tmp_path: Path) -> None:
    """Scoring takes the first level that applies: a level behind one that asks for less could never be reached."""
    path = written(tmp_path, lambda values: values["levels"].insert(1, values["levels"].pop(2)))

    assert faults(path) == ("2568.yaml.levels: ระดับ “ผ่านดี” กำหนดคะแนนสูงกว่าระดับก่อนหน้า ต้องเรียงจากดีที่สุดลงมา",)


@pytest.mark.parametrize(
    "change",
    [
        lambda values: values["levels"].pop(),
        put("levels", -1, "total_from", value="0.01"),
        put("levels", -1, "each_from", value="0"),
        put("levels", value=[]),
    ],
    ids=["none", "from above", "each", "empty"],
)
def test_levels_that_leave_a_score_without_one_are_refused(tmp_path: Path, change: Callable[[Values], object]) -> None:
    path = written(tmp_path, change)

    assert "2568.yaml.levels: ระดับสุดท้ายต้องเริ่มที่ 0 เพื่อให้ทุกคะแนนมีระดับ" in faults(path)


def test_year_outside_the_buddhist_era_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, put("fiscal_year", value=2025))

    assert faults(path) == (
        "2568.yaml.fiscal_year: ปี 2025 ไม่ตรงกับชื่อไฟล์",
        "2568.yaml.fiscal_year: ต้องเป็นปี พ.ศ. ระหว่าง 2400 ถึง 2700",
    )


def test_key_given_twice_is_refused_since_yaml_would_take_the_last(tmp_path: Path) -> None:
    path = tmp_path / "2568.yaml"
    path.write_text("fiscal_year: 2568\nnote: ก\nnote: ข\n", encoding="utf-8")

    (fault,) = faults(path)

    assert fault.startswith("2568.yaml: ไม่ใช่ไฟล์ YAML ที่ถูกต้อง (คีย์ “note” ซ้ำ")


@pytest.mark.parametrize("text", ["a: [1", "\tfiscal_year: 2568", "a: b: c"])
def test_file_that_is_no_yaml_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "2568.yaml"
    path.write_text(text, encoding="utf-8")

    (fault,) = faults(path)

    assert fault.startswith("2568.yaml: ไม่ใช่ไฟล์ YAML ที่ถูกต้อง (")


@pytest.mark.parametrize("raw", [b"", b"- a\n- b\n", "ข้อความ".encode()])
def test_file_that_is_no_mapping_is_refused_by_name(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "2568.yaml"
    path.write_bytes(raw)

    assert faults(path) == ("2568.yaml: ต้องเป็นรายการคีย์และค่า",)


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00\x00", b"\x89PNG\r\n\x1a\n\x00\x01", "ปี: ๒๕๖๘".encode("cp874")])
def test_file_of_other_bytes_is_refused_by_name(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "2568.yaml"
    path.write_bytes(raw)

    (fault,) = faults(path)

    assert fault.startswith("2568.yaml: ")
