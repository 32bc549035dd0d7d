"""How much a person may ask for in a day."""

from collections import OrderedDict
from datetime import date
from enum import Enum, auto

#: People that are remembered; of others nothing is known, and they may begin anew.
REMEMBERED = 10_000


class Answer(Enum):
    """Whether a person may, and whether to say so."""

    YES = auto()
    #: Not any more, and to be told.
    TELL = auto()
    #: Not any more, and told already.
    NO = auto()


class Allowance:
    """So many for each person a day; over it, one notice. Kept in memory: a restart forgives."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._taken: OrderedDict[int, tuple[date, int]] = OrderedDict()

    def take(self, person: int, day: date) -> Answer:
        """Count one more for a person on a day."""
        known, count = self._taken.pop(person, (day, 0))
        count = count + 1 if known == day else 1
        self._taken[person] = (day, count)
        if len(self._taken) > REMEMBERED:
            self._taken.popitem(last=False)
        if count <= self.most:
            return Answer.YES
        return Answer.TELL if count == self.most + 1 else Answer.NO
