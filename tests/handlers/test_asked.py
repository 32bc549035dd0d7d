"""What may stand after a command."""

import pytest

from handlers.asked import Arguments, read_arguments


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (None, Arguments()),
        ("2", Arguments(2)),
        ("#2", Arguments(2)),
        ("№ 2", Arguments(2)),
        ("2 5", Arguments(2, 5)),
        ("торговля людьми", Arguments(words="торговля людьми")),
        ("2024 год", Arguments(words="2024 год")),
        ("9" * 16, Arguments(words="9" * 16)),
        ("-1", Arguments(words="-1")),
    ],
)
def test_numbers_are_numbers_and_the_rest_is_words(given: str | None, read: Arguments) -> None:
    """Numbers past Telegram's range are words: no story has them, and no database sees them."""
    assert read_arguments(given) == read
