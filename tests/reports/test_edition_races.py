"""Several people act upon a document at once, each over a connection of their own: exactly one of them wins."""

from functools import partial
from threading import Barrier

import pytest

from accounts.models import User
from reports.models import Approval, Edition, EditionEvent, EditionState
from reports.verbs.editions import edition_approve, edition_return
from tests.reports.editions import Office, document, office
from tests.threads import PATIENCE, at_once, tried

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 10


def approval_of(town: Office, edition: Edition, by: User) -> partial[Edition]:
    """The approval that the person has read and is about to confirm."""
    approval = town.prepare(edition, by)
    file = town.printed(approval)
    return partial(edition_approve, approval=Approval.objects.get(pk=approval.pk), file_sha256_seen=file.sha256, by=by)


def test_of_two_who_approve_at_once_one_wins() -> None:
    """Ten documents one after the other: each is approved once, by the one whose form it then names."""
    town, barrier = office(), Barrier(2, timeout=PATIENCE)

    results = []
    for number in range(ROUNDS):
        edition = town.submit(document(score=str(90 + number)))
        acts = [approval_of(town, edition, by) for by in (town.mayor, town.clerk)]
        results.append(at_once(*(partial(tried, barrier, act) for act in acts)))

    approved = list(Edition.objects.order_by("number").select_related("approval"))
    told = list(EditionEvent.objects.filter(act="approve").order_by("pk").values_list("by", flat=True))
    winners = [(town.mayor if mayor else town.clerk).pk for mayor, _ in results]
    assert [sorted(result) for result in results] == [[False, True]] * ROUNDS
    assert [edition.number for edition in approved] == list(range(1, ROUNDS + 1))
    assert [edition.approval.by_id for edition in approved if edition.approval] == winners == told


def test_approval_and_return_at_once_are_one_of_the_two() -> None:
    town, barrier = office(), Barrier(2, timeout=PATIENCE)

    results = []
    for number in range(ROUNDS):
        edition = town.submit(document(score=str(90 + number)))
        approve = approval_of(town, edition, town.mayor)
        give_back = partial(
            edition_return, edition=Edition.objects.get(pk=edition.pk), reason="แก้ไข",
            content_hash_seen=edition.content_sha256, by=town.clerk,
        )  # fmt: skip
        result = at_once(partial(tried, barrier, approve), partial(tried, barrier, give_back))
        results.append((*result, Edition.objects.get(pk=edition.pk).state))

    assert {(done, returned) for done, returned, _ in results} <= {(True, False), (False, True)}
    assert all(state == (EditionState.APPROVED if done else EditionState.RETURNED) for done, _, state in results)
    assert EditionEvent.objects.filter(act__in=("approve", "return")).count() == ROUNDS


def test_of_two_submissions_at_once_one_waits() -> None:
    town, barrier = office(), Barrier(2, timeout=PATIENCE)

    results = []
    for number in range(ROUNDS):
        submit = partial(town.submit, document(score=str(90 + number)))
        results.append(at_once(partial(tried, barrier, submit), partial(tried, barrier, submit)))
        town.give_back(Edition.objects.get(state=EditionState.SUBMITTED))

    assert [sorted(result) for result in results] == [[False, True]] * ROUNDS
    assert Edition.objects.count() == ROUNDS
    assert EditionEvent.objects.filter(act="submit").count() == ROUNDS


def test_two_clicks_make_one_form_and_one_file() -> None:
    town, barrier = office(), Barrier(2, timeout=PATIENCE)
    edition = town.submit()

    def click() -> Approval:
        barrier.wait()
        approval = town.prepare(Edition.objects.get(pk=edition.pk))
        town_file = town.ordered(approval)
        assert town_file.job is not None
        return approval

    first, second = at_once(click, click)

    assert first == second
    assert Approval.objects.count() == 1
    assert first.files.get().job is not None
