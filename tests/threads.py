"""Several people at the same time, each over a database connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

from accounts.errors import UserError

T = TypeVar("T")

PATIENCE = 30.0  # seconds until somebody who waits for the others gives up


def at_once(*works: Callable[[], T]) -> list[T]:
    """What the works return, each done in a thread of its own."""

    def done(work: Callable[[], T]) -> T:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(done, works))


def tried(barrier: Barrier, act: Callable[[], object]) -> bool:
    """Whether the act was taken, done after all have come to the barrier; a UserError says that it was not."""
    barrier.wait()
    try:
        act()
    except UserError:
        return False
    return True
