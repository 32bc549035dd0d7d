"""When pages are looked at again, and which of what they say then may correct a story."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.analysis import Analysis, analyse
from news.text import clean
from sources import page_bytes, page_marks
from sources.deciding import MOST_CHANGED
from sources.fetch_errors import (
    ConnectFailedError,
    FetchError,
    RobotsError,
    StatusError,
    TooSlowError,
    WrongTypeError,
)
from sources.fetched import Fetched
from sources.page_bytes import PageText
from sources.page_verdict import Reason
from sources.watching import (
    GATHER,
    LONGEST_REST,
    LOOKS,
    OLDEST,
    REST,
    SPREAD,
    Sight,
    decided,
    failed,
    is_over,
    judge,
    next_look,
    rest_of_host,
    text_of,
    visits,
)
from storage.watches import Seen, Watch
from tests.sources.pages import articles, layouts, others
from tests.sources.pages.articles import Article
from tests.sources.pages.furniture import OF, Words
from tests.sources.pages.layouts import GROUPS, Layout

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
URL = "https://vestnik.example/news/17-story.html"
LAYOUTS = tuple(layout for group in GROUPS.values() for layout in group)
each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
#: One of each language.
each_article = pytest.mark.parametrize(
    "article",
    [articles.BRIDGE, articles.SCHOOL, articles.FERRY],
    ids=lambda article: article.language,
)
each_language = pytest.mark.parametrize("words", OF.values(), ids=list(OF))
_moments = st.timedeltas(timedelta(), timedelta(days=9)).map(lambda after: NOW + after)
_stories = st.integers(1, 10**9)


# When


@given(_stories, _moments)
def test_the_next_look_comes_later_and_near_one_of_the_looks(story: int, now: datetime) -> None:
    at = next_look(story, NOW, now)
    if at is None:
        assert now - NOW >= LOOKS[-1] * (1 - SPREAD)
    else:
        assert at > now
        assert any(abs(at - NOW - after) <= after * SPREAD for after in LOOKS)


@given(_stories)
def test_a_story_is_looked_at_as_often_as_there_are_looks_and_never_when_it_is_old(
    story: int,
) -> None:
    times, at = [], next_look(story, NOW, NOW)
    while at is not None:
        times.append(at)
        at = next_look(story, NOW, at)
    assert len(times) == len(LOOKS)
    assert times[-1] - NOW <= OLDEST


def test_stories_that_came_together_are_not_looked_at_together() -> None:
    assert len({next_look(story, NOW, NOW) for story in range(50)}) == 50


def watch(story: int = 1, host: str = "a.example", *, due: timedelta = GATHER) -> Watch:
    seen = Seen(f"https://{host}/{story}", None, None, "", "", "")
    return Watch(story, NOW - timedelta(hours=1), NOW - due, False, None, False, seen)


def test_pages_of_a_host_are_visited_together_once_the_first_has_waited() -> None:
    fresh = timedelta(minutes=1)
    due = [watch(1, due=fresh), watch(2), watch(3, "b.example", due=fresh)]
    assert [[each.story_id for each in pages] for pages in visits(due, NOW)] == [[2, 1]]


def test_a_page_is_looked_at_no_more_once_it_is_old_withdrawn_or_an_editors_text_holds() -> None:
    one = watch()
    assert not is_over(one, NOW)
    assert is_over(one, one.came_at + OLDEST + timedelta(seconds=1))
    assert is_over(replace(one, withdrawn=True), NOW)
    assert is_over(replace(one, by_editor=True), NOW)


@pytest.mark.parametrize(
    ("error", "sight", "rest"),
    [
        (StatusError(404), Sight.GONE, None),
        (StatusError(410), Sight.GONE, None),
        (StatusError(403), Sight.UNREAD, None),
        (StatusError(503), Sight.UNREAD, REST),
        (StatusError(429, 7200.0), Sight.UNREAD, timedelta(hours=2)),
        (StatusError(429, 1e9), Sight.UNREAD, LONGEST_REST),
        (TooSlowError(), Sight.UNREAD, REST),
        (ConnectFailedError(), Sight.UNREAD, REST),
        (RobotsError(), Sight.UNREAD, None),
        (WrongTypeError(), Sight.UNREAD, None),
    ],
)
def test_only_a_page_that_its_server_says_is_not_there_is_gone_and_a_host_in_trouble_is_left_alone(
    error: FetchError, sight: Sight, rest: timedelta | None
) -> None:
    assert (failed(error), rest_of_host(error)) == (sight, rest)


@given(st.lists(st.sampled_from(list(Sight)), max_size=40))
def test_more_changes_at_once_than_a_newsroom_makes_are_another_layout(sights: list[Sight]) -> None:
    found = decided(sights)
    many = sights.count(Sight.CHANGED) > MOST_CHANGED
    assert (Sight.CHANGED in found) == (Sight.CHANGED in sights and not many)
    for before, after in zip(sights, found, strict=True):
        assert after is before or (many and after is Sight.LAYOUT)


# What


def read(html: str, url: str = URL) -> PageText:
    return page_bytes.read(html.encode(), "text/html; charset=utf-8", url)


def stored(page: PageText, title: str | None = None) -> tuple[Analysis, Seen]:
    """Return the story that a page became, and what is kept of the page."""
    analysis = analyse(clean(f"{title or page.title}\n\n{page.text}"))
    return analysis, page_marks.seen(Fetched(URL, 200, b""), page)


def hours_later(words: Words) -> Words:
    """The same furniture with other headlines, counters, comments and dates."""
    return replace(
        words,
        headlines=tuple(f"{each} – 2" for each in reversed(words.headlines)),
        teaser=words.headlines[0] + ". " + words.teaser,
        comments=words.comments.replace("14", "213"),
        comment=words.telegram[1],
        share=words.share.replace(":", " 1 480:"),
        tags=f"{words.tags}, Алматы",
        date={"ru": "Обновлено: 23 ноября 2025, 18:40", "kk": "Жаңартылды: 23.11.2025, 18:40"}.get(
            next(key for key, value in OF.items() if value is words), "Updated 6:40 pm"
        ),
    )


@each_article
@each_layout
def test_what_changes_around_an_article_makes_no_correction(
    layout: Layout, article: Article
) -> None:
    """Counters, related links, comments, tags, the date of the update."""
    before = read(layouts.made(layout, article))
    after = read(layout(article, hours_later(OF[article.language])))
    assert judge(*stored(before), after) is Sight.SAME


def changed(article: Article, old: str, new: str) -> Article:
    paragraphs = tuple(text.replace(old, new) for text in article.paragraphs)
    assert paragraphs != article.paragraphs
    return replace(article, paragraphs=paragraphs)


@each_layout
def test_another_figure_in_the_article_is_a_change(layout: Layout) -> None:
    bridge = articles.BRIDGE
    before = stored(read(layouts.made(layout, bridge)))
    page = read(layout(changed(bridge, "3,4 млрд", "4,3 млрд"), hours_later(OF["ru"])))
    assert judge(*before, page) is Sight.CHANGED
    assert "4,3 млрд" in text_of(*before, page)


def with_lines(article: Article, *lines: str) -> Article:
    """Put lines after the third paragraph, and the last of them at the end once more."""
    text = article.paragraphs
    return replace(article, paragraphs=(*text[:3], *lines, *text[3:], lines[-1]))


def test_numbers_of_lines_that_are_no_sentences_are_no_figures_of_the_article() -> None:
    """A widget's among the paragraphs, a counter's at the end; a list's are the article's own."""
    bridge = articles.BRIDGE

    def page(*lines: str) -> PageText:
        return read(layouts.made(layouts.teaser_data, with_lines(bridge, *lines)))

    before = stored(page("— Павлодар: 3 моста;", "Погода в Павлодаре +12"))
    other_weather = page("— Павлодар: 3 моста;", "Погода в Павлодаре +7")
    assert other_weather.text.count("+7") == 2
    assert judge(*before, other_weather) is Sight.SAME
    other_list = page("— Павлодар: 4 моста;", "Погода в Павлодаре +12")
    assert judge(*before, other_list) is Sight.CHANGED


def test_the_headline_of_a_feeds_entry_stays_while_the_pages_headline_does() -> None:
    bridge = articles.BRIDGE
    story, known = stored(read(layouts.made(layouts.blog, bridge)), "Мост открыли")
    page = read(layouts.made(layouts.blog, changed(bridge, "240 тонн", "260 тонн")))
    assert text_of(story, known, page).startswith("Мост открыли\n\n")
    renamed = replace(bridge, title="В Павлодаре открыли мост через реку Усолку")
    page = read(layouts.made(layouts.blog, renamed))
    assert text_of(story, known, page).startswith(renamed.title)


@each_language
@pytest.mark.parametrize(("other", "path", "reason"), others.OTHERS)
def test_a_page_that_is_no_article_never_corrects(
    other: others.Other, path: str, reason: Reason, words: Words
) -> None:
    """It is gone where it says so itself, whatever its status; else there is a wall before it."""
    before = stored(read(layouts.made(layouts.portal, articles.BRIDGE)))
    gone = reason is Reason.NOT_FOUND
    page = read(other(words), f"https://vestnik.example{path}")
    assert judge(*before, page) is (Sight.GONE if gone else Sight.UNREAD)


@each_article
@pytest.mark.parametrize("half", [half for half, _ in others.HALVES], ids=lambda it: it.__name__)
def test_a_page_that_shows_only_a_part_never_corrects(half: others.Half, article: Article) -> None:
    before = stored(read(layouts.made(layouts.portal, article)))
    assert judge(*before, read(half(article, OF[article.language]))) is Sight.UNREAD


@each_article
def test_less_than_half_of_the_text_never_corrects(article: Article) -> None:
    short = replace(article, paragraphs=article.paragraphs[:2])
    before = stored(read(layouts.made(layouts.portal, article)))
    assert judge(*before, read(layouts.made(layouts.portal, short))) is Sight.SHRUNK


@pytest.mark.parametrize(("one", "other"), [(articles.BRIDGE, articles.FLOOD),
    (articles.SCHOOL, articles.WHEAT)], ids=["ru", "kk"])  # fmt: skip
def test_another_article_at_the_address_never_corrects(one: Article, other: Article) -> None:
    before = stored(read(layouts.made(layouts.portal, one)))
    assert judge(*before, read(layouts.made(layouts.portal, other))) is Sight.OTHER


def test_the_same_article_under_another_headline_is_a_change() -> None:
    bridge = articles.BRIDGE
    before = stored(read(layouts.made(layouts.portal, bridge)))
    renamed = replace(bridge, title="Автобусы снова пошли напрямик: переправу отремонтировали")
    assert judge(*before, read(layouts.made(layouts.portal, renamed))) is Sight.CHANGED


def test_another_text_under_the_same_headline_is_a_change() -> None:
    """A page that is kept up to date."""
    bridge = articles.BRIDGE
    before = stored(read(layouts.made(layouts.portal, bridge)))
    written_anew = replace(articles.FLOOD, title=bridge.title)
    assert judge(*before, read(layouts.made(layouts.portal, written_anew))) is Sight.CHANGED
