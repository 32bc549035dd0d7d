"""Search: forms find each other, any text is a query, hits say why they are hits."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.words import stem
from storage.snippets import snippet
from storage.store import Store
from tests.storage.articles import GANGS, HARVEST, NOW, add, reading


async def titles(store: Store, query: str, **page: int) -> list[str]:
    return [hit.line.title for hit in await store.stories.search(query, **{"limit": 10} | page)]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Он осуждён за торговлю людьми.", "торговля людьми"),
        ("Борьба с торговлей людьми.", "ТОРГОВЛИ ЛЮДЕЙ"),
        ("Учёные открыли новый вид.", "ученый"),
        ("Суд в Северо-Казахстанской области.", "казахстанская область"),
        ("Жүз миллион теңге бөлінді.", "ТЕҢГЕ"),
        ("The police arrested two traffickers.", "trafficker arrests"),
        ("Доход составил 1,5 млн тенге", "1,5 млн"),
        ("Президент Токаев и МВД", "мвд токаева"),
        ("Наи\u0306дена стр\u0430\u0301на", "найдена страна"),
    ],
)
async def test_one_form_finds_the_others(store: Store, text: str, query: str) -> None:
    await add(store, text, title="это")
    await add(store, HARVEST, title="не это")
    assert await titles(store, query) == ["это"]


async def test_all_words_must_be_there(store: Store) -> None:
    await add(store, GANGS, title="банды")
    assert await titles(store, "банды пшеница") == []


async def test_the_hit_shows_where_the_words_stand(store: Store) -> None:
    padding = "Здесь говорится о другом. " * 40
    await add(store, f"{padding}\n{padding}{GANGS} {padding}", title="банды")
    [hit] = await store.stories.search("торговля людьми", limit=5)
    assert [hit.snippet[mark.start : mark.end] for mark in hit.marks] == ["торговлей", "людьми"]
    assert len(hit.snippet) <= 162
    assert hit.snippet.strip("…") in padding + GANGS + " " + padding


async def test_few_hits_come_best_first_and_the_headline_weighs_more(store: Store) -> None:
    await add(store, "Урожай и ещё раз урожай. " + GANGS, title="Виды на урожай")
    await add(store, GANGS + " Попутно собран урожай.", title="Банды")
    assert await titles(store, "урожай") == ["Виды на урожай", "Банды"]
    best = await store.stories.best("урожая")
    assert best is not None
    assert best.id == 1


async def test_many_hits_come_newest_first_in_pages(store: Store) -> None:
    async with store.transaction():
        for number in range(60):
            await add(store, f"Урожай номер {number}", title=f"№ {number}")
    assert await titles(store, "урожай", limit=3) == ["№ 59", "№ 58", "№ 57"]
    assert await titles(store, "урожай", limit=3, offset=57) == ["№ 2", "№ 1", "№ 0"]
    assert await titles(store, "урожай", limit=3, offset=60) == []


async def test_few_hits_come_in_pages_without_overlap(store: Store) -> None:
    for number in range(5):
        await add(store, f"Урожай номер {number}", title=f"№ {number}")
    pages = [await titles(store, "урожай", limit=2, offset=offset) for offset in (0, 2, 4)]
    assert sorted(title for page in pages for title in page) == [
        f"№ {number}" for number in range(5)
    ]


async def test_nothing_is_found_for_words_that_are_nowhere(store: Store) -> None:
    await add(store, GANGS)
    assert await titles(store, "кенгуру") == []
    assert await store.stories.best("кенгуру") is None
    assert await store.stories.best("!?") is None


HOSTILE = [
    *["", " ", '"', "'", '"""', "*", "бан*", "банды OR", "NOT", "AND AND", "NEAR(a b, 1)", "x:*"],
    *["title:банды", "^банды", "{title body}: x", "-банды", "банды)", "((", ":", "::tsquery"],
    *["'; DROP TABLE stories;--", "\\", "a'b", "банды & !", "<->", "%", "_", "can’t", "'" * 9000],
    *["\x00", "\ud800", "a\ud800b", "\u202e", "😀", "x" * 10_000, "слово " * 2_000],
    *["²½", "ⅷ", "𝒳𝒴", "٣", "หมา", "İ", "ß", "\u0301"],
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
async def test_any_text_is_a_query(store: Store, query: str) -> None:
    await add(store, GANGS)
    await store.stories.search(query, limit=3)
    await store.stories.best(query)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    query=st.text(max_size=40)
    | st.text("банды \"'*()&|!:^-<>\\{}٣²İßאNOTAND", max_size=20)
    | st.text(st.characters(categories=["L", "N", "M"]), max_size=10)
)
async def test_a_word_of_any_script_finds_the_text_it_stands_in(store: Store, query: str) -> None:
    # What cannot be stored parts words in a query, so it does so here.
    text = "".join(" " if c == "\x00" or 0xD800 <= ord(c) < 0xE000 else c for c in query)
    added = await store.stories.add(f"начало {text} конец", reading("x"), now=NOW)
    found = await store.stories.search(f"начало {query}", limit=200)
    assert added.story.id in [hit.line.id for hit in found]
    assert all(0 <= m.start < m.end <= len(hit.snippet) for hit in found for m in hit.marks)


async def test_a_huge_text_is_stored_and_found_by_its_beginning(store: Store) -> None:
    text = "Банды. " + " ".join(f"слово{number}" for number in range(60_000))
    await add(store, text, title="x" * 5_000)
    assert len(await titles(store, "банды слово7")) == 1


def test_a_snippet_prefers_the_place_where_most_words_stand_together() -> None:
    text = "Торговля растёт. " + "Другое. " * 60 + "Судили за торговлю людьми."
    found = snippet(text, frozenset({stem("торговля"), stem("люди")}))
    assert [found.text[mark.start : mark.end] for mark in found.marks] == ["торговлю", "людьми"]


def test_a_snippet_of_a_text_without_hits_is_its_beginning() -> None:
    found = snippet(GANGS * 9, frozenset({"кенгуру"}))
    assert found.marks == ()
    assert GANGS.startswith(found.text[:40])
