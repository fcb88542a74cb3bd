"""Fixes put into what people typed: by the text's own verb, upon the version that was read."""

import pytest

from accounts.access import EDITORS, SCORERS
from accounts.errors import UserError
from accounts.models import Municipality, Role
from assessments.models import Finding, Limitation
from measures.models import Activity, Measure, ProgressReport, Step
from reports.proofreading import Remark, proofread
from reports.proofreading.mending import CHANGED, may_mend, remark_mend
from tests.factories import member, municipality
from tests.reports.proofreading.places import DOUBLED, MENDED, furnished

pytestmark = pytest.mark.django_db

KINDS = {
    "indicator-analysis": 2568, "issue-analysis": 2568, "implementation-report": 2569, "progress-report": 2569,
    "activity-note": 2569,
}  # fmt: skip


def doubled(own: Municipality, kind: str) -> list[Remark]:
    return [each for each in proofread(own, kind, KINDS[kind]) if each.rule == "doubled-words"]


def mend(own: Municipality, remark: Remark, version: int | None = None) -> None:
    assert remark.mend is not None
    seen = remark.mend.typed.version if version is None else version
    by = member(own, Role.INTEGRITY_OFFICER)
    remark_mend(municipality=own, result_year=2568, mend=remark.mend, version=seen, by=by)


def everything() -> list[str]:
    """All that people typed."""
    rows: list[tuple[object, tuple[str, ...]]] = [
        *((row, ("text",)) for row in (*Finding.objects.all(), *Limitation.objects.all())),
        *((row, ("title",)) for row in Measure.objects.all()),
        *((row, ("text", "supervision", "rhythm")) for row in Step.objects.all()),
        *((row, ("summary", "outcome", "reason")) for row in ProgressReport.objects.all()),
        *((row, ("title", "place", "attendees", "text")) for row in Activity.objects.all()),
    ]
    return [getattr(row, name) for row, names in rows for name in names]


def test_every_typed_text_can_be_mended_one_after_the_other() -> None:
    own = furnished()
    before = everything()

    for kind in KINDS:
        while left := doubled(own, kind):
            mend(own, left[0])

    assert sum(DOUBLED in text for text in before) == 12
    assert everything() == [text.replace(DOUBLED, MENDED) for text in before]


def test_mending_keeps_what_else_a_step_and_a_report_say() -> None:
    own = furnished()
    step, report = Step.objects.get(), ProgressReport.objects.get()
    kept = [(each.department_id) for each in step.responsibilities.all()]

    for remark in doubled(own, "progress-report"):
        if remark.mend and remark.mend.typed.field in ("supervision", "summary"):
            mend(own, next(each for each in doubled(own, "progress-report") if each.key == remark.key))

    step.refresh_from_db()
    after = ProgressReport.objects.get()
    assert [(each.department_id) for each in step.responsibilities.all()] == kept
    assert (after.date, after.due, after.status, after.outcome) == (
        report.date,
        report.due,
        report.status,
        report.outcome,
    )
    assert after.version == report.version + 1


def test_mended_finding_still_waits_for_the_choice_of_a_draft() -> None:
    """Whoever mends a slip has not said whether the wording or a new draft stands."""
    own = furnished()
    draft = Finding.objects.get().draft
    Finding.objects.update(draft="ร่างเดิม")

    mend(own, doubled(own, "indicator-analysis")[0])

    assert draft != "ร่างเดิม"
    assert Finding.objects.get().draft == "ร่างเดิม"


@pytest.mark.parametrize("kind", KINDS)
def test_stale_version_is_refused(kind: str) -> None:
    own = furnished()
    before = everything()
    remark = doubled(own, kind)[0]
    assert remark.mend is not None

    with pytest.raises(UserError, match=CHANGED):
        mend(own, remark, remark.mend.typed.version + 1)

    assert everything() == before


@pytest.mark.parametrize("kind", KINDS)
def test_text_that_somebody_changed_meanwhile_is_refused(kind: str) -> None:
    """The remark was made on another text; the version is the one that the person saw."""
    own = furnished()
    remarks = doubled(own, kind)
    for model, name in (
        (Finding, "text"), (Limitation, "text"), (Measure, "title"),
        (Step, "text"), (Step, "rhythm"), (Step, "supervision"),
        (ProgressReport, "summary"), (ProgressReport, "outcome"), (Activity, "title"),
    ):  # fmt: skip
        model.objects.update(**{name: "อื่น"})

    with pytest.raises(UserError, match=CHANGED):
        mend(own, remarks[0])


@pytest.mark.parametrize(("kind", "model"), [("implementation-report", Measure), ("activity-note", Activity)])
def test_text_that_is_gone_is_refused(kind: str, model: type[Measure] | type[Activity]) -> None:
    own = furnished()
    remarks = doubled(own, kind)
    model.objects.all().delete()

    for remark in remarks:
        with pytest.raises(UserError, match=CHANGED):
            mend(own, remark)


@pytest.mark.parametrize("kind", ["implementation-report", "activity-note"])
def test_text_of_another_municipality_is_not_mended(kind: str) -> None:
    remarks = doubled(furnished(), kind)
    other = municipality("tha-chang", proper_name="ท่าช้าง")

    for remark in remarks:
        with pytest.raises(UserError, match=CHANGED):
            mend(other, remark)


def test_who_may_write_a_text_may_mend_it() -> None:
    own = furnished()
    remarks = [
        *doubled(own, "indicator-analysis"),
        *doubled(own, "implementation-report"),
        *doubled(own, "activity-note"),
    ]
    staff = SCORERS - EDITORS

    mendable = {each.mend.typed.target.value for each in remarks if each.mend and may_mend(each, staff)}

    assert mendable == {"report", "activity"}
    assert all(may_mend(each, EDITORS) for each in remarks)
    assert not any(may_mend(each, {Role.EXECUTIVE, Role.OVERSEER}) for each in remarks)
