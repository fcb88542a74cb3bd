"""What a number format of Excel makes of a number: a date, a percentage, or the number itself (ECMA-376, 18.8.31)."""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import TypeAlias

Test: TypeAlias = Callable[[Decimal, Decimal], bool]

#: What stands for itself: texts, a sign after a backslash, the room of a sign (_%), a sign that fills the cell (*%).
_LITERAL = re.compile(r'"[^"]*"?|[\\_*].')
_BRACKETED = re.compile(r"\[([^]]*)\]")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_NO_DATE = re.compile(r"general|E[+-]", re.IGNORECASE)
_OF_DATES = re.compile(r"[dmyhsb]", re.IGNORECASE)
_TESTS: dict[str, Test] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip


class Shows(Enum):
    NUMBER = auto()
    PERCENT = auto()
    DATE = auto()
    #: The sections differ, and which one a number falls into is not for sure.
    UNCLEAR = auto()


@dataclass(frozen=True, slots=True)
class _Section:
    shows: Shows
    condition: tuple[Test, Decimal] | None

    def holds(self, number: Decimal) -> bool:
        """Whether the number falls into a section with a condition."""
        if self.condition is None:
            return False
        test, bound = self.condition
        return test(number, bound)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """The sections of a format that are for numbers: 0.00;-0.00;0, or with conditions: [>1]0.00;0.00%."""

    sections: tuple[_Section, ...]

    @classmethod
    def of(cls, code: str) -> "NumberFormat":
        """The format that a workbook's code describes."""
        sections = [part for part in _LITERAL.sub("", code).split(";")[:3] if "@" not in part]  # @ is for texts
        return cls(tuple(map(_section, sections or ["General"])))

    def shows(self, number: Decimal) -> Shows:
        """What becomes of a finite number."""
        kinds = {section.shows for section in self.sections}
        if len(kinds) == 1:
            return kinds.pop()
        if not any(section.condition for section in self.sections):
            # for positive numbers and, in default of a section of its own, zero; for negative ones; for zero
            index = 1 if number < 0 else 2 if number == 0 and len(self.sections) > 2 else 0
            return self.sections[index].shows
        *firsts, last = self.sections
        if not all(section.condition for section in firsts):
            return Shows.UNCLEAR
        fits = next((section for section in self.sections if section.holds(number)), last)
        return Shows.UNCLEAR if fits.condition and not fits.holds(number) else fits.shows


def _section(code: str) -> _Section:
    condition, elapsed = None, False
    for found in _BRACKETED.findall(code):
        elapsed = elapsed or _ELAPSED.fullmatch(found) is not None
        if match := _CONDITION.fullmatch(found):
            condition = (_TESTS[match[1]], Decimal(match[2]))
    plain = _NO_DATE.sub("", _BRACKETED.sub("", code))
    if elapsed or _OF_DATES.search(plain):
        return _Section(Shows.DATE, condition)
    return _Section(Shows.PERCENT if "%" in plain else Shows.NUMBER, condition)
