"""Styles, lists, fonts and settings of a Word document: what its paragraphs refer to by name.

Everything is set for Latin letters and for complex script (Thai) alike, in one face, without theme fonts: with those,
Word would take another face and another size for Thai.
"""

from collections.abc import Iterator
from dataclasses import dataclass

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

FACE = "TH Sarabun New"
HALF_POINTS = 32  # 16 pt
#: In a dense section, which must not grow: sizes, and lines that leave room for a vowel with a tone mark, no more.
DENSE_HALF_POINTS, DENSE_TITLE_HALF_POINTS = 27, 30
DENSE_LIST = 'w:left="482" w:hanging="142"'
_DENSE_LINE, _DENSE_TITLE_LINE = 300, 340
_DENSE_ROOM = {"Heading1": 'w:after="60"', "Heading2": 'w:before="94" w:after="28"', "BodyText": 'w:after="28"'}
_TICK_FACE = "Segoe UI Symbol"  # no Thai face has a tick

#: The lists: their items stand behind a dash, on a page 2.5 cm from the margin, in a cell at its edge.
LIST, CELL_LIST = 1, 2
_DASH_TWIPS = 142


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style; `name` is one that Word knows and translates, else `own`."""

    key: str
    name: str
    paragraph: str = ""
    run: str = ""
    based: str = "Normal"
    next: str = ""
    own: bool = False


_BOLD = "<w:b/><w:bCs/>"
_CENTER = '<w:jc w:val="center"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _below(twips: int) -> str:
    return f'<w:spacing w:after="{twips}"/>'


def _line(twips: int) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{twips}" w:lineRule="exact"/>'


def _list(number: int, left: int, after: int) -> str:
    return (
        f'<w:numPr><w:numId w:val="{number}"/></w:numPr>{_below(after)}'
        f'<w:ind w:left="{left + _DASH_TWIPS}" w:hanging="{_DASH_TWIPS}"/>'
    )


def _heading(level: int, after: int, half_points: int = HALF_POINTS) -> _Style:
    return _Style(
        f"Heading{level}",
        f"heading {level}",
        f'<w:keepNext/><w:keepLines/>{_below(after)}<w:outlineLvl w:val="{level - 1}"/>',
        _BOLD + _size(half_points),
        next="BodyText",
    )


_STYLES = (
    _heading(1, 144, 36),
    _heading(2, 128),
    _heading(3, 128),
    _Style("BodyText", "Body Text", _below(64)),
    _Style("BodyTextFirstIndent", "Body Text First Indent", '<w:ind w:firstLine="1417"/>', based="BodyText"),
    _Style("ListBullet", "List Bullet", _list(LIST, 1417, 64)),
    _Style("Signature", "Signature", f"<w:keepLines/>{_CENTER}"),
    _Style("Header", "header"),
    _Style("Footer", "footer"),
    _Style("Caption", "caption", _below(40), _BOLD, next="BodyText"),
    _Style("TableText", "ข้อความในตาราง", own=True),
    _Style("TableHead", "หัวตาราง", f"<w:keepNext/>{_CENTER}", _BOLD, based="TableText", own=True),
    _Style("TableList", "รายการในตาราง", _list(CELL_LIST, 0, 0), based="TableText", own=True),
    _Style("TableEnd", "ท้ายตาราง", _line(170), _size(2), own=True),
    _Style("SectionEnd", "ท้ายส่วน", _line(20), _size(2), own=True),
    _Style("Picture", "ภาพ", f"{_below(64)}{_CENTER}", own=True),
    _Style("FigureText", "ข้อความในกราฟ", "", _size(26), own=True),
    _Style("FigureStrip", "แถบในกราฟ", "", _size(2), own=True),
)


def styles() -> str:
    """Returns the part of the styles."""
    face = f'<w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:eastAsia="{FACE}" w:cs="{FACE}"/>'
    tick = " ".join(f'w:{script}="{_TICK_FACE}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f"{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{face}{_size(HALF_POINTS)}"
        '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{_lines()}</w:tblBorders></w:tblPr></w:style>"
        '<w:style w:type="character" w:customStyle="1" w:styleId="Tick"><w:name w:val="เครื่องหมายถูก"/>'
        f"<w:rPr><w:rFonts {tick}/>{_size(24)}</w:rPr></w:style>"
        f"{''.join(_written())}</w:styles>"
    )


def _lines() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="000000"/>' for side in sides)


def _written() -> Iterator[str]:
    for style in _STYLES:
        own = ' w:customStyle="1"' if style.own else ""
        following = f'<w:next w:val="{style.next}"/>' if style.next else ""
        yield (
            f'<w:style w:type="paragraph"{own} w:styleId="{style.key}"><w:name w:val="{style.name}"/>'
            f'<w:basedOn w:val="{style.based}"/>{following}<w:qFormat/>'
            f"<w:pPr>{style.paragraph}</w:pPr><w:rPr>{style.run}</w:rPr></w:style>"
        )


def dense_spacing(style: str) -> str:
    """Returns the spacing of a style's paragraphs in a dense section; none for those whose lines hold pictures."""
    if style in ("Picture", "TableEnd", "SectionEnd"):
        return ""
    line = _DENSE_TITLE_LINE if style == "Heading1" else _DENSE_LINE
    return f'{_DENSE_ROOM.get(style, "")} w:line="{line}" w:lineRule="exact"'


def numbering() -> str:
    """Returns the part of the lists: two, told apart by where their items stand, which their styles say."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="-"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left + _DASH_TWIPS}" w:hanging="{_DASH_TWIPS}"/></w:pPr></w:lvl></w:abstractNum>'
        for number, style, left in ((LIST, "ListBullet", 1417), (CELL_LIST, "TableList", 0))
    )
    used = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (LIST, CELL_LIST)
    )
    return f"{DECLARATION}<w:numbering {NAMESPACES}>{abstract}{used}</w:numbering>"


def fonts() -> str:
    """Returns the part of the fonts, with what stands in where a machine lacks them.

    TH SarabunPSK is the same drawing at the same size, older. Beyond it Word chooses by what `panose1`, the Thai
    character set (DE), family and pitch say: an upright sans-serif with Thai letters.
    """
    return (
        f"{DECLARATION}<w:fonts {NAMESPACES}>"
        f'<w:font w:name="{FACE}"><w:altName w:val="TH SarabunPSK"/><w:panose1 w:val="020B0500040200020003"/>'
        '<w:charset w:val="DE"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>'
        '<w:sig w:usb0="A100006F" w:usb1="5000205A" w:usb2="00000000" w:usb3="00000000" w:csb0="00010183" '
        'w:csb1="00000000"/></w:font>'
        f'<w:font w:name="{_TICK_FACE}"><w:altName w:val="DejaVu Sans"/><w:panose1 w:val="020B0502040204020203"/>'
        '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def settings() -> str:
    """Returns the part of the settings: layout as Word 2013 and later do it, Thai as the document's complex script."""
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:bidi="th-TH"/></w:settings>'
    )
