"""Only public addresses are public, however they are wrapped."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.networks import PORTS, Allow, is_public, literal

#: The registries of special addresses (RFC 6890 and later), and what clouds answer on.
SPECIAL = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "168.63.129.16/32",
    "::/96",
    "::ffff:0:0:0/96",
    "64:ff9b:1::/48",
    "100::/64",
    "2001:2::/48",
    "2001:db8::/32",
    "3fff::/20",
    "5f00::/16",
    "fc00::/7",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
]
PUBLIC = ["8.8.8.8", "93.184.216.34", "2.2.2.2", "2606:4700::1", "2a02:6b8::2:242"]

special = st.sampled_from(SPECIAL).flatmap(lambda text: st.ip_addresses(network=text))
special4 = special.filter(lambda address: isinstance(address, IPv4Address))


def _wrapped(inner: IPv4Address) -> list[IPv6Address]:
    """Return all ways to put an IPv4 address into an IPv6 one."""
    number = int(inner)
    return [
        IPv6Address(0xFFFF << 32 | number),
        IPv6Address(int(IPv6Address("64:ff9b::")) | number),
        IPv6Address(0x2002 << 112 | number << 80 | 1),
        IPv6Address(0x2001 << 112 | number << 64 | (int(IPv4Address("8.8.8.8")) ^ 0xFFFF_FFFF)),
        IPv6Address(0x2001 << 112 | int(IPv4Address("8.8.8.8")) << 64 | (number ^ 0xFFFF_FFFF)),
    ]


@given(special)
def test_f26_no_special_address_is_public(address: IPv4Address | IPv6Address) -> None:
    assert not is_public(address)


@given(special4)
def test_f26_no_special_address_is_public_inside_of_another(address: IPv4Address) -> None:
    assert not any(is_public(wrapped) for wrapped in _wrapped(address))


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses_are_public(text: str) -> None:
    address = ip_address(text)
    assert is_public(address)
    if isinstance(address, IPv4Address):
        assert all(is_public(wrapped) for wrapped in _wrapped(address))


@given(st.ip_addresses(v=4))
def test_every_spelling_of_an_address_is_that_address(address: IPv4Address) -> None:
    number = int(address)
    a, b, c, d = address.packed
    spelled = [
        str(number),
        hex(number),
        f"0{number:o}",
        f"{a}.{number & 0xFFFFFF}",
        f"{a}.{b}.{number & 0xFFFF}",
        f"0x{a:x}.0{b:o}.{c}.{d}",
    ]
    assert [literal(text) for text in spelled] == [address] * len(spelled)


@pytest.mark.parametrize("name", ["", "paper.example", "127.0.0.1 ", "1.2.3.4.5", "0x", "a1", "१"])
def test_a_name_is_no_literal(name: str) -> None:
    assert literal(name) is None


@given(st.ip_addresses(), st.integers(1, 65535))
def test_without_an_allowance_only_public_addresses_at_known_ports_are_permitted(
    address: IPv4Address | IPv6Address, port: int
) -> None:
    assert Allow().permits("paper.example", port, address) == (port in PORTS and is_public(address))


def test_an_allowance_is_for_its_host_its_port_and_its_network() -> None:
    allow = Allow.parse(["nas.lan", "Router.lan:8000", "10.1.0.0/16", "127.0.0.1:9", "[::1]:9"])
    inside, outside, home = ip_address("10.1.2.3"), ip_address("10.2.2.3"), ip_address("127.0.0.1")
    assert allow.permits("nas.lan", 22, outside)
    assert allow.permits("router.lan", 8000, outside)
    assert not allow.permits("router.lan", 8001, outside)
    assert allow.permits("x.example", 22, inside)
    assert not allow.permits("x.example", 80, outside)
    assert allow.permits("x.example", 9, home)
    assert allow.permits("x.example", 9, ip_address("::1"))
    assert allow.permits("x.example", 9, ip_address("::ffff:127.0.0.1"))
    assert not allow.permits("x.example", 80, home)
    assert allow.networks[0][0] == IPv4Network("10.1.0.0/16")
    assert ip_network("::1/128") in {network for network, _ in allow.networks}


@pytest.mark.parametrize(
    "word", ["", "host:", "host:0", "host:99999", "host:port", "10.0.0.0/33", "a/b", "[::1", "a b"]
)
def test_an_allowance_that_cannot_be_read_is_named(word: str) -> None:
    with pytest.raises(ValueError, match=r"host|port|network") as caught:
        Allow.parse(["good.example", word])
    assert not word or word.split(":")[0] in str(caught.value)
