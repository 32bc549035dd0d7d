"""What the press puts around and between paragraphs, in the three languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language's furniture."""

    menu: tuple[str, ...]
    also: str
    headlines: tuple[str, ...]
    teaser: str
    telegram: tuple[str, ...]
    advert: str
    share: str
    tags: str
    comments: str
    comment: str
    typo: str
    paywall: tuple[str, ...]
    more: str
    rights: str
    by: str
    missing: str
    wall: tuple[str, ...]
    login: tuple[str, ...]
    cookies: tuple[str, ...]
    date: str

    @property
    def lines(self) -> tuple[str, ...]:
        """All that must never be in an article's text."""
        return (
            *(self.also, *self.telegram, self.advert, self.share, self.tags, self.comments),
            *(self.comment, self.typo, *self.paywall, self.more, self.rights, *self.headlines),
            *(self.teaser,),
        )


RU = Words(
    menu=("Главная", "Политика", "Экономика", "Общество", "Спорт", "Культура", "Контакты"),
    also="Читайте также:",
    headlines=(
        "В Костанае подорожал проезд в автобусах",
        "Сколько стоит собрать ребёнка в школу",
        "Учёные посчитали сайгаков в степи",
        "Хоккеисты «Барыса» проиграли третий матч подряд",
        "Где этим летом отключат горячую воду",
        "Синоптики предупредили о сильном ветре",
        "Почему в городе стало меньше такси",
        "Музей показал находки с кургана у реки",
    ),
    teaser="Коротко о том, что изменится для жителей города уже в этом месяце.",
    telegram=(
        "Подписывайтесь на наш Telegram-канал и узнавайте новости первыми!",
        "Больше важных новостей — в нашем телеграм-канале. Подпишись!",
    ),
    advert="Реклама. ООО «Ромашка», ИНН 7701234567, erid: 2VtzqwQeR5t",
    share="Поделиться: ВКонтакте Telegram WhatsApp",
    tags="Теги: мост, ремонт, область",
    comments="Комментарии (14)",
    comment="Давно пора было, ездили в объезд и теряли по часу каждый день!",
    typo="Нашли ошибку? Выделите её и нажмите Ctrl + Enter",
    paywall=(
        "Чтобы дочитать статью до конца, оформите подписку",
        "Материал доступен только подписчикам",
    ),
    more="Читать далее",
    rights="© 2025 Степной вестник. Все права защищены",
    by="Автор",
    missing="Страница не найдена",
    wall=("Проверка браузера", "Подтвердите, что вы не робот, чтобы перейти на сайт."),
    login=("Вход на сайт", "Войдите, чтобы продолжить чтение", "Забыли пароль?"),
    cookies=(
        "Мы используем файлы cookie",
        "Продолжая, вы соглашаетесь на обработку файлов cookie.",
    ),
    date="23 ноября 2025, 09:15",
)
KK = Words(
    menu=("Басты бет", "Саясат", "Экономика", "Қоғам", "Спорт", "Мәдениет", "Байланыс"),
    also="Оқи отырыңыз:",
    headlines=(
        "Алматыда жолақы бағасы көтерілді",
        "Балқашта балық аулауға тыйым салынды",
        "Ғалымдар далада киік санын есептеді",
        "Волейболшылар финалға шықты",
        "Биыл жазда ыстық су қай күні өшеді",
        "Синоптиктер қатты жел болатынын ескертті",
        "Қалада такси неге азайды",
        "Музей қорғаннан табылған жәдігерлерді көрсетті",
    ),
    teaser="Осы айдан бастап қала тұрғындары үшін не өзгеретіні туралы қысқаша.",
    telegram=(
        "Біздің Telegram арнамызға жазылыңыз!",
        "Жаңалықтарды бірінші болып біліңіз: Instagram парақшамызға жазылыңыз",
    ),
    advert="Жарнама. «Түймедақ» ЖШС, erid: 2VtzqxKkT7y",
    share="Бөлісу: Facebook Telegram WhatsApp",
    tags="Тегтер: мектеп, құрылыс, облыс",
    comments="Пікірлер (14)",
    comment="Баяғыдан керек еді, балалар кешке дейін күтіп отыратын!",
    typo="Қате тапсаңыз, белгілеп, Ctrl + Enter басыңыз",
    paywall=(
        "Мақаланы толық оқу үшін жазылым рәсімдеңіз",
        "Толық нұсқасы тек жазылушыларға қолжетімді",
    ),
    more="Толығырақ оқу",
    rights="© 2025 Дала хабаршысы. Барлық құқықтар қорғалған",
    by="Автор",
    missing="Бет табылмады",
    wall=("Браузер тексерілуде", "Сіз робот емес екеніңізді растаңыз."),
    login=("Сайтқа кіру", "Оқуды жалғастыру үшін кіріңіз", "Құпиясөзді ұмыттыңыз ба?"),
    cookies=(
        "Біз cookie файлдарын пайдаланамыз",
        "Жалғастыра отырып, cookie файлдарын сақтауға келісесіз.",
    ),
    date="2025 жылғы 23 қараша, 09:15",
)
EN = Words(
    menu=("Home", "Politics", "Business", "Sport", "Culture", "Weather", "Contact"),
    also="Read also:",
    headlines=(
        "Bus fares go up in the northern districts",
        "What a new school year costs a family",
        "Rangers count antelopes on the plain",
        "Rovers lose their third match in a row",
        "Where hot water will be off this summer",
        "Forecasters warn of strong winds",
        "Why there are fewer taxis in town",
        "Museum shows finds from the river mound",
    ),
    teaser="A short look at what changes for the people of the town this month.",
    telegram=(
        "Follow our Telegram channel and be the first to know!",
        "Subscribe to our newsletter for more stories",
    ),
    advert="Advertisement",
    share="Share: Facebook Twitter WhatsApp",
    tags="Tags: ferry, harbour, island",
    comments="Comments (14)",
    comment="About time, we lost an hour every single day on that detour!",
    typo="Spotted a typo? Select it and press Ctrl + Enter",
    paywall=("To continue reading, subscribe now", "This article is for subscribers only"),
    more="Read more",
    rights="© 2025 The Plain Herald. All rights reserved",
    by="By",
    missing="Page not found",
    wall=("Just a moment...", "Verify you are human by completing the action below."),
    login=("Log in", "Sign in to continue reading", "Forgot your password?"),
    cookies=("We value your privacy", "We use cookies to improve your experience on this site."),
    date="November 23, 2025, 9:15 am",
)
OF = {"ru": RU, "kk": KK, "en": EN}
