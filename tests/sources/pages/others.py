"""Pages that are no article, and pages that have only a part of one."""

from collections.abc import Callable

from sources.page_verdict import Reason
from tests.sources.pages.articles import Article
from tests.sources.pages.furniture import Words
from tests.sources.pages.layouts import cards, data, link, menu, meta, page


def _bare(words: Words, title: str, body: str, head: str = "") -> str:
    return (
        f"<html><head><title>{title}</title>{head}</head><body><ul class='menu'>{menu(words)}</ul>"
        f"{body}<footer>{words.rights}</footer></body></html>"
    )


def missing(words: Words) -> str:
    """A 404 page that offers other news."""
    return _bare(
        words, f"404 — {words.missing}", f"<h1>{words.missing}</h1><p>404</p>{cards(words)}"
    )


def missing_quietly(words: Words) -> str:
    """A page that was not found, said in a paragraph only."""
    return _bare(words, "vestnik.example", f"<div><p>{words.missing}.</p></div>")


def front(words: Words) -> str:
    """A front page: headlines with teasers."""
    return _bare(
        words, "vestnik.example", f"<div class='lst'>{cards(words, 'c')}{cards(words, 'd')}</div>"
    )


def headlines(words: Words) -> str:
    """A section: linked headlines with their times."""
    rows = "".join(
        f"<div>09:{i:02} {link(headline, i)}</div>"
        for i, headline in enumerate(words.headlines * 3)
    )
    return _bare(words, words.menu[1], f"<h1>{words.menu[1]}</h1>{rows}")


def articles_of_tag(words: Words) -> str:
    """A tag's page: <article> elements with a headline and a teaser each."""
    rows = "".join(
        f"<article><h2>{link(headline, i)}</h2><p>{words.teaser} {words.teaser}</p></article>"
        for i, headline in enumerate(words.headlines)
    )
    return _bare(words, f"{words.menu[3]} — vestnik.example", f"<h1>{words.menu[3]}</h1>{rows}")


def browser_check(words: Words) -> str:
    """A check for robots with its script."""
    return (
        f"<html><head><title>{words.wall[0]}</title></head><body><h1>vestnik.example</h1>"
        f"<p>{words.wall[1]}</p><script src='/cdn-cgi/challenge-platform/x.js'></script>"
        "<p>Ray ID: 8f1a2b3c4d5e6f70</p></body></html>"
    )


def captcha(words: Words) -> str:
    """A captcha in a form."""
    return (
        f"<html><body><form action='/check'><h2>{words.wall[1]}</h2><img src='/c.png'>"
        "<input name='code'><button>OK</button></form></body></html>"
    )


def login(words: Words) -> str:
    """A form to log in."""
    title, ask, forgot = words.login
    return _bare(
        words,
        title,
        f"<h1>{title}</h1><p>{ask}</p><form><input name='u'><input type='password' name='p'>"
        f"<a href='/f'>{forgot}</a></form>",
    )


def paywall(words: Words) -> str:
    """A headline and the offer to subscribe."""
    return _bare(
        words,
        words.headlines[0],
        f"<h1>{words.headlines[0]}</h1><div class='pw'><p>{words.paywall[0]}</p>"
        f"<p>{words.paywall[1]}</p></div>",
    )


def paywall_by_name(words: Words) -> str:
    """The same in an element that is called a paywall."""
    return paywall(words).replace("class='pw'", "class='article-paywall'")


def cookies(words: Words) -> str:
    """A page that shows nothing until cookies are accepted."""
    title, text = words.cookies
    return (
        "<html><head><title>vestnik.example</title></head><body>"
        f"<div><h2>{title}</h2><p>{text}</p><button>OK</button></div></body></html>"
    )


def shell(words: Words) -> str:
    """A page that a script would fill."""
    return _bare(words, "vestnik.example", "<div id='root'></div><script>start()</script>")


Other = Callable[[Words], str]
#: (page, where it comes from, what it is)
OTHERS: tuple[tuple[Other, str, Reason], ...] = (
    (missing, "/news/1-gone.html", Reason.NOT_FOUND),
    (missing_quietly, "/news/2-gone.html", Reason.NOT_FOUND),
    (front, "/", Reason.LISTING),
    (headlines, "/politics", Reason.LISTING),
    (articles_of_tag, "/tag/school", Reason.LISTING),
    (browser_check, "/news/3-story.html", Reason.BOT_WALL),
    (captcha, "/news/4-story.html", Reason.BOT_WALL),
    (login, "/news/5-story.html", Reason.LOGIN),
    (paywall, "/news/6-story.html", Reason.PAYWALL),
    (paywall_by_name, "/news/9-story.html", Reason.PAYWALL),
    (cookies, "/news/7-story.html", Reason.COOKIE_WALL),
    (shell, "/news/8-story.html", Reason.EMPTY),
)


def behind_paywall(article: Article, words: Words) -> str:
    """The first paragraphs, and the words of the paywall."""
    return page(
        article,
        f"<h1>{article.title}</h1><div class='txt'>{_start(article)}<p>{words.paywall[0]}</p>"
        f"</div>",
        meta(article),
    )


def behind_paywall_by_name(article: Article, words: Words) -> str:
    """The same with the offer in an element of its own, called a paywall."""
    return page(
        article,
        f"<h1>{article.title}</h1><div class='txt'>{_start(article)}</div>"
        f"<div class='paywall'><p>{words.paywall[0]}</p></div>",
        meta(article),
    )


def cut(article: Article, words: Words) -> str:
    """A copy that ends with an ellipsis and a link to the whole."""
    start = _start(article).removesuffix("</p>")[:-20]
    return page(
        article, f"<h1>{article.title}</h1><div>{start}…</p><p>{link(words.more)}</p></div>"
    )


def shortened(article: Article, words: Words) -> str:
    """A page that shows two paragraphs of an article whose data have all of it."""
    return page(
        article,
        f"<h1>{article.title}</h1><div class='txt'>{_start(article)}</div><p>{words.rights}</p>",
        data(article, "\n".join(article.paragraphs * 2)),
    )


def _start(article: Article) -> str:
    return "".join(f"<p>{text}</p>" for text in article.paragraphs[:2])


Half = Callable[[Article, Words], str]
HALVES: tuple[tuple[Half, Reason], ...] = (
    (behind_paywall, Reason.PAYWALL),
    (behind_paywall_by_name, Reason.PAYWALL),
    (cut, Reason.CUT_SHORT),
    (shortened, Reason.SHORTER_THAN_STATED),
)
