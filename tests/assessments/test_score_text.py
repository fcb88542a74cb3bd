"""Text that people copy from the result page of ITAS or from a PDF: read, or said why not; nothing is guessed."""

import pytest

from accounts.errors import UserError
from assessments.importers.score_text import scores_text_read
from tests.assessments.texts import SPEC, faults, scores
from tests.factories import figures, framework_data

SPEC_2566 = framework_data(2566).spec
NO_SCORES = "ไม่พบรหัสและคะแนนในข้อความ กรุณาคัดลอกทั้งรหัสและคะแนน เช่น i1 98.28"
TOO_LONG = "ข้อความยาวเกินไป กรุณาคัดลอกเฉพาะส่วนที่มีคะแนน"


@pytest.mark.parametrize(
    "line",
    [
        "i1 97.82",
        "I1\t97.82",
        "ข้อ i1 ๙๗.๘๒",
        "ข้อ I๑: 97.82 คะแนน",
        "i1 เจ้าหน้าที่ในหน่วยงานของท่าน ให้บริการเป็นไปตามขั้นตอน มากน้อยเพียงใด 97.82",
        "| 1 | i1 | ปี 2568 ทราบข้อ 3 หรือไม่ | 97.82 |",
        "1. i1 ได้ 97.82 %",
        "i1 (97.82 คะแนน)",
        "i1 97.82/100",
        "i1 97.82 จาก 100 คะแนน",
        "i1\t97.82\tผ่านเกณฑ์ ระดับคะแนนที่กำหนด",
        "i1 97.82 ผ่านดี",
        "IIT\tตัวชี้วัดที่ 1\ti1\tปฏิบัติงานตามขั้นตอน\t97.82",
        "i1\n97.82",
        "i1\nท่านรู้จักข้อ 3\nหรือไม่\n\n97.82",
        "i1 เจ้าหน้าที่ในหน่วยงาน\nปฏิบัติงานตามขั้นตอน 97.82",
        "i1 97.82\ni1 97.82",
        "i1\ufeff\u200b 97.82\r\n",
        "97.82 i1",
        "97.82\ti1",
        "97.82 คะแนน ข้อ I๑",
        "97.82\tปฏิบัติงานตามขั้นตอน\ti1",
        "1\t97.82\ti1",
        "i1,97.82",
        "i1, 97.82",
        "i1：97.82",
        "i1;97.82",
        "i1 = 97.82",
        "ｉ１\u3000９７．８２",
        "i1 97 . 82",
        "i1 น้ำหนัก 0.5 คะแนน 97.82",
        "i1 ถ่วงน้ำหนัก 29.35 97.82",
        "i1\t97.82\tต่ำกว่าเกณฑ์ร้อยละ 85",
        "i1 97.82 เพิ่มขึ้น 2.5",
        "i1 ปีก่อน (2567) 95 ปีนี้ 97.82",
        "i1 ค่าเฉลี่ยทั้งประเทศ 93.82 คะแนน 97.82",
        "i1\tร้อยละ 97.82",
        "i1 97.82 (ร้อยละ 97.82)",
        "i1 4.89 คิดเป็นร้อยละ 97.82",
        "i1 97.82 ต่ำกว่าข้อ i7 มาก",
        "ค่าเฉลี่ยทั้งประเทศ 93.82\ni1\n97.82",
    ],
)
def test_text_of_a_score_in_many_writings(line: str) -> None:
    assert scores(line) == {"i1": "97.82"}


@pytest.mark.parametrize("code", ["o1", "O1", "๐1", "๐๑", "01", "0๑", "ข้อ ๐1", "ข้อ 01", "OIT\tข้อ ๐1", "1\to1"])
def test_text_of_an_item_whose_letter_is_a_zero(code: str) -> None:
    assert scores(f"{code}\tโครงสร้างและอำนาจหน้าที่\t100") == {"o1": "100"}


def test_text_with_two_scores_after_a_code_has_both_parts() -> None:
    text = "e1 ให้บริการตามขั้นตอน 92.25 66.70\ne2\t89.43\t60\ne3\n88.82\n80"

    assert scores(text) == {
        "e1/1": "92.25", "e1/2": "66.70", "e2/1": "89.43", "e2/2": "60", "e3/1": "88.82", "e3/2": "80",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "EIT ส่วนที่ 1\ne1 92.25\ne2 89.43\nส่วนที่ 2\ne1 66.70",
        "ส่วนที่ 1\ne1 92.25\ne2 89.43\nEIT-2\ne1 66.70",
        "e1 ส่วนที่ 1 92.25 ส่วนที่ 2 66.70\ne2 ส่วนที่ 1: 89.43",
        "e1\nส่วนที่ 1 92.25\nส่วนที่ 2 66.70\ne2 ส่วนที่ 1 89.43",
        "ส่วนที่ 1 e1 92.25\ne2 89.43\nส่วนที่ 2 e1 66.70",
        "ข้อ ส่วนที่ 1 ส่วนที่ 2\ne1 92.25 66.70\nส่วนที่ 1\ne2 89.43",
    ],
)
def test_text_with_parts_by_name(text: str) -> None:
    assert scores(text) == {"e1/1": "92.25", "e1/2": "66.70", "e2/1": "89.43"}


def test_text_of_official_figures() -> None:
    text = """
        ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ ๙๘.๒๘
        ตัวชี้วัดที่ 2 (IIT) การใช้งบประมาณ 99.54 คะแนน
        IIT ตัวชี้วัดที่ 3 การใช้อำนาจ 99.93
        indicator-4 97.16
        แบบวัด IIT 98.72
        แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) 94.50
        ส่วนที่ 1 95.00
        ส่วนที่ 2 94
        OIT\t100
        คะแนนรวม 98.12 ผ่านดีเยี่ยม
    """

    assert scores(text) == {
        "indicator-1": "98.28", "indicator-2": "99.54", "indicator-3": "99.93", "indicator-4": "97.16", "IIT": "98.72",
        "EIT": "94.50", "EIT-1": "95.00", "EIT-2": "94", "OIT": "100", "total": "98.12",
    }  # fmt: skip


def test_text_of_the_result_sheet_of_itas() -> None:
    """As a municipality printed it (2566): instruments beside the first of their indicators, items with ๐ for o."""
    text = (
        "คะแนนภาพรวมของหน่วยงาน คะแนนที่ได้ 83.72 คะแนน ระดับผลการประเมิน ต้องปรับปรุง\n"
        "แบบ\tลำดับ\tรายละเอียดตัวชี้วัด\tคะแนน\n"
        "IIT\t1\tการปฏิบัติหน้าที่\t93.60\n"
        "\t2\tการใช้งบประมาณ\t80.28\n"
        "\t5\tการแก้ปัญหาการทุจริต\t81.64\n"
        "EIT\t6\tคุณภาพการดำเนินงาน\t80.09\n"
        "OIT\t9\tการเปิดเผยข้อมูล\t100.00\n"
        "\t10\tการป้องกันการทุจริต\t73.75\n"
        "\n"
        "\tOIT\tข้อ ๐15\t100.00\tผ่านเกณฑ์ ระดับคะแนนที่ กำหนดจึงจำเป็นต้องรักษา\n"
        "\tOIT\tข้อ ๐34\t100.00\tข้อ ๐34 ผ่านเกณฑ์ ระดับ\n"
        "\tIIT\tข้อ i8\t52.98\tเป็นข้อบกพร่อง\n"
    )

    reading = scores_text_read(text, SPEC_2566)

    assert reading.figures == figures(
        SPEC_2566,
        {
            "total": "83.72", "indicator-1": "93.60", "indicator-2": "80.28", "indicator-5": "81.64",
            "indicator-6": "80.09", "indicator-9": "100", "indicator-10": "73.75", "o15": "100", "o34": "100",
            "i8": "52.98",
        },
    )  # fmt: skip
    assert reading.faults == ()
    assert reading.remarks == ("บรรทัด 2: ไม่ได้อ่าน “แบบ ลำดับ รายละเอียดตัวชี้วัด …”",)


def test_text_of_pairs_on_one_line_and_of_scores_under_their_codes() -> None:
    assert scores("i1 97.82 i2 98.11 o1 100") == {"i1": "97.82", "i2": "98.11", "o1": "100"}
    assert scores("i1\ti2\to1\n97\t98\t100") == {"i1": "97", "i2": "98", "o1": "100"}


def test_text_does_not_take_a_sub_indicator_or_a_page_number_for_a_score() -> None:
    text = "o1 โครงสร้าง\n9.1 ข้อมูลพื้นฐาน 100\ni1 97.82\nหน้า 3\n4\ni2 98"

    reading = scores_text_read(text, SPEC)

    assert reading.figures == figures(SPEC, {"i1": "97.82", "i2": "98"})
    assert reading.remarks == (
        "ไม่พบคะแนนของข้อ o1",
        "บรรทัด 2: ไม่ได้อ่าน “9.1 ข้อมูลพื้นฐาน 100”",
        "บรรทัด 5: ไม่ได้อ่าน “4”",
        "บรรทัด 4: ไม่ได้อ่าน “หน้า 3”",
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "i1 3.91 97.82",
            "พบตัวเลขมากกว่าหนึ่งตัว (3.91 และ 97.82) จึงไม่ทราบว่าตัวใดเป็นคะแนนของข้อ i1 กรุณาเหลือไว้ตัวเดียว",
        ),
        (
            "i1\n3.91\n97.82",
            "พบตัวเลขมากกว่าหนึ่งตัว (3.91 และ 97.82) จึงไม่ทราบว่าตัวใดเป็นคะแนนของข้อ i1 กรุณาเหลือไว้ตัวเดียว",
        ),
        (
            "e1 92.25 66.70 80",
            "พบตัวเลขมากกว่าหนึ่งตัว (92.25 66.70 และ 80) จึงไม่ทราบว่าตัวใดเป็นคะแนนของข้อ e1 กรุณาเหลือไว้ตัวเดียว",
        ),
        (
            "i1 ตามที่ตอบใน i3 ได้ 97.82",
            "พบหลายรหัส (ข้อ i1 และข้อ i3) จึงไม่ทราบว่าคะแนนเป็นของรหัสใด กรุณาแยกรหัสและคะแนนเป็นบรรทัดละข้อ",
        ),
        (
            "i1 ตามที่ท่าน\nตอบใน i3 97.82",
            "พบหลายรหัส (ข้อ i1 และข้อ i3) จึงไม่ทราบว่าคะแนนเป็นของรหัสใด กรุณาแยกรหัสและคะแนนเป็นบรรทัดละข้อ",
        ),
        (
            "i1 i2 i3 i4 i5 i6 90",
            "พบหลายรหัส (ข้อ i1 ข้อ i2 ข้อ i3 ข้อ i4 …) จึงไม่ทราบว่าคะแนนเป็นของรหัสใด กรุณาแยกรหัสและคะแนนเป็นบรรทัดละข้อ",
        ),
        ("e1 92.25", "ข้อ e1 ของแบบวัด EIT ต้องระบุส่วนที่ 1 หรือ 2"),
        ("i1 97,82", "อ่าน “97,82” เป็นตัวเลขไม่ได้ กรุณาใช้จุดทศนิยมแทนจุลภาค เช่น 98.28 (หมายถึง 97.82 หรือไม่)"),
        ("i1 978.2", "ข้อ i1 ได้ 978.2 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข"),
        ("o1 50", "ข้อ o1 ได้ 50 คะแนน แต่ข้อ OIT มีได้เฉพาะ 0 หรือ 100 กรุณาตรวจสอบ"),
        ("o99 100", "กรอบการประเมินปี 2568 ไม่มีข้อ o99 (มี o1–o28) กรุณาตรวจสอบรหัส"),
        ("ตัวชี้วัดที่ 11 90", "กรอบการประเมินปี 2568 ไม่มีตัวชี้วัดที่ 11 กรุณาใช้ 1 ถึง 10"),
    ],
)
def test_text_that_leaves_open_what_is_meant_is_a_fault(text: str, fault: str) -> None:
    assert faults(text) == [f"บรรทัด 1: {fault}"]


BOTH = "พบตัวเลขมากกว่าหนึ่งตัว ({}) จึงไม่ทราบว่าตัวใดเป็นคะแนนของ{} กรุณาเหลือไว้ตัวเดียว"
ONE_LINE = "กรุณาแยกรหัสและคะแนนเป็นบรรทัดละข้อ"
WHOSE = "พบหลายรหัส ({}) จึงไม่ทราบว่าคะแนนเป็นของรหัสใด กรุณาแยกรหัสและคะแนนเป็นบรรทัดละข้อ"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("98.28 i1 97.5", "บรรทัด 1: " + BOTH.format("98.28 และ 97.5", "ข้อ i1")),
        ("98 i1 1\n", "บรรทัด 1: " + BOTH.format("98 และ 1", "ข้อ i1")),
        ("12 i3 97.5", "บรรทัด 1: " + BOTH.format("12 และ 97.5", "ข้อ i3")),
        ("92 e1 66", "บรรทัด 1: " + BOTH.format("92 และ 66", "ข้อ e1")),
        ("i1 (97.82) 4.89", "บรรทัด 1: " + BOTH.format("97.82 และ 4.89", "ข้อ i1")),
        ("i1 97.82 ระดับดี 4.89", "บรรทัด 1: " + BOTH.format("97.82 และ 4.89", "ข้อ i1")),
        ("i1 มาก 50 น้อย 60", "บรรทัด 1: " + BOTH.format("50 และ 60", "ข้อ i1")),
        ("i1 คะแนนเต็ม 5 ได้ 4.89", "บรรทัด 1: " + BOTH.format("5 และ 4.89", "ข้อ i1")),
        ("i1 คะแนน 4.89 คิดเป็นร้อยละ 97.82", "บรรทัด 1: " + BOTH.format("4.89 และ 97.82", "ข้อ i1")),
        ("i1 ร้อยละ 97.82 4.89", "บรรทัด 1: " + BOTH.format("97.82 และ 4.89", "ข้อ i1")),
        ("i1 ปี 2567 95.5 ปี 2568 97.82", "บรรทัด 1: " + BOTH.format("95.5 และ 97.82", "ข้อ i1")),
        ("IIT 30 90.5 27.15", "บรรทัด 1: " + BOTH.format("30 90.5 และ 27.15", "แบบวัด IIT")),
        ("e1 92.25 66.70 รวม 79.48", "บรรทัด 1: " + BOTH.format("92.25 66.70 และ 79.48", "ข้อ e1")),
        ("98.28\ni1\n97.5\ni2", "บรรทัด 2: " + BOTH.format("98.28 และ 97.5", "ข้อ i1")),
        ("98.28 i1\n97.5\ni2 96", "บรรทัด 1: " + BOTH.format("98.28 และ 97.5", "ข้อ i1")),
        (
            "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่\nให้บริการตามขั้นตอน 97.82\nให้บริการเท่าเทียม 98.11",
            "บรรทัด 1: " + BOTH.format("97.82 และ 98.11", "ตัวชี้วัดที่ 1"),
        ),
        ("i1 97.5 i2", "บรรทัด 1: " + WHOSE.format("ข้อ i1 และข้อ i2")),
        ("98 i1 97.5 i2 96", "บรรทัด 1: " + WHOSE.format("ข้อ i1 และข้อ i2")),
        ("i1\n97.82 i2", "บรรทัด 2: " + WHOSE.format("ข้อ i1 และข้อ i2")),
        ("i1\n97.82 i2\n98.11 i3", "บรรทัด 2: " + WHOSE.format("ข้อ i1 และข้อ i2")),
        ("e1\ne2\n92\n66", "บรรทัด 2: " + WHOSE.format("ข้อ e1 และข้อ e2")),
        (
            "98 i1\ni2\n97",
            "บรรทัด 2: พบ 97 ใต้ข้อ i2 แต่บรรทัดอื่นมีคะแนนอยู่หน้ารหัส จึงไม่ทราบว่าเป็นคะแนนของรหัสใด กรุณาแยกรหัสและคะแนนเป็นบรรทัดละข้อ",
        ),
        (
            "97.5\ni1 98.2\ni2 99.1\ni3",
            "บรรทัด 1: พบ 97.5 อยู่เหนือรหัสแรก และรหัสสุดท้ายไม่มีคะแนน จึงไม่ทราบว่าคะแนนอยู่หน้าหรือหลังรหัส " + ONE_LINE,
        ),
        ("IIT ร้อยละ 30", "บรรทัด 1: ไม่ทราบว่าร้อยละ 30 เป็นคะแนนหรือน้ำหนักของแบบวัด IIT กรุณาใส่คำว่า คะแนน ไว้หน้าคะแนน"),
        ("i1 98.28,4.9", "บรรทัด 1: " + BOTH.format("98.28 และ 4.9", "ข้อ i1")),
        ("i1 5 " + "9" * 2_000, "บรรทัด 1: " + BOTH.format(f"5 และ {'9' * 30}…", "ข้อ i1")),
        ("i1,98,28", "บรรทัด 1: อ่าน “98,28” เป็นตัวเลขไม่ได้ กรุณาใช้จุดทศนิยมแทนจุลภาค เช่น 98.28 (หมายถึง 98.28 หรือไม่)"),
        ("i1 1,000", "บรรทัด 1: อ่าน “1,000” เป็นตัวเลขไม่ได้ กรุณาใช้จุดทศนิยมแทนจุลภาค เช่น 98.28"),
        ("i1-97.82", "บรรทัด 1: ข้อ i1 ได้ -97.82 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข"),
        ("ส่วนที่ 1 บทนำ\ne1 92", "บรรทัด 2: ข้อ e1 ของแบบวัด EIT ต้องระบุส่วนที่ 1 หรือ 2"),
    ],
)
def test_text_whose_numbers_may_be_anothers_is_a_fault(text: str, fault: str) -> None:
    assert faults(text) == [fault]


def test_text_of_an_instrument_has_its_score_not_its_weight() -> None:
    on_one_line = "IIT น้ำหนักร้อยละ 30 คะแนน 90.5 คะแนนถ่วงน้ำหนัก 27.15\nEIT (30%) 94.5\nOIT\tน้ำหนัก\t40\tคะแนน\t100\t40.00"
    below = "IIT\nน้ำหนักร้อยละ 30\nคะแนน 90.5\nคะแนนถ่วงน้ำหนัก 27.15"

    assert scores(on_one_line.replace("\t40.00", "")) == {"IIT": "90.5", "EIT": "94.5", "OIT": "100"}
    assert faults(on_one_line) == ["บรรทัด 3: " + BOTH.format("100 และ 40.00", "แบบวัด OIT")]
    assert scores(below) == {"IIT": "90.5"}


def test_text_of_scores_before_their_codes_is_read_to_its_end() -> None:
    assert scores("98.28 i1\n97.5 i2\n\n๑๐๐\t๐1") == {"i1": "98.28", "i2": "97.5", "o1": "100"}
    assert scores("98.28 i1 97.5 i2\n96 i3") == {"i1": "98.28", "i2": "97.5", "i3": "96"}
    assert scores("98 i1\ni2 97 i3\n96 i4") == {"i1": "98", "i3": "97", "i4": "96"}
    assert scores("i1 98\ni2 97 i3") == {"i1": "98", "i2": "97"}
    assert scores("98 i1\ni2\n97 i3") == {"i1": "98", "i3": "97"}
    assert scores("92 66 e1\n80.5 ส่วนที่ 2 e2\nส่วนที่ 1 70 ส่วนที่ 2 60 e3") == {
        "e1/1": "92", "e1/2": "66", "e2/2": "80.5", "e3/1": "70", "e3/2": "60",
    }  # fmt: skip
    assert scores("98.12 คะแนนรวม\n98.72\tIIT") == {"total": "98.12", "IIT": "98.72"}


def test_text_with_parts_beside_codes_or_behind_scores() -> None:
    assert scores("e1-1 92.25\nE1/๒ 66.70\ne2 (EIT ส่วนที่ 2) 80\ne3 92 (ส่วนที่ 1) 66 (ส่วนที่ 2)\ne4 70 (ส่วนที่ 2)") == {
        "e1/1": "92.25", "e1/2": "66.70", "e2/2": "80", "e3/1": "92", "e3/2": "66", "e4/2": "70",
    }  # fmt: skip


def test_text_with_commas_between_a_code_and_its_scores() -> None:
    assert scores("i1,97.82\ni2,,98,i3,99\ne1,92.25,66.70\ne2,80.5, 70") == {
        "i1": "97.82", "i2": "98", "i3": "99", "e1/1": "92.25", "e1/2": "66.70", "e2/1": "80.5", "e2/2": "70",
    }  # fmt: skip


def test_text_below_a_code_that_begins_with_the_number_of_a_list_has_no_score() -> None:
    reading = scores_text_read("i1 97.82\nแบบวัด OIT\n5\tวันที่ 2 มีนาคม 2569\tการเปิดเผยข้อมูล\n", SPEC)

    assert reading.figures == figures(SPEC, {"i1": "97.82"})
    assert reading.faults == ()


def test_text_of_a_table_that_begins_with_the_numbers_of_its_rows() -> None:
    indicators = "1\ti1\t97.5\n1\ti2\t98\n2\ti4\t99"
    sub_indicators = "9\t9.1\to1\tโครงสร้าง\t100\n9\t9.2\to5\tแผน\t0"
    own = "5\ti5\t97.5\n8\ti8\t98"

    assert scores(indicators) == {"i1": "97.5", "i2": "98", "i4": "99"}
    assert scores(sub_indicators) == {"o1": "100", "o5": "0"}
    assert scores(own) == {"i5": "97.5", "i8": "98"}
    assert scores("97 i1\n98 i2\n99 i3") == {"i1": "97", "i2": "98", "i3": "99"}


def test_text_of_an_analysis_with_remarks_behind_its_scores() -> None:
    """As in a published analysis (2566): numbered issues, whole scores, remarks that name other codes."""
    text = (
        "1.\tกระบวนการปฏิบัติงาน\tIIT\tข้อ i1\t85.93\tผ่านเกณฑ์ ระดับคะแนนที่ กำหนด\n"
        "\t\t\tข้อ i4\t100\tตัวชี้วัด I22 และ I23 ผ่านเกณฑ์\n"
        "๒\tการให้บริการ\tIIT\tข้อ i7\t63.49\tข้อ i10 i11 i12 ผ่านเกณฑ์ สำหรับ ข้อ i7 i8 ยังมี ข้อบกพร่อง\n"
        "\t\tOIT\tข้อ o11\t0\tข้อ ๐11, 012,013 ไม่ผ่าน\n"
    )

    reading = scores_text_read(text, SPEC_2566)

    assert reading.figures == figures(SPEC_2566, {"i1": "85.93", "i4": "100", "i7": "63.49", "o11": "0"})
    assert reading.faults == ()


def test_text_with_two_scores_under_the_heading_of_one_part_is_a_fault() -> None:
    assert faults("ส่วนที่ 1\ne1 92.25 66.70") == [
        "บรรทัด 2: พบตัวเลขมากกว่าหนึ่งตัว (92.25 และ 66.70) จึงไม่ทราบว่าตัวใดเป็นคะแนนของข้อ e1 กรุณาเหลือไว้ตัวเดียว"
    ]


def test_text_with_two_scores_of_one_code_is_a_fault() -> None:
    assert faults("i1 97.82\ni2 90\ni1 97.83") == ["บรรทัด 3: ข้อ i1 ซ้ำกับบรรทัด 1 กรุณาเหลือไว้แห่งเดียว"]


def test_text_with_a_dash_for_a_score_takes_nothing_back() -> None:
    reading = scores_text_read("i1 97.82\ni2 -\n| i3 | – |", SPEC)

    assert reading.figures == figures(SPEC, {"i1": "97.82"})
    assert (reading.faults, reading.remarks) == ((), ("ไม่พบคะแนนของข้อ i2 และ i3",))


def test_text_around_the_scores_is_named_in_a_few_remarks() -> None:
    """Lines with a number stand first; of the rest five in all."""
    text = "\n".join(["i1 97.82", *["ข้อความทั่วไป"] * 6, "ค่าเฉลี่ยทั้งประเทศ 93.82"])

    reading = scores_text_read(text, SPEC)

    assert reading.remarks == (
        "บรรทัด 8: ไม่ได้อ่าน “ค่าเฉลี่ยทั้งประเทศ 93.82”",
        *(f"บรรทัด {number}: ไม่ได้อ่าน “ข้อความทั่วไป”" for number in (2, 3, 4, 5)),
        "ไม่ได้อ่านอีก 2 บรรทัด",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", NO_SCORES),
        ("ประกาศเทศบาล เรื่อง ผลการประเมิน ปี 2568", NO_SCORES),
        ("i1\ni2\nIIT", NO_SCORES),
        ("98.28\n97.82", NO_SCORES),
        ("i1 90\n" * 5_000, TOO_LONG),
        ("i1 90 " * 2_000, TOO_LONG),
        ("i1 90\n" + ("ก" * 2_999 + "\n") * 17, TOO_LONG),
    ],
)
def test_text_without_a_score_or_too_long_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(UserError) as caught:
        scores_text_read(text, SPEC)

    assert caught.value.messages == (sentence,)
