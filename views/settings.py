"""Language and time zone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text
from babel import Locale

from views.buttons import Choose, Row, keyboard, pressed
from views.language import LANGUAGES, OWN_NAMES, Catalogue, catalogue
from views.message import Message
from views.model import Reader

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


class City(Protocol):
    """A city of a name that several have."""

    @property
    def name(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def zone(self) -> str: ...


def render(reader: Reader, now: datetime) -> Message:
    """Return the settings as they are, with buttons to change them."""
    say = catalogue(reader.language)
    content = Text(
        Bold(say("Settings")),
        "\n\n",
        say("Language: {language}", language=OWN_NAMES[reader.language]),
        "\n",
        say(
            "Time zone: {zone}, it is {time} there now",
            zone=reader.timezone,
            time=say.time(now, reader.timezone),
        ),
        "\n\n",
        say("Any other zone: /settings and the city, or send me a place on the map."),
    )
    languages = [
        _choice(OWN_NAMES[code], "language", code, code == reader.language) for code in LANGUAGES
    ]
    return Message.of(content, keyboard(languages, *_zones(reader, say)))


def unknown_zone(name: str, reader: Reader) -> Message:
    """Return what to say to a zone that does not exist."""
    say = catalogue(reader.language)
    text = say(
        "I do not know the time zone or city “{name}”. Zones are written as in Asia/Almaty.",
        name=name[:60],
    )
    return Message(text)


def which_city(cities: Sequence[City], reader: Reader) -> Message:
    """Ask which of several cities of one name is meant, the largest first."""
    say = catalogue(reader.language)
    countries = Locale(reader.language).territories
    row = [
        _choice(
            f"{city.name}, {countries.get(city.country, city.country)}", "zone", city.zone, False
        )
        for city in cities[:MOST_CITIES]
    ]
    return Message(say("Which one?"), keyboard=keyboard(*([button] for button in row)))


def no_zone_there(reader: Reader) -> Message:
    """Say that no zone is known for a place: it lies at sea."""
    say = catalogue(reader.language)
    return Message(say("I know no time zone there."))


def _zones(reader: Reader, say: Catalogue) -> list[Row]:
    row = [_choice(say.city(zone), "zone", zone, zone == reader.timezone) for zone in ZONES]
    return [row[at : at + 2] for at in range(0, len(row), 2)]


def _choice(label: str, setting: str, value: str, chosen: bool) -> InlineKeyboardButton:
    data = Choose(setting=setting, value=value)
    return pressed(f"✓ {label}" if chosen else label, data)
