"""How the figures of a text hang together: said twice, contradicting each other."""

from news.figure_candidates import Candidate
from news.words_alike import overlap


def same_figure(one: Candidate, two: Candidate, label_one: str, label_two: str) -> bool:
    """Tell whether two candidates are one figure said twice."""
    if one.value != two.value or one.unit != two.unit:
        return False
    if one.sentence == two.sentence:
        return False
    big = isinstance(one.value, float) and one.value >= 100 or isinstance(one.value, tuple)
    return overlap(label_one, label_two) >= (0.15 if big else 0.25)


def contradict(one: Candidate, two: Candidate, label_one: str, label_two: str) -> bool:
    """Tell whether two candidates give different numbers for the same thing."""
    if one.value == two.value or one.unit != two.unit or one.sentence == two.sentence:
        return False
    if one.part_of is not None or two.part_of is not None:
        return False
    return len(label_one.split()) >= 2 and overlap(label_one, label_two) >= 0.75
