"""Opens a municipality's year for a change."""

from django.db import transaction

from accounts.models import Municipality
from assessments.models import Assessment
from assessments.queries import framework_get


@transaction.atomic
def assessment_ensure(*, municipality: Municipality, fiscal_year: int) -> Assessment:
    """Returns the municipality's year, made if missing. Raises UserError for a year without a framework."""
    framework = framework_get(fiscal_year).framework
    return Assessment.objects.get_or_create(municipality=municipality, framework=framework)[0]


def assessment_open(assessment: Assessment) -> None:
    """Locks the year until the transaction ends: changes of one year wait for each other.

    Every verb that changes figures or findings begins with it, inside its transaction. On SQLite the transaction
    itself is the lock.
    """
    Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
