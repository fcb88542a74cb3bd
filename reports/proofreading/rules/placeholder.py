"""What was to be filled in and was not: dots, underlines, brackets with "ระบุ", x's.

What may be meant is a warning: a bracket where the sentence tells of a form, one sign of omission at the end of a line.
"""

import re
from collections.abc import Iterator

from reports.proofreading.manuscript import SIGNATURE, Manuscript
from reports.proofreading.remark import Remark, Rule, Severity, remark_at, remark_of

NAME = "placeholder"

_ASKED = "ระบุ|กรอก|ใส่|เติม|พิมพ์|ชื่อหน่วยงาน|ชื่อเทศบาล|วันที่|ปี[ ]?พ\\.ศ\\."
_OF_WHAT = "ชื่อ|ข้อความ|ข้อมูล|จำนวน|ปี|วันที่|หน่วยงาน|ที่นี่|ตรงนี้"
_PLACEHOLDER = re.compile(
    rf"""\.{{4,}} | …{{2,}} | _{{3,}} | (?<![A-Za-z0-9-])x{{3,}}(?:-x{{3,}})*(?![A-Za-z0-9-])
      | \{{\{{[^}}]*\}}\}} | <<[^>]*>> | \?{{2,}}
      | (?P<bracket>[\[(<{{][ ]?(?:โปรด|กรุณา)?(?:{_ASKED})(?:{_OF_WHAT})*[ .…]*[\])>}}])
      | (?<![A-Za-z])(?:TODO|TBD|FIXME|lorem[ ]ipsum|N/A)(?![A-Za-z])
      | (?<=[ก-๎][ ])(?P<omission>…)(?=[ ]*(?:\n|\Z))
      | (?<![ก-๎])(?:รอข้อมูล|รอเพิ่มเติม)(?![ก-๎])
      | ใส่ข้อความ | กรอกข้อมูลที่นี่ | ข้อความตัวอย่าง | (?:25|๒๕)(?:[xX]{{2}}|__|\.\.)(?!\.)""",
    re.VERBOSE | re.IGNORECASE,
)
# Such words on its line say that a bracket is what a form holds, and that a sign of omission ends a list.
_FORM = re.compile(r"แบบ|ช่อง|คำร้อง|ผู้กรอก|ให้กรอก|ให้ระบุ")
_LIST = re.compile(r"เช่น|ได้แก่|อาทิ|ประกอบด้วย")
_NOTHING = re.compile(r"[-–—./…\s]*")


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for everything that is still to be filled in; of the signature it is a warning."""
    for passage in manuscript.passages:
        if passage.typed and _NOTHING.fullmatch(passage.text):
            says = "ช่องนี้ไม่มีข้อความ กรุณากรอกให้ครบ"
            yield remark_at(NAME, Severity.ERROR, passage, (0, len(passage.text)), says=says)
            continue
        for found in _PLACEHOLDER.finditer(passage.text):
            line = passage.text[passage.text.rfind("\n", 0, found.start()) + 1 : found.start()]
            if found["omission"] and _LIST.search(line):
                continue
            if passage.typed:
                doubtful = found["omission"] or (found["bracket"] and _FORM.search(line))
                severity = Severity.WARNING if doubtful else Severity.ERROR
                says = f"ยังไม่ได้กรอกข้อความ “{found[0][:12]}”"
                yield remark_at(NAME, severity, passage, found.span(), says=says)
            else:
                says = "ช่องนี้ยังไม่ได้กรอก กรุณาตรวจสอบก่อนส่งเอกสาร"
                if passage.place == SIGNATURE:
                    says = "ยังไม่มีชื่อและตำแหน่งของผู้ลงนาม กรุณาแจ้งผู้ดูแลระบบให้เพิ่มผู้บริหารของหน่วยงาน"
                yield remark_of(NAME, Severity.WARNING, passage.place, says, url=passage.url)


RULE = Rule(NAME, "ข้อความที่ยังไม่ได้กรอก", read)
