"""Filters: what a reader wants in and out, found in a story in all its forms."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.analysis import analyse
from news.filters import LONGEST, MOST_TERMS, Filter, FilterSet, Kind, Refusal, Wrong, parse
from news.terms import Terms
from news.text import LANGUAGES
from tests.news import articles


def parsed(text: str, language: str = "ru") -> Filter:
    """Return the filter; the test ends here when the text is none."""
    found = parse(text, language)
    assert isinstance(found, Filter), found
    return found


def says(text: str, story: str, language: str = "ru", *, spoken: str | None = None) -> str | None:
    """Return the words that brought a story, "-" and those that keep it away, None for neither."""
    terms = Terms.of(story, spoken or language)
    verdict = FilterSet({1: parsed(text, language)}).verdicts(terms).get(1)
    if verdict is None:
        return None
    if verdict.against is not None:
        return "-" + verdict.against.form
    return verdict.by.form if verdict.by else ""


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("+Астана −спорт", "+Астана −спорт"),
        ("Астана -спорт –кино —театр ‑мода", "+Астана −спорт −кино −театр −мода"),
        ("+ Астана - спорт", "+Астана −спорт"),
        ("+Астана+Алматы−спорт", "+Астана +Алматы −спорт"),
        ("Астана, Алматы и Шымкент", "+Астана +Алматы +Шымкент"),
        ("«торговля людьми» “мост” 'дом престарелых'",
         '+"торговля людьми" +мост +"дом престарелых"'),
        ("„торговля людьми“", '+"торговля людьми"'),
        ("Северо-Казахстанская", "+Северо-Казахстанская"),
        ("Алматы Иван Петров Павлодар", '+Алматы +"Иван Петров" +Павлодар'),
        ("Касым-Жомарт Кемелевич Токаев", '+"Касым-Жомарт Кемелевич Токаев"'),
        ("министерство внутренних дел -суд", '+"министерство внутренних дел" −суд'),
        ("source:tengri.example topic: суды", "+источник:tengri.example +тема:суды"),
        ('Дереккөз:"Наш край" −тақырып:спорт', '+источник:"Наш край" −тема:спорт'),
        ('"тема:спорт"', '+"тема:спорт"'),
        ("мост мосты мост", "+мост +мосты"),
        ("🔥 пожар!!! (Костанай)", "+пожар +Костанай"),
        ("пожар −", "+пожар"),
    ],
)  # fmt: skip
def test_what_is_typed_is_read_as_meant(typed: str, canonical: str) -> None:
    assert str(parsed(typed)) == canonical


@pytest.mark.parametrize(
    ("language", "canonical"),
    [("ru", "источник:мост"), ("kk", "дереккөз:мост"), ("en", "source:мост")],
)
def test_prefixes_are_written_in_the_readers_language(language: str, canonical: str) -> None:
    assert str(parsed("source:мост", language)) == f"+{canonical}"


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", Refusal(Wrong.EMPTY)),
        (" ,;\n", Refusal(Wrong.EMPTY)),
        ("🔥 !!! .*", Refusal(Wrong.EMPTY)),
        ("+ − +", Refusal(Wrong.ONLY_SIGNS)),
        ("—", Refusal(Wrong.ONLY_SIGNS)),
        ("мост тема:", Refusal(Wrong.ONLY_SIGNS, "тема")),
        ("м" * (LONGEST + 1), Refusal(Wrong.TOO_LONG)),
        ("м" * 90, Refusal(Wrong.LONG_TERM, "м" * 90)),
        ('"а б в г д е ж з и"', Refusal(Wrong.LONG_TERM, "а б в г д е ж з и")),
        ("мост в", Refusal(Wrong.COMMON, "в")),
        ("не спорт", Refusal(Wrong.COMMON, "не")),
        ("кроме спорта", Refusal(Wrong.COMMON, "кроме")),
        ("not sport", Refusal(Wrong.COMMON, "not")),
        ("+и", Refusal(Wrong.COMMON, "и")),
        ("и", Refusal(Wrong.COMMON, "и")),
        ("мост 5", Refusal(Wrong.COMMON, "5")),
        ('мост "торговля людьми', Refusal(Wrong.OPEN_QUOTE, "торговля людьми")),
        ("+Астана −астаны", Refusal(Wrong.BOTH, "астаны")),
        (" ".join(f"слово{n}" for n in range(MOST_TERMS + 1)),
         Refusal(Wrong.TOO_MANY, f"слово{MOST_TERMS}")),
    ],
)  # fmt: skip
def test_what_is_no_filter_is_refused_with_the_word_it_is_about(
    typed: str, refusal: Refusal
) -> None:
    assert parse(typed, "ru") == refusal


def test_a_word_is_common_in_the_language_of_who_types_it() -> None:
    assert parse("бар", "kk") == Refusal(Wrong.COMMON, "бар")
    assert str(parsed("бар", "ru")) == "+бар"


def test_topics_are_called_as_the_asker_of_topics_says() -> None:
    known = {"суды": "Суды и право"}.get
    assert parse("тема:суды", "ru", known) == parse('тема:"Суды и право"', "ru")
    assert parse("тема:рыба", "ru", known) == Refusal(Wrong.UNKNOWN_TOPIC, "рыба")


SIGNS = "+-−—\"«»'’“ ,:;*.[]\n\x00\u0301\ud800"
PIECES = st.sampled_from(
    ["Астана", "спорт", "тема:", "source :", "и", "О'Рейли", "Иван Петров", "қала", "1,5", *SIGNS]
)


@given(st.text() | st.lists(PIECES, max_size=40).map("".join), st.sampled_from(LANGUAGES))
def test_any_text_is_a_filter_that_reads_back_the_same_or_a_refusal(
    text: str, language: str
) -> None:
    found = parse(text, language)
    if isinstance(found, Refusal):
        assert found.key in Wrong
        return
    assert parse(str(found), language) == found
    assert 0 < len(found.plus) + len(found.minus) <= MOST_TERMS
    assert all(term.pattern and term.text for term in found.plus + found.minus)


@pytest.mark.parametrize(
    ("typed", "story", "form"),
    [
        ("торговля", "Банду судят за торговлю детьми.", "торговлю"),
        ('"торговля людьми"', "Осудили торговцев. Торговлей людьми занимались годами.",
         "Торговлей людьми"),
        ("Токаев", "Совещание прошло у Токаева вчера.", "Токаева"),
        ("токаев", "Совещание прошло у Токаева вчера.", "Токаева"),
        ("Токаева", "Вчера Токаевым подписан закон.", "Токаевым"),
        ("скрелинг", "Статью написали со Скрелингом.", "Скрелингом"),
        ("Асан", "Премию вручили Асану Ниязову.", "Асану"),
        ("Северо-Казахстанская область", "Пожар в Северо-Казахстанской области потушен.",
         "Северо-Казахстанской области"),
        ("сталь", "В Темиртау стали выпускать больше.", "стали"),
        ("стали", "На заводе варят сталь.", "сталь"),
        ("елка", "На площади зажгли ЁЛКУ.", "ЁЛКУ"),
        ('"г. Астана"', "Он родился в г. Астане.", "г. Астане"),
        ("COVID-19", "Больных COVID-19 стало меньше.", "COVID-19"),
        ("police", "Слово The Policing в кадре.", "Policing"),
    ],
)  # fmt: skip
def test_words_names_and_phrases_match_in_all_their_forms(
    typed: str, story: str, form: str
) -> None:
    assert says(typed, story) == form


@pytest.mark.parametrize(
    ("typed", "story"),
    [
        ("спорт", "Спор о споре затянулся."),
        ("рой", "Экскаваторы роют яму."),
        ('"торговля людьми"', "Торговля замерла. Людьми никто не занялся."),
        ('"торговля людьми"', "Торговля, хлеб и соль; людьми довольны."),
        ('"торговля людьми"', "Людьми торговля не держится."),
        ("Иван Петров", "Иван Сидоров и Пётр Петров приехали."),
        ('"а б"', "Список:\nа\nб"),
    ],
)
def test_other_words_and_words_apart_do_not_match(typed: str, story: str) -> None:
    assert says(typed, story) is None


@pytest.mark.parametrize(
    ("typed", "story", "form"),
    [
        ("қылмыс", "Полиция қылмыстарының санын айтты.", "қылмыстарының"),
        ("мектеп", "Ауыл мектебінде сабақ басталды.", "мектебінде"),
        ("Тоқаев", "Жарлыққа Тоқаевтың өзі қол қойды.", "Тоқаевтың"),
        ("Алматыда", "Дәрігер Алматыдан келді.", "Алматыдан"),
        ("Айбек", "Жүлдені Айбекке берді.", "Айбекке"),
    ],
)
def test_kazakh_words_match_with_any_of_their_endings(typed: str, story: str, form: str) -> None:
    assert says(typed, story, "kk") == form


def test_a_russian_filter_finds_names_in_a_kazakh_story() -> None:
    story = "Астанада кездесу өтті, Айбекке жүлде берілді."
    assert says("Астана", story, spoken="kk") == "Астанада"
    assert says("Айбек", story, spoken="kk") == "Айбекке"


def test_a_story_matches_by_any_plus_and_no_minus() -> None:
    story = "В Астане открыли мост. Спорт подождёт."
    assert says("мост Караганда", story) == "мост"
    assert says("мост −спорт", story) == "-Спорт"
    assert says("−спорт", story) == "-Спорт"
    assert says("−кино", story) == ""
    assert says("кино", story) is None
    assert says("кино −спорт", story) is None


def test_the_first_term_of_the_text_is_the_reason_with_its_place() -> None:
    terms = Terms.of(analyse(articles.SEED))
    typed = "скрелинг +Астана −спорт"
    verdict = FilterSet({"reader": parsed(typed)}).verdicts(terms)["reader"]
    assert verdict.matches
    assert verdict.by is not None
    assert verdict.by.span is not None
    assert verdict.by.term.text == "Астана"
    span = verdict.by.span
    assert articles.SEED[span.start : span.end] == verdict.by.form == "Астане"


def test_page_furniture_has_no_say() -> None:
    """ "Читайте также: Как страхуют дома" stands on the page, not in the story."""
    assert says("страховать", articles.FLOOD) is None
    assert says("паводок", articles.FLOOD) == "Паводок"


def test_sources_and_topics_match_by_what_they_are_called() -> None:
    terms = Terms.of("В городе открыли мост.")
    terms = terms.labelled("source", ["Наш Край"]).labelled("topic", ["city", "Город"])
    found = FilterSet(
        {
            1: parsed('источник:"наш край"'),
            2: parsed("тема:город"),
            3: parsed("мост −тема:city"),
            4: parsed("край"),
            5: parsed("тема:село"),
        }
    ).verdicts(terms)
    assert {reader: verdict.matches for reader, verdict in found.items()} == {
        1: True, 2: True, 3: False,
    }  # fmt: skip
    assert found[1].by is not None
    assert (found[1].by.form, found[1].by.span) == ("Наш Край", None)
    assert found[1].by.term.kind is Kind.SOURCE


WORDS = ["мост", "река", "суд", "спорт", "город", "дорога"]
FILTERS = st.lists(
    st.lists(st.tuples(st.sampled_from("+−"), st.sampled_from([*WORDS, '"мост через"'])),
             min_size=1, max_size=4),
    max_size=8,
)  # fmt: skip
STORIES = st.lists(st.sampled_from([*WORDS, "через", "."]), max_size=12)


@given(FILTERS, STORIES, st.data())
def test_many_filters_at_once_say_what_each_says_alone(
    typed: list[list[tuple[str, str]]], story: list[str], data: st.DataObject
) -> None:
    texts = (" ".join(sign + word for sign, word in one) for one in typed)
    filters = {
        n: found for n, text in enumerate(texts) if isinstance(found := parse(text, "ru"), Filter)
    }
    terms = Terms.of(" ".join(story), "ru")
    together = FilterSet(filters)
    gone = data.draw(st.sets(st.sampled_from(sorted(filters)))) if filters else set()
    for reader in gone:
        together.drop(reader)
    kept = {reader: wanted for reader, wanted in filters.items() if reader not in gone}
    assert len(together) == len(kept)
    alone = {
        reader: verdict
        for reader, wanted in kept.items()
        for verdict in FilterSet({reader: wanted}).verdicts(terms).values()
    }
    assert together.verdicts(terms) == alone


def test_a_changed_filter_replaces_the_one_before() -> None:
    filters = FilterSet({1: parsed("мост −река")})
    filters.put(1, parsed("−суд"))
    assert filters.verdicts(Terms.of("Мост через реку."))[1].by is None
    assert len(filters) == 1
    filters.drop(1)
    filters.drop(1)
    assert filters.verdicts(Terms.of("Мост через реку.")) == {}


@given(st.text())
def test_any_text_has_terms_in_order(text: str) -> None:
    terms = Terms.of(text)
    assert len(terms.spans) == len(terms.keys) == len(terms.joined) == len(terms.places)
    ends = [0, *(span.end for span in terms.spans)]
    assert all(end <= span.start for end, span in zip(ends, terms.spans, strict=False))
    assert all(keys and "" not in keys for keys in terms.keys)


@pytest.mark.parametrize("unit", ["слово ", "мост через реку ", "ж", '"', "а’", "Ыыъаон"])
def test_a_book_is_looked_through_in_bounded_time(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    filters = FilterSet({1: parsed('"мост через мост"')})
    began = time.process_time()
    filters.verdicts(Terms.of(text))
    parse(text[:LONGEST], "ru")
    assert time.process_time() - began < 10
