"""What somebody sent to be read, and that every refusal has its sentence."""

from datetime import UTC, date, datetime

from aiogram.types import Chat, Message, MessageEntity, MessageOriginChannel, Update, User

from handlers.allowance import Allowance, Answer
from handlers.haste import HUSHED, MOST, Haste
from handlers.sent import POST, Post, sent
from sources import fetch_errors
from sources.files import FileError
from sources.page_verdict import Reason
from views.language import LANGUAGES, catalogue
from views.reading import refusals

ME = Chat(id=1, type="private")
LONG = "Мост открыли раньше срока. " * (POST // 20)


def message(text: str, *, link: str = "", number: int = 1) -> Message:
    """Return a message whose first passage that equals `link` is a written link."""
    at = text.find(link) if link else -1
    links = [MessageEntity(type="url", offset=at, length=len(link))] if link else None
    person = User(id=1, is_bot=False, first_name="A")
    moment = datetime.now(UTC)
    return Message(
        message_id=number, date=moment, chat=ME, from_user=person, text=text, entities=links
    )


def test_every_reason_has_a_sentence_in_every_language() -> None:
    """Whatever keeps an article from being read, a person is told that and nothing vague."""
    keys = {f"fetch {kind.key}" for kind in fetch_errors.ALL}
    keys |= {f"page {reason.value}" for reason in Reason}
    keys |= {f"file {kind.key}" for kind in FileError.__subclasses__()}
    keys |= {"file heavy", "page feed", "page feed to add"}
    for language in LANGUAGES:
        assert set(refusals("404", catalogue(language))) == keys


def test_a_short_text_with_a_link_stands_for_where_it_leads() -> None:
    assert (
        sent([message("Что это? example.org/a", link="example.org/a")]) == "https://example.org/a"
    )
    assert (
        sent([message("http://example.org/", link="http://example.org/")]) == "http://example.org/"
    )
    assert sent([message("Просто слова")]) is None


def test_a_long_text_is_read_itself_whatever_it_links_to() -> None:
    """But an address does not make a text long."""
    assert sent([message(f"{LONG} http://a.example/", link="http://a.example/")]) == Post(
        f"{LONG} http://a.example/"
    )
    address = "http://a.example/" + "x" * POST
    assert sent([message(address, link=address)]) == address


def test_a_post_of_a_public_channel_has_its_address() -> None:
    channel = Chat(id=-1001, type="channel", title="Вестник", username="vestnik")
    origin = MessageOriginChannel(date=datetime.now(UTC), chat=channel, message_id=7)
    forwarded = message(LONG).model_copy(update={"forward_origin": origin})
    assert sent([forwarded]) == Post(LONG, "Вестник", "https://t.me/vestnik/7")


def test_over_a_days_share_there_is_one_notice_until_tomorrow() -> None:
    allowance, today = Allowance(2), date(2026, 3, 1)
    said = [allowance.take(1, today) for _ in range(5)]
    assert said == [Answer.YES, Answer.YES, Answer.TELL, Answer.NO, Answer.NO]
    assert allowance.take(2, today) is Answer.YES
    assert allowance.take(1, date(2026, 3, 2)) is Answer.YES


def test_who_asks_too_fast_is_told_once_and_answered_again_later() -> None:
    """A burst is answered up to the limit; other people are not touched by it."""
    now = 0.0
    haste = Haste(lambda: now)
    update = Update(update_id=1, message=message("/summary"))
    said = [haste.judge(update) for _ in range(MOST + 50)]
    assert said == [Answer.YES] * MOST + [Answer.TELL] + [Answer.NO] * 49
    now = HUSHED + 1
    assert haste.judge(update) is Answer.YES
