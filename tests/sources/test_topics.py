"""The table of topics that comes with the bot, and an operator's own."""

from pathlib import Path

import pytest

from news.text import LANGUAGES
from news.topics import Topics, TopicsError
from sources import topics
from tests.news import articles


@pytest.fixture(scope="module")
def shipped() -> Topics:
    """Return the topics that come with the bot."""
    return topics.load()


STORIES = {
    "incidents": """Автобус перевернулся на трассе

Пассажирский автобус перевернулся ночью под Кокшетау. Пострадали девять человек, троих спасатели \
доставили в больницу. Движение перекрыто, на месте работают пожарные.
""",
    "crime": """Бухгалтера осудили за хищение

Суд приговорил бухгалтера школы к трём годам. Следствие установило, что она украла 12 млн тенге. \
Прокурор просил пять лет лишения свободы.
""",
    "politics": """Parliament passes the budget bill

The senate voted on Tuesday after a long debate. The prime minister thanked both parties and said \
the law would be signed by the president this week.
""",
    "economy": """Ұлттық банк базалық мөлшерлемені өзгертпеді

Инфляция баяулады, теңге бағамы тұрақты. Сарапшылар несие арзандамайды дейді, нарық тыныш.
""",
    "society": """В посёлке открыли детский сад

Его ждали двести семей. Родители говорят, что до школы дети ездили в соседний район. Воспитателям \
дали жильё.
""",
    "culture": """Театр показал новую оперу

Премьера собрала полный зал. Режиссёр и композитор работали над спектаклем два года, певцы \
выучили казахский.
""",
    "sport": """Құрама финалға шықты

Матчта екі гол соғылды, қақпашы ойынды сақтап қалды. Бапкер жанкүйерлерге алғыс айтты.
""",
    "tech": """Startup opens its chatbot to all

The app runs on any smartphone. Its developers say the artificial intelligence learns from users \
and keeps personal data on the device.
""",
    "science": """Телескоп увидел новую планету

Астрономы нашли её у далёкой звезды. Исследование учёных вышло в научном журнале.
""",
    "health": """Ауруханада жаңа ота жасалды

Дәрігерлер науқасқа донор жүрегін салды. Хирург емдеу ұзаққа созылатынын айтты.
""",
    "nature": """Синоптики обещают буран

Мороз усилится до 30 градусов, ожидаются снег и метель. Объявлено штормовое предупреждение.
""",
    "world": """Ceasefire talks open in Geneva

Diplomats of both countries met for the first time since the war began. The United Nations hopes \
that troops will leave the border.
""",
}


@pytest.mark.parametrize("key", STORIES)
def test_plain_stories_get_their_topic(shipped: Topics, key: str) -> None:
    found = shipped.assign(STORIES[key])
    assert found is not None
    assert found.topic.key == key, [word.form for word in found.reason]


def test_every_topic_has_a_story_here_and_names_and_words_in_all_languages(
    shipped: Topics,
) -> None:
    assert {topic.key for topic in shipped.all} == set(STORIES)
    for topic in shipped.all:
        assert set(topic.names) == set(LANGUAGES)


def test_the_seed_article_is_about_crime(shipped: Topics) -> None:
    found = shipped.assign(articles.SEED)
    assert found is not None
    assert found.topic.key == "crime"
    assert "торговлей людьми" in [word.form for word in found.reason]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("преступность", "crime"),
        ("криминал", "crime"),
        ("crime", "crime"),
        ("қылмыс", "crime"),
        ("спорте", "sport"),
        ("погода", "nature"),
        ("money", "economy"),
        ("денсаулық", "health"),
        ("ЧП", "incidents"),
    ],
)
def test_readers_find_topics_in_any_language(shipped: Topics, typed: str, key: str) -> None:
    for language in LANGUAGES:
        found = shipped.named(typed, language)
        assert found is not None
        assert found.key == key


def test_an_operators_own_table_is_read(tmp_path: Path) -> None:
    own = tmp_path / "topics.toml"
    own.write_text('[fish]\nname = { ru = "Рыба" }\nwords = { ru = "рыба сом щука" }\n', "utf-8")
    found = topics.load(own).assign("Щука и сом\n\nРыба ушла. Все ждут.\n")
    assert found is not None
    assert found.topic.name("ru") == "Рыба"


@pytest.mark.parametrize("content", [b"[fish\n", b"\xff\xfe[", b"fish = 1\n"])
def test_a_table_that_cannot_be_read_says_why(tmp_path: Path, content: bytes) -> None:
    own = tmp_path / "topics.toml"
    own.write_bytes(content)
    with pytest.raises(TopicsError):
        topics.load(own)
