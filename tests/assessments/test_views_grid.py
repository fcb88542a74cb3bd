"""The score grid on the server: pages, one cell's save, the plain form, details and taking back."""

import json
import re
from decimal import Decimal
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from assessments.models import Assessment, Score, ScoreAct, ScoreChange, State
from tests.reports.demo import SCORED, logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

HTMX = {"HTTP_HX_REQUEST": "true"}


def page(name: str = "IIT") -> str:
    """The address of a page of ban-chang 2568."""
    return reverse("grid", args=["ban-chang", 2568, name])


def save(client: Client, key: str, value: str, version: int = 0) -> HttpResponse:
    """Saves one cell as the grid does."""
    url = reverse("cell", args=["ban-chang", 2568, key])
    response = client.post(url, {"value": value, "version": version}, **HTMX)  # type: ignore[arg-type]
    assert isinstance(response, HttpResponse)
    return response


def hand_on(client: Client, step: str, **answers: object) -> HttpResponse:
    """Takes a step upon the page as the person sees it now."""
    page = client.get(reverse("scores", args=["ban-chang", 2568])).content.decode()
    seen = re.findall(r'name="seen" value="([^"]*)"', page)[0]
    response = client.post(reverse(f"scores_{step}", args=["ban-chang", 2568]), {"seen": seen, **answers})
    assert isinstance(response, HttpResponse)
    return response


def words(response: HttpResponse) -> str:
    """The text of an answer, in one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", unescape(response.content.decode())).split())


def stored() -> dict[str, Decimal | None]:
    """The scores of ban-chang 2568 by code."""
    rows = Score.objects.filter(assessment__municipality__slug="ban-chang")
    return dict(rows.values_list("question__code", "value"))


@pytest.mark.parametrize(
    ("fiscal_year", "names"),
    [(2565, ["official"]), (2566, ["IIT", "EIT", "OIT", "official"]), (2569, ["official"])],
)
def test_year_has_the_pages_that_it_can_be_scored_on(fiscal_year: int, names: list[str], staff: Client) -> None:
    html = staff.get(reverse("scores", args=["ban-chang", fiscal_year])).content.decode()

    found = re.findall(rf'href="/m/ban-chang/{fiscal_year}/scores/([A-Za-z]+)/"', html)
    assert list(dict.fromkeys(each for each in found if each not in {"file", "print"})) == names
    assert staff.get(reverse("grid", args=["ban-chang", fiscal_year, "XIT"])).status_code == 404


def test_page_has_a_labelled_cell_for_each_question_and_part(staff: Client) -> None:
    html = staff.get(page("EIT")).content.decode()

    cells = re.findall(r'<input type="text"\s+id="([^"]+)"[^>]*aria-labelledby="(row-\S+) (column-\d)"', html)
    assert cells == [(f"e{n}-{part}", f"row-e{n}", f"column-{part}") for n in range(1, 10) for part in (1, 2)]


def test_page_writes_nothing(staff: Client) -> None:
    staff.get(page())

    assert not Assessment.objects.filter(municipality__slug="ban-chang", framework=2568).exists()


@pytest.mark.parametrize("name", ["IIT", "EIT", "OIT", "official"])
@pytest.mark.parametrize("slug", ["ban-suan", "sateng-nok"])
def test_page_asks_the_same_few_queries_for_52_and_for_88_questions(
    name: str, slug: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, url = logged_in(f"{slug}.staff"), reverse("grid", args=[slug, SCORED[slug], name])
    client.get(url)

    with django_assert_num_queries(14):
        client.get(url)


def test_cell_is_stored_and_said(staff: Client) -> None:
    answer = save(staff, "i1", " ๙๘.๒๘0% ")

    assert answer.status_code == 200
    assert json.loads(answer.headers["HX-Trigger"]) == {"score-saved": {"key": "i1", "version": 1, "value": "98.28"}}
    assert re.search(r"บันทึกแล้ว \d\d:\d\d น\.", words(answer))
    assert "1 จาก 61" in words(answer)
    assert stored() == {"i1": Decimal("98.28")}


def test_cell_of_the_last_question_completes_its_indicator(staff: Client) -> None:
    """(97 + 98 + 100) / 3 = 98.33."""
    save(staff, "i1", "97")
    save(staff, "i2", "98")

    answer = save(staff, "i3", "100")

    assert "คะแนนตัวชี้วัดที่ 1 คำนวณ 98.33 คะแนนทางการ –" in words(answer)


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("i1", "98,28", "อ่าน “98,28” เป็นตัวเลขไม่ได้ กรุณาใช้จุดทศนิยมแทนจุลภาค เช่น 98.28 (หมายถึง 98.28 หรือไม่)"),
        ("i1", "100.5", "ข้อ i1 ได้ 100.5 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข"),
        ("i1", "98.2855", "ข้อ i1 ได้ 98.2855 คะแนน มีทศนิยมเกิน 3 ตำแหน่ง กรุณาปัดเศษให้เหลือ 3 ตำแหน่ง"),
        ("o1", "50", "ข้อ o1 ได้ 50 คะแนน แต่ข้อ OIT มีได้เฉพาะ 0 หรือ 100 กรุณาตรวจสอบ"),
        ("o1", "มี", "กรุณากรอก 100 หากมีการเปิดเผยข้อมูล หรือ 0 หากไม่มี"),
    ],
)
def test_cell_that_cannot_be_stored_is_refused_with_a_sentence(
    key: str, value: str, sentence: str, staff: Client
) -> None:
    answer = save(staff, key, value)

    assert answer.status_code == 422
    assert words(answer) == f"ยังไม่ได้บันทึก: {sentence}"
    assert stored() == {}


@pytest.mark.parametrize("version", ["", "x", "-1", "1" * 40])
def test_cell_without_a_version_is_refused(version: str, staff: Client) -> None:
    url = reverse("cell", args=["ban-chang", 2568, "i1"])

    answer = staff.post(url, {"value": "90", "version": version})

    assert answer.status_code in {409, 422}
    assert stored() == {}


def test_cell_that_another_changed_shows_both_values(staff: Client) -> None:
    save(logged_in("ban-chang.officer"), "i1", "80")

    answer = save(staff, "i1", "81")

    assert answer.status_code == 409
    assert re.search(r"นายชาญวิทย์ พยูนทอง บันทึก 80 เมื่อ .* น\. ท่านกรอก 81", words(answer))
    assert 'data-version="1"' in answer.content.decode()
    assert stored() == {"i1": Decimal(80)}


def test_cell_that_another_filled_in_alike_is_no_conflict(staff: Client) -> None:
    save(logged_in("ban-chang.officer"), "i1", "80")

    answer = save(staff, "i1", "80.0")

    assert answer.status_code == 200
    assert ScoreChange.objects.count() - _imported() == 1


def _imported() -> int:
    """The changes that the demo itself brought."""
    return ScoreChange.objects.filter(act__kind=ScoreAct.Kind.IMPORT).count()


def test_cell_that_looks_wrong_is_stored_and_asked_about(staff: Client) -> None:
    save(staff, "indicator-1", "98.28")

    answer = save(staff, "i2", "98.28")

    assert answer.status_code == 200
    assert "ข้อ i2 ได้ 98.28 เท่ากับคะแนนทางการของตัวชี้วัดที่ 1 พอดี" in words(answer)


def test_cell_of_a_locked_year_is_refused(staff: Client) -> None:
    save(staff, "i1", "80")
    Assessment.objects.filter(municipality__slug="ban-chang", framework=2568).update(state=State.SUBMITTED)

    answer = save(staff, "i1", "81", 1)

    assert answer.status_code == 423
    assert "คะแนนปีงบประมาณ 2568 อยู่ในสถานะ “รอผู้บริหารอนุมัติ” จึงแก้ไขไม่ได้" in words(answer)
    assert 'data-version="' not in staff.get(page()).content.decode()
    assert stored() == {"i1": Decimal(80)}


def test_cell_of_an_ended_session_is_told_so() -> None:
    answer = save(Client(), "i1", "90")

    assert answer.status_code == 401


@pytest.mark.parametrize("key", ["x9", "e1", "o29", "EIT-3"])
def test_cell_that_the_year_does_not_have_is_not_found(key: str, staff: Client) -> None:
    assert save(staff, key, "90").status_code == 404


def test_form_stores_what_changed_as_one_act(staff: Client) -> None:
    save(staff, "i1", "80")
    data = {"i1": "80", "i1-saw": "1:80", "i2": "๙๐", "i2-saw": "0:", "i3": "", "i3-saw": "0:"}

    answer = staff.post(page(), data)

    assert answer.status_code == 302
    assert stored() == {"i1": Decimal(80), "i2": Decimal(90)}
    act = ScoreAct.objects.first()
    assert act is not None
    assert (act.kind, [change.place for change in act.changes.all()]) == ("form", ["i2"])


def test_form_with_a_fault_keeps_every_text_and_stores_nothing(staff: Client) -> None:
    data = {"i1": "80", "i1-saw": "0:", "i2": "เก้าสิบ", "i2-saw": "0:"}

    answer = staff.post(page(), data)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert re.findall(r'id="(i[12])"[^>]*value="([^"]*)"', html) == [("i1", "80"), ("i2", "เก้าสิบ")]
    assert 'href="#i2"' in html
    assert stored() == {}


def test_form_over_somebody_elses_value_shows_both_and_saves_when_asked_again(staff: Client) -> None:
    save(logged_in("ban-chang.officer"), "i1", "80")

    answer = staff.post(page(), {"i1": "81", "i1-saw": "0:"})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert 'บันทึก <strong class="number">80</strong>' in html
    assert re.findall(r'name="i1(?:-saw)?"[^>]*value="([^"]*)"', html) == ["81", "1:80"]
    assert stored() == {"i1": Decimal(80)}
    assert staff.post(page(), {"i1": "81", "i1-saw": "1:80"}).status_code == 302
    assert stored() == {"i1": Decimal(81)}


def test_form_with_a_fault_remembers_what_was_seen(staff: Client) -> None:
    """Somebody else's 97 came between: mending i2 must not store 96 over it unasked."""
    save(staff, "i1", "98")
    save(logged_in("ban-chang.officer"), "i1", "97", 1)

    refused = staff.post(page(), {"i1": "96", "i1-saw": "1:98", "i2": "x", "i2-saw": "0:"})
    saw = re.findall(r'name="i1-saw" value="([^"]*)"', refused.content.decode())
    again = staff.post(page(), {"i1": "96", "i1-saw": saw[0], "i2": "90", "i2-saw": "0:"})

    assert saw == ["1:98"]
    assert again.status_code == 409
    assert stored() == {"i1": Decimal(97)}


def test_form_leaves_what_somebody_else_changed_and_nobody_touched(staff: Client) -> None:
    save(logged_in("ban-chang.officer"), "i1", "80")

    answer = staff.post(page(), {"i1": "", "i1-saw": "0:", "i2": "70", "i2-saw": "0:"})

    assert answer.status_code == 302
    assert stored() == {"i1": Decimal(80), "i2": Decimal(70)}


def test_details_tell_who_changed_what_and_when(staff: Client) -> None:
    save(staff, "i1", "80")
    save(logged_in("ban-chang.officer"), "i1", "81", 1)

    page_of_its_own = staff.get(reverse("cell", args=["ban-chang", 2568, "i1"]))
    part = staff.get(reverse("cell", args=["ban-chang", 2568, "i1"]), **HTMX)  # type: ignore[arg-type]

    assert isinstance(page_of_its_own, HttpResponse)
    text = words(page_of_its_own)
    assert text.index("80 → 81 นายชาญวิทย์ พยูนทอง · กรอกในตาราง") < text.index("ช่องว่าง → 80 นางสาวณัฐธิดา")
    assert b"<html" in page_of_its_own.content
    assert b"<html" not in part.content


def test_comment_is_kept_with_its_author(staff: Client) -> None:
    url = reverse("cell_comment", args=["ban-chang", 2568, "i1"])

    staff.post(url, {"text": "ตรวจกับ <b>ITAS</b> แล้ว"})
    empty = staff.post(url, {"text": "  "})

    page_after = staff.get(reverse("cell", args=["ban-chang", 2568, "i1"]))
    assert "ตรวจกับ &lt;b&gt;ITAS&lt;/b&gt; แล้ว" in page_after.content.decode()
    assert empty.status_code == 422


def test_comment_in_the_dialog_is_said_and_marked_in_the_grid(staff: Client) -> None:
    url = reverse("cell_comment", args=["ban-chang", 2568, "i1"])

    said = staff.post(url, {"text": "ตรวจแล้ว"}, **HTMX)  # type: ignore[arg-type]
    shown = staff.get(page()).content.decode()

    assert re.search(r'role="status" tabindex="-1" autofocus>.*บันทึกความเห็นแล้ว', said.content.decode(), re.DOTALL)
    mark = r'id="(i\d+)-more"[^>]*มี (\d) ความเห็น"'
    assert re.findall(mark, said.content.decode()) == re.findall(mark, shown) == [("i1", "1")]


def test_comment_that_is_too_long_stays_in_its_field(staff: Client) -> None:
    url = reverse("cell_comment", args=["ban-chang", 2568, "i1"])
    fits = "ก\r\n" * 499 + "กก"  # 499 letters and line ends, and two more letters: 1,000

    refused = staff.post(url, {"text": fits + "ก"})
    taken = staff.post(url, {"text": fits})

    assert refused.status_code == 422
    assert refused.content.decode().count("ก\r\n") == 499
    assert taken.status_code == 302


def test_undo_takes_back_the_last_act_and_lists_its_figures(staff: Client) -> None:
    save(staff, "i1", "80")
    save(staff, "i2", "81")

    answer = staff.post(
        reverse("scores_undo", args=["ban-chang", 2568]),
        {"page": "IIT"},
        **HTMX,  # type: ignore[arg-type]
    )

    assert re.findall(r'data-key="(\w+)"\s+data-version="(\d+)"\s+data-value="(.*?)"', answer.content.decode()) == [
        ("i2", "2", "")
    ]
    assert stored() == {"i1": Decimal(80), "i2": None}


def test_undo_without_an_act_says_so(staff: Client) -> None:
    save(staff, "i1", "80")

    answer = logged_in("ban-chang.officer").post(
        reverse("scores_undo", args=["ban-chang", 2568]),
        {"page": "IIT"},
        **HTMX,  # type: ignore[arg-type]
    )

    assert answer.status_code == 422
    assert stored() == {"i1": Decimal(80)}
