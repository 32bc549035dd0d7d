"""Direct speech and whose it is."""

import re
from collections.abc import Iterator

from news.spans import Part, Span

#: Shorter passages in quotation marks are names and single words, not speech.
_WORDS = 5

_QUOTED = re.compile(
    "«([^«»]{20,1500})»|“([^“”]{20,1500})”|„([^„“”]{20,1500})[“”]"
    '|"(?<![\\w.,!?…»)%]")(?=\\S)([^"\n]{1,1500})(?<=\\S)"(?!\\w)'
)
_OPENING = re.compile('[«“„"]')
#: Shorter passages in straight quotation marks are matched, so that marks pair up, and passed over.
_SHORTEST = 20
_SAYS = (
    r"говорит(?:ся)?|говорилось|сказал[аи]?|сказано|заявил[аи]?|сообщил[аи]?|сообщает(?:ся)?|сообщили|"
    r"отметил[аи]?|отмечает(?:ся)?|подчеркнул[аи]?|добавил[аи]?|рассказал[аи]?|пояснил[аи]?|"
    r"объяснил[аи]?|написал[аи]?|пишет|считает|уверен[аы]?|указал[аи]?|напомнил[аи]?|признал(?:ся|ась)|"
    r"цитирует|приводит|резюмировал[аи]?|заключил[аи]?|уточнил[аи]?|прокомментировал[аи]?|"
    r"деді|дейді|деп\sхабарлады|деп\sжазды|деп\sайтты|деген|делінген|"
    r"said|says|told|added|wrote|explained|noted|announced|according\sto"
)
_AFTER = re.compile(
    rf"[,.!?…]?[,]?\s*[-–—]?\s*(?:также\s|ещё\s|так\s)?(?P<says>{_SAYS})\b\s*(?P<source>[^.!?…\n:«\"“]{{0,120}})"
)
_BEFORE = re.compile(
    rf"(?P<source>[^.!?…\n:«»\"“”]{{3,120}}?),?\s(?P<says>{_SAYS})[^.!?…\n«»\"“”]{{0,60}}[:,]\s*$"
)
_CUT = re.compile(r",|\s[-–—]\s|\s(?:цитирует|сообщает|передает|передаёт)\s")


def find(text: str, block: Span) -> Iterator[tuple[Span, Part | None]]:
    """Yield the speech of one paragraph, without its quotation marks, and who says it."""
    opening = _OPENING.search(text, block.start, block.end)
    if opening is None:
        return
    for found in _QUOTED.finditer(text, opening.start(), block.end):
        group = next(i for i in range(1, 5) if found[i] is not None)
        span = _bare(text, found.start(group), found.end(group))
        said = text[span.start : span.end]
        if len(said) >= _SHORTEST and len(said.split()) >= _WORDS:
            yield span, _source(text, block, found)


def _bare(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in ", \xa0":
        end -= 1
    while start < end and text[start] in " \xa0":
        start += 1
    return Span(start, end)


def _source(text: str, block: Span, found: re.Match[str]) -> Part | None:
    after = _AFTER.match(text, found.end(), block.end)
    if after:
        return _part(text, after.start("source"), after.end("source"), cut=True)
    start = max(block.start, found.start() - 200)
    if not text[start : found.start()].rstrip().endswith((":", ",")):
        return None
    before = _BEFORE.search(text, start, found.start())
    return _part(text, before.start("source"), before.end("source"), cut=False) if before else None


def _part(text: str, start: int, end: int, *, cut: bool) -> Part | None:
    piece = text[start:end]
    ends = _CUT.search(piece) if cut else None
    piece = piece[: ends.start()] if ends else piece
    bare = piece.strip(" \xa0\t,;-–—")
    if not bare:
        return None
    start += piece.index(bare)
    return Part(bare, start, start + len(bare))
