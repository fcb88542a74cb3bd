"""The rules in the order in which they read, and the reading of a document by all of them."""

from itertools import chain

from accounts.models import Municipality
from reports.content import Document
from reports.proofreading.gathering import manuscript_get
from reports.proofreading.manuscript import Manuscript
from reports.proofreading.remark import Remark, Rule, Severity
from reports.proofreading.rules import (
    code_slip,
    contradiction,
    doubled_words,
    empty_cell,
    fiscal_year,
    foreign_name,
    impossible_date,
    lowest_question,
    measure_incomplete,
    missing_scores,
    mixed_digits,
    office_words,
    official_apart,
    own_name,
    period,
    placeholder,
    score_in_text,
    stale_wording,
    unnamed_part,
    unnormalised,
    weak_point,
    weekday,
)

RULES: tuple[Rule, ...] = (
    foreign_name.RULE,
    own_name.RULE,
    office_words.RULE,
    fiscal_year.RULE,
    period.RULE,
    impossible_date.RULE,
    weekday.RULE,
    score_in_text.RULE,
    unnamed_part.RULE,
    lowest_question.RULE,
    contradiction.RULE,
    stale_wording.RULE,
    missing_scores.RULE,
    official_apart.RULE,
    placeholder.RULE,
    empty_cell.RULE,
    measure_incomplete.RULE,
    weak_point.RULE,
    code_slip.RULE,
    mixed_digits.RULE,
    doubled_words.RULE,
    unnormalised.RULE,
)


def proofread(
    municipality: Municipality, kind: str, fiscal_year: int, *, document: Document | None = None
) -> tuple[Remark, ...]:
    """Returns all remarks on a document, errors first, then in the rules' order; the same remark is made once.

    `fiscal_year` (Buddhist Era) is the year that the document is called by; `document` is it where it is built already.
    As many queries as `manuscript_get`. Raises UserError for an unknown kind and where there is no such document.
    """
    return remarks_on(manuscript_get(municipality, kind, fiscal_year, document=document))


def remarks_on(manuscript: Manuscript) -> tuple[Remark, ...]:
    """What the rules remark on a manuscript, in that order. Pure."""
    remarks = {remark.key: remark for remark in chain.from_iterable(rule(manuscript) for rule in RULES)}
    return tuple(sorted(remarks.values(), key=lambda remark: list(Severity).index(remark.severity)))
