"""How the figures of a text hang together: said twice, contradicting each other."""

import re

from news.figure_candidate import Candidate
from news.number_tokens import Tokens
from news.word_lists import words_of
from news.words_alike import overlap, share

_TIME = re.compile(
    r"(?:19|20)[0-9]{2}$|(?:январ|феврал|март|апрел|ма[йея]$|июн|июл|август|сентябр|октябр|ноябр|декабр)"
    r"|(?:january|february|march|april|june|july|august|september|october|november|december)"
)
_MORE = words_of("еще ещё другие других другой также another other more тағы по")


def same_figure(
    tokens: Tokens, one: Candidate, two: Candidate, label_one: str, label_two: str
) -> bool:
    """Tell whether two candidates, in text order, are one figure said twice."""
    if one.unit != two.unit or one.value != two.value:
        return False
    if tokens.low(two.region[0] - 1) in _MORE or tokens.low(two.first + 1) in _MORE:
        return False
    if one.sentence == two.sentence:
        return one.sort == "people" and overlap(label_one, label_two) >= 0.4
    if one.sentence == 0 and one.sort == "count" and (one.quantity.value or 0.0) > 2:
        return True  # what the headline counts is counted again in the body
    around = " ".join(tokens.lows[one.sentence_first : one.sentence_after])
    return max(overlap(label_one, label_two), share(label_two, around)) >= _needed(one)


def _needed(one: Candidate) -> float:
    """Return how much of the labels must agree: less for numbers seldom met by chance."""
    value = one.quantity.value or 0.0
    if one.quantity.kind == "PENALTY" or (value > 100 and value % 10):
        return 0.01
    if one.sort == "money" or value >= 100 or value != int(value):
        return 0.2
    return 0.34 if value >= 10 else 0.45


def contradict(
    tokens: Tokens, one: Candidate, two: Candidate, label_one: str, label_two: str
) -> bool:
    """Tell whether two candidates give different numbers for the same thing.

    What is said of different years or months is change, not contradiction.
    """
    if one.unit != two.unit or one.sentence == two.sentence or one.value == two.value:
        return False
    if one.part_of is not None or two.part_of is not None:
        return False
    if len(label_one.split()) < 2 or overlap(label_one, label_two) < 0.75:
        return False
    times = _times(tokens, one), _times(tokens, two)
    return times[0] == times[1] or not all(times)


def _times(tokens: Tokens, candidate: Candidate) -> set[str]:
    """Return the years and months that a candidate's sentence names."""
    words = tokens.lows[candidate.sentence_first : candidate.sentence_after]
    return {word for word in words if _TIME.match(word)}


def same_news(one: Candidate, two: Candidate) -> bool:
    """Tell "две банды" of a lede from "двух преступных групп", the next figure of the text.

    An article says its news twice, in the lede and at the start of its body, in other words. `two`
    must be the first figure of the body.
    """
    small = one.value == two.value and 1 < (one.quantity.value or 0) < 10
    worded = not one.quantity.digits and not two.quantity.digits
    return small and worded and one.sort == two.sort and one.sort in ("count", "people")
