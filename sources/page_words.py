"""What page furniture is called: in class names and ids, and in words shown to readers."""

import re

from news.word_lists import words_of

#: Words of class names and ids that belong to no article.
FURNITURE_NAMES = words_of(
    "nav navbar navigation menu submenu breadcrumb breadcrumbs footer sidebar sidemenu share "
    "shares sharing sharer social socials soc socnet likes like likely pluso addthis "
    "yashare related recommend recommended recommendations recommendation recirc similar "
    "readalso seealso alsoread readmore comment comments commentlist commentaries disqus cackle "
    "hypercomments discussion replies subscribe subscription subscribtion newsletter subscr "
    "podpiska telegramm signup advert adverts advertisement advertising adv ad ads adfox "
    "adsense adblock adriver adslot banner banners reklama erid sponsor sponsored promo "
    "promos partner partners cookie cookies gdpr consent popup modal overlay tooltip tags "
    "taglist tagcloud hashtags keywords pagination paginator pager pagenav rating "
    "ratings vote votes voting poll widget widgets byline copyright counter counters views "
    "toolbar print printable teaser teasers trending popular mostread toplist lenta newsline "
    "ticker caption figcaption credit credits kommentarii chitaite teg tegi temy "
    "pohozhie bolisu pikirler zharnama paywall loginform login registration "
    "orphus mistake typo outbrain taboola smi2 mediametrics relap mgid infinite hreviews"
)
#: The same as runs of words: only together they tell.
FURNITURE_PHRASES = re.compile(
    r"(?:^|-)(?:read-(?:also|more|next|too)|also-read|see-also|more-(?:news|stories|articles|on)"
    r"|(?:last|latest|other|top|hot|all|next|prev|previous)-(?:news|stories|articles|posts)"
    r"|(?:next|prev|previous)-(?:post|article)"
    r"|news-(?:list|feed|line|lenta|block-list|more)|post-(?:nav|meta|tags|info|footer|author|date|bottom)"
    r"|(?:article|entry|news|story|material|single)-(?:meta|tags?|info|footer|author|authors|date|bottom|"
    r"header-meta|share|social|source|more|time|views|tools|controls|nav|stat|stats|rubric|category)"
    r"|author-(?:box|bio|info|card|block)|about-author|(?:photo|image|img|picture|pic)-"
    r"(?:caption|credit|author|source|copyright|desc|description|title|sign)|tg-(?:link|channel|banner|block|widget)"
    r"|(?:telegram|whatsapp|instagram|youtube)-(?:link|channel|banner|block|promo|widget|button|subscribe)"
    r"|follow-us|in-?article-ad|wp-caption-text|meta-(?:info|data|line)|error-report|report-error"
    r"|chitat-takzhe|chitajte|chitayte|po-teme|novosti-partnerov|tagy-oqy|tag-(?:links|list|cloud|items)|cat-links"
    r"|interesting-news|you-may|may-like|scroll-(?:top|up)|back-to-top|skip-link|site-(?:header|footer|nav)"
    r"|page-(?:header|footer|nav)|header-(?:top|bottom|nav|menu)|top-(?:bar|menu|line))(?:-|$)"
)
#: What an article's body is called.
BODY_PHRASES = re.compile(
    r"(?:^|-)(?:(?:article|news|story|post|entry|material|text|detail|publication|single|full|blog"
    r"|td-post|node)-(?:body|text|content|full|detail|main|inner)|content-(?:body|text)"
    r"|articlebody|articletext|fulltext|newstext|js-mediator-article|body-content|field-name-body"
    r"|maqala|matin|tekst|statya|formatted-text|the-content)(?:-|$)"
)
#: Classes that are an article's body whatever else the element is called.
BODY_CLASSES = words_of(
    "entry-content article-body article__body article-text article__text articleBody post-content "
    "post__text story-body news-text news__text js-mediator-article"
)

_I = re.IGNORECASE
_CHANNEL = (
    r"(?:telegram|телеграм|instagram|инстаграм|whatsapp|ватсап|youtube|ютуб|viber|facebook|фейсбук|tiktok|"
    r"дзен|вконтакте|\bvk\b|\bmax\b|threads|канал|рассылк|уведомлени|соцсет|социальных сет"
    r"|страниц|приложени|"
    r"арна|парақша|желілер|newsletter|channel|alerts|notifications|google news|новост|жаңалық)"
)
_CALL = (
    r"(?:подпи(?:шитесь|сывайтесь|шись|сывайся)|присоединяйтесь|вступайте|следите за|читайте нас|"
    r"будьте в курсе|жазылыңыз|жазылыңыздар|қосылыңыз|қосылыңыздар|тіркеліңіз|оқылымда болыңыз|"
    r"subscribe|follow us|follow our|join (?:us|our)|sign up)"
)
#: Sentences that call to a channel, wherever they stand; a line of them says nothing of the event.
CALLS = re.compile(
    rf"\b{_CALL}\b.{{0,160}}{_CHANNEL}|{_CHANNEL}.{{0,120}}\b{_CALL}\b"
    r"|(?:больше|ещё|еще|все|самые|самое|главные|важные|свежие|последние)\s.{0,40}"
    r"(?:новост|важно|интересн|событи).{0,40}"
    r"(?:в|на)\s(?:нашем|нашей|наших|нашу)\s.{0,40}(?:telegram|телеграм|канал|instagram|whatsapp|"
    r"приложени|сайте|странице|дзен)|^\W*(?:мы|біз)\s(?:в|на|есть в)?\s?(?:telegram|instagram"
    r"|whatsapp|youtube|дзен)"
    r"|^\W*(?:наш|біздің)\s.{0,30}(?:telegram|whatsapp|instagram|канал|арна).{0,60}$"
    r"|(?:хотите|хочешь)\s.{0,80}(?:подпи|telegram|канал|рассылк)|жаңалықтардан құр қалма"
    r"|(?:stay up to date|get the latest|for more (?:news|stories)).{0,100}(?:subscribe|follow"
    r"|newsletter|channel|app)"
    r"|^[^.!?]{0,80}(?:новост|жаңалық|интересн|важн|событи|оқиға)[^.!?]{0,60}[\s—–-](?:в|на|біздің|нашем)"
    r"\s(?:нашем\s|нашей\s|наших\s|біздің\s)?(?:telegram|телеграм|instagram|whatsapp)[^,.!?]{0,40}[.!]?$"
    r"|(?:пишите|присылайте|звоните|сообщайте|жіберіңіз|жазыңыз)\s.{0,60}(?:whatsapp|ватсап|telegram"
    r"|телеграм|редакци|нашу почту)|(?:telegram|whatsapp|instagram"
    r"|желілер)\S*\s(?:.{0,20}\s)?оқыңыз"
    r"|(?:поставьте|ставьте)\s(?:лайк|класс)|включите уведомления|добавьте .{0,40}в (?:избранн"
    r"|источник)",
    _I,
)
#: Marked advertising: the erid token, the advertiser with its number.
ADVERTS = re.compile(
    r"\berid\b\s*[:=]?\s*\w+|^\W*(?:на правах рекламы|реклама|жарнама|advertisement|advertorial"
    r"|sponsored)"
    r"(?:\W*$|[.:,|]|\s\|\s|\s(?:(?:ооо|ао|пао|ип|тоо|жшс)\b|[«\"]|\d{1,2}\+)).{0,200}$"
    r"|\bрекламодатель\b|^\W*(?:партн[её]рский|спонсорский|рекламный)\s(?:материал|блок|проект).{0,60}$"
    r"|жарнама құқығы|^\W*инн\s\d{10}",
    _I,
)
#: What stands where a text ends that must be paid for or logged in for.
PAYWALLS = re.compile(
    r"(?:чтобы|для того,? чтобы|хотите|желаете)\s.{0,30}(?:чита|дочита|прочита"
    r"|продолжить чтение|получить полный доступ).{0,90}"
    r"(?:подпи|оформ|войдите|авториз|зарегистр|купит|оплат)"
    r"|(?:оформите|оформляйте|купите|продлите|активируйте|приобретите|оплатите)\s.{0,30}(?:подписк"
    r"|доступ)|подпишитесь,? (?:чтобы|и)\s.{0,20}(?:чита|дочита|прочита)"
    r"|(?:материал|статья|текст|статьи|контент|публикация|продолжение|полн\w+ (?:текст"
    r"|верси\w+))\s.{0,50}"
    r"(?:доступ\w*|открыт\w*|только)\s.{0,40}(?:подпи|по подписке|зарегистр|авториз|абонент)"
    r"|(?:доступ\w*|только)\s(?:по подписке|для подписчиков|подписчикам|зарегистрированным"
    r"|авторизованным|"
    r"для зарегистрированных)|(?:закрытый|платный|эксклюзивный)\s(?:материал|контент|доступ"
    r"|текст)\b.{0,60}$"
    r"|(?:это|остал\w+|у вас)\s.{0,40}(?:бесплатн\w+ (?:стат|материал)|лимит)"
    r"|уже (?:есть подписка|подписаны|подписчик)"
    r"|(?:войдите|авторизуйтесь|зарегистрируйтесь)\W.{0,60}(?:чита|прочита|чтени|коммент)"
    r"|^\W*чтобы .{0,30}комментари.{0,60}$"
    r"|\bподписк\w+ (?:от|за)\s\d|подписка\s.{0,40}(?:руб|тенге|₽|₸)"
    r"|(?:толық|жалғасын|әрі қарай|мақаланы)\s.{0,60}(?:оқу үшін|жазылушы|жазылым|тіркел)"
    r"|(?:оқу|көру) үшін\s.{0,60}(?:жазыл|тіркел|кіріңіз|төле|сатып)|жазылушылар(?:ға"
    r"|ымызға) (?:ғана|арналған)"
    r"|жазылым\w*\s.{0,40}(?:рәсімде|сатып ал)|тек\s.{0,20}(?:жазылушы|тіркелген)"
    r"|(?:to (?:continue|keep|finish) reading|to read (?:the (?:full|rest)|this|more|on)"
    r"|for full access|unlimited access).{0,120}"
    r"(?:subscri|sign|log ?in|register|account|member|join)"
    r"|(?:subscribe|sign in|log in|register|join)\s.{0,40}(?:to (?:read|continue|keep|unlock"
    r"|access)|for (?:full )?access)"
    r"|(?:article|content|story|text|piece)\s.{0,20}(?:is|are)\s.{0,30}(?:for|to|available)\s.{0,20}(?:subscribers|members)"
    r"|(?:exclusive(?:ly)?|only|reserved)\s(?:for|to)\s(?:our\s)?(?:paid\s)?(?:subscribers|members)"
    r"|already (?:a )?(?:subscriber|subscribed|member|have an account)|(?:free articles?"
    r"|articles?) (?:left|remaining)"
    r"|start your (?:free )?(?:trial|subscription)|unlock (?:this|the) (?:article|story|content"
    r"|full)",
    _I,
)
#: Lines that belong to a page, beyond those that news.furniture knows from texts.
NOTES = re.compile(
    r"^\W*(?:читайте|смотрите|узнайте|читать|оқыңыз|оқи отырыңыз|қараңыз)\s(?:также|тоже|ещё"
    r"|еще|по теме|подробнее|больше|наш)?\s?.{0,20}[:>→]"
    r"|^\W*(?:также|тоже)\s(?:читайте|смотрите)|^\W*(?:оқи отыр\w+|тағы оқ\w+|сондай-ақ оқ\w+"
    r"|тақырыпқа орай|тақырып бойынша|ұсынамыз)\b"
    r"|^\W*(?:вам (?:также )?(?:может|будет|понрав)|возможно, вам|рекомендуем (?:также"
    r"|прочитать|почитать|к прочтению))"
    r"|^\W*(?:не пропустите|главное за день|самое (?:читаемое|популярное|обсуждаемое)"
    r"|выбор редакции|топ новостей)\b.{0,80}$"
    r"|^\W*(?:read|see|watch|listen)\s(?:also|next|too)\b|^\W*(?:read|see|more|also)"
    r" (?:more|from|read)\b[^:,]{0,40}:"
    r"|^\W*ранее мы (?:писали|сообщали)(?:\s?о том)?\s?:"
    r"|^\W*(?:поддержите (?:нас|редакцию|проект)|поддержать (?:нас|редакцию|проект))\b.{0,60}$"
    r"|^\W*(?:перепечатка|копирование|цитирование|материалды (?:көшіріп|пайдалан))\b.{0,120}$"
    r"|ctrl\s?\+\s?enter|выделите (?:её|ее|фрагмент|текст|ошибку)|сообщите нам"
    r"|пришлите (?:нам )?новость|есть (?:новость|тема)\?"
    r"|^\W*(?:фото|видео|сурет|коллаж|скриншот)[\s:]+(?:носит|иллюстративн|автора|с сайта"
    r"|из архива|пресс-служб|архив|редакции|видео|depositphotos|freepik|pixabay|unsplash"
    r"|shutterstock)"
    r"|^\W*(?:фото|видео|коллаж|сурет)\s(?-i:[A-ZА-ЯЁ])[\w.]+\s(?-i:[A-ZА-ЯЁ])[\w-]+"
    r"(?:\s?[/,|]\s?.{1,40})?$|^\W*(?:фото|сурет)\s.{0,12}ашық дереккөз\w*.{0,20}$"
    r"|^\W*(?:на фото|на снимке|суретте)\s?[:—–-]|^\W*(?:©|\(c\))"
    r"|^\W*(?:мнение (?:редакции|автора) может|редакция не несёт|редакция не несет"
    r"|использование материалов|при (?:копировании|цитировании|перепечатке"
    r"|использовании) материал)"
    r"|^\W*(?:материалдарды (?:көшіріп|пайдалан)|сайт материалдарын|авторлық құқық)"
    r"|^\W*(?:поделись|поделитесь|поделиться|расскажите друзьям|бөлісу|бөлісіңіз|достарыңызбен"
    r"|share)"
    r"(?:\W*$|\s?[:!]|\s(?:новост|стать|в\b|во\b|с друз|матери|этим|этой|ссылк|this|on|via"
    r"|with)).{0,40}$"
    r"|^\W*(?:\d[\d\s]*\s?)?(?:комментари\w+|пікір\w*|comments?)(?:\s?\(?\d*\)?|\s(?:отключены"
    r"|закрыты|жоқ|пока нет).{0,40})\W*$"
    r"|^\W*(?:оставьте|оставить|добавить|написать)\s.{0,20}(?:комментари|отзыв)"
    r"|^\W*пікір (?:қалдыр|жаз)\w+"
    r"|^\W*(?:ваш адрес email не будет|обязательные поля)|^\W*(?:теги|тэги|тегтер|метки|tags"
    r"|ключевые слова|кілт сөздер)\s*:"
    r"|^\W*(?:загрузка|жүктелуде"
    r"|loading)\W*$",
    _I,
)
#: Headings of pages that could not be found.
NOT_FOUND = re.compile(
    r"^\W*(?:ошибка|қате|error)?\W*(?:404|410)\b.{0,90}$"
    r"|^.{0,30}(?:страниц\w+|материал|новость|документ|запись|публикация|статья|объект"
    r"|ничего)\b.{0,40}\bне (?:найден\w*|существует|нашл\w+|обнаружен\w*)\b.{0,40}$"
    r"|^.{0,20}(?:страниц\w+|материал|новость|публикация|статья)\s.{0,40}(?:удал[её]н\w*"
    r"|перемещ[её]н\w*|недоступ\w+|снят\w* с публикации)\b.{0,60}$"
    r"|^.{0,30}(?:бет|парақша|материал|жаңалық|мақала|парақ)\s?.{0,30}(?:табылмады|табылған жоқ"
    r"|жойылған|жоқ)\b.{0,30}$"
    r"|^.{0,30}(?:page|article|story|content|post|nothing|resource)\b.{0,40}(?:not found"
    r"|(?:doesn['’]?t|does not|no longer) exist|(?:could|can)(?:n?['’]t| ?not) be found"
    r"|cannot be found"
    r"|was not found|no longer available|(?:has been|was) removed)\b.{0,40}$"
    r"|^\W*(?:not found|nothing (?:found|here)|object not found|file not found)\W*$"
    r"|^.{0,20}(?:такой страницы (?:нет|не существует)|мы не нашли|мұндай бет жоқ"
    r"|такой страницы больше нет)\b.{0,60}$"
    r"|^\W*(?:ошибка|error|қате)?\W*(?:500|502|503|504)\b.{0,60}(?:error|ошибка|қате|unavailable|gateway|$)"
    r"|^\W*(?:внутренняя ошибка сервера|сервис временно недоступен|service unavailable"
    r"|bad gateway|internal server error|сайт временно недоступен|технические работы)\b.{0,60}$",
    _I,
)
#: What bot walls say; the markup of the common ones speaks in scripts.
BOT_WALL = re.compile(
    r"just a moment|checking your browser|checking if the site connection"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"are you (?:a )?(?:human|robot)|not a robot|access (?:to this page has been )?denied"
    r"|attention required|"
    r"enable javascript and cookies|ddos[- ]?(?:guard|protection|защита)|unusual (?:traffic"
    r"|activity)|automated (?:requests|queries)|"
    r"security check|request (?:was )?blocked|you have been blocked|pardon our interruption"
    r"|bot detection|ray id|"
    r"(?:проверка|проверяем) (?:вашего |ваш )?браузер|проверка безопасности|проверяем,? человек"
    r"|^один момент\W*$|too many requests|слишком много запросов|вы не робот|не робот\b"
    r"|вы человек|подтвердите,? что (?:вы|запрос)|"
    r"запросы.{0,40}(?:похожи|автоматическ)|доступ (?:к (?:сайту|странице"
    r"|ресурсу) )?(?:ограничен|запрещ[её]н|заблокирован|временно ограничен)|"
    r"введите (?:символы|код|текст) с картинки|капч[аиу]|captcha|подозрительн\w+ (?:активност"
    r"|трафик)|защита от (?:ботов|ddos)|"
    r"робот емес|браузер(?:іңіз)?(?:ді)? тексер|адам екеніңізді|қолжетімділік шектел"
    r"|қол жеткізу (?:шектел|тыйым)|"
    r"(?:включите|разрешите|активируйте) javascript|please (?:enable|turn on) javascript"
    r"|403 forbidden",
    _I,
)
_WALL_CODE = (
    r"cf-chl|challenge-platform|cf-turnstile|g-recaptcha|h-captcha|smartcaptcha|smart-captcha|ddos-guard|"
    r"__ddg|incapsula|_Incapsula_|px-captcha|qrator|variti|datadome|captcha-delivery"
)
WALL_CODE = re.compile(_WALL_CODE, _I)
COOKIE_WALL = re.compile(
    r"cookies?\b|куки|файл\w+ cookie|we value your privacy|ваша конфиденциальность"
    r"|персональных данных|жеке деректер",
    _I,
)
LOGIN = re.compile(
    r"(?:войдите|войти|авториз\w+|вход\b|зарегистр\w+|забыли пароль|кіріңіз|тіркеліңіз|құпиясөз"
    r"|log ?in|sign ?in|sign up|password|пароль)",
    _I,
)
#: Names that are no person's.
NO_AUTHOR = re.compile(
    r"^(?:admin\w*|administrator|редакция.*|редактор|корреспондент|автор|editor(?:ial)?|staff"
    r"|newsroom|news desk|"
    r"редакциясы|author|by|webmaster|root|user|superuser|пресс-служба|новости|info|moderator|модератор)$",
    _I,
)
SUBSCRIPTION = re.compile(r"подписк|подписч|жазылым|жазылушы|subscri", _I)
#: A sentence that somebody is said to have said is no call, whatever its words.
REPORTED = re.compile(
    r",\s[—–-]?\s?(?:[\w-]+\s){0,3}(?:сообщ|сказа|рассказа|призва|призыва|добав|совет|напомина|напомни|пиш[еу]т|"
    r"написа|объясн|говорит|отмети|заяви|подчеркн|уточни|счита)\w*"
    r"|,\s[^,]{0,30}\b(?:said|says|told|wrote|added)\b|,?\s[—–-]?\s?(?:деді|дейді|деген|деп)\b"
    r"|\b(?:деді|дейді|хабарлады|айтты)\b",
    _I,
)
