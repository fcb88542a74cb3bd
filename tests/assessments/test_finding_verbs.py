"""A person's wording of a finding: kept with its version, shown beside a new draft, given up again."""

from decimal import Decimal

import pytest
from auditlog.models import LogEntry
from django.db import IntegrityError

from accounts.errors import UserError
from accounts.models import User
from assessments.models import Assessment, Finding, Indicator
from assessments.queries import IndicatorFinding, overview_get
from assessments.verbs.findings import finding_edit, finding_keep, finding_redraft
from assessments.verbs.scores import scores_import
from tests.factories import assessment, municipality, user

pytestmark = pytest.mark.django_db

STALE = "มีผู้แก้ไขข้อความนี้ก่อนท่านบันทึก กรุณาตรวจสอบข้อความล่าสุดด้านล่าง แล้วบันทึกอีกครั้ง"
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


def edit(year: Assessment, text: str, *, version: int, by: User | None = None) -> Finding | None:
    """Edits the finding of indicator 1 on top of the draft as it is today."""
    finding = shown(year)
    return finding_edit(
        assessment=year,
        indicator=finding.indicator,
        text=text,
        draft=finding.draft.analysis,
        version=version,
        by=by or user(),
    )


def test_finding_edit_keeps_the_wording_with_its_author(year: Assessment, indicator: Indicator) -> None:
    author = user("ban-suan.officer")
    draft = shown(year).draft.analysis

    stored = edit(year, "  เจ้าหน้าที่บางส่วน  ยังไม่ทราบขั้นตอน\u200b ", version=0, by=author)

    finding = shown(year)
    assert stored == finding.edited
    assert list(year.findings.values_list("indicator", "text", "draft", "version", "edited_by")) == [
        (indicator.pk, "เจ้าหน้าที่บางส่วน ยังไม่ทราบขั้นตอน", draft, 1, author.pk)
    ]
    assert finding.analysis == finding.shows == "เจ้าหน้าที่บางส่วน ยังไม่ทราบขั้นตอน"
    assert finding.draft.analysis == draft
    assert not finding.draft_changed


def test_finding_edit_counts_versions_and_refuses_a_stale_one(year: Assessment) -> None:
    edit(year, "ข้อความแรก", version=0)
    edit(year, "ข้อความที่สอง", version=1)

    for version in (0, 1):
        with pytest.raises(UserError) as caught:
            edit(year, "ข้อความของอีกคน", version=version)
        assert str(caught.value) == STALE

    finding = year.findings.get()
    assert (finding.text, finding.version) == ("ข้อความที่สอง", 2)


def test_finding_edit_of_one_that_was_given_up_meanwhile_is_stale(year: Assessment, indicator: Indicator) -> None:
    edit(year, "ข้อความแรก", version=0)
    finding_redraft(assessment=year, indicator=indicator)

    with pytest.raises(UserError) as caught:
        edit(year, "ข้อความที่สอง", version=1)

    assert str(caught.value) == STALE
    assert not year.findings.exists()


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b"])
def test_finding_edit_refuses_an_empty_text(year: Assessment, text: str) -> None:
    with pytest.raises(UserError) as caught:
        edit(year, text, version=0)

    assert str(caught.value) == EMPTY
    assert not year.findings.exists()


def test_finding_edit_back_to_the_draft_is_the_draft_again(year: Assessment) -> None:
    draft = shown(year).draft.analysis
    untouched = edit(year, f" {draft} ", version=0)
    edit(year, "ข้อความแรก", version=0)

    stored = edit(year, draft, version=1)

    assert untouched is None
    assert stored is None
    assert not year.findings.exists()
    assert shown(year).analysis == draft


def test_finding_stands_beside_a_new_draft_until_a_person_chooses(year: Assessment, indicator: Indicator) -> None:
    edit(year, "ข้อความของเจ้าหน้าที่", version=0)
    scores_import(municipality=year.municipality, fiscal_year=2568, figures={("i3", None): Decimal(60)}, by=None)

    asked = shown(year)
    finding_keep(assessment=year, indicator=indicator, draft=asked.draft.analysis)
    kept = shown(year)
    finding_redraft(assessment=year, indicator=indicator)
    redrafted = shown(year)

    assert (asked.draft_changed, asked.analysis) == (True, "ข้อความของเจ้าหน้าที่")
    assert asked.draft.lowest[0].question.code == "i3"
    assert (kept.draft_changed, kept.analysis) == (False, "ข้อความของเจ้าหน้าที่")
    assert (redrafted.edited, redrafted.analysis) == (None, asked.draft.analysis)


def test_finding_keep_does_not_outdate_an_open_edit(year: Assessment, indicator: Indicator) -> None:
    """The text is the same as before: who is editing it loses nothing."""
    edit(year, "ข้อความแรก", version=0)

    finding_keep(assessment=year, indicator=indicator, draft="ร่างใหม่")
    edit(year, "ข้อความที่สอง", version=1)

    assert year.findings.get().version == 2


def test_finding_redraft_without_a_wording_does_nothing(year: Assessment, indicator: Indicator) -> None:
    finding_redraft(assessment=year, indicator=indicator)
    finding_keep(assessment=year, indicator=indicator, draft="ร่างใหม่")

    assert not year.findings.exists()


def test_finding_leaves_an_audit_entry_for_each_act(year: Assessment, indicator: Indicator) -> None:
    edit(year, "ข้อความแรก", version=0)
    edit(year, "ข้อความที่สอง", version=1)
    finding_redraft(assessment=year, indicator=indicator)

    entries = LogEntry.objects.get_for_model(Finding).order_by("pk")

    assert [(entry.action, (entry.changes or {}).get("text")) for entry in entries] == [
        (LogEntry.Action.CREATE, ["None", "ข้อความแรก"]),
        (LogEntry.Action.UPDATE, ["ข้อความแรก", "ข้อความที่สอง"]),
        (LogEntry.Action.DELETE, ["ข้อความที่สอง", "None"]),
    ]


def test_finding_survives_its_author(year: Assessment) -> None:
    author = user()
    edit(year, "ข้อความแรก", version=0, by=author)

    author.delete()

    assert year.findings.get().edited_by is None


def test_database_refuses_two_wordings_of_one_finding(year: Assessment, indicator: Indicator) -> None:
    edit(year, "ข้อความแรก", version=0)

    with pytest.raises(IntegrityError):
        Finding.objects.create(assessment=year, indicator=indicator, text="อีกข้อความ", draft="")
