"""The lines of copied text: which of its codes the numbers of a line belong to, by the line or by how the text runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from assessments.importers.score_columns import is_count
from assessments.importers.score_words import (
    Code,
    Number,
    Part,
    Rank,
    Token,
    cells_of,
    ends_in_code,
    has_words,
    tokens_of,
)
from assessments.scoring import FrameworkSpec


@dataclass(slots=True)
class Group:
    """Codes that stand together, and the numbers behind them up to the next code.

    `codes` are the most exact ones: with more than one it is open whose the numbers are. `part` is the one that the
    line names for numbers that name none; `section` the instrument or total that the group begins with.
    """

    codes: list[Code]
    numbers: list[Number]
    part: str = ""
    section: Code | None = None


@dataclass(slots=True)
class Line:
    """A line that holds something; `lead` are its numbers before the first code, all of them where it has none.

    `part` is the part that it names before its first code, or alone; `lasting`: for the lines below too. `heads`: it
    holds nothing but codes, each in a cell of its own; `bare`: it ends with a code.
    """

    number: int
    text: str
    groups: list[Group]
    lead: list[Number]
    part: str = ""
    lasting: bool = False
    heads: bool = False
    bare: bool = False

    @property
    def leads(self) -> bool:
        """Whether a number that may be a score stands before the first code."""
        return any(number.live for number in self.lead)

    @property
    def trails(self) -> bool:
        """The same behind the last code."""
        return bool(self.groups) and any(number.live for number in self.groups[-1].numbers)

    @property
    def scored(self) -> bool:
        """The same behind any code."""
        return any(number.live for group in self.groups for number in group.numbers)

    @property
    def codes(self) -> list[Code]:
        return [code for group in self.groups for code in group.codes]

    @property
    def numbers(self) -> list[Number]:
        return [*self.lead, *(number for group in self.groups for number in group.numbers)]


class Side(Enum):
    """Where the numbers of a code stand in its line."""

    BEHIND = auto()
    BEFORE = auto()
    BOTH = auto()


@dataclass(frozen=True, slots=True)
class Ways:
    """How the lines of a text run: whether some have a score behind its code, whether some have it before."""

    forward: bool
    backward: bool

    @property
    def only_backward(self) -> bool:
        return self.backward and not self.forward


def lines_read(texts: Iterable[str], spec: FrameworkSpec) -> list[Line]:
    """The lines that hold something, counted from 1.

    Numbers of a list, of indicators and of sub-indicators at the beginnings of lines are left out.
    """
    lines = [
        _line(number, cells, tokens_of(cells)) for number, text in enumerate(texts, 1) if (cells := cells_of(text))
    ]
    _leave_out_list(lines, spec)
    return lines


def ways_of(lines: Iterable[Line]) -> Ways:
    """What those lines show that have numbers only before their first code, or only behind their last one.

    A number before a code shows nothing while a code above waits for its own: it may be that one's, and the numbers in
    the lines below may be those of the codes before them.
    """
    seen: set[tuple[bool, bool]] = set()
    waiting = False
    for line in lines:
        if not line.groups:
            waiting = waiting and not line.leads
        elif not (waiting and line.leads):
            seen.add((line.leads, line.trails))
            waiting = not line.leads and not line.trails
    return Ways(forward=(False, True) in seen, backward=(True, False) in seen)


def turned_round(lines: Sequence[Line]) -> Line | None:
    """The line above all codes that has a number, in a text of which the last code has none; None in any other.

    All its scores might stand before their codes, whatever its line breaks make of them.
    """
    coded = [line for line in lines if line.groups]
    if not coded or not (coded[-1].bare or not coded[-1].trails):
        return None
    first, last = coded[0], coded[-1]
    if any(line.leads for line in lines if line.number > last.number):
        return None
    return next((line for line in lines if line.number < first.number and line.leads), None)


def shared_out(line: Line, ways: Ways) -> list[tuple[Group, Side]] | None:
    """Each group with its own numbers, and where they stand; None where it is open which they are.

    A line of one code holds its numbers, wherever they stand. With more codes a line runs from a code to a number, or
    from a number to a code; one that has a code at both ends runs as the text's other lines do.
    """
    first, *others = line.groups
    if not others:
        side = Side.BEHIND if not line.leads else Side.BOTH if line.trails else Side.BEFORE
        return [(replace(first, numbers=[*line.lead, *first.numbers]), side)]
    if line.leads == line.trails and (line.leads or ways.forward == ways.backward):
        return None
    if line.trails or (ways.forward and not line.leads):
        return [(group, Side.BEHIND) for group in line.groups]
    if line.lead[-1:] and line.lead[-1].opens:
        return None  # a score, or the line's number in a list
    before = [line.lead, *(group.numbers for group in line.groups)]
    return [(replace(group, numbers=numbers), Side.BEFORE) for group, numbers in zip(line.groups, before, strict=False)]


def _line(number: int, cells: Sequence[str], tokens: Sequence[Token]) -> Line:
    runs: list[tuple[list[Code], list[Number | Part]]] = [([], [])]
    for token in tokens:
        if not isinstance(token, Code):
            runs[-1][1].append(token)
        elif runs[-1][1] or len(runs) == 1:
            runs.append(([token], []))
        else:
            runs[-1][0].append(token)
    lead, part = _with_parts(runs[0][1])
    line = Line(number, " ".join(cells), _groups(runs[1:]), lead, part, lasting=bool(part) and not lead)
    line.bare = ends_in_code(cells[-1])
    if not line.groups and lead and lead[0].opens and any(map(has_words, cells[1:])):
        del lead[0]
    line.heads = len(cells) == len(tokens) == len(line.codes) > 1 and len(line.groups) == 1
    return line


def _groups(runs: Iterable[tuple[Sequence[Code], Sequence[Number | Part]]]) -> list[Group]:
    groups: list[Group] = []
    for codes, found in runs:
        numbers, part = _with_parts(found)
        group = _group(codes, numbers, part)
        if not groups:
            groups.append(group)
        elif _keys(group) == _keys(groups[-1]):
            groups[-1].numbers += numbers
        elif numbers or any(code.first for code in codes):
            groups.append(group)  # else a remark behind the score that names another code
    return groups


def _group(codes: Sequence[Code], numbers: list[Number], part: str) -> Group:
    rank = max(code.rank for code in codes)
    exact: dict[tuple[str, str], Code] = {}
    for code in codes:
        if code.rank == rank:
            exact.setdefault((code.code, code.part), code)
        elif code.rank == Rank.INSTRUMENT and rank == Rank.QUESTION:
            part = part or code.part
    return Group(list(exact.values()), numbers, part, codes[0] if codes[0].rank <= Rank.INSTRUMENT else None)


def _keys(group: Group) -> list[tuple[str, str]]:
    return [(code.code, code.part) for code in group.codes]


def _with_parts(found: Sequence[Number | Part]) -> tuple[list[Number], str]:
    """The numbers, each with the part named before it, or behind it where all are; and a last part that has none."""
    numbers = [token for token in found if isinstance(token, Number)]
    parts = [token.number for token in found if isinstance(token, Part)]
    if len(numbers) > 1 and [isinstance(token, Part) for token in found] == [False, True] * len(numbers):
        return [replace(number, part=part) for number, part in zip(numbers, parts, strict=True)], ""
    result: list[Number] = []
    part = ""
    for token in found:
        if isinstance(token, Part):
            part = token.number
        else:
            result.append(replace(token, part=part))
    return result, part if found and isinstance(found[-1], Part) else ""


def _leave_out_list(lines: Sequence[Line], spec: FrameworkSpec) -> None:
    """Takes the numbers from the beginnings of lines that count or name them; all lines of the text must agree."""
    listed: list[tuple[Line, str, _Named]] = []
    names = _names(spec)
    for line in lines:
        named = names.get(line.groups[0].codes[0].code, _Named()) if line.groups else _Named()
        line.lead = [number for number in line.lead if number.text != named.sub_indicator]
        if line.lead and line.lead[0].opens and line.groups:
            if line.lead[0].live and not line.trails and len(line.lead) == named.parts:
                continue  # "92 66 e1"
            if not line.codes[0].first:
                del line.lead[0]  # 2 … การเก็บข้อมูลตามแบบวัด IIT …
                continue
            listed.append((line, line.lead[0].text, named))
    counted = is_count([int(text) for _, text, _ in listed], beside_scores=all(line.scored for line, _, _ in listed))
    by_code = all(text == named.number for _, text, named in listed)
    by_indicator = all(text == named.indicator for _, text, named in listed)
    if counted or by_code or by_indicator:
        for line, _, _ in listed:
            del line.lead[0]
    for line in lines:
        line.lead = [number for number in line.lead if not (number.opens and not number.live)]


@dataclass(frozen=True, slots=True)
class _Named:
    """What a framework says of a code, as texts; `parts` is how many scores a question has."""

    number: str = ""
    indicator: str = ""
    sub_indicator: str = ""
    parts: int = 0


def _names(spec: FrameworkSpec) -> dict[str, _Named]:
    names = {}
    for instrument in spec.instruments:
        for indicator in instrument.indicators:
            number = str(indicator.number)
            names[f"indicator-{number}"] = _Named(number, number)
            subs = {code: sub.code for sub in indicator.sub_indicators for code in sub.questions}
            for code in indicator.questions:
                names[code] = _Named(code[1:], number, subs.get(code, ""), len(instrument.parts))
    return names
