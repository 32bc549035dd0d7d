"""Which of the claimed rows goes first."""

from delivery.line import Line
from storage.delivery import Delivery, Priority


def row(id: int, chat: int, priority: int = Priority.CORRECTION) -> Delivery:
    return Delivery(id, chat, 1, 1, 0, "ru", "private", priority=priority)


def order(line: Line) -> list[int]:
    return [line.pop().delivery.id for _ in range(len(line))]


def test_free_chats_go_first_and_then_what_is_urgent() -> None:
    line = Line()
    line.put(row(1, 1), 7.0)
    line.put(row(2, 2), float("-inf"))
    line.put(row(3, 3, Priority.BREAKING), float("-inf"))
    assert order(line) == [3, 2, 1]


def test_no_row_overtakes_one_of_its_chat_that_is_as_urgent() -> None:
    """Not even when the chat became free while the first one waited."""
    line = Line()
    line.put(row(1, 1), 7.0)
    line.put(row(2, 1), float("-inf"))
    line.put(row(3, 1, Priority.BREAKING), float("-inf"))
    for _ in range(3):  # each finds its chat not free yet
        line.put_back(line.pop(), 8.0)
    assert order(line) == [3, 1, 2]
    line.put(row(4, 1), float("-inf"))
    assert line.next_at == float("-inf")
    assert [each.id for each in line.clear()] == [4]
    assert line.next_at == float("inf")
