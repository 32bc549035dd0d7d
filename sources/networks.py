"""Which addresses may be connected to: public ones, and those that the operator allows."""

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Self

from yarl import URL

IPAddress = IPv4Address | IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

#: Where news is published; other ports answer to mail, databases and printers.
PORTS = frozenset({80, 443, 8080, 8443})

#: All that has been given out for use on the Internet (RFC 4291, section 4); the rest of IPv6 is
#: loopback, local, multicast or reserved.
_UNICAST = ipaddress.IPv6Network("2000::/3")
#: Translators put the IPv4 address into the last 32 bits (RFC 6052).
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
#: What `is_global` takes for public, and is not.
_SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        "168.63.129.16/32",  # Azure answers its machines here, metadata among it
        "192.0.0.0/24",  # for protocols; Oracle's machines ask 192.0.0.192 for metadata
        "192.88.99.0/24",  # relays of 6to4, given up (RFC 7526)
        "3fff::/20",  # for documentation (RFC 9637), younger than Python 3.11
    )
)
#: Letters of an IPv4 address in any base. The system would also take one with a text behind it.
_SPELLED = re.compile(r"[0-9a-fx.]+")


def is_public(address: IPAddress) -> bool:
    """Tell whether an address is one of a public server.

    An IPv4 address inside of an IPv6 one (mapped, NAT64, 6to4, Teredo) is judged as itself:
    translators would connect to it.
    """
    if inner := _embedded(address):
        return all(is_public(each) for each in inner)
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    special = any(address in network for network in _SPECIAL)
    return address.is_global and not address.is_multicast and not special


def _embedded(address: IPAddress) -> tuple[IPv4Address, ...]:
    if isinstance(address, IPv4Address):
        return ()
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.sixtofour:
        return (address.sixtofour,)
    if address in _NAT64:
        return (IPv4Address(int(address) & 0xFFFF_FFFF),)
    return address.teredo or ()


def literal(host: str) -> IPAddress | None:
    """Return the address that a host spells, None for a name.

    Decimal, octal, hexadecimal and short spellings ("2130706433", "0x7f.1") mean what the system
    takes them for.
    """
    try:
        if ":" in host:
            return IPv6Address(host)
        return IPv4Address(socket.inet_aton(host)) if _SPELLED.fullmatch(host) else None
    except (ValueError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class Allow:
    """What an operator allows beside the public network: FETCH_ALLOW as a value.

    A port of None stands for every port.
    """

    hosts: frozenset[tuple[str, int | None]] = frozenset()
    networks: tuple[tuple[IPNetwork, int | None], ...] = ()

    @classmethod
    def parse(cls, words: Iterable[str]) -> Self:
        """Read "host", "host:port", "10.0.0.0/8", "127.0.0.1:8000", "[::1]:8000", "::1".

        Raises ValueError with a sentence that names the word.
        """
        hosts, networks = set(), []
        for word in words:
            host, port = _entry(word.strip().lower())
            if network := _network(host):
                networks.append((network, port))
            elif "/" in host or ":" in host or not host:
                raise ValueError(f"{word!r} is no host, host:port, address or network")
            else:
                hosts.add((_punycode(host), port))
        return cls(frozenset(hosts), tuple(networks))

    def permits(self, host: str, port: int, address: IPAddress) -> bool:
        """Tell whether a connection for this host may go to this address."""
        if self.names(host, port) or self.holds(address, port):
            return True
        return port in PORTS and is_public(address)

    def names(self, host: str, port: int) -> bool:
        """Tell whether the host is allowed by its name, wherever it leads."""
        return not self.hosts.isdisjoint({(host, port), (host, None)})

    def holds(self, address: IPAddress, port: int) -> bool:
        """Tell whether the address is in an allowed network."""
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return any(address in network and only in (None, port) for network, only in self.networks)


def _entry(word: str) -> tuple[str, int | None]:
    """Take a host and its port apart; an IPv6 address with a port stands in brackets."""
    if word.startswith("["):
        host, bracket, rest = word[1:].partition("]")
        return host, _port(rest.removeprefix(":"), word) if rest or not bracket else None
    if word.count(":") == 1:
        host, _, digits = word.partition(":")
        return host, _port(digits, word)
    return word, None


def _port(digits: str, word: str) -> int:
    if digits.isascii() and digits.isdigit() and 0 < int(digits[:6]) < 65536:
        return int(digits)
    raise ValueError(f"{word!r} has no port from 1 to 65535 after its colon")


def _network(text: str) -> IPNetwork | None:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


def _punycode(host: str) -> str:
    """Return a name as it stands in addresses on the wire."""
    try:
        return URL.build(scheme="http", host=host.rstrip(".")).raw_host or host
    except ValueError:
        raise ValueError(f"{host!r} cannot be the name of a host") from None
