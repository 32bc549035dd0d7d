"""The event loop sends on time while feeds of all kinds are parsed (performance F3, fault F25)."""

import asyncio
from contextlib import suppress

from sources import candidates
from sources.worker import WorkerError, Workers
from tests.sources import blocks, chores

#: Seconds of the processor that one callback may take.
BAR = 0.05
ITEM = (
    "<item><title>Мост</title><link>https://a.example/1</link><description>{}</description></item>"
)
#: Messages a second, and how many.
RATE = 30
MESSAGES = 60


def _feeds() -> list[bytes]:
    """An ordinary feed of 600 kB, and those that cost the most on the way in, or out again."""
    rss = "<rss><channel>{}</channel></rss>"
    return [
        rss.format(ITEM.format("слово " * 120) * 450).encode(),
        rss.format(ITEM.format("слово " * 1_500) * 1_000).encode(),
        rss.format(ITEM.format("слово " * 100) * 2_000).encode(),
        rss.format("<item/>" * 600_000).encode(),
    ]


async def test_sending_goes_on_while_feeds_are_parsed_and_hostile_work_is_killed() -> None:
    """No callback takes long, each message is answered, whatever the workers are busy with."""
    feeds = _feeds()
    server = await asyncio.start_server(_answers, "127.0.0.1", 0)
    async with Workers(2, seconds=1) as workers, server:
        await asyncio.gather(*(workers.run(chores.sleep, 0.2) for _ in range(2)))
        with blocks.watched() as seconds:
            parsing = [
                asyncio.create_task(_parses(workers, feeds)),
                asyncio.create_task(_is_killed(workers)),
            ]
            answers = await _sends(server.sockets[0].getsockname()[1])
        for task in parsing:
            task.cancel()
        await asyncio.gather(*parsing, return_exceptions=True)
    assert answers == [b"ok\n"] * MESSAGES
    assert len(seconds) > 100
    assert max(seconds) < BAR, sorted(seconds)[-5:]


def test_the_watch_sees_a_callback_that_takes_long() -> None:
    """Else the test above could not fail."""

    async def busy() -> None:
        await asyncio.sleep(0)
        sum(range(3_000_000))

    with blocks.watched() as seconds:
        asyncio.run(busy())
    assert max(seconds) > 0.02


async def _answers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while await reader.readline():
        writer.write(b"ok\n")
        await writer.drain()
    writer.close()


async def _sends(port: int) -> list[bytes]:
    """Send at the rate, and return the answers."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answers = []
    for _ in range(MESSAGES):
        writer.write("Совет утвердил смету.\n".encode())
        answers.append(await reader.readline())
        await asyncio.sleep(1 / RATE)
    writer.close()
    return answers


async def _parses(workers: Workers, feeds: list[bytes]) -> None:
    while True:
        for body in feeds:
            with suppress(WorkerError):
                await workers.run(candidates.read, body, None, "https://a.example/feed")


async def _is_killed(workers: Workers) -> None:
    while True:
        with suppress(WorkerError):
            await workers.run(chores.hang)
