"""Writes meetings and activities, and lays out their pictures."""

from collections.abc import Sequence
from datetime import datetime
from typing import IO

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from accounts.errors import UserError
from accounts.models import Municipality, User
from measures.evidence_files import Upload, files_prepared
from measures.models import Activity, ActivityPicture, Evidence
from measures.queries.activities import picture_file, pictures_of
from measures.verbs.evidence import NewFile, new_evidence
from thaitext.dates import format_date
from thaitext.fiscal import fiscal_year as fiscal_year_of
from thaitext.words import clean, join_list, quote

#: Pictures of one activity: six pages of four.
MOST_PICTURES = 24
#: What may be written of an activity, as the form calls it, and how long it may be.
_WRITTEN = {
    "title": ("เรื่อง", 300),
    "place": ("สถานที่", 300),
    "attendees": ("ผู้เข้าร่วม", 3000),
    "text": ("สาระสำคัญและมติ", 8000),
}
STALE = "มีผู้แก้ไขกิจกรรมนี้ก่อนท่านบันทึก กรุณาตรวจสอบข้อมูลล่าสุดในหน้านี้ แล้วบันทึกอีกครั้ง"
DELETED = "กิจกรรมนี้ถูกลบไปแล้ว กรุณากลับไปที่รายการกิจกรรม"


@transaction.atomic
def activity_create(
    *,
    municipality: Municipality,
    fiscal_year: int,
    title: str,
    starts: datetime,
    place: str,
    text: str,
    attendees: str = "",
    pictures: Sequence[Evidence] = (),
    by: User | None,
) -> Activity:
    """Makes a note of an activity that belongs to the fiscal year (Buddhist Era) of its day.

    `starts` is aware of its time zone; `text` and `attendees` keep their lines; `pictures` are laid out in their order.
    Raises UserError when something needed is missing or too long, the day lies in another fiscal year, or a picture is
    another municipality's or none.
    """
    activity = Activity(municipality=municipality, fiscal_year=fiscal_year, by=by)
    _fill(activity, title=title, starts=starts, place=place, text=text, attendees=attendees)
    _check(activity, pictures)
    activity.save()
    _lay_out(activity, pictures)
    return activity


@transaction.atomic
def activity_edit(
    *, activity: Activity, title: str, starts: datetime, place: str, text: str, attendees: str, version: int
) -> None:
    """Stores the words of an activity anew; its pictures stay. `version` is the one that the person saw.

    Raises UserError as `activity_create` does, and when somebody changed or deleted it in between.
    """
    _fill(activity, title=title, starts=starts, place=place, text=text, attendees=attendees)
    _open(activity, version)
    activity.save()


@transaction.atomic
def activity_pictures_add(*, activity: Activity, pictures: Sequence[Evidence]) -> None:
    """Lays out further pictures behind those that the activity has, whoever changed it meanwhile: nothing gets lost.

    Raises UserError as `activity_create` does of pictures, and when the activity was deleted.
    """
    locked = Activity.objects.select_for_update().filter(pk=activity.pk).first()
    if locked is None:
        raise UserError(DELETED)
    together = [*pictures_of(locked), *pictures]
    activity_pictures_set(activity=activity, pictures=together, version=locked.version)


def activity_picture_upload(
    *, activity: Activity, caption: str, file: IO[bytes], name: str, by: User | None
) -> Evidence:
    """Keeps a new picture among the municipality's evidence and lays it out behind the others.

    It proves something of the activity's day, unless that is still to come. Raises UserError for a file that
    `measures.evidence_files` refuses or that is no picture, without a caption, and as `activity_pictures_add` does;
    nothing is kept then.
    """
    day = timezone.localtime(activity.starts).date()
    with files_prepared([Upload(name, file)]) as preparation:
        if preparation.refusals:
            raise UserError(*preparation.refusals)
        (prepared,) = preparation.files
        if not prepared.kind.is_picture:
            raise UserError(f"“{clean(name)}” ไม่ใช่ภาพ กรุณาใช้ไฟล์ JPEG PNG หรือ WEBP")
        new = NewFile(prepared, caption, day if day <= timezone.localdate() else None)
        with new_evidence(activity.municipality, [new], [], by) as (evidence,):
            activity_pictures_add(activity=activity, pictures=[evidence])
            return evidence


@transaction.atomic
def activity_pictures_set(*, activity: Activity, pictures: Sequence[Evidence], version: int) -> None:
    """Gives an activity these pictures in this order. Raises UserError as `activity_edit` does."""
    _check(activity, pictures)
    _open(activity, version)
    activity.laid_out.all().delete()
    _lay_out(activity, pictures)


@transaction.atomic
def activity_delete(*, activity: Activity, version: int) -> None:
    """Deletes an activity; its pictures stay among the municipality's evidence. Raises UserError as `activity_edit`."""
    _open(activity, version)
    activity.delete()


def _open(activity: Activity, version: int) -> None:
    """Takes the activity for this change alone, and counts it: another change at once finds another version."""
    if not Activity.objects.filter(pk=activity.pk, version=version).update(version=version + 1):
        if Activity.objects.filter(pk=activity.pk).exists():
            raise UserError(STALE)
        raise UserError(DELETED)
    activity.version = version + 1


def _fill(activity: Activity, *, title: str, starts: datetime, place: str, text: str, attendees: str) -> None:
    """Gives the activity its words, unsaved."""
    day = timezone.localtime(starts).date()
    if fiscal_year_of(day) != activity.fiscal_year:
        raise UserError(
            f"วันที่ {format_date(day)} อยู่ในปีงบประมาณ {fiscal_year_of(day)} ไม่ใช่ {activity.fiscal_year} "
            "กรุณาตรวจสอบวันที่ หรือบันทึกไว้ในกิจกรรมของปีนั้น"
        )
    activity.title, activity.place = clean(title).replace("\n", " "), clean(place).replace("\n", " ")
    activity.text, activity.attendees, activity.starts = clean(text), clean(attendees), starts
    words = {key: str(getattr(activity, key)) for key in _WRITTEN}
    if missing := [name for key, (name, _) in _WRITTEN.items() if not words[key] and key != "attendees"]:
        raise UserError(f"กรุณาระบุ{join_list(missing)}ของกิจกรรม")
    for key, (name, most) in _WRITTEN.items():
        if len(words[key]) > most:
            raise UserError(f"{name}ยาว {len(words[key])} ตัวอักษร เกินที่รับได้ {most} ตัวอักษร กรุณาเขียนให้สั้นลง")


def _check(activity: Activity, pictures: Sequence[Evidence]) -> None:
    """Raises UserError for pictures that the activity cannot have."""
    pictures = list(dict.fromkeys(pictures))
    if len(pictures) > MOST_PICTURES:
        raise UserError(f"กิจกรรมหนึ่งมีภาพได้ไม่เกิน {MOST_PICTURES} ภาพ ขณะนี้เลือก {len(pictures)} ภาพ กรุณาเลือกให้น้อยลง")
    prefetch_related_objects(pictures, "files")
    for each in pictures:
        if each.municipality_id != activity.municipality_id:
            raise UserError(f"ภาพ {quote(each.caption)} เป็นของหน่วยงานอื่น กรุณาเลือกภาพของ{activity.municipality.name}")
        if picture_file(each) is None:
            raise UserError(f"หลักฐาน {quote(each.caption)} ไม่ใช่ภาพ กรุณาเลือกไฟล์ JPEG PNG หรือ WEBP")


def _lay_out(activity: Activity, pictures: Sequence[Evidence]) -> None:
    ActivityPicture.objects.bulk_create(
        ActivityPicture(activity=activity, evidence=each, order=order)
        for order, each in enumerate(dict.fromkeys(pictures), 1)
    )
