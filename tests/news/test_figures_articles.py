"""Short articles of our own with every trap a news text sets, and the figures a reader wants."""

from dataclasses import dataclass

import pytest

from news import figures

Value = float | tuple[float, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One expected figure: its words, value and unit, a word of its label, and its weight."""

    span: str
    value: Value
    unit: str
    head: str = ""
    weight: str = "key"
    qualifier: str = "exact"


@dataclass(frozen=True, slots=True)
class Article:
    """A text, its figures, and words with numbers that are none."""

    name: str
    text: str
    wanted: tuple[Wanted, ...]
    nothing: tuple[str, ...] = ()


ARTICLES = (
    Article(
        "футбол и телефон",
        "«Кайсар» обыграл «Окжетпес» со счётом 3:1\n\n"
        "Вчера в Кызылорде местный клуб выиграл со счётом 3:1. За матчем следили 7 400 "
        "болельщиков. Билет стоил от 1500 до 4000 тенге. Начало игры перенесли с 18:00 на 19:30. "
        "Справки по телефону 8 (7242) 40-11-22 или по адресу: улица Толе би, 59.",
        (
            Wanted("7 400 болельщиков", 7400, "человек", "следили"),
            Wanted("от 1500 до 4000 тенге", (1500, 4000), "KZT", "билет", qualifier="range"),
        ),
        ("3:1", "18:00", "19:30", "8 (7242) 40-11-22", "59"),
    ),
    Article(
        "из них и противоречие",
        "В Семее сошёл с рельсов пассажирский поезд. По предварительным данным, пострадали "
        "48 человек, из них 11 детей. В больницы доставили 19 пассажиров, двое из которых "
        "находятся в реанимации. На месте работают 120 спасателей и 34 единицы техники. "
        "Поезд № 352 ехал из Алматы; он сошёл с пути на 14-м километре.",
        (
            Wanted("48 человек", 48, "человек", "пострадали"),
            Wanted("11 детей", 11, "человек", "48"),
            Wanted("19 пассажиров", 19, "человек", "доставили"),
            Wanted("двое", 2, "человек", "реанимации"),
            Wanted("120 спасателей", 120, "человек", "работают"),
            Wanted("34 единицы", 34, "единица", "техники"),
        ),
        ("352", "14-м"),
    ),
    Article(
        "проценты и пункты",
        "Национальный банк снизил базовую ставку с 16,5 до 15,25%. Инфляция в октябре "
        "замедлилась на 0,7 процентного пункта и составила 8,4%. Продовольствие подорожало на "
        "9 процентов, услуги — на 6,5. Аналитики опросили 12 банков, прогноз на 2027 год — "
        "не более 7%.",
        (
            Wanted("16,5", 16.5, "%", "ставк"),
            Wanted("15,25%", 15.25, "%", "ставк"),
            Wanted("0,7 процентного пункта", 0.7, "п.п.", "инфляц"),
            Wanted("8,4%", 8.4, "%", "инфляц"),
            Wanted("9 процентов", 9, "%", "продовольств"),
            Wanted("на 6,5", 6.5, "%", "услуг"),
            Wanted("12 банков", 12, "банк", "опросили"),
            Wanted("7%", 7, "%", "прогноз", qualifier="up_to"),
        ),
        ("2027",),
    ),
    Article(
        "приговор",
        "Суд в Костанае приговорил бывшего директора школы к шести годам лишения свободы. "
        "47-летнюю женщину признали виновной по части 4 статьи 189 Уголовного кодекса. "
        "Следствие установило, что она похитила около 62 миллионов тенге. Её сообщник получил "
        "два года и шесть месяцев условно. С осуждённых взыщут также 3,2 миллиона в доход "
        "государства.",
        (
            Wanted("шести годам", 6, "год", "лишения"),
            Wanted("47-летнюю", 47, "год", "возраст", "minor"),
            Wanted("62 миллионов тенге", 62e6, "KZT", "похитила", qualifier="about"),
            Wanted("два года и шесть месяцев", 30, "месяц", "сообщник"),
            Wanted("3,2 миллиона", 3.2e6, "KZT", "взыщут"),
        ),
        ("4", "189"),
    ),
    Article(
        "версии и устройства",
        "Компания показала планшет Nomad X7 с системой Android 17. Экран планшета имеет "
        "диагональ 11 дюймов, а вес — 480 граммов. Устройство обойдётся в $399 "
        "(около 205 тысяч тенге). За первую неделю поступило более 25 тысяч предзаказов.",
        (
            Wanted("11 дюймов", 11, "дюйм", "диагональ"),
            Wanted("480 граммов", 480, "г", "вес"),
            Wanted("$399", 399, "USD", "обойдётся"),
            Wanted("205 тысяч тенге", 205000, "KZT", "", "minor", "about"),
            Wanted("25 тысяч предзаказов", 25000, "предзаказ", "предзаказ", qualifier="more_than"),
        ),
        ("X7", "17"),
    ),
    Article(
        "погода и расстояние",
        "В ночь на 12 января в Риддере похолодает до минус 38 градусов. Ветер усилится до "
        "20 метров в секунду. Закрыта трасса длиной 164 километра, на ней застряли 57 машин. "
        "В пункты обогрева пришли 210 водителей и пассажиров. Телефон экстренной службы — 112.",
        (
            Wanted("38 градусов", 38, "градус", "похолодает"),
            Wanted("20 метров", 20, "м/с", "ветер"),
            Wanted("164 километра", 164, "км", "трасс"),
            Wanted("57 машин", 57, "машина", "застряли"),
            Wanted("210 водителей", 210, "человек", "пришли"),
        ),
        ("12 января", "112"),
    ),
    Article(
        "деньги без валюты и повтор",
        "Строительство музея в Таразе подорожало вдвое\n\n"
        "Сначала на музей выделили 2,4 млрд тенге. Теперь смета выросла до 4,9 млрд. "
        "Из этой суммы 1,1 млрд уйдёт на оборудование. Площадь здания — 8 тыс. кв. метров, "
        "в нём разместят 15 залов. Первоначальные 2,4 млрд тенге уже потрачены.",
        (
            Wanted("2,4 млрд тенге", 2.4e9, "KZT", "музей"),
            Wanted("4,9 млрд", 4.9e9, "KZT", "смета"),
            Wanted("1,1 млрд", 1.1e9, "KZT", "оборудование"),
            Wanted("8 тыс. кв. метров", 8000, "м2", "площадь"),
            Wanted("15 залов", 15, "зал", "разместят"),
        ),
    ),
    Article(
        "слова вместо цифр",
        "Шестеро рыбаков провели на льдине двое суток. Спасатели вывезли пятерых, ещё один "
        "добрался до берега сам. Сотни жителей посёлка вышли на поиски. За год в области "
        "утонули тридцать семь человек, почти половина из них — дети.",
        (
            Wanted("Шестеро", 6, "человек", "рыбак"),
            Wanted("двое суток", 2, "день", "", "minor"),
            Wanted("пятерых", 5, "человек", "вывезли"),
            Wanted("тридцать семь человек", 37, "человек", "утонули"),
            Wanted("половина", 0.5, "доля", "дети", qualifier="about"),
        ),
    ),
    Article(
        "Kazakh flood",
        "Атырау облысында су тасқынынан 340 отбасы зардап шекті. Оның ішінде 85 отбасы "
        "уақытша баспанаға көшірілді. Облыс бюджетінен 1,8 миллиард теңге бөлінді. "
        "Су деңгейі 45 сантиметрге көтерілді. Жұмысқа 600-ден астам құтқарушы тартылды. "
        "2026 жылғы 14 наурызда төтенше жағдай жарияланған.",
        (
            Wanted("340 отбасы", 340, "отбасы", "зардап"),
            Wanted("85 отбасы", 85, "отбасы", "көшірілді"),
            Wanted("1,8 миллиард теңге", 1.8e9, "KZT", "бөлінді"),
            Wanted("45 сантиметрге", 45, "см", "деңгейі"),
            Wanted("600-ден астам құтқарушы", 600, "адам", "тартылды", qualifier="more_than"),
        ),
        ("2026", "14 наурызда"),
    ),
    Article(
        "Kazakh court",
        "Шымкентте сот бұрынғы шенеунікті жеті жылға бас бостандығынан айырды. 52 жастағы "
        "азамат 15 миллион теңге пара алған. Кәсіпорынның үштен бірі жабылды. "
        "Өндіріс көлемі 12 пайызға өсті. Анықтама телефоны: 8-701-555-10-20.",
        (
            Wanted("жеті жылға", 7, "жыл", "сот"),
            Wanted("52 жастағы", 52, "жыл", "", "minor"),
            Wanted("15 миллион теңге", 15e6, "KZT", "пара"),
            Wanted("12 пайызға", 12, "%", "өсті"),
        ),
        ("8-701-555-10-20",),
    ),
    Article(
        "English storm",
        "At least 14 people were killed and more than 200 injured when a storm hit the port of "
        "Lindale on 3 May. Wind gusts reached 95 mph. Insurers expect claims of between "
        "$1.2 billion and $1.5 billion. Two dozen homes were destroyed. Mayor Ann Reed, 51, "
        "said 60 percent of the town had no power. Call 555-0172 for help.",
        (
            Wanted("14 people", 14, "person", "killed", qualifier="from"),
            Wanted("200", 200, "person", "injured", qualifier="more_than"),
            Wanted("95 mph", 95, "mph", "gusts"),
            Wanted("$1.2 billion and $1.5 billion", (1.2e9, 1.5e9), "USD", "claims",
                   qualifier="range"),
            Wanted("Two dozen homes", 24, "home", "destroyed"),
            Wanted("51", 51, "year", "", "minor"),
            Wanted("60 percent", 60, "%", "power"),
        ),
        ("3 May", "555-0172"),
    ),
    Article(
        "English company",
        "Nortel Foods will cut 1,100 jobs, or 8% of its workforce, after losing £240m last year. "
        "Its shares fell 5.5 percentage points behind the index. Version 4.2 of its plan, first "
        "shown in 2019, promised 30 new shops. Chief executive Tom Hale, 44, was jailed for "
        "three years in 2005, the company said at 10.30 am.",
        (
            Wanted("1,100 jobs", 1100, "job", "cut"),
            Wanted("8%", 8, "%", "workforce"),
            Wanted("£240m", 240e6, "GBP", "losing"),
            Wanted("5.5 percentage points", 5.5, "п.п.", "shares"),
            Wanted("30 new shops", 30, "shop", "shops"),
            Wanted("44", 44, "year", "", "minor"),
            Wanted("three years", 3, "year", "jailed"),
        ),
        ("4.2", "2019", "2005", "10.30"),
    ),
)  # fmt: skip


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
def test_an_article_gives_the_figures_a_reader_wants(article: Article) -> None:
    """Every wanted figure is found with value, unit, qualifier, weight and a fitting label."""
    found = figures.extract(article.text)
    missing = [said for wanted in article.wanted if (said := _wrong(article.text, found, wanted))]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
def test_an_article_gives_no_other_key_figures(article: Article) -> None:
    """Dates, telephones, scores, versions, addresses and names are never figures."""
    found = figures.extract(article.text)
    spans = [wanted.span for wanted in article.wanted]
    others = [
        said
        for figure in found
        if not any(
            said_here in span or span in said_here
            for span in spans
            for said_here in [article.text[figure.span.start : figure.span.end]]
        )
        and figure.weight == "key"
        for said in [f"{article.text[figure.span.start : figure.span.end]} | {figure.label}"]
    ]
    assert not others


def _wrong(text: str, found: list[figures.Figure], wanted: Wanted) -> str:
    """Say what is wrong with the figure that overlaps the wanted span, or nothing."""
    at = text.index(wanted.span)
    here = next(
        (one for one in found for span in (one.span, *one.repeats)
         if span.start < at + len(wanted.span) and at < span.end),
        None,
    )  # fmt: skip
    if here is None:
        return f"{wanted.span}: not found"
    asked = (wanted.value, wanted.unit, wanted.weight, wanted.qualifier)
    got = (here.value, here.unit, here.weight, here.qualifier)
    if asked != got:
        return f"{wanted.span}: {got} instead of {asked} | {here.label}"
    if wanted.head.lower().replace("ё", "е")[:5] not in here.label.lower().replace("ё", "е"):
        return f"{wanted.span}: label {here.label!r} without {wanted.head!r}"
    return ""
