"""Language and time zone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text
from babel import Locale

from views.buttons import Choose, Row, Tune, keyboard, pressed
from views.language import LANGUAGES, OWN_NAMES, Catalogue, catalogue
from views.message import Message
from views.model import Reader, is_private

#: Zones that most readers live in; any other is set by its name.
ZONES = (
    "Asia/Almaty",
    "Asia/Tashkent",
    "Asia/Bishkek",
    "Europe/Moscow",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Novosibirsk",
    "Europe/Istanbul",
    "Europe/Berlin",
)


#: Cities of one name that are offered.
MOST_CITIES = 6


class Clocked(Protocol):
    """A chat whose settings are shown: perhaps another than the one that reads them."""

    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str | None: ...
    @property
    def language(self) -> str: ...
    @property
    def timezone(self) -> str: ...


class City(Protocol):
    """A city of a name that several have."""

    @property
    def name(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def zone(self) -> str: ...


def render(subject: Clocked, reader: Reader, now: datetime, *, back: bool) -> Message:
    """Return a chat's settings as they are, with buttons to change them.

    `back`: whether a button leads to its updates.
    """
    say = catalogue(reader.language)
    chat = _number(subject, reader)
    title = f"{say('Settings')}: {subject.title}" if chat and subject.title else say("Settings")
    content = Text(
        Bold(title),
        "\n\n",
        say("Language: {language}", language=OWN_NAMES[subject.language]),
        "\n",
        say(
            "Time zone: {zone}, it is {time} there now",
            zone=subject.timezone,
            time=say.time(now, subject.timezone),
        ),
        "\n\n",
        _other_zones(chat, reader, say),
    )
    languages = [
        _choice(OWN_NAMES[code], Choose(setting="language", value=code, chat=chat), on)
        for code, on in ((code, code == subject.language) for code in LANGUAGES)
    ]
    updates = [[pressed(say("← Back"), Tune(chat=chat, what="screen"))]] if back else []
    return Message.of(content, keyboard(languages, *_zones(subject, chat, say), *updates))


def which_city(name: str, cities: Sequence[City], reader: Reader, subject: Clocked) -> Message:
    """Ask which of several cities of one name is meant, the largest first; or say it is none."""
    say = catalogue(reader.language)
    if not cities:
        text = say(
            "I do not know the time zone or city “{name}”. Zones are written as in Asia/Almaty.",
            name=name[:60],
        )
        return Message(text)
    countries = Locale(reader.language).territories
    chat = _number(subject, reader)
    buttons = [
        _choice(
            f"{city.name}, {countries.get(city.country, city.country)}",
            Choose(setting="zone", value=city.zone, chat=chat),
            False,
        )
        for city in cities[:MOST_CITIES]
    ]
    return Message(say("Which one?"), keyboard=keyboard(*([button] for button in buttons)))


def no_zone_there(reader: Reader) -> Message:
    """Say that no zone is known for a place: it lies at sea."""
    say = catalogue(reader.language)
    return Message(say("I know no time zone there."))


def _number(subject: Clocked, reader: Reader) -> int:
    """Return what buttons call a chat: 0 for the one they stand in."""
    return 0 if subject.id == reader.id else subject.id


def _other_zones(chat: int, reader: Reader, say: Catalogue) -> str:
    if chat:
        return say(
            "Any other zone: answer this message with /settings and the city, or with a place on "
            "the map."
        )
    if is_private(reader):
        return say("Any other zone: /settings and the city, or send me a place on the map.")
    return say("Any other zone: /settings and the city.")


def _zones(subject: Clocked, chat: int, say: Catalogue) -> list[Row]:
    row = [
        _choice(
            say.city(zone), Choose(setting="zone", value=zone, chat=chat), zone == subject.timezone
        )
        for zone in ZONES
    ]
    return [row[at : at + 2] for at in range(0, len(row), 2)]


def _choice(label: str, data: Choose, chosen: bool) -> InlineKeyboardButton:
    return pressed(f"✓ {label}" if chosen else label, data)
