"""Who reports an event, and what they say differently: named, linked, within the limits."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.differing import Disagreement, Said, loaded
from news.versions import whats_new
from sources.events import differing
from tests.bot.test_newsroom import FIRE, RETOLD
from tests.views.shelf import ShelfReader, ShelfReporter, ShelfStory, seed, story_of
from tests.views.test_messages import USERNAME, is_fit_to_send
from views import announcement, digest, figures, part, reporters, share, summary
from views.language import LANGUAGES, catalogue
from views.message import ENTITY_LIMIT, Message

OWN = ShelfReporter("Костанайская газета", "https://kst.example/1")
AGENCY = ShelfReporter("Агентство", "https://agency.example/1")


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest as views see it."""

    id: int = 1
    held: dict[str, int] = field(default_factory=dict)
    left_out: int = 0
    made_at: datetime = datetime(2026, 11, 23, 3, tzinfo=UTC)


def reported(*by: ShelfReporter, story: ShelfStory | None = None) -> ShelfStory:
    """Return a story with these sources."""
    story = story or seed()
    return replace(story, reporters=tuple(replace(each, story_id=story.id) for each in by))


def papers(count: int) -> list[ShelfReporter]:
    return [ShelfReporter(f"Газета {n}", f"https://paper{n}.example/1") for n in range(count)]


def line(story: ShelfStory, language: str = "ru") -> str:
    told = reporters.line(story, catalogue(language))
    return told.render()[0] if told else ""


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("ru", 1, ""),
        ("ru", 2, "Сообщают: Газета 0, Газета 1"),
        ("ru", 3, "Сообщают: Газета 0, Газета 1, Газета 2"),
        ("ru", 4, "Сообщают: Газета 0, Газета 1 и ещё 2"),
        ("kk", 4, "Дереккөздер: Газета 0, Газета 1 және тағы 2"),
        ("en", 23, "Reported by: Газета 0, Газета 1 and 21 more"),
    ],
)
def test_sources_are_named_where_there_are_several_and_never_is_one_left_to_count(
    language: str, count: int, said: str
) -> None:
    assert line(reported(*papers(count)), language) == said


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("ru", 2, "2 источника"),
        ("ru", 21, "21 источник"),
        ("ru", 5, "5 источников"),
        ("kk", 5, "5 дереккөз"),
        ("en", 2, "2 sources"),
    ],
)
def test_without_room_for_names_sources_are_counted(language: str, count: int, said: str) -> None:
    told = reporters.line(reported(*papers(count)), catalogue(language), 0)
    assert told is not None
    assert told.render()[0] == said


def test_a_source_counts_once_and_one_without_a_name_by_its_address() -> None:
    again = ShelfReporter("АГЕНТСТВО", "https://agency.example/2")
    page = ShelfReporter("", "https://www.paper.example/news/1")
    nobody = ShelfReporter("", "")
    assert line(reported(AGENCY, again, nobody)) == ""
    assert line(reported(AGENCY, again, nobody, page)) == "Сообщают: Агентство, paper.example"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "tg://user?id=1",
        "https://user:secret@paper.example/",
        "https://[paper.example/",
        "https://localhost/",
        "https://paper.example/a b",
        "https://paper.example/" + "a" * 2000,
    ],
)
def test_only_what_is_an_address_of_the_web_becomes_a_link(address: str) -> None:
    view = summary.render(reported(OWN, ShelfReporter("Б", address)), ShelfReader(), USERNAME)
    assert "Сообщают: Костанайская газета, Б\n" in view.text
    urls = {entity.url for entity in view.entities if entity.url}
    assert OWN.url in urls
    assert address not in urls


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_about_a_story_names_its_sources(language: str) -> None:
    reader, story = ShelfReader(language=language), reported(OWN, AGENCY)
    views = {
        "summary": summary.render(story, reader, USERNAME),
        "announcement": announcement.render(story, reader, USERNAME),
        "hidden": announcement.render(replace(story, graphic="editor"), reader, USERNAME),
        "part": part.render(story, whats_new(story.analysis, []), reader, USERNAME),
        "figures": figures.render(story, reader, USERNAME),
        "digest": digest.render(Digest(), [story], reader, USERNAME),
    }
    for view in views.values():
        is_fit_to_send(view)
        linked = {entity.extract_from(view.text): entity.url for entity in view.entities}
        assert linked.items() >= {OWN.name: OWN.url, AGENCY.name: AGENCY.url}.items()


def fire(*others: ShelfReporter, text: str = FIRE) -> ShelfStory:
    """Return the fire with a source that counts other dead."""
    told = loaded(differing(story_of(FIRE).analysis, story_of(RETOLD).analysis))
    return reported(OWN, replace(AGENCY, differing=told), *others, story=story_of(text))


SAID = "Костанайская газета: 3 человека, Агентство: 4 человека"


def test_differing_figures_are_told_wherever_their_figure_is() -> None:
    reader, story = ShelfReader(), fire()
    assert f"• погибли — {SAID}" in summary.render(story, reader, USERNAME).text
    for view in (
        figures.render(story, reader, USERNAME),
        digest.render(Digest(), [story], reader, USERNAME),
    ):
        assert f"Источники расходятся. {SAID}" in view.text
        assert view.text.index("3 человека — погибли") < view.text.index(SAID)


def test_each_different_figure_is_told_before_who_else_says_so() -> None:
    agency = fire().reporters[1]
    [told] = agency.differing
    five = replace(told, other=replace(told.other, value=5.0, written="5 человек"))
    said = [(name, told if name in "АБВГ" else five) for name in "АБВГД"]
    others = [ShelfReporter(name, "", 7, (figure,)) for name, figure in said]
    story = replace(fire(), reporters=(fire().reporters[0], *others))
    assert "Костанайская газета: 3 человека, А: 4 человека, Д: 5 человек и ещё 3" in (
        figures.render(story, ShelfReader(), USERNAME).text
    )


def test_both_figures_have_the_sentences_that_say_so() -> None:
    text = figures.render(fire(), ShelfReader(), USERNAME, quotes=True).text
    assert "Пожар на складе в Костанае: погибли 3 человека" in text
    assert "Агентство:\nВ Костанае сгорел склад стройматериалов, погибли 4 человека" in text


def test_what_a_graphic_story_counts_differently_is_hidden_with_the_rest() -> None:
    story = replace(fire(), graphic="editor")
    for view in (
        announcement.render(story, ShelfReader(), USERNAME),
        digest.render(Digest(), [story], ShelfReader(), USERNAME),
    ):
        [spoiler] = [entity for entity in view.entities if entity.type == "spoiler"]
        assert "4 человека" in spoiler.extract_from(view.text)
        assert "Сообщают" not in spoiler.extract_from(view.text)


def test_after_a_correction_only_what_still_differs_is_told() -> None:
    """With the other's figure there is nothing left to tell; with a third one, that is told."""
    agreed = FIRE.replace("погибли 3", "погибли 4").replace("Три человека", "Четыре человека")
    third = FIRE.replace("погибли 3", "погибли 5").replace("Три человека", "Пять человек")
    assert not reporters.others(fire(text=agreed))
    told = summary.render(fire(text=third), ShelfReader(), USERNAME).text
    assert "Костанайская газета: 5 человека, Агентство: 4 человека" in told


def test_a_figure_is_never_told_of_a_story_that_is_only_grouped() -> None:
    """A group is right four times of five: what differs there may be another event's."""
    story = fire()
    grouped = tuple(replace(each, story_id=each.story_id + 1) for each in story.reporters)
    assert not reporters.others(replace(story, reporters=grouped))


def test_a_differing_figure_is_told_in_whatever_language_its_report_is() -> None:
    words = {
        "ru": "более 4 млн тенге",
        "kk": "4 млн теңге астам",
        "en": "more than 4 million tenge",
    }
    written = {"ru": "4 млн тенге", "kk": "4 млн теңге", "en": "4 million tenge"}
    story = story_of("Ущерб подсчитали\n\nУщерб от пожара составил 3 млн тенге, сообщил эксперт.")
    [figure] = story.analysis.figures
    kept = Said(figure.value, figure.qualifier, figure.unit, "", "", "ru")
    for language in LANGUAGES:
        other = Said(4e6, "more_than", "KZT", written[language], "…", language)
        told = Disagreement(figure.label, kept, other)
        view = summary.render(
            reported(OWN, replace(AGENCY, differing=(told,)), story=story), ShelfReader(), USERNAME
        )
        assert f"Агентство: {words[language].format(written[language])}" in view.text


def test_a_source_without_a_name_is_this_article() -> None:
    nameless = ShelfReporter("", "", 7)
    story = replace(fire(), reporters=(nameless, fire().reporters[1]))
    assert "эта статья: 3 человека, Агентство: 4 человека" in (
        figures.render(story, ShelfReader(), USERNAME).text
    )


names = st.text(min_size=1, max_size=300)
addresses = st.sampled_from(("", "https://paper.example/1", "https://paper.example/" + "я" * 900))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(names, addresses), max_size=30),
    st.sampled_from(LANGUAGES),
    st.integers(1, 15),
    st.booleans(),
)
def test_whatever_sources_are_called_the_message_can_be_sent(
    told: list[tuple[str, str]], language: str, stories: int, graphic: bool
) -> None:
    base = fire()
    others = [replace(base.reporters[1], name=name, url=url) for name, url in told]
    story = fire(*others)
    story = replace(story, graphic="editor") if graphic else story
    reader = ShelfReader(language=language)
    messages: list[Message] = [
        summary.render(story, reader, USERNAME, sentences=7),
        announcement.render(story, reader, USERNAME),
        figures.render(story, reader, USERNAME, quotes=True),
        digest.render(Digest(left_out=9), [story] * stories, reader, USERNAME),
    ]
    for message in messages:
        is_fit_to_send(message)
        assert len(message.entities) <= ENTITY_LIMIT


def test_a_digest_has_no_more_links_than_telegram_shows() -> None:
    """Short entries leave room for letters, not for the links of all sources."""
    short = story_of("Пожар на складе\n\nНа складе погибли 3 человека.")
    other = story_of("Пожар на складе\n\nНа складе погибли 4 человека.")
    told = loaded(differing(short.analysis, other.analysis))
    names = [ShelfReporter(name, "https://a.example/") for name in "АВ"]
    story = reported(*names, ShelfReporter("Б", "https://b.example/", 7, told), story=short)
    assert reporters.others(story)
    view = digest.render(Digest(), [story] * 15, ShelfReader(), USERNAME)
    assert len(view.entities) <= ENTITY_LIMIT
    assert view.text.count("Сообщают: А и ещё 2") == 15


def test_fifteen_long_stories_with_many_sources_fit_in_one_digest() -> None:
    """Names give way to a count, then sentences; headlines stay."""
    long = story_of("𝔸" * 150 + " заголовок\n\n" + "Длинное предложение о складе 900 тонн. " * 40)
    held = dict.fromkeys(("budget", "quiet", "night", "pause", "away", "late", "known"), 1000)
    story = reported(*papers(9), story=long)
    view = digest.render(Digest(1, held, 99), [story] * 15, ShelfReader(), USERNAME)
    is_fit_to_send(view)
    assert len(view.entities) <= ENTITY_LIMIT
    assert "9 источников" in view.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_says_how_much_was_reported_again(language: str) -> None:
    reader = ShelfReader(language=language)
    for stories in ([], [seed()]):
        view = digest.render(Digest(held={"known": 3}), stories, reader, USERNAME)
        assert "3" in view.text.split("\n")[-1]
        assert view.text.endswith("/stories")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "Сообщают: Костанайская газета, Агентство"),
        ("kk", "Дереккөздер: Костанайская газета, Агентство"),
        ("en", "Reported by: Костанайская газета, Агентство"),
    ],
)
def test_what_is_shared_names_all_who_report_it(language: str, said: str) -> None:
    """Each is a link; with one source alone, that is named as before."""
    story = replace(reported(OWN, AGENCY), source=OWN.name)
    reader = ShelfReader(language=language)
    view = share.render(story, reader, USERNAME)
    is_fit_to_send(view)
    assert view.text.split("\n\n")[-2] == said
    assert {OWN.url, AGENCY.url} <= {entity.url for entity in view.entities}
    alone = share.render(replace(story, reporters=story.reporters[:1]), reader, USERNAME)
    assert catalogue(language)("Source: {source}", source=OWN.name) in alone.text
