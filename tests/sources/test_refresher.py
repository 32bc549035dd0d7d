"""The running bot's looks: as soon as there is a place, and no host takes all the places."""

import asyncio
from datetime import timedelta

import pytest

from sources import refresh
from sources.refresh import IDLE, MEANWHILE
from storage.errors import DiskFull
from tests.sources.newsstand import Feed, Newsstand
from tests.sources.sites import Names, Site
from tests.waiting import eventually


async def test_a_place_is_filled_as_soon_as_it_is_free(
    stand: Newsstand, site: Site, monkeypatch: pytest.MonkeyPatch, names: Names
) -> None:
    """Sixty sources, twenty places: the next begins with the end of one, not with the next tick."""
    for number in range(60):
        names.lead(f"paper{number}.test", ["127.0.0.1"])
        Feed(site, f"/{number}").publishes("Новость")
        await stand.add(site.url(f"/{number}", host=f"paper{number}.test"))
    monkeypatch.setattr(refresh, "IDLE", 60.0)
    await stand.runs_until(lambda: len(site.asked) == 60)


async def test_a_slow_host_with_many_sources_leaves_room_for_the_others(
    stand: Newsstand, site: Site, names: Names
) -> None:
    names.lead("slow.test", ["127.0.0.1"])
    site.answers("/slow", b"", 500, after=0.5)
    for number in range(30):
        await stand.add(site.url(f"/slow?{number}", host="slow.test"))
    quick = Feed(site)
    quick.publishes("Новость")
    await stand.add(quick.url)
    await stand.runs_until(lambda: bool(quick.requests))
    assert len(site.asked) <= MEANWHILE + 2


async def test_what_an_editor_chooses_during_a_look_holds_after_it(
    stand: Newsstand, site: Site
) -> None:
    """A new interval asks for a look at once: one that was on its way does not put it off."""
    site.answers("/rss", b"", 500, after=0.3)
    source = await stand.add(site.url("/rss"))
    look = asyncio.create_task(stand.look(source))
    await eventually(lambda: bool(site.asked))
    await stand.store.sources.choose_interval(source.id, timedelta(hours=6), stand.now)
    await look
    seen = await stand.seen(source)
    assert (seen.look.next_look_at, seen.look.failures) == (stand.now, 1)
    await stand.look(source)
    assert (await stand.seen(source)).look.next_look_at > stand.now


async def test_one_command_for_all_sources_leaves_room_as_well(
    stand: Newsstand, site: Site, names: Names
) -> None:
    names.lead("slow.test", ["127.0.0.1"])
    site.answers("/slow", b"", 500, after=0.1)
    slow = [await stand.add(site.url(f"/slow?{n}", host="slow.test")) for n in range(25)]
    quick = Feed(site)
    quick.publishes("Новость")
    source = await stand.add(quick.url)
    order = [outcome.source.id async for outcome in stand.refresher.refresh([*slow, source])]
    assert order.index(source.id) <= MEANWHILE + 1
    assert sorted(order) == [each.id for each in (*slow, source)]


@pytest.mark.parametrize("error", [DiskFull("no room"), RuntimeError("a fault of ours")])
async def test_a_look_that_cannot_be_written_down_is_not_made_again_and_again(
    stand: Newsstand, site: Site, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """On a full disk a source would be fetched every second, for nothing."""
    feed = Feed(site)
    feed.publishes("Новость")
    await stand.add(feed.url)

    async def full(looked: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(stand.store.sources, "all_looked", full)
        await stand.runs(2.5 * IDLE)
    assert len(feed.requests) == 1
    await stand.runs_until(lambda: len(feed.requests) == 2)
