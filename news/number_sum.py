"""Number words added up: "два миллиона триста тысяч", "екі мың он жеті", "жеті жарым миллион"."""

from dataclasses import dataclass

from news.number_tokens import Tokens
from news.number_words import Forms, NumberWord

#: How large a word is inside its group of three digits; each must be smaller than the one before.
ORDER = {"digit": 1, "teen": 2, "ten": 3, "hundred": 4, "by100": 4}
#: No word has been taken into the group yet; anything may follow.
_EMPTY = 9
#: Scales that may carry a dot.
SHORT_SCALES = frozenset(("тыс", "млн", "млрд", "трлн"))
_DENOMINATORS = {"оннан": 10, "жүзден": 100, "мыңнан": 1000}
_DENOMINATORS |= {"десятых": 10, "десятая": 10, "сотых": 100, "сотая": 100, "тысячных": 1000}


@dataclass(slots=True)
class Sum:
    """A number while it is being added up; `add` takes it one word further."""

    tokens: Tokens
    forms: Forms
    #: The next token.
    at: int
    #: What stands before the last scale, and what has come since.
    total: float
    group: float
    #: The number began in digits.
    digits: bool
    #: Something has been taken (digits count).
    started: bool
    last: int = _EMPTY
    scale: float = 1.0
    role: str = "number"

    @property
    def value(self) -> float:
        """The number so far."""
        return self.total + self.group

    def run(self) -> None:
        """Take all words that belong to the number."""
        while self.at < len(self.tokens) and self.role == "number" and self._step():
            pass

    def _step(self) -> bool:
        """Take the next token; False when it does not belong."""
        low = self.tokens.lows[self.at]
        word = self.forms.get(low)
        if word is None:
            return self._joint(low)
        if word.role in ("scale", "suffix"):
            return self._take_scale(word)
        if word.role in ORDER:
            return self._take_cardinal(word)
        return self._take_other(word)

    def _ands(self) -> bool:
        """Step over "and" only when a number follows it."""
        follows = self.tokens.low(self.at + 1)
        if follows not in self.forms and follows.partition("-")[0] not in self.forms:
            return False
        return self._next()

    def _next(self) -> bool:
        self.at += 1
        self.started = True
        return True

    def _joint(self, low: str) -> bool:
        """Step over "тыс." and "hundred and", and into "1 млн 200 тыс."."""
        follows = self.forms.get(self.tokens.low(self.at + 1))
        if low == "." and self.scale > 1 and self.tokens.low(self.at - 1) in SHORT_SCALES:
            return follows is not None and self._next()
        if low == "and" and self.last == ORDER["hundred"]:
            small = follows is None or follows.role in ("digit", "teen", "ten")
            return small and self._ands()
        smaller = follows is not None and follows.role == "scale" and follows.value < self.scale
        if smaller and low.isdecimal() and len(low) < 4:
            self.group, self.last = float(low), 0
            return self._next()
        return self._pair(low)

    def _pair(self, low: str) -> bool:
        """Take "fifty-three" after a hundred or a scale."""
        left, _, right = low.partition("-")
        tens, unit = self.forms.get(left), self.forms.get(right)
        if not self.started or tens is None or unit is None or self.last < ORDER["hundred"]:
            return False
        if tens.role != "ten" or unit.role != "digit":
            return False
        self.group, self.last = self.group + tens.value + unit.value, ORDER["digit"]
        return self._next()

    def _take_scale(self, word: NumberWord) -> bool:
        if word.role == "suffix" and not self.tokens.glued(self.at):
            return False
        if 1 < self.scale <= 100 and word.value >= 1000:
            # "Десятки тысяч": a small scale counts the larger one.
            self.total, self.scale = self.total * word.value, word.value
            return self._next()
        if self.scale > 1 and word.value >= self.scale:
            return False
        counted = self.started and (self.group or self.last < _EMPTY)
        self.total += (self.group if counted else 1.0) * word.value
        self.group, self.last, self.scale = 0.0, _EMPTY, word.value
        return self._next()

    def _take_cardinal(self, word: NumberWord) -> bool:
        if word.role == "by100" and 1 <= self.group < 10 and self.last <= 1 and not self.digits:
            self.group, self.last = self.group * 100, ORDER["hundred"]
            return self._next()
        order = ORDER[word.role]
        if order >= self.last or (self.started and self.last <= ORDER["teen"]):
            return False
        self.group, self.last = self.group + word.value, order
        return self._next()

    def _take_other(self, word: NumberWord) -> bool:
        if word.role == "half":
            if self.scale > 1 and not self.group:
                self.total += self.scale * 0.5
            else:
                self.group += 0.5
            return self._next()
        if word.role == "whole" and self.started:
            self.at += 1
            self.group += self._decimals()
            return True
        if word.role == "ordinal":
            return self._end_ordinal(word)
        if word.role == "fraction" and self.started and not self.digits and word.value < 0.5:
            self.total, self.group, self.role = self.value * word.value, 0.0, "fraction"
            return self._next()
        return False

    def _end_ordinal(self, word: NumberWord) -> bool:
        """Close "двадцать первый", "екі мың он жетінші"."""
        size = ORDER["digit"] if word.value < 10 else ORDER["teen" if word.value < 20 else "ten"]
        if self.digits or not self.started or size >= self.last:
            return False
        self.group, self.role = self.group + word.value, "ordinal"
        return self._next()

    def _decimals(self) -> float:
        """Read what follows "бүтін" or "целых": "оннан бес", "пять десятых", "бес"."""
        under = self._denominator()
        over = 0.0
        while word := self.forms.get(self.tokens.low(self.at)):
            if word.role not in ("digit", "teen", "ten"):
                break
            over, self.at = over + word.value, self.at + 1
        under = under or self._denominator() or (10 if over < 10 else 100)
        return over / under

    def _denominator(self) -> int:
        under = _DENOMINATORS.get(self.tokens.low(self.at), 0)
        self.at += bool(under)
        return under
