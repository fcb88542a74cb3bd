"""The kinds of documents, by the names that commands and addresses use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from accounts.errors import UserError
from accounts.models import Municipality
from reports.content import Document
from reports.documents import (
    activity_note,
    calendar,
    executive_summary,
    implementation_report,
    indicator_analysis,
    issue_analysis,
    progress_report,
    step_results,
)


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document: its Thai name and its builder (municipality, fiscal year in Buddhist Era).

    `check` raises the UserError that `build` would raise, and builds nothing. `years_on` says which year it is called
    by: the result year, or the action year one on. A `dated` one says how things stand on a day, by default today's,
    which its builder takes as `today`. One `of_measures` can be made of measures alone, without scores.
    """

    kind: str
    name: str
    build: Callable[..., Document]
    check: Callable[[Municipality, int], object]
    years_on: int = 0
    dated: bool = False
    of_measures: bool = False

    def build_on(self, municipality: Municipality, fiscal_year: int, day: date) -> Document:
        """Builds what the document would have said on a day, had the data been what they are."""
        return self.build(municipality, fiscal_year, **({"today": day} if self.dated else {}))

    def of_result(self, result_year: int) -> int:
        """The year that the document is called by which goes back to a year's result."""
        return result_year + self.years_on


KINDS = {
    kind.kind: kind
    for kind in (
        *(
            DocumentKind(module.KIND, module.NAME, module.build, module.check)
            for module in (indicator_analysis, issue_analysis, calendar, activity_note)
        ),
        DocumentKind(
            executive_summary.KIND,
            executive_summary.NAME,
            executive_summary.build,
            executive_summary.check,
            dated=True,
            of_measures=True,
        ),
        *(
            DocumentKind(kind, name, build, step_results.check, years_on=1, dated=True, of_measures=True)
            for kind, name, build in (
                (implementation_report.KIND, implementation_report.NAME, implementation_report.build),
                (progress_report.HALF_KIND, progress_report.HALF_NAME, progress_report.build_half),
                (progress_report.KIND, progress_report.NAME, progress_report.build),
            )
        ),
    )
}


def kind_get(kind: str) -> DocumentKind:
    """Returns the kind, or raises UserError that lists what there is."""
    try:
        return KINDS[kind]
    except KeyError:
        raise UserError(f"ไม่รู้จักเอกสาร “{kind}” กรุณาใช้ {' '.join(KINDS)}") from None
