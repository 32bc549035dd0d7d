"""Corrections: what was said and what is right, and a story that its newsroom took back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aiogram.utils.formatting import Bold, Strikethrough, Text, TextLink

from views import links
from views.language import Catalogue, catalogue, fill
from views.message import Message
from views.model import Reader, Story
from views.story import behind_spoiler, headline, headline_link, place_link, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from news.spans import Part
    from news.versions import Difference

#: A note is short: so many differences, the rest is counted.
MOST = 3
#: What was said, and the words before and after it, are cut to this many UTF-16 units.
SAID_LIMIT = 200
AROUND_LIMIT = 60
#: Why a story was taken back, in UTF-16 units.
REASON_LIMIT = 600
#: What ends a clause.
_ENDS = (",", ";", ":", ".", "!", "?", "—")
#: Words shown before and after what differs: two, of the same clause.
_BEFORE = re.compile(r"(?:[^\s,;:.!?—]+\s+){0,2}[^\s,;:.!?—]*$")
_AFTER = re.compile(r"[^\s,;:.!?—]*(?:\s+[^\s,;:.!?—]+){0,2}")


def note(story: Story, differences: Sequence[Difference], reader: Reader, username: str) -> Message:
    """Return the note to who was told an older version; `differences` lead to the present one.

    Nobody asked for it: what it says of a graphic story stands behind a spoiler.
    """
    say = catalogue(reader.language)
    parts: list[Text | str] = [Bold(say("Correction")), "\n", headline_link(story, username)]
    told = _differences(story, differences[:MOST], username, say)
    parts += ["\n\n", behind_spoiler(told, say) if story.graphic else told]
    if (more := len(differences) - MOST) > 0:
        parts += ["\n\n", say.many("And {n} more correction.", "And {n} more corrections.", more)]
    return Message.of(Text(*parts))


def withdrawn(story: Story, reason: str, reader: Reader, username: str) -> Message:
    """Return what stands in place of a story that was taken back; its headline is struck out."""
    say = catalogue(reader.language)
    parts: list[Text | str] = [_struck(story, username), "\n\n"]
    parts.append(say("The newsroom has withdrawn this story."))
    return Message.of(Text(*parts, *_why(reason, say)))


def withdrawal(story: Story, reason: str, reader: Reader, username: str) -> Message:
    """Return the note to who was told a story that was taken back."""
    say = catalogue(reader.language)
    parts: list[Text | str] = [Bold(say("Withdrawn")), "\n", _struck(story, username), "\n\n"]
    parts.append(say("You were told this story. The newsroom has withdrawn it."))
    return Message.of(Text(*parts, *_why(reason, say)))


def _struck(story: Story, username: str) -> Text:
    url = links.to_story(username, story.id)
    return Strikethrough(TextLink(headline(story.analysis), url=url))


def _why(reason: str, say: Catalogue) -> tuple[str, ...]:
    shown = shortened(" ".join(reason.split()), REASON_LIMIT)
    return (" ", say("The reason: {reason}", reason=shown)) if shown else ()


def _differences(
    story: Story, differences: Sequence[Difference], username: str, say: Catalogue
) -> Text:
    parts: list[Text | str] = []
    for one in differences:
        parts += ["\n\n", _difference(story, one, username, say)]
    return Text(*parts[1:])


def _difference(story: Story, one: Difference, username: str, say: Catalogue) -> Text:
    said = fill(say("It said: {old}"), old=_passage(one.old, one.old_sentence))
    if one.new is None:
        return Text(said, "\n", say("That was wrong."))
    right = fill(say("Right is: {new}"), new=_passage(one.new, one.new_sentence))
    title = story.analysis.story.title
    if title is not None and one.new.start < title.end:
        return Text(said, "\n", right)
    return Text(said, "\n", right, " (", place_link(story, one.new.start, username), ")")


def _passage(part: Part | None, sentence: Part | None) -> Text:
    """Return what differs in bold, between the words beside it."""
    if part is None:
        return Text("—")
    said = Bold(shortened(_line(part.text), SAID_LIMIT))
    if sentence is None or not sentence.start <= part.start <= part.end <= sentence.end:
        return Text(said)
    head = sentence.text[: part.start - sentence.start]
    tail = sentence.text[part.end - sentence.start :]
    return Text(_before(head), said, _after(tail))


def _before(head: str) -> str:
    near = _words(_BEFORE.search(head[-AROUND_LIMIT:]))
    cut = near.strip() and len(near) < len(head) and not head[: -len(near)].rstrip().endswith(_ENDS)
    space = " " if near.strip() and near[-1].isspace() else ""
    return ("…" if cut else "") + _line(near) + space


def _after(tail: str) -> str:
    near = _words(_AFTER.match(tail[:AROUND_LIMIT]))
    rest = tail[len(near) :].lstrip()
    space = " " if near.strip() and near[0].isspace() else ""
    return space + _line(near) + ("…" if near.strip() and rest and rest[0] not in _ENDS else "")


def _words(match: re.Match[str] | None) -> str:
    return match[0] if match else ""


def _line(text: str) -> str:
    return " ".join(text.split())
