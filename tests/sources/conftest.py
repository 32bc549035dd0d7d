"""Fetchers and newsstands that may visit the sites of a test; the fetchers have little patience."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from sources.fetch import Fetcher, Limits
from sources.networks import Allow
from storage.store import Store
from tests.sources.newsstand import Newsstand
from tests.sources.sites import Names, Site

#: Limits short enough to be waited for.
SHORT = Limits(connect=0.3, first_byte=0.4, whole=0.8, largest=1_000_000)

MakeFetcher = Callable[..., Fetcher]


@pytest.fixture
def names() -> Names:
    return Names()


@pytest.fixture
def fetcher_for(names: Names) -> MakeFetcher:
    """Make a fetcher that is allowed to visit these sites and no other place of this machine."""

    def make(*sites: Site, **settings: Any) -> Fetcher:
        allowed = Allow.parse(f"{site.address}:{site.port}" for site in sites)
        known: dict[str, Any] = {"agent": "Svodka/test", "resolve": names, "limits": SHORT}
        return Fetcher(**{"allow": allowed} | known | settings)

    return make


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site.opened() as site:
        yield site


@pytest.fixture
async def stand(tmp_path: Path, site: Site, fetcher_for: MakeFetcher) -> AsyncIterator[Newsstand]:
    """A newsstand that may visit the site."""
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'svodka.db'}")
    async with fetcher_for(site) as fetcher:
        yield Newsstand(store, fetcher)
    await store.close()
