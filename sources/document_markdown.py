"""Markdown as text: paragraphs, headings and list items without their marks."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

#: What notes and site generators put before the text.
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:.*\n){0,100}?(?:---|\.\.\.)[ \t]*\n")
_SPACES = {"softbreak": " ", "hardbreak": "\n"}


def read(text: str) -> str:
    """Return the text that Markdown stands for, paragraphs parted by blank lines."""
    tokens = MarkdownIt("commonmark").enable("table").parse(_FRONT_MATTER.sub("", text, count=1))
    return "\n\n".join(filter(None, (_shown(token).strip() for token in tokens)))


def _shown(token: Token) -> str:
    if token.type in ("fence", "code_block"):
        return token.content
    return "".join(_pieces(token.children or ())) if token.type == "inline" else ""


def _pieces(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield what stands in a line: words and code, not pictures, markup or where links lead."""
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        else:
            yield _SPACES.get(token.type, "")
