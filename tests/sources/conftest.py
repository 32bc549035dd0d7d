"""Fetchers that may visit the sites of a test, and have little patience."""

from collections.abc import Callable
from typing import Any

import pytest

from sources.fetch import Fetcher, Limits
from sources.networks import Allow
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
