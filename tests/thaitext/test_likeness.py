"""Edit distance and what it is for: a word that stands misspelt in a text."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from thaitext.likeness import begins_like, distance, misspelt, slips_allowed

WORDS = st.text("กขคงจสะเตงนอกิ์", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("first", "second", "letters"),
    [
        ("สะเตงนอก", "สระเตงนอก", 1),
        ("สะเตงนอก", "สะเตงนอก", 0),
        ("บ้านฉาง", "บ้านถ้ำ", 3),
        ("โพธิ์พิสัย", "โพธิ์ชัย", 3),
        ("ก", "", 1),
    ],
)
def test_distance_counts_letters(first: str, second: str, letters: int) -> None:
    assert distance(first, second, 5) == letters


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS, WORDS)
def test_distance_is_the_same_both_ways_and_zero_only_of_equal_words(first: str, second: str) -> None:
    assert distance(first, second, 9) == distance(second, first, 9)
    assert (distance(first, second, 9) == 0) == (first == second)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS, WORDS, st.integers(0, 4))
def test_distance_stops_one_above_what_is_asked(first: str, second: str, most: int) -> None:
    assert distance(first, second, most) == min(distance(first, second, 20), most + 1)


def test_short_words_allow_no_slip() -> None:
    assert [slips_allowed(word) for word in ("ยะลา", "ชลบุรี", "บ้านสวน", "สะเตงนอก", "โพธิ์พิสัย")] == [0, 1, 1, 2, 2]


@pytest.mark.parametrize(
    ("text", "length"), [("สระเตงนอกจัดทำ", 9), ("สะเตนอกจัดทำ", 7), ("สะเตงนอก", 8), ("สงขลาประกาศ", None), ("", None)]
)
def test_beginning_of_a_text_is_compared(text: str, length: int | None) -> None:
    assert begins_like(text, "สะเตงนอก", 2) == length


def test_misspelt_word_is_found_wherever_it_stands_and_never_the_right_one() -> None:
    text = "ชาวสระเตงนอกและสะเตงนอก สะเตนอก สงขลา"

    found = [text[start:end] for start, end in misspelt(text, "สะเตงนอก")]

    assert found == ["สระเตงนอก", "สะเตนอก"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(1, 6),
    st.sampled_from("กขคมยรลวสหอ"),
    st.sampled_from(["", "ของ", "ในเขต "]),
    st.sampled_from(["", " จัดทำ", "มี"]),
)
def test_one_letter_too_many_is_found_at_every_place(place: int, letter: str, before: str, behind: str) -> None:
    word = "สะเตงนอก"
    wrong = word[:place] + letter + word[place:]
    assume(word not in wrong)  # its first letter twice: the word itself stands right

    found = [*misspelt(f"{before}{wrong}{behind}", word)]

    assert len(found) == 1


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text("สะเตงนอก กขค", max_size=20), st.text("สะเตงนอก กขค", max_size=20))
def test_what_is_right_is_never_called_misspelt(before: str, behind: str) -> None:
    word = "สะเตงนอก"
    start = len(before)

    for first, last in misspelt(f"{before}{word}{behind}", word):
        assert last <= start or first >= start + len(word)
