"""`show_scores`: two real results end to end, as JSON and in words; figures with two decimals, missing is null."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Municipality
from assessments.verbs.scores import scores_import
from tests.assessments.cases import BAN_SUAN_2568, SATENG_NOK, SATENG_NOK_OFFICIAL
from tests.factories import assessment, framework, municipality

pytestmark = pytest.mark.django_db

Figure = dict[str, str | None]


def figure(official: str | None, computed: str | None) -> Figure:
    return {"official": official, "computed": computed, "used": official or computed}


def shown(place: Municipality, fiscal_year: int, **options: object) -> str:
    output = io.StringIO()
    call_command("show_scores", municipality=place.slug, fiscal_year=fiscal_year, stdout=output, **options)
    return output.getvalue()


def shown_json(place: Municipality, fiscal_year: int) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(shown(place, fiscal_year, json=True))
    return result


def test_show_scores_of_seed_001_gives_every_figure_and_its_level() -> None:
    """เทศบาลเมืองสะเตงนอก 2566: the printed indicators stand before the computed ones (tests of scoring show those).

    IIT = (93.60 + 80.28 + 88.69 + 82.71 + 81.64) / 5 = 426.92 / 5 = 85.384 → 85.38
    EIT = (80.09 + 73.50 + 79.89) / 3 = 233.48 / 3 = 77.82666… → 77.83; its questions are incomplete
    OIT = (100 + 73.75) / 2 = 86.875 → 86.88
    total = 0.30 · 85.384 + 0.30 · 77.82666… + 0.40 · 86.875 = 25.6152 + 23.348 + 34.75 = 83.7132 → 83.71
    The printed 83.72 differs by 0.01: no warning. 70 ≤ 83.72 < 85 is ต้องปรับปรุง, whatever the parts of EIT are.
    """
    place = municipality("sateng-nok", proper_name="สะเตงนอก", province="ยะลา")
    framework(2566)
    scores_import(
        municipality=place,
        fiscal_year=2566,
        figures={place: score for place, score in (SATENG_NOK | SATENG_NOK_OFFICIAL).items() if score is not None},
        by=None,
    )

    result = shown_json(place, 2566)

    assert result == {
        "indicators": {
            "1": figure("93.60", "93.60"),
            "2": figure("80.28", "80.28"),
            "3": figure("88.69", "88.69"),
            "4": figure("82.71", "82.71"),
            "5": figure("81.64", "81.64"),
            "6": figure("80.09", None),
            "7": figure("73.50", None),
            "8": figure("79.89", None),
            "9": figure("100.00", "100.00"),
            "10": figure("73.75", "73.75"),
        },
        "instruments": {
            "IIT": figure(None, "85.38"),
            "EIT": figure(None, "77.83"),
            "EIT-1": figure(None, None),
            "EIT-2": figure(None, None),
            "OIT": figure(None, "86.88"),
        },
        "total": {"official": "83.72", "computed": "83.71"},
        "level": "ต้องปรับปรุง",
        "possible_levels": ["ต้องปรับปรุง"],
        "warnings": [],
    }


def test_show_scores_of_seed_000_leaves_the_level_open() -> None:
    """เทศบาลนครบ้านสวน 2568, ten printed indicators, the eighth with three decimals.

    IIT = (98.28 + 99.54 + 99.93 + 97.16 + 98.68) / 5 = 493.59 / 5 = 98.718 → 98.72
    EIT = (97.16 + 94.68 + 93.215) / 3 = 285.055 / 3 = 95.01833… → 95.02
    total = 0.30 · 98.718 + 0.30 · 95.01833… + 0.40 · 100 = 29.6154 + 28.5055 + 40 = 98.1209 → 98.12
    A part of EIT may be as low as 2 · 95.01833… - 100 = 90.03666…: ผ่านดีเยี่ยม or ผ่านดี, and nothing below.
    """
    place = municipality()
    framework(2568)
    scores_import(
        municipality=place,
        fiscal_year=2568,
        figures={key: score for key, score in BAN_SUAN_2568.items() if score is not None},
        by=None,
    )

    result = shown_json(place, 2568)

    printed = ["98.28", "99.54", "99.93", "97.16", "98.68", "97.16", "94.68", "93.22", "100.00", "100.00"]
    assert result == {
        "indicators": {str(number): figure(score, None) for number, score in enumerate(printed, 1)},
        "instruments": {
            "IIT": figure(None, "98.72"),
            "EIT": figure(None, "95.02"),
            "EIT-1": figure(None, None),
            "EIT-2": figure(None, None),
            "OIT": figure(None, "100.00"),
        },
        "total": {"official": None, "computed": "98.12"},
        "level": None,
        "possible_levels": ["ผ่านดีเยี่ยม", "ผ่านดี"],
        "warnings": [],
    }


def test_show_scores_warns_of_an_official_figure_that_differs() -> None:
    """(90 + 90 + 91) / 3 = 90.33…; 90.36 is 0.03 away, more than the tolerance of 0.02."""
    place = municipality()
    assessment(place, scores={"i1": "90", "i2": "90", "i3": "91", "indicator-1": "90.36"})

    result = shown_json(place, 2568)

    assert result["indicators"]["1"] == figure("90.36", "90.33")
    assert result["warnings"] == ["ตัวชี้วัดที่ 1: คะแนนทางการ 90.36 ต่างจากคะแนนที่คำนวณได้ 90.33 อยู่ 0.03 คะแนน"]


def test_show_scores_in_words_gives_the_same_figures() -> None:
    place = municipality()
    assessment(place, scores={"i1": "90", "i2": "90", "i3": "91", "indicator-1": "90.36"})

    lines = shown(place, 2568).splitlines()

    assert lines[:3] == [
        "เทศบาลเมืองบ้านสวน ปีงบประมาณ 2568",
        "indicator-1   ทางการ  90.36  คำนวณ  90.33",
        "indicator-2   ทางการ      –  คำนวณ      –",
    ]
    assert len(lines) == 1 + 10 + 5 + 1 + 1 + 1
    assert lines[17] == (
        "ระดับ – ยังชี้ขาดระดับไม่ได้ เนื่องจากยังไม่มีคะแนนของแบบวัด IIT แบบวัด EIT ส่วนที่ 1 แบบวัด EIT ส่วนที่ 2 และแบบวัด OIT"
    )
    assert lines[18] == "กรุณาตรวจสอบ ตัวชี้วัดที่ 1: คะแนนทางการ 90.36 ต่างจากคะแนนที่คำนวณได้ 90.33 อยู่ 0.03 คะแนน"


def test_show_scores_of_a_year_with_letters_reads_official_figures_alone() -> None:
    """Until 2565 the total alone decides: 81.45 is B (75 ≤ 81.45 < 85)."""
    place = municipality()
    assessment(place, 2564, {"total": "81.45"})

    result = shown_json(place, 2564)

    assert list(result["instruments"]) == ["IIT", "EIT", "OIT"]
    assert (result["total"], result["level"]) == ({"official": "81.45", "computed": None}, "B")


@pytest.mark.parametrize(
    ("slug", "fiscal_year", "sentence"),
    [
        ("ban-sua", 2568, "ไม่พบหน่วยงาน “ban-sua” กรุณาตรวจสอบชื่อ หรือสร้างด้วยคำสั่ง create_municipality"),
        ("ban-suan", 2568, "เทศบาลเมืองบ้านสวน ยังไม่มีผลคะแนน ITA ของปีงบประมาณ 2568 กรุณานำเข้าคะแนนก่อน"),
        ("ban-suan", 2570, "ไม่มีกรอบการประเมินของปีงบประมาณ 2570 (มีกรอบของปี 2568–2568) กรุณาตรวจสอบปี พ.ศ."),
    ],
)
def test_show_scores_says_what_is_missing(slug: str, fiscal_year: int, sentence: str) -> None:
    municipality()
    framework(2568)

    with pytest.raises(CommandError) as caught:
        call_command("show_scores", municipality=slug, fiscal_year=fiscal_year, json=True)

    assert str(caught.value) == sentence
