"""Opens a municipality's year for a change."""

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.models import Assessment, State
from assessments.queries import framework_get


class LockedYearError(UserError):
    """The year's figures are with the executive, or approved: nobody changes them."""


def assessment_ensure(*, municipality: Municipality, fiscal_year: int) -> Assessment:
    """Returns the municipality's year, made if missing. Raises UserError for a year without a framework."""
    framework = framework_get(fiscal_year).framework
    return Assessment.objects.get_or_create(municipality=municipality, framework=framework)[0]


def assessment_open(assessment: Assessment) -> Assessment:
    """Locks the year until the transaction ends and returns it as it stands: changes of one year wait for each other.

    Every verb that changes figures or findings begins with it, inside its transaction. On SQLite the transaction
    itself is the lock.
    """
    return Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)


def figures_open(assessment: Assessment) -> None:
    """Locks the year as `assessment_open` does, for a change of figures. Raises LockedYearError unless a draft."""
    state = State(assessment_open(assessment).state)
    if state != State.DRAFT:
        raise LockedYearError(
            f"คะแนนปีงบประมาณ {assessment.fiscal_year} อยู่ในสถานะ “{state.label}” จึงแก้ไขไม่ได้ "
            "หากต้องแก้ไข กรุณาแจ้งผู้บริหารให้ส่งคืนหรือเปิดให้แก้ไข"
        )
