"""The structured reading of an article."""

from hypothesis import given
from hypothesis import strategies as st

from news import story
from news.spans import Part
from tests.news import articles
from tests.news.test_text import ANY, LIKE_NEWS

LINES = st.lists(
    st.sampled_from(
        [line for article in articles.ALL for line in article.splitlines() if line] + ["", "  "]
    ),
    max_size=14,
).map("\n".join)


def texts(parts: tuple[Part, ...]) -> list[str]:
    return [part.text for part in parts]


def parts_of(read: story.Story) -> list[Part]:
    single = (read.title, read.lede, read.author, read.place, read.photo_credit, read.published)
    sources = [quote.source for quote in read.quotes]
    return [part for part in (*single, *sources, *read.paragraphs, *read.furniture) if part]


def test_the_seed_article_is_taken_apart() -> None:
    read = story.read(articles.SEED)
    assert (read.language, read.views, read.reading_minutes) == ("ru", 1321, 2)
    assert read.title == Part("Накрыли разом", 6, 19)
    assert read.lede is not None
    assert read.lede.text.startswith("В Казахстане обезврежены")
    assert read.photo_credit is not None
    assert read.photo_credit.text == "Фото с сайта polisia.kz."
    assert read.author is not None
    assert read.author.text == "Александр СКРЕЛИНГ"
    assert read.place is not None
    assert read.place.text == "Астана"
    assert len(read.paragraphs) == 8
    assert read.paragraphs[0].text.startswith("Министерство внутренних дел")
    assert read.paragraphs[-1].text.endswith("нового поколения.")
    assert texts(read.furniture) == ["1321", "Накрыли разом", "Поделиться", "Класснуть"]
    (quote,) = read.quotes
    assert quote.text.startswith("Преступники использовали")
    assert quote.source is not None
    assert quote.source.text == "в официальном сообщении МВД"


def test_leads_that_begin_like_furniture_stay() -> None:
    read = story.read(articles.FLOOD)
    assert read.title is not None
    assert read.title.text == "Паводок отрезал три села"
    assert read.lede is not None
    assert read.lede.text.startswith("12 марта")
    assert any(part.text.startswith("Источник в акимате") for part in read.paragraphs)
    assert len(read.paragraphs) == 3


def test_what_belongs_to_the_page_is_told_from_the_article() -> None:
    read = story.read(articles.FLOOD)
    assert read.views == 2480
    assert read.published is not None
    assert read.published.text == "14:20 12.03.2025"
    assert read.author is not None
    assert (read.author.text, read.place and read.place.text) == ("Ирина ЛЕСНАЯ", "Костанай")
    assert texts(read.furniture) == [
        "Просмотров: 2 480",
        "Читайте также: Как страхуют дома от паводка",
        "Время чтения: 2 минуты",
        "Теги: паводок, дороги, ДЧС",
        "Подписывайтесь на наш канал в Telegram!",
        "Поделиться",
        "12",
        "Комментарии (4)",
    ]


def test_kazakh_pages_have_their_own_furniture() -> None:
    read = story.read(articles.SCHOOL)
    assert (read.language, read.views) == ("kk", 315)
    assert read.title is not None
    assert read.title.text == "Ауылда жаңа мектеп ашылды"
    assert len(read.paragraphs) == 2
    assert read.photo_credit is not None


def test_english_pages_have_their_own_furniture() -> None:
    read = story.read(articles.BRIDGE)
    assert read.language == "en"
    assert read.author is not None
    assert read.author.text == "Anna Field"
    assert read.published is not None
    assert read.published.text == "Published: 3 June 2024"
    assert len(read.paragraphs) == 2
    assert read.quotes[0].source is not None


def test_lines_of_one_look_inside_the_text_are_a_list() -> None:
    assert "Ольга Ким, Караганда" in texts(story.read(articles.LISTS).paragraphs)
    assert story.read(articles.LISTS).author is None


def test_a_text_without_a_headline_has_none() -> None:
    read = story.read(articles.BARE)
    assert (read.title, read.lede) == (None, None)
    assert texts(read.paragraphs)[1] == "Что дальше"


def test_wrapped_lines_make_whole_paragraphs() -> None:
    assert len(story.read(articles.WRAPPED).paragraphs) == 2


def test_one_line_is_one_paragraph_whatever_it_holds() -> None:
    line = articles.FLOOD.replace("\n", " ")
    assert len(story.read(line).paragraphs) == 1
    assert story.read(line).furniture == ()


def test_line_ends_of_any_kind_give_the_same_reading() -> None:
    plain = story.read(articles.SEED)
    for end in ("\r\n", "\r", "\u2028"):
        other = story.read(articles.SEED.replace("\n", end))
        assert texts(other.paragraphs) == texts(plain.paragraphs)
        assert texts(other.furniture) == texts(plain.furniture)


def test_the_language_given_is_taken() -> None:
    assert story.read(articles.SEED, language="kk").language == "kk"


@given(ANY | LIKE_NEWS | LINES)
def test_every_part_is_verbatim_and_no_line_of_the_page_is_lost(source: str) -> None:
    read = story.read(source)
    assert all(source[part.start : part.end] == part.text for part in parts_of(read))
    assert all(source[quote.start : quote.end] == quote.text for quote in read.quotes)
    assert read.reading_minutes >= 1
    kept = sorted(
        {(p.start, p.end) for p in (*read.paragraphs, *read.furniture)}
        | {(p.start, p.end) for p in parts_of(read)}
    )
    outside = list(source)
    for start, end in kept:
        outside[start:end] = [" "] * (end - start)
    assert read.author is not None or not "".join(outside).strip()
