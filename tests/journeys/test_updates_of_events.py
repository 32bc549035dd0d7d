"""One event, one story: its sources and where they differ, wherever a reader meets it.

Adds stories, so it runs after the journeys that look at the newest ones (as test_updates does).
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

import pytest
import pytest_asyncio

from bot.comparing import analysed
from bot.newsroom import Newsroom, Origin
from storage.store import Store
from storage.stories import Added
from tests.journeys.conftest import Stage
from views.language import LANGUAGES, catalogue

pytestmark = pytest.mark.asyncio(loop_scope="session")

languages = pytest.mark.parametrize("language", LANGUAGES)

#: Each article stands at an address of its own.
PAGES = count(1)

LEDE = {"ru": "Сообщают: ", "kk": "Дереккөздер: ", "en": "Reported by: "}
MORE = {"ru": " и ещё 2", "kk": " және тағы 2", "en": " and 2 more"}


@dataclass(frozen=True, slots=True)
class Event:
    """A fire that two newsrooms count differently, in words of their own."""

    town: str
    firm: str

    def reported(self) -> str:
        return (
            f"Пожар на складе в {self.town}: погибли 3 человека\n\n"
            f"Три человека погибли при пожаре на складе стройматериалов на улице Карбышева в "
            f"{self.town} в ночь на 12 марта.\n\n"
            "Огонь охватил 900 квадратных метров, сообщила пресс-секретарь ДЧС Айгуль "
            "Сатыбалдина. На месте работали 14 единиц техники и 52 пожарных.\n\n"
            f"Погибли сторож и двое грузчиков. Склад принадлежит фирме «{self.firm}». Причиной "
            "могло стать короткое замыкание."
        )

    def retold(self) -> str:
        return (
            f"В {self.town} сгорел склад стройматериалов, погибли 4 человека\n\n"
            f"В ночь на 12 марта в {self.town} на улице Карбышева горел склад стройматериалов "
            f"фирмы «{self.firm}». Четыре человека погибли при пожаре.\n\n"
            "По словам пресс-секретаря ДЧС Айгуль Сатыбалдиной, площадь огня была 900 квадратных "
            "метров. Тушили 52 пожарных и 14 единиц техники.\n\n"
            "Погибли сторож и грузчики. Рассматривается короткое замыкание."
        )


class Press:
    """Brings articles of newsrooms into the bot's database from outside, as `svodka refresh`."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._newsroom = Newsroom(store)

    async def reports(self, text: str, name: str, *, apart: bool = False) -> Added:
        origin = Origin(f"https://{name.lower()}.example/{next(PAGES)}")
        now = datetime.now(UTC)
        return await self._newsroom.add(
            analysed(text), source=name, origin=origin, apart=apart, now=now
        )


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def press(stage: Stage) -> AsyncIterator[Press]:
    store = await Store.open(f"sqlite+aiosqlite:///{stage.bot.database}")
    yield Press(store)
    await store.close()


EVENTS = {
    "ru": Event("Костанае", "Тобол-Кровля"),
    "kk": Event("Кокшетау", "Бурабай-Строй"),
    "en": Event("Таразе", "Талас-Кровля"),
}


@languages
async def test_a_reader_sees_who_reports_an_event_and_what_they_say_differently(
    stage: Stage, language: str, press: Press
) -> None:
    """In the digest, in the story that is opened from it, in its figures, each with its quote."""
    say, event = catalogue(language), EVENTS[language]
    reader = await stage.reader(language)
    await reader.says("/subscribe 08:00")
    await reader.sees("08:00")
    first = await press.reports(event.reported(), "Gazeta")
    second = await press.reports(event.retold(), "Agency")
    assert second.story.id == first.story.id
    await reader.says("/digest")
    digest = await reader.sees("Gazeta", within=10)
    sources = f"{LEDE[language]}Gazeta, Agency"
    differing = f"{say('Sources differ')}. Gazeta: 3 человека, Agency: 4 человека"
    assert digest.text.count("3 человека") == 3  # headline, figure, and beside the other one
    assert sources in digest.text
    assert differing in digest.text
    await reader.presses("1", on=digest)
    opened = await reader.sees(f"№{first.story.id}")
    assert f"\n{sources}\n" in opened.text
    assert "• погибли — Gazeta: 3 человека, Agency: 4 человека" in opened.text
    assert {link.partition("example")[0] for link in opened.links} >= {
        "https://gazeta.", "https://agency.",
    }  # fmt: skip
    await reader.presses(say("Figures"), on=opened)
    figures = await reader.sees(differing)
    await reader.presses(say("Show the quotes"), on=figures)
    quoted = await reader.sees("Agency:\n")
    quotes = quoted.covered("blockquote")
    assert f"Пожар на складе в {event.town}: погибли 3 человека" in quotes
    assert f"В {event.town} сгорел склад стройматериалов, погибли 4 человека" in quotes


@languages
async def test_a_source_that_comes_later_is_named_in_the_next_answer(
    stage: Stage, language: str, press: Press
) -> None:
    """Answers are kept for the next reader; what is kept is made anew for a new source."""
    event = Event(f"селе Достык-{language}", "Дала-Строй")
    reader = await stage.reader(language)
    number = (await press.reports(event.reported(), "Gazeta", apart=True)).story.id
    for names in ("", "Gazeta, Agency", "Gazeta, Agency, Vesti", f"Gazeta, Agency{MORE[language]}"):
        await reader.says(f"/summary {number}")
        summary = await reader.sees(f"№{number}")
        assert (f"{LEDE[language]}{names}\n" in summary.text) == bool(names)
        await reader.says(f"/figures {number}")
        figures = await reader.sees(f"№{number}")
        assert (f"{LEDE[language]}{names}\n" in figures.text) == bool(names)
        newsroom = {"": "Agency", "Gazeta, Agency": "Vesti"}.get(names, "Courier")
        await press.reports(event.reported(), newsroom)


@languages
async def test_another_report_of_what_a_digest_told_is_no_news(
    stage: Stage, language: str, press: Press
) -> None:
    """Two stories that may report one event are one entry; a third one the next time is none."""
    say = catalogue(language)
    reader = await stage.reader(language)
    await reader.says("/subscribe 08:00")
    await reader.sees("08:00")
    event = Event(f"посёлке Арна-{language}", "Арна-Строй")
    first = await press.reports(event.reported(), "Gazeta", apart=True)
    second = await press.reports(event.retold(), "Agency", apart=True)
    assert await press.store.groups.join(second.story.id, first.story.id)
    await reader.says("/digest")
    digest = await reader.sees("Agency", within=10)
    assert f"{LEDE[language]}Agency, Gazeta" in digest.text
    assert [button for button in digest.labels if button.isdigit()] == ["1"]
    third = await press.reports(
        f"Склад в {event.town} потушили\n\nПожар на складе в {event.town} потушен, сообщил ДЧС.",
        "Vesti", apart=True,
    )  # fmt: skip
    await press.store.groups.join(third.story.id, first.story.id)
    await reader.says("/digest")
    await reader.sees(say("Nothing new since the last digest."))
    other = await press.reports(
        f"Школу в {event.town} построят к осени\n\nШколу на 300 мест в {event.town} построят к "
        "осени, обещал аким.", "Gazeta", apart=True,
    )  # fmt: skip
    await reader.says("/digest")
    digest = await reader.sees("Школу", within=10)
    assert digest.text.split("\n")[-1] == say.many(
        "{n} more report on what you know already: /stories",
        "{n} more reports on what you know already: /stories",
        1,
    )
    await reader.says(f"/summary {other.story.id}")
    assert LEDE[language] not in (await reader.sees(f"№{other.story.id}")).text
