"""A person's wording of a finding: kept with its version, shown beside a new draft, given up again.

Every change raises the version, the return to the draft too: nobody saves over what was not seen.
"""

from decimal import Decimal

import pytest
import time_machine
from auditlog.models import LogEntry
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.errors import UserError
from accounts.models import User
from assessments.models import Assessment, Finding, Indicator
from assessments.queries import IndicatorFinding, overview_get
from assessments.verbs.findings import finding_edit, finding_keep, finding_redraft
from assessments.verbs.scores import scores_import
from tests.factories import assessment, municipality, user

pytestmark = pytest.mark.django_db

STALE = "มีผู้แก้ไขข้อความนี้ก่อนท่านบันทึก กรุณาตรวจสอบข้อความล่าสุด แล้วบันทึกอีกครั้ง"
EMPTY = "กรุณาเขียนผลการวิเคราะห์ หรือกด “ใช้ร่างของระบบ” เพื่อกลับไปใช้ข้อความที่ระบบร่างให้"


@pytest.fixture
def year() -> Assessment:
    return assessment(municipality(), scores={"i1": "97.82", "i2": "88.5", "i3": "99"})


@pytest.fixture
def indicator(year: Assessment) -> Indicator:
    return year.framework.indicators.get(number=1)


def shown(year: Assessment) -> IndicatorFinding:
    """The finding of indicator 1 as the page shows it."""
    return overview_get(year.municipality, year.fiscal_year).findings[0]


def edit(year: Assessment, text: str, *, version: int, by: User | None = None) -> None:
    """Edits the finding of indicator 1 on top of the draft as it is today."""
    finding = shown(year)
    finding_edit(
        assessment=year,
        indicator=finding.indicator,
        text=text,
        draft=finding.draft.analysis,
        version=version,
        by=by or user(),
    )


def redraft(year: Assessment, *, version: int, by: User | None = None) -> None:
    """Takes the rules' draft of indicator 1 again."""
    finding_redraft(assessment=year, indicator=shown(year).indicator, version=version, by=by or user())


def test_finding_edit_keeps_the_wording_with_its_author(year: Assessment, indicator: Indicator) -> None:
    author = user("ban-suan.officer")
    draft = shown(year).draft.analysis

    edit(year, "  เจ้าหน้าที่บางส่วน  ยังไม่ทราบขั้นตอน\u200b ", version=0, by=author)

    finding = shown(year)
    assert list(year.findings.values_list("indicator", "text", "draft", "version", "edited_by")) == [
        (indicator.pk, "เจ้าหน้าที่บางส่วน ยังไม่ทราบขั้นตอน", draft, 1, author.pk)
    ]
    assert finding.row == finding.edited == year.findings.get()
    assert finding.version == 1
    assert finding.analysis == finding.shows == "เจ้าหน้าที่บางส่วน ยังไม่ทราบขั้นตอน"
    assert finding.draft.analysis == draft
    assert not finding.draft_changed


def test_finding_that_nobody_touched_has_no_row(year: Assessment) -> None:
    finding = shown(year)

    assert (finding.row, finding.edited, finding.version) == (None, None, 0)
    assert finding.analysis == finding.draft.analysis
    assert not finding.draft_changed


def test_finding_edit_counts_versions_and_refuses_a_stale_one(year: Assessment) -> None:
    edit(year, "ข้อความแรก", version=0)
    edit(year, "ข้อความที่สอง", version=1)

    for version in (0, 1, 3):
        with pytest.raises(UserError) as caught:
            edit(year, "ข้อความของอีกคน", version=version)
        assert str(caught.value) == STALE

    finding = year.findings.get()
    assert (finding.text, finding.version) == ("ข้อความที่สอง", 2)


def test_no_wording_is_lost_when_a_third_person_writes_after_a_redraft(year: Assessment) -> None:
    """A opens version 1, B redrafts (2), C opens 2 and writes (3): A's save knows none of it and is refused.

    Were the row deleted by B, C's would start at version 1 again and A would write over it unseen.
    """
    third = user("third")
    edit(year, "ข้อความแรก", version=0)
    seen_by_a = shown(year).version
    redraft(year, version=1)
    edit(year, "ข้อความของคนที่สาม", version=shown(year).version, by=third)

    with pytest.raises(UserError) as caught:
        edit(year, "ข้อความของคนแรก", version=seen_by_a)

    finding = year.findings.get()
    assert str(caught.value) == STALE
    assert (seen_by_a, finding.version) == (1, 3)
    assert (finding.text, finding.edited_by) == ("ข้อความของคนที่สาม", third)


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b"])
def test_finding_edit_refuses_an_empty_text(year: Assessment, text: str) -> None:
    with pytest.raises(UserError) as caught:
        edit(year, text, version=0)

    assert str(caught.value) == EMPTY
    assert not year.findings.exists()


def test_finding_edit_back_to_the_draft_is_the_draft_again(year: Assessment) -> None:
    draft = shown(year).draft.analysis
    edit(year, "ข้อความแรก", version=0)

    edit(year, f" {draft} ", version=1)

    finding = shown(year)
    assert (finding.edited, finding.version, finding.analysis) == (None, 2, draft)
    assert year.findings.get().text == ""


def test_finding_edit_equal_to_the_draft_counts_as_a_change(year: Assessment) -> None:
    edit(year, shown(year).draft.analysis, version=0)

    finding = shown(year)
    assert (finding.edited, finding.version) == (None, 1)


def test_finding_redraft_keeps_the_row_without_a_text(year: Assessment) -> None:
    author, other = user(), user()
    with time_machine.travel("2026-11-20 09:00:00+07:00", tick=False):
        edit(year, "ข้อความแรก", version=0, by=author)

    with time_machine.travel("2026-11-20 09:05:00+07:00", tick=False):
        redraft(year, version=1, by=other)
        now = timezone.now()

    finding, row = shown(year), year.findings.get()
    assert (row.text, row.draft, row.version, row.edited_by, row.edited_at) == ("", "", 2, other, now)
    assert (finding.row, finding.edited, finding.version) == (row, None, 2)
    assert finding.analysis == finding.draft.analysis
    assert not finding.draft_changed


def test_finding_redraft_does_not_ask_again_when_the_scores_change(year: Assessment) -> None:
    edit(year, "ข้อความแรก", version=0)
    redraft(year, version=1)

    scores_import(municipality=year.municipality, fiscal_year=2568, figures={("i3", None): Decimal(60)}, by=None)

    assert not shown(year).draft_changed
    assert [question.question.code for question in shown(year).draft.lowest] == ["i3"]


def test_finding_stands_beside_a_new_draft_until_a_person_chooses(year: Assessment, indicator: Indicator) -> None:
    edit(year, "ข้อความของเจ้าหน้าที่", version=0)
    scores_import(municipality=year.municipality, fiscal_year=2568, figures={("i3", None): Decimal(60)}, by=None)

    asked = shown(year)
    finding_keep(assessment=year, indicator=indicator, draft=asked.draft.analysis, version=1)
    kept = shown(year)
    redraft(year, version=2)
    redrafted = shown(year)

    assert (asked.draft_changed, asked.analysis) == (True, "ข้อความของเจ้าหน้าที่")
    assert asked.draft.lowest[0].question.code == "i3"
    assert (kept.draft_changed, kept.analysis, kept.version) == (False, "ข้อความของเจ้าหน้าที่", 2)
    assert (redrafted.edited, redrafted.analysis, redrafted.version) == (None, asked.draft.analysis, 3)


def test_finding_keep_leaves_whose_words_they_are(year: Assessment, indicator: Indicator) -> None:
    author = user()
    with time_machine.travel("2026-11-20 09:00:00+07:00", tick=False):
        edit(year, "ข้อความแรก", version=0, by=author)
        written = timezone.now()

    finding_keep(assessment=year, indicator=indicator, draft=" ร่าง  ใหม่ ", version=1)

    row = year.findings.get()
    assert (row.text, row.draft, row.version) == ("ข้อความแรก", "ร่าง ใหม่", 2)
    assert (row.edited_by, row.edited_at) == (author, written)


@pytest.mark.parametrize("version", [0, 2])
def test_finding_keep_refuses_where_no_wording_is_kept(year: Assessment, indicator: Indicator, version: int) -> None:
    """Version 0: nobody ever worded it. Version 2: somebody did, and went back to the draft."""
    if version:
        edit(year, "ข้อความแรก", version=0)
        redraft(year, version=1)
    before = list(year.findings.values())

    with pytest.raises(UserError) as caught:
        finding_keep(assessment=year, indicator=indicator, draft="ร่างใหม่", version=version)

    assert str(caught.value) == f"{indicator} ใช้ร่างของระบบอยู่แล้ว จึงไม่มีข้อความเดิมให้คงไว้ กรุณาตรวจสอบข้อความล่าสุด"
    assert list(year.findings.values()) == before


def test_finding_keep_outdates_an_open_edit(year: Assessment, indicator: Indicator) -> None:
    """Whoever opened the form before the choice compared another draft."""
    edit(year, "ข้อความแรก", version=0)
    finding_keep(assessment=year, indicator=indicator, draft="ร่างใหม่", version=1)

    with pytest.raises(UserError) as caught:
        edit(year, "ข้อความที่สอง", version=1)

    assert str(caught.value) == STALE
    assert year.findings.get().text == "ข้อความแรก"


def test_stale_choice_is_refused_and_changes_nothing(year: Assessment, indicator: Indicator) -> None:
    edit(year, "ข้อความแรก", version=0)
    edit(year, "ข้อความที่สอง", version=1)
    before = year.findings.values().get()

    with pytest.raises(UserError) as redrafted:
        redraft(year, version=1)
    with pytest.raises(UserError) as kept:
        finding_keep(assessment=year, indicator=indicator, draft="ร่างใหม่", version=1)

    assert (str(redrafted.value), str(kept.value)) == (STALE, STALE)
    assert year.findings.values().get() == before


def test_finding_leaves_an_audit_entry_for_each_act(year: Assessment) -> None:
    edit(year, "ข้อความแรก", version=0)
    edit(year, "ข้อความที่สอง", version=1)
    redraft(year, version=2)

    entries = LogEntry.objects.get_for_model(Finding).order_by("pk")

    assert [(entry.action, (entry.changes or {}).get("text")) for entry in entries] == [
        (LogEntry.Action.CREATE, ["None", "ข้อความแรก"]),
        (LogEntry.Action.UPDATE, ["ข้อความแรก", "ข้อความที่สอง"]),
        (LogEntry.Action.UPDATE, ["ข้อความที่สอง", ""]),
    ]


def test_author_of_a_finding_is_not_deleted(year: Assessment) -> None:
    author = user()
    edit(year, "ข้อความแรก", version=0, by=author)

    with pytest.raises(ProtectedError):
        author.delete()

    assert year.findings.get().edited_by == author


def test_database_refuses_two_wordings_of_one_finding(year: Assessment, indicator: Indicator) -> None:
    edit(year, "ข้อความแรก", version=0)

    with pytest.raises(IntegrityError, match=r"finding_once|assessments_finding\.indicator_id"):
        Finding.objects.create(assessment=year, indicator=indicator, edited_by=user(), edited_at=timezone.now())
