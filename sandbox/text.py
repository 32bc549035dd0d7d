"""Telegram's rules about text: lengths in UTF-16 units, entities, and the ones it adds itself."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from sandbox.refusals import Json, mistake


def words(listed: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(listed.split())


MOST_ENTITIES = 100  # Bot API: later ones are ignored in silence; here they are refused.
PLAIN = words(
    "mention hashtag cashtag bot_command url email phone_number bold italic underline"
    " strikethrough spoiler blockquote expandable_blockquote code"
)
NEEDS = {  # type -> the field it cannot do without
    "pre": None,
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}
FIELDS = words("type offset length url user language custom_emoji_id unix_time date_time_format")
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
MONOSPACE = frozenset({"code", "pre"})
# Inside these Telegram looks for no links, mentions or commands of its own.
OPAQUE = MONOSPACE | {"text_link", "text_mention", "mention", "url", "email", "bot_command"}

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_DOMAINS = "com|org|net|info|kz|ru|io|me|dev|app|edu|gov|int|uz|kg|рф"
_AUTOMATIC = re.compile(
    r"(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<url>(?<!\w)(?:https?://|tg://)[^\s<>«»\"]+"
    rf"|(?<![\w@./])(?:[\w-]+\.)+(?:{_DOMAINS})(?![\w.-]*\w)(?:[/?][^\s<>«»\"]*)?)"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<!\w)@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w))"
    r"|(?P<hashtag>(?<!\w)#\w*[^\W\d]\w*)"
)
# Without one of these there is nothing to find; most texts are done with here.
_MARKS = re.compile(rf"[@/#]|\.(?:{_DOMAINS})(?!\w)")


def units(text: str) -> int:
    """Length of a text in UTF-16 units, Telegram's measure."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def cleaned(text: str) -> str:
    """The text with carriage returns dropped and other control characters as spaces."""
    if not _CONTROL.search(text):
        return text
    return _CONTROL.sub(" ", text.replace("\r", ""))


def finished(text: str, entities: Any) -> tuple[str, list[Json]]:
    """A text as Telegram keeps it and all its entities; raises a loud Refusal for broken ones.

    `entities` is what the bot gave (None or a list). White space around the text goes, as on the
    real server, and links, mentions, commands and hashtags get entities of their own.
    """
    text = cleaned(text)
    given = checked(text, entities) if entities else []
    text, given = _stripped(text, given)
    return text, _sorted([*given, *automatic(text, given)])


def checked(text: str, entities: Any) -> list[Json]:
    """The entities if every one is right, else a loud Refusal naming the first that is not."""
    if not isinstance(entities, list):
        raise mistake("entities must be an array")
    if len(entities) > MOST_ENTITIES:
        raise mistake(f"entity list has {len(entities)} entities, {MOST_ENTITIES} are allowed")
    inside = _boundaries(text)
    for entity in entities:
        _check_fields(entity)
        _check_bounds(entity, inside)
    _check_nesting(_sorted(entities))
    return list(entities)


def automatic(text: str, given: Iterable[Json] = ()) -> list[Json]:
    """The entities that Telegram finds by itself, none overlapping links or code in `given`."""
    if not _MARKS.search(text):
        return []
    taken = [(e["offset"], e["offset"] + e["length"]) for e in given if e["type"] in OPAQUE]
    return [entity for entity in _found(text) if _free(entity, taken)]


@lru_cache(256)  # a broadcast says the same to everyone
def _found(text: str) -> tuple[Json, ...]:
    return tuple(_matches(text))


def _matches(text: str) -> Iterator[Json]:
    for match in _AUTOMATIC.finditer(text):
        kind = match.lastgroup
        found = match.group().rstrip(".,:;!?)»'\"") if kind == "url" else match.group()
        yield {"type": kind, "offset": units(text[: match.start()]), "length": units(found)}


def _free(entity: Json, taken: list[tuple[int, int]]) -> bool:
    start, end = entity["offset"], entity["offset"] + entity["length"]
    return all(end <= first or last <= start for first, last in taken)


def _boundaries(text: str) -> frozenset[int] | range:
    """The UTF-16 offsets at which a character begins, and the end."""
    if units(text) == len(text):
        return range(len(text) + 1)
    offsets, at = {0}, 0
    for character in text:
        at += 1 if character <= "\uffff" else 2
        offsets.add(at)
    return frozenset(offsets)


def _check_fields(entity: Any) -> None:
    if not isinstance(entity, dict):
        raise mistake("entity must be an object")
    kind = entity.get("type")
    if kind not in PLAIN and kind not in NEEDS:
        raise mistake(f"entity type {kind!r} is unknown")
    needed = NEEDS.get(str(kind))
    if needed and not entity.get(needed):
        raise mistake(f"entity {kind} has no {needed}")
    if unknown := sorted(entity.keys() - FIELDS):
        raise mistake(f"entity has the unknown field {unknown[0]}")


def _check_bounds(entity: Json, inside: frozenset[int] | range) -> None:
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length < 1:
        raise mistake(f"entity {entity['type']} has a wrong offset or length: {offset}, {length}")
    if offset not in inside or offset + length not in inside:
        raise mistake(
            f"entity {entity['type']} at {offset}+{length} is beyond the text of"
            f" {max(inside)} units or splits a surrogate pair"
        )


def _check_nesting(entities: list[Json]) -> None:
    open_: list[Json] = []
    for entity in entities:
        while open_ and _end(open_[-1]) <= entity["offset"]:
            open_.pop()
        for outer in open_:
            _check_pair(outer, entity)
        open_.append(entity)


def _check_pair(outer: Json, inner: Json) -> None:
    pair = f"{inner['type']} at {inner['offset']} and {outer['type']} at {outer['offset']}"
    if _end(inner) > _end(outer):
        raise mistake(f"entity {pair} overlap without nesting")
    if inner["type"] in MONOSPACE or outer["type"] in MONOSPACE:
        raise mistake(f"entity {pair}: code cannot be nested")
    if inner["type"] in QUOTES and outer["type"] in QUOTES:
        raise mistake(f"entity {pair}: quotes cannot be nested")


def _end(entity: Json) -> int:
    return int(entity["offset"] + entity["length"])


def _sorted(entities: list[Json]) -> list[Json]:
    return sorted(entities, key=lambda e: (e["offset"], -e["length"]))


def _stripped(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    whole = text.strip()
    if whole == text:
        return text, entities
    first = units(text[: len(text) - len(text.lstrip())])
    size = units(whole)
    moved = (_moved(entity, first, size) for entity in entities)
    return whole, [entity for entity in moved if entity["length"] > 0]


def _moved(entity: Json, first: int, size: int) -> Json:
    start = max(0, entity["offset"] - first)
    end = min(size, _end(entity) - first)
    return {**entity, "offset": start, "length": end - start}
