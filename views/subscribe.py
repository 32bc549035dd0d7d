"""The one screen of updates: when, what and how much; every choice a button, edited in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Protocol

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Code, Text
from babel.dates import get_day_names

from news.filters import Filter, Kind, Term
from news.schedule import EVERY_DAY, WEEKEND, WORKDAYS, Quiet, Schedule
from news.topics import Topic
from views import follow
from views.buttons import Row, Subscribe, Tune, keyboard, pressed
from views.chats import managing_rows
from views.language import Catalogue, catalogue
from views.message import Message
from views.model import Reader
from views.pause import pause_text

#: Hours that buttons offer; any other is written: /subscribe 07:45.
HOURS = (time(8), time(13), time(19), time(22))
DAYS = (("0-6", EVERY_DAY), ("0-4", WORKDAYS), ("5-6", WEEKEND))
#: The quiet hours that a button offers.
NIGHT = Quiet(time(23), time(7))
BUDGETS = (1, 3, 5, 10, 0)
SIZES = (3, 5, 7, 10, 15)
PAUSES = (1, 3, 7)
#: Terms of a filter that the screen shows; /filters has all.
SHOWN_TERMS = 8
#: What is not understood is repeated up to so many characters.
REPEATED = 60


class State(Protocol):
    """A subscription as the screen needs it."""

    @property
    def digests(self) -> bool: ...
    @property
    def schedule(self) -> Schedule: ...
    @property
    def quiet(self) -> Quiet | None: ...
    @property
    def wanted(self) -> Filter | None: ...
    @property
    def budget(self) -> int: ...
    @property
    def most(self) -> int: ...
    @property
    def silent(self) -> bool: ...
    @property
    def paused(self) -> bool: ...
    @property
    def paused_until(self) -> datetime | None: ...
    @property
    def topic_closed(self) -> bool: ...
    @property
    def next_digest_at(self) -> datetime | None: ...
    @property
    def held(self) -> int: ...


def screen(
    state: State,
    reader: Reader,
    topics: Sequence[Topic],
    *,
    head: str = "",
    chat: int = 0,
    title: str | None = None,
) -> Message:
    """Return the screen of a chat's updates; `chat` and `title` where it is another than this."""
    say = catalogue(reader.language)
    parts: list[Text | str] = [head, "\n\n"] if head else []
    parts.append(Bold(f"{say('Updates')}: {title}" if title else say("Updates")))
    parts += ["\n\n", *_told(state, reader, topics, say)]
    rows = [*_when(state, chat, say), *_how_much(state, chat, say), *_last(state, chat, say)]
    return Message.of(Text(*parts), keyboard(*rows))


def topics_screen(
    state: State, reader: Reader, topics: Sequence[Topic], *, chat: int = 0
) -> Message:
    """Return the choice of topics; words, people and places are written."""
    say = catalogue(reader.language)
    chosen = {term.text for term in (state.wanted.plus if state.wanted else ()) if _is_topic(term)}
    content = Text(
        Bold(say("What")),
        "\n\n",
        what_is_wanted(state.wanted, topics, say),
        *_written(say, elsewhere=bool(chat)),
    )
    buttons = [
        _choice(
            topic.name(reader.language),
            Tune(chat=chat, what="topic", value=topic.key),
            topic.key in chosen,
        )
        for topic in topics
    ]
    words = pressed(say("Words, people, places"), Tune(chat=chat, what="words"))
    back = pressed(say("← Back"), Tune(chat=chat, what="screen"))
    everything = _choice(say("Everything"), Tune(chat=chat, what="all"), state.wanted is None)
    return Message.of(content, keyboard([everything], *_rows(buttons, 2), [words], [back]))


def _written(say: Catalogue, *, elsewhere: bool) -> list[Text | str]:
    """Say how words are chosen; those of another chat have a screen that says more."""
    if elsewhere:
        return []
    example = Code(say('/filters +Astana −sport "human trafficking"'))
    return ["\n\n", say("Words, people and places are written:"), " ", example]


def what_is_wanted(wanted: Filter | None, topics: Sequence[Topic], say: Catalogue) -> str:
    """Return what a filter lets through, in words."""
    if wanted is None:
        return say("every story")
    plus = [term_text(term, topics, say) for term in wanted.plus]
    minus = [term_text(term, topics, say) for term in wanted.minus]
    if not plus:
        return say("everything but {terms}", terms=_listed(minus))
    if not minus:
        return _listed(plus)
    return say("{terms}, but not {others}", terms=_listed(plus), others=_listed(minus))


def term_text(term: Term, topics: Sequence[Topic], say: Catalogue) -> str:
    """Return one term of a filter as a reader would say it."""
    if term.kind is Kind.SOURCE:
        return say("the source {name}", name=term.text)
    if not _is_topic(term):
        return f"«{term.text}»"
    names = {topic.key: topic.name(say.language) for topic in topics}
    return say("the topic {name}", name=names.get(term.text, term.text))


def subscribed(reader: Reader) -> str:
    """Say that updates come now."""
    say = catalogue(reader.language)
    return say("Done: new stories come here. Choose when and how much:")


def changed(reader: Reader, *, later: bool) -> str:
    """Say that a choice was taken; `later`: a daily limit, while digests come and none counts."""
    say = catalogue(reader.language)
    if later:
        return say("Done. The limit counts when stories come at once; now they come in digests.")
    return say("Done.")


def not_understood(reader: Reader, unclear: Iterable[str]) -> Message:
    """Say what of the words behind the command was not understood, and how it is written."""
    say = catalogue(reader.language)
    words = ", ".join(unclear)[:REPEATED]
    text = say("I did not understand “{words}”. Write, for example:", words=words)
    return Message.of(Text(text, "\n\n", "\n".join(examples(say))))


def examples(say: Catalogue) -> tuple[str, ...]:
    """Return choices as they are written behind the command."""
    return (
        say("/subscribe 08:00 weekdays"),
        say("/subscribe at once, quiet 23-7"),
        say("/subscribe zone Astana"),
        say("/subscribe topic crime"),
        say("/subscribe limit 3"),
    )


def unsubscribed(reader: Reader, *, was: bool, followed: int = 0) -> Message:
    """Say that no updates come, with the way to get them; and what of followed stories still does.

    `followed`: how many cases the chat follows.
    """
    say = catalogue(reader.language)
    text = (
        say("Done: no more updates. The commands go on working.")
        if was
        else say("This chat gets no updates.")
    )
    begin = pressed(say("Get updates"), Subscribe(on=True))
    if not followed:
        return Message(text, keyboard=keyboard([begin]))
    rows = keyboard([begin], *follow.ending_rows(say))
    return Message(f"{text}\n\n{follow.goes_on(followed, say)}", keyboard=rows)


def administrators_only(reader: Reader) -> str:
    """Say who may change a group's settings."""
    say = catalogue(reader.language)
    return say("Only administrators of this group may change that.")


def _told(
    state: State, reader: Reader, topics: Sequence[Topic], say: Catalogue
) -> list[Text | str]:
    """Return the choices as sentences."""
    lines = [
        (say("When"), _when_text(state, reader, say)),
        (say("Time zone"), say.city(reader.timezone)),
        (say("Quiet hours"), _quiet_text(state.quiet, say)),
        (say("What"), what_is_wanted(state.wanted, topics, say)),
        (say("How much"), _amount_text(state, say)),
    ]
    parts: list[Text | str] = []
    for name, value in lines:
        parts += [Bold(f"{name}:"), f" {value}\n"]
    if state.paused:
        parts += ["\n", Bold(pause_text(state, reader))]
    return parts


def _when_text(state: State, reader: Reader, say: Catalogue) -> str:
    if not state.digests:
        return say("every story at once")
    hours = ", ".join(_clock(each) for each in state.schedule.times)
    text = say("digests at {hours}, {days}", hours=hours, days=_days_text(state.schedule, say))
    if state.next_digest_at is not None:
        day = say.date(state.next_digest_at, reader.timezone)
        hour = say.time(state.next_digest_at, reader.timezone)
        text += "; " + say("the next one: {day}, {hour}", day=day, hour=hour)
    return text


def _days_text(schedule: Schedule, say: Catalogue) -> str:
    names = {
        EVERY_DAY: say("every day"),
        WORKDAYS: say("on weekdays"),
        WEEKEND: say("at weekends"),
    }
    if schedule.weekdays in names:
        return names[schedule.weekdays]
    days = get_day_names("abbreviated", locale=say.language)
    return ", ".join(days[day] for day in sorted(schedule.weekdays))


def _quiet_text(quiet: Quiet | None, say: Catalogue) -> str:
    if quiet is None:
        return say("none")
    return say("from {start} to {end}", start=_clock(quiet.start), end=_clock(quiet.end))


def _amount_text(state: State, say: Catalogue) -> str:
    if state.digests:
        text = say.many("up to {n} story in a digest", "up to {n} stories in a digest", state.most)
        calm = say("no message") if state.silent else say("one line")
        return text + "; " + say("without news: {what}", what=calm)
    if not state.budget:
        return say("any number of messages a day")
    return say.many(
        "up to {n} message a day, the rest in a digest",
        "up to {n} messages a day, the rest in a digest",
        state.budget,
    )


def _when(state: State, chat: int, say: Catalogue) -> list[Row]:
    modes = [
        _choice(say("At once"), Tune(chat=chat, what="mode", value="at_once"), not state.digests),
        _choice(say("Digests"), Tune(chat=chat, what="mode", value="digest"), state.digests),
    ]
    if not state.digests:
        return [modes]
    times = sorted({*HOURS, *state.schedule.times})
    hours = [
        _choice(
            _clock(at),
            Tune(chat=chat, what="hour", value=f"{at:%H:%M}"),
            at in state.schedule.times,
        )
        for at in times
    ]
    names = (say("Every day"), say("Weekdays"), say("Weekends"))
    days = [
        _choice(name, Tune(chat=chat, what="days", value=value), state.schedule.weekdays == which)
        for name, (value, which) in zip(names, DAYS, strict=True)
    ]
    return [modes, *_rows(hours, 4), days]


def _how_much(state: State, chat: int, say: Catalogue) -> list[Row]:
    quiet = _choice(
        say("Quiet {hours}", hours=f"{NIGHT.start:%H}–{NIGHT.end:%H}"),
        Tune(chat=chat, what="quiet", value="" if state.quiet else str(NIGHT)),
        state.quiet is not None,
    )
    what = pressed(say("What: topics, words"), Tune(chat=chat, what="topic"))
    if state.digests:
        sizes = [
            _choice(str(n), Tune(chat=chat, what="most", value=str(n)), n == state.most)
            for n in SIZES
        ]
        silent = _choice(
            say("No digest without news"),
            Tune(chat=chat, what="silent", value=str(int(not state.silent))),
            state.silent,
        )
        return [sizes, [silent], [quiet, what]]
    budgets = [
        _choice(
            say("{n} a day", n=n) if n else say("no limit"),
            Tune(chat=chat, what="budget", value=str(n)),
            n == state.budget,
        )
        for n in BUDGETS
    ]
    return [*_rows(budgets, 3), [quiet, what]]


def _last(state: State, chat: int, say: Catalogue) -> list[Row]:
    if state.paused:
        pause: Row = [pressed(say("Resume"), Tune(chat=chat, what="resume"))]
    else:
        pause = [
            pressed(
                say.many("Pause {n} day", "Pause {n} days", days),
                Tune(chat=chat, what="pause", value=str(days)),
            )
            for days in PAUSES
        ]
    clock = [pressed(say("Language and time zone"), Tune(chat=chat, what="settings"))]
    if chat:
        return [pause, clock, *managing_rows(chat, say)]
    return [pause, clock, [pressed(say("No more updates"), Subscribe(on=False))]]


def _is_topic(term: Term) -> bool:
    return term.kind is Kind.TOPIC


def _listed(terms: Sequence[str]) -> str:
    shown = ", ".join(terms[:SHOWN_TERMS])
    return f"{shown}, …" if len(terms) > SHOWN_TERMS else shown


def _clock(at: time) -> str:
    return f"{at:%H:%M}"


def _choice(label: str, data: Tune, chosen: bool) -> InlineKeyboardButton:
    return pressed(f"✓ {label}" if chosen else label, data)


def _rows(buttons: Sequence[InlineKeyboardButton], width: int) -> list[Row]:
    return [list(buttons[at : at + width]) for at in range(0, len(buttons), width)]
