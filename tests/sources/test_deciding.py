"""What of a feed is news: rules that hold for every feed."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sources import candidates
from sources.candidates import Candidate, candidate, candidates_of, text_of
from sources.deciding import MOST_HELD, MOST_TOLD, Fate, decide
from sources.feed_values import Entry
from storage.items import Item

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LAST = NOW - timedelta(hours=1)
_names = st.text("абвгд", min_size=1, max_size=3)
_dates = st.none() | st.integers(-500, 2).map(lambda hours: NOW + timedelta(hours=hours))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    link = draw(st.just("") | _names.map(lambda name: f"https://paper.example/{ord(name[0])}"))
    title = draw(_names)
    return Entry(draw(_names), title, link, draw(_dates), draw(st.just("") | _names))


pages = st.lists(entries(), max_size=60)


def read(found: list[Entry]) -> list[Candidate]:
    return list(candidates_of(found, dict.fromkeys(found)))


feeds = pages.map(read)


def items(shown: list[Candidate]) -> list[Item]:
    """What is remembered of a feed that was taken in as a whole."""
    decision = decide(shown, (), None, NOW)
    return [
        Item(
            1, each.entry_mark, each.link_mark, each.title_mark, each.text_mark, each.url,
            each.title, LAST, each.published, id=number,
        )
        for number, (each, _) in enumerate(decision.new, 1)
    ]  # fmt: skip


@given(feeds)
def test_a_new_source_tells_nothing(shown: list[Candidate]) -> None:
    decision = decide(shown, (), None, NOW)
    assert {fate for _, fate in decision.new} <= {Fate.KEEP, Fate.SEE}


@given(feeds, st.randoms(use_true_random=False))
def test_what_was_shown_is_never_new_in_whatever_order_it_comes_back(
    shown: list[Candidate], chance: object
) -> None:
    known = items(shown)
    again = list(shown)
    chance.shuffle(again)  # type: ignore[attr-defined]
    decision = decide(again[: len(again) // 2 + 1], known, LAST, NOW)
    assert decision.new == ()


@given(feeds, feeds)
def test_however_much_is_new_no_more_than_a_handful_is_told(
    before: list[Candidate], after: list[Candidate]
) -> None:
    decision = decide(after, items(before), LAST, NOW)
    assert decision.count(Fate.TELL) <= MOST_TOLD
    assert decision.count(Fate.HOLD) <= MOST_HELD
    told = [each for each, fate in decision.new if fate is Fate.TELL]
    assert all(not each.published or each.published >= NOW - timedelta(days=3) for each in told)
    dates = [min(each.published or NOW, NOW) for each in told]
    assert dates == sorted(dates)


@given(pages)
def test_ids_that_all_change_are_no_news(shown: list[Entry]) -> None:
    one_a_link = list({candidate(each, "").link_mark: each for each in shown if each.link}.values())
    renamed = [each._replace(id=f"new {each.id}") for each in one_a_link]
    decision = decide(read(renamed), items(read(one_a_link)), LAST, NOW)
    assert decision.new == ()


@given(pages, st.sets(st.integers(0, 59)))
def test_entries_that_say_something_else_now_are_known_by_their_likes_alone(
    shown: list[Entry], places: set[int]
) -> None:
    """As a look does: the same again is not compared, and few of all items are read."""
    before = list({each.id: each for each in shown}.values())
    now = [
        each._replace(html="другой текст") if at in places else each
        for at, each in enumerate(before)
    ]
    differ = [each for each, old in zip(read(now), before, strict=True) if each.text != old.html]
    decision = decide(
        differ, likes(items(read(before)), differ), LAST, NOW, others=len(now) - len(differ)
    )
    assert decision.new == ()
    assert len(decision.changed) + len(decision.renamed) <= len(differ)


def likes(known: list[Item], shown: list[Candidate]) -> list[Item]:
    """What `storage.items` finds by any mark."""
    wanted = {value for each in shown for value in each[:4] if value}
    return [
        item
        for item in known
        if wanted & {item.entry_mark, item.link_mark, item.title_mark, item.text_mark}
    ]


def test_another_title_at_one_address_half_a_day_later_is_another_story() -> None:
    entry = Entry("1", "Курс на 5 мая", "https://paper.example/kurs", LAST, "")
    known = items([candidate(entry, "")])
    later = entry._replace(id="2", title="Курс на 6 мая", published=LAST + timedelta(hours=13))
    [(_, fate)] = decide([candidate(later, "")], known, LAST, NOW + timedelta(hours=13)).new
    assert fate is Fate.TELL


def test_the_text_of_an_entry_is_its_paragraphs_without_markup() -> None:
    html = "<p>Первый&nbsp;абзац &lt;b&gt;</p><ul><li>Пункт</li></ul>Без <i>тега</i><br>Конец"
    assert text_of(html) == "Первый абзац <b>\n\nПункт\n\nБез тега\n\nКонец"


def test_addresses_that_only_track_or_moved_to_https_have_one_mark() -> None:
    links = ["http://www.paper.example/1?utm_source=rss", "https://paper.example/1/"]
    marks = {candidate(Entry("", "", link, None, ""), "").link_mark for link in links}
    assert len(marks) == 1


def feed(*entries: str) -> bytes:
    items = (f"<item><guid>{name}</guid><title>{name}</title></item>" for name in entries)
    return f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>".encode()


def shown(body: bytes, before: str | None = None) -> tuple[list[str], int]:
    found = candidates.read(body, "application/rss+xml", "https://paper.example/rss", before)
    return [each.title for each in found.candidates], found.others


def test_entries_that_stand_there_as_the_last_time_are_counted_and_not_given() -> None:
    before = candidates.read(feed("b", "a"), None, "https://paper.example/rss").marks
    assert shown(feed("b", "a")) == (["b", "a"], 0)
    assert shown(feed("a", "b"), before) == ([], 2)
    assert shown(feed("c", "b", "a", "c"), before) == (["c"], 2)
    assert shown(feed("c", "a"), "ee" * 16) == (["c", "a"], 0)


def test_what_entries_share_is_known_also_of_those_that_are_not_given() -> None:
    link = "<item><guid>{}</guid><title>{}</title><link>https://paper.example/</link></item>"
    one, two = (f"<rss><channel>{link.format(n, n)}" for n in "ab")
    before = candidates.read(one.encode(), None, "").marks
    both = f"{one}{two.removeprefix('<rss><channel>')}</channel></rss>"
    [found] = candidates.read(both.encode(), None, "", before).candidates
    assert (found.title, found.shares_link, found.shares_id) == ("b", True, False)
