"""The clean demo: no document of any kind has an error, and the one warning is true."""

import pytest

from accounts.errors import UserError
from accounts.models import Municipality
from reports.documents.registry import KINDS
from reports.proofreading import Remark, Severity, proofread
from tests.reports.demo import SCORED, UNSCORED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

YEARS = SCORED | UNSCORED


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("slug", YEARS)
def test_demo_has_none_of_the_faults(slug: str, kind: str) -> None:
    """phon-phisai has no scores of indicators 9 and 10: the seed prints none."""
    place = Municipality.objects.get(slug=slug)
    years = {YEARS[slug], YEARS[slug] + 1, KINDS[kind].of_result(YEARS[slug]), 2569}
    remarks: list[Remark] = []
    for year in sorted(years):
        try:
            remarks += proofread(place, kind, year)
        except UserError:
            continue  # no such document

    graver = {(each.rule, each.severity) for each in remarks if each.severity is not Severity.HINT}

    missing = slug == "phon-phisai" and kind in ("indicator-analysis", "issue-analysis", "executive-summary")
    assert graver == ({("missing-scores", Severity.WARNING)} if missing else set())


def test_demo_has_documents_of_every_kind() -> None:
    """Else the test above reads nothing."""
    read = set()
    for slug, year in YEARS.items():
        place = Municipality.objects.get(slug=slug)
        for kind in KINDS:
            try:
                proofread(place, kind, 2569 if kind == "calendar" else KINDS[kind].of_result(year))
            except UserError:
                continue
            read.add(kind)

    assert read == set(KINDS)
