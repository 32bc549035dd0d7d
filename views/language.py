"""What the bot says, in each language: gettext catalogues, plurals, dates and numbers by locale.

Messages are English in the code and translated in `views/locales/<language>/svodka.po`. The
catalogues are read as text (no compiled files to forget); a test extracts every message from the
code and finds it translated in each of them.
"""

import io
import string
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from gettext import GNUTranslations
from importlib.resources import files
from zoneinfo import ZoneInfo

from aiogram.utils.formatting import Text
from babel.dates import format_date, format_time, get_timezone_location
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("ru", "kk", "en")
DEFAULT_LANGUAGE = "ru"

#: How each language calls itself, for the settings.
OWN_NAMES = {"ru": "Русский", "kk": "Қазақша", "en": "English"}


class Catalogue:
    """The words of one language: `say("Settings")`, `say.many("{n} story", "{n} stories", 3)`."""

    def __init__(self, language: str, translations: GNUTranslations) -> None:
        self.language = language
        self._translations = translations

    def __call__(self, message: str, **values: object) -> str:
        """Translate a message and fill in its `{fields}`."""
        translated = self._translations.gettext(message)
        return translated.format(**values) if values else translated

    def many(self, one: str, many: str, count: int, **values: object) -> str:
        """Translate in the plural form that `count` takes; `{n}` is the count, written locally."""
        translated = self._translations.ngettext(one, many, count)
        return translated.format(n=self.number(count), **values)

    def number(self, value: float) -> str:
        """Write a number with the language's separators."""
        return _decimal(value, self.language)

    def date(self, moment: datetime, timezone: str) -> str:
        """Write the local day of an aware moment, as in "23 ноября 2026 г."."""
        local = moment.astimezone(ZoneInfo(timezone))
        return str(format_date(local.date(), format="long", locale=self.language))

    def time(self, moment: datetime, timezone: str) -> str:
        """Write the local hour and minute of an aware moment."""
        local = moment.astimezone(ZoneInfo(timezone))
        return str(format_time(local, format="short", locale=self.language))

    def city(self, zone: str) -> str:
        """Return the city that an IANA zone is named after: "Asia/Almaty" is "Алматы"."""
        return _city(zone, self.language)


@lru_cache(maxsize=512)
def _city(zone: str, language: str) -> str:
    return get_timezone_location(zone, locale=language, return_city=True)


@lru_cache(maxsize=4096)
def _decimal(value: float, language: str) -> str:
    return str(format_decimal(value, locale=language))


def known(language_code: str | None) -> str | None:
    """Return the language of ours that a `language_code` ("ru", "kk-KZ") stands for, or None."""
    language = (language_code or "").replace("_", "-").split("-")[0].lower()
    return language if language in LANGUAGES else None


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> Catalogue:
    """Return the words of a language (of `LANGUAGES`), read once."""
    with (files("views") / "locales" / language / "svodka.po").open("rb") as source:
        messages = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Catalogue(language, GNUTranslations(compiled))


def fill(template: str, **parts: Text | str) -> Text:
    """Put formatted parts into the `{fields}` of a translated sentence."""
    return Text(*_pieces(template, parts))


def _pieces(template: str, parts: dict[str, Text | str]) -> Iterator[Text | str]:
    for literal, field, _, _ in string.Formatter().parse(template):
        if literal:
            yield literal
        if field is not None:
            yield parts[field]
