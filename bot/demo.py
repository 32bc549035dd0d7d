"""The invented newsroom of the sandbox: its feeds as files, each story when its time has come."""

import asyncio
import json
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from importlib import resources
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

#: Each language's feed, and each in another format.
FEEDS = {"ru": "ru.xml", "kk": "kk.atom", "en": "en.json"}
TITLES = {"ru": "Вестник Заречья", "kk": "Заречье хабаршысы", "en": "The Zarechye Herald"}
#: Seconds between two looks for stories whose time has come.
EVERY = 20.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A story of the newsroom."""

    language: str
    title: str
    text: str
    published: datetime

    @property
    def id(self) -> str:
        """Return what names the story, the same at each start."""
        return f"{self.language}-{abs(hash_of(self.title))}"

    @property
    def html(self) -> str:
        """Return its paragraphs as a feed has them."""
        return "".join(f"<p>{escape(part.strip())}</p>" for part in self.text.split("\n\n"))


def hash_of(text: str) -> int:
    """Return a number for a text that does not change from start to start."""
    return sum((at + 1) * ord(char) for at, char in enumerate(text))


def entries(start: datetime) -> list[Entry]:
    """Return all stories, dated from the start of the sandbox."""
    told = (resources.files("seeds") / "demo" / "stories.toml").read_text("utf-8")
    return [
        Entry(
            story["language"],
            story["title"],
            story["text"].strip(),
            start + timedelta(minutes=story["minutes"]),
        )
        for story in tomllib.loads(told)["story"]
    ]


def write(folder: Path, found: list[Entry], now: datetime, base: str) -> None:
    """Write the feeds with all stories whose time has come, the newest first."""
    for language, name in FEEDS.items():
        shown = [each for each in found if each.language == language and each.published <= now]
        shown.sort(key=lambda each: each.published, reverse=True)
        text = _WRITERS[name.rpartition(".")[2]](TITLES[language], shown, base)
        part = folder / f"{name}.part"
        part.write_text(text, encoding="utf-8")
        part.replace(folder / name)


async def publish(folder: Path, start: datetime, base: str) -> None:
    """Write the feeds again and again, until cancelled."""
    found = entries(start)
    while True:
        await asyncio.to_thread(write, folder, found, datetime.now(start.tzinfo), base)
        await asyncio.sleep(EVERY)


def _rss(title: str, shown: list[Entry], base: str) -> str:
    items = "".join(
        f"<item><title>{escape(each.title)}</title><guid isPermaLink='false'>{each.id}</guid>"
        f"<link>{base}#{each.id}</link><pubDate>{format_datetime(each.published)}</pubDate>"
        f"<description>{escape(each.html)}</description></item>"
        for each in shown
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{escape(title)}</title><link>{base}</link>{items}</channel></rss>"
    )


def _atom(title: str, shown: list[Entry], base: str) -> str:
    items = "".join(
        f"<entry><title>{escape(each.title)}</title><id>{each.id}</id>"
        f"<link href={quoteattr(f'{base}#{each.id}')}/>"
        f"<published>{each.published.isoformat()}</published>"
        f'<content type="html">{escape(each.html)}</content></entry>'
        for each in shown
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(title)}</title><id>{base}</id>{items}</feed>"
    )


def _json(title: str, shown: list[Entry], base: str) -> str:
    items = [
        {
            "id": each.id,
            "url": f"{base}#{each.id}",
            "title": each.title,
            "content_html": each.html,
            "date_published": each.published.isoformat(),
        }
        for each in shown
    ]
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": title, "items": items}, ensure_ascii=False)


_WRITERS = {"xml": _rss, "atom": _atom, "json": _json}
