"""The structured reading of an article."""

import re
from dataclasses import dataclass, field

from news import furniture, quotations
from news import text as texts
from news.furniture import Kind
from news.spans import Part, Span

#: Words that an adult reads in a minute; news in Russian is read at about 180.
_WORDS_PER_MINUTE = 180
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence or passage of direct speech, without its quotation marks."""

    text: str
    start: int
    end: int
    #: Who says it, as the text has it ("в официальном сообщении МВД"), or None.
    source: Part | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """An article taken apart; every part is verbatim and carries its offsets in `text`."""

    text: str
    language: str
    title: Part | None
    #: The paragraph under the headline; never without a headline.
    lede: Part | None
    #: The body, in order, without title, lede, byline, credits and page furniture.
    paragraphs: tuple[Part, ...]
    quotes: tuple[Quote, ...]
    author: Part | None
    place: Part | None
    photo_credit: Part | None
    published: Part | None
    views: int | None
    #: Whole short lines that belong to the page and not to the article.
    furniture: tuple[Part, ...]
    #: Whole minutes, at least 1.
    reading_minutes: int


@dataclass(slots=True)
class _Reading:
    """The parts as they are found, by block index."""

    text: str
    blocks: list[Span]
    kinds: list[Kind | None]
    title: int | None = None
    lede: int | None = None
    duplicates: set[int] = field(default_factory=set)

    def line(self, at: int) -> str:
        return self.text[self.blocks[at].start : self.blocks[at].end]

    def part(self, at: int) -> Part:
        block = self.blocks[at]
        return Part(self.text[block.start : block.end], block.start, block.end)

    def content(self) -> list[int]:
        return [i for i, kind in enumerate(self.kinds) if kind is None and i not in self.duplicates]


def read(text: str, *, language: str | None = None) -> Story:
    """Take an article apart. Never raises on any text; `language` is detected when not given.

    Offsets count in `text` as given. The time taken is linear in its length.
    """
    blocks = texts.blocks(text)
    reading = _Reading(text, blocks, [_classify(text, block) for block in blocks])
    _settle(reading)
    _find_title(reading)
    _find_lede(reading)
    return _story(reading, language)


def _classify(text: str, block: Span) -> Kind | None:
    if block.end - block.start > furniture.RELATED:
        return None
    return furniture.classify(text[block.start : block.end])


# Furniture that is certain only by where it stands: around the article or beside other furniture.
_BY_PLACE = frozenset({Kind.NUMBER, Kind.DATE, Kind.BYLINE, Kind.PLACE, Kind.SOURCE, Kind.SECTION})


def _settle(reading: _Reading) -> None:
    """Give back to the text what stands where an article can say it itself."""
    _swallow_links(reading)
    kinds = reading.kinds
    texts_at = [i for i, kind in enumerate(kinds) if kind is None]
    if not texts_at:
        return
    last = texts_at[-1]
    head = _head(reading, texts_at)
    for i, kind in enumerate(list(kinds)):
        if kind in _BY_PLACE and not _stands_outside(reading, i, head, last):
            kinds[i] = None
    _keep_lists(reading)


def _stands_outside(reading: _Reading, at: int, head: int, last: int) -> bool:
    """Tell whether a block is furniture by its place: over, under or beside what is furniture."""
    kind = reading.kinds[at]
    if kind is Kind.SECTION:
        return at < head
    if kind is Kind.SOURCE:
        return at > last
    return at < head or at > last or _beside(reading.kinds, at)


def _head(reading: _Reading, texts_at: list[int]) -> int:
    """Return the index of the first block that is surely body: the page's head ends there."""
    return next((i for i in texts_at if _is_sentence(reading.line(i))), texts_at[0])


def _beside(kinds: list[Kind | None], at: int) -> bool:
    """Tell whether a neighbour is furniture of a kind that needs no neighbour itself."""
    near = kinds[max(0, at - 1) : at] + kinds[at + 1 : at + 2]
    return any(kind is not None and kind not in _BY_PLACE for kind in near)


def _keep_lists(reading: _Reading) -> None:
    """Lines of one look one under another ("Иван Петров, Астана") are a list, not bylines."""
    kinds = reading.kinds
    bylines = {i for i, kind in enumerate(kinds) if kind is Kind.BYLINE}
    for i in bylines:
        if any({j, j + 1, j + 2} <= bylines for j in (i - 2, i - 1, i)):
            kinds[i] = None


_LINKS = 8


def _swallow_links(reading: _Reading) -> None:
    """Take the headlines under "Читайте также" for links: short lines that end without a stop."""
    kinds = reading.kinds
    body, left = False, 0
    for i, kind in enumerate(kinds):
        sentence = kind is None and _is_sentence(reading.line(i))
        body = body or sentence
        if kind is Kind.RELATED_HEAD and body:
            left = _LINKS
        elif sentence:
            left = 0
        elif left:
            kinds[i] = kind or Kind.OTHER
            left -= 1


_STOPS = re.compile("[.!?…:;][»”\"“’')\\]]*$")


def _is_sentence(line: str) -> bool:
    """Tell whether a line ends as sentences do, or is too long for a headline."""
    return len(line) > _TITLE or bool(_STOPS.search(line))


#: A headline is no longer than this.
_TITLE = 200
_TITLE_WORDS = 28
#: Up to this length a headline may be of two sentences: "Пожар в порту. Есть раненые".
_TWO_SENTENCES = 110


def _find_title(reading: _Reading) -> None:
    content = reading.content()
    if len(content) < 2:
        return
    first = content[0]
    again = _said_again(reading, first, content[1:])
    if (again and len(content) - len(again) > 1) or _is_headline(reading.line(first)):
        reading.title = first
        reading.duplicates |= again


def _is_headline(line: str) -> bool:
    if (
        len(line) > _TITLE
        or len(line.split()) > _TITLE_WORDS
        or not line[0].isalnum() | (line[0] in '«"“„')
    ):
        return False
    if len(line) > _TWO_SENTENCES and re.search(r"[^\W\d_]{3}[.]\s+[^\W\d_a-zа-я]", line):
        return False
    if line[-1] in "?!" or line.endswith(("?»", "!»")):
        return len(re.findall(r"[.!?…]+", line)) <= 2
    return not re.search("(?<![.])[.,:;][»”\"“’')\\]]*$", line) and line[0].upper() == line[0]


def _said_again(reading: _Reading, block: int, others: list[int]) -> set[int]:
    """Return which of the other blocks have the same letters and digits."""
    folded = _fold(reading.line(block))
    again = set()
    for other in others:
        line = reading.line(other)
        first = _WORD.search(line)
        if first and folded.startswith(_fold(first[0])) and _fold(line) == folded:
            again.add(other)
    return again


def _fold(line: str) -> str:
    return "".join(_WORD.findall(line.lower()))


#: The paragraph under a headline is a lede up to this length; beyond it is body.
_LEDE = 600


def _find_lede(reading: _Reading) -> None:
    content = [i for i in reading.content() if i != reading.title]
    if reading.title is None or len(content) < 2:
        return
    first = content[0]
    if first > reading.title and len(reading.line(first)) <= _LEDE:
        reading.lede = first
        reading.duplicates |= _said_again(reading, first, content[1:])


def _story(reading: _Reading, language: str | None) -> Story:
    body = [i for i in reading.content() if i not in (reading.title, reading.lede)]
    author, place, signed = _byline(reading)
    credit = _first(reading, Kind.CREDIT)
    dated = _first(reading, Kind.DATE)
    used = {signed, credit, dated}
    kept = [reading.part(i) for i in body]
    text = reading.text
    return Story(
        text=text,
        language=language or texts.language(text),
        title=None if reading.title is None else reading.part(reading.title),
        lede=None if reading.lede is None else reading.part(reading.lede),
        paragraphs=tuple(kept),
        quotes=tuple(_quotes(text, kept)),
        author=author,
        place=place,
        photo_credit=None if credit is None else reading.part(credit),
        published=None if dated is None else reading.part(dated),
        views=_views(reading),
        furniture=tuple(
            reading.part(i)
            for i, kind in enumerate(reading.kinds)
            if (kind is not None and i not in used) or i in reading.duplicates
        ),
        reading_minutes=_minutes(kept, reading),
    )


def _first(reading: _Reading, kind: Kind) -> int | None:
    return next((i for i, found in enumerate(reading.kinds) if found is kind), None)


def _byline(reading: _Reading) -> tuple[Part | None, Part | None, int | None]:
    """Return author, place and the block that names them; a signature at the end goes first."""
    for i in reversed(range(len(reading.kinds))):
        if reading.kinds[i] is Kind.BYLINE and (
            found := furniture.BYLINE.fullmatch(reading.line(i))
        ):
            start = reading.blocks[i].start
            author = _group(found, "name", start)
            return author, _group(found, "place", start), i
    at = _first(reading, Kind.AUTHOR)
    name = furniture.author_of(reading.line(at)) if at is not None else None
    if at is None or name is None:
        return None, None, None
    start = reading.blocks[at].start + reading.line(at).rindex(name)
    return Part(name, start, start + len(name)), None, at


def _group(found: re.Match[str], name: str, offset: int) -> Part | None:
    if found[name] is None:
        return None
    return Part(found[name], offset + found.start(name), offset + found.end(name))


def _views(reading: _Reading) -> int | None:
    counts = [i for i, kind in enumerate(reading.kinds) if kind is Kind.VIEWS]
    first = reading.content()[:1]
    counts += [
        i
        for i, kind in enumerate(reading.kinds)
        if kind is Kind.NUMBER and (not first or i < first[0])
    ]
    return furniture.views_in(reading.line(counts[0])) if counts else None


def _quotes(text: str, paragraphs: list[Part]) -> list[Quote]:
    return [
        Quote(text[span.start : span.end], span.start, span.end, source)
        for part in paragraphs
        for span, source in quotations.find(text, Span(part.start, part.end))
    ]


def _minutes(paragraphs: list[Part], reading: _Reading) -> int:
    words = sum(len(part.text.split()) for part in paragraphs)
    if reading.lede is not None:
        words += len(reading.line(reading.lede).split())
    return max(1, -(-words // _WORDS_PER_MINUTE))
