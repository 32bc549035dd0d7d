"""What the buttons of the updates' screen do to choices; button data is hostile until checked."""

from dataclasses import replace
from datetime import time

from delivery.timing import schedule_of
from delivery.wanted import read, stored
from delivery.wishes import MOST_BUDGET, MOST_STORIES
from news.filters import Filter, Kind, Refusal, parse
from news.schedule import Quiet, Schedule
from news.topics import Topics
from storage.subscriptions import AT_ONCE, DIGEST, Choices


def tuned(what: str, value: str, choices: Choices, language: str, topics: Topics) -> Choices | None:
    """Return choices with the one changed that a button names; None for a value that is none.

    `language`: that of the chat, for a filter that begins with a topic.
    """
    match what:
        case "mode" if value in (AT_ONCE, DIGEST):
            schedule = choices.schedule or str(schedule_of(choices))
            return replace(choices, mode=value, schedule=schedule)
        case "hour":
            return _with_hour(choices, value)
        case "days":
            return _with_days(choices, value)
        case "quiet":
            return _with_quiet(choices, value)
        case "budget":
            budget = number(value, 0, MOST_BUDGET)
            return None if budget is None else replace(choices, budget=budget)
        case "most":
            most = number(value, 1, MOST_STORIES)
            return None if most is None else replace(choices, most=most)
        case "silent":
            return replace(choices, silent=value == "1")
        case "all":
            return replace(choices, wanted="")
        case "topic":
            return _with_topic(choices, value, language, topics)
    return None


def _with_hour(choices: Choices, value: str) -> Choices | None:
    """Add an hour to those of the digests, or take it away; the last one stays."""
    try:
        hour = time.fromisoformat(value)
        before = schedule_of(choices)
        times = set(before.times) ^ {hour} or set(before.times)
        return replace(choices, schedule=str(Schedule(tuple(times), before.weekdays)))
    except ValueError:
        return None


def _with_days(choices: Choices, value: str) -> Choices | None:
    try:
        days = Schedule.parse(f"08:00/{value}").weekdays
    except ValueError:
        return None
    return replace(choices, schedule=str(Schedule(schedule_of(choices).times, days)))


def _with_quiet(choices: Choices, value: str) -> Choices | None:
    try:
        return replace(choices, quiet=str(Quiet.parse(value)) if value else "")
    except ValueError:
        return None


def _with_topic(choices: Choices, key: str, language: str, topics: Topics) -> Choices | None:
    """Add a topic to what is wanted, or take it away."""
    if topics.get(key) is None:
        return None
    before = read(choices.wanted) or Filter(language, (), ())
    rest = tuple(t for t in before.plus if (t.kind, t.text) != (Kind.TOPIC, key))
    after = Filter(before.language, rest, before.minus)
    if len(rest) < len(before.plus):
        return replace(choices, wanted=stored(after) if rest or before.minus else "")
    found = parse(f"{after} topic:{key}", before.language)
    return None if isinstance(found, Refusal) else replace(choices, wanted=stored(found))


def number(value: str, least: int, most: int) -> int | None:
    """Return the whole number that a button carries; None for none between the bounds."""
    if not (value.isascii() and value.isdigit() and len(value) < 6):
        return None
    return int(value) if least <= int(value) <= most else None
