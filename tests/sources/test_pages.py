"""Pages become articles: all of the text, nothing of the page, and no article where there is "
"none."""

import pickle
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.word_lists import word_list
from sources.page_verdict import Reason, Verdict
from sources.pages import Page, extract
from tests.sources.pages import articles, hostile, layouts, others
from tests.sources.pages.articles import Article
from tests.sources.pages.furniture import OF, Words
from tests.sources.pages.layouts import GROUPS, Layout
from tests.sources.pages.scores import f1

URL = "https://vestnik.example/news/17-story.html"
PUBLISHED = datetime(2025, 11, 23, 4, 15, tzinfo=UTC)
LAYOUTS = tuple(layout for group in GROUPS.values() for layout in group)
each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
each_article = pytest.mark.parametrize("article", articles.ALL, ids=lambda it: it.title[:12])
each_language = pytest.mark.parametrize("words", OF.values(), ids=list(OF))


@each_article
@each_layout
def test_the_text_is_the_article_and_nothing_else(layout: Layout, article: Article) -> None:
    found = extract(layouts.made(layout, article), URL)
    furniture = (*OF[article.language].lines, article.credit, article.author)
    assert found.verdict is Verdict.ARTICLE
    assert f1(found.text, layouts.truth(layout, article)) >= 0.99
    assert [line for line in furniture if line in found.text] == []


@each_article
@each_layout
def test_title_and_language_are_those_of_the_article(layout: Layout, article: Article) -> None:
    found = extract(layouts.made(layout, article), URL)
    assert (found.title, found.language) == (article.title, article.language)


@pytest.mark.parametrize("group", GROUPS)
def test_no_group_of_layouts_is_read_worse_than_by_the_library_alone(group: str) -> None:
    import trafilatura

    pages = [
        (layouts.made(layout, article), layouts.truth(layout, article))
        for layout in GROUPS[group]
        for article in articles.ALL
    ]
    ours = sum(f1(extract(page, URL).text, truth) for page, truth in pages)
    theirs = sum(f1(trafilatura.extract(page) or "", truth) for page, truth in pages)
    assert ours >= theirs


def test_author_date_picture_and_credit_are_read() -> None:
    article = articles.BRIDGE
    found = extract(layouts.made(layouts.blog, article), URL)
    assert found.author == article.author
    assert found.published == PUBLISHED
    assert found.image == "https://vestnik.example/img/1.jpg"
    assert found.image_credit == article.credit
    assert found.site == "vestnik.example"


@pytest.mark.parametrize(
    ("said", "host", "read"),
    [
        ("23 ноября 2025, 09:15", "a.kz", PUBLISHED),
        ("2025 жылғы 23 қараша, 09:15", "a.kz", PUBLISHED),
        ("23.11.2025 07:15", "a.ru", PUBLISHED),
        ("Опубликовано: 23 нояб. 2025 в 09:15 (GMT+5)", "a.ru", PUBLISHED),
        ("07:15 мск, 23 ноября 2025 года", "a.kz", PUBLISHED),
        ("November 23, 2025, 4:15 am", "a.example", PUBLISHED),
        ("23 Nov 2025, 04:15 GMT", "a.kz", PUBLISHED),
        ("31 февраля 2025, 10:00", "a.kz", None),
        ("вчера, 10:00", "a.kz", None),
    ],
)
def test_shown_dates_are_read_in_the_zone_of_the_site(
    said: str, host: str, read: datetime | None
) -> None:
    body = "".join(f"<p>{text}</p>" for text in articles.FLOOD.paragraphs)
    page = f"<html><body><h1>{articles.FLOOD.title}</h1><div>{said}</div>{body}</body></html>"
    assert extract(page, f"https://{host}/news/1-story.html").published == read


def test_a_day_in_the_address_is_the_date_where_the_page_shows_none() -> None:
    page = layouts.page(articles.FLOOD, layouts.paragraphs(articles.FLOOD))
    found = extract(page, "https://vestnik.example/2025/11/23/story.html")
    assert found.published == datetime(2025, 11, 23, tzinfo=UTC)


def test_a_headline_of_the_data_that_the_page_shows_nowhere_is_not_believed() -> None:
    article = articles.FLOOD
    data = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "null"}</script>'
    )
    body = f"<h1>{article.title}</h1>{layouts.paragraphs(article)}"
    head = f"<head><title>{article.title} | Вестник</title>{data}</head>"
    found = extract(f"<html>{head}<body>{body}</body></html>", URL)
    assert found.title == article.title


@pytest.mark.parametrize("said", ["vestnik.example", "Редакция", "admin", "https://a.example/me"])
def test_the_site_is_not_the_author(said: str) -> None:
    head = '<meta property="og:site_name" content="vestnik.example">'
    head += f'<meta name="author" content="{said}">'
    page = layouts.page(articles.FLOOD, layouts.paragraphs(articles.FLOOD), head)
    assert extract(page, URL).author is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("/news/17-story.html", URL),
        (f"{URL}?utm_source=tg&page=2&fbclid=1", f"{URL}?page=2"),
        (f"{URL}?erid=2Vtz&roistat=1&q=a%20b&from=40", f"{URL}?q=a%20b&from=40"),
        ("https://other.example.org/x", URL),
        ("https://vestnik.example/", URL),
        ("javascript:alert(1)", URL),
        ("https://user:secret@vestnik.example/x", URL),
    ],
)
def test_the_canonical_address_is_of_the_same_site_and_without_tracking(
    given: str, kept: str
) -> None:
    page = f'<html><head><link rel="canonical" href="{given}"></head><body></body></html>'
    assert extract(page, f"{URL}?utm_medium=social#top").canonical == kept


@each_language
@pytest.mark.parametrize(("other", "path", "reason"), others.OTHERS)
def test_what_is_no_article_has_no_text_and_says_why(
    other: others.Other, path: str, reason: Reason, words: Words
) -> None:
    found = extract(other(words), f"https://vestnik.example{path}")
    assert (found.verdict, found.reason, found.text) == (Verdict.NO_ARTICLE, reason, "")


@each_article
@pytest.mark.parametrize(("half", "reason"), others.HALVES)
def test_half_of_an_article_is_noticed(half: others.Half, reason: Reason, article: Article) -> None:
    found = extract(half(article, OF[article.language]), URL)
    start = "\n\n".join(article.paragraphs[:2])
    assert (found.verdict, found.reason) == (Verdict.HALF, reason)
    assert f1(found.text, start) >= 0.93


@each_article
@pytest.mark.parametrize(
    "made",
    [
        "<div class='paywall'>{text}</div>",
        "{text}<div class='paywall' style='display: none'><p>{offer}</p></div>",
        "{text}<div class='paywall'><p>{note}</p></div>",
    ],
)
def test_the_name_of_a_paywall_alone_makes_no_half(made: str, article: Article) -> None:
    """Publishers name what was paid for so, and offers that a script would show."""
    words = OF[article.language]
    text = layouts.paragraphs(article)
    shown = made.format(text=text, offer=words.paywall[0], note=words.rights)
    found = extract(layouts.page(article, f"<h1>{article.title}</h1>{shown}"), URL)
    assert (found.verdict, found.reason, found.text) == (Verdict.ARTICLE, None, article.text)


@pytest.mark.parametrize(
    "title",
    [
        "Ошибка 404 стоила банку миллиона: что случилось с его сайтом",
        "Как обойти капчу: почему роботы научились её решать",
        "Подписка на журналы подорожала на треть",
    ],
)
def test_an_article_about_error_pages_and_walls_is_an_article(title: str) -> None:
    about = Article("ru", title, articles.LIBRARY.paragraphs, "", "")
    found = extract(layouts.page(about, f"<h1>{title}</h1>{layouts.paragraphs(about)}"), URL)
    assert found.verdict is Verdict.ARTICLE
    assert found.text == about.text


def test_a_body_that_only_the_data_have_is_taken_where_a_script_fills_the_page() -> None:
    article = articles.SCHOOL
    body = "\n".join(article.paragraphs)
    page = layouts.page(article, "<div id='root'></div>", layouts.data(article, body))
    assert extract(page, URL).text == article.text


def test_a_body_of_another_article_in_the_data_is_not_believed() -> None:
    article, other = articles.BRIDGE, articles.FLOOD
    head = layouts.data(article, "\n".join(other.paragraphs))
    page = layouts.page(article, f"<h1>{article.title}</h1>{layouts.paragraphs(article)}", head)
    assert extract(page, URL).text == article.text


def test_only_text_leaves() -> None:
    traps = (
        "<p>Текст &lt;b&gt;жирный&lt;/b&gt; и <b>настоящий</b>, <a href='tg://user?id=1'>имя</a>"
        "<script>alert(1)</script>, и ещё слова, чтобы абзац был длинным.</p>"
    )
    page = layouts.page(articles.FLOOD, traps + layouts.paragraphs(articles.FLOOD))
    found = extract(page, URL)
    assert "Текст <b>жирный</b> и настоящий, имя, и ещё слова" in found.text
    assert "tg://" not in found.text
    assert "alert" not in found.text


def test_words_of_calls_inside_of_a_sentence_stay() -> None:
    kept = (
        (
            "Министерство попросило граждан подписываться только на проверенные каналы в Telegram "
            "и сообщать о мошенниках."
        ),
        (
            "По словам следователя, реклама вкладов появилась на сайте ещё в марте, а деньги "
            "собирали до июля."
        ),
        "Комментарии по делу дал адвокат Ерлан Садыков: «Мы обжалуем решение».",
    )
    article = Article("ru", articles.FLOOD.title, (*kept, *articles.FLOOD.paragraphs), "", "")
    page = layouts.page(article, f"<h1>{article.title}</h1>{layouts.paragraphs(article)}")
    assert extract(page, URL).text == article.text


def test_hostile_pages_cost_seconds_and_little_memory() -> None:
    """Each in a process of its own: seconds of the processor, megabytes above the start."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.sources.pages.hostile"],
        capture_output=True,
        text=True,
        timeout=200,
    )
    rows = [line.split("\t") for line in run.stdout.splitlines()]
    assert [name for name, *_ in rows] == list(hostile.PAGES), run.stderr
    assert [row for row in rows if float(row[1]) >= 5 or float(row[2]) >= 200] == []


#: Pieces of markup, parted by blank spaces.
PIECES = word_list(
    """<p> </p> <div> </div> <article> <h1> </h1> <a/href='/x'> </a> <a=" <!-- --> <script>
    </script> <script/type='application/ld+json'> {"@type":"NewsArticle" [ ] } < > & &# &#0;
    &#xD800; <![CDATA[ <br> <table> <tr> <td> <li> 404 … слово Слово. <noscript> <svg>
    <time/datetime='2025-13-45'>
    <meta/property='og:title'/content='x'>"""
)
MARKUP = st.lists(st.sampled_from([*PIECES, "\x00", "\ud800", "\u202e"]), max_size=60)


@settings(max_examples=150, deadline=None)
@given(st.one_of(MARKUP.map(" ".join), MARKUP.map("".join), st.text()), st.text(max_size=30))
def test_no_string_raises_and_no_article_has_no_text(html: str, url: str) -> None:
    found = extract(html, url)
    assert (found.verdict is Verdict.NO_ARTICLE) == (found.text == "")
    assert (found.reason is None) == (found.verdict is Verdict.ARTICLE)
    assert "\x00" not in found.text + found.title
    found.text.encode()


def test_a_page_travels_between_processes() -> None:
    found = extract(layouts.made(layouts.blog, articles.FERRY), URL)
    again = pickle.loads(pickle.dumps(found))  # noqa: S301
    assert isinstance(again, Page)
    assert again == found
    assert pickle.loads(pickle.dumps(extract)) is extract  # noqa: S301


@pytest.mark.parametrize("library", ["trafilatura", "aiohttp", "yarl"])
def test_what_reads_pages_loads_no_library_before_it_is_needed(library: str) -> None:
    code = f"import sys, sources.pages; sys.exit('{library}' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
