"""What editors write behind /case and /graphic."""

import pytest

from handlers.cases import Order, read_order


@pytest.mark.parametrize(
    ("text", "numbers", "words"),
    [
        (None, (), ()),
        ("12 of 9", (12, 9), ()),
        ("№12 к №9", (12, 9), ()),
        ("12 9", (12, 9), ()),
        ("№12, №13,9", (12, 13, 9), ()),
        ("#12 ALONE", (12,), ("alone",)),
        ("отдельно", (), ("отдельно",)),
        ("вкл", (), ("вкл",)),
        ("9" * 16, (), ("9" * 16,)),
        ("²", (), ("²",)),
        ("-1", (), ("-1",)),
    ],
)
def test_numbers_and_words_are_told_apart(
    text: str | None, numbers: tuple[int, ...], words: tuple[str, ...]
) -> None:
    """Words that only join two numbers are left out; whatever no story can have is a word."""
    assert read_order(text) == Order(numbers, frozenset(words))


@pytest.mark.parametrize(
    ("numbers", "replied", "count", "stories"),
    [
        ((12, 9), None, 2, (12, 9)),
        ((9,), 12, 2, (12, 9)),
        ((12, 9), 5, 2, (12, 9)),
        ((), 12, 1, (12,)),
        ((9,), 12, 1, (9,)),
        ((9,), None, 2, ()),
        ((), None, 1, ()),
        ((1, 2, 3), None, 2, ()),
    ],
)
def test_the_story_replied_to_stands_only_for_a_number_left_out(
    numbers: tuple[int, ...], replied: int | None, count: int, stories: tuple[int, ...]
) -> None:
    assert Order(numbers, replied=replied).stories(count) == stories
