"""What of a feed is news: rules that hold for every feed."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sources.candidates import Candidate, candidate, mark, text_of
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


feeds = st.lists(entries(), max_size=60).map(
    lambda found: [candidate(each, text_of(each.html)) for each in found]
)


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


@given(feeds)
def test_ids_that_all_change_are_no_news(shown: list[Candidate]) -> None:
    linked = {each.link_mark: each for each in shown if each.link_mark}
    one_a_link = list(linked.values())
    renamed = [each._replace(entry_mark=mark(f"new {each.entry_mark}")) for each in one_a_link]
    decision = decide(renamed, items(one_a_link), LAST, NOW)
    assert decision.new == ()


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
