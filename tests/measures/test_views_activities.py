"""The pages of meetings and activities: who may do what, what is refused, and what is kept."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Municipality, Role
from measures.models import Activity, Evidence
from measures.queries.activities import activity_get, pictures_of
from measures.verbs.activities import STALE, activity_pictures_set
from tests.factories import framework, member, municipality
from tests.measures.pages import faults
from tests.measures.pictures import jpeg, picture
from tests.measures.test_activities import STARTS, activity

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "ประชุมประจำเดือนมีนาคม 2568",
    "date": "๒๕ มีนาคม ๒๕๖๘",
    "hour": "๑๐.๐๐ น.",
    "place": "ห้องประชุมเทศบาล",
    "attendees": "คณะผู้บริหาร\nหัวหน้าส่วนราชการ",
    "text": "แจ้งผลการประเมิน\n- ทุกกองทบทวนขั้นตอน",
    "version": "0",
}


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    """Files of a test go with the test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def place() -> Municipality:
    framework(2567)
    return municipality()


def browser(place: Municipality, role: Role = Role.STAFF) -> Client:
    client = Client()
    client.force_login(member(place, role))
    return client


def url(name: str, *number: int, slug: str = "ban-suan", fiscal_year: int = 2568) -> str:
    return reverse(name, args=[slug, fiscal_year, *number])


def words(response: Any) -> str:
    """What a person reads of a page, blanks put together."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def captions() -> list[str]:
    """The captions of the only activity's pictures in order."""
    made = Activity.objects.get()
    stored = activity_get(made.municipality, made.fiscal_year, made.pk)
    assert stored
    return [each.caption for each in pictures_of(stored)]


def rows(*pictures: tuple[str, bytes | None], name: str = "ภาพ.jpg") -> dict[str, Any]:
    """What the form of new pictures sends: captions and files."""
    data: dict[str, Any] = {"form-TOTAL_FORMS": "4", "form-INITIAL_FORMS": "0"}
    for number, (caption, content) in enumerate(pictures):
        data[f"form-{number}-caption"] = caption
        if content is not None:
            data[f"form-{number}-file"] = SimpleUploadedFile(name, content)
    return data


def test_new_activity_is_stored_as_it_was_typed_and_leads_to_its_pictures(place: Municipality) -> None:
    client = browser(place)

    response = client.post(url("activity_new"), TYPED)

    made = Activity.objects.get()
    assert response.headers["Location"] == url("activity_pictures", made.pk)
    assert (made.title, made.starts, made.place, made.fiscal_year) == (
        TYPED["title"], STARTS, TYPED["place"], 2568,
    )  # fmt: skip
    assert (made.attendees, made.text) == (TYPED["attendees"], TYPED["text"])
    assert made.by
    assert made.by.memberships.get().role == Role.STAFF


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"title": ""}, "title", "กรุณาระบุเรื่องของการประชุมหรือกิจกรรม"),
        ({"date": ""}, "date", "กรุณาระบุวันที่จัด"),
        ({"date": "25/03/2025"}, "date", "เป็นปี ค.ศ. กรุณาใช้ปี พ.ศ."),
        ({"hour": "สิบโมง"}, "hour", "อ่าน “สิบโมง” เป็นเวลาไม่ได้ กรุณากรอกชั่วโมงและนาที เช่น 10.00 น."),
        ({"hour": "25.00"}, "hour", "ไม่มีเวลา “25.00”"),
        ({"place": ""}, "place", "กรุณาระบุสถานที่จัด"),
        ({"text": " "}, "text", "กรุณาเขียนสาระสำคัญและมติ"),
    ],
)
def test_wrong_field_is_said_beside_it_and_above_with_a_link(
    changes: dict[str, str], field: str, said: str, place: Municipality
) -> None:
    response = browser(place).post(url("activity_new"), TYPED | changes)

    html = unescape(response.content.decode())
    assert response.status_code == 422
    assert words(response).count(said) == 2
    assert f'href="#id_{field}"' in html
    assert not Activity.objects.exists()


def test_day_in_another_year_is_refused_and_the_typed_text_kept(place: Municipality) -> None:
    response = browser(place).post(url("activity_new"), TYPED | {"date": "25/03/2569"})

    said = words(response)
    assert response.status_code == 422
    assert "วันที่ 25 มีนาคม 2569 อยู่ในปีงบประมาณ 2569 ไม่ใช่ 2568" in said
    assert "ทุกกองทบทวนขั้นตอน" in said
    assert 'value="25/03/2569"' in response.content.decode()


def test_activity_is_changed_and_its_form_shows_what_is_stored(place: Municipality) -> None:
    made, client = activity(place), browser(place)

    form = unescape(client.get(url("activity_form", made.pk)).content.decode())
    response = client.post(url("activity_form", made.pk), TYPED | {"hour": "13:30"})

    made.refresh_from_db()
    assert ('value="25/03/2568"' in form, 'value="10.00 น."' in form) == (True, True)
    assert response.headers["Location"] == url("activity", made.pk)
    assert (made.starts.hour, made.starts.minute, made.attendees, made.version) == (6, 30, TYPED["attendees"], 1)


def test_stale_change_is_refused_and_shows_both(place: Municipality) -> None:
    made, client = activity(place), browser(place)
    activity_pictures_set(activity=made, pictures=[], version=0)
    Activity.objects.update(text="ข้อความของอีกคน")

    refused = client.post(url("activity_form", made.pk), TYPED | {"text": "ข้อความของฉัน"})
    again = client.post(url("activity_form", made.pk), TYPED | {"text": "ข้อความของฉัน", "version": "1"})

    said = words(refused)
    assert refused.status_code == 422
    assert [each in said for each in (STALE, "ข้อความของอีกคน", "ข้อความของฉัน")] == [True] * 3
    assert 'name="version" value="1"' in refused.content.decode()
    assert (again.status_code, Activity.objects.get().text) == (302, "ข้อความของฉัน")


def test_activity_is_deleted_by_who_has_seen_it_as_it_is(place: Municipality) -> None:
    made, client = activity(place), browser(place)
    activity_pictures_set(activity=made, pictures=[], version=0)

    stale = client.post(url("activity_delete", made.pk), {"version": "0"})
    count = Activity.objects.count()
    done = client.post(url("activity_delete", made.pk), {"version": "1"}, follow=True)

    assert (stale.headers["Location"], count) == (url("activity", made.pk), 1)
    assert f"ลบกิจกรรม “{made.title}” แล้ว" in words(done)
    assert not Activity.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 5000])
def test_deletion_without_a_version_is_not_found(version: str, place: Municipality) -> None:
    made = activity(place)

    status = browser(place).post(url("activity_delete", made.pk), {"version": version}).status_code

    assert (status, Activity.objects.count()) == (404, 1)


def test_page_shows_an_activity_with_its_pictures(place: Municipality) -> None:
    shown = picture(place, "ผู้บริหารแจ้งผล")
    made = activity(place, attendees="กองคลัง\nกองช่าง", pictures=[shown])

    response = browser(place, Role.EXECUTIVE).get(url("activity", made.pk))

    said = words(response)
    assert "25 มี.ค. 2568 10:00 น." in said
    assert "กองคลัง กองช่าง" in said
    assert "ผู้บริหารแจ้งผล" in said
    assert reverse("evidence_web", args=["ban-suan", shown.pk, 1]) in response.content.decode()
    assert "แก้ไข" not in said


def test_list_has_the_years_activities_and_says_what_to_do_without_any(place: Municipality) -> None:
    client = browser(place)

    empty = words(client.get(url("activities")))
    activity(place, pictures=[picture(place)])
    listed = words(client.get(url("activities")))

    assert "ยังไม่มีการประชุมหรือกิจกรรมของปีนี้ บันทึกการประชุมที่ชี้แจงเกณฑ์หรือปฏิทิน ITA" in empty
    assert "ประชุมประจำเดือนมีนาคม 2568 25 มี.ค. 2568 10:00 น. ห้องประชุมเทศบาล ภาพ 1 ภาพ" in listed


def test_pages_that_write_lead_back(place: Municipality) -> None:
    made, client = activity(place), browser(place)

    ways = [
        (url("activity_new"), url("activities"), "ยกเลิก"),
        (url("activity_form", made.pk), url("activity", made.pk), "ยกเลิก"),
        (url("activity_pictures", made.pk), url("activity", made.pk), "เสร็จแล้ว"),
    ]
    for page, back, name in ways:
        assert re.search(rf'href="{back}">{name}</a>', client.get(page).content.decode()), page


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_queries_whatever_the_rows(
    count: int, place: Municipality, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        activity(place, pictures=[picture(place), picture(place)])
    client = browser(place)

    # session, person, municipality, roles, activities, pictures, files
    with django_assert_num_queries(10):
        client.get(url("activities"))


@pytest.mark.parametrize("count", [1, 3])
def test_pictures_page_takes_as_many_queries_whatever_the_rows(
    count: int, place: Municipality, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = activity(place, pictures=[picture(place) for _ in range(count)])
    for _ in range(count):
        picture(place)
    client = browser(place)

    # session, person, municipality, its roles twice, activity, pictures, files, offered, their files
    with django_assert_num_queries(13):
        client.get(url("activity_pictures", made.pk))


@pytest.mark.parametrize("name", ["activity_new", "activity_form", "activity_pictures"])
def test_pages_that_write_are_refused_to_readers(name: str, place: Municipality) -> None:
    made = activity(place)
    number = () if name == "activity_new" else (made.pk,)

    status = browser(place, Role.EXECUTIVE).get(url(name, *number)).status_code

    assert status == 403


@pytest.mark.parametrize("name", ["activity", "activity_form", "activity_pictures"])
def test_activity_is_not_found_but_under_its_own_municipality_and_year(name: str, place: Municipality) -> None:
    made = activity(place)
    other = browser(municipality("ban-chang", proper_name="บ้านฉาง"))

    statuses = [
        browser(place).get(url(name, made.pk, fiscal_year=2569)).status_code,
        browser(place).get(url(name, 10**30)).status_code,
        other.get(url(name, made.pk)).status_code,
        other.get(url(name, made.pk, slug="ban-chang")).status_code,
    ]

    assert statuses == [404] * 4


def test_pictures_are_uploaded_with_captions_in_their_order(place: Municipality) -> None:
    made, client = activity(place), browser(place)

    response = client.post(url("activity_upload", made.pk), rows(("เปิดประชุม", jpeg()), ("ผู้เข้าร่วม", jpeg("#A4133C"))))

    assert response.headers["Location"] == url("activity_pictures", made.pk)
    assert captions() == ["เปิดประชุม", "ผู้เข้าร่วม"]
    assert [each.proves_on for each in Evidence.objects.all()] == [STARTS.date()] * 2


def test_refused_picture_is_said_and_the_others_are_kept(place: Municipality) -> None:
    made, client = activity(place), browser(place)

    response = client.post(
        url("activity_upload", made.pk),
        rows(("ไม่ใช่ภาพ", b"abc"), ("ภาพดี", jpeg()), ("", jpeg()), ("ไม่มีไฟล์", None)),
    )

    html, said = unescape(response.content.decode()), words(response)
    assert response.status_code == 422
    assert captions() == ["ภาพดี"]
    assert "เพิ่มภาพแล้ว 1 ภาพ" in said
    assert [said.count(each) for each in ("กรุณาเขียนคำอธิบายของภาพนี้", "กรุณาเลือกไฟล์ของภาพนี้")] == [2, 2]
    assert re.findall(r'name="form-[0-9]-caption"[^>]*?value="([^"]*)"', html) == ["ไม่ใช่ภาพ", "ไม่มีไฟล์"]


@pytest.mark.parametrize("data", [{}, {"form-TOTAL_FORMS": "x"}, {"form-TOTAL_FORMS": "4", "form-INITIAL_FORMS": "0"}])
def test_upload_without_pictures_says_so(data: dict[str, str], place: Municipality) -> None:
    made = activity(place)

    response = browser(place).post(url("activity_upload", made.pk), data, follow=True)

    assert "ยังไม่ได้เลือกไฟล์ กรุณาเลือกภาพอย่างน้อยหนึ่งภาพ" in words(response)


@pytest.mark.parametrize(
    ("act", "which", "after"),
    [
        ("up", "ข", ["ข", "ก", "ค"]),
        ("down", "ข", ["ก", "ค", "ข"]),
        ("up", "ก", ["ก", "ข", "ค"]),
        ("down", "ค", ["ก", "ข", "ค"]),
        ("out", "ข", ["ก", "ค"]),
    ],
)
def test_pictures_are_moved_and_taken_out(act: str, which: str, after: list[str], place: Municipality) -> None:
    pictures = {caption: picture(place, caption) for caption in ("ก", "ข", "ค")}
    made = activity(place, pictures=list(pictures.values()))
    data = {"version": "0", "arrange": f"{act}-{pictures[which].pk}"}

    response = browser(place).post(url("activity_pictures", made.pk), data)

    assert response.headers["Location"] == url("activity_pictures", made.pk)
    assert captions() == after
    assert Evidence.objects.count() == 3


def test_pictures_are_not_moved_on_an_outdated_page(place: Municipality) -> None:
    pictures = [picture(place, caption) for caption in ("ก", "ข")]
    made = activity(place, pictures=pictures)
    activity_pictures_set(activity=made, pictures=pictures, version=0)
    data = {"version": "0", "arrange": f"up-{pictures[1].pk}"}

    response = browser(place).post(url("activity_pictures", made.pk), data, follow=True)

    assert STALE in words(response)
    assert captions() == ["ก", "ข"]


@pytest.mark.parametrize("arrange", ["", "up-", "sideways-1", "up-x", f"up-{'9' * 30}"])
def test_senseless_arrangement_is_not_found(arrange: str, place: Municipality) -> None:
    made = activity(place)

    status = browser(place).post(url("activity_pictures", made.pk), {"version": "0", "arrange": arrange}).status_code

    assert status == 404


def test_pictures_are_chosen_from_the_evidence(place: Municipality) -> None:
    made, chosen = activity(place, pictures=[picture(place, "แรก")]), picture(place, "จากหลักฐาน")
    strangers = picture(municipality("ban-chang", proper_name="บ้านฉาง"), "ของเขา")
    client = browser(place)

    offered = words(client.get(url("activity_pictures", made.pk)))
    client.post(url("activity_pictures", made.pk), {"arrange": "add", "chosen": [chosen.pk]})
    refused = client.post(url("activity_pictures", made.pk), {"arrange": "add", "chosen": [strangers.pk]}, follow=True)

    assert ("จากหลักฐาน" in offered, "ของเขา" in offered) == (True, False)
    assert "กรุณาเลือกภาพอย่างน้อยหนึ่งภาพจากรายการล่าสุด" in words(refused)
    assert captions() == ["แรก", "จากหลักฐาน"]


def test_texts_that_are_too_long_are_refused_in_thai(place: Municipality) -> None:
    long = {"title": "ก" * 301, "place": "ก" * 301, "attendees": "ก" * 3001, "text": "ก" * 8001}

    page = browser(place).post(url("activity_new"), TYPED | long)

    assert faults(page) == [
        f"{label}: กรุณาเขียนให้ไม่เกิน {limit} ตัวอักษร ขณะนี้มี {limit + 1} ตัวอักษร"
        for label, limit in (("เรื่อง", 300), ("สถานที่", 300), ("ผู้เข้าร่วม (ไม่บังคับ)", 3000), ("สาระสำคัญและมติ", 8000))
    ]
