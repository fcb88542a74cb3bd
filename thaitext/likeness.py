"""How alike two words are: edit distance on code points, and where a word stands misspelt in a text."""

from collections.abc import Iterator


def distance(first: str, second: str, at_most: int) -> int:
    """Return how many letters must be put in, left out or replaced to make one word of the other.

    Anything above `at_most` is returned as ``at_most + 1``, which ends the reckoning early.
    """
    if abs(len(first) - len(second)) > at_most:
        return at_most + 1
    row = list(range(len(second) + 1))
    for number, letter in enumerate(first, 1):
        diagonal, row[0] = row[0], number
        for place, other in enumerate(second, 1):
            diagonal, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, diagonal + (letter != other))
        if min(row) > at_most:
            return at_most + 1
    return min(row[-1], at_most + 1)


def slips_allowed(word: str) -> int:
    """Return how many letters may differ for a word to be a slip of `word`: none of a short one, two of a long one."""
    return 0 if len(word) < 5 else 1 if len(word) < 8 else 2


def begins_like(text: str, word: str, at_most: int) -> int | None:
    """Return how long the beginning of `text` is that is most like `word`, None where all differ by more letters."""
    lengths = range(max(1, len(word) - at_most), min(len(text), len(word) + at_most) + 1)
    # Of equal distances that of the length nearest to the word's own, and of these the longer one.
    found = min(
        ((distance(word, text[:length], at_most), abs(length - len(word)), -length) for length in lengths),
        default=(at_most + 1, 0, 0),
    )
    return -found[2] if found[0] <= at_most else None


def misspelt(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Yield where `word` stands in `text` with one letter wrong, left out or too many; never where it stands right.

    One half of a word with a single slip is right: only round these halves is compared.
    """
    half = len(word) // 2
    right = [(place, place + len(word)) for place in _places(text, word)]
    seen = 0
    starts = set(_places(text, word[:half]))
    starts |= {place - half + shift for place in _places(text, word[half:]) for shift in (-1, 0, 1)}
    for start in sorted(place for place in starts if place >= 0):
        if start < seen or any(start < end and first < start + len(word) + 1 for first, end in right):
            continue
        if length := begins_like(text[start : start + len(word) + 1], word, 1):
            seen = start + length
            yield start, seen


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)
