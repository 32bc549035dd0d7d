"""A bounded memory of recent values, right also while one of them is being written."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """The most recently used values, up to a number; the longest unused goes first."""

    def __init__(self, size: int) -> None:
        """Keep at most `size` values."""
        self._size = size
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._held: Counter[Key] = Counter()

    def get(self, key: Key) -> Value | None:
        """Return the value of a key, None if it is not kept."""
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def put(self, key: Key, value: Value) -> Value:
        """Keep a value; return it."""
        self._values[key] = value
        self._values.move_to_end(key)
        while len(self._values) > self._size:
            self._values.popitem(last=False)
        return value

    def offer(self, key: Key, value: Value) -> Value:
        """Keep a value that was read, unless the key is being written; return it."""
        return value if self._held[key] else self.put(key, value)

    def __iter__(self) -> Iterator[Key]:
        """Go through the keys, the longest unused first."""
        return iter(self._values)

    def drop(self, key: Key) -> None:
        """Forget a key."""
        self._values.pop(key, None)

    def hold(self, key: Key) -> None:
        """Forget a key and take no offers for it until `release`."""
        self._held[key] += 1
        self.drop(key)

    def release(self, key: Key) -> None:
        """Take offers again."""
        self._held[key] -= 1
        if self._held[key] <= 0:
            del self._held[key]
