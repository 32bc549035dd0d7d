"""One event, one story: what becomes of an article that reports what a kept story reports."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.comparing import analysed
from bot.newsroom import Newsroom, Origin
from sources.articles import Article
from storage.store import Store
from storage.stories import Added
from tests.storage.articles import NOW, later, subscribe

FIRE = """Пожар на складе в Костанае: погибли 3 человека

Три человека погибли при пожаре на складе стройматериалов на улице Карбышева в Костанае в ночь
на 12 марта.

Огонь охватил 900 квадратных метров, сообщила пресс-секретарь ДЧС Айгуль Сатыбалдина. На месте
работали 14 единиц техники и 52 пожарных.

Погибли сторож и двое грузчиков. Склад принадлежит фирме «Тобол-Кровля». Причиной могло стать
короткое замыкание."""
RETOLD = """В Костанае сгорел склад стройматериалов, погибли 4 человека

В ночь на 12 марта в Костанае на улице Карбышева горел склад стройматериалов фирмы «Тобол-
Кровля». Четыре человека погибли при пожаре.

По словам пресс-секретаря ДЧС Айгуль Сатыбалдиной, площадь огня была 900 квадратных метров.
Тушили 52 пожарных и 14 единиц техники.

Погибли сторож и грузчики. Рассматривается короткое замыкание."""
BUDGET = """Маслихат Тараза принял бюджет города

Депутаты маслихата Тараза утвердили бюджет на 2027 год: доходы составят 84 млрд тенге.

На дороги уйдёт 12 млрд тенге, сообщил аким Бахытжан Орынбеков. Ещё 6 млрд пойдут на школы."""


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'svodka.db'}")
    await subscribe(store, 1)
    yield store
    await store.close()


@pytest.fixture
def newsroom(store: Store) -> Newsroom:
    return Newsroom(store)


async def add(newsroom: Newsroom, text: str, name: str, *, announce: bool = True) -> Added:
    origin = Origin(f"https://{name}.example/1")
    return await newsroom.add(
        analysed(text), source=name, origin=origin, now=NOW, announce=announce
    )


async def told(store: Store) -> int:
    return (await store.ledger.counts()).get("pending", 0)


async def test_another_report_of_an_event_becomes_a_source_of_its_story(
    store: Store, newsroom: Newsroom
) -> None:
    first = await add(newsroom, FIRE, "kst")
    second = await add(newsroom, RETOLD, "agency")
    other = await add(newsroom, BUDGET, "kst")
    assert (second.created, second.is_double, second.story.id) == (False, True, first.story.id)
    assert other.created
    assert await told(store) == 2
    reports = await store.reports.of(first.story.id)
    assert [(each.name, each.url) for each in reports] == [
        ("kst", "https://kst.example/1"), ("agency", "https://agency.example/1"),
    ]  # fmt: skip
    figures = json.loads(reports[1].figures or "[]")
    assert [(each["kept"]["value"], each["other"]["value"]) for each in figures] == [(3.0, 4.0)]


async def test_a_republished_text_becomes_a_source_and_the_same_page_again_is_nothing(
    store: Store, newsroom: Newsroom
) -> None:
    first = await add(newsroom, FIRE, "kst")
    assert (await add(newsroom, FIRE, "kst")).is_double is False
    again = await add(newsroom, FIRE, "agency")
    assert (again.is_double, again.story.id) == (True, first.story.id)
    assert len(await store.reports.of(first.story.id)) == 2
    assert await told(store) == 1


async def test_a_report_of_what_was_kept_quiet_tells_of_it(
    store: Store, newsroom: Newsroom
) -> None:
    """What a new source had already was told to nobody; then it is news elsewhere."""
    first = await add(newsroom, FIRE, "kst", announce=False)
    assert await told(store) == 0
    assert (await store.editions.of(1)).candidates == ()
    second = await add(newsroom, RETOLD, "agency")
    assert second.story.id == first.story.id
    assert await told(store) == 1


async def test_a_double_is_split_off_and_stays_apart(store: Store, newsroom: Newsroom) -> None:
    first = await add(newsroom, FIRE, "kst")
    await add(newsroom, RETOLD, "agency")
    [_, double] = await store.reports.of(first.story.id)
    split = await newsroom.split(double.id, later(1))
    assert split is not None
    assert split.created
    assert split.story.analysis.story.text == RETOLD
    assert [each.name for each in await store.reports.of(first.story.id)] == ["kst"]
    assert await newsroom.split(double.id, later(2)) is None
    assert (await add(newsroom, RETOLD, "agency")).story.id == split.story.id


async def test_a_split_is_undone_and_nothing_is_lost(store: Store, newsroom: Newsroom) -> None:
    """The source is there again with its text and its figures; the story of its own is gone."""
    first = await add(newsroom, FIRE, "kst")
    await add(newsroom, RETOLD, "agency")
    [_, before] = await store.reports.of(first.story.id)
    split = await newsroom.split(before.id, later(1))
    assert split is not None
    assert await store.stories.search("стройматериалов", limit=9)
    assert await newsroom.fold(split.story.id, first.story.id, later(2))
    assert await store.stories.get(split.story.id) is None
    assert [each.line.id for each in await store.stories.search("стройматериалов", limit=9)] == [
        first.story.id
    ]
    [_, after] = await store.reports.of(first.story.id)
    assert replace(after, id=before.id, added_at=before.added_at) == before
    assert (await add(newsroom, RETOLD, "agency")).story.id == first.story.id


async def test_what_became_more_than_a_source_is_not_folded_in(
    store: Store, newsroom: Newsroom
) -> None:
    """Told, followed, in a case, or not there at all: it stays as it is."""
    first = await add(newsroom, FIRE, "kst")
    await add(newsroom, RETOLD, "agency")
    budget = await add(newsroom, BUDGET, "kst")
    [_, double] = await store.reports.of(first.story.id)
    split = await newsroom.split(double.id, later(1))
    assert split is not None
    number = split.story.id
    for one, other in (
        (budget.story.id, first.story.id),
        (404, 1),
        (number, 404),
        (number, number),
    ):
        assert not await newsroom.fold(one, other, later(2))
    await store.follows.add(1, number, 7, NOW)
    assert not await newsroom.fold(number, first.story.id, later(2))
    await store.follows.remove(1, number)
    await store.cases.join(number, budget.story.id, NOW)
    assert not await newsroom.fold(number, first.story.id, later(2))
    await store.cases.take_out(number)
    assert await newsroom.fold(number, first.story.id, later(2))


async def test_held_stories_are_told_once_an_editor_says_so(
    store: Store, newsroom: Newsroom
) -> None:
    source, _ = await store.sources.add("https://kst.example/rss", now=NOW)
    taken = await newsroom.take(
        Article(FIRE, "kst", "https://kst.example/1", source.id), now=NOW, announce=False
    )
    assert taken is not None
    from storage.items import Item

    item = Item(source.id, "e", "l", "t", "x", "", "", NOW, story_id=taken.story_id, held=True)
    await store.items.add([item])
    assert await newsroom.show_held(source.id, later(1)) == 1
    assert await told(store) == 1
    assert await newsroom.show_held(source.id, later(2)) == 0


async def test_a_source_that_writes_an_article_anew_corrects_its_story(
    store: Store, newsroom: Newsroom
) -> None:
    added = await add(newsroom, FIRE, "kst")
    number = added.story.id
    new = FIRE.replace("погибли 3", "погибли 4").replace("Три человека", "Четыре человека")
    assert await newsroom.revise(number, Article(new), now=later(9))
    assert not await newsroom.revise(number, Article(new), now=later(10))
    assert not await newsroom.revise(number, Article("Ошибка 502\n\nСервер."), now=later(11))
    story = await store.stories.get(number)
    assert story is not None
    assert (story.number, "погибли 4" in story.analysis.story.text) == (2, True)
    assert [version.kind for version in await store.versions.all(number)] == ["material"]


async def test_an_editor_s_text_holds_against_what_the_feed_says_later(
    store: Store, newsroom: Newsroom
) -> None:
    taken = await newsroom.take(Article(FIRE), now=NOW, announce=False)
    assert taken
    mended = FIRE.replace("погибли", "пострадали")
    assert mended != FIRE
    assert await newsroom.correct(taken.story_id, mended, later(9))
    assert not await newsroom.revise(
        taken.story_id, Article(f"{FIRE}\n\nЕщё слово."), now=later(10)
    )
    story = await store.stories.get(taken.story_id)
    assert story
    assert story.analysis.story.text == mended
    assert await newsroom.correct(taken.story_id, FIRE, later(11))  # an editor may think again


async def test_an_event_of_long_ago_is_another_one(store: Store, newsroom: Newsroom) -> None:
    await add(newsroom, FIRE, "kst")
    origin = Origin("https://agency.example/1")
    much_later = NOW + timedelta(days=30)
    again = await newsroom.add(analysed(RETOLD), source="b", origin=origin, now=much_later)
    assert again.created


async def test_the_topic_of_a_source_is_that_of_its_stories(
    store: Store, newsroom: Newsroom
) -> None:
    article = Article(BUDGET, "kst", topic="sport")
    taken = await newsroom.take(article, now=NOW, announce=True)
    assert taken is not None
    story = await store.stories.get(taken.story_id)
    assert story is not None
    assert story.topic == "sport"
    assert await newsroom.take(Article(" "), now=NOW, announce=True) is None
