"""A municipality's year: made once, and locked while it changes."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.errors import UserError
from assessments.models import Assessment
from assessments.verbs.assessments import assessment_ensure, assessment_open
from tests.factories import assessment, framework, municipality

pytestmark = pytest.mark.django_db


def test_assessment_ensure_makes_a_year_once() -> None:
    place = municipality()
    framework(2568)

    first = assessment_ensure(municipality=place, fiscal_year=2568)
    second = assessment_ensure(municipality=place, fiscal_year=2568)

    assert first == second
    assert (first.municipality, first.fiscal_year, str(first)) == (place, 2568, "เทศบาลเมืองบ้านสวน 2568")
    assert Assessment.objects.count() == 1


def test_assessment_ensure_of_a_year_without_a_framework_makes_nothing() -> None:
    place = municipality()
    framework(2568)

    with pytest.raises(UserError) as caught:
        assessment_ensure(municipality=place, fiscal_year=2567)

    assert str(caught.value) == "ไม่มีกรอบการประเมินของปีงบประมาณ 2567 (มีกรอบของปี 2568–2568) กรุณาตรวจสอบปี พ.ศ."
    assert not Assessment.objects.exists()


def test_assessment_open_locks_the_years_row_alone() -> None:
    """On PostgreSQL the row is locked until the transaction ends; SQLite has no such lock and needs none."""
    year = assessment(municipality())

    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        assessment_open(year)

    (select,) = [each["sql"] for each in queries if each["sql"].startswith("SELECT")]
    locks = 'FOR UPDATE OF "assessments_assessment"' if connection.vendor == "postgresql" else ""
    assert select.endswith(locks)
    assert ("FOR UPDATE" in select) is bool(locks)


def test_assessment_open_of_a_year_that_is_gone_is_an_error() -> None:
    year = assessment(municipality())
    Assessment.objects.all().delete()

    with pytest.raises(Assessment.DoesNotExist):
        assessment_open(year)
