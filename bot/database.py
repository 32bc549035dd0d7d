"""Opening the store that the settings name."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.settings import Settings
from storage.store import Store


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Store]:
    """Open the store, made or migrated where needed, and close it. Raises StorageError."""
    store = await Store.open(settings.database)
    try:
        yield store
    finally:
        await store.close()
