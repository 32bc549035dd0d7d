"""A story made for forwarding: what is shown is what is shared."""

from collections.abc import Callable
from dataclasses import dataclass

from aiogram.types import CopyTextButton, InlineKeyboardButton, SwitchInlineQueryChosenChat
from aiogram.utils.formatting import Text

from views import links
from views.buttons import SHARE, SUMMARY, Open, Row, keyboard, linked, pressed
from views.figure import figure_line, shown_figures
from views.language import Catalogue, catalogue
from views.message import Message
from views.model import Reader, Story
from views.pages import units
from views.story import counters, headline, headline_link

#: Telegram's limit for the text behind a copy button, in characters (counted here as UTF-16 units).
COPY_LIMIT = 256

#: What can be shared, in the order of the buttons; a button's `detail` is the index.
VARIANTS = ("all", "headline", "summary", "figures")

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
    pieces = _pieces(story, reader, username, variant)
    content = _joined(pieces)
    say = catalogue(reader.language)
    rows = _services(story, pieces, reader, username, inline=inline)
    choices = [] if inline else _variants(story, variant, say)
    ways = [] if inline else [pressed(say("‹ Summary"), Open(view=SUMMARY, story=story.id))]
    return Message.of(content, keyboard(*rows, *choices, ways, counters(story, say)))


def _pieces(story: Story, reader: Reader, username: str, variant: str) -> list[Piece]:
    """Return headline, sentences, figures, source and the way back, as the variant asks."""
    say = catalogue(reader.language)
    pieces = [Piece(headline_link(story, username), 0)]
    if variant in ("all", "summary"):
        chosen = story.analysis.summary(SENTENCES).sentences
        pieces += [Piece(Text(s.text), 2 + i) for i, s in enumerate(chosen)]
    if variant in ("all", "figures"):
        lines = [figure_line(story, figure) for figure in shown_figures(story, FIGURES)]
        pieces += [Piece(Text("• ", line), 5 + i) for i, line in enumerate(lines)]
    source = source_name(story)
    if source:
        pieces.append(Piece(Text(say("Source: {source}", source=source)), 4))
    pieces.append(Piece(Text(links.to_story(username, story.id)), 1))
    return pieces


def source_name(story: Story) -> str | None:
    """Return whom the story is from: its source, else its author."""
    author = story.analysis.story.author
    return story.source or (author.text if author else None)


def _joined(pieces: list[Piece]) -> Text:
    nodes: list[Text | str] = []
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if before:
            bullets = before.rank >= 5 and piece.rank >= 5
            nodes.append("\n" if bullets else "\n\n")
        nodes.append(piece.content)
    return Text(*nodes)


def _fitted(pieces: list[Piece], fits: Callable[[str], bool]) -> str:
    """Return the text without formatting, giving up the passages of the highest rank until it fits.

    Headline and link always remain: `HEADLINE_LIMIT` is such that they fit everywhere.
    """
    kept = list(pieces)
    text = _joined(kept).render()[0]
    while not fits(text) and max(piece.rank for piece in kept) > 1:
        kept.remove(max(kept, key=lambda piece: piece.rank))
        text = _joined(kept).render()[0]
    return text


def _services(
    story: Story, pieces: list[Piece], reader: Reader, username: str, *, inline: bool
) -> list[Row]:
    """Return the rows of ways out: other services, a copy, another chat."""
    say = catalogue(reader.language)
    url = links.to_story(username, story.id)
    title = headline(story.analysis)
    copied = CopyTextButton(text=_fitted(pieces, lambda text: units(text) <= COPY_LIMIT))
    last = [InlineKeyboardButton(text=say("Copy text"), copy_text=copied)]
    if reader.kind != "channel" and not inline:
        last.append(_chosen_chat(story, say))
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
    return make(_fitted(pieces, lambda text: len(make(text)) <= links.URL_LIMIT))


def _chosen_chat(story: Story, say: Catalogue) -> InlineKeyboardButton:
    """Return the button that sends the story to a chat through inline mode."""
    target = SwitchInlineQueryChosenChat(
        query=f"#{story.id}",
        allow_user_chats=True,
        allow_group_chats=True,
        allow_channel_chats=True,
    )
    return InlineKeyboardButton(text=say("Send to a chat"), switch_inline_query_chosen_chat=target)


def _variants(story: Story, current: str, say: Catalogue) -> list[Row]:
    """Return the buttons that choose what is shared, without the one that is shown."""
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
    return [row[:2], row[2:]]
