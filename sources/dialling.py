"""Connections only to checked addresses, whatever a name leads to and however it is spelled.

Checked twice: every answer of the name server when it comes in, and every address at the moment
when its socket is made, literal ones and those of redirects too (aiohttp asks no resolver for
literals). A name is resolved once for a connection, so a second answer cannot slip in between.
"""

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from contextvars import ContextVar
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from sources.fetch_errors import LookupFailedError, RefusedAddressError, RefusedError
from sources.networks import Allow

#: Takes a host, returns its addresses as text; raises OSError where it has none.
Resolve = Callable[[str], Awaitable[list[str]]]
#: The family, type, protocol, name and address of a socket, as `getaddrinfo` gives them.
AddressInfo = tuple[int, int, int, str, tuple[Any, ...]]

#: Most addresses of one name and kind (IPv4, IPv6) that are tried; a hostile one has thousands.
MOST = 2

#: Host and port of the request in hand, for the sockets that are made for it.
target: ContextVar[tuple[str, int]] = ContextVar("target")


class CheckedResolver(AbstractResolver):
    """Gives only the addresses that may be connected to.

    Where a name has good and bad addresses the good ones are kept: a stray private address is a
    common mistake of those who run a site, and no connection goes to it.
    """

    def __init__(self, resolve: Resolve, allow: Allow) -> None:
        self._resolve = resolve
        self._allow = allow

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return checked addresses, at least one, at most MOST of each kind. Raises OSError."""
        try:
            found = await self._resolve(host)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise RefusedError(LookupFailedError(f"the name was not found: {reason}")) from error
        good = [address for address in found if self._permits(host, port, address)]
        if not good:
            raise RefusedError(_nothing_left(found, port))
        return [_result(host, port, address) for address in _few(good)]

    async def close(self) -> None:
        """Do nothing: nothing is kept open."""

    def _permits(self, host: str, port: int, address: str) -> bool:
        try:
            return self._allow.permits(host, port, ipaddress.ip_address(address))
        except ValueError:
            return False


def checked_sockets(allow: Allow) -> Callable[[AddressInfo], socket.socket]:
    """Return a maker of sockets for aiohttp that refuses the addresses that are not permitted."""

    def make(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, (address, port, *_rest) = info
        host, _ = target.get()
        if not allow.permits(host, port, ipaddress.ip_address(address)):
            raise RefusedError(RefusedAddressError(f"{address} is not public and not allowed"))
        return socket.socket(family, kind, protocol)

    return make


async def system_lookup(host: str) -> list[str]:
    """Ask the system for the addresses of a host, in its order. Raises OSError.

    In a thread of its own that nobody waits for at the end: a name server that does not answer
    holds up neither other lookups nor the end of the program.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str] | OSError | ValueError) -> None:
        if answer.done():
            return
        if isinstance(found, list):
            answer.set_result(found)
        else:
            answer.set_exception(found)

    def ask() -> None:
        found = _addresses(host)
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(settle, found)

    threading.Thread(target=ask, name="lookup", daemon=True).start()
    return await answer


def _addresses(host: str) -> list[str] | OSError | ValueError:
    try:
        infos = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:  # ValueError: a name that cannot be written
        return error
    return list(dict.fromkeys(str(info[4][0]) for info in infos))


def _few(addresses: list[str]) -> list[str]:
    """Return the first of each kind, in their order."""
    newer = [address for address in addresses if ":" in address][:MOST]
    older = [address for address in addresses if ":" not in address][:MOST]
    return [address for address in addresses if address in newer or address in older]


def _nothing_left(found: list[str], port: int) -> RefusedAddressError | LookupFailedError:
    if not found:
        return LookupFailedError("the name has no address")
    return RefusedAddressError(f"its address {found[0][:50]} at port {port} is not allowed")


def _result(host: str, port: int, address: str) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(
        hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST
    )
