"""What a row of the ledger tells its chat, whatever kind of thing it is."""

from bot.announcing import Announcements
from bot.correcting import Correcting
from bot.digesting import DigestTelling
from bot.parcel import Parcel
from bot.questions import Questions
from delivery.sender import Render, Wait
from storage.delivery import Delivery
from storage.store import Store
from storage.suggestions import QUESTION


class Telling:
    """Renders deliveries; one method a kind."""

    def __init__(self, store: Store, username: str, questions: Questions | None = None) -> None:
        """Take the store, the bot's name (for links), and what asks editors (None: nobody)."""
        stories, digests = Announcements(store, username), DigestTelling(store, username)
        correcting = Correcting(store, username, stories, digests)
        self._kinds: dict[str, Render[Parcel]] = {
            "story": stories.render,
            "digest": digests.render,
            "edit": correcting.edit,
            "redigest": correcting.redigest,
            "copy": correcting.copy,
            "correction": correcting.note,
        }
        if questions is not None:
            self._kinds[QUESTION] = questions.render

    async def render(self, delivery: Delivery) -> Parcel | Wait | None:
        """Return the message; None when there is nothing left to tell. KeyError: unknown kind."""
        return await self._kinds[delivery.what](delivery)
