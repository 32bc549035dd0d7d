"""The lede is the article's, wherever the page puts it."""

import pytest

from sources.pages import extract
from tests.sources.pages import layouts
from tests.sources.pages.articles import ALL, Article

URL = "https://vestnik.example/news/17-story.html"
each_article = pytest.mark.parametrize("article", ALL, ids=lambda it: it.title[:12])

LEDES = {
    "in the head": (
        "<header><h1>{title}</h1><div class='sub'>{lede}</div></header>"
        "<img src='/1.jpg'><div class='article-body'>{rest}</div>"
    ),
    "between headline and picture": (
        "<div><h1>{title}</h1></div><div><p>{lede}</p></div><div>23 ноября 2025, 09:15</div>"
        "<figure><img src='/1.jpg'></figure><div class='article__text'>{rest}</div>"
    ),
    "under a second headline": (
        "<h1>{title}</h1><h2>{lede}</h2><div itemprop='articleBody'>{rest}</div>"
    ),
}


def _page(article: Article, layout: str, head: str) -> str:
    lede, *rest = article.paragraphs
    body = "".join(f"<p>{paragraph}</p>" for paragraph in rest)
    return layouts.page(article, layout.format(title=article.title, lede=lede, rest=body), head)


@each_article
@pytest.mark.parametrize("layout", LEDES.values(), ids=list(LEDES))
def test_a_lede_that_the_description_repeats_is_read(layout: str, article: Article) -> None:
    said = article.paragraphs[0][:120]
    head = f'<meta name="description" content="{said}...">'
    assert extract(_page(article, layout, head), URL).text == article.text


@each_article
def test_a_sentence_of_the_site_over_the_text_is_no_lede(article: Article) -> None:
    site = "Вестник — ежедневная газета области, которую читают в каждом районе с 1931 года."
    body = (
        f"<h1>{article.title}</h1><div class='x'><p>{site}</p></div><hr>"
        f"<div class='article-body'>{layouts.paragraphs(article)}</div>"
    )
    assert site not in extract(layouts.page(article, body), URL).text
