"""Reads meetings and activities with their pictures."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts.models import Municipality
from measures.models import Activity, ActivityPicture, Evidence, EvidenceFile, FileKind

_PICTURES = [kind for kind in FileKind if kind.is_picture]


def activities_listed(municipality: Municipality, fiscal_year: int) -> list[Activity]:
    """The activities of a fiscal year (Buddhist Era) by their day, with their pictures. Three queries."""
    return list(_with_pictures(Activity.objects.filter(municipality=municipality, fiscal_year=fiscal_year)))


def activity_get(municipality: Municipality, fiscal_year: int, number: int) -> Activity | None:
    """The activity `number` with its pictures, None where the municipality's year has none. Three queries."""
    found = Activity.objects.filter(municipality=municipality, fiscal_year=fiscal_year, pk=number)
    return _with_pictures(found.select_related("by")).first()


def pictures_of(activity: Activity) -> list[Evidence]:
    """The pictures of an activity in the order in which they are laid out; the activity should be read from here."""
    return [each.evidence for each in activity.laid_out.all()]


def picture_file(evidence: Evidence) -> EvidenceFile | None:
    """The newest file of a piece of evidence if that is a picture; its files should be prefetched."""
    newest = next(iter(evidence.files.all()), None)
    return newest if newest and FileKind(newest.kind).is_picture else None


def pictures_to_choose(activity: Activity, most: int) -> list[Evidence]:
    """The newest pictures among the municipality's evidence that the activity has not, at most so many. Two queries."""
    pictures = EvidenceFile.objects.filter(evidence=OuterRef("pk"), kind__in=_PICTURES)
    laid_out = ActivityPicture.objects.filter(activity=activity, evidence=OuterRef("pk"))
    own = Evidence.objects.filter(municipality=activity.municipality_id, withdrawn_at=None)
    free = own.filter(Exists(pictures), ~Exists(laid_out))
    return [each for each in free.prefetch_related("files")[:most] if picture_file(each)]


def _with_pictures(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    laid_out = ActivityPicture.objects.select_related("evidence").prefetch_related("evidence__files")
    return activities.prefetch_related(Prefetch("laid_out", laid_out))
