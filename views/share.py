"""A story made for forwarding: what is shown is what is shared."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from aiogram.types import CopyTextButton, InlineKeyboardButton, SwitchInlineQueryChosenChat
from aiogram.utils.formatting import Text

from views import links, reporters
from views.buttons import SHARE, SUMMARY, InlineLike, Open, Row, keyboard, linked, pressed
from views.figure import figure_line, hedge, shown_figures
from views.language import Catalogue, catalogue
from views.message import TEXT_LIMIT, Message
from views.model import Reader, Story
from views.pages import units
from views.story import counters, headline, headline_link, source_line

#: Telegram's limit for the text behind a copy button, in characters (counted here as UTF-16 units).
COPY_LIMIT = 256

#: What can be shared, in the order of the buttons; a button's `detail` is the index.
VARIANTS = ("all", "headline", "summary", "figures")

_INLINE_QUERY = re.compile(rf"[#№]\s?([0-9]{{1,15}})(?:\s+({'|'.join(VARIANTS)}))?")

SENTENCES = 2
FIGURES = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage of the share text; a lower rank is given up later when room is short."""

    content: Text
    rank: int


def render(
    story: Story, reader: Reader, username: str, *, variant: str = "all", inline: bool = False
) -> Message:
    """Return the message to forward; channels get no button that Telegram refuses there."""
    whole = _pieces(story, reader, username, variant)
    pieces = _fitted(whole, lambda text: units(text) <= TEXT_LIMIT)
    content = _joined(pieces)
    say = catalogue(reader.language)
    rows = _services(story, pieces, reader, username, variant, inline=inline)
    choices = [] if inline else _variants(story, variant, say)
    like = (
        InlineLike(story=story.id, language=reader.language, variant=VARIANTS.index(variant))
        if inline
        else None
    )
    return Message.of(content, keyboard(*rows, *choices, counters(story, say, like)))


def _pieces(story: Story, reader: Reader, username: str, variant: str) -> list[Piece]:
    """Return headline, sentences, figures, source and the way back, as the variant asks."""
    say = catalogue(reader.language)
    pieces = [Piece(headline_link(story, username), 0)]
    if variant in ("all", "summary"):
        chosen = story.analysis.summary(SENTENCES).sentences
        pieces += [Piece(Text(s.text), 2 + i) for i, s in enumerate(chosen)]
    if variant in ("all", "figures"):
        shown = shown_figures(story, FIGURES)
        lines = [(figure_line(story, figure), hedge(figure, say)) for figure in shown]
        pieces += [Piece(Text("• ", *line), 5 + i) for i, line in enumerate(lines)]
    if told := _told_by(story, say):
        pieces.append(Piece(told, 4))
    pieces.append(Piece(Text(links.to_story(username, story.id)), 1))
    return pieces


def _told_by(story: Story, say: Catalogue) -> Text | None:
    """Return whom the story is from: all that report it, else its source, else its author."""
    if several := reporters.line(story, say):
        return several
    author = story.analysis.story.author
    source = story.source or (author.text if author else None)
    return Text(say("Source: {source}", source=source_line(source))) if source else None


def _joined(pieces: list[Piece]) -> Text:
    nodes: list[Text | str] = []
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if before:
            bullets = before.rank >= 5 and piece.rank >= 5
            nodes.append("\n" if bullets else "\n\n")
        nodes.append(piece.content)
    return Text(*nodes)


def _fitted(pieces: list[Piece], fits: Callable[[str], bool]) -> list[Piece]:
    """Give up the passages of the highest rank until the text, without formatting, fits.

    Headline and link always remain: `HEADLINE_LIMIT` is such that they fit everywhere.
    """
    kept = list(pieces)
    while not fits(_plain(kept)) and max(piece.rank for piece in kept) > 1:
        kept.remove(max(kept, key=lambda piece: piece.rank))
    return kept


def _plain(pieces: list[Piece]) -> str:
    return _joined(pieces).render()[0]


def _services(
    story: Story, pieces: list[Piece], reader: Reader, username: str, variant: str, *, inline: bool
) -> list[Row]:
    """Return the rows of ways out: other services, a copy, another chat."""
    say = catalogue(reader.language)
    url = links.to_story(username, story.id)
    title = headline(story.analysis)
    copied = CopyTextButton(text=_plain(_fitted(pieces, lambda text: units(text) <= COPY_LIMIT)))
    last = [InlineKeyboardButton(text=say("Copy text"), copy_text=copied)]
    if reader.kind != "channel" and not inline:
        last.append(_chosen_chat(story, variant, say))
    return [
        [
            linked(
                say("Share…"), _address(lambda text: links.telegram_share(url, text), pieces[:-1])
            ),
            linked(say("OK Class"), links.odnoklassniki_share(url, title)),
        ],
        [
            linked("WhatsApp", _address(links.whatsapp_share, pieces)),
            linked("VK", links.vk_share(url, title)),
        ],
        last,
    ]


def _address(make: Callable[[str], str], pieces: list[Piece]) -> str:
    """Return a share address with as much of the text as an address may hold."""
    return make(_plain(_fitted(pieces, lambda text: len(make(text)) <= links.URL_LIMIT)))


def inline_query(story: int, variant: str) -> str:
    """Return what is typed after the bot's name to send a variant of a story."""
    return f"#{story}" if variant == "all" else f"#{story} {variant}"


def read_inline_query(query: str) -> tuple[int, str] | None:
    """Read what `inline_query` wrote (or a person did): story and variant; None for words."""
    match = _INLINE_QUERY.fullmatch(query)
    return (int(match[1]), match[2] or "all") if match else None


def _chosen_chat(story: Story, variant: str, say: Catalogue) -> InlineKeyboardButton:
    """Return the button that sends the story to a chat through inline mode."""
    target = SwitchInlineQueryChosenChat(
        query=inline_query(story.id, variant),
        allow_user_chats=True,
        allow_group_chats=True,
        allow_channel_chats=True,
    )
    return InlineKeyboardButton(text=say("Send to a chat"), switch_inline_query_chosen_chat=target)


def _variants(story: Story, current: str, say: Catalogue) -> list[Row]:
    """Return the buttons that choose what is shared, without the one shown, and the way back."""
    names = {
        "all": say("Everything"),
        "headline": say("Headline only"),
        "summary": say("Summary only"),
        "figures": say("Figures only"),
    }
    row = [
        pressed(names[variant], Open(view=SHARE, story=story.id, detail=index))
        for index, variant in enumerate(VARIANTS)
        if variant != current and (variant != "figures" or shown_figures(story))
    ]
    row.append(pressed(say("‹ Summary"), Open(view=SUMMARY, story=story.id)))
    return [row[:2], row[2:]]
