"""Import of scores in the browser with its preview, and the CSV to fill in. Who may: tests/reports/test_permissions."""

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from assessments.importers.reading import MAX_BYTES
from assessments.importers.score_file import scores_file_read
from assessments.models import Assessment, OfficialFigure, Score
from assessments.queries import framework_get
from assessments.verbs.scores import scores_import
from tests.factories import csv_file
from tests.reports.demo import SCORED, demo_loaded, logged_in, municipality, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def form(fiscal_year: int = 2568) -> str:
    """The address of the import into a year of ban-chang."""
    return f"/m/ban-chang/{fiscal_year}/scores/file/"


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The frameworks and the five demo municipalities."""
    with demo_loaded(django_db_blocker):
        yield


@pytest.fixture
def staff(demo: None, db: None) -> Client:
    """The browser of the staff of ban-chang, which has no scores yet."""
    return logged_in("ban-chang.staff")


def preview(client: Client, content: bytes, *, fiscal_year: int = 2568, name: str = "scores.csv") -> HttpResponse:
    """Sends a file for a year: the answer shows what it would change."""
    response = client.post(form(fiscal_year), {"file": SimpleUploadedFile(name, content)})
    assert isinstance(response, HttpResponse)
    return response


def upload(client: Client, content: bytes, *, fiscal_year: int = 2568, name: str = "scores.csv") -> HttpResponse:
    """Sends a file for a year and, where the preview has the button, presses it."""
    return applied(client, preview(client, content, fiscal_year=fiscal_year, name=name), fiscal_year)


def applied(client: Client, shown: HttpResponse, fiscal_year: int = 2568) -> HttpResponse:
    """Presses the button of a preview; the preview itself where there is none."""
    found = re.search(r'name="figures" value="([^"]*)"', shown.content.decode())
    if found is None:
        return shown
    data = {"figures": unescape(found[1]), "kind": "import"}
    response = client.post(reverse("scores_apply", args=["ban-chang", fiscal_year]), data)
    assert isinstance(response, HttpResponse)
    return response


def stored() -> dict[tuple[str, int | None] | str, Decimal | None]:
    """The figures of ban-chang 2568 by place."""
    place = {"assessment__municipality__slug": "ban-chang", "assessment__framework": 2568}
    scores = Score.objects.filter(**place).values_list("question__code", "part", "value")
    return {(code, part): value for code, part, value in scores} | dict(
        OfficialFigure.objects.filter(**place).values_list("key", "value")
    )


def test_form_leads_to_the_files_of_its_year(staff: Client) -> None:
    html = staff.get(form(2567)).content.decode()

    assert re.findall(r'href="([^"]+/scores\.csv)"', html) == [reverse("scores_csv", args=["ban-chang", 2567])]
    assert re.findall(r'href="([^"]+/scores\.xlsx)"', html) == [reverse("scores_xlsx", args=["ban-chang", 2567])]


@pytest.mark.parametrize("fiscal_year", [1025, 2561, 2600])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_form_of_a_year_without_a_framework_is_not_found(method: str, fiscal_year: int, staff: Client) -> None:
    status = staff.generic(method, form(fiscal_year)).status_code

    assert status == 404


@pytest.mark.parametrize("fiscal_year", [2565, 2569])
def test_overview_shows_what_is_to_be_known_of_the_year(fiscal_year: int, staff: Client) -> None:
    note = framework_get(fiscal_year).framework.note

    html = unescape(staff.get(reverse("scores", args=["ban-chang", fiscal_year])).content.decode())

    assert note
    assert note in html


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_upload_stores_the_figures_and_leads_to_the_overview(encoding: str, staff: Client) -> None:
    response = upload(staff, csv_file("i1,,๙๘.๒๘", "ข้อ e1,2,90", "indicator-9,,100", "total,,95.5", encoding=encoding))

    assert response.headers["Location"] == reverse("scores", args=["ban-chang", 2568])
    assert stored() == {
        ("i1", None): Decimal("98.28"),
        ("e1", 2): Decimal(90),
        "indicator-9": Decimal(100),
        "total": Decimal("95.5"),
    }


def test_upload_says_how_many_figures_it_changed(staff: Client) -> None:
    upload(staff, csv_file("i1,,90", "i2,,90"))

    upload(staff, csv_file("i1,,91", "i2,,90", "i3,,90"))

    page = staff.get(reverse("scores", args=["ban-chang", 2568])).content.decode()
    assert "บันทึกแล้ว เพิ่ม 1 ช่อง แก้ไข 1 ช่อง เท่าเดิม 0 ช่อง" in page


def test_upload_with_faults_lists_them_all_and_stores_nothing(staff: Client) -> None:
    page = upload(
        staff, csv_file("i1,,90", "i2,,101", "x9,,90", "i3,1,90", "e1,,90", "i1,,91", "o1,,50", "i4,,98.5555")
    )

    html = unescape(page.content.decode())
    assert page.status_code == 422
    assert "พบ 7 จุดที่ต้องแก้ไข" in html
    assert re.findall(r"<strong>(แถว [0-9]+)</strong>", html) == [f"แถว {number}" for number in (3, 4, 5, 6, 7, 8, 9)]
    assert 'name="figures"' not in html
    assert Assessment.objects.filter(municipality__slug="ban-chang").count() == 0


def test_upload_with_a_fault_leaves_the_figures_that_were_there(staff: Client) -> None:
    upload(staff, csv_file("i1,,90"))

    upload(staff, csv_file("i1,,80", "i2,,x"))

    assert stored() == {("i1", None): Decimal(90)}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "ไฟล์นี้ไม่ใช่สมุดงาน Excel หรือ CSV"),
        (b"code,part,score\r\ni1,,\xff\xfe", "อ่านตัวอักษรในไฟล์ไม่ได้"),
        (b"name,value\r\ni1,90", "ไม่พบคอลัมน์ code part score"),
        (b"code,part,score\r\n", "ไฟล์ไม่มีคะแนนแม้แต่ช่องเดียว"),
        (b"", "ไฟล์นี้ว่างเปล่า"),
        (b"code,part,score\r\n" + b"i1,,90\r\n" * (MAX_BYTES // 8 + 1), "ไฟล์ใหญ่เกิน 1 MB"),
    ],
)
def test_upload_of_something_else_is_refused(content: bytes, sentence: str, staff: Client) -> None:
    page = upload(staff, content)

    assert page.status_code == 422
    assert sentence in unescape(page.content.decode())
    assert stored() == {}


def test_upload_without_a_file_is_refused(staff: Client) -> None:
    page = staff.post(form())

    assert page.status_code == 422
    assert "กรุณาเลือกไฟล์" in page.content.decode()


def test_upload_for_a_year_that_is_not_scoreable_takes_official_figures_alone(staff: Client) -> None:
    refused = upload(staff, csv_file("o1,,100"), fiscal_year=2569)
    taken = upload(staff, csv_file("total,,90"), fiscal_year=2569)

    assert refused.status_code == 422
    assert taken.headers["Location"] == reverse("scores", args=["ban-chang", 2569])


def test_upload_is_the_persons_own(staff: Client) -> None:
    upload(staff, csv_file("i1,,90", "total,,95"))

    uploader = person("ban-chang.staff")
    assert Score.objects.get(assessment__municipality__slug="ban-chang").changed_by == uploader
    assert OfficialFigure.objects.get(assessment__municipality__slug="ban-chang").changed_by == uploader


def test_upload_of_a_dash_takes_the_figure_back(staff: Client) -> None:
    upload(staff, csv_file("i1,,90", "i2,,91", "total,,95"))

    upload(staff, csv_file("i1,,-", "i2,,", "total,,–"))

    assert stored() == {("i1", None): None, ("i2", None): Decimal(91), "total": None}


def test_upload_of_a_decimal_comma_under_the_templates_header_is_refused(staff: Client) -> None:
    """A spreadsheet that writes 98,28 without quotation marks puts 28 in the column of the wording."""
    page = upload(staff, csv_file("i1,,98,28", header="code,part,score,question"))

    assert page.status_code == 422
    assert "มีช่องเกินหัวคอลัมน์" in page.content.decode()
    assert stored() == {}


def test_markup_in_a_file_is_shown_as_text(staff: Client) -> None:
    page = upload(staff, csv_file("<script>alert(1)</script>,,90"))

    assert "<script>alert" not in page.content.decode()


def rows(response: HttpResponse) -> list[dict[str, str]]:
    """The rows of a downloaded CSV."""
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def template(slug: str, fiscal_year: int) -> HttpResponse:
    """The year's CSV as the municipality's staff downloads it."""
    response = logged_in(f"{slug}.staff").get(reverse("scores_csv", args=[slug, fiscal_year]))
    assert isinstance(response, HttpResponse)
    return response


def test_template_is_a_csv_that_excel_opens() -> None:
    response = template("ban-suan", 2568)

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="ita-ban-suan-2568.csv"'
    assert response.content.startswith(b"\xef\xbb\xbfcode,part,score,question\r\n")


def test_template_has_every_code_of_the_year_once() -> None:
    """2568: i1–i15, e1–e9 in two parts, o1–o28, ten indicators, IIT, EIT with two parts, OIT, total."""
    table = rows(template("ban-chang", 2568))

    codes = [(row["code"], row["part"]) for row in table]
    assert codes == [
        *[(f"i{n}", "") for n in range(1, 16)],
        *[(f"e{n}", part) for n in range(1, 10) for part in ("1", "2")],
        *[(f"o{n}", "") for n in range(1, 29)],
        *[(f"indicator-{n}", "") for n in range(1, 11)],
        *[(code, "") for code in ("IIT", "EIT", "EIT-1", "EIT-2", "OIT", "total")],
    ]
    assert {row["score"] for row in table} == {""}
    assert all(row["question"] for row in table)


@pytest.mark.parametrize("slug", SCORED)
def test_template_goes_through_the_importer_unchanged(slug: str) -> None:
    year = SCORED[slug]
    before = template(slug, year).content
    figures = scores_file_read(before, framework=framework_get(year), municipality=municipality(slug)).figures

    outcome = scores_import(municipality=municipality(slug), fiscal_year=year, figures=figures, by=None)

    assert (outcome.added, outcome.changed, outcome.same) == (0, 0, len(figures))
    assert template(slug, year).content == before


@pytest.mark.parametrize("slug", SCORED)
def test_template_carries_a_year_to_another_municipality(slug: str, staff: Client) -> None:
    year = SCORED[slug]
    content = template(slug, year).content

    upload(staff, content, fiscal_year=year)

    assert template("ban-chang", year).content == content


def test_template_shows_figures_as_they_were_entered() -> None:
    table = {row["code"]: row["score"] for row in rows(template("ban-suan", 2568))}

    assert (table["indicator-1"], table["indicator-8"], table["indicator-9"]) == ("98.28", "93.215", "100")


@pytest.mark.parametrize("fiscal_year", [2561, 2600])
def test_template_of_an_unknown_year_is_not_found(fiscal_year: int, staff: Client) -> None:
    status = staff.get(reverse("scores_csv", args=["ban-chang", fiscal_year])).status_code

    assert status == 404


@pytest.mark.parametrize("name", ["scores", "scores_file", "scores_print", "scores_xlsx", "scores_csv"])
@pytest.mark.parametrize("slug", SCORED)
def test_page_asks_few_queries(name: str, slug: str, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = logged_in(f"{slug}.staff")

    with django_assert_max_num_queries(15):
        client.get(reverse(name, args=[slug, SCORED[slug]]))


def test_preview_stores_nothing_and_says_what_it_would_do(staff: Client) -> None:
    upload(staff, csv_file("i1,,90", "i2,,91", "i3,,92"))

    page = preview(staff, csv_file("i1,,80", "i2,,91", "i3,,-", "i4,,๗๐"))

    html = unescape(page.content.decode())
    assert re.findall(r'class="tag">(\S+) <strong class="number">(\d+)', html) == [
        ("เพิ่ม", "1"), ("แก้ไข", "1"), ("ลบ", "1"), ("เท่าเดิม", "1"),
    ]  # fmt: skip
    assert stored() == {("i1", None): Decimal(90), ("i2", None): Decimal(91), ("i3", None): Decimal(92)}


def test_preview_asks_about_what_would_look_wrong(staff: Client) -> None:
    page = preview(staff, csv_file("i1,,90", "i2,,95", "i3,,97", "indicator-1,,90"))

    words = " ".join(unescape(page.content.decode()).split())
    assert "ข้อ i1 ได้ 90.00 เท่ากับคะแนนทางการของตัวชี้วัดที่ 1 พอดี" in words
    assert "คะแนนทางการ 90.00 ต่างจากคะแนนที่คำนวณได้ 94.00 อยู่ 4.00 คะแนน" in words


def test_apply_after_somebody_elses_change_shows_what_stands_and_stores_nothing(staff: Client) -> None:
    upload(staff, csv_file("i1,,90"))
    shown = preview(staff, csv_file("i1,,80", "i2,,81"))
    upload(logged_in("ban-chang.officer"), csv_file("i1,,70"))

    again = applied(staff, shown)

    assert again.status_code == 409
    assert "มีผู้แก้ไขข้อ i1 ก่อนท่านบันทึก" in unescape(again.content.decode())
    assert stored() == {("i1", None): Decimal(70)}
    assert applied(staff, again).status_code == 302
    assert stored() == {("i1", None): Decimal(80), ("i2", None): Decimal(81)}


@pytest.mark.parametrize(
    "figures",
    [
        "",
        "x",
        "{}",
        "[1]",
        '[["i1"]]',
        '[["i1", "200", 0]]',
        '[["x9", "90", 0]]',
        '[["i1", 90, "x"]]',
        '[["i1", "1", 1e999]]',
    ],
)
def test_apply_of_what_no_preview_sent_is_not_found(figures: str, staff: Client) -> None:
    status = staff.post(
        reverse("scores_apply", args=["ban-chang", 2568]), {"figures": figures, "kind": "import"}
    ).status_code

    assert status == 404
    assert stored() == {}


def test_text_of_itas_is_previewed_and_stored(staff: Client) -> None:
    url = reverse("scores_text", args=["ban-chang", 2568])

    shown = staff.post(url, {"text": "ข้อ I2 ๙๗.๕\ni1 98.28\n"})
    assert isinstance(shown, HttpResponse)
    response = applied(staff, shown)

    assert response.status_code == 302
    assert stored() == {("i2", None): Decimal("97.5"), ("i1", None): Decimal("98.28")}


def test_text_without_codes_is_refused_in_words(staff: Client) -> None:
    page = staff.post(reverse("scores_text", args=["ban-chang", 2568]), {"text": "สวัสดี"})

    assert page.status_code == 422
    assert "ไม่พบรหัสและคะแนนในข้อความ" in page.content.decode()


def test_workbook_comes_back_unchanged(staff: Client) -> None:
    year = SCORED["sateng-nok"]
    client = logged_in("sateng-nok.staff")
    content = client.get(reverse("scores_xlsx", args=["sateng-nok", year])).content

    page = client.post(
        reverse("scores_file", args=["sateng-nok", year]), {"file": SimpleUploadedFile("a.xlsx", content)}
    )

    assert page.status_code == 200
    assert "ไม่มีคะแนนที่เปลี่ยนแปลง" in page.content.decode()


def test_workbook_of_another_municipality_is_refused(staff: Client) -> None:
    content = logged_in("ban-suan.staff").get(reverse("scores_xlsx", args=["ban-suan", 2568])).content

    page = preview(staff, content, name="a.xlsx")

    assert page.status_code == 422
    assert "ban-suan" in unescape(page.content.decode())
    assert stored() == {}


def test_paper_has_every_figure_or_none(staff: Client) -> None:
    upload(staff, csv_file("i1,,98.28"))
    url = reverse("scores_print", args=["ban-chang", 2568])

    filled, blank = staff.get(url).content.decode(), staff.get(url, {"blank": "1"}).content.decode()

    assert (filled.count("98.28"), blank.count("98.28")) == (1, 0)
    assert filled.count("<tr") == blank.count("<tr")


@pytest.mark.parametrize(("state", "ask"), [("submitted", "ส่งคืนให้แก้ไข"), ("approved", "เปิดให้แก้ไขอีกครั้ง")])
def test_import_into_a_locked_year_says_why_there_is_no_form(state: str, ask: str, staff: Client) -> None:
    upload(staff, csv_file("i1,,90"))
    Assessment.objects.filter(municipality__slug="ban-chang", framework=2568).update(state=state)

    shown, sent = staff.get(form()), preview(staff, csv_file("i1,,80"))

    for page in (shown, sent):
        assert f"กรุณาขอให้ผู้บริหาร{ask}" in page.content.decode()
        assert 'type="file"' not in page.content.decode()
    assert (shown.status_code, sent.status_code) == (200, 423)


@pytest.mark.parametrize(("fiscal_year", "counted"), [(2565, False), (2568, True), (2569, False)])
def test_overview_counts_questions_only_where_they_are_scored(fiscal_year: int, counted: bool, staff: Client) -> None:
    html = staff.get(reverse("scores", args=["ban-chang", fiscal_year])).content.decode()

    assert ("<dt>คะแนนรายข้อ</dt>" in html) is counted
    assert (f"ปีงบประมาณ {fiscal_year} กรอกได้เฉพาะคะแนนทางการ" in html) is not counted


def test_wording_that_is_not_confirmed_is_explained_once(staff: Client) -> None:
    html = staff.get(reverse("grid", args=["ban-chang", 2568, "IIT"])).content.decode()

    assert html.count('class="soft small unconfirmed-note"') == 1
    assert html.count('title="ถ้อยคำยังไม่ยืนยัน"') > 1


def test_blank_paper_has_lines_for_names_and_dates(staff: Client) -> None:
    url = reverse("scores_print", args=["ban-chang", 2568])

    filled, blank = staff.get(url).content.decode(), staff.get(url, {"blank": "1"}).content.decode()

    assert ("ผู้กรอกคะแนน" in filled, "ผู้กรอกคะแนน" in blank) == (False, True)
