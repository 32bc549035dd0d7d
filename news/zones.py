"""Time zones: by the name of a city, by a place on the map, by their own names; all offline.

A zone is always an IANA name that this machine has rules for, never an offset: offsets know
nothing of the day when clocks are changed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale

from news import cities
from news.cities import City
from news.word_lists import words_of

#: Who names a city so much larger than its namesakes means it.
CLEARLY_LARGER = 10

#: By law the whole of Kazakhstan has one time since 2024-03-01. IANA keeps a zone for each former
#: time; they show the same since, and differ only for moments before, which no schedule asks for.
#: A city there gets the zone that IANA names the country's time by, so that one law is one zone.
KAZAKHSTAN = "Asia/Almaty"
_KAZAKHSTANI = words_of(
    "Asia/Almaty Asia/Aqtau Asia/Aqtobe Asia/Atyrau Asia/Oral Asia/Qostanay Asia/Qyzylorda"
)


def zone_of_city(name: str) -> list[City]:
    """Return what a city's or a zone's name may mean, the largest city first.

    Takes names in Russian, Kazakh and English in any letter case, in Russian and Kazakh also in
    any grammatical case ("в Караганде", "Астанада"), with a country behind a comma or without, and
    IANA names ("asia/almaty"; then the country is ""). Nothing is found for offsets. The first call
    takes about a second.
    """
    if zone := zone_named(name):
        return [City(zone, "", zone, 0)]
    town, comma, country = name.partition(",")
    if comma:
        return of_country(zone_of_city(town), country)
    found: dict[tuple[str, str], City] = {}
    for city in cities.find(name):
        if zone := _settled(city.zone):
            found.setdefault((city.country, zone), replace(city, zone=zone))
    return list(found.values())


def of_country(cities: Sequence[City], name: str) -> list[City]:
    """Return those of cities that lie in a country, by its name in Russian, Kazakh or English."""
    code = _countries().get(" ".join(name.casefold().split()))
    return [city for city in cities if city.country == code]


def settled(cities: Sequence[City]) -> str | None:
    """Return the zone that who names a city means; None for no city, or where it may be several.

    Moscow is in Russia, not in Idaho.
    """
    if not cities:
        return None
    first, *others = cities
    rivals = (city for city in others if city.population * CLEARLY_LARGER > first.population)
    return None if any(city.zone != first.zone for city in rivals) else first.zone


def zone_named(name: str) -> str | None:
    """Return the IANA name of a zone, whatever its letter case; None if there is no such zone.

    Offsets under the name of a zone ("Etc/GMT+5", "EST") are none; "UTC" is one.
    """
    return _named().get(name.strip().casefold().replace(" ", "_"))


def zone_at(latitude: float, longitude: float) -> str | None:
    """Return the zone of a place in degrees; None at sea and for what is no place."""
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        return None
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    from tzfpy import get_tz  # here, not above: the map takes 35 MB

    return _settled(get_tz(longitude, latitude))


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Return the codes of countries (ISO 3166) by their names."""
    short = {"рк": "KZ", "қр": "KZ", "рф": "RU", "сша": "US", "usa": "US", "uk": "GB", "оаэ": "AE"}
    named = (Locale(language).territories.items() for language in ("ru", "kk", "en"))
    return {n.casefold(): code for names in named for code, n in names if len(code) == 2} | short


def _settled(zone: str) -> str | None:
    """Return the zone to keep for one that data named: known here, and one for Kazakhstan."""
    return KAZAKHSTAN if zone in _KAZAKHSTANI else zone_named(zone)


@lru_cache(maxsize=1)
def _named() -> dict[str, str]:
    zones = (zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return {"utc": "UTC", **{zone.casefold(): zone for zone in zones}}
