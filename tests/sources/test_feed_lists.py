"""Lists of feeds as they may be added: each address once, and what is no list says why."""

import time

import pytest

from sources import feed_lists
from sources.worker import Workers

LARGE = "".join(
    f'<outline text="Газета {n}" xmlUrl="https://paper{n}.example/rss.xml"/>' for n in range(50_000)
)


def opml(outlines: str) -> bytes:
    return f'<opml version="2.0"><body>{outlines}</body></opml>'.encode()


def test_one_address_in_several_spellings_is_one_feed() -> None:
    spellings = (
        "https://paper.example/rss",
        "HTTPS://Paper.Example:443/rss#top",
        "https://paper.example/rss?utm_source=list",
    )
    outlines = "".join(f'<outline text="{n}" xmlUrl="{url}"/>' for n, url in enumerate(spellings))
    found = feed_lists.read(opml(outlines))
    assert found.feeds == (("https://paper.example/rss", "0", ""),)


def test_a_feed_without_a_usable_address_is_named_and_the_others_are_taken() -> None:
    outlines = (
        '<outline text="Пароль" xmlUrl="https://user:secret@paper.example/rss"/>'
        '<outline text="Газета" xmlUrl="https://paper.example/rss" htmlUrl="https://paper.example"/>'
    )
    found = feed_lists.read(opml(outlines))
    assert found.refused == ("Пароль",)
    assert found.feeds == (("https://paper.example/rss", "Газета", "https://paper.example"),)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"no list", feed_lists.NO_LIST),
        (opml(""), feed_lists.NO_LIST),
        (b"<!DOCTYPE opml>" + opml(LARGE[:100]), feed_lists.DOCTYPE),
        (opml(LARGE + '<outline xmlUrl="https://one.example/more"/>'), feed_lists.LARGE),
    ],
    ids=["no list", "empty", "doctype", "large"],
)
def test_f36_what_cannot_be_taken_says_why(data: bytes, problem: str) -> None:
    found = feed_lists.read(data)
    assert (found.problem, found.feeds) == (problem, ())
    assert found.said


async def test_f36_fifty_thousand_feeds_come_back_from_the_worker_without_a_halt() -> None:
    """The loop unpacks them in a moment; that it took the worker seconds is the worker's matter."""
    async with Workers(1, seconds=60) as workers:
        began = time.thread_time()
        found = await feed_lists.read_apart(workers, opml(LARGE))
        spent = time.thread_time() - began
    assert len(found.feeds) == 50_000
    assert spent < 0.5


async def test_f36_a_list_that_takes_too_long_is_given_up() -> None:
    async with Workers(1, seconds=0.01) as workers:
        found = await feed_lists.read_apart(workers, opml(LARGE))
    assert (found.problem, found.feeds) == (feed_lists.UNREADABLE, ())
