"""A web page becomes an article: its text, and what is known about it.

    markup → tree → lines → chosen lines → paragraphs → verdict

Every page is hostile until read. `page_markup` cuts it to size before a library sees it, and only
text leaves: no markup, no entities, nothing hidden. trafilatura is asked, and our own pass beside
it, because pages of the Russian and Kazakh press put much between the paragraphs.
"""

from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement

from news import text as texts
from sources import (
    page_asides,
    page_choice,
    page_cleaning,
    page_data,
    page_facts,
    page_lines,
    page_markup,
    page_pruning,
    page_scroll,
    page_tree,
    page_verdict,
)
from sources.page_verdict import Reason, Verdict


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds. All of it is plain text."""

    title: str
    #: Paragraphs joined by blank lines, without title and furniture; empty where it is no article.
    text: str
    author: str | None = None
    #: Aware UTC. A local time without zone is read as page_dates says.
    published: datetime | None = None
    #: An http(s) address.
    image: str | None = None
    #: Whose the picture is, as the page says it.
    image_credit: str | None = None
    #: The page's address as the page gives it, without tracking parameters.
    canonical: str = ""
    site: str = ""
    #: "ru", "kk", "en", or another that the page names.
    language: str = "ru"
    verdict: Verdict = Verdict.NO_ARTICLE
    #: Why it is no article or only half of one; None for a whole article.
    reason: Reason | None = None


def extract(html: str, url: str) -> Page:
    """Return what a page holds; `url` is where it came from.

    Never raises, on any string. A page that is no article has no text, and says why. Takes at most
    a few seconds and 200 MB on the worst of pages: page_markup names the limits.
    """
    markup = page_markup.reduce(html)
    tree = page_tree.parse(markup)
    if tree is None:
        return Page("", "", canonical=page_facts.address(url, ""), reason=Reason.EMPTY)
    data = page_data.read(tree, markup.data)
    facts = page_facts.read(tree, data, url)
    sight = _see(markup, tree, data, facts, url)
    verdict, reason = page_verdict.judge(sight)
    text = "" if verdict is Verdict.NO_ARTICLE else sight.text
    return Page(
        title=facts.title,
        text=text,
        author=facts.author,
        published=facts.published,
        image=facts.image,
        image_credit=facts.image_credit,
        canonical=facts.canonical,
        site=facts.site,
        language=_language(text or facts.title, data.language),
        verdict=verdict,
        reason=reason,
    )


def _see(
    markup: page_markup.Markup,
    tree: HtmlElement,
    data: page_data.Data,
    facts: page_facts.Facts,
    url: str,
) -> page_verdict.Sight:
    """Choose the article's lines and clean them."""
    whole = page_lines.lines(page_tree.body(tree))
    for element in page_scroll.other_articles(tree, facts.title, whole):
        page_tree.drop(element)
    page_pruning.prune(tree)
    found = page_lines.lines(page_tree.body(tree))
    asides = page_asides.find(found)
    for line in asides:
        page_tree.drop(line.element)
    gone = {id(line) for line in asides}
    offered = [line for line in found if id(line) not in gone]
    library = page_choice.library_text(tree, offered)
    chosen = page_choice.choose(offered, library, data.body, data.description)
    return page_verdict.Sight(
        url=url,
        markup=markup,
        data=data,
        heads=facts.heads,
        found=found,
        chosen=chosen,
        paragraphs=[] if _is_huge(chosen) else page_cleaning.clean(chosen, facts.title),
        whole=whole,
    )


def _is_huge(chosen: list[page_lines.Line]) -> bool:
    return sum(len(line.text) for line in chosen) > page_verdict.LONGEST


def _language(text: str, said: str) -> str:
    """Return the language of a text; the page's word counts for those that cannot be told."""
    said = said.lower().replace("_", "-").split("-")[0]
    if said.isalpha() and 2 <= len(said) <= 3 and said not in (*texts.LANGUAGES, "kz"):
        return said
    return texts.language(text)
