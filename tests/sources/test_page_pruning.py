"""Broken markup and misleading names hide no article, and what is furniture stays out."""

import pytest

from sources.page_verdict import Verdict
from sources.pages import extract
from tests.sources.pages import layouts
from tests.sources.pages.articles import ALL, BRIDGE, FLOOD, Article

URL = "https://vestnik.example/news/17-story.html"
each_article = pytest.mark.parametrize("article", ALL, ids=lambda it: it.title[:12])


def _headed(article: Article) -> str:
    return f"<h1>{article.title}</h1>{layouts.paragraphs(article)}"


def _each(article: Article, box: str) -> str:
    """Return the article with each of its paragraphs in a box of its own."""
    return f"<h1>{article.title}</h1>" + "".join(
        box.format(f"<p>{paragraph}</p>") for paragraph in article.paragraphs
    )


BROKEN = {
    "a menu with an unclosed box": "<nav><div><a href='/a'>Спорт</a></nav>{}",
    "a button with unclosed boxes": "<header><button><div><div></button></header>{}",
    "a box in a word": "<span><div><i>Главное</div></span>{}",
    "a stray end": "<div></nav></section></div></div>{}",
    "a cell with its table's end": "<div><table><tr><td></div>{}</td></tr></table></div>",
}
VEILED = {
    "pieces that React streams": "<div hidden id='S:0'>{}</div>",
    "a page shown once it is styled": "<div style='visibility: hidden'>{}</div>",
    "a page faded in": "<section style='opacity:0; transition: all'>{}</section>",
}
NAMED = {
    "a page builder's widgets": "<div class='elementor-element elementor-widget'>{}</div>",
    "wrappers called widgets": "<div class='WidgetWrapper_x'>{}</div>",
    "parts between adverts": "<section class='report__part report__part--ads'>{}</section>",
    "entries of a live report": "<div class='live-comments'>{}</div>",
}


@each_article
@pytest.mark.parametrize("around", BROKEN.values(), ids=list(BROKEN))
def test_an_element_that_is_not_closed_takes_nothing_with_it(around: str, article: Article) -> None:
    found = extract(layouts.page(article, around.format(_headed(article))), URL)
    assert (found.verdict, found.text) == (Verdict.ARTICLE, article.text)


@each_article
@pytest.mark.parametrize("veil", VEILED.values(), ids=list(VEILED))
def test_what_a_script_will_show_is_read(veil: str, article: Article) -> None:
    long = Article(article.language, article.title, article.paragraphs * 3, "", "")
    whole = extract(layouts.page(long, veil.format(_headed(long))), URL)
    assert (whole.verdict, whole.text) == (Verdict.ARTICLE, article.text)


@each_article
@pytest.mark.parametrize("box", NAMED.values(), ids=list(NAMED))
def test_a_name_under_which_all_of_the_text_stands_counts_for_nothing(
    box: str, article: Article
) -> None:
    found = extract(layouts.page(article, _each(article, box)), URL)
    assert (found.verdict, found.text) == (Verdict.ARTICLE, article.text)


@pytest.mark.parametrize(
    "aside",
    [
        "<div hidden>{}</div>",
        "<div style='display:none'>{}</div>",
        "<div class='comments'>{}</div>",
        "<div class='widget'>{}</div>",
        "<div class='cookie-consent'>{}</div>",
        "<nav><div>{}</nav>",
    ],
)
def test_what_is_hidden_or_named_as_furniture_beside_an_article_stays_out(aside: str) -> None:
    other = layouts.paragraphs(BRIDGE)
    page = layouts.page(FLOOD, _headed(FLOOD) + aside.format(other))
    assert extract(page, URL).text == FLOOD.text
