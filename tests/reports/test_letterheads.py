"""The look of a municipality's documents: the verb with its bounds, and what the documents and renderers make of it."""

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from accounts.models import Membership, Municipality, Role
from reports.content import Document, PageBreak, PageSetup, Paragraph, Row, Section, Signature, Table, cell, text
from reports.documents.executive_summary import build as summary
from reports.documents.indicator_analysis import build
from reports.documents.letterheads import page_of, signatures
from reports.models import Duty, Letterhead, NumbersPlace, Signatory
from reports.queries.letterheads import letterhead_get
from reports.renderers import html, pdf, xlsx
from reports.verbs.letterheads import head_line_fault, letterhead_set, margin_faults
from tests.factories import assessment, municipality, user

pytestmark = pytest.mark.django_db

MARGINS = {"left": Decimal("2.5"), "right": Decimal("1.5"), "top": Decimal(3), "bottom": Decimal(2)}


def store(place: Municipality, **changes: Any) -> Letterhead:
    """A letterhead that has all."""
    given: dict[str, Any] = {
        "version": 0,
        "head_line": "งานนโยบายและแผน",
        "margins_cm": MARGINS,
        "numbers": NumbersPlace.BOTTOM_RIGHT,
        "signatories": {Duty.APPROVED: Signatory("นายเอก ดี", "นายกเทศมนตรี")},
    }
    return letterhead_set(municipality=place, **given | changes)


def margins(**changes: str) -> Mapping[str, Decimal]:
    return MARGINS | {side: Decimal(value) for side, value in changes.items()}


def test_letterhead_that_was_never_set_is_the_official_look() -> None:
    place = municipality()

    letterhead = letterhead_get(place)

    assert letterhead.version == 0
    assert page_of(letterhead) == PageSetup()
    assert not Letterhead.objects.exists()


def test_letterhead_set_stores_what_was_typed_cleaned() -> None:
    place = municipality()

    store(place, head_line="  งาน\nนโยบาย ", signatories={Duty.CHECKED: Signatory("นางโท  ใจ", "ปลัด\r\nเทศบาล")})

    letterhead = letterhead_get(place)
    assert (letterhead.head_line, letterhead.version) == ("งาน นโยบาย", 1)
    assert letterhead.signatory(Duty.CHECKED) == Signatory("นางโท ใจ", "ปลัด\nเทศบาล")
    assert page_of(letterhead) == PageSetup(
        left_cm=2.5, right_cm=1.5, top_cm=3.0, bottom_cm=2.0, head_line="งาน นโยบาย", numbers="bottom-right"
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"left": "0.9"}, "ขอบซ้ายต้องอยู่ระหว่าง 1 ถึง 5 ซม."),
        ({"right": "5.1"}, "ขอบขวาต้องอยู่ระหว่าง 1 ถึง 5 ซม."),
        ({"top": "1.4"}, "ขอบบนต้องอยู่ระหว่าง 1.5 ถึง 5 ซม."),
        ({"bottom": "NaN"}, "ขอบล่างต้องอยู่ระหว่าง 1.5 ถึง 5 ซม."),
        ({"bottom": "2.25"}, "ขอบล่างมีทศนิยมได้หนึ่งตำแหน่ง เช่น 2.5"),
        ({"left": "4", "right": "3.1"}, "ขอบซ้ายและขอบขวารวมกันต้องไม่เกิน 7 ซม. มิฉะนั้นตารางจะแคบเกินไป"),
        ({"top": "4", "bottom": "3.8"}, "ขอบบนและขอบล่างรวมกันต้องไม่เกิน 7.7 ซม. มิฉะนั้นเนื้อที่พิมพ์จะน้อยเกินไป"),
    ],
)
def test_margins_that_leave_too_little_room_are_refused(typed: dict[str, str], sentence: str) -> None:
    """A4 is 21 by 29.7: 21 - 14 = 7, 29.7 - 22 = 7.7."""
    place = municipality()

    with pytest.raises(UserError) as refused:
        store(place, margins_cm=margins(**typed))

    assert refused.value.messages == (sentence,)
    assert not Letterhead.objects.exists()


def test_margins_at_their_bounds_are_taken() -> None:
    faults = [
        margin_faults(margins(left="4", right="3", top="4.7", bottom="3")),
        margin_faults(margins(left="1", right="1", top="1.5", bottom="1.5")),
    ]

    assert faults == [{}, {}]


@pytest.mark.parametrize(
    ("signatory", "sentence"),
    [
        (Signatory("", "ปลัดเทศบาล"), "กรุณาระบุชื่อผู้ตรวจสอบ หรือลบตำแหน่งของผู้ตรวจสอบออก"),
        (Signatory("นางโท", "", "ปลัด"), "กรุณาระบุตำแหน่งของผู้ตรวจสอบที่รักษาราชการแทน"),
        (Signatory("นางโท", "ก\nข\nค\nง"), "ตำแหน่งผู้ตรวจสอบมีได้ไม่เกิน 3 บรรทัด"),
        (Signatory("ก" * 201), "ชื่อผู้ตรวจสอบยาว 201 ตัวอักษร กรุณาย่อให้ไม่เกิน 200 ตัวอักษร"),
    ],
)
def test_signatory_without_what_belongs_to_it_is_refused(signatory: Signatory, sentence: str) -> None:
    place = municipality()

    with pytest.raises(UserError) as refused:
        store(place, signatories={Duty.CHECKED: signatory})

    assert refused.value.messages == (sentence,)


def test_letterhead_that_somebody_else_stored_meanwhile_is_refused() -> None:
    place = municipality()
    store(place)

    with pytest.raises(UserError, match="มีผู้แก้ไขรูปแบบเอกสารก่อนท่านบันทึก"):
        store(place, head_line="อื่น")

    assert letterhead_get(place).head_line == "งานนโยบายและแผน"


def test_signatures_are_of_those_who_prepared_checked_and_approved() -> None:
    place = municipality()
    store(
        place,
        signatories={
            Duty.PREPARED: Signatory("นางสาวตรี งาม", "นักวิเคราะห์นโยบาย"),
            Duty.APPROVED: Signatory("นายเอก ดี", "รองนายกเทศมนตรี", "นายกเทศมนตรีเมืองบ้านสวน"),
        },
    )

    blocks = signatures(letterhead_get(place))

    assert blocks == (
        Signature("นางสาวตรี งาม", ("นักวิเคราะห์นโยบาย", "ผู้จัดทำ")),
        Signature("นายเอก ดี", ("รองนายกเทศมนตรี รักษาราชการแทน", "นายกเทศมนตรีเมืองบ้านสวน", "ผู้อนุมัติ")),
    )


def test_signature_without_an_approver_is_the_registered_executive() -> None:
    place = municipality()
    executive = user(first_name="วิรัตน์", last_name="มิ่ง", title="นาย")
    Membership.objects.create(user=executive, municipality=place, role=Role.EXECUTIVE, position="นายกเทศมนตรี")

    blocks = signatures(letterhead_get(place))

    assert blocks == (Signature("นายวิรัตน์ มิ่ง", ("นายกเทศมนตรี",)),)


def test_documents_take_paper_and_signatures_from_the_letterhead(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """One query for the letterhead, and none for the executive where an approver is named."""
    place = municipality()
    assessment(place, 2568, {"indicator-1": "90"})
    build(place, 2568)

    with django_assert_num_queries(9):
        build(place, 2568)
    store(place)
    with django_assert_num_queries(8):
        document = build(place, 2568)

    assert document.page == page_of(letterhead_get(place))
    assert document.sections[-1].blocks[-1] == Signature("นายเอก ดี", ("นายกเทศมนตรี",))


def test_summary_takes_all_but_the_margins() -> None:
    place = municipality()
    assessment(place, 2568, {"indicator-1": "90"})
    store(place)

    page = summary(place, 2568).page

    assert (page.head_line, page.numbers) == ("งานนโยบายและแผน", "bottom-right")
    assert (page.left_cm, page.right_cm, page.top_cm, page.bottom_cm) == (2.0, 2.0, 2.0, 1.5)


def two_pages(**setup: Any) -> Document:
    blocks = (Paragraph(text("หน้าแรก")), PageBreak(), Paragraph(text("หน้าหลัง")))
    return Document("note", "เรื่อง", "เทศบาล", (Section("หน้า", blocks),), page=PageSetup(**setup))


def where(data: bytes, words: str) -> list[tuple[float, float] | None]:
    """Where on each page (shares of its width and height, from the lower left) the words begin, None where not."""
    found = []
    for page in pypdfium2.PdfDocument(data):
        search = page.get_textpage().search(words)
        place = search.get_next()
        box = page.get_textpage().get_charbox(place[0]) if place else None
        found.append((round(box[0] / page.get_width(), 2), round(box[1] / page.get_height(), 2)) if box else None)
    return found


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("top-center", (0.51, 0.95)),
        ("top-right", (0.86, 0.95)),
        ("bottom-center", (0.51, 0.03)),
        ("bottom-right", (0.86, 0.03)),
    ],
)
def test_pdf_has_its_numbers_where_they_belong_from_the_second_page_on(
    numbers: str, expected: tuple[float, float]
) -> None:
    data = pdf.render(two_pages(numbers=numbers))

    first, second = where(data, "- ๒ -")
    assert first is None
    assert second is not None
    assert abs(second[0] - expected[0]) < 0.04
    assert abs(second[1] - expected[1]) < 0.03


def test_pdf_without_numbers_has_none() -> None:
    assert where(pdf.render(two_pages(numbers="none")), "- ๒ -") == [None, None]


def test_pdf_has_its_head_line_at_the_top_left_of_every_page() -> None:
    data = pdf.render(two_pages(head_line="ฝ่าย 1"), digits="thai")

    places = where(data, "ฝ่าย ๑")
    assert [place and place[0] for place in places] == [0.14, 0.14]
    assert all(place and place[1] > 0.93 for place in places)


LONG_HEAD_LINE = "งานป้องกันและปราบปรามการทุจริต สำนักปลัดเทศบาล เทศบาลนครบ้านสวน"


@pytest.mark.parametrize("numbers", ["top-center", "top-right", "bottom-center", "bottom-right"])
@pytest.mark.parametrize("head_line", [LONG_HEAD_LINE, LONG_HEAD_LINE * 2, "W" * 120])
def test_number_stays_on_one_line_beside_a_long_head_line(numbers: str, head_line: str) -> None:
    """The second and the third are longer than may be stored; one from before that bound must not break a page."""
    data = pdf.render(two_pages(numbers=numbers, head_line=head_line), digits="thai")

    page = pypdfium2.PdfDocument(data)[1]
    words = page.get_textpage()
    first, last = (words.get_charbox(words.get_text_range().index("- ๒ -") + at) for at in (0, 4))
    boxes = [words.get_charbox(at) for at in range(words.count_chars())]
    assert abs(first[1] - last[1]) < 1
    assert max(box[2] for box in boxes) <= page.get_width() - 2 / 2.54 * 72 + 2


@pytest.mark.parametrize("top", ["1.5", "2", "2.5"])
@pytest.mark.parametrize("numbers", list(NumbersPlace))
@pytest.mark.parametrize("letters", ["งานป้องกันการทุจริต สำนักปลัด เทศบาล", "ก", "WHO ", "งานป้องกันและปราบปรามการทุจริต"])
def test_longest_head_line_that_is_taken_lies_within_its_margin(top: str, numbers: NumbersPlace, letters: str) -> None:
    """As of 16 cm: 58 letters on two lines beside a number in its middle ((16 - 1.5) / 2 * 4 = 29), 29 on one."""
    wide = margins(left="3", right="2", top=top)
    typed = (letters * 120)[:120].strip()
    while head_line_fault(typed, wide, numbers):
        typed = typed[:-1]

    data = pdf.render(two_pages(numbers=numbers, head_line=typed, top_cm=float(top)), digits="thai")

    words = pypdfium2.PdfDocument(data)[0].get_textpage()
    boxes = [words.get_charbox(at) for at in range(words.get_text_range().index("หน้าแรก"))]
    text_top = (29.7 - float(top)) / 2.54 * 72
    assert all(text_top < bottom and high < 29.7 / 2.54 * 72 for _, bottom, _, high in boxes)


@pytest.mark.parametrize(
    ("most", "top", "numbers", "others"),
    [
        (58, "2", NumbersPlace.TOP_CENTER, " หรือย้ายเลขหน้าไปด้านล่าง"),
        (58, "1.9", NumbersPlace.TOP_RIGHT, " หรือย้ายเลขหน้าไปด้านล่าง หรือเพิ่มขอบบนเป็น 2 ซม. ขึ้นไป"),
        (64, "1.9", NumbersPlace.NONE, " หรือเพิ่มขอบบนเป็น 2 ซม. ขึ้นไป"),
    ],
)
def test_head_line_without_room_is_refused(most: int, top: str, numbers: NumbersPlace, others: str) -> None:
    """Of 16 cm 14.5 are left by a number, half of them where it is in the middle: 4 letters a cm, marks not counted."""
    place = municipality()
    wide = margins(left="3", right="2", top=top)

    with pytest.raises(UserError) as refused:
        store(place, head_line="ก" * (most + 1), margins_cm=wide, numbers=numbers)

    assert refused.value.messages == (
        f"ข้อความหัวกระดาษยาวเกินเนื้อที่ในขอบบน กรุณาย่อให้เหลือราว {most} ตัวอักษร โดยไม่นับสระและวรรณยุกต์ที่อยู่บนหรือล่างพยัญชนะ{others}",
    )
    assert head_line_fault("กี่" * most, wide, numbers) == ""


def test_head_line_cannot_leave_the_style_sheet() -> None:
    head_line = '"} </style><script>alert(1)</script> \\ counter(page)'

    page = html.render(two_pages(head_line=head_line), digits="arabic").decode()

    assert page.count("<script") == 0
    assert page.count("</style>") == 1
    assert where(pdf.render(two_pages(head_line=head_line), digits="arabic"), "counter(page)") != [None, None]


@pytest.mark.parametrize(
    ("numbers", "edge", "side"), [("top-right", "Header", "right"), ("bottom-center", "Footer", "center")]
)
def test_workbook_has_head_line_and_numbers(numbers: str, edge: str, side: str) -> None:
    book = load_workbook(BytesIO(xlsx.render(two_pages(numbers=numbers, head_line="R&D"))))

    sheet = book.worksheets[0]
    assert getattr(getattr(sheet, f"odd{edge}"), side).text == "- &P -"
    assert getattr(getattr(sheet, f"first{edge}"), side).text is None
    assert [header and header.left.text for header in (sheet.oddHeader, sheet.firstHeader)] == ["R&&D", "R&&D"]


@pytest.mark.parametrize("rows", range(24, 32, 2))
def test_three_signatures_stand_beside_each_other_and_never_alone(rows: int) -> None:
    """From 24 to 31 rows the table reaches the page's foot and goes on behind it."""
    table = Table("ตาราง", (1,), (), tuple(Row((cell(f"แถวที่ {number}"),)) for number in range(rows)))
    signed = tuple(Signature(f"คนที่ {number}", ("ตำแหน่ง",)) for number in (1, 2, 3))
    document = Document("note", "เรื่อง", "เทศบาล", (Section("หน้า", (table, *signed)),))

    data = pdf.render(document, digits="arabic")

    first, second, third = ([place for place in where(data, f"(คนที่ {number})") if place] for number in (1, 2, 3))
    pages = pypdfium2.PdfDocument(data)
    last_page = pages[len(pages) - 1].get_textpage().get_text_bounded()
    assert first[0][1] == second[0][1] == third[0][1]
    assert first[0][0] < second[0][0] < third[0][0]
    assert f"แถวที่ {rows - 1}" in last_page


def test_document_without_settings_carries_no_rules_of_a_letterhead() -> None:
    page = html.render(two_pages())

    assert page == html.render(two_pages(head_line="", numbers="top-center"))
    assert b"top-left" not in page
    assert b".radar" not in page
