"""Meetings and activities: what is stored, what is refused, and their pictures."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.errors import UserError
from accounts.models import Municipality
from measures.models import Activity, Evidence
from measures.queries.activities import activities_listed, activity_get, pictures_of, pictures_to_choose
from measures.verbs.activities import (
    DELETED,
    MOST_PICTURES,
    STALE,
    activity_create,
    activity_delete,
    activity_edit,
    activity_picture_upload,
    activity_pictures_add,
    activity_pictures_set,
)
from measures.verbs.evidence import evidence_add_link
from tests.factories import municipality, user
from tests.measures.pictures import jpeg, picture

pytestmark = pytest.mark.django_db

WORDS: dict[str, Any] = {
    "title": "ประชุมประจำเดือนมีนาคม 2568",
    "place": "ห้องประชุมเทศบาล",
    "text": "แจ้งผลการประเมิน\n- ทุกกองทบทวนขั้นตอน",
}


def moment(year: int, month: int, day: int, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, tzinfo=timezone.get_default_timezone())


STARTS = moment(2025, 3, 25)


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    """Files of a test go with the test."""
    settings.MEDIA_ROOT = tmp_path


def activity(owner: Municipality, **words: Any) -> Activity:
    """A meeting of 25 March 2568."""
    return activity_create(municipality=owner, fiscal_year=2568, **{"starts": STARTS, "by": None} | WORDS | words)


def captions(made: Activity) -> list[str]:
    """The captions of the pictures as they are stored, in order."""
    stored = activity_get(made.municipality, made.fiscal_year, made.pk)
    assert stored
    return [each.caption for each in pictures_of(stored)]


def test_activity_is_stored_with_its_lines_and_pictures_in_order() -> None:
    place, author = municipality(), user()
    pictures = [picture(place, caption) for caption in ("สอง", "หนึ่ง")]

    made = activity(
        place,
        title="  ประชุม\u200bประจำเดือน ",
        text="ข้อแรก\r\n- ก\r\n- ข\n\nท้าย",
        attendees="กองคลัง\nกองช่าง",
        pictures=pictures,
        by=author,
    )

    made.refresh_from_db()
    assert (made.title, made.text, made.attendees) == (
        "ประชุมประจำเดือน", "ข้อแรก\n- ก\n- ข\n\nท้าย", "กองคลัง\nกองช่าง",
    )  # fmt: skip
    assert (made.municipality, made.fiscal_year, made.starts, made.by, made.version) == (
        place, 2568, STARTS, author, 0,
    )  # fmt: skip
    assert captions(made) == ["สอง", "หนึ่ง"]


@pytest.mark.parametrize(
    ("starts", "year"),
    [(moment(2024, 9, 30, 23), 2567), (moment(2025, 10, 1, 0), 2569), (moment(2026, 3, 25), 2569)],
)
def test_activity_of_a_day_in_another_fiscal_year_is_refused(starts: datetime, year: int) -> None:
    with pytest.raises(UserError) as caught:
        activity(municipality(), starts=starts)

    assert f"อยู่ในปีงบประมาณ {year} ไม่ใช่ 2568 กรุณาตรวจสอบวันที่" in str(caught.value)
    assert not Activity.objects.exists()


@pytest.mark.parametrize("starts", [moment(2024, 10, 1, 0), moment(2025, 9, 30, 23)])
def test_activity_of_the_first_and_the_last_hour_of_the_year_is_stored(starts: datetime) -> None:
    made = activity(municipality(), starts=starts)

    assert made.starts == starts


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ({"title": " \u200b"}, "เรื่อง"),
        ({"place": ""}, "สถานที่"),
        ({"text": "\n \n"}, "สาระสำคัญและมติ"),
        ({"title": "", "place": ""}, "เรื่อง และสถานที่"),
    ],
)
def test_activity_without_what_is_needed_is_refused(words: dict[str, str], missing: str) -> None:
    with pytest.raises(UserError) as caught:
        activity(municipality(), **words)

    assert str(caught.value) == f"กรุณาระบุ{missing}ของกิจกรรม"


@pytest.mark.parametrize(("name", "length"), [("title", 301), ("place", 301), ("attendees", 3001), ("text", 8001)])
def test_activity_with_too_long_words_is_refused(name: str, length: int) -> None:
    with pytest.raises(UserError) as caught:
        activity(municipality(), **{name: "ก" * length})

    assert f"ยาว {length} ตัวอักษร เกินที่รับได้ {length - 1} ตัวอักษร กรุณาเขียนให้สั้นลง" in str(caught.value)
    assert not Activity.objects.exists()


def test_pictures_of_another_municipality_links_and_papers_are_refused() -> None:
    place, other = municipality(), municipality("ban-chang", proper_name="บ้านฉาง")
    link = evidence_add_link(municipality=place, caption="ข่าว", url="https://example.go.th/", by=None)

    said = []
    for evidence in (picture(other, "ภาพของเขา"), link):
        with pytest.raises(UserError) as caught:
            activity(place, pictures=[evidence])
        said.append(str(caught.value))

    assert said == [
        "ภาพ “ภาพของเขา” เป็นของหน่วยงานอื่น กรุณาเลือกภาพของเทศบาลเมืองบ้านสวน",
        "หลักฐาน “ข่าว” ไม่ใช่ภาพ กรุณาเลือกไฟล์ JPEG PNG หรือ WEBP",
    ]
    assert not Activity.objects.exists()


def test_activity_takes_a_picture_once_and_at_most_24() -> None:
    place = municipality()
    shown = [picture(place, str(number)) for number in range(MOST_PICTURES + 1)]
    made = activity(place, pictures=[shown[0], shown[1], shown[0]])

    with pytest.raises(UserError) as caught:
        activity_pictures_set(activity=made, pictures=shown, version=0)

    assert "ได้ไม่เกิน 24 ภาพ ขณะนี้เลือก 25 ภาพ" in str(caught.value)
    assert captions(made) == ["0", "1"]


def test_edit_stores_the_words_and_keeps_the_pictures() -> None:
    place = municipality()
    made = activity(place, pictures=[picture(place)])

    activity_edit(
        activity=made, title="ใหม่", starts=moment(2025, 4, 1), place="หอประชุม", text="มติ", attendees="", version=0
    )

    made.refresh_from_db()
    assert (made.title, made.starts, made.place, made.text, made.version) == (
        "ใหม่", moment(2025, 4, 1), "หอประชุม", "มติ", 1,
    )  # fmt: skip
    assert captions(made) == ["ภาพการประชุม"]


def test_stale_changes_are_refused_and_store_nothing() -> None:
    place = municipality()
    made = activity(place, pictures=[picture(place)])
    activity_pictures_set(activity=made, pictures=[], version=0)

    words = WORDS | {"title": "x", "starts": STARTS, "attendees": ""}
    changes: list[Callable[[], object]] = [
        lambda: activity_edit(activity=made, version=0, **words),
        lambda: activity_pictures_set(activity=made, pictures=[picture(place)], version=0),
        lambda: activity_delete(activity=made, version=0),
    ]
    said = []
    for change in changes:
        with pytest.raises(UserError) as caught:
            change()
        said.append(str(caught.value))

    stored = Activity.objects.get()
    assert said == [STALE] * 3
    assert (stored.title, stored.version, captions(stored)) == (WORDS["title"], 1, [])


def test_changes_of_a_deleted_activity_say_so() -> None:
    place = municipality()
    made, shown = activity(place), picture(place)
    activity_delete(activity=Activity.objects.get(), version=0)

    changes: list[Callable[[], object]] = [
        lambda: activity_delete(activity=made, version=0),
        lambda: activity_pictures_add(activity=made, pictures=[shown]),
    ]
    said = []
    for change in changes:
        with pytest.raises(UserError) as caught:
            change()
        said.append(str(caught.value))

    assert said == [DELETED] * 2


def test_delete_leaves_the_pictures_among_the_evidence() -> None:
    place = municipality()
    made = activity(place, pictures=[picture(place)])

    activity_delete(activity=made, version=0)

    assert not Activity.objects.exists()
    assert [each.caption for each in Evidence.objects.all()] == ["ภาพการประชุม"]


def test_pictures_are_added_behind_those_that_somebody_else_has_added_meanwhile() -> None:
    place = municipality()
    made = activity(place, pictures=[picture(place, "แรก")])
    activity_pictures_add(activity=Activity.objects.get(), pictures=[picture(place, "ของอีกคน")])

    activity_pictures_add(activity=made, pictures=[picture(place, "ของฉัน")])

    assert captions(made) == ["แรก", "ของอีกคน", "ของฉัน"]
    assert Activity.objects.get().version == 2


def test_uploaded_picture_is_evidence_of_the_day_and_laid_out() -> None:
    place, author = municipality(), user()
    made = activity(place)

    shown = activity_picture_upload(
        activity=made, caption="ผู้บริหารแจ้งผล", file=io.BytesIO(jpeg()), name="IMG_1.JPG", by=author
    )

    assert (shown.municipality, shown.proves_on, shown.by) == (place, STARTS.date(), author)
    assert captions(made) == ["ผู้บริหารแจ้งผล"]


@pytest.mark.parametrize(
    ("content", "caption", "said"),
    [
        (
            b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n",
            "เอกสาร",
            "“แฟ้ม.pdf” ไม่ใช่ภาพ กรุณาใช้ไฟล์ JPEG PNG หรือ WEBP",
        ),
        (jpeg(), " ", "กรุณาเขียนคำอธิบายหลักฐาน เช่น ภาพการประชุมวันที่ 25 มี.ค. 2569"),
    ],
    ids=["a paper", "without a caption"],
)
def test_refused_upload_keeps_nothing(content: bytes, caption: str, said: str, tmp_path: Path) -> None:
    made = activity(municipality())
    name = "แฟ้ม.pdf" if content.startswith(b"%PDF") else "ภาพ.jpg"

    with pytest.raises(UserError) as caught:
        activity_picture_upload(activity=made, caption=caption, file=io.BytesIO(content), name=name, by=None)

    assert str(caught.value) == said
    assert not Evidence.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_upload_to_a_deleted_activity_keeps_nothing(tmp_path: Path) -> None:
    made = activity(municipality())
    Activity.objects.get().delete()

    with pytest.raises(UserError) as caught:
        activity_picture_upload(activity=made, caption="ภาพ", file=io.BytesIO(jpeg()), name="ภาพ.jpg", by=None)

    assert str(caught.value) == DELETED
    assert not Evidence.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_activities_are_listed_by_their_day_and_only_the_own_of_the_year() -> None:
    place, other = municipality(), municipality("ban-chang", proper_name="บ้านฉาง")
    later, earlier = activity(place, starts=moment(2025, 5, 1)), activity(place)
    activity(other)
    activity_create(municipality=place, fiscal_year=2569, **{"starts": moment(2025, 12, 1), "by": None} | WORDS)

    assert activities_listed(place, 2568) == [earlier, later]
    assert activity_get(place, 2569, earlier.pk) is None
    assert activity_get(other, 2568, earlier.pk) is None


@pytest.mark.parametrize("rows", [1, 3])
def test_activities_listed_takes_three_queries(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    place = municipality()
    for _ in range(rows):
        activity(place, pictures=[picture(place, "ก"), picture(place, "ข")])

    with django_assert_num_queries(3):
        listed = [[each.files.all()[0].kind for each in pictures_of(made)] for made in activities_listed(place, 2568)]

    assert listed == [["jpg", "jpg"]] * rows


def test_pictures_to_choose_are_the_own_that_are_not_laid_out_yet_the_newest_first() -> None:
    place, other = municipality(), municipality("ban-chang", proper_name="บ้านฉาง")
    made = activity(place, pictures=[picture(place, "ใช้แล้ว")])
    evidence_add_link(municipality=place, caption="ข่าว", url="https://example.go.th/", by=None)
    picture(other)
    for caption in ("ก", "ข", "ค"):
        picture(place, caption)

    offered = pictures_to_choose(made, 2)

    assert [each.caption for each in offered] == ["ค", "ข"]
