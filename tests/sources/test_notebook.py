"""Many looks end at once: they are written down together, and each knows whether it was."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from sources.notebook import Found, Notebook
from storage.errors import DiskFull
from storage.items import Item, Remembered, Wanted
from storage.looks import Look, Looked
from storage.sources import Source
from storage.store import Store
from tests.storage.articles import NOW, later


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'svodka.db'}")
    for number in range(30):
        await store.sources.add(f"https://paper.example/{number}", now=NOW)
    yield store
    await store.close()


def found(number: int) -> Found:
    return Found(Looked(number, Look(next_look_at=later(number), looked_at=NOW)))


def seen(source: Source) -> Item:
    """The same marks in every source: each is to get its own items."""
    return Item(source.id, "e", "l", "t", "x", "https://paper.example/1", "Мост", NOW)


async def test_what_is_written_at_once_is_all_written_in_few_transactions(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = 0
    write = store.sources.all_looked

    async def counted(looked: object) -> None:
        nonlocal pages
        pages += 1
        await write(looked)  # type: ignore[arg-type]

    monkeypatch.setattr(store.sources, "all_looked", counted)
    notebook = Notebook(store)
    await asyncio.gather(*(notebook.write(found(number)) for number in range(1, 31)))
    sources = await store.sources.page()
    assert [each.look.next_look_at for each in sources] == [later(n) for n in range(1, 31)]
    assert pages <= 3


async def test_every_writer_learns_that_the_page_was_not_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = Notebook(store)

    async def full(looked: object) -> None:
        raise DiskFull("no room")

    with monkeypatch.context() as patch:
        patch.setattr(store.sources, "all_looked", full)
        writes = (notebook.write(found(number)) for number in range(1, 9))
        ends = await asyncio.gather(*writes, return_exceptions=True)
    assert [type(end) for end in ends] == [DiskFull] * 8
    await notebook.write(found(1))
    [first, *_] = await store.sources.page()
    assert first.look.looked_at == NOW


async def test_a_writer_that_gives_up_takes_no_one_with_it(store: Store) -> None:
    notebook = Notebook(store)
    async with asyncio.TaskGroup() as tasks:
        writes = [tasks.create_task(notebook.write(found(number))) for number in range(1, 9)]
        await asyncio.sleep(0)
        writes[5].cancel()
    sources = await store.sources.page()
    assert sum(each.look.looked_at == NOW for each in sources) >= 7


async def test_what_is_asked_at_once_is_read_together_and_each_gets_its_own(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = await store.sources.page()
    await store.items.add([seen(each) for each in sources])
    reads: list[int] = []
    recall = store.items.recall

    async def counted(wanted: Sequence[Wanted]) -> list[Remembered]:
        reads.append(len(wanted))
        return await recall(wanted)

    monkeypatch.setattr(store.items, "recall", counted)
    notebook = Notebook(store)
    asked = (notebook.recall(each.id, [seen(each)], 9) for each in sources)
    found = await asyncio.gather(*asked)
    assert [[item.source_id for item in kept.items] for kept in found] == [[s.id] for s in sources]
    assert len(reads) <= 2


async def test_who_asks_while_another_gives_up_is_answered(store: Store) -> None:
    [first, *_] = await store.sources.page()
    notebook = Notebook(store)
    async with asyncio.TaskGroup() as tasks:
        asked = [tasks.create_task(notebook.recall(first.id, [seen(first)], 9)) for _ in range(5)]
        await asyncio.sleep(0)
        asked[0].cancel()
    assert [task.cancelled() for task in asked] == [True, False, False, False, False]
