"""Layouts of the Russian, Kazakh and English press, each around any article."""

import json
from collections.abc import Callable, Iterable
from html import escape

from tests.sources.pages import articles
from tests.sources.pages.articles import Article
from tests.sources.pages.furniture import OF, Words

Layout = Callable[[Article, Words], str]
ISO = "2025-11-23T09:15:00+05:00"


def page(article: Article, body: str, head: str = "", suffix: str = " | vestnik.example") -> str:
    """Return a whole page."""
    return (
        f'<!DOCTYPE html><html lang="{article.language}"><head><meta charset="utf-8">'
        f"<title>{escape(article.title)}{suffix}</title>{head}"
        "<style>.x{color:red}</style><script>var a = '<p>not text</p>';</script></head>"
        f"<body>{body}</body></html>"
    )


def paragraphs(article: Article, inserts: dict[int, str] | None = None, tag: str = "p") -> str:
    """Return the article's paragraphs, with what is to stand after some of them."""
    inserts = inserts or {}
    pieces = []
    for at, text in enumerate(article.paragraphs):
        pieces.append(f"<{tag}>{escape(text, quote=False)}</{tag}>{inserts.get(at, '')}")
    return "\n".join(pieces)


def link(text: str, number: int = 1) -> str:
    return f'<a href="/news/{1000 + number}-story.html">{escape(text)}</a>'


def menu(words: Words) -> str:
    return "".join(f'<li><a href="/s/{i}">{word}</a></li>' for i, word in enumerate(words.menu))


def cards(words: Words, make: str = "news-card") -> str:
    """Return linked headlines with a teaser each."""
    return "".join(
        f'<div class="{make}"><h3>{link(headline, i)}</h3><p>{words.teaser}</p>'
        f'<a href="/news/{1000 + i}-story.html">{words.more}</a></div>'
        for i, headline in enumerate(words.headlines)
    )


def meta(article: Article, image: str = "https://vestnik.example/img/1.jpg") -> str:
    return (
        '<meta property="og:type" content="article">'
        f'<meta property="og:title" content="{escape(article.title)}">'
        f'<meta property="og:image" content="{image}">'
        f'<meta property="article:published_time" content="{ISO}">'
        '<meta property="og:site_name" content="vestnik.example">'
    )


def data(article: Article, body: str | None = None) -> str:
    """Return the article as JSON-LD, with the body given."""
    node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": ISO,
        "author": {"@type": "Person", "name": article.author},
        "image": {"@type": "ImageObject", "url": "https://vestnik.example/img/1.jpg"},
        "publisher": {"@type": "Organization", "name": "vestnik.example"},
    }
    if body is not None:
        node["articleBody"] = body
    said = json.dumps(node, ensure_ascii=False)
    return f'<script type="application/ld+json">{said}</script>'


def blog(article: Article, words: Words) -> str:
    """A blog engine: everything has its usual class name."""
    return page(
        article,
        f"<header class='site-header'><nav><ul>{menu(words)}</ul></nav></header>"
        "<div id='content'><main><article class='post type-post category-news tag-popular'>"
        f"<h1 class='entry-title'>{article.title}</h1>"
        f"<div class='entry-meta'><span class='posted-on'><time datetime='{ISO}'>{words.date}"
        f"</time></span> <span class='author vcard'>{article.author}</span></div>"
        f"<figure><img src='/img/1.jpg'><figcaption>{article.credit}</figcaption></figure>"
        f"<div class='entry-content'>{paragraphs(article)}"
        f"<div class='sharedaddy'><h3>{words.share}</h3></div>"
        f"<div class='jp-relatedposts'><h3>{words.also}</h3>{cards(words)}</div></div>"
        f"<footer class='entry-footer'><span class='tags-links'>{words.tags}</span></footer>"
        f"</article>"
        f"<div id='comments'><h2>{words.comments}</h2><p>{words.comment}</p></div></main>"
        f"<aside class='widget-area'>{cards(words)}</aside></div>"
        f"<footer>{words.rights}</footer>",
        meta(article),
    )


def portal(article: Article, words: Words) -> str:
    """A large portal: blocks between the paragraphs, all named."""
    also = (
        f"<div class='article__read-also'><span>{words.also}</span>{link(words.headlines[0])}</div>"
    )
    advert = f"<div class='banner-inline'><p>{words.advert}</p></div>"
    call = f"<div class='tg-banner'><p>{words.telegram[0]}</p></div>"
    return page(
        article,
        f"<div class='header__menu'><ul>{menu(words)}</ul></div>"
        f"<div class='breadcrumbs'>{link(words.menu[0])} / {link(words.menu[3])}</div>"
        f"<div class='article'><h1>{article.title}</h1><div class='article__info'>{words.date}"
        f"</div>"
        f"<div class='article__photo'><img src='/img/1.jpg'><div class='article__photo-credit'>"
        f"{article.credit}</div></div>"
        f"<div class='article__text'>{paragraphs(article, {0: also, 2: advert, 3: call})}</div>"
        f"<div class='article__tags'>{words.tags}</div>"
        f"<div class='article__share'>{words.share}</div>"
        f"<div class='article__typo'>{words.typo}</div></div>"
        f"<div class='sidebar'>{cards(words)}</div><div class='footer'>{words.rights}</div>",
        meta(article) + data(article),
    )


def nameless(article: Article, words: Words) -> str:
    """All is in plain paragraphs, furniture too: only the words tell it apart."""
    inserts = {
        0: f"<p>{article.credit}</p>",
        1: f"<p><b>{words.also}</b> {link(words.headlines[1])}</p>",
        2: f"<p>{words.advert}</p>",
        3: f"<p><em>{words.telegram[0]}</em></p>",
    }
    return page(
        article,
        f"<div><ul>{menu(words)}</ul></div><div><h1>{article.title}</h1><p>{words.date}</p>"
        f"<div>{paragraphs(article, inserts)}<p>{words.by}: {article.author}</p>"
        f"<p>{words.telegram[1]}</p><p>{words.tags}</p><p>{words.share}</p><p>{words.typo}</p></div>"
        f"<div><h4>{words.also}</h4><ul>"
        + "".join(f"<li>{link(headline, i)}</li>" for i, headline in enumerate(words.headlines))
        + f"</ul></div><div><h4>{words.comments}</h4><p>{words.comment}</p></div></div>"
        f"<div><p>{words.rights}</p></div>",
    )


def hashed(article: Article, words: Words) -> str:
    """A page built by a script bundler: class names mean nothing."""
    named = f"<p class='css-2'>{words.also}</p><p>{link(words.headlines[2])}</p>"
    also = f"<div class='css-1x9'>{named}</div>"
    inserts = {1: also, 3: f"<div class='css-77'><p>{words.telegram[0]}</p></div>"}
    return page(
        article,
        f"<div id='__next'><div class='css-0'>{menu(words)}</div><div class='css-9'>"
        f"<h1 class='css-8'>{article.title}</h1><div class='css-7'><span>{words.date}</span></div>"
        f"<div class='css-6'>{paragraphs(article, inserts)}</div>"
        f"<div class='css-5'><p>{words.share}</p><p>{words.tags}</p></div></div>"
        f"<div class='css-4'>{cards(words, 'css-3')}</div><div class='css-1'>{words.rights}"
        f"</div></div>",
        meta(article) + data(article, "\n".join(article.paragraphs)),
    )


def tables(article: Article, words: Words) -> str:
    """An old page: tables for columns, line breaks for paragraphs, no class names."""
    text = "<br><br>\n".join(escape(text, quote=False) for text in article.paragraphs)
    return page(
        article,
        "<table width=100%><tr><td colspan=3>"
        + " | ".join(link(word, i) for i, word in enumerate(words.menu))
        + "</td></tr><tr><td width=200>"
        + "<br>".join(link(headline, i) for i, headline in enumerate(words.headlines))
        + f"</td><td valign=top><font size=5><b>{article.title}</b></font><br>{words.date}<br><br>"
        f"<font face=Arial>{text}</font><br><br>{words.share}<br>{words.typo}</td>"
        f"<td>{words.comments}<br>{words.telegram[0]}</td></tr>"
        f"<tr><td colspan=3>{words.rights}</td></tr></table>",
        suffix="",
    )


def _another(article: Article) -> Iterable[Article]:
    """Return two other articles of the same language, or of any."""
    same = [other for other in articles.ALL if other.language == article.language]
    rest = [other for other in (*same, *articles.ALL) if other is not article]
    return rest[:2]


def scroll(article: Article, words: Words) -> str:
    """Endless scroll: two more articles under the first, in elements of the same make."""

    def one(each: Article) -> str:
        return (
            f"<article class='material'><header><h1>{each.title}</h1><span>{words.date}</span>"
            f"</header><div class='material-text'>{paragraphs(each)}</div>"
            f"<div class='material-share'>{words.share}</div></article>"
        )

    following = "".join(map(one, _another(article)))
    return page(
        article,
        f"<nav>{menu(words)}</nav><div class='feed'>{one(article)}{following}</div>"
        f"<footer>{words.rights}</footer>",
        meta(article),
    )


def scroll_boxes(article: Article, words: Words) -> str:
    """Endless scroll without <article>: boxes with an address each, headlines of second rank."""

    def one(each: Article, number: int) -> str:
        return (
            f"<div class='news-item' data-url='/news/{number}'>"
            f"<h2 class='news-title'>{each.title}</h2>"
            f"<div class='date'>{words.date}</div><div class='news-body'>{paragraphs(each)}"
            f"<p>{words.telegram[0]}</p></div></div>"
        )

    every = [article, *_another(article)]
    return page(
        article,
        f"<ul class='top-menu'>{menu(words)}</ul>"
        + "".join(one(each, number) for number, each in enumerate(every)),
        meta(article),
    )


def teaser_data(article: Article, words: Words) -> str:
    """JSON-LD whose body is only a teaser, and a page that has the whole."""
    return page(
        article,
        f"<div class='nav'>{menu(words)}</div><main><h1>{article.title}</h1>"
        f"<p>{words.by}: {article.author}</p>{paragraphs(article)}</main>"
        f"<div class='also'>{cards(words)}</div>",
        meta(article) + data(article, article.paragraphs[0][:90] + "…"),
    )


def whole_page_data(article: Article, words: Words) -> str:
    """JSON-LD whose body is everything on the page."""
    every = "\n".join([*words.menu, *article.paragraphs, *words.lines])
    return page(
        article,
        f"<div>{menu(words)}</div><div class='content-box'><h1>{article.title}</h1>"
        f"{paragraphs(article, {1: f'<p>{words.telegram[0]}</p>', 2: f'<p>{words.advert}</p>'})}"
        f"<p>{words.comments}</p><p>{words.typo}</p></div><div>{cards(words)}</div>",
        meta(article) + data(article, every),
    )


def brief(article: Article, words: Words) -> str:
    """Two paragraphs among many cards with more text than the news itself."""
    short = Article(
        article.language, article.title, article.paragraphs[:2], article.author, article.credit
    )
    return page(
        short,
        f"<div class='hd'>{menu(words)}</div><div class='wrap'><div class='left'>"
        f"<h1>{short.title}</h1>"
        f"<div class='dt'>{words.date}</div>{paragraphs(short)}<p>{words.telegram[1]}</p></div>"
        f"<div class='right'>{cards(words, 'it')}{cards(words, 'it')}</div></div>",
        meta(short),
    )


def builder(article: Article, words: Words) -> str:
    """A site builder: a box for each paragraph, text in divs."""
    boxes = "".join(
        f"<div class='t-rec'><div class='t-container'>"
        f"<div class='t-text'>{escape(text, quote=False)}"
        "</div></div></div>"
        for text in article.paragraphs
    )
    return page(
        article,
        f"<div class='t-rec'><div class='t-menu'>{menu(words)}</div></div>"
        f"<div class='t-rec'><h1 class='t-title'>{article.title}</h1></div>{boxes}"
        f"<div class='t-rec'><div class='t-text'>{words.telegram[0]}</div></div>"
        f"<div class='t-rec'><div class='t-text'>{words.rights}</div></div>",
        suffix="",
    )


def marked(article: Article, words: Words) -> str:
    """Microdata, with hidden text, a noscript and counters inside of the body."""
    hidden = "<p style='display:none'>Скрытая строка для поисковых машин, её никто не видит.</p>"
    inserts = {
        0: hidden + "<noscript><p>Включите JavaScript, чтобы видеть страницу.</p></noscript>",
        2: f"<blockquote class='subscribe-box'>{words.telegram[1]}</blockquote>",
    }
    return page(
        article,
        f"<header role='banner'><ul>{menu(words)}</ul></header>"
        "<div itemscope itemtype='https://schema.org/NewsArticle'>"
        f"<h1 itemprop='headline'>{article.title}</h1>"
        f"<meta itemprop='datePublished' content='{ISO}'>"
        f"<span itemprop='author'>{article.author}</span>"
        "<span class='views'>👁 1 204</span>"
        f"<div itemprop='articleBody'>{paragraphs(article, inserts)}"
        f"<p>{words.by}: {article.author}</p>"
        f"<p>{words.tags}</p></div></div><div class='more-news'>{cards(words)}</div>",
    )


GROUPS: dict[str, tuple[Layout, ...]] = {
    "named": (blog, portal, marked),
    "plain": (nameless, tables, builder),
    "bundled": (hashed, teaser_data, whole_page_data),
    "endless": (scroll, scroll_boxes),
    "short": (brief,),
}


def truth(layout: Layout, article: Article) -> str:
    """Return the article's own text on a page of a layout."""
    return "\n\n".join(article.paragraphs[:2]) if layout is brief else article.text


def made(layout: Layout, article: Article) -> str:
    """Return a page of a layout around an article, in the article's language."""
    return layout(article, OF[article.language])
