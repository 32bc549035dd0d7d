"""Articles about the same event and about others like it, written for the project.

`develop.txt` and `held_out.txt` have events, each with the articles of several newsrooms; what
comes after "|" is the topic that events share. `translated.txt` has further articles about some
of these events in other languages. `templates.txt` has texts that newsrooms fill in
day by day, with their fillings: two wordings of one filling are one event, two fillings are not.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
PARTS = ("develop", "held_out")

#: The share of pairs of unlike events that is taken: they are easy, and there are many.
_OTHERS = 0.1


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles and whether they report the same event; kind says what makes it hard."""

    a: str
    b: str
    same: bool
    #: rewrite, topic (another event of the same topic), other (another topic) or template.
    kind: str


def pairs(part: str) -> list[Pair]:
    """Return the pairs of one part ("develop" or "held_out"), always the same ones."""
    return [*_event_pairs(part), *_template_pairs(part)]


def articles(part: str) -> dict[str, list[str]]:
    """Return the articles of one part by event, without the templates."""
    return {event: texts for event, _, texts in _events(part)}


def _events(part: str) -> Iterator[tuple[str, str, list[str]]]:
    further = {event: texts for event, *texts in _blocks("translated.txt")}
    for head, *texts in _blocks(f"{part}.txt"):
        event, topic = head.split(" | ")
        yield event, topic, texts + further.get(event, [])


def _blocks(name: str) -> Iterator[list[str]]:
    """Give each block of a file: its heading and its texts."""
    for block in (FOLDER / name).read_text(encoding="utf-8").split("=== ")[1:]:
        yield [piece.strip() for piece in block.split("\n---")]


def _event_pairs(part: str) -> Iterator[Pair]:
    events = list(_events(part))
    for _, _, texts in events:
        for a, b in itertools.combinations(texts, 2):
            yield Pair(a, b, True, "rewrite")
    rng = random.Random(part)
    for (_, topic, ours), (_, other, theirs) in itertools.combinations(events, 2):
        if topic == other:
            for a, b in itertools.product(ours, theirs):
                yield Pair(a, b, False, "topic")
        elif rng.random() < _OTHERS:
            yield Pair(rng.choice(ours), rng.choice(theirs), False, "other")


def _template_pairs(part: str) -> Iterator[Pair]:
    for block in _blocks("templates.txt"):
        head, *wordings = block
        if not head.endswith(f"| {part}"):
            continue
        *_, last = wordings
        wordings[-1], *rows = last.split("\n> ")
        filled = [[w.strip().format(*row.split(" | ")) for w in wordings] for row in rows]
        for texts in filled:
            yield Pair(texts[0], texts[1], True, "rewrite")
        for ours, theirs in itertools.combinations(filled, 2):
            for a, b in zip(ours, theirs, strict=True):
                yield Pair(a, b, False, "template")


@dataclass(frozen=True, slots=True)
class Parts:
    """Two articles, the days between them, and whether they are parts of one case."""

    a: str
    b: str
    days_apart: float
    same: bool


#: Topics whose events are parts of one case, and those where it is hard to say.
_CASES = frozenset({"hit-run", "fraud", "dam", "storm", "faction"})
_UNCLEAR = frozenset({"plant", "derby", "volley", "tour", "football", "post", "spring"})
#: The days between events of one topic, which do not say when they were.
_DAYS = 10


def case_pairs(part: str) -> list[Parts]:
    """Return pairs of different reports: those of `cases.txt`, and the events of each topic."""
    return [*_written_cases(part), *_topic_cases(part)]


def _written_cases(part: str) -> Iterator[Parts]:
    """Give all pairs of `cases.txt`: a heading there says part, case and day."""
    found = [block for block in _cases() if block[0] == part]
    for (_, case, day, a), (_, other, other_day, b) in itertools.combinations(found, 2):
        yield Parts(a, b, abs(int(day) - int(other_day)), case == other)


def _cases() -> Iterator[tuple[str, str, str, str]]:
    for block in (FOLDER / "cases.txt").read_text(encoding="utf-8").split("=== ")[1:]:
        head, _, text = block.partition("\n")
        part, case, day = head.split()
        yield part, case, day, text.strip()


def _topic_cases(part: str) -> Iterator[Parts]:
    for (_, topic, ours), (_, other, theirs) in itertools.combinations(_events(part), 2):
        if topic == other and topic not in _UNCLEAR:
            for a, b in zip(ours, theirs, strict=False):
                yield Parts(a, b, _DAYS, topic in _CASES)
