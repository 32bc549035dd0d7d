"""Whether a page is an article at all, and whether all of it was found."""

import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

from news import furniture
from sources import page_cleaning, page_lines, page_words
from sources.page_body import weight
from sources.page_choice import fold
from sources.page_data import Data
from sources.page_lines import Line
from sources.page_markup import Markup
from sources.page_tree import ancestors, is_hidden, names_of


class Verdict(Enum):
    """What a page is."""

    ARTICLE = "article"
    #: An article, of which a part is missing.
    HALF = "half extracted"
    NO_ARTICLE = "no article"


class Reason(Enum):
    """Why a page is no article, or why it is only half of one."""

    #: The page says that what was asked for is not there, or that the site is out of order.
    NOT_FOUND = "not found"
    #: A front page, a section, a search: headlines that lead elsewhere.
    LISTING = "list of headlines"
    #: A check for robots, or a refusal.
    BOT_WALL = "bot wall"
    #: A form to log in, and no text.
    LOGIN = "login"
    #: No text but the offer to subscribe; or, of a half, the text ends with it.
    PAYWALL = "paywall"
    COOKIE_WALL = "cookie wall"
    #: Nothing that reads as an article: no text, or only words here and there.
    EMPTY = "no text"
    #: More text than an article can have.
    TOO_LARGE = "too large"
    #: The text breaks off: an ellipsis, "Читать далее".
    CUT_SHORT = "cut short"
    #: The page's own data say much more than is shown.
    SHORTER_THAN_STATED = "shorter than stated"


#: Characters of the longest article.
LONGEST = 500_000
#: Below this a text is no article unless the page says that it is one.
SHORT = 160
#: An ellipsis at the end of less is the author's.
_CUT = 40
#: Up to this length a wall's or an error page's words count more than the text.
_LITTLE = 700
#: The shortest news under a headline of its own.
_BRIEF = 80
_SENTENCE = re.compile(r"[.!?…][»”\"')\]]*(?:\s|$)|[。！？।؟]")
_PIECE = re.compile(r"(?<=[.!?…])\s+|\n")
_SECTION_PATH = re.compile(
    r"(?:/(?:ru|kz|kk|en|qaz|rus|eng))?(?:/(?:index\.\w+|news|novosti|main|home|all|latest|lenta|zhanalyqtar)?)?/?"
)
_LIST_PATH = re.compile(
    r"/(?:tags?|category|categories|rubrics?|topics?|search|authors?|archive|page/\d+)(?:/|$)"
)
_LIST_KINDS = frozenset(("CollectionPage", "SearchResultsPage", "ProfilePage"))


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of a page when it is judged."""

    url: str
    markup: Markup
    data: Data
    #: The words of <title> and of the first heading.
    heads: tuple[str, ...]
    #: The page's lines without furniture, those chosen, and what cleaning left of them.
    found: list[Line]
    chosen: list[Line]
    paragraphs: list[str]
    #: The page's lines before anything was taken out of it.
    whole: list[Line]

    @property
    def headlines(self) -> int:
        """How many headlines that lead elsewhere the whole page has."""
        return sum(map(page_lines.is_headline_link, self.whole))

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


def judge(sight: Sight) -> tuple[Verdict, Reason | None]:
    """Return what a page is, and why where it is no whole article."""
    if reason := _no_article(sight):
        return Verdict.NO_ARTICLE, reason
    if reason := _half(sight):
        return Verdict.HALF, reason
    return Verdict.ARTICLE, None


def _no_article(sight: Sight) -> Reason | None:
    text = sight.text
    if sum(len(line.text) for line in sight.chosen) > LONGEST:
        return Reason.TOO_LARGE
    missing = [head for head in sight.heads if page_words.NOT_FOUND.search(head)]
    if missing and (len(text) < _LITTLE or (not sight.data.is_article and len(missing[0]) < 45)):
        return Reason.NOT_FOUND
    if len(text) < _LITTLE and (reason := _wall(sight)):
        return reason
    if _is_listing(sight):
        return Reason.LISTING
    if not _is_prose(sight):
        return _stub(sight) or Reason.EMPTY
    return None


def _wall(sight: Sight) -> Reason | None:
    """Return the wall that a page of little text is."""
    shown = " ".join(line.text for line in sight.found)[:2_000]
    heads = " ".join(sight.heads)
    if page_words.BOT_WALL.search(heads):
        return Reason.BOT_WALL
    small = len(shown) < _LITTLE and not sight.data.is_article
    if small and page_words.BOT_WALL.search(shown):
        return Reason.BOT_WALL
    if page_words.WALL_CODE.search(sight.markup.silent) and len(shown) < SHORT:
        return Reason.BOT_WALL
    first = next((line.text for line in sight.found), "")
    if page_words.NOT_FOUND.search(first) or (
        small and any(page_words.NOT_FOUND.search(line.text) for line in sight.found[:6])
    ):
        return Reason.NOT_FOUND
    if (
        small
        and sum(1 for p in sight.paragraphs if page_words.COOKIE_WALL.search(p)) * 2
        >= max(1, len(sight.paragraphs))
        and page_words.COOKIE_WALL.search(shown)
    ):
        return Reason.COOKIE_WALL
    return None


def _stub(sight: Sight) -> Reason | None:
    """Return what a page without text asks for."""
    shown = [line.text for line in sight.found]
    if sight.markup.login and not any(map(page_words.SUBSCRIPTION.search, shown)):
        return Reason.LOGIN
    offered = any(map(page_cleaning.says_paywall, shown)) or any(map(_is_offer, sight.whole))
    if offered or not sight.data.free:
        return Reason.PAYWALL
    said = " ".join([*sight.heads, *shown])[:3_000]
    if page_words.LOGIN.search(" ".join(sight.heads)):
        return Reason.LOGIN
    if page_words.WALL_CODE.search(sight.markup.silent) or page_words.BOT_WALL.search(said):
        return Reason.BOT_WALL
    if page_words.COOKIE_WALL.search(said):
        return Reason.COOKIE_WALL
    return Reason.LISTING if sight.headlines >= _CARDS else None


def _is_prose(sight: Sight) -> bool:
    """Tell whether the text has a sentence, and is as long as the shortest news."""
    text = sight.text
    if sight.data.is_article:
        return len(text) >= _BRIEF / 2
    headed = any(line.element.tag == "h1" for line in sight.found)
    return bool(_SENTENCE.search(text)) and len(text) >= (_BRIEF if headed else SHORT)


#: So many linked headlines make a list.
_CARDS = 4
#: A card has no more text under its headline.
_CARD = 500


def _is_listing(sight: Sight) -> bool:
    """Tell whether a page is headlines with a few words under each, and no article among them."""
    if sight.headlines < _CARDS:
        return False
    runs = _runs(sight)
    whole = sum(run.held for run in runs)
    if any(run.headed and (run.count >= 3 or run.held > _CARD) for run in runs):
        return False
    if sight.data.is_article and (len(sight.text) > _CARD or any(run.headed for run in runs)):
        return False
    cards = [run for run in runs if run.linked and run.count <= 2 and run.held < _CARD]
    share = sum(run.held for run in cards) / whole if whole else 1
    if _is_list_address(sight) and not sight.data.is_article:
        return sight.headlines >= 2 * _CARDS or share > 0.25
    return (len(cards) >= _CARDS and share > 0.5) or (whole < _BRIEF and not sight.data.is_article)


def _is_list_address(sight: Sight) -> bool:
    try:
        path = urlsplit(sight.url).path
    except ValueError:
        return False
    listed = not _LIST_KINDS.isdisjoint(sight.data.kinds)
    return listed or bool(_SECTION_PATH.fullmatch(path) or _LIST_PATH.search(path))


@dataclass(frozen=True, slots=True)
class _Run:
    """Paragraphs with no headline between them."""

    count: int
    held: float
    #: Whether the page's own headline, or one that leads elsewhere, stands over them.
    headed: bool
    linked: bool


def _runs(sight: Sight) -> list[_Run]:
    runs: list[_Run] = []
    count, held, headed, linked = 0, 0.0, False, False
    for line in sight.found:
        own = line.element.tag == "h1" and line.density < 0.5
        if own or page_lines.is_headline_link(line):
            runs.append(_Run(count, held, headed, linked))
            count, held, headed, linked = 0, 0.0, own, not own
        elif weight(line):
            count, held = count + 1, held + weight(line)
    return [run for run in [*runs, _Run(count, held, headed, linked)] if run.count]


def _half(sight: Sight) -> Reason | None:
    """Return why something of the article seems to be missing."""
    text = sight.text
    chosen = sight.chosen
    offered = any(
        page_cleaning.says_paywall(line.text) for line in _around(chosen, sight.found)
    ) or any(map(_is_offer, _around(chosen, sight.whole)))
    if offered or not sight.data.free:
        return Reason.PAYWALL
    last = sight.paragraphs[-1].rstrip(" »\"”')")
    if last.endswith(("...", "…")) and len(last) >= _CUT:
        return Reason.CUT_SHORT
    ends = [_PIECE.split(line.text)[-1] for line in (*sight.chosen[-1:], *_after(sight))]
    if any(furniture.READ_ON.fullmatch(end.strip("[]()")) for end in ends):
        return Reason.CUT_SHORT
    if sight.markup.cut or _unshown(sight) > 0.4 * len(text.split()) + 20:
        return Reason.SHORTER_THAN_STATED
    return None


def _unshown(sight: Sight) -> int:
    """Return how many words of the article, by the page's own data, are nowhere on the page."""
    shown = fold("".join(line.text for line in sight.whole))
    pieces = _PIECE.split(sight.data.body)
    hidden = sum(len(piece.split()) for piece in pieces if fold(piece) not in shown)
    counted = sight.data.words - len(sight.text.split())
    return max(hidden, counted // 2)


def _is_offer(line: Line) -> bool:
    """Tell whether a line is shown in an element named a paywall, and says what one says.

    Such elements are furniture, and in no text; a name alone also stands over what was paid for.
    """
    if not page_cleaning.says_paywall(line.text):
        return False
    held = list(ancestors(line.element))
    return any("paywall" in names_of(each) for each in held) and not any(map(is_hidden, held))


def _around(chosen: list[Line], lines: list[Line]) -> list[Line]:
    """Return of a page's lines those among the article's, and some right after."""
    elements = {line.element for line in chosen}
    places = [at for at, line in enumerate(lines) if line.element in elements]
    return lines[places[0] : places[-1] + 7] if places else []


def _after(sight: Sight) -> list[Line]:
    """Return the two lines after the last of the text."""
    lines = _around(sight.chosen, sight.found)
    kept = set(sight.paragraphs)
    last = max((at for at, line in enumerate(lines) if line.text in kept), default=-1)
    return lines[last + 1 : last + 3]
