"""What a row of the ledger tells its chat, whatever kind of thing it is."""

from bot.announcing import Announcements
from bot.digesting import DigestTelling
from bot.parcel import Parcel
from delivery.sender import Render, Wait
from storage.ledger import Delivery
from storage.store import Store


class Telling:
    """Renders deliveries; one method a kind."""

    def __init__(self, store: Store, username: str) -> None:
        """Take the store and the bot's name (for links)."""
        self._kinds: dict[str, Render[Parcel]] = {
            "story": Announcements(store, username).render,
            "digest": DigestTelling(store, username).render,
        }

    async def render(self, delivery: Delivery) -> Parcel | Wait | None:
        """Return the message; None when there is nothing left to tell. KeyError: unknown kind."""
        return await self._kinds[delivery.what](delivery)
