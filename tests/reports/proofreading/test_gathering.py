"""What is gathered: every typed text with its place and page, in as many queries for one as for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.errors import UserError
from measures.models import Activity, Measure, ProgressReport, Step
from reports.proofreading.gathering import manuscript_get, result_year_of
from reports.proofreading.manuscript import Target
from tests.factories import framework, municipality
from tests.reports.proofreading.places import DOUBLED, furnished

pytestmark = pytest.mark.django_db


def test_typed_texts_of_an_analysis_have_their_places_and_pages() -> None:
    own = furnished()
    measure, step = Measure.objects.get(), Step.objects.get()

    read = manuscript_get(own, "indicator-analysis", 2568)

    assert [(each.place, each.url, each.typed and each.typed.target) for each in read.typed] == [
        ("ผลการวิเคราะห์ ตัวชี้วัดที่ 1", "/m/ban-suan/2568/findings/1/#id_text", Target.FINDING),
        ("มาตรการที่ 1", f"/m/ban-suan/2569/measures/{measure.pk}/change/#id_title", Target.MEASURE),
        (
            "มาตรการที่ 1 ขั้นตอนที่ 1 ช่องขั้นตอนและวิธีการ",
            f"/m/ban-suan/2569/measures/{measure.pk}/steps/{step.pk}/#id_text",
            Target.STEP,
        ),
        (
            "มาตรการที่ 1 ขั้นตอนที่ 1 ช่องระยะเวลา",
            f"/m/ban-suan/2569/measures/{measure.pk}/steps/{step.pk}/#id_words",
            Target.STEP,
        ),
    ]


@pytest.mark.parametrize(
    ("kind", "year", "targets"),
    [
        ("issue-analysis", 2568, {Target.LIMITATION, Target.MEASURE, Target.STEP}),
        ("implementation-report", 2569, {Target.MEASURE, Target.STEP, Target.REPORT}),
        ("progress-report", 2569, {Target.MEASURE, Target.STEP, Target.REPORT}),
        ("activity-note", 2569, {Target.ACTIVITY}),
        ("calendar", 2569, set()),
    ],
)
def test_documents_have_the_typed_texts_that_they_print(kind: str, year: int, targets: set[Target]) -> None:
    framework(2569)

    read = manuscript_get(furnished(), kind, year)

    assert {each.typed.target for each in read.typed if each.typed} == targets
    assert [each.text for each in read.passages if DOUBLED in each.text and not each.typed] == []


def test_all_that_an_activity_says_is_read() -> None:
    activity_of = furnished()
    activity = Activity.objects.get()

    read = manuscript_get(activity_of, "activity-note", 2569)

    assert [(each.typed and each.typed.field, each.url) for each in read.typed] == [
        (name, f"/m/ban-suan/2569/activities/{activity.pk}/edit/#id_{name}") for name in ("title",
        "place", "attendees", "text")
    ]  # fmt: skip


def test_reports_lead_to_their_correction() -> None:
    read = manuscript_get(furnished(), "implementation-report", 2569)
    report = ProgressReport.objects.get()

    pages = [each.url for each in read.typed if each.typed and each.typed.target is Target.REPORT]

    assert pages == [
        f"/m/ban-suan/2569/measures/steps/{report.step_id}/reports/{report.pk}/#id_{name}"
        for name in ("summary", "outcome")
    ]


def test_years_are_those_of_the_document() -> None:
    years = {kind: result_year_of(kind, 2568) for kind in ("indicator-analysis", "implementation-report", "calendar")}

    assert years == {"indicator-analysis": 2568, "implementation-report": 2567, "calendar": 2567}


def test_other_municipalities_are_known_by_their_names() -> None:
    own = furnished()
    municipality("tha-chang", proper_name="ท่าช้าง")
    municipality("ban-suan-2", proper_name="บ้านสวน")

    read = manuscript_get(own, "indicator-analysis", 2568)

    assert read.known == {"ท่าช้าง": "เทศบาลเมืองท่าช้าง"}


def test_figures_lead_to_their_cells() -> None:
    read = manuscript_get(furnished(), "indicator-analysis", 2568)

    assert read.url_of("e1-2") == "/m/ban-suan/2568/scores/EIT/#e1-2"
    assert read.url_of("indicator-3") == "/m/ban-suan/2568/scores/official/#indicator-3"
    assert read.url_of("nothing") == "/m/ban-suan/2568/scores/"


@pytest.mark.parametrize(
    ("kind", "year"),
    [("indicator-analysis", 2568), ("issue-analysis", 2568), ("implementation-report", 2569), ("activity-note", 2569)],
)
def test_queries_are_as_many_for_three_as_for_one(kind: str, year: int) -> None:
    one, three = furnished("one", 1), furnished("three", 3)
    manuscript_get(one, kind, year)  # what a process reads once

    with CaptureQueriesContext(
        connection,
    ) as first:
        manuscript_get(one, kind, year)
    with CaptureQueriesContext(connection) as second:
        manuscript_get(three, kind, year)

    assert len(first) == len(second) <= 40


@pytest.mark.parametrize(
    ("kind", "year"), [("poem", 2568), ("indicator-analysis", 2567), ("implementation-report", 2560)]
)
def test_no_document_is_a_users_error(kind: str, year: int) -> None:
    with pytest.raises(UserError):
        manuscript_get(furnished(), kind, year)
