"""An answer to a question about a case is taken back whole, or not at all."""

from pathlib import Path

from handlers.questions import Questions, _Pressed
from storage.store import Store
from storage.suggestions import JOINED, OPEN, REFUSED
from tests.storage.articles import GANGS, HARVEST, NOW, add
from views.buttons import Question


async def test_of_two_editors_at_once_the_second_parts_no_case(tmp_path: Path) -> None:
    """Decided otherwise between his press and its turn, the question stays as it is."""
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'svodka.db'}")
    other, story = (await add(store, GANGS)).id, (await add(store, HARVEST)).id
    await store.suggestions.add(story, other, 0.6, NOW)
    await store.suggestions.decide(story, other, JOINED)
    await store.cases.join(story, other, NOW)
    as_pressed = await store.suggestions.get(story, other)
    reader = await store.chats.remember(1, "private", "ru", "Asia/Almaty", now=NOW)
    assert as_pressed
    await store.suggestions.decide(story, other, REFUSED, was=JOINED)

    button = Question(story=story, other=other, what="undo")
    pressed = _Pressed(Questions(store, reader, "svodka_bot", NOW), as_pressed, button)
    await pressed.take_back([story])

    assert await store.cases.parts(story) == (other, story)
    assert not await store.suggestions.decide(story, other, JOINED, was=OPEN)
    await store.close()
