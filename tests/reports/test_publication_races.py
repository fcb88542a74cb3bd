"""Several people publish and withdraw at once, each over a connection of their own: exactly one of them wins."""

from functools import partial
from threading import Barrier

import pytest

from reports.models import Edition, EditionEvent, Publication
from reports.verbs.publications import publication_complete, publication_withdraw
from tests.reports.editions import document, office
from tests.reports.publications import approved, begun, made, published
from tests.threads import PATIENCE, at_once, tried

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5


def test_of_two_who_publish_at_once_one_does() -> None:
    town, barrier = office(), Barrier(2, timeout=PATIENCE)

    results = []
    for number in range(ROUNDS):
        key = approved(town, document(score=str(90 + number))).pk
        acts = [partial(begun, Edition.objects.get(pk=key), by) for by in (town.officer, town.mayor)]
        results.append(at_once(*(partial(tried, barrier, act) for act in acts)))
        made(Edition.objects.get(pk=key))
        publication_complete(publication=Publication.objects.prepared().get())

    assert [sorted(result) for result in results] == [[False, True]] * ROUNDS
    assert Publication.objects.count() == ROUNDS
    assert Publication.objects.live().get().edition.number == ROUNDS


def test_of_two_who_withdraw_at_once_one_does() -> None:
    town, barrier = office(), Barrier(2, timeout=PATIENCE)

    results = []
    for number in range(ROUNDS):
        publication = published(town, document(score=str(90 + number)))
        acts = [
            partial(publication_withdraw, publication=publication, reason=by.first_name, by=by)
            for by in (town.officer, town.mayor)
        ]
        results.append(at_once(*(partial(tried, barrier, act) for act in acts)))

    assert [sorted(result) for result in results] == [[False, True]] * ROUNDS
    assert EditionEvent.objects.filter(act="withdraw").count() == ROUNDS


def test_two_workers_show_a_publication_once() -> None:
    town, barrier = office(), Barrier(2, timeout=PATIENCE)

    results = []
    for number in range(ROUNDS):
        edition = approved(town, document(score=str(90 + number)))
        publication = begun(edition, town.officer)
        made(edition)

        def complete(of: Publication = publication) -> bool:
            barrier.wait()
            return publication_complete(publication=of)

        results.append(at_once(complete, complete))

    assert [sorted(result) for result in results] == [[False, True]] * ROUNDS
    assert EditionEvent.objects.filter(act="publish").count() == ROUNDS


def test_publication_that_is_called_off_while_it_appears_is_one_of_the_two() -> None:
    """Whoever comes first: it was never seen, or it was seen and is gone; it never stays."""
    town, barrier = office(), Barrier(2, timeout=PATIENCE)

    for number in range(ROUNDS):
        edition = approved(town, document(score=str(90 + number)))
        publication = begun(edition, town.officer)
        made(edition)
        complete = partial(publication_complete, publication=Publication.objects.get(pk=publication.pk))
        withdraw = partial(publication_withdraw, publication=publication, reason="กดผิด", by=town.mayor)
        _, withdrawn = at_once(partial(tried, barrier, complete), partial(tried, barrier, withdraw))

        assert withdrawn
        assert not Publication.objects.live().exists()
