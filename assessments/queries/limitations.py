"""Reads what keeps a municipality from doing better, issue by issue."""

from dataclasses import dataclass

from assessments.models import Assessment, Issue, Limitation


@dataclass(frozen=True, slots=True)
class IssueLimitation:
    """An issue and what is written of its limitation; no row where nobody wrote anything yet."""

    issue: Issue
    row: Limitation | None

    @property
    def text(self) -> str:
        """Empty where there is no limitation."""
        return self.row.text if self.row else ""

    @property
    def version(self) -> int:
        """The version that a change must name."""
        return self.row.version if self.row else 0


def limitations_listed(assessment: Assessment) -> list[IssueLimitation]:
    """The issues of the year in order, each with its limitation; none for a year without issues. Two queries."""
    rows = {row.issue_id: row for row in assessment.limitations.select_related("edited_by")}
    issues = Issue.objects.filter(framework=assessment.framework_id)
    return [IssueLimitation(issue, rows.get(issue.pk)) for issue in issues]
