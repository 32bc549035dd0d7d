"""What several ask for at nearly the same time, done once for all of them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Told = TypeVar("Told")


class Together(Generic[Asked, Told]):
    """Does what is asked for in turns: whoever asks while one is on its way is in the next."""

    def __init__(
        self,
        act: Callable[[Sequence[Asked]], Awaitable[Sequence[Told]]],
        *,
        most: int,
        gather: float = 0.0,
    ) -> None:
        """Take what answers, in their order, what is asked.

        most: how much of it is asked at once
        gather: seconds that the first of a turn waits for others
        """
        self._act = act
        self._most = most
        self._gather = gather
        self._waiting: list[tuple[Asked, asyncio.Future[Told]]] = []
        self._turn = asyncio.Lock()

    async def ask(self, asked: Asked) -> Told:
        """Return the answer. Whoever shares a turn shares the error that ends it."""
        answer: asyncio.Future[Told] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, answer))
        try:
            async with self._turn:
                while not answer.done():
                    await asyncio.sleep(self._gather)
                    await self._do()
            return await answer
        finally:
            answer.cancel()  # nothing, once it is there; who gave up is left out

    async def _do(self) -> None:
        waiting = [each for each in self._waiting if not each[1].done()]
        turn, self._waiting = waiting[: self._most], waiting[self._most :]
        try:
            told = await self._act([asked for asked, _ in turn])
        except Exception as error:  # everyone raises it, each in its own place
            for answer in _open(turn):
                answer.set_exception(error)
        except BaseException:  # the one who asked was stopped, and all are
            for answer in _open(turn):
                answer.cancel()
            raise
        else:
            for (_, answer), each in zip(turn, told, strict=True):
                if not answer.done():
                    answer.set_result(each)


def _open(
    turn: Sequence[tuple[Asked, "asyncio.Future[Told]"]],
) -> list["asyncio.Future[Told]"]:
    """Return the answers that somebody still waits for."""
    return [answer for _, answer in turn if not answer.done()]
