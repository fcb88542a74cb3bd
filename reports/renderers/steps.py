"""How a renderer tells how far it is."""

from collections.abc import Callable
from typing import TypeAlias

#: Is told (done, total). What it raises ends the rendering: the document is not wanted any more.
Progress: TypeAlias = Callable[[int, int], None]


class Steps:
    """Counts the steps of a work whose number is known. Called after each step."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self.progress = progress
        self.done, self.total = 0, max(1, total)

    def __call__(self, count: int = 1) -> None:
        self.done = min(self.total, self.done + count)
        if self.progress:
            self.progress(self.done, self.total)
