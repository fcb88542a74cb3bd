"""The paper of a Word document: sections with their margins, head lines, and page numbers in the document's digits."""

from reports.content import Align, Orientation, PageSetup
from reports.renderers.docx_package import Package
from reports.renderers.docx_styles import DECLARATION, NAMESPACES
from reports.renderers.docx_text import Look, TextWriter, twips

_LINE_CM = 0.74  # the height of a line
_TAGS = {"header": "hdr", "footer": "ftr"}
_TAB = "<w:r><w:tab/></w:r>"


class PageWriter:
    """Writes the properties of sections, and what stands on every page into parts of its own."""

    def __init__(self, page: PageSetup, texts: TextWriter, package: Package) -> None:
        self.page = page
        self.texts = texts
        self.package = package
        self.parts: dict[str, str] = {}  # content → relation

    def section(self, orientation: Orientation, *, first: bool) -> str:
        """Returns the properties of a section; on the `first` one's first page no number stands."""
        page = self.page
        width, height = map(twips, page.paper_cm(orientation))
        turned = ' w:orient="landscape"' if orientation == "landscape" else ""
        sides = (("top", page.top_cm), ("right", page.right_cm), ("bottom", page.bottom_cm), ("left", page.left_cm))
        margins = " ".join(f'w:{side}="{twips(cm)}"' for side, cm in sides)
        # Lines stand in the middle of the margins, as in the PDF.
        head, foot = (twips(max(0.0, (cm - _LINE_CM) / 2)) for cm in (page.top_cm, page.bottom_cm))
        digits = "thaiNumbers" if self.texts.digits == "thai" else "decimal"
        references = [self._reference(kind, "default", orientation) for kind in _TAGS]
        if first:
            references += [self._reference(kind, "first", orientation) for kind in _TAGS]
        return (
            f'<w:sectPr>{"".join(references)}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
            f'<w:pgMar {margins} w:header="{head}" w:footer="{foot}" w:gutter="0"/>'
            f'<w:pgNumType w:fmt="{digits}"/><w:cols w:space="720"/>{"<w:titlePg/>" if first else ""}</w:sectPr>'
        )

    def _reference(self, kind: str, pages: str, orientation: Orientation) -> str:
        words = self.page.head_line if kind == "header" else self.page.foot_line
        place, _, side = self.page.numbers.partition("-")
        numbered = pages == "default" and place == ("top" if kind == "header" else "bottom")
        line = self._line(words, side if numbered else "", kind.capitalize(), orientation)
        content = f"{DECLARATION}<w:{_TAGS[kind]} {NAMESPACES}>{line}</w:{_TAGS[kind]}>"
        if content not in self.parts:
            self.parts[content] = self.package.add(kind, content, number=len(self.parts) + 1)
        return f'<w:{kind}Reference w:type="{pages}" r:id="{self.parts[content]}"/>'

    def _line(self, words: str, number_side: str, style: str, orientation: Orientation) -> str:
        """Returns a line with words at its left end and the number in its middle or at its right end, if on a side."""
        written = self.texts.words(words) if words else ""
        if not number_side:
            return self.texts.paragraph(written, Look(style))
        if not words:
            align: Align = "center" if number_side == "center" else "end"
            return self.texts.paragraph(self._number(), Look(style, align=align))
        width, _ = self.page.text_cm(orientation)
        stop = twips(width / 2 if number_side == "center" else width)
        tabs = f'<w:tab w:val="{number_side}" w:pos="{stop}"/>'
        return self.texts.paragraph(f"{written}{_TAB}{self._number()}", Look(style, tabs=tabs))

    def _number(self) -> str:
        """Returns "- 2 -" with a field: Word counts, in the digits of the section.

        LibreOffice knows no Thai page numbers and shows Arabic ones; with a switch (ThaiArabic) it would show letters.
        """
        field = f'<w:fldSimple w:instr=" PAGE ">{self.texts.words("2")}</w:fldSimple>'
        return f"{self.texts.words('- ')}{field}{self.texts.words(' -')}"
