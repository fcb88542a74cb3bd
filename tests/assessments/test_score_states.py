"""A year handed on: draft, submitted, approved, or back with a reason; who may, in which order, and what is locked."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest

from accounts.errors import UserError
from accounts.models import User
from assessments.models import Assessment, State, StateChange
from assessments.queries import mark_get, mark_of, score_sheet_get, states_listed
from assessments.verbs.scores import (
    score_record,
    scores_import,
)
from assessments.verbs.states import assessment_approve, assessment_return, assessment_submit
from tests.factories import assessment, every_score, figures, framework, municipality, user

pytestmark = pytest.mark.django_db

CONFIRM_WARNINGS = "กรุณาตรวจสอบข้อสังเกต แล้วทำเครื่องหมายยืนยันก่อนส่ง"
CONFIRM_GAPS = "กรุณายืนยันว่าช่องที่เว้นว่างไม่มีคะแนนในระบบ ITAS ก่อนส่ง"
SURE = ("warning", "hint")
CHANGED_SINCE = "มีผู้แก้ไขหรือส่งต่อคะแนนหลังจากท่านเปิดหน้านี้ กรุณาตรวจสอบข้อมูลล่าสุดในหน้านี้ แล้วยืนยันอีกครั้ง"
GIVE_A_REASON = "กรุณาระบุเหตุผล เพื่อให้เจ้าหน้าที่ทราบว่าต้องแก้ไขสิ่งใด"


def already(state: State) -> str:
    """The sentence for a step that the state does not allow."""
    return f"คะแนนอยู่ในสถานะ “{state.label}” แล้ว กรุณาเปิดหน้านี้ใหม่เพื่อดูสถานะล่าสุด"


def locked(state: State) -> str:
    """The sentence for a change of a figure in a year that is no draft."""
    return f"คะแนนปีงบประมาณ 2568 อยู่ในสถานะ “{state.label}” จึงแก้ไขไม่ได้ หากต้องแก้ไข กรุณาแจ้งผู้บริหารให้ส่งคืนหรือเปิดให้แก้ไข"


def year_in(state: State) -> Assessment:
    """The year 2568 of a municipality, of which i1 is known, in the state."""
    year = assessment(municipality(), scores={"i1": "90"})
    if state != State.DRAFT:
        assessment_submit(assessment=year, seen=mark_get(year), confirmed=SURE, by=user())
    if state == State.APPROVED:
        assessment_approve(assessment=year, seen=mark_get(year), by=user())
    return year


def complete_year() -> Assessment:
    """A year that leaves nothing to ask.

    In each indicator of IIT and EIT 89, 89 and 92: mean 90, which no question equals; OIT 100.
    Total 0.30 · 90 + 0.30 · 90 + 0.40 · 100 = 94.
    """
    spec = framework(2568).spec
    given = every_score(spec) | {
        cell: Decimal(92 if int(cell[0][1:]) % 3 == 0 else 89)
        for cell in every_score(spec)
        if isinstance(cell, tuple) and cell[0][0] != "o"
    }
    official = {f"indicator-{number}": "90" for number in range(1, 9)}
    official |= {"indicator-9": "100", "indicator-10": "100", "total": "94"}
    place = municipality()
    scores_import(municipality=place, fiscal_year=2568, figures=given | figures(spec, official), by=None)
    return place.assessments.get()


def stored_state(year: Assessment) -> State:
    """The state in the database."""
    return State(Assessment.objects.get(pk=year.pk).state)


def test_year_begins_as_a_draft_without_a_step() -> None:
    year = assessment(municipality())

    sheet = score_sheet_get(year.municipality, 2568)

    assert (stored_state(year), sheet.state, states_listed(year)) == (State.DRAFT, State.DRAFT, [])


def test_assessment_submit_hands_the_year_on_and_counts_the_empty_cells() -> None:
    """2568 has 15 + 2 · 9 + 28 = 61 cells; i1 and e1 part 2 are known, one was taken back: 59 are empty.

    Official figures are no cells.
    """
    person = user()
    year = assessment(municipality(), scores={"i1": "90", "e1/2": "80", "o1": "100", "total": "95"})
    scores_import(municipality=year.municipality, fiscal_year=2568, figures={("o1", None): None}, by=None)

    assessment_submit(assessment=year, seen=mark_get(year), confirmed=SURE, by=person)

    step = StateChange.objects.get()
    assert (stored_state(year), year.state) == (State.SUBMITTED, State.SUBMITTED)
    assert (step.assessment, step.state, step.by, step.reason, step.missing) == (year, "submitted", person, "", 59)


def test_assessment_submit_of_a_complete_year_needs_no_confirmation() -> None:
    year = complete_year()

    assessment_submit(assessment=year, seen=mark_get(year), confirmed=(), by=user())

    assert score_sheet_get(year.municipality, 2568).checks == ()
    assert stored_state(year) == State.SUBMITTED
    assert StateChange.objects.get().missing == 0


@pytest.mark.parametrize("confirmed", [SURE, ()])
def test_assessment_submit_of_a_year_with_errors_is_refused_even_if_confirmed(confirmed: tuple[str, ...]) -> None:
    year = assessment(municipality())

    with pytest.raises(UserError) as caught:
        assessment_submit(assessment=year, seen=mark_get(year), confirmed=confirmed, by=user())

    assert caught.value.messages == ("ยังไม่มีคะแนนแม้แต่ช่องเดียว กรุณากรอกคะแนนก่อนส่ง",)
    assert stored_state(year) == State.DRAFT
    assert not StateChange.objects.exists()


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"i1": None}, [CONFIRM_GAPS]),
        ({"indicator-1": None}, [CONFIRM_GAPS]),
        ({"indicator-1": "90.021"}, [CONFIRM_WARNINGS]),
        ({"i1": "90"}, [CONFIRM_WARNINGS]),
        ({"i1": "90", "i4": None}, [CONFIRM_WARNINGS, CONFIRM_GAPS]),
    ],
    ids=["an empty cell", "no official figure", "official and computed apart", "equal to its indicator", "two kinds"],
)
def test_assessment_submit_asks_for_confirmation_of_whatever_is_noticed(
    changes: dict[str, str | None], asked: list[str]
) -> None:
    year = complete_year()
    for key, value in changes.items():
        score_record(
            municipality=year.municipality, fiscal_year=2568, place=(key, None) if key in {"i1", "i4"} else key,
            value=None if value is None else Decimal(value), version=1, by=None,
        )  # fmt: skip

    with pytest.raises(UserError) as caught:
        assessment_submit(assessment=year, seen=mark_get(year), confirmed=(), by=user())

    assert list(caught.value.messages) == asked
    assert stored_state(year) == State.DRAFT
    assert not StateChange.objects.exists()
    others = {CONFIRM_WARNINGS: "warning", CONFIRM_GAPS: "hint"}
    assessment_submit(assessment=year, seen=mark_get(year), confirmed=[others[words] for words in asked], by=user())


def test_mark_of_a_page_is_the_one_of_the_year_until_something_changes() -> None:
    year = assessment(municipality(), scores={"i1": "90", "total": "95"})
    sheet = score_sheet_get(year.municipality, 2568)
    shown = mark_of(sheet.changes, len(states_listed(year)))

    same = mark_get(year)
    record(year, user())
    changed = mark_get(year)
    submit(year, user())

    assert shown == same == "2-0"
    assert (changed, mark_get(year)) == ("3-0", "3-1")


def test_assessment_submit_of_figures_that_changed_since_they_were_seen_is_refused() -> None:
    year = assessment(municipality(), scores={"i1": "90"})
    seen = mark_get(year)
    record(year, user())

    with pytest.raises(UserError) as caught:
        assessment_submit(assessment=year, seen=seen, confirmed=SURE, by=user())

    assert str(caught.value) == CHANGED_SINCE
    assert (stored_state(year), StateChange.objects.count()) == (State.DRAFT, 0)


def test_step_upon_another_step_than_the_person_saw_is_refused() -> None:
    """Given back and submitted again meanwhile: other figures perhaps, in the same state."""
    year = year_in(State.SUBMITTED)
    seen = mark_get(year)
    give_back(year, user())
    submit(year, user())

    for step in (partial(assessment_approve), partial(assessment_return, reason="แก้ไข")):
        with pytest.raises(UserError) as caught:
            step(assessment=year, seen=seen, by=user())
        assert str(caught.value) == CHANGED_SINCE

    assert (stored_state(year), StateChange.objects.count()) == (State.SUBMITTED, 3)


def test_assessment_approve_locks_the_year() -> None:
    staff, executive = user(), user()
    year = assessment(municipality(), scores={"i1": "90"})
    assessment_submit(assessment=year, seen=mark_get(year), confirmed=SURE, by=staff)

    assessment_approve(assessment=year, seen=mark_get(year), by=executive)

    step = StateChange.objects.first()
    assert step is not None
    assert stored_state(year) == State.APPROVED
    assert (step.state, step.by, step.reason, step.missing) == ("approved", executive, "", 0)


def test_assessment_approve_by_the_person_who_submitted_is_refused() -> None:
    person = user()
    year = assessment(municipality(), scores={"i1": "90"})
    assessment_submit(assessment=year, seen=mark_get(year), confirmed=SURE, by=person)

    with pytest.raises(UserError) as caught:
        assessment_approve(assessment=year, seen=mark_get(year), by=person)

    assert str(caught.value) == "ผู้ส่งคะแนนอนุมัติคะแนนที่ตนส่งไม่ได้ กรุณาให้ผู้บริหารท่านอื่นอนุมัติ"
    assert stored_state(year) == State.SUBMITTED
    assert StateChange.objects.count() == 1


def test_assessment_approve_looks_at_the_last_submission_alone() -> None:
    first, second = user(), user()
    year = assessment(municipality(), scores={"i1": "90"})
    assessment_submit(assessment=year, seen=mark_get(year), confirmed=SURE, by=first)
    assessment_return(assessment=year, seen=mark_get(year), reason="ขาดคะแนน OIT", by=user())
    assessment_submit(assessment=year, seen=mark_get(year), confirmed=SURE, by=second)

    with pytest.raises(UserError):
        assessment_approve(assessment=year, seen=mark_get(year), by=second)
    assessment_approve(assessment=year, seen=mark_get(year), by=first)

    assert stored_state(year) == State.APPROVED


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED], ids=["return", "reopen"])
def test_assessment_return_opens_the_year_again_with_its_reason(state: State) -> None:
    executive = user()
    year = year_in(state)

    assessment_return(assessment=year, seen=mark_get(year), reason=" ข้อ i2 ไม่ตรงกับ ITAS \u200b\r\n ", by=executive)
    row = score_record(
        municipality=year.municipality, fiscal_year=2568, place=("i1", None), value=Decimal(91), version=1, by=None
    )

    step = StateChange.objects.first()
    assert step is not None
    assert (stored_state(year), row.version) == (State.DRAFT, 2)
    assert (step.state, step.by, step.reason, step.missing) == ("draft", executive, "ข้อ i2 ไม่ตรงกับ ITAS", 0)


@pytest.mark.parametrize("reason", ["", "  \n\t", "\u200b\ufeff"])
@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_assessment_return_without_a_reason_is_refused(state: State, reason: str) -> None:
    year = year_in(state)
    steps = StateChange.objects.count()

    with pytest.raises(UserError) as caught:
        assessment_return(assessment=year, seen=mark_get(year), reason=reason, by=user())

    assert str(caught.value) == GIVE_A_REASON
    assert (stored_state(year), StateChange.objects.count()) == (state, steps)


def record(year: Assessment, person: User) -> None:
    score_record(
        municipality=year.municipality, fiscal_year=2568, place=("i1", None), value=Decimal(91), version=1, by=person
    )


def submit(year: Assessment, by: User) -> None:
    assessment_submit(assessment=year, seen=mark_get(year), confirmed=SURE, by=by)


def approve(year: Assessment, by: User) -> None:
    assessment_approve(assessment=year, seen=mark_get(year), by=by)


def give_back(year: Assessment, by: User) -> None:
    assessment_return(assessment=year, seen=mark_get(year), reason="แก้ไข", by=by)


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (State.DRAFT, approve),
        (State.DRAFT, give_back),
        (State.SUBMITTED, submit),
        (State.APPROVED, submit),
        (State.APPROVED, approve),
    ],
)
def test_step_out_of_order_is_refused(state: State, step: Callable[[Assessment, User], None]) -> None:
    year = year_in(state)
    steps = StateChange.objects.count()

    with pytest.raises(UserError) as caught:
        step(year, user())

    assert str(caught.value) == already(state)
    assert (stored_state(year), StateChange.objects.count()) == (state, steps)


def test_step_on_a_page_that_is_out_of_date_is_refused() -> None:
    """Two executives with the same page: what counts is the year as it stands, not as the page read it."""
    year = year_in(State.SUBMITTED)
    page = Assessment.objects.get(pk=year.pk)
    approve(year, user())

    with pytest.raises(UserError) as caught:
        approve(page, user())

    assert str(caught.value) == already(State.APPROVED)
    assert StateChange.objects.count() == 2
