"""A year from hand to hand on its pages: submitted, returned, approved, and what each person sees of it."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, State
from tests.assessments.test_views_grid import hand_on, page, save, words
from tests.reports.demo import logged_in, municipality, overseer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_year_goes_from_hand_to_hand(staff: Client) -> None:
    save(staff, "i1", "80")
    executive = logged_in("ban-chang.executive")
    place = municipality("ban-chang")

    unconfirmed = hand_on(staff, "submit", confirmed="warning")
    submitted = hand_on(staff, "submit", confirmed=["warning", "hint"])
    without_reason = hand_on(executive, "return")
    hand_on(executive, "return", reason="ข้อ i1 ไม่ตรงกับ ITAS")
    told = staff.get(reverse("scores", args=["ban-chang", 2568]))
    hand_on(staff, "submit", confirmed=["warning", "hint"])
    approved = hand_on(executive, "approve")

    assert [each.status_code for each in (unconfirmed, submitted, without_reason, approved)] == [422, 302, 422, 302]
    assert "ข้อ i1 ไม่ตรงกับ ITAS" in told.content.decode()
    year = place.assessments.get(framework=2568)
    assert year.state == State.APPROVED
    assert list(year.state_changes.values_list("state", "missing")) == [
        ("approved", 0), ("submitted", 60), ("draft", 0), ("submitted", 60),
    ]  # fmt: skip


def ticks(response: HttpResponse) -> list[tuple[str, bool, bool]]:
    """The boxes to confirm: of what, whether ticked, whether missed."""
    boxes = re.findall(r'<input class="form-check-input[^>]*>', response.content.decode())
    return [
        (re.findall(r'value="(\w+)"', each)[0], " checked" in each, 'aria-invalid="true"' in each) for each in boxes
    ]


def test_boxes_stay_ticked_while_the_figures_are_the_same(staff: Client) -> None:
    """The indicator of one figure, the question equal to it: a warning; all else is empty: hints."""
    save(staff, "indicator-1", "80")
    save(staff, "i1", "80")

    refused = hand_on(staff, "submit", confirmed="warning")
    stale = staff.post(
        reverse("scores_submit", args=["ban-chang", 2568]), {"seen": "1-0", "confirmed": ["warning", "hint"]}
    )

    assert isinstance(stale, HttpResponse)
    assert ticks(refused) == [("warning", True, False), ("hint", False, True)]
    assert 'href="#confirmed-hint"' in refused.content.decode()
    assert ticks(stale) == [("warning", False, False), ("hint", False, False)]


def test_history_names_what_was_done_and_whom_to_ask(staff: Client) -> None:
    save(staff, "i1", "80")
    executive = logged_in("ban-chang.executive")
    overview, asked = reverse("scores", args=["ban-chang", 2568]), []

    for step, client in (("submit", staff), ("return", executive), ("submit", staff), ("approve", executive)):
        hand_on(client, step, confirmed=["hint"], reason="ข้อ i1 ไม่ตรงกับ ITAS")
        asked += re.findall(r"กรุณาขอให้\S+", words(staff.get(page())))  # type: ignore[arg-type]
    hand_on(executive, "return", reason="ITAS ประกาศใหม่")
    told = words(executive.get(overview))  # type: ignore[arg-type]
    grid = words(staff.get(page()))  # type: ignore[arg-type]

    history = told[told.index("การส่งและอนุมัติ") :]
    acts = r"เปิดให้แก้ไขอีกครั้ง|ส่งคืนให้แก้ไข|ส่งให้ผู้บริหารพิจารณา|อนุมัติ(?= นาย)"
    assert re.findall(acts, history) == [
        "เปิดให้แก้ไขอีกครั้ง", "อนุมัติ", "ส่งให้ผู้บริหารพิจารณา", "ส่งคืนให้แก้ไข", "ส่งให้ผู้บริหารพิจารณา",
    ]  # fmt: skip
    assert asked == ["กรุณาขอให้ผู้บริหารส่งคืนให้แก้ไข"] * 2 + ["กรุณาขอให้ผู้บริหารเปิดให้แก้ไขอีกครั้ง"]
    assert "เปิดให้เจ้าหน้าที่แก้ไขคะแนนอีกครั้งแล้ว" in told
    assert "ผู้บริหารเปิดให้แก้ไขอีกครั้ง ITAS ประกาศใหม่" in grid


def test_executive_sees_what_changed_since_the_return(staff: Client) -> None:
    """i1 went to 81 and back, i2 from 70 to 72, i3 is new: two figures stand otherwise."""
    save(staff, "i1", "80")
    save(staff, "i2", "70")
    executive = logged_in("ban-chang.executive")
    hand_on(staff, "submit", confirmed=["hint"])
    hand_on(executive, "return", reason="ข้อ i2 ไม่ตรงกับ ITAS")
    for key, value, version in (("i1", "81", 1), ("i1", "80", 2), ("i2", "71", 1), ("i2", "72", 2), ("i3", "90", 0)):
        save(staff, key, value, version)
    hand_on(staff, "submit", confirmed=["hint"])

    html = executive.get(reverse("scores", args=["ban-chang", 2568])).content.decode()

    shown = " ".join(re.sub(r"<[^>]*>", " ", html).split())
    assert "เปลี่ยนแปลงหลังการส่งคืน: 2 ช่อง" in shown
    assert re.findall(r"ข้อ (i\d) (\S+ → \S+)", shown) == [("i2", "70 → 72"), ("i3", "ช่องว่าง → 90")]
    assert html.index('id="revisions-title"') < html.index('id="decide-title"') < html.index('id="checks-title"')


def test_cell_without_a_figure_leads_nowhere_for_those_who_only_look(staff: Client) -> None:
    save(staff, "i1", "80")
    Assessment.objects.filter(municipality__slug="ban-chang", framework=2568).update(state=State.SUBMITTED)

    remarking, looking = logged_in("ban-chang.executive"), logged_in(overseer("ระยอง").username)

    links = [client.get(page()).content.decode().count('class="cell-more"') for client in (remarking, looking)]

    assert links == [15, 1]
