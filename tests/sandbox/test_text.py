"""Lengths, explicit entities and the entities that Telegram finds by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.refusals import Json, Refusal
from sandbox.text import automatic, checked, finished, units

WORDS = st.text(alphabet="абв xyz😀👨‍👩‍👧\n", min_size=1, max_size=40)


def entity(kind: str, offset: int, length: int, **more: object) -> Json:
    return {"type": kind, "offset": offset, "length": length, **more}


@given(WORDS)
def test_length_is_that_of_utf_16(text: str) -> None:
    assert units(text) == sum(2 if ord(character) > 0xFFFF else 1 for character in text)


@given(WORDS, st.integers(0, 80), st.integers(0, 80))
def test_an_entity_passes_exactly_when_it_covers_whole_characters(
    text: str, offset: int, length: int
) -> None:
    offsets = [units(text[:i]) for i in range(len(text) + 1)]
    right = length > 0 and offset in offsets and offset + length in offsets
    bold = [entity("bold", offset, length)]
    if right:
        assert checked(text, bold) == bold
    else:
        with pytest.raises(Refusal, match="entity bold"):
            checked(text, bold)


@given(WORDS, st.data())
def test_entities_of_a_trimmed_text_cover_the_same_characters(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    bold = entity("bold", units(text[:start]), units(text[start:end]))
    whole, entities = finished(f"  {text}\n ", [{**bold, "offset": bold["offset"] + 2}])
    covered = [
        whole.encode("utf-16-le")[2 * e["offset"] : 2 * (e["offset"] + e["length"])]
        for e in entities
        if e["type"] == "bold"
    ]
    assert whole == text.strip()
    expected = text[start:end]
    if start < len(text) - len(text.lstrip()):
        expected = text[:end].lstrip()
    if end > len(text.rstrip()):
        expected = expected.rstrip()
    assert [part.decode("utf-16-le") for part in covered] == ([expected] if expected else [])


@pytest.mark.parametrize(
    "broken",
    [
        [entity("bald", 0, 1)],
        [entity("text_link", 0, 1)],
        [entity("bold", -1, 2)],
        [entity("bold", 0, 0)],
        [entity("bold", 0, 1, colour="red")],
        [entity("bold", 0, 4), entity("italic", 2, 4)],
        [entity("code", 0, 4), entity("bold", 1, 2)],
        [entity("blockquote", 0, 6), entity("expandable_blockquote", 1, 2)],
        [entity("bold", i % 6, 1) for i in range(101)],
        ["bold"],
    ],
)
def test_broken_entities_are_refused_loudly(broken: list[Json]) -> None:
    with pytest.raises(Refusal, match="entity") as caught:
        checked("slovo!", broken)
    assert caught.value.loud


def test_nested_and_neighbouring_entities_pass() -> None:
    right = [
        entity("blockquote", 0, 6),
        entity("bold", 0, 3),
        entity("italic", 3, 3),
        entity("text_link", 1, 2, url="https://example.kz"),
    ]
    assert checked("slovo!", right) == right


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start s_1", [("bot_command", "/start")]),
        ("нажмите /figures@svodka_bot сейчас", [("bot_command", "/figures@svodka_bot")]),
        ("см. https://mk-kz.kz/a?b=1.", [("url", "https://mk-kz.kz/a?b=1")]),
        (
            "пишите на a.b@mail.kz или @redaktor",
            [("email", "a.b@mail.kz"), ("mention", "@redaktor")],
        ),
        ("сайт stat.gov.kz открыт", [("url", "stat.gov.kz")]),
        ("#новости дня", [("hashtag", "#новости")]),
        ("и/или 1/2, 1.5 млн, т.е. нет", []),
    ],
)
def test_links_commands_and_mentions_are_found(text: str, found: list[tuple[str, str]]) -> None:
    entities = automatic(text)
    assert [(e["type"], text[e["offset"] :][: e["length"]]) for e in entities] == found


def test_nothing_is_found_inside_links_and_code() -> None:
    text = "/start /help"
    given_ = [entity("code", 0, 6), entity("text_link", 7, 5, url="https://example.kz")]
    assert automatic(text, given_) == []


def test_offsets_of_found_entities_are_utf_16_units() -> None:
    assert automatic("😀 /start") == [entity("bot_command", 3, 6)]


def test_control_characters_do_not_survive() -> None:
    assert finished("a\x00b\r\nc", None) == ("a b\nc", [])
