"""What readers of files hand on, whatever the files are about: bounds, and faults with where they stand.

A reader gathers every fault of a file. Nothing is stored: a person sees a preview first (`assessments.previews`).
"""

from dataclasses import dataclass

#: A file may be as large, and have as many rows. A year has about 130 figures, a large plan a thousand steps.
MAX_BYTES = 1024 * 1024
MAX_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that cannot be taken: where it stands, and what is wrong and what to do."""

    where: str
    words: str

    def __str__(self) -> str:
        return f"{self.where}: {self.words}"
