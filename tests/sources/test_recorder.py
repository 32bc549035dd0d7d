"""The recorder that the tests of safe fetching rest on sees connections."""

import socket
from contextlib import suppress

import aiohttp

from tests.sources.recorder import connections
from tests.sources.sites import Site


def test_a_connection_is_recorded_even_if_nobody_answers() -> None:
    with connections() as made, suppress(OSError), socket.socket() as probe:
        probe.connect(("127.0.0.1", 1))
    assert made == [("127.0.0.1", 1)]


async def test_the_connections_of_an_unguarded_client_are_recorded() -> None:
    async with Site.opened() as site, aiohttp.ClientSession() as session:
        site.answers("/", b"here")
        with connections() as made:
            async with session.get(site.url()):
                pass
    assert made == [("127.0.0.1", site.port)]
