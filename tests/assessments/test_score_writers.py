"""Several people save at the same time, each over a connection of their own: nothing is lost, nothing slips in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from threading import Barrier

import pytest

from accounts.errors import UserError
from accounts.models import Municipality, User
from assessments.codes import Place, place_key
from assessments.models import Assessment, Score, ScoreAct, ScoreChange, State, StateChange
from assessments.queries import mark_get, score_sheet_get
from assessments.verbs.assessments import LockedYearError
from assessments.verbs.scores import StaleFiguresError, score_record, scores_import
from assessments.verbs.states import assessment_return, assessment_submit
from tests.factories import assessment, framework, municipality, user
from tests.threads import PATIENCE, at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 500
I1: Place = ("i1", None)


@dataclass
class Writer:
    """A person who types figures of their own into a cell, and what became of them."""

    person: User
    values: Sequence[Decimal]
    accepted: list[tuple[int, Decimal]] = field(default_factory=list)  # version and value, as the answer said
    refused: int = 0

    def save(self, place: Municipality, cell: Place, value: Decimal, version: int) -> None:
        """Saves with the version last seen; sees the fresh one in each refusal, and insists."""
        while True:
            try:
                row = score_record(
                    municipality=place, fiscal_year=2568, place=cell, value=value, version=version, by=self.person
                )
            except StaleFiguresError as error:
                self.refused += 1
                version = error.rows[cell].version
            else:
                self.accepted.append((row.version, value))
                return


def writers(number: int, rounds: int) -> list[Writer]:
    """Writers, none of whom types a value twice or one of another's: 0.001, 0.002, …"""
    return [Writer(user(), [Decimal(nth * number + who + 1) / 1000 for nth in range(rounds)]) for who in range(number)]


def test_thousand_conflicting_saves_of_one_cell_lose_nothing() -> None:
    """Two writers save one cell 500 times each, both with the version that they saw when the round began.

    Of each round's first attempts one is accepted and one refused: 500 refusals. The refused writer insists, with the
    version that the refusal showed; so a round adds two versions, which both see when the next one begins.
    """
    framework(2568)
    place, barrier = municipality(), Barrier(2, timeout=PATIENCE)
    people = writers(2, ROUNDS)

    def write(writer: Writer) -> None:
        for number, value in enumerate(writer.values):
            barrier.wait()
            writer.save(place, I1, value, 2 * number)

    at_once(*(partial(write, writer) for writer in people))

    history = list(
        ScoreChange.objects.order_by("version").values_list("place", "version", "before", "after", "act__by")
    )
    accepted = sorted((version, value, writer.person.pk) for writer in people for version, value in writer.accepted)
    assert sum(writer.refused for writer in people) == 500
    assert [version for _, version, *_ in history] == list(range(1, 1001))
    assert [(version, after, by) for _, version, _, after, by in history] == accepted
    assert [before for _, _, before, *_ in history] == [None, *(after for *_, after, _ in history[:-1])]
    assert {key for key, *_ in history} == {"i1"}
    assert ScoreAct.objects.count() == 1000
    assert Score.objects.values_list("version", "value", "changed_by").get() == accepted[-1]


def test_saves_of_different_cells_never_conflict() -> None:
    """4 writers, each in a cell of their own, one of them in an official figure: 4 · 25 saves, no refusal."""
    cells: list[Place] = [I1, ("e1", 1), ("e1", 2), "total"]
    framework(2568)
    place, barrier = municipality(), Barrier(len(cells), timeout=PATIENCE)
    people = writers(len(cells), 25)

    def write(writer: Writer, cell: Place) -> None:
        barrier.wait()
        for version, value in enumerate(writer.values):
            writer.save(place, cell, value, version)

    at_once(*(partial(write, writer, cell) for writer, cell in zip(people, cells, strict=True)))

    sheet = score_sheet_get(place, 2568)
    assert [writer.refused for writer in people] == [0, 0, 0, 0]
    for writer, cell in zip(people, cells, strict=True):
        stored = sheet.cells[place_key(cell)]
        assert writer.accepted == list(enumerate(writer.values, 1))
        assert (stored.version, stored.value, stored.changed_by) == (25, writer.values[-1], writer.person.username)
    assert ScoreChange.objects.count() == 100


def test_first_saves_of_a_year_make_it_once() -> None:
    """Nobody has opened the year yet: two people enter its first figures at once, in ten municipalities."""
    framework(2568)
    places = [municipality(f"town-{number}", proper_name=f"เมือง{number}") for number in range(10)]
    barrier = Barrier(2, timeout=PATIENCE)
    people = writers(2, 10)

    def write(writer: Writer, cell: Place) -> None:
        for place, value in zip(places, writer.values, strict=True):
            barrier.wait()
            writer.save(place, cell, value, 0)

    at_once(partial(write, people[0], I1), partial(write, people[1], "total"))

    assert Assessment.objects.count() == 10
    assert [writer.refused for writer in people] == [0, 0]
    for place, first, second in zip(places, people[0].values, people[1].values, strict=True):
        cells = score_sheet_get(place, 2568).cells
        assert (cells["i1"].value, cells["total"].value) == (first, second)


def test_two_pastes_at_once_are_stored_whole_or_not_at_all() -> None:
    """Two people paste three figures each, ten times, with the versions that both saw when the round began.

    Of each round's pastes one is stored and one refused, which names all three figures.
    """
    cells: list[Place] = [I1, ("i2", None), "total"]
    framework(2568)
    place, barrier = municipality(), Barrier(2, timeout=PATIENCE)
    people = writers(2, 10)

    def paste(writer: Writer) -> list[list[Place]]:
        named = []
        for number, value in enumerate(writer.values):
            barrier.wait()
            try:
                scores_import(
                    municipality=place, fiscal_year=2568, figures=dict.fromkeys(cells, value),
                    versions=dict.fromkeys(cells, number), by=writer.person,
                )  # fmt: skip
            except StaleFiguresError as error:
                named.append(list(error.rows))
        return named

    named = at_once(*(partial(paste, writer) for writer in people))

    acts = ScoreAct.objects.order_by("pk").prefetch_related("changes")
    stored = [{(change.after, change.version) for change in act.changes.all()} for act in acts]
    assert named[0] + named[1] == [cells] * 10
    assert [len(act.changes.all()) for act in acts] == [3] * 10
    for number, (changes, pair) in enumerate(
        zip(stored, zip(*(writer.values for writer in people), strict=True), strict=True), 1
    ):
        assert changes in ({(pair[0], number)}, {(pair[1], number)})


def test_no_save_slips_into_a_year_that_is_being_submitted() -> None:
    """One person submits what was seen while another enters one cell more: one of the two is refused, never both.

    25 times; the year is given back after each submission. 2568 has 61 cells.
    """
    place, barrier = municipality(), Barrier(2, timeout=PATIENCE)
    year = assessment(place, scores={"i1": "90"})
    staff, executive = user(), user()
    cells: list[Place] = [("i2", None), *((f"o{number}", None) for number in range(1, 25))]

    def enter(cell: Place) -> bool:
        barrier.wait()
        try:
            score_record(municipality=place, fiscal_year=2568, place=cell, value=Decimal(100), version=0, by=staff)
        except LockedYearError:
            return False
        return True

    def submit(seen: str) -> bool:
        barrier.wait()
        try:
            assessment_submit(assessment=year, seen=seen, confirmed=["warning", "hint"], by=executive)
        except UserError:
            return False
        return True

    results, counted = [], []
    for cell in cells:
        stored, submitted = at_once(partial(enter, cell), partial(submit, mark_get(year)))
        results.append((stored, submitted))
        if submitted:
            known = Score.objects.filter(value__isnull=False).count()
            counted.append((StateChange.objects.filter(state=State.SUBMITTED)[0].missing, known))
            assessment_return(assessment=year, seen=mark_get(year), reason="แก้ไข", by=staff)

    assert set(results) <= {(True, False), (False, True)}
    assert [missing for missing, _ in counted] == [61 - known for _, known in counted]
    assert Score.objects.count() == 1 + sum(stored for stored, _ in results)
