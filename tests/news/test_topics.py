"""Topics: what a story is about, by words of three languages that an operator can edit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.analysis import analyse
from news.terms import Place, Terms
from news.text import LANGUAGES
from news.topics import Topics, TopicsError
from tests.news import articles

TABLE = {
    "sport": {
        "name": {"ru": "Спорт", "kk": "Спорт", "en": "Sport"},
        "also": {"ru": "футбол, зимние виды", "en": "sports"},
        "words": {
            "ru": 'матч гол вратарь "лига чемпионов" стадион',
            "kk": "ойын қақпашы стадион",
            "en": "match goal",
        },
    },
    "city": {
        "name": {"ru": "Город", "en": "City"},
        "words": {"ru": "двор мост стадион", "kk": "қала көпір"},
    },
}

SPORT = """Вратарь спас матч

Матч на новом стадионе закончился без голов. Вратарь отбил всё.
"""


@pytest.fixture(scope="module")
def topics() -> Topics:
    """Return two small topics."""
    return Topics(TABLE)


def test_a_story_gets_its_topic_with_the_words_that_decided(topics: Topics) -> None:
    found = topics.assign(analyse(SPORT))
    assert found is not None
    assert found.topic.key == "sport"
    assert [word.form for word in found.reason] == ["Вратарь", "матч", "голов", "стадионе"]
    for word in found.reason:
        assert word.span is not None
        assert SPORT[word.span.start : word.span.end] == word.form
    assert found.reason[0].place is Place.TITLE


def test_the_headline_speaks_louder_than_the_body(topics: Topics) -> None:
    story = "Мост у двора\n\nДорога была пуста.\n\nШёл матч, был гол, стоял вратарь.\n"
    found = topics.assign(story)
    assert found is not None
    assert found.topic.key == "city"


def test_a_word_of_two_topics_counts_half_for_each(topics: Topics) -> None:
    assert topics.assign("Стадион закрыт. Вратарь болен. Конец.") is None
    found = topics.assign("Забили гол. Вратарь болен. Матч прерван.")
    assert found is not None
    assert len(found.reason) == 3


def test_phrases_speak_louder_and_kazakh_words_with_their_endings(topics: Topics) -> None:
    found = topics.assign("Көпірдің жөндеуі аяқталды. Қаланың көпірлері көп.\n", "kk")
    assert found is None
    found = topics.assign("Қаланың көпірлері\n\nЖөндеу аяқталды. Жол ашық.\n", "kk")
    assert found is not None
    assert [word.form for word in found.reason] == ["Қаланың", "көпірлері"]


def test_too_little_is_no_topic(topics: Topics) -> None:
    assert topics.assign("Матч перенесли. Причина неизвестна.") is None
    assert topics.assign("") is None
    assert Topics({}).assign(SPORT) is None


def test_terms_worked_out_before_are_taken_as_they_are(topics: Topics) -> None:
    assert topics.assign(Terms.of(SPORT)) == topics.assign(SPORT)


@pytest.mark.parametrize(
    ("typed", "language", "key"),
    [
        ("спорт", "ru", "sport"),
        ("СПОРТУ", "ru", "sport"),
        ("зимних видов", "ru", "sport"),
        ("футбол", "kk", "sport"),
        ("sports", "ru", "sport"),
        ("Спорты", "kk", "sport"),
        ("city", "ru", "city"),
        (" города ", "kk", "city"),
        ("виды", "ru", None),
        ("мост", "ru", None),
        ("город спорта", "ru", None),
        ("", "ru", None),
    ],
)
def test_topics_are_found_by_what_readers_type(
    topics: Topics, typed: str, language: str, key: str | None
) -> None:
    found = topics.named(typed, language)
    assert (found.key if found else None) == key


def test_a_topic_says_all_it_is_called(topics: Topics) -> None:
    sport = topics.get("sport")
    city = topics.get("city")
    assert sport is not None
    assert city is not None
    assert sport.labels() == ("sport", "Спорт", "Sport", "футбол", "зимние виды", "sports")
    assert (city.name("ru"), city.name("kk")) == ("Город", "Город")
    assert topics.get("war") is None


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ({"Спорт": TABLE["sport"]}, "[Спорт]: a topic's key is of small Latin letters, digits"),
        ({"sport": "матч"}, "sport: expected a table with name, also, words"),
        ({"sport": {"words": {"ru": "матч"}}}, "[sport]: name is missing"),
        ({"sport": {**TABLE["sport"], "wrods": {}}}, "[sport] wrods: unknown, expected name"),
        ({"sport": {"name": "Спорт"}}, "[sport] name: expected a text for each of ru, kk, en"),
        ({"sport": {"name": {"rus": "Спорт"}}}, "[sport] name.rus: unknown language, expected ru"),
        ({"sport": {"name": {"ru": "Спорт"}, "words": {"ru": 5}}}, "[sport] words.ru: expected a"),
        ({"sport": {"name": {"ru": "Спорт"}, "words": {"ru": "матч **"}}}, "without a word in it"),
        ({"sport": {"name": {"ru": "!"}}}, "[sport] name.ru: expected a text with words in it"),
        ({"a": {"name": {"ru": "Спорт"}}, "b": {"name": {"en": "спорт"}}},
         "[b]: 'спорт' already names [a]"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_table_is_said_clearly(table: dict[str, object], problem: str) -> None:
    with pytest.raises(TopicsError) as raised:
        Topics(table)
    assert any(problem in said for said in raised.value.problems), raised.value.problems


def test_all_problems_are_said_at_once() -> None:
    with pytest.raises(TopicsError) as raised:
        Topics({"a": {"nmae": {}, "words": {"de": "Spiel"}}})
    assert len(raised.value.problems) == 3


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["name", "ru", "words"]), inner)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["sport", "город", ""]), JSON))
def test_any_table_is_read_or_refused(table: dict[str, object]) -> None:
    try:
        topics = Topics(table)
    except TopicsError:
        return
    assert [topic.key for topic in topics.all] == list(table)


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_text_is_assigned_and_asked_for_without_an_error(text: str, language: str) -> None:
    topics = Topics(TABLE)
    topics.named(text, language)
    found = topics.assign(text, language)
    assert found is None or found.reason


def test_the_seed_article_is_sport_to_nobody(topics: Topics) -> None:
    assert topics.assign(articles.SEED) is None
