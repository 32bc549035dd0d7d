"""Addresses are made normal, judged and compared by what they mean."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.addresses import canonical, judge, normal, shown
from sources.fetch_errors import RefusedAddressError
from sources.networks import Allow

#: Text in which addresses and near-addresses are common.
ODD = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["http://", "https://", "HTTP:\\\\", "http:/", "//", "ftp://", ""]),
        st.text(string.ascii_letters + string.digits + ".:@%[]-_\\/ \tяあ", max_size=30),
        st.sampled_from(["", "/", "?", "#", ":80", ":8080/"]),
        st.text(string.printable + "яқ&=?", max_size=40),
    ),
)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTP://Paper.Example:80", "http://paper.example/"),
        ("https://paper.example:443/a?b=1#c", "https://paper.example/a?b=1"),
        ("https://paper.example.:8443/", "https://paper.example:8443/"),
        (
            "http://пример.рф/новости",
            "http://xn--e1afmkfd.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8",
        ),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://2130706433", "http://127.0.0.1/"),
        ("http://[0:0:0:0:0:0:0:1]/", "http://[::1]/"),
        ("http:\\\\paper.example\\a\\b?c=\\", "http://paper.example/a/b?c=%5C"),
        (" https://paper.example/a\n b ", "https://paper.example/a%20b"),
        ("https://paper.example/a/../b/./c", "https://paper.example/b/c"),
    ],
)
def test_an_address_is_made_normal(address: str, expected: str) -> None:
    assert normal(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "",
        "paper.example",
        "//paper.example/",
        "mailto:editor@paper.example",
        "ftp://paper.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http:///path",
        "http://reader@paper.example/",
        "http://reader:pass@paper.example/",
        "http://paper.example:0/",
        "http://paper.example:65536/",
        "http://paper example/",
        "http://paper.example\x00.evil.example/",
        "http://paper..example/",
        "http://%70aper.example/",
        "http://1.2.3.4.5/",
        "http://0x7f.0.0.0.1/",
        "http://256.256.256.256/",
        "http://[::1",
        "http://[fe80::1%25eth0]/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 130 + "example/",
        "http://paper.example/" + "a" * 4_000,
        "http://paper.example/" + "я" * 2_000,
    ],
)
def test_f28_what_is_no_address_of_the_web_is_refused(address: str) -> None:
    for read in (normal, canonical, lambda text: judge(text, Allow())):
        with pytest.raises(RefusedAddressError):
            read(address)


@given(ODD)
@example("http://a/%2e%2e/?%zz&a=b&&#")
def test_normal_addresses_stay_as_they_are(address: str) -> None:
    for read in (normal, canonical):
        try:
            once = read(address)
        except RefusedAddressError:
            continue
        assert read(once) == once
        assert once.startswith(("http://", "https://"))
        assert once.isascii()
        assert once.isprintable()
        assert "#" not in once
        assert "@" not in once.split("/")[2]


@given(ODD)
def test_an_address_that_is_shown_has_neither_credentials_nor_control_characters(
    address: str,
) -> None:
    text = shown(address)
    assert len(text) <= 200
    assert text.isprintable()
    assert "=" not in text.partition("?")[2]
    assert shown(f"http://reader:hunter2@paper.example/{address}").count("hunter2") <= (
        address.count("hunter2")
    )


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://p.example/a?utm_source=tg&utm_medium=x", "https://p.example/a"),
        ("https://p.example/a?id=7&UTM_Source=tg", "https://p.example/a?id=7"),
        ("https://p.example/a?fbclid=1&yclid=2&gclid=3&ysclid=4", "https://p.example/a"),
        ("https://p.example/a?erid=2Vtz&page=2", "https://p.example/a?page=2"),
        ("https://p.example/a?from=main_news", "https://p.example/a"),
        (
            "https://p.example/a?from=2026-05-01&to=2026-05-07",
            "https://p.example/a?from=2026-05-01&to=2026-05-07",
        ),
        ("https://p.example/?from=1%2F5&ref=2", "https://p.example/?from=1/5&ref=2"),
        ("https://p.example/?from=40", "https://p.example/?from=40"),
        ("https://p.example/a?ref=rss&from=", "https://p.example/a"),
        ("https://p.example/a?b=2&a=1", "https://p.example/a?b=2&a=1"),
        ("https://p.example/a?q=a%26utm_source%3Db", "https://p.example/a?q=a%26utm_source%3Db"),
        ("https://p.example/a?&&", "https://p.example/a"),
        ("https://p.example/a?flag", "https://p.example/a?flag"),
        ("http://P.example:80/a#comments", "http://p.example/a"),
    ],
)
def test_what_tracks_readers_is_no_part_of_an_article_s_address(
    address: str, expected: str
) -> None:
    assert canonical(address) == expected


@pytest.mark.parametrize(
    ("address", "words", "good"),
    [
        ("http://paper.example/", [], True),
        ("http://paper.example:8080/", [], True),
        ("https://paper.example:8443/", [], True),
        ("http://paper.example:22/", [], False),
        ("http://paper.example:9000/", ["paper.example"], True),
        ("http://paper.example:9000/", ["paper.example:9000"], True),
        ("http://paper.example:9001/", ["paper.example:9000"], False),
        ("http://sub.paper.example:9000/", ["paper.example"], False),
        ("http://8.8.8.8/", [], True),
        ("http://8.8.8.8:53/", [], False),
        ("http://10.1.2.3:9000/", ["10.0.0.0/8"], True),
        ("http://[::1]:9000/", ["[::1]:9000"], True),
        ("http://[::ffff:127.0.0.1]:9000/", ["127.0.0.1:9000"], True),
        ("http://11.1.2.3:9000/", ["10.0.0.0/8"], False),
        ("http://0x7f.1:9000/", ["127.0.0.1:9000"], True),
        ("http://127.0.0.1:9001/", ["127.0.0.1:9000"], False),
        ("http://пример.рф:9000/", ["пример.рф:9000"], True),
    ],
)
def test_ports_and_addresses_are_judged_by_what_the_operator_allows(
    address: str, words: list[str], good: bool
) -> None:
    if good:
        assert str(judge(address, Allow.parse(words))) == normal(address)
    else:
        with pytest.raises(RefusedAddressError):
            judge(address, Allow.parse(words))
