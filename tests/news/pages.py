"""Saved web pages written for the tests: articles between furniture, with traps, three languages.

Each is (page, what the reading must hold). `kept` are pieces of the article that must stay in its
body, `gone` pieces of the page that must not come up in title, lede, body or summary.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a reader saves it, and what is to be read from it."""

    text: str
    title: str | None
    kept: tuple[str, ...]
    gone: tuple[str, ...] = ()
    lede: str = ""
    author: str | None = None
    place: str | None = None
    credit: str | None = None
    published: str | None = None
    views: int | None = None
    #: (kind, nominative) of names that must be found.
    names: frozenset[tuple[str, str]] = frozenset()
    #: What must not be among the names, in any kind.
    no_names: frozenset[str] = frozenset()


#: A dateline of an agency, counters, a share bar, an author line, tags, related links.
HEATING = Page(
    """Главная
Новости
23 ноября 2025, 09:15
👁 1 904

Котельную в Экибастузе запустят после ремонта раньше срока
Фото: Арман Досов / пресс-служба акимата

ЭКИБАСТУЗ, 23 ноября — Городскую котельную запустят в четверг, на неделю раньше срока. Об этом \
сообщила директор предприятия «Теплосеть» Гульнара Ибраева.

Ремонт обошёлся в 2,3 млрд тенге. Рабочие заменили 18 километров труб и два котла из пяти.

По её словам, тепло получат 42 тысячи жителей. Однако три дома на улице Строителей останутся без \
отопления до субботы.

Читайте также:
Как перезимуют школы
Сколько стоит уголь в области

Акимат обещает привезти в эти дома обогреватели. Источник в управлении энергетики добавил, что \
резерв угля рассчитан на 40 дней.

Время чтения: 3 мин
Автор: Ирина Лобова
Теги: отопление, Экибастуз, акимат
Поделиться: ВКонтакте Telegram
Комментарии (17)
""",
    title="Котельную в Экибастузе запустят после ремонта раньше срока",
    lede="ЭКИБАСТУЗ, 23 ноября — Городскую котельную",
    kept=(
        "2,3 млрд тенге",
        "По её словам, тепло",
        "Акимат обещает привезти",
        "Источник в управлении энергетики",
    ),
    gone=("Время чтения", "Как перезимуют", "Сколько стоит уголь", "Теги", "ВКонтакте", "Главная"),
    author="Ирина Лобова",
    credit="Фото: Арман Досов / пресс-служба акимата",
    published="23 ноября 2025, 09:15",
    views=1904,
    names=frozenset({("PER", "Гульнара Ибраева"), ("LOC", "Экибастуз"), ("ORG", "Теплосеть")}),
    no_names=frozenset({"Акимат", "Однако", "Время", "Теги"}),
)

#: "Источник" opens the article; a numbered list and a price list are the article.
QUEUE = Page(
    """Какие документы нужны для новой субсидии

Источник в министерстве сельского хозяйства рассказал, что приём заявок на субсидии начнётся \
1 декабря. Деньги получат 900 фермеров, на каждого придётся до 4 млн тенге.

Чтобы подать заявку, нужны:
1. Удостоверение личности.
2. Договор аренды земли не менее чем на пять лет.
3. Справка об отсутствии долгов по налогам.

Отказать могут по двум причинам: ошибка в договоре и долг больше 100 тысяч тенге. Подать заявку \
снова разрешат через 30 дней.

Источник: министерство сельского хозяйства
Рубрика: Экономика
Обсудить
Нашли ошибку? Выделите её и нажмите Ctrl+Enter
""",
    title="Какие документы нужны для новой субсидии",
    lede="Источник в министерстве сельского хозяйства рассказал",
    kept=("Чтобы подать заявку", "2. Договор аренды", "3. Справка", "Отказать могут"),
    gone=("Рубрика", "Нашли ошибку", "Обсудить", "Источник: министерство"),
    no_names=frozenset({"Договор", "Справка", "Удостоверение"}),
)

#: An interview: the questions are the article, the answers are direct speech.
INTERVIEW = Page(
    """Хирург Мадина Алиева: «Мы оперируем и ночью»
Беседовал Пётр Кан
Видео: телеканал «Регион»

Детская больница в Таразе за год провела 1 150 операций. О работе отделения рассказала его \
заведующая Мадина Алиева.

— Сколько врачей в отделении?

— Нас девять, а было четверо. Ещё двое приедут в январе из Шымкента.

— Что изменил новый аппарат?

— Он сократил операцию вдвое. Раньше мы везли детей за 500 километров, теперь лечим дома.

В следующем году больница ждёт второй такой аппарат за 310 млн тенге.

Подписывайтесь на наш Telegram-канал
Понравилась статья? Поделитесь с друзьями
""",
    title="Хирург Мадина Алиева: «Мы оперируем и ночью»",
    lede="Детская больница в Таразе",
    kept=("— Сколько врачей", "— Нас девять", "— Он сократил", "310 млн тенге"),
    gone=("Беседовал", "Подписывайтесь", "Понравилась статья", "Видео:"),
    author="Пётр Кан",
    credit="Видео: телеканал «Регион»",
    names=frozenset({("PER", "Мадина Алиева"), ("LOC", "Тараз"), ("LOC", "Шымкент")}),
)

#: What only looks like furniture opens sentences of the article.
TRAPS_RU = Page(
    """Вчера, 18:40

Камеры помогли найти угнанный грузовик

Фото с камер показали, что грузовик уехал в сторону Павлодара. Полиция нашла его через шесть часов.

Автор объявления о продаже признался, что машину ему оставил знакомый. Тему кражи закрывать рано, \
считает следователь Олег Сим.

Подписаться под протоколом отказались двое свидетелей. Поделиться записями попросили и соседей.

Читать далее показания не стали: суд объявил перерыв до 3 декабря. Реклама о продаже машины висела \
на сайте два дня.

12 декабря дело вернётся в суд.

Поделиться новостью
3 комментария
© Городской вестник, 2025. Все права защищены
""",
    title="Камеры помогли найти угнанный грузовик",
    lede="Фото с камер показали",
    kept=(
        "Автор объявления о продаже",
        "Тему кражи",
        "Подписаться под протоколом",
        "Читать далее показания",
        "Реклама о продаже",
        "12 декабря дело",
    ),
    gone=("Поделиться новостью", "комментария", "Городской вестник", "Вчера"),
    published="Вчера, 18:40",
    names=frozenset({("PER", "Олег Сим"), ("LOC", "Павлодар")}),
    no_names=frozenset({"Камеры", "Тему", "Реклама", "Городской вестник"}),
)

#: Hard-wrapped, without a headline, dateline in capitals.
WIRE = Page(
    """АСТАНА, 23 ноября - Парламент одобрил бюджет на
три года, расходы вырастут на 7,4 процента.
За закон голосовали 83 депутата, против
выступили шестеро, сообщил спикер Ерлан
Сагинтаев.

Больше всего денег получат школы и больницы: на
них отдадут 41 процент всех расходов. Дефицит
не превысит 2,7 триллиона тенге, заявили в
министерстве финансов.
""",
    title=None,
    kept=("Парламент одобрил", "83 депутата", "41 процент", "министерстве финансов"),
    names=frozenset({("PER", "Ерлан Сагинтаев"), ("LOC", "АСТАНА")}),
)

#: One line, the whole text.
ONE_LINE_RU = Page(
    "Мост через Ишим закрыли до весны: опоры дали трещины, объезд займёт 40 минут.",
    title=None,
    kept=("Мост через Ишим",),
    names=frozenset({("LOC", "Ишим")}),
)

#: Kazakh: caption, counters, a source line, tags, related headline; openings that hang.
HARVEST = Page(
    """2025 жылғы 14 қыркүйек
Қаралды: 812

Қостанайда егін орағы аяқталды
Сурет: Асхат Нұрланов

Қостанай облысында егін орағы аяқталды. Диқандар 5,1 миллион тонна астық жинады, деп хабарлады \
облыс әкімі Бақыт Сейдахметов.

Бұл былтырғыдан 300 мың тоннаға көп. Сондай-ақ фермерлерге 12 миллиард теңге субсидия төленді.

«Биыл ауа райы қолайлы болды, техника да жеткілікті болды», – деді ауыл шаруашылығы басқармасының \
басшысы Гүлмира Оспанова.

Алайда элеваторларда орын жетпей жатыр. Вагондар қазан айының соңына дейін келеді.

Сондай-ақ оқыңыз: Ұн бағасы қалай өзгерді
Автор: Динара Әлиева
Тегтер: егін, Қостанай
Бөлісу
Пікір қалдыру
""",
    title="Қостанайда егін орағы аяқталды",
    lede="Қостанай облысында егін орағы аяқталды.",
    kept=("Бұл былтырғыдан", "Биыл ауа райы", "Алайда элеваторларда"),
    gone=("Ұн бағасы", "Тегтер", "Бөлісу", "Пікір", "Қаралды"),
    author="Динара Әлиева",
    credit="Сурет: Асхат Нұрланов",
    published="2025 жылғы 14 қыркүйек",
    views=812,
    names=frozenset({("PER", "Бақыт Сейдахметов"), ("PER", "Гүлмира Оспанова")}),
    no_names=frozenset({"Алайда", "Сондай-ақ", "Бұл", "Биыл"}),
)

#: Kazakh: an agency's dateline, an app banner, the source named at the end.
STUDENTS = Page(
    """Студенттерге арналған жаңа жатақхана салынады

АЛМАТЫ. ҚазАқпарат – Алматыда 1 200 орындық жатақхана салынады. Құрылысқа 8,6 млрд теңге бөлінді, \
деді ректор Айдос Мұратбеков.

Ол ғимараттың 2027 жылы тапсырылатынын айтты. Қазір университетте 9 мың студент оқиды, олардың 40 \
пайызы пәтер жалдайды.

Жатақханада кітапхана, спорт залы және асхана болады. Айына төлем 25 мың теңгеден аспайды.

Дереккөз: inform.kz
Біздің Telegram арнамызға жазылыңыз
Фото: ашық дереккөз
Оқу уақыты: 2 минут
""",
    title="Студенттерге арналған жаңа жатақхана салынады",
    lede="АЛМАТЫ. ҚазАқпарат – Алматыда",
    kept=("Ол ғимараттың", "9 мың студент", "25 мың теңгеден"),
    gone=("Дереккөз", "жазылыңыз", "Оқу уақыты", "ашық дереккөз"),
    credit="Фото: ашық дереккөз",
    names=frozenset({("PER", "Айдос Мұратбеков"), ("LOC", "Алматы")}),
)

#: Kazakh in one line.
ONE_LINE_KK = Page(
    "Ақтөбеде су тасқынынан 14 үй зардап шекті, 52 адам көшірілді.",
    title=None,
    kept=("14 үй",),
    names=frozenset({("LOC", "Ақтөбе")}),
)

#: English: caption, read-time, share bar, related stories, a lead that opens with a pronoun.
HARBOUR = Page(
    """Home
Business
Photo: Laura Pell/Harbour Trust
4 min read
Published 12 May 2025, 08:30 BST

Harbour to double its ferry traffic by 2027
By Tom Ashworth, transport reporter

The port of Wexley will double its ferry traffic within two years after winning a £48 million \
grant, the Harbour Trust said on Monday.

It plans two new berths and 300 jobs. However, residents of Cable Street fear more lorries.

"We were never asked about the lorries, not once in three years," said Maria Lund, who runs a \
bakery there.

Read also: Five ports that changed their towns
See also
What the grant pays for

The trust's chief executive, Daniel Okoye, promised a public meeting in June. About 1.9 million \
passengers used the port last year, up 6 percent.

Share this article
Facebook
Twitter
12 comments
Tags: ports, ferries
© 2025 Wexley Courier
""",
    title="Harbour to double its ferry traffic by 2027",
    lede="The port of Wexley will double",
    kept=("It plans two new berths", "We were never asked", "Daniel Okoye", "1.9 million"),
    gone=("min read", "Five ports", "What the grant", "Share this", "Tags", "Courier", "Home"),
    author="Tom Ashworth",
    credit="Photo: Laura Pell/Harbour Trust",
    published="Published 12 May 2025, 08:30 BST",
    names=frozenset({("PER", "Maria Lund"), ("PER", "Daniel Okoye"), ("ORG", "Harbour Trust")}),
    no_names=frozenset({"However", "It", "About", "Published", "Home", "Business"}),
)

#: English: a dateline, a greeting inside a quotation, words that open sentences like names.
LIBRARY = Page(
    """Library stays open after residents raise $210,000

OAKDALE, Ohio (AP) — The last public library in Oakdale will stay open after residents raised \
$210,000 in six weeks, Mayor Ellen Brandt said Tuesday.

"Hello from the happiest librarian in the county," wrote Samuel Reyes in a letter to donors.

More than 1,400 people gave money. One retired teacher, who asked not to be named, gave $30,000.

She said the library had taught her to read. This spring the council had voted 5-2 to close it.

Advertisement

According to the county, 19 libraries have closed since 2019. Brandt hopes to hire two librarians.

Follow us on Instagram
Sign up for our newsletter
""",
    title="Library stays open after residents raise $210,000",
    lede="OAKDALE, Ohio (AP) — The last public library",
    kept=("Hello from the happiest", "More than 1,400", "She said the library", "19 libraries"),
    gone=("Advertisement", "Instagram", "newsletter"),
    names=frozenset({("PER", "Ellen Brandt"), ("PER", "Samuel Reyes"), ("LOC", "Oakdale")}),
    no_names=frozenset({"Hello", "More", "One", "She", "This", "According", "Advertisement"}),
)

#: English without a headline, a numbered list in it, hard-wrapped.
RECALL = Page(
    """A maker of children's bicycles is recalling 62,000
of them after eleven riders were hurt when a fork
broke, the safety agency said on Friday. The bicycles
were sold from March 2023 to July 2024 for about $180.

Owners should do three things:
1. Stop riding the bicycle at once.
2. Write down the number under the saddle.
3. Ask the shop for a new fork or a full refund.

The company, Fernhill Cycles, said it would pay for
the repairs and expected the recall to cost it $7
million.
""",
    title=None,
    kept=("recalling 62,000", "1. Stop riding", "2. Write down", "3. Ask the shop", "Fernhill"),
    names=frozenset({("ORG", "Fernhill Cycles")}),
    no_names=frozenset({"Stop", "Write", "Owners", "Ask"}),
)

#: English in one line.
ONE_LINE_EN = Page(
    "A fire at a paper mill near Derby injured four workers and closed the A52 for three hours.",
    title=None,
    kept=("paper mill",),
    names=frozenset({("LOC", "Derby")}),
)

#: Russian with English and Kazakh in it; a chronicle by the clock is the article.
FORUM = Page(
    """Хроника форума в Алматы
Обновлено: 21.10.2025 19:02

В Алматы открылся форум Digital Steppe, приехали 3 500 гостей из 27 стран.

10:00 — Форум открыл премьер-министр Данияр Жакупов.
11:30 — Компания Steppe Cloud объявила о центре данных за $90 млн.
15:00 — Глава фонда Нурлан Исаев назвал победителей конкурса.

«We came here to stay», — сказал основатель Steppe Cloud Джон Мерсер.

Гран-при, 20 млн тенге, получила команда из Караганды.

Фото автора
Оцените материал
Нравится 25
Репост
""",
    title="Хроника форума в Алматы",
    lede="В Алматы открылся форум",
    kept=("10:00 — Форум открыл", "11:30 — Компания", "15:00 — Глава", "Гран-при"),
    gone=("Оцените", "Нравится", "Репост", "Обновлено"),
    credit="Фото автора",
    published="Обновлено: 21.10.2025 19:02",
    names=frozenset(
        {("PER", "Данияр Жакупов"), ("PER", "Джон Мерсер"), ("LOC", "Караганда"), ("LOC", "Алматы")}
    ),
    no_names=frozenset({"Хроника", "Форум", "Оцените"}),
)

#: Ranks, cases and doubles of names; a person whose name is a place's; abbreviations.
COURT = Page(
    """Суд вернул дело экс-директора «Водоканала»

Районный суд вернул прокуратуре дело бывшего директора «Водоканала» Сергея Волошина. Его обвиняют \
в хищении 640 млн тенге.

Судья Жанна Байсарина нашла в обвинении 14 ошибок. Защитник Волошина Рустам Каримов просил \
отпустить подзащитного под залог в 20 млн тенге.

В МВД РК заявили, что ошибки исправят за месяц. «Мы не согласны с судом и подадим жалобу», — \
сказала прокурор Ольга Тен.

Напомним, Волошина задержали в мае в Нью-Йорке, в аэропорту имени Джона Кеннеди.

Источник: «Вечерний суд»
Просмотров 77
""",
    title="Суд вернул дело экс-директора «Водоканала»",
    lede="Районный суд вернул прокуратуре дело",
    kept=("Судья Жанна", "В МВД РК", "Напомним, Волошина"),
    gone=("Источник: «Вечерний суд»", "Просмотров"),
    views=77,
    names=frozenset(
        {
            ("PER", "Сергей Волошин"),
            ("PER", "Жанна Байсарина"),
            ("PER", "Рустам Каримов"),
            ("PER", "Ольга Тен"),
            ("LOC", "Нью-Йорк"),
            ("ORG", "Водоканал"),
        }
    ),
    no_names=frozenset({"Напомним", "Судья", "Защитник"}),
)

ALL = (
    HEATING,
    QUEUE,
    INTERVIEW,
    TRAPS_RU,
    WIRE,
    ONE_LINE_RU,
    HARVEST,
    STUDENTS,
    ONE_LINE_KK,
    HARBOUR,
    LIBRARY,
    RECALL,
    ONE_LINE_EN,
    FORUM,
    COURT,
)
