"""A step's page: who reads it, how a report is made, and that nothing typed is lost."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Municipality, Role, User
from measures.models import Evidence, EvidenceFile, ProgressReport, Status, Step
from measures.verbs.evidence import evidence_add_file
from tests.factories import member, municipality, overseer
from tests.measures.files import PDF, office, photo, picture, upload
from tests.measures.reports import WELL, address, errors, file, link, reported, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "media")]


def test_step_page_shows_what_is_to_be_done_and_what_was_reported(
    desk: Client, place: Municipality, step: Step, staff: User
) -> None:
    reported(step, staff, summary="จัดประชุมครั้งที่ 1", percent=25, evidence=[link(place)])

    html = words(desk.get(address(step)))

    assert html.index("<h1") < html.index("รายงานนายก") < html.index("จัดประชุมครั้งที่ 1")
    for shown in ("กองคลัง", "ทุกไตรมาส", "20 มี.ค. 2569", "ความก้าวหน้าร้อยละ 25", "เกินกำหนด 84 วัน", "ประกาศ"):
        assert shown in html
    assert 'value="25/03/2569"' in html


def test_step_page_without_reports_says_what_to_do_next(desk: Client, step: Step) -> None:
    html = words(desk.get(address(step)))

    assert "เมื่อเริ่มหรือทำขั้นตอนนี้เสร็จแล้ว กรุณากรอกแบบรายงานในหน้านี้พร้อมแนบหลักฐาน" in html


def test_step_page_asks_as_much_of_the_database_for_three_reports_as_for_one(
    desk: Client, place: Municipality, step: Step, staff: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Session, person, municipality and roles 4; the step 6; evidence to be used again 2."""
    reported(step, staff, evidence=[link(place)])
    desk.get(address(step))

    with django_assert_num_queries(12):
        desk.get(address(step))
    for number in range(2):
        reported(step, staff, evidence=[link(place, f"ข่าว {number}"), link(place, f"ภาพ {number}")])
    with django_assert_num_queries(12):
        desk.get(address(step))


def test_cancellation_dated_before_a_report_says_which_and_keeps_what_was_typed(
    desk: Client, step: Step, staff: User
) -> None:
    reported(step, staff, date=date(2026, 3, 24))

    page = desk.post(
        address(step), WELL | {"date": "20/03/2569", "status": "cancelled", "reason": "ไม่มีงบประมาณ"}
    )  # fmt: skip

    assert page.status_code == 422
    (error,) = errors(page)
    assert error == (
        "วันที่รายงาน: มีรายงานที่ใหม่กว่าแล้ว คือ รายงานวันที่ 24 มี.ค. 2569 สถานะ “อยู่ระหว่างดำเนินการ” "
        "สถานะที่เลือกจึงไม่มีผล กรุณาใช้วันที่ 24 มี.ค. 2569 เป็นต้นไป หรือแก้ไขรายงานฉบับนั้นแทน"
    )
    assert "ไม่มีงบประมาณ" in words(page)
    assert ProgressReport.objects.count() == 1


@pytest.mark.parametrize("role", [Role.EXECUTIVE, None])
def test_step_page_of_somebody_who_only_reads_has_no_form(
    role: Role | None, place: Municipality, step: Step, client: Client
) -> None:
    client.force_login(member(place, role) if role else overseer(place.province))

    page, sent = client.get(address(step)), client.post(address(step), WELL)

    assert (page.status_code, sent.status_code) == (200, 403)
    assert "<form" not in words(page).split('id="content"')[1]
    assert ProgressReport.objects.count() == 0


def test_step_page_of_another_municipality_or_year_is_not_found(desk: Client, step: Step, client: Client) -> None:
    elsewhere = municipality("other")
    client.force_login(member(elsewhere, Role.STAFF))

    statuses = [
        client.get(address(step)).status_code,
        client.post(address(step), WELL).status_code,
        client.get(reverse("step_page", args=["other", 2569, step.pk])).status_code,
        client.get(reverse("step_page", args=["ban-suan", 2568, step.pk])).status_code,
    ]

    assert statuses == [404] * 4


def test_report_is_recorded_with_files_and_links_of_their_own_captions_and_days(
    desk: Client, place: Municipality, step: Step, staff: User
) -> None:
    old = link(place)
    data = WELL | {
        "reason": "",
        "uploads": [file("ภาพ.jpg", photo()), file("คำสั่ง.pdf"), file("ผล.xlsx.docx", office())],
        "caption": "เอกสารประกอบ",
        "caption-0": "ภาพการประชุม",
        "proves_on": "1/3/2569",
        "proves_on-0": "๒๐ มี.ค. ๒๕๖๙",
        "links": "https://b.go.th/1 ข่าวประชาสัมพันธ์\r\n\r\nhttps://b.go.th/2",
        "reuse": [str(old.pk)],
    }

    response = desk.post(address(step), data)

    report = ProgressReport.objects.get()
    assert response.headers["Location"] == f"{address(step)}#report-{report.pk}"
    assert (report.date, report.due, report.status, report.percent, report.by) == (
        date(2026, 3, 25), date(2026, 3, 31), Status.DONE, 50, staff,
    )  # fmt: skip
    first = date(2026, 3, 1)
    assert [(each.caption, each.proves_on, each.by) for each in report.evidence.order_by("pk")] == [
        ("ประกาศ", None, None),
        ("ภาพการประชุม", date(2026, 3, 20), staff),
        ("เอกสารประกอบ", first, staff),
        ("เอกสารประกอบ", first, staff),
        ("ข่าวประชาสัมพันธ์", first, staff),
        ("b.go.th/2", first, staff),
    ]
    assert "บันทึกรายงานความก้าวหน้าแล้ว" in words(desk.get(address(step)))


def test_report_sent_by_the_script_is_told_where_it_is(desk: Client, step: Step) -> None:
    response = desk.post(address(step), WELL, headers={"HX-Request": "true"})

    report = ProgressReport.objects.get()
    assert (response.status_code, response.headers["HX-Redirect"]) == (204, f"{address(step)}#report-{report.pk}")


def test_report_without_a_caption_takes_the_name_of_the_file(desk: Client, step: Step) -> None:
    desk.post(address(step), WELL | {"uploads": [file("คำสั่งที่ 12.pdf")]})

    assert Evidence.objects.get().caption == "คำสั่งที่ 12"


def test_report_with_faults_says_all_at_once_keeps_what_was_typed_and_stores_nothing(
    desk: Client, step: Step, media: Path
) -> None:
    data = WELL | {
        "date": "31/02/2569", "due": "2026-03-30", "percent": "ครึ่ง", "outcome": " ", "summary": "จัดประชุม\r\nสองครั้ง",
        "links": "javascript:alert(1)\r\nftp://a.go.th/", "proves_on": "26/03/2569", "reuse": ["999"],
        "uploads": [file("ก.pdf", picture()), file("ข.pdf"), file("ค.exe", b"MZ")],
    }  # fmt: skip

    page = desk.post(address(step), data)

    assert page.status_code == 422
    assert errors(page) == [
        "วันที่รายงาน: ไม่มีวันที่ “31/02/2569” ในปฏิทิน กรุณาตรวจสอบวันและเดือน",
        "กำหนดที่รายงาน: กรุณาเลือกกำหนดที่รายงานจากรายการ",
        "ผลลัพธ์หรือความสำเร็จ: สถานะ “ดำเนินการแล้ว” ต้องมีผลลัพธ์ กรุณาเขียนว่าเกิดผลหรือความสำเร็จใด",
        "ร้อยละความก้าวหน้า (ไม่บังคับ): อ่าน “ครึ่ง” เป็นตัวเลขไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 98.28",
        "ไฟล์: “ก.pdf” ชื่อลงท้ายด้วย .pdf แต่เนื้อหาเป็น PNG กรุณาตรวจสอบว่าเลือกไฟล์ถูกต้อง",
        "ไฟล์: “ค.exe” ไม่ใช่ไฟล์ชนิดที่รับ กรุณาใช้ PDF ภาพ (JPEG PNG WEBP) Word (.docx) หรือ Excel (.xlsx)",
        "ลิงก์ (ไม่บังคับ): ลิงก์ “javascript:alert(1)” ใช้ไม่ได้ กรุณาคัดลอกที่อยู่เว็บทั้งหมด ที่ขึ้นต้นด้วย https:// หรือ http://",
        "ลิงก์ (ไม่บังคับ): ลิงก์ “ftp://a.go.th/” ใช้ไม่ได้ กรุณาคัดลอกที่อยู่เว็บทั้งหมด ที่ขึ้นต้นด้วย https:// หรือ http://",
        "วันที่ของหลักฐาน (ไม่บังคับ): วันที่ยังมาไม่ถึง กรุณาตรวจสอบวัน เดือน และปี พ.ศ.",
        "หลักฐานที่มีอยู่แล้ว: ไม่พบหลักฐานที่เลือก กรุณาเลือกใหม่",
    ]
    for kept in ("31/02/2569", "จัดประชุม\nสองครั้ง", "ครึ่ง", "javascript:alert(1)", "กรุณาเลือกไฟล์อีกครั้ง"):
        assert kept in words(page).replace("\r\n", "\n")
    assert (ProgressReport.objects.count(), Evidence.objects.count(), list(media.rglob("*.*"))) == (0, 0, [])


def test_report_without_anything_leads_to_the_first_field_of_each_fault(desk: Client, step: Step) -> None:
    page = desk.post(address(step), {})

    assert errors(page) == [
        "วันที่รายงาน: กรุณาระบุวันที่รายงาน เช่น 25/03/2569",
        "กำหนดที่รายงาน: กรุณาเลือกกำหนดที่รายงาน",
        "สถานะ: กรุณาเลือกสถานะ",
    ]
    for field in re.findall(r'href="#(id_[a-z_0-9]+)"', words(page)):
        assert f'id="{field}"' in words(page)


@pytest.mark.parametrize("own", ["32/13/2569", "26/03/2569"])
def test_report_with_a_wrong_day_of_one_file_names_the_file(own: str, desk: Client, step: Step) -> None:
    page = desk.post(address(step), WELL | {"uploads": [file("ก.pdf"), file("ข.pdf")], "proves_on-1": own})

    (sentence,) = errors(page)
    assert sentence.startswith("ไฟล์: “ข.pdf” ")
    assert Evidence.objects.count() == 0


def test_report_of_more_than_ten_files_or_links_is_refused(desk: Client, step: Step) -> None:
    links = "\n".join(f"https://a.go.th/{number}" for number in range(11))

    page = desk.post(address(step), WELL | {"uploads": [file(f"{n}.pdf") for n in range(11)], "links": links})

    assert errors(page) == [
        "ไฟล์: แนบไฟล์ได้ไม่เกิน 10 ไฟล์ต่อรายงาน กรุณาเลือกเฉพาะที่สำคัญ หรือรวมเป็นไฟล์เดียว",
        "ลิงก์ (ไม่บังคับ): ใส่ลิงก์ได้ไม่เกิน 10 ลิงก์ต่อรายงาน กรุณาเลือกเฉพาะที่สำคัญ",
    ]


def test_report_of_a_day_outside_the_year_is_asked_about_and_then_taken(desk: Client, step: Step) -> None:
    outside = WELL | {"date": "30/09/2568"}

    asked = desk.post(address(step), outside)
    taken = desk.post(address(step), outside | {"outside_year": "on"})

    (sentence,) = errors(asked)
    assert sentence == (
        "ยืนยันว่าวันที่รายงานถูกต้อง: วันที่ 30 ก.ย. 2568 อยู่นอกปีงบประมาณ 2569 (1 ตุลาคม 2568 - 30 กันยายน 2569) "
        "หากถูกต้อง กรุณาทำเครื่องหมายยืนยัน หากไม่ถูกต้อง กรุณาแก้วันที่"
    )
    assert 'name="outside_year"' in words(asked)
    assert taken.status_code == 302
    assert ProgressReport.objects.get().date == date(2025, 9, 30)


def test_report_of_evidence_of_another_municipality_is_refused(desk: Client, step: Step) -> None:
    foreign = link(municipality("other"), "ความลับ")

    page = desk.post(address(step), WELL | {"reuse": [str(foreign.pk)]})

    assert errors(page) == ["หลักฐานที่มีอยู่แล้ว: ไม่พบหลักฐานที่เลือก กรุณาเลือกใหม่"]
    assert "ความลับ" not in words(page)


@pytest.mark.parametrize("key", ["x", "-1", "99999999999999999999", "1\x00", "๑"])
def test_report_of_evidence_that_cannot_be_is_refused(key: str, desk: Client, step: Step) -> None:
    page = desk.post(address(step), WELL | {"reuse": [key]})

    assert errors(page) == ["หลักฐานที่มีอยู่แล้ว: ไม่พบหลักฐานที่เลือก กรุณาเลือกใหม่"]


def test_file_that_waits_on_the_disk_while_it_comes_is_kept_and_waits_no_more(
    desk: Client, step: Step, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = waiting = tmp_path_factory.mktemp("waiting")
    content = PDF + b" " * settings.FILE_UPLOAD_MAX_MEMORY_SIZE

    desk.post(address(step), WELL | {"uploads": [file("คำสั่ง.pdf", content)]})

    kept = EvidenceFile.objects.get()
    assert Path(kept.file.path).read_bytes() == content
    assert list(waiting.iterdir()) == []


def test_evidence_to_be_used_again_is_found_by_its_words_and_nothing_typed_is_lost(
    desk: Client, place: Municipality, step: Step
) -> None:
    chosen = link(place, "ประกาศนโยบาย")
    for number in range(40):
        link(place, f"ภาพการประชุมครั้งที่ {number}")

    page = desk.post(
        address(step),
        {"find": "1", "words": "ประชุม ที่ 7", "reuse": [str(chosen.pk)], "summary": "พิมพ์ค้างไว้", "status": "done"},
    )  # fmt: skip

    html = words(page)
    assert page.status_code == 200
    offered = re.findall(r'<label for="reuse-\d+">\s*([^<]*?)\s*<', html)
    assert offered == ["ประกาศนโยบาย", "ภาพการประชุมครั้งที่ 37", "ภาพการประชุมครั้งที่ 27", "ภาพการประชุมครั้งที่ 17",
                       "ภาพการประชุมครั้งที่ 7"]  # fmt: skip
    assert re.findall(r'value="(\d+)"\s+id="reuse-\d+"\s+checked', html) == [str(chosen.pk)]
    assert "พิมพ์ค้างไว้" in html
    assert re.search(r'value="done"[^>]*checked', html)
    assert ProgressReport.objects.count() == 0


def test_evidence_that_is_offered_is_the_newest(desk: Client, place: Municipality, step: Step) -> None:
    for number in range(40):
        link(place, f"ข่าว {number}")

    html = words(desk.get(address(step)))

    assert len(re.findall(r'name="reuse"', html)) == 30
    assert "แสดง 30 รายการล่าสุด" in html
    assert "ข่าว 39" in html


def test_words_of_a_report_are_shown_as_words(desk: Client, step: Step) -> None:
    evil = "<script>alert(1)</script>"

    desk.post(address(step), WELL | {"summary": evil, "links": f"https://a.go.th/ {evil}"})

    assert evil not in desk.get(address(step)).content.decode()


def test_picture_of_a_report_is_shown_in_its_newest_revision(desk: Client, place: Municipality, step: Step) -> None:
    taken = upload("ภาพ.jpg", photo())
    shown = evidence_add_file(municipality=place, caption="ภาพ", file=taken.file, name=taken.name, by=None)
    reported(step, evidence=[shown])

    html = words(desk.get(address(step)))

    assert f'src="/m/ban-suan/evidence/{shown.pk}/1/web"' in html


def test_report_of_a_step_that_was_removed_shows_what_was_typed(desk: Client, step: Step) -> None:
    url = address(step)
    step.delete()

    page = desk.post(url, WELL)

    assert (page.status_code, ProgressReport.objects.count()) == (410, 0)
    for typed in (WELL["summary"], WELL["outcome"]):
        assert typed in words(page)
    assert desk.get(url).status_code == 404


def test_texts_that_are_too_long_are_refused_in_thai(desk: Client, step: Step) -> None:
    page = desk.post(address(step), WELL | {"summary": "ก" * 4001, "caption": "ก" * 301})

    assert errors(page) == [
        "สรุปผลการดำเนินการ: กรุณาเขียนให้ไม่เกิน 4000 ตัวอักษร ขณะนี้มี 4001 ตัวอักษร",
        "คำอธิบายไฟล์ (ไม่บังคับ): กรุณาเขียนให้ไม่เกิน 300 ตัวอักษร ขณะนี้มี 301 ตัวอักษร",
    ]
