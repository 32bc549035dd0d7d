"""The first screen, and the help."""

from aiogram.utils.formatting import Bold, Text

from views import editors
from views.buttons import FIGURES, FULL, SHARE, SUMMARY, Menu, Open, keyboard, pressed
from views.language import Catalogue, catalogue
from views.message import Message
from views.model import Reader, Story
from views.story import behind_spoiler, headline_link, shortened
from views.subscribe import examples

#: The first screen is a short one: a longer lede is cut at a word (UTF-16 units).
LEDE_LIMIT = 500

#: Every command with what it does; `True` where groups have it too. The order is the menu's.
COMMANDS: tuple[tuple[str, bool], ...] = (
    ("summary", True),
    ("figures", True),
    ("full", True),
    ("share", True),
    ("stories", True),
    ("search", False),
    ("why", True),
    ("digest", True),
    ("subscribe", True),
    ("filters", True),
    ("pause", True),
    ("resume", True),
    ("following", True),
    ("unsubscribe", True),
    ("chats", False),
    ("settings", True),
    ("help", False),
    ("privacy", False),
    ("forget", False),
    ("start", False),
)


def command_descriptions(say: Catalogue) -> dict[str, str]:
    """Return what each command does, in a few words."""
    return {
        "start": say("Begin: the newest story"),
        "summary": say("The story in three sentences"),
        "figures": say("Key figures, who and where"),
        "full": say("The whole text"),
        "share": say("A message made for forwarding"),
        "stories": say("All stories, newest first"),
        "search": say("Find stories by words"),
        "why": say("How a summary was made (as a reply)"),
        "digest": say("What is new for you, now"),
        "subscribe": say("Updates: when, what and how much"),
        "filters": say("What you want to read of, and what not"),
        "pause": say("No updates for a while"),
        "resume": say("End the pause"),
        "following": say("The stories that you follow"),
        "unsubscribe": say("No more new stories"),
        "chats": say("Updates of your groups and channels"),
        "settings": say("Language and time zone"),
        "help": say("What I can do"),
        "privacy": say("What is stored about you"),
        "forget": say("Delete everything about this chat"),
    }


def short_description(say: Catalogue) -> str:
    """Return the line of the bot's profile (at most 120 characters, Bot API)."""
    return say("News, briefly and provably: summaries, key figures, full texts")


def description(say: Catalogue) -> str:
    """Return what an empty chat shows (at most 512 characters, Bot API)."""
    return say(
        "Svodka tells the news briefly and provably: every line of a summary is a sentence of the "
        "article, every figure has its quote. Summaries, key figures, full texts, sharing, updates."
    )


def welcome(story: Story | None, reader: Reader, username: str) -> Message:
    """Return the first screen: what this is, the newest story, buttons."""
    say = catalogue(reader.language)
    about = say(
        "Svodka tells the news briefly and provably: every line of a summary is a sentence of the "
        "article, every figure has its quote."
    )
    menu = [
        [
            pressed(say("All stories"), Menu(screen="stories")),
            pressed(say("Get updates"), Menu(screen="subscribe")),
        ],
        [pressed(say("Help"), Menu(screen="help"))],
    ]
    if story is None:
        return Message.of(Text(about, "\n\n", say("There are no stories yet.")), keyboard(*menu))
    parts: list[Text | str] = [about, "\n\n", headline_link(story, username)]
    lede = story.analysis.story.lede
    if lede:
        opening = Text(shortened(lede.text, LEDE_LIMIT))
        parts += ["\n", behind_spoiler(opening, say) if story.graphic else opening]
    first = [
        pressed(say("Summary"), Open(view=SUMMARY, story=story.id)),
        pressed(say("Figures"), Open(view=FIGURES, story=story.id)),
    ]
    second = [
        pressed(say("Full text"), Open(view=FULL, story=story.id)),
        pressed(say("Share"), Open(view=SHARE, story=story.id)),
    ]
    return Message.of(Text(*parts), keyboard(first, second, *menu))


def help_text(reader: Reader, *, editor: bool = False) -> Message:
    """Return all commands with their ways of asking; an editor's own come last."""
    say = catalogue(reader.language)
    descriptions = command_descriptions(say)
    lines: list[Text | str] = [Bold(say("What I can do")), "\n"]
    for command, _ in COMMANDS:
        lines += [f"\n/{command} — {descriptions[command]}"]
    lines += [
        "\n\n",
        say(
            "After /summary, /figures, /full and /share you may name a story by its number "
            "(/summary 2), by words (/summary trade in people), or answer a message about it. "
            "/summary 2 5 gives five sentences."
        ),
        "\n\n",
        say(
            "/subscribe opens one screen: at once or digests at your hours, topics, words, how "
            "much a day, quiet hours. What is over your limit comes in the next digest. The same "
            "in words:"
        ),
        "\n",
        "\n".join(examples(say)),
        "\n\n",
        say(
            "¶ leads to the place in the full text. Forward me a story message and I will open it. "
            "In any chat, write my name and a few words to send a story there."
        ),
        *(editors.help_lines(say) if editor else ()),
    ]
    return Message.of(Text(*lines))
