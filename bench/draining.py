"""The delivery loop at work until so many messages are sent: what several benchmarks measure."""

import asyncio

from aiogram import Bot

from bot.telegram import TelegramSender
from bot.telling import Telling
from delivery.loop import IN_FLIGHT, Deliveries
from delivery.pacing import Pacer
from storage.store import Store

#: No pacing: what is measured is the machine, not Telegram's limit.
UNLIMITED = 1e6


async def drained(
    store: Store,
    bot: Bot,
    pacer: Pacer,
    count: int,
    *,
    in_flight: int = IN_FLIGHT,
    paid: bool = False,
    every: float = 0.5,
) -> None:
    """Send what is queued until so many are sent; when cancelled, the loop ends in its order.

    `every`: the seconds between two looks at how many that are; each counts the whole ledger.
    """
    deliveries = Deliveries(
        store.ledger,
        Telling(store, "bench_bot").render,
        TelegramSender(bot, paid=paid).send,
        pacer,
        in_flight=in_flight,
    )
    stop = asyncio.Event()
    task = asyncio.create_task(deliveries.run(stop))
    try:
        while (await store.ledger.counts())["sent"] < count:
            assert not task.done(), task
            await asyncio.sleep(every)
    finally:
        stop.set()
        await task
