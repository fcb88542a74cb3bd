"""A report is corrected upon the version that was seen; who reported stays."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Municipality, Role, User
from measures.models import Status, Step
from measures.periods import Period
from measures.verbs.measures import StepData
from tests.factories import department, measure, member, overseer
from tests.measures.reports import WELL, address, correction, file, link, reported, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "media")]


def test_correction_starts_from_the_report_and_changes_it(
    desk: Client, place: Municipality, step: Step, staff: User
) -> None:
    stays, goes = link(place, "อยู่ต่อ"), link(place, "เอาออก")
    report = reported(step, staff, summary="เดิม", percent=25, evidence=[stays, goes])

    html = words(desk.get(correction(report)))
    response = desk.post(
        correction(report),
        WELL | {"version": "0", "date": "20/03/2569", "reuse": [str(stays.pk)], "uploads": [file()]},
    )  # fmt: skip

    for shown in ('value="20/03/2569"', "เดิม", 'value="25"'):
        assert shown in html
    assert sorted(re.findall(r'value="(\d+)"\s+id="reuse-\d+"\s+checked', html)) == sorted(
        [str(stays.pk), str(goes.pk)]
    )
    assert response.headers["Location"] == f"{address(step)}#report-{report.pk}"
    report.refresh_from_db()
    assert (report.summary, report.status, report.version) == ("จัดประชุมแล้ว", Status.DONE, 1)
    assert {each.caption for each in report.evidence.all()} == {"อยู่ต่อ", "คำสั่ง"}
    assert "แก้ไขแล้ว 1 ครั้ง" in words(desk.get(address(step)))


def test_correction_of_what_somebody_corrected_shows_both_and_can_be_sent_again(
    desk: Client, step: Step, staff: User
) -> None:
    report = reported(step, staff, summary="เดิม")
    desk.post(correction(report), WELL | {"version": "0", "summary": "ของคนแรก"})

    stale = desk.post(correction(report), WELL | {"version": "0", "summary": "ของคนที่สอง"})
    again = desk.post(correction(report), WELL | {"version": "1", "summary": "ของคนที่สอง"})

    html = words(stale)
    assert stale.status_code == 422
    assert "มีผู้แก้ไขรายงานนี้หลังจากท่านเปิดหน้านี้" in html
    for shown in ("ของคนแรก", "ของคนที่สอง", '<input type="hidden" name="version" value="1"'):
        assert shown in html
    assert again.status_code == 302
    report.refresh_from_db()
    assert (report.summary, report.version) == ("ของคนที่สอง", 2)


def test_correction_does_not_ask_again_about_a_day_that_stood_so(desk: Client, step: Step, staff: User) -> None:
    report = reported(step, staff, date=date(2025, 9, 30))

    response = desk.post(correction(report), WELL | {"version": "0", "date": "30/09/2568"})

    assert response.status_code == 302


def test_correction_of_a_report_of_another_step_is_not_found(desk: Client, place: Municipality, step: Step) -> None:
    data = StepData("อีกขั้นตอน", [department(place)], Period(words="ทุกเดือน"))
    other = measure(place, steps=[data]).steps.get()
    report = reported(other)

    status = desk.get(reverse("progress_correct", args=["ban-suan", 2569, step.pk, report.pk])).status_code

    assert status == 404


@pytest.mark.parametrize("role", [Role.EXECUTIVE, None])
def test_correction_by_somebody_who_only_reads_is_refused(
    role: Role | None, place: Municipality, step: Step, client: Client
) -> None:
    report = reported(step)
    client.force_login(member(place, role) if role else overseer(place.province))

    statuses = [client.get(correction(report)).status_code, client.post(correction(report), WELL).status_code]

    assert statuses == [403, 403]


def test_report_says_who_corrected_it_and_when(place: Municipality, step: Step, staff: User, desk: Client) -> None:
    author = member(place, Role.STAFF)
    report = reported(step, author, summary="เดิม")

    before = words(desk.get(address(step)))
    desk.post(correction(report), WELL | {"version": "0", "status": "cancelled"})

    report.refresh_from_db()
    said = " ".join(re.sub(r"<[^>]*>", " ", words(desk.get(address(step)))).split())
    assert (report.by, report.corrected_by) == (author, staff)
    assert "ล่าสุดโดย" not in before
    assert f"{author.username} · 25 มี.ค. 2569 10:00 น. · แก้ไขแล้ว 1 ครั้ง ล่าสุดโดย {staff.username} 25 มี.ค. 2569" in said
