"""Sets how a municipality's documents look."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from accounts.errors import UserError
from accounts.models import Municipality
from accounts.names import line_read
from reports.models import Duty, Letterhead, NumbersPlace, Signatory
from thaitext.numbers import plain_score
from thaitext.words import clean, visible_length

#: Margins in centimetres. At the top and the bottom a line of 16 pt must have room.
LEAST_CM, MOST_CM, LEAST_EDGE_CM = Decimal(1), Decimal(5), Decimal("1.5")
#: What must be left of A4 for the text.
LEAST_WIDTH_CM, LEAST_HEIGHT_CM = Decimal(14), Decimal(22)
PAPER_CM = (Decimal(21), Decimal("29.7"))
MOST_POSITION_LINES = 3
#: What a head line has: lines of 16 pt in the top margin, two from 2 cm on, as wide as the text of the documents, of
#: which the executive summary keeps margins of its own; beside a number that needs its share.
TWO_LINES_CM, SUMMARY_WIDTH_CM, NUMBER_CM = Decimal(2), Decimal(17), Decimal("1.5")
LETTERS_PER_CM = 4  # a capital of Latin counts twice

_SIDES = {"left": "ซ้าย", "right": "ขวา", "top": "บน", "bottom": "ล่าง"}


@transaction.atomic
def letterhead_set(
    *,
    municipality: Municipality,
    version: int,
    head_line: str,
    margins_cm: Mapping[str, Decimal],
    numbers: NumbersPlace,
    signatories: Mapping[Duty, Signatory],
) -> Letterhead:
    """Stores the look of the municipality's documents; `margins_cm` by "left", "right", "top" and "bottom".

    `version` is the version that was edited (0: never set). Raises UserError for margins with `margin_faults`, for a
    head line with a `head_line_fault`, for a position or an acting signatory without a name, for texts that are too
    long, and when somebody else stored in between.
    """
    if faults := margin_faults(margins_cm):
        raise UserError(*faults.values())
    if fault := head_line_fault(head_line, margins_cm, numbers):
        raise UserError(fault)
    Letterhead.objects.get_or_create(municipality=municipality)
    letterhead = Letterhead.objects.select_for_update().get(municipality=municipality)
    if letterhead.version != version:
        raise UserError("มีผู้แก้ไขรูปแบบเอกสารก่อนท่านบันทึก กรุณาตรวจสอบค่าล่าสุด แล้วบันทึกอีกครั้ง")
    letterhead.head_line = _short(line_read(head_line), 120, "ข้อความหัวกระดาษ")
    for side, value in margins_cm.items():
        setattr(letterhead, f"{side}_cm", value)
    letterhead.numbers = numbers
    for duty in Duty:
        _set_signatory(letterhead, duty, signatories.get(duty, Signatory("")))
    letterhead.version += 1
    letterhead.save()
    return letterhead


def margin_faults(margins_cm: Mapping[str, Decimal]) -> dict[str, str]:
    """What is wrong with margins, a sentence by the side that it is said of; empty when they leave room enough."""
    faults = {}
    for side, name in _SIDES.items():
        least = LEAST_EDGE_CM if side in ("top", "bottom") else LEAST_CM
        if not margins_cm[side].is_finite() or not least <= margins_cm[side] <= MOST_CM:
            faults[side] = f"ขอบ{name}ต้องอยู่ระหว่าง {plain_score(least)} ถึง {plain_score(MOST_CM)} ซม."
        elif margins_cm[side] != round(margins_cm[side], 1):
            faults[side] = f"ขอบ{name}มีทศนิยมได้หนึ่งตำแหน่ง เช่น 2.5"
    for one, other, most, kept in (
        ("left", "right", PAPER_CM[0] - LEAST_WIDTH_CM, "ตารางจะแคบเกินไป"),
        ("top", "bottom", PAPER_CM[1] - LEAST_HEIGHT_CM, "เนื้อที่พิมพ์จะน้อยเกินไป"),
    ):
        if not faults and margins_cm[one] + margins_cm[other] > most:
            names = f"ขอบ{_SIDES[one]}และขอบ{_SIDES[other]}"
            faults[other] = f"{names}รวมกันต้องไม่เกิน {plain_score(most)} ซม. มิฉะนั้น{kept}"
    return faults


def head_line_fault(head_line: str, margins_cm: Mapping[str, Decimal], numbers: NumbersPlace) -> str:
    """What is wrong with a head line between margins without faults; empty when it has room beside the page's number.

    A number in the middle stays there: the head line has what is left of it.
    """
    line = line_read(head_line)
    width = min(PAPER_CM[0] - margins_cm["left"] - margins_cm["right"], SUMMARY_WIDTH_CM)
    if numbers == NumbersPlace.TOP_CENTER:
        width = (width - NUMBER_CM) / 2
    elif numbers == NumbersPlace.TOP_RIGHT:
        width -= NUMBER_CM
    lines = 1 if margins_cm["top"] < TWO_LINES_CM else 2
    most = int(width * LETTERS_PER_CM) * lines
    length = visible_length(line) + sum(letter.isupper() for letter in line)
    if length <= most:
        return ""
    ways = [f"กรุณาย่อให้เหลือราว {most} ตัวอักษร โดยไม่นับสระและวรรณยุกต์ที่อยู่บนหรือล่างพยัญชนะ"]
    if numbers in (NumbersPlace.TOP_CENTER, NumbersPlace.TOP_RIGHT):
        ways.append("ย้ายเลขหน้าไปด้านล่าง")
    if lines == 1:
        ways.append(f"เพิ่มขอบบนเป็น {plain_score(TWO_LINES_CM)} ซม. ขึ้นไป")
    return f"ข้อความหัวกระดาษยาวเกินเนื้อที่ในขอบบน {' หรือ'.join(ways)}"


def _set_signatory(letterhead: Letterhead, duty: Duty, signatory: Signatory) -> None:
    name = _short(line_read(signatory.name), 200, f"ชื่อ{duty.label}")
    position = _short(clean(signatory.position), 300, f"ตำแหน่ง{duty.label}")
    acting_for = _short(line_read(signatory.acting_for), 200, f"ตำแหน่งที่{duty.label}รักษาราชการแทน")
    if (position or acting_for) and not name:
        raise UserError(f"กรุณาระบุชื่อ{duty.label} หรือลบตำแหน่งของ{duty.label}ออก")
    if acting_for and not position:
        raise UserError(f"กรุณาระบุตำแหน่งของ{duty.label}ที่รักษาราชการแทน")
    if len(position.split("\n")) > MOST_POSITION_LINES:
        raise UserError(f"ตำแหน่ง{duty.label}มีได้ไม่เกิน {MOST_POSITION_LINES} บรรทัด")
    setattr(letterhead, f"{duty}_name", name)
    setattr(letterhead, f"{duty}_position", position)
    setattr(letterhead, f"{duty}_acting_for", acting_for)


def _short(text: str, most: int, what: str) -> str:
    if len(text) > most:
        raise UserError(f"{what}ยาว {len(text)} ตัวอักษร กรุณาย่อให้ไม่เกิน {most} ตัวอักษร")
    return text
