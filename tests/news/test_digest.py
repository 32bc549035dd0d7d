"""Choosing a digest: one entry an event, the fresh and the followed first, topics mixed."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from news.digest import SAME_NEWS, Item, choose, says_the_same

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

numbers = st.integers(1, 12)
items = st.lists(
    st.builds(
        Item,
        numbers,
        st.integers(0, 100).map(lambda hours: NOW + hours * HOUR),
        st.sampled_from((None, "crime", "sport")),
        st.frozensets(numbers, max_size=3),
        st.booleans(),
    ),
    max_size=12,
    unique_by=lambda item: item.id,
)


def events(stories: list[Item]) -> list[set[int]]:
    """Return numbers that are tied together, found by joining sets until nothing more joins."""
    found = [{item.id, *item.ties} for item in stories]
    for _ in found:
        for one in found:
            for other in found:
                if one & other:
                    one |= other
    return found


@given(items, st.integers(0, 12), st.randoms())
def test_each_event_is_one_entry_and_its_newest_story_stands_for_it(
    stories: list[Item], most: int, order: Random
) -> None:
    chosen = choose(stories, most)
    newest = set()
    for event in events(stories):
        told = [item for item in stories if item.id in event]
        newest.add(max(told, key=lambda item: (item.added_at, item.id)).id)
    assert set(chosen.stories) <= newest
    assert len(chosen.stories) == len(set(chosen.stories)) == min(most, len(newest))
    assert chosen.left_out == len(newest) - len(chosen.stories)
    shuffled = list(stories)
    order.shuffle(shuffled)
    assert choose(shuffled, most) == chosen


def test_the_followed_come_first_and_topics_are_mixed() -> None:
    stories = [Item(n, NOW + n * HOUR, "crime") for n in range(1, 4)]
    stories += [Item(4, NOW, "sport"), Item(5, NOW - 40 * HOUR, "culture", followed=True)]
    assert choose(stories, 9).stories == (5, 3, 4, 2, 1)


@given(st.integers(-200, 200), st.booleans())
def test_only_a_report_of_the_same_days_says_the_same(hours: int, continues: bool) -> None:
    told = [NOW, NOW - 300 * HOUR]
    same = says_the_same(NOW + hours * HOUR, continues_case=continues, told_at=told)
    near = abs(hours) * HOUR <= SAME_NEWS or abs(hours + 300) * HOUR <= SAME_NEWS
    assert same == (near and not continues)
    assert not says_the_same(NOW, continues_case=continues, told_at=[])
