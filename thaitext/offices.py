"""Phrases that name a local government: เทศบาลเมือง…, ทต.…, อบต.…, นายกเทศมนตรีตำบล…; and the words that only look so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: The kinds in full, by all that is written for them.
KINDS = {
    "เทศบาลนคร": "เทศบาลนคร",
    "เทศบาลเมือง": "เทศบาลเมือง",
    "เทศบาลตำบล": "เทศบาลตำบล",
    "เทศมนตรีนคร": "เทศบาลนคร",
    "เทศมนตรีเมือง": "เทศบาลเมือง",
    "เทศมนตรีตำบล": "เทศบาลตำบล",
    "องค์การบริหารส่วนตำบล": "องค์การบริหารส่วนตำบล",
    "องค์การบริหารส่วนจังหวัด": "องค์การบริหารส่วนจังหวัด",
    "ทน": "เทศบาลนคร",
    "ทม": "เทศบาลเมือง",
    "ทต": "เทศบาลตำบล",
    "อบต": "องค์การบริหารส่วนตำบล",
    "อบจ": "องค์การบริหารส่วนจังหวัด",
}

#: No name is longer ("เทศบาลเมือง" is not counted).
LONGEST_NAME = 40

_PHRASE = re.compile(
    r"""(?P<word> เทศ(?:บาล|มนตรี)(?:นคร|เมือง|ตำบล) | องค์การ\ ?บริหาร\ ?ส่วน\ ?(?:ตำบล|จังหวัด) )
      | (?P<loose> เทศบาล\ (?:นคร|เมือง|ตำบล) )
      | (?<![ก-๎.]) (?:
          (?P<short>ทน|ทม|ทต|อบต|อบจ|ท\.\ ?[นมต]|อ\.\ ?บ\.\ ?[ตจ])\. | (?P<bare>อบต|อบจ)(?=[ก-ฮเ-ไ\s]) )""",
    re.VERBOSE,
)

# What goes on after the word of a kind where no name stands: conjunctions, verbs, words of number and place. A word is
# followed by the beginnings of real names that begin as it does: จะนะ, ในเมือง, มีชัย, หลังสวน, ขอนแก่น …
_GENERAL_WORDS = r"""
    และ หรือ ทุก ทั้ง ทั่ว อื่น ต่าง ใกล้ ข้าง ขนาด แห่ง แต่ละ หลาย บางแห่ง บางส่วน เอง นี้ นั้น ดัง ซึ่ง ของ ได้ เป็น ให้ ต้อง ควร สามารถ
    ดำเนิน จัด โดย เพื่อ ตาม กับ ด้วย ไม่ ยัง กำหนด กำกับ กำชับ ประกาศ แล้ว ก็ จึง อยู่ พร้อม จำนวน สามัญ ดีเด่น ต้นแบบ คือ ฉบับ เรื่อง
    ระดับ ชั้น จังหวัด อำเภอ ภาค ภาย พ\.ศ ค\.ศ แจ้ง สำรวจ เผยแพร่ มอบ แต่งตั้ง เชิญ พิจารณา ปรับปรุง ตรวจ ติดตาม รายงาน ส่งเสริม
    สนับสนุน ควบคุม ชี้แจง ประชาสัมพันธ์ ประชุม สรุป เสนอ ทบทวน วางแผน วิเคราะห์ ลด ใช้ นำ ทราบ ท้องถิ่น อบรม ถือ หาก เมื่อ เช่น
    เรา น่าอยู่ พื้นที่ คุณภาพ คุณธรรม สีเขียว สุจริต โปร่งใส สะอาด ปลอด อัจฉริยะ ตัวอย่าง ยั่งยืน เข้มแข็ง พอเพียง สุขภาพ สุขภาวะ ชุมชน
    เร่ง มุ่ง ขับเคลื่อน บูรณาการ นายก ปลัด พระราชบัญญัติ คำสั่ง คำนึง ลำดับ สวนสาธารณะ
    ครั้ง ระหว่าง ก่อน แทน เห็น เข้า ออก ถึง กว่า ผ่าน ต่อ ตั้งแต่ เนื่องจาก ไป กระทำ ปฏิบัติ บริการ เลือก สมัย ประเภท ประจำ รวม เดิม ฯ
    ในเขต ในปี ใน(?!เมือง|เตา|วง|คลอง) จะ(?!นะ|แนะ|โหนง|บัง|กว๊ะ|รัง|ทิ้ง|หลวย|เกร็ง|วะ) มี(?!ชัย|นว|นบุรี) ที่(?!วัง)
    ว่า(?!น) ร่วม(?!จิต) เปิด(?!ขาม) รับ(?!ร่อ) ขอ(?!น) พัฒนา(?!นิคม) เพิ่ม(?!พูน) ทำ(?!นบ) ปี(?!ง) หลัง(?!สวน|เขา)
    แก่(?!ง|น) สร้าง(?!คอม|ก่อ|ถ่อ|แป้น|มิ่ง|นก|ค้อ)
"""
_GENERAL = re.compile("[^ก-ฮเ-ไ]|$|" + "|".join(_GENERAL_WORDS.split()))

# Where an unknown name ends at the latest: a guess, good for a quotation and for nothing else.
_END = re.compile(
    r"""[^ก-๎-]|-(?![ก-ฮเ-ไ])|(?<=..)(?:และ|หรือ|ใน|จะ|มีการ|ได้|เป็น|ให้|ต้อง|ควร|ดำเนิน|จัด|โดย|เพื่อ|ตาม|ด้วย|ซึ่ง|ที่|ยัง|กำหนด|ประกาศ|จึง|พร้อม|เผยแพร่|แจ้ง
    |เปิด|ของ|ไม่|ประชา|อำเภอ|จังหวัด|ปรับปรุง|รายงาน|สำรวจ|สามารถ|ร่วม|ทุก|ทั้ง|ว่า|มอบ|แต่งตั้ง|ขอความ|รับ
    |เร่ง|มีมาตรการ|มีแผน|มีความ|มีหน้าที่|มีนโยบาย|มีผล|มีคะแนน|มีโครงการ|ประชุม|เข้า)""",
    re.VERBOSE,
)

# How places begin: after a blank only such a word is taken for a name.
_PLACE_WORDS = """
    บ้าน บาง หนอง ท่า โพธ โพน โพ ทุ่ง ดอน คลอง ห้วย วัง นา เขา เกาะ โคก ป่า ปาก แม่ เชียง
    สระ บึง บ่อ ลำ เมือง โนน พระ ศรี สาม หัว แหลม ไทร ควน เวียง สัน บุ่ง กุด ราช นคร สุ ชุม
    ไผ่ คำ น้ำ ตลาด ด่าน กะ มะ ตา สวน ชะ ปะ พล มาบ แก่ง คู หลัก ถ้ำ พาน ขุน หาด แสน แกลง สะเดา กระบี่ กาญจน
    กาฬสินธุ์ กำแพงเพชร จันทบุรี ฉะเชิงเทรา ชลบุรี ชัย ตรัง ตราด นนทบุรี นราธิวาส น่าน
    บุรีรัมย์ ปทุม ประจวบ ปราจีน ปัตตานี พะเยา พังงา พัทลุง พิจิตร พิษณุโลก เพชร แพร่ ภูเก็ต
    มหาสารคาม มุกดาหาร ยโสธร ยะลา ร้อยเอ็ด ระนอง ระยอง ลพบุรี เลย สกล สงขลา สตูล สมุทร สิงห์
    อ่าง อำนาจเจริญ อุดร อุตรดิตถ์ อุทัย อุบล
"""
_PLACE = re.compile("|".join(_PLACE_WORDS.split()))


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """The word of a kind at `start`, and where a name may begin; `gap` says whether a blank lies between.

    With a blank inside the word (`loose`) it may be no kind but an address: "สำนักงานเทศบาล ตำบลบุดี".
    """

    start: int
    name_start: int
    kind: str
    gap: bool
    loose: bool = False


def office_phrases(text: str) -> Iterator[OfficePhrase]:
    """Yield every word of a kind of local government in the text, in its order."""
    for found in _PHRASE.finditer(text):
        end = found.end()
        gap = text[end : end + 1].isspace()
        word = found["word"] or found["loose"] or found["short"] or found["bare"]
        kind = KINDS[word.replace(" ", "").replace(".", "")]
        yield OfficePhrase(found.start(), end + gap, kind, gap, bool(found["loose"]))


def names_nobody(text: str, phrase: OfficePhrase) -> bool:
    """Whether no name follows the word of a kind: "เทศบาลตำบลทุกแห่ง", "องค์การบริหารส่วนตำบล พ.ศ. 2537".

    Whoever knows the names should look for them first: some begin like other words.
    """
    if _GENERAL.match(text, phrase.name_start):
        return True
    return phrase.gap and not begins_like_place(text, phrase)


def begins_like_place(text: str, phrase: OfficePhrase) -> bool:
    """Whether what follows the word of a kind begins as names of places do: บ้าน…, หนอง…, ท่า…"""
    return bool(_PLACE.match(text, phrase.name_start))


def name_length(text: str, start: int) -> int:
    """Return how long the name at `start` probably is: up to a sign, or a word that goes on with the sentence.

    Never enough to replace it: no list holds all words that may follow.
    """
    end = _END.search(text, start + 2, start + LONGEST_NAME)
    return (end.start() if end else min(len(text), start + LONGEST_NAME)) - start
