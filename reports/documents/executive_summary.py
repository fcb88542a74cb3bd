"""The executive summary: two pages on a year's result and on what was made of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from accounts.models import Municipality
from reports.content import Block, Document, Heading, PageBreak, PageSetup, Picture, Section
from reports.documents.letterheads import page_of
from reports.documents.summary_facts import check, facts_get
from reports.documents.summary_measures import measure_blocks
from reports.documents.summary_scores import score_blocks
from reports.queries.letterheads import letterhead_get

__all__ = ["KIND", "NAME", "build", "check"]

KIND = "executive-summary"
NAME = "บทสรุปผู้บริหารผลการประเมิน ITA"

# The summary keeps margins of its own, whatever those of the letterhead are: it must never take a third page.
_PAGE = PageSetup(left_cm=2.0, right_cm=2.0, top_cm=2.0, bottom_cm=1.5)


def build(municipality: Municipality, fiscal_year: int, today: date | None = None) -> Document:
    """Builds the summary of the result year `fiscal_year` (Buddhist Era), as of `today`, at most as of the end of the
    year after, whose measures answer the result.

    Fifteen queries; four more for each framework that the process reads for the first time. Raises UserError where the
    municipality has neither scores of that year nor measures that answer it.
    """
    facts = facts_get(municipality, fiscal_year, today)
    letterhead = page_of(letterhead_get(municipality))
    title = (
        "บทสรุปผู้บริหาร ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน (ITA)\n"
        f"ของ{municipality.name} ประจำปีงบประมาณ พ.ศ. {fiscal_year}"
    )
    return Document(
        kind=KIND,
        title=title.replace("\n", " "),
        author=municipality.name,
        sections=(
            Section(
                "บทสรุป",
                (
                    *_seal(municipality),
                    Heading(title, level=1, align="center"),
                    *score_blocks(facts),
                    PageBreak(),
                    *measure_blocks(facts),
                ),
                dense=True,
            ),
        ),
        unbroken=municipality.unbroken_names,
        page=replace(_PAGE, head_line=letterhead.head_line, numbers=letterhead.numbers),
    )


def _seal(municipality: Municipality) -> Iterator[Block]:
    """The seal, smaller than on a report."""
    if file := municipality.seal_file:
        yield Picture(file, f"ตรา{municipality.name}", width_cm=1.4)
