"""Text that people copy from the result page of ITAS or from a PDF: read, or said why not; nothing is guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.errors import UserError
from assessments.importers.score_text import scores_text_read
from tests.factories import figures, framework_data

SPEC, SPEC_2566 = framework_data(2568).spec, framework_data(2566).spec
NO_SCORES = "ไม่พบรหัสและคะแนนในข้อความ กรุณาคัดลอกทั้งรหัสและคะแนน เช่น i1 98.28"
TOO_LONG = "ข้อความยาวเกินไป กรุณาคัดลอกเฉพาะส่วนที่มีคะแนน"


def scores(text: str) -> dict[str, str]:
    """The figures of a text that has no fault, written as `figures` takes them."""
    reading = scores_text_read(text, SPEC)
    assert reading.faults == ()
    return {
        place if isinstance(place, str) else f"{place[0]}/{place[1]}" if place[1] else place[0]: str(value)
        for place, value in reading.figures.items()
    }


def faults(text: str) -> list[str]:
    return [str(fault) for fault in scores_text_read(text, SPEC).faults]


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
    assert reading.remarks == ("บรรทัด 2: ไม่ได้อ่าน “แบบ ลำดับ รายละเอียดตัวชี้วัด คะแนน”",)


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


CELLS = [f"i{number}" for number in range(1, 16)] + [f"o{number}" for number in range(1, 29)]


@given(st.data())
def test_text_of_any_table_of_codes_is_read_whatever_its_order(data: st.DataObject) -> None:
    codes = data.draw(st.lists(st.sampled_from(CELLS), min_size=1, unique=True))
    given_scores = {
        code: str(data.draw(st.sampled_from([0, 100]) if code[0] == "o" else st.decimals(0, 100, places=2)))
        for code in codes
    }
    separator = data.draw(st.sampled_from(["\t", " ", "\n", " | ", " ท่านทราบหรือไม่ ในปี 2568\t"]))

    text = "\n".join(f"{code}{separator}{score}" for code, score in given_scores.items())

    assert scores(text) == given_scores


WORDS = st.sampled_from(
    [
        "i1", "e1", "o1", "๐1", "01", "IIT", "EIT ส่วนที่ 1", "ส่วนที่ 2", "ตัวชี้วัดที่ 1", "9.1", "คะแนนรวม", "97.82", "100",
        "-5", "2568", "98,28", "\t", "|", "\n", " ", "(", ")", ":", "ก", "คะแนน", "%", "ข้อ", "1. ", "ผ่าน",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=20))
def test_text_of_any_kind_gives_figures_faults_or_a_sentence(words: list[str]) -> None:
    try:
        reading = scores_text_read("".join(words), SPEC)
    except UserError:
        return

    assert reading.figures or reading.faults
    assert all(score is not None and 0 <= score <= Decimal(100) for score in reading.figures.values())
