"""Key figures: what counts as one, and how the figures of a text hang together."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.figures import Figure, extract

SEED = Path(__file__).parents[2] / "seeds" / "nakryli-razom.txt"


def said(text: str, figure: Figure) -> str:
    """The figure's own words."""
    return text[figure.span.start : figure.span.end]


def values(text: str) -> list[float | tuple[float, float]]:
    """The values of a text's figures in text order."""
    return [f.value for f in sorted(extract(text), key=lambda f: f.span.start)]


def only(text: str) -> Figure:
    """The one figure of a text."""
    found = extract(text)
    assert len(found) == 1, found
    return found[0]


@pytest.fixture(scope="module")
def seed() -> str:
    if not SEED.exists():
        pytest.skip("the seed article is not in the project yet")
    return SEED.read_text(encoding="utf-8")


def test_seed_has_its_eight_figures(seed: str) -> None:
    """Exactly the eight, with unit and qualifier; neither the view count nor the years."""
    found = {(f.value, f.unit, f.qualifier) for f in extract(seed)}
    assert found == {
        (1_500_000, "KZT", "exact"),
        (1_700_000_000, "KZT", "more_than"),
        (12, "год", "up_to"),
        (27_600_000, "человек", "more_than"),
        (6_000_000, "человек", "about"),
        (135, "преступление", "exact"),
        (86, "преступление", "exact"),
        (2, "банда", "exact"),
    }
    assert len(extract(seed)) == 8


def test_more_than_a_thousand_is_a_key_bound_and_not_a_vague_number() -> None:
    """ "Более тысячи" says more than the bare "тысячи"."""
    figure = only("На митинг вышли более тысячи человек.")
    assert (figure.value, figure.unit) == (1000, "человек")
    assert (figure.qualifier, figure.weight) == ("more_than", "key")


def test_days_of_arrest_are_a_penalty() -> None:
    """A court that "арестовал на 10 суток" gave a term."""
    figure = only("Суд арестовал водителя на 10 суток.")
    assert (figure.value, figure.unit, figure.group) == (10, "день", "penalty")


def test_seed_knows_parts_repeats_and_hedges(seed: str) -> None:
    """86 are of the 135, 6 million of the 27.6; the gangs come twice; the money is preliminary."""
    found = extract(seed)
    by_value = {f.value: f for f in found}
    part, whole = by_value[86].part_of, by_value[6_000_000].part_of
    assert part is not None
    assert whole is not None
    assert found[part].value == 135
    assert found[whole].value == 27_600_000
    assert len(by_value[2].repeats) == 1
    assert by_value[1_500_000].hedged
    assert not by_value[135].hedged
    assert by_value[12].group == "penalty"


@pytest.mark.parametrize(
    "text",
    [
        "Заседание пройдёт 24 августа 2017 года в 14:06.",
        "Дело возбудили по ч. 6 ст. 290 УК РФ.",
        "Отчёт Report-2024 и винтовка АК-47 лежали рядом.",
        "Об этом рассказал телеканал «112 Украина».",
        "Новость показал 9 канал.",
        "Он живёт в доме 25 на улице Мира.",
        "Через три дня комиссия соберётся снова.",
        "Поезд ушёл в половине десятого.",
        "Клуб стоит во второй половине таблицы.",
        "Выходные дни — 18, 23 и 26 января.",
        "The gates open at 11.30.",
        "Talks between the two countries begin again.",
        "Екі елдің келісімі жасалды, дейді үкімет.",
        "Мәселенің 1-і осы болып отыр, деді әкім.",
        "Одна из групп распалась.",
        "Теннисистка выиграла со счётом 7:5.",
        "Звоните: +7 (701) 555-12-34.",
        "1. Уволить директора.\n2. Назначить нового.",
        "Первые два эмира погибли.",
        "В начале 90-х гг. пекарню закрыли.",
        "Эти выборы станут 6-ми национальными выборами.",
        "В ближайшие 3—5—7 лет пекарен прибавится.",
        "Договор между двумя странами подписан.",
        "Граждане двух стран спорят о мосте.",
        "Начало ярмарки намечено на 19 часов.",
        "Свыше 28 последних лет он чинит часы.",
        "Участки открыты с 8 часов до 20 часов.",
        "Опрос провели за пятнадцать дней до выборов.",
        "Он позвонил в службу спасения 911, ему ответили.",
    ],
)
def test_traps_are_no_figures(text: str) -> None:
    """Dates, law, names, addresses, relative times, scores, phones and list numbers stay out."""
    assert extract(text) == []


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Погибли около 40 человек.", "about"),
        ("Погибли более 40 человек.", "more_than"),
        ("Погибли менее 40 человек.", "less_than"),
        ("Забор тянется более, чем на 40 км.", "more_than"),
        ("Их выбрали из, примерно, 40 желающих.", "about"),
        ("Налог берут с доходов, превышающих 40 тысяч рублей.", "more_than"),
        ("Доход превысил порог в 40 тысяч рублей.", "more_than"),
        ("Погибли не менее 40 человек.", "from"),
        ("Ему грозит до 5 лет тюрьмы.", "up_to"),
        ("Цена выросла до 40 тысяч рублей.", "exact"),
        ("Доля рынка должна возрасти до 40 процентов.", "exact"),
        ("Власти хотят поднять штраф до 40 тысяч рублей.", "exact"),
        ("Город купит от 40 до 50 автобусов.", "range"),
        ("More than 40 people died.", "more_than"),
        ("At least 40 people died.", "from"),
        ("Өртте 40-тан астам адам қаза тапты.", "more_than"),
        ("Шеруге мыңға жуық адам шықты, дейді үкімет.", "about"),
        ("Айыппұл 5 миллион теңгеге дейін өсті, дейді үкімет.", "up_to"),
    ],
)
def test_qualifiers(text: str, qualifier: str) -> None:
    """ "Около", "более", "до", "астам", "at least" are told apart; "вырос до" is exact."""
    assert only(text).qualifier == qualifier


def test_a_number_said_twice_is_one_figure() -> None:
    """The second place goes into `repeats`."""
    text = "Завод купил 14 станков за границей. Все 14 станков привезли в Омск.\n\n"
    text += "За эти 14 станков завод заплатил 30 млн рублей."
    machines = next(f for f in extract(text) if f.value == 14)
    assert len(machines.repeats) >= 1
    assert all(text[span.start : span.end].startswith("14") for span in machines.repeats)


def test_two_more_wounded_are_not_the_same_two() -> None:
    """ "Ещё двое" are other people."""
    text = "В аварии двое тяжело ранены и ещё двое получили лёгкие ранения."
    assert values(text) == [2, 2]


def test_different_numbers_for_one_thing_contradict() -> None:
    """Two counts of the same dead are marked, each pointing at the other."""
    text = "По данным полиции, при взрыве на шахте погибли 12 человек. Охрана спала.\n\n"
    text += "Врачи говорят, что при взрыве на шахте погибли 15 человек."
    found = extract(text)
    assert [len(f.contradicts) for f in found] == [1, 1]
    assert {found[i].value for f in found for i in f.contradicts} == {12, 15}


def test_people_left_out_are_filled_in() -> None:
    """ "Более 500 получили ранения" counts people."""
    text = "Известно о гибели 59 человек, более 500 получили ранения."
    assert {(f.value, f.unit) for f in extract(text)} == {(59, "человек"), (500, "человек")}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("На пароме плыли 210 человек. Спасти удалось лишь 64.", [210, 64]),
        ("В лавине погибли 17 человек. Выжили только 5.", [17, 5]),
        ("Конкурс выиграл пекарь из 900 желающих.", [900]),
        ("Гости приехали из двух стран, всего 30 поваров.", [30]),
        ("На площадь вышли 200 агрессивно настроенных молодых людей.", [200]),
        ("Проголосовали 3070 пекарей (из 3512).", [3070, 3512]),
    ],
)
def test_people_without_their_noun_are_people(text: str, people: list[int]) -> None:
    """A verb of rescue or harm before a bare number, or a participle after it, tells of people."""
    found = sorted(extract(text), key=lambda figure: figure.span.start)
    assert [figure.value for figure in found if figure.unit == "человек"] == people


def test_people_of_a_population_are_people() -> None:
    """A bare number after "population" or "халқының саны" counts people, in each language."""
    assert only("The town had a population of 8,000.").unit == "person"
    assert only("Қазақстан халқының саны 20 миллионнан асты, дейді үкімет.").unit == "адам"


def test_both_ends_of_a_change_are_exact() -> None:
    """ "Fell from 5.2% to 4.8%" bounds nothing."""
    found = extract("Unemployment fell from 5.2% to 4.8% in March.")
    assert [figure.qualifier for figure in found] == ["exact", "exact"]


def test_short_kazakh_nouns_are_counted_by_their_lemma() -> None:
    """ "200 үйді" counts houses, "500 жұмыс орны" places of work."""
    text = "Су 200 үйді басты, енді 500 жұмыс орны ашылады, дейді үкімет."
    assert [figure.unit for figure in extract(text)] == ["үй", "жұмыс орны"]


def test_ages_in_a_row_share_their_unit() -> None:
    """ "31, 24 и 19 лет" are three ages, each in years, none of them key."""
    text = "Задержаны трое поваров. Им было 31, 24 и 19 лет."
    ages = [(f.value, f.weight) for f in extract(text) if f.unit == "год"]
    assert ages == [(31, "minor"), (24, "minor"), (19, "minor")]


def test_times_in_words_are_counted() -> None:
    """ "Семь раз" counts, the proverb "семь раз отмерь" does not."""
    assert values("Музей закрывали девять раз, семь раз его грабили.") == [9, 7]
    assert values("Семь раз отмерь, сказал мэр о стройке.") == []


def test_page_furniture_gives_no_figures() -> None:
    """A view count above the headline and a share counter below the text are not the news."""
    text = "1321\n\nМост закрыли\n\nМост через Ишим закрыли на ремонт, он стоит 3 млн тенге.\n\n"
    text += "Поделиться\nКласснуть\n"
    assert values(text) == [3_000_000]


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("На ярмарку пускают гостей не моложе 25 лет.", "key"),
        ("Погибли все 27 человек, ехавшие в автобусе.", "key"),
        ("Все 27 станков стоят в цехе.", "minor"),
        ("Дорожка будет иметь протяжённость 5 км.", "key"),
        ("Завод стоит в 5 км от дороги.", "minor"),
        ("Подготовка продлится 18 месяцев.", "key"),
        ("Мост закрыли. Людей вывезли. Посёлок с населением 400 человек пуст.", "minor"),
        ("Мост закрыли. Мэр ушёл. В 1998 году его осудили на 3 года.", "minor"),
    ],
)
def test_what_sets_the_scene_is_minor(text: str, weight: str) -> None:
    """Limits, lengths of things and losses are key; background and passing counts are not."""
    assert only(text).weight == weight


def test_victims_and_money_come_before_ages() -> None:
    """What a reader would repeat stands first; the age is minor."""
    text = "64-летний водитель протаранил остановку. Погибли 11 человек, ущерб — 7 млн рублей."
    found = extract(text)
    assert [f.weight for f in found] == ["key", "key", "minor"]
    assert found[-1].value == 64


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_exact_places(text: str) -> None:
    """No text raises; quotes are verbatim and hold their figure."""
    for figure in extract(text):
        assert text[figure.quote.start : figure.quote.end] == figure.quote.text
        assert figure.quote.start <= figure.span.start < figure.span.end <= figure.quote.end


_SAID = (
    "погибли 12 человек , из них двое и ещё 1,5 млн тенге превысил « » ( ) — который 15 "
    "процентов . жителей до от 5 лет тюрьмы на сумму адам қаза тапты 40-тан астам people were "
    "hurt ранены 14 домов связанных с торговлей в возрасте 20-летней Анне не более три 2024 году "
    "паром на борту которого котором находящиеся а также к штрафу для со 100-долларовой сильно "
    "это цифра $ при прибыли было лет 29-летний on which fined саны асты , примерно"
)
_WORDS = st.sampled_from([*_SAID.split(), "\n"])


@settings(max_examples=200, deadline=None)
@given(st.lists(_WORDS, max_size=60))
def test_news_words_in_any_order_keep_the_contract(words: list[str]) -> None:
    """Links between figures stay inside the list, labels short, answers the same each time."""
    text = " ".join(words)
    found = extract(text)
    assert found == extract(text)
    for n, figure in enumerate(found):
        others = [*figure.contradicts, *([] if figure.part_of is None else [figure.part_of])]
        assert all(0 <= other < len(found) and other != n for other in others)
        assert len(figure.label.split()) <= 18
        assert figure.weight in ("key", "minor")


def test_numbers_of_different_years_do_not_contradict_each_other() -> None:
    """A thing counted each year changes; only one time told twice is a contradiction."""
    change = extract(
        "В 2022 году на трассе погибли 12 человек. В 2023 году на трассе погибли 9 человек."
    )
    assert not any(figure.contradicts for figure in change)
    quarrel = extract(
        "В 2023 году на трассе погибли 12 человек. По другим данным, в 2023 году на трассе погибли "
        "9 человек."
    )
    assert any(figure.contradicts for figure in quarrel)
