"""Picks from a plan what a person looks for. No query: the plan has been read."""

from collections.abc import Iterable
from dataclasses import dataclass

from measures.models import Measure, Status
from measures.queries.measures import Plan, PlanRow, PlanStep
from thaitext.digits import to_arabic
from thaitext.words import clean


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What a person looks for: None and "" look for nothing.

    `indicator` and `issue` are numbers, `department` is a key. A measure is found by its own words and answers; its
    steps by department, status and lateness, all at once on the same step.
    """

    text: str = ""
    indicator: int | None = None
    issue: int | None = None
    department: int | None = None
    status: Status | None = None
    late: bool = False

    def found(self, plan: Plan) -> list[PlanRow]:
        """The measures that fit, each with those of its steps that fit."""
        rows: list[PlanRow] = []
        for measure, steps in plan.measures:
            if self._answers(measure):
                words = _words_of(measure)
                fitting = [step for step in steps if self._fits(step) and self._says([*words, *_words_of_step(step)])]
                bare = not steps and not self._asks_steps and self._says(words)
                if fitting or bare:
                    rows.append((measure, fitting))
        return rows

    @property
    def _asks_steps(self) -> bool:
        return self.department is not None or self.status is not None or self.late

    def _answers(self, measure: Measure) -> bool:
        if self.issue is not None and (measure.issue is None or measure.issue.number != self.issue):
            return False
        return self.indicator is None or any(each.number == self.indicator for each in measure.indicators.all())

    def _fits(self, step: PlanStep) -> bool:
        if self.department is not None and all(each.pk != self.department for each in step.departments):
            return False
        if self.status is not None and step.standing.status != self.status:
            return False
        return step.standing.late or not self.late

    def _says(self, words: Iterable[str]) -> bool:
        """Whether every word that is looked for is somewhere in the words."""
        within = _plain(" ".join(words))
        return all(word in within for word in _plain(self.text).split())


def _words_of(measure: Measure) -> list[str]:
    return [
        measure.title,
        str(measure.issue or ""),
        *(str(indicator) for indicator in measure.indicators.all()),
        *(question.code for question in measure.questions.all()),
    ]


def _words_of_step(step: PlanStep) -> list[str]:
    return [
        step.step.text,
        step.step.supervision,
        step.step.period,
        *(department.name for department in step.departments),
        step.step.assignee.get_full_name() if step.step.assignee else "",
    ]


def _plain(text: str) -> str:
    """A text in which digits of both systems and letters of either case are the same."""
    return to_arabic(clean(text)).casefold()
