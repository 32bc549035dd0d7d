"""What of the chosen lines is not the article: by words, by links, by place. Texts in three
languages are judged alike.

What news.furniture knows from saved texts is asked first; here comes what only a page can show: a
line that is nothing but a link, what stands under "Читайте также", calls to channels, marked
advertising, words of a paywall, and sentences of that sort at the end of a paragraph.
"""

import re
from functools import lru_cache
from itertools import zip_longest

from news import furniture, story
from news import text as texts
from news.furniture import Kind
from sources import page_words
from sources.page_choice import fold
from sources.page_lines import HEADINGS, Line

#: A line of furniture is no longer; a longer one with a call in it loses only its last sentences.
SHORT = 320
#: Links of related news that are taken out under one heading.
LINKS = 12


def clean(chosen: list[Line], title: str) -> list[str]:
    """Return the article's paragraphs out of its lines, without title and furniture."""
    kept = _without_title(chosen, title)
    kept = _without_links(kept)
    paragraphs = [trimmed for line in kept if (trimmed := _trimmed(line.text))]
    return _unrepeated(_without_furniture(paragraphs, title))


@lru_cache(maxsize=2_048)
def says_paywall(text: str) -> bool:
    """Tell whether a line stands where a text ends that must be paid or logged in for."""
    return len(text) <= SHORT and bool(page_words.PAYWALLS.search(text))


def is_furniture(text: str) -> bool:
    """Tell whether a line belongs to the page for its words alone."""
    if len(text) > SHORT:
        return False
    if page_words.ADVERTS.search(text):
        return True
    kind = furniture.classify(text)
    if kind in (Kind.CREDIT, Kind.VIEWS, Kind.RELATED_HEAD, Kind.AUTHOR):
        return True
    if page_words.REPORTED.search(text):
        return False
    if kind is Kind.OTHER:
        return True
    return says_paywall(text) or bool(page_words.NOTES.search(text)) or _calls(text)


def _calls(text: str) -> bool:
    """Tell whether a line calls to a channel and quotes nobody."""
    return bool(page_words.CALLS.search(text)) and not re.search("[«“][^»”]{60,}", text)


def _without_title(chosen: list[Line], title: str) -> list[Line]:
    folded = fold(title)
    head = True
    kept = []
    for line in chosen:
        again = bool(folded) and fold(line.text) == folded
        over = head and line.element.tag == "h1"
        if over or (again and (head or line.element.tag in HEADINGS)):
            continue
        head = head and len(line.text) < 60
        kept.append(line)
    return kept


def _without_links(chosen: list[Line]) -> list[Line]:
    """Return the lines without those that only lead elsewhere."""
    kept: list[Line] = []
    left = 0
    for line, after in zip_longest(chosen, chosen[1:]):
        if _is_related_head(line.text):
            left = LINKS
        elif left and (line.density > 0.6 or _is_card(line)):
            left -= 1
        elif _is_only_link(line) and not _is_over_text(line, after):
            continue
        else:
            left = 0
            kept.append(line)
    return kept


def _is_over_text(line: Line, after: Line | None) -> bool:
    """Tell whether a linked line is a heading of the paragraph after it."""
    return line.element.tag in HEADINGS and after is not None and after.density < 0.5


def _is_related_head(text: str) -> bool:
    return furniture.classify(text) is Kind.RELATED_HEAD or (
        len(text) < 80 and bool(page_words.NOTES.search(text)) and text.rstrip().endswith(":")
    )


def _is_card(line: Line) -> bool:
    """Tell whether a short line under such a heading is one of its links: a headline, a date."""
    return len(line.text) < 120 and not re.search("[.!?…:;][»”\"')]*$", line.text)


def _is_only_link(line: Line) -> bool:
    """Tell whether a line is nothing but a link away from the page."""
    if line.density < 0.85 or all(link.startswith("#") for link in line.links):
        return False
    return line.element.tag != "blockquote" and len(line.text) > 3


def _trimmed(text: str) -> str:
    """Return a line without the furniture sentences that it ends with; empty if it is all of it."""
    if is_furniture(text):
        return ""
    if not _SUSPECT.search(text[-400:]):
        return text
    sentences = texts.sentences(text)
    while len(sentences) > 1 and is_furniture(sentences[-1].text):
        text = text[: sentences[-1].start].rstrip()
        sentences = sentences[:-1]
    return text


#: A cheap look before sentences are split.
_SUSPECT = re.compile(
    r"подпи|читайте|канал|telegram|erid|реклам|жазыл|қосыл|арна|оқы|subscribe|follow|read|подробнее|"
    r"фото|сурет|photo|ctrl|доступ|оформ|ошибк|читать|толығырақ|continue|share|подел",
    re.I,
)


def _without_furniture(paragraphs: list[str], title: str) -> list[str]:
    """Return the paragraphs that a reading of the whole takes for the article."""
    head = title if title and paragraphs else ""
    text = "\n\n".join(filter(None, [head, *paragraphs]))
    read = story.read(text)
    gone = {part.start for part in read.furniture}
    gone |= {part.start for part in (read.published, read.photo_credit) if part}
    if read.author:
        gone |= {
            block.start
            for block in texts.blocks(text)
            if block.start <= read.author.start < block.end and block.end - block.start < 140
        }
    kept = []
    at = len(head) + 2 if head else 0
    for paragraph in paragraphs:
        if at not in gone:
            kept.append(paragraph)
        at += len(paragraph) + 2
    return kept


def _unrepeated(paragraphs: list[str]) -> list[str]:
    """Return paragraphs without the long ones that came before word for word."""
    seen: set[str] = set()
    kept = []
    for paragraph in paragraphs:
        folded = fold(paragraph)
        if len(folded) > 80 and folded in seen:
            continue
        seen.add(folded)
        kept.append(paragraph)
    return kept
