"""Page furniture: lines that belong to the page and not to the article.

A line is furniture only as a whole and only when it is short. What merely begins like furniture
("13 марта полиция …", "Источник в министерстве …", "Фото с камер показали …") is text.
"""

import re
from enum import Enum
from functools import lru_cache


class Kind(Enum):
    """What a line of furniture is."""

    VIEWS = "views"
    NUMBER = "number"
    DATE = "date"
    CREDIT = "credit"
    AUTHOR = "author"
    BYLINE = "byline"
    PLACE = "place"
    RELATED_HEAD = "related head"
    SOURCE = "source"
    SECTION = "section"
    OTHER = "other"


#: No line of furniture is longer, related links excepted: they carry a whole headline.
SHORT = 140
RELATED = 260

_I = re.IGNORECASE
_EMOJI = r"[\s\W]*"
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f.,]?\d{3})*(?:[.,]\d)?\s?(?:[kKмМтТ]|тыс\.?|млн)?"
_COUNT = rf"[\s:(–—·-]*(?:{_NUMBER})?[\s)]*"


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_EMOJI}(?:{pattern})[\s.!:…»>→•|)]*", _I)


_VIEWS = re.compile(
    rf"{_EMOJI}(?:(?:количество\s)?просмотр(?:ы|ов|ено|ели|ели раз)?|прочитали|прочтений|"
    rf"қарал(?:ды|ымдар|ған|ым)(?:\s+саны)?|көрілім|оқылды|views?|read by|hits)"
    rf"[\s:–—-]*(?P<after>{_NUMBER})\s*(?:раз|рет|times)?\.?"
    rf"|{_EMOJI}(?P<before>{_NUMBER})\s*(?:просмотр(?:а|ов)?|прочтени[йя]|views?|қаралым|"
    rf"рет қаралды|рет оқылды)\.?"
    rf"|(?:👁|👀|🔍)\ufe0f?\s*(?P<eye>{_NUMBER})",
    _I,
)
_BARE = re.compile(rf"(?P<after>{_NUMBER})")

_MONTHS = (
    "январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|октябр[ья]|"
    "ноябр[ья]|декабр[ья]|янв|фев|мар|апр|июн|июл|авг|сент?|окт|ноя|дек|"
    "қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан|"
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_WEEKDAYS = (
    "понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|дүйсенбі|сейсенбі|сәрсенбі|"
    "бейсенбі|жұма|сенбі|жексенбі|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    "пн|вт|ср|чт|пт|сб|вс|mon|tue|wed|thu|fri|sat|sun"
)
_TIME = (
    r"(?:(?:в|at|сағат)\s)?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?"
    r"(?:\s?(?:GMT|UTC|МСК|MSK|EST|EDT|BST|ET|по астане|мск))?(?:[+-]\d{1,2})?"
)
_DAY = (
    rf"\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTHS})\.?,?(?:\s\d{{4}})?(?:\s?(?:года|г\.?|ж\.?|жыл))?|"
    rf"(?:{_MONTHS})\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|"
    rf"\d{{4}}\s?(?:жылғы|жылдың|жыл|ж\.)?,?\s\d{{1,2}}[\s-](?:{_MONTHS})|"
    r"вчера|сегодня|позавчера|бүгін|кеше|today|yesterday|"
    r"(?:\d{1,2}|an?)\s(?:минут[аыу]?|час(?:а|ов)?|дн(?:я|ей)|день|minutes?|mins?|hours?|days?|weeks?)"
    r"\s(?:назад|ago)|\d{1,2}\s(?:минут|сағат|күн)\sбұрын"
)
_STAMP = (
    r"опубликовано|обновлено|дата(?:\sпубликации)?|время(?:\sпубликации)?|создано|изменено|"
    r"жарияланды|жарияланған(?:\sкүні)?|жаңартылды|күні|published(?:\son)?|updated(?:\son)?|posted(?:\son)?|"
    r"last\supdated|last\smodified|date|first\spublished"
)
_DATE = re.compile(
    rf"{_EMOJI}(?:(?:{_STAMP})[\s:–—-]*)?(?:(?:{_WEEKDAYS})\.?[\s,]+)?"
    rf"(?:(?:{_TIME})|(?:{_DAY}))(?:[\s,|·•–—/-]+(?:(?:{_TIME})|(?:{_DAY})|(?:{_WEEKDAYS})))*[\s.|]*",
    _I,
)

_CREDIT = re.compile(
    r"[\s\W]*(?:"
    r"(?:(?:фото|видео|фотограф(?:ия|ии)?|иллюстраци[яи]|коллаж|скриншот|инфографика|изображение|"
    r"автор фото|источник фото|"
    r"сурет|суреттер|бейне|фотосурет|photo(?:graph|s)?|image|images|picture|"
    r"pictures|pic|video|illustration|screenshot|graphic)"
    r"(?:\s?(?:credit|courtesy|by|source|авторы))?\s*[:©/|]\s*\S.{0,80})"
    r"|(?:©|\(c\))\s*(?:фото|photo)\b.{0,60}"
    r"|(?:фото|видео|скриншот)\s(?:с\sсайта|со\sстраницы|из\s(?:открытых\sисточников|архива|соцсетей|"
    r"социальных\sсетей|instagram|facebook|telegram)|пресс-служб[ыа]|предоставлен[оы]?|автора|"
    r"©|getty|reuters|ap\b|afp|риа|тасс|с\sоткрытых)(?:\s[\w.«»\"„“/-]+){0,5}"
    r"|(?:illustrative|file|stock|handout|ap|afp|reuters|getty)\s(?:photo|image|picture)s?(?:\s?[:/].{0,40})?"
    r"|иллюстративн(?:ое|ая)\s(?:фото|иллюстрация)(?:\s?[:/].{0,40})?"
    r"|(?:photo|image|picture)s?\s(?:courtesy(?:\sof)?|by|from)\s(?:[A-Z][\w.&'-]*\s?){1,5}"
    r"|сурет(?:тер)?\s(?:ашық\sдереккөзден|ғаламтордан|автордан|интернеттен)"
    r"|[\w.-]+\s(?:сайтынан\sалынған\s)?(?:фото|сурет)(?:ы|і)?"
    r")[\s.]*",
    _I,
)
# A credit says whose the picture is; with a verb it is a sentence about a picture.
_VERB = re.compile(
    r"\b[а-яё]\w{2,}(?:или|али|ели|ила|ела|жала|вала|сала|лась|лись|лось|ился|ался|ют|ает|ится|ется|ются)\b"
)

_AUTHOR = re.compile(
    r"[\s\W]*(?:автор(?:ы)?(?:\s(?:текста|статьи|материала|публикации))?|текст|корреспондент|"
    r"подготовил[аи]?|редактор|авторы?|авторлары|мақала\sавторы|тілші|"
    r"беседовал[аи]?|записал[аи]?|интервью\s(?:взял|подготовил|записал)[аи]?|материал\sподготовил[аи]?|"
    r"дайындаған|әзірлеген|сұхбаттасқан|author|by|written\sby|interview(?:ed)?\sby|"
    r"reported\sby|story\sby|words|reporter|editor|reporting\sby|writes)"
    r"\s*(?P<mark>[:–—-]\s*|\s)(?P<name>[^\W\d_][^:!?]{1,70}?)[\s.]*",
    _I,
)
_CAPITAL = "[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]"
_SMALL = "[a-zа-яёәғқңөұүһі'’]"
_NAME_WORD = rf"{_CAPITAL}(?:{_SMALL}+|[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]+|\.)(?:-{_CAPITAL}\w+)?"
_NAME = rf"{_NAME_WORD}(?:\s?(?:{_NAME_WORD}|(?:van|von|de|al|бен|оглы|қызы|ұлы)\b)){{1,3}}"
_PLACE = rf"(?:г\.\s?|город\s)?{_NAME_WORD}(?:[\s-](?:{_NAME_WORD}|{_SMALL}{{2,12}})){{0,2}}"
NAME = re.compile(_NAME)
#: "Имя ФАМИЛИЯ, Город", "Имя Фамилия, Город" — the whole line.
BYLINE = re.compile(
    rf"(?P<name>{_NAME})(?:\s*[,/|–—]\s*(?P<place>{_PLACE}))?"
    rf"(?:\s*[,/|–—]\s*(?:[\w.-]+\.(?:kz|ru|com|org|net|info|uk)|[«\"][^«»\"]{{2,30}}[»\"]))?[\s.]*"
)
#: "Tom Ashworth, transport reporter": after an author's mark a post may follow the name.
_WITH_POST = re.compile(
    rf"(?P<name>{_NAME})\s*[,/|–—]\s*(?:[\w'’&.-]+\s){{0,4}}(?:reporter|correspondent|editor|writer|"
    r"columnist|журналист|корреспондент|редактор|обозреватель|тілші|журналисі|редакторы)\b[^.!?]{0,40}"
)
_SHOUTED = re.compile(r"\b[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{3,}\b")

_NETWORK = (
    r"(?:facebook|fb|twitter|x|vk|вк|вконтакте|одноклассники|ок|ok|telegram|телеграм|whatsapp|viber|instagram|"
    r"linkedin|reddit|tiktok|youtube|messenger|pinterest|threads|e-?mail)"
)
#: What leads from a teaser to the rest of its text.
_READ_ON = (
    r"читать\s(?:далее|дальше|полностью|продолжение|весь\sтекст|статью|на\sсайте|по\sссылке)|"
    r"подробнее(?:\sна\sсайте|\sпо\sссылке)?|читать\sв\sисточнике|развернуть|"
    r"продолжение\s(?:следует|по\sссылке|на\sсайте|читайте|в\sисточнике)|"
    r"показать\s(?:полностью|ещё|еще|весь\sтекст)|"
    r"толығырақ(?:\sоқу)?|толық\sоқу|(?:жалғасын|ары\sқарай|әрі\sқарай)\sоқу|толық\sнұсқасын|"
    r"read\s(?:more|on|(?:the\s)?full\s(?:story|article))|(?:continue|keep)\sreading|show\smore|full\sstory"
)
READ_ON = _whole(_READ_ON)
_LABELS = _whole(
    rf"(?:{_READ_ON}|"
    r"поделиться|поделитесь|класснуть|обсудить|рассказать|твитнуть|репост(?:нуть)?|отправить|"
    r"сохранить|скопировать(?:\sссылку)?|копировать\sссылку|распечатать|печать|версия\sдля\sпечати|нравится|"
    r"мне\sнравится|комментари(?:и|й|ев|я)|комментировать|оставить\sкомментарий|добавить\sкомментарий|написать\sкомментарий|нет\sкомментариев|"
    r"подписаться|подписка|читать\s(?:ещё|еще|также)|"
    r"загрузить\sещё|смотреть\sвсе|все\sновости|главная|новости|главное|в\sизбранное|в\sзакладки|"
    r"наверх|назад|далее|вход|войти|регистрация|меню|поиск|закрыть|реклама|рекламный\sблок|на\sправах\sрекламы|"
    r"спецпроект|партн[её]рский\sматериал|прослушать(?:\sновость)?|слушать|увеличить\sшрифт|"
    r"бөлісу|жазылу|пікірлер?|пікір\s(?:қалдыру|жазу)|талқылау|ұнайды|ұнату|жарнама|оқу|"
    r"басып\sшығару|сақтау|көшіру|сілтемені\sкөшіру|басты\sбет|жаңалықтар|"
    r"share(?:\sthis(?:\s(?:article|story|page|post))?)?|tweet|retweet|like|likes|pin(?:\sit)?|e-?mail(?:\sthis)?|"
    r"print(?:\sthis)?|copy\slink|save|bookmark|comments?|leave\sa\scomment|add\scomment|no\scomments|view\scomments|"
    r"follow(?:\sus)?|subscribe|sign\s(?:in|up)|log\sin|register|more|load\smore|view\sall|advertisement|advertising|sponsored(?:\scontent)?|ad|promoted|"
    r"home|menu|search|close|skip\sad|skip\sto\s(?:main\s)?content|listen(?:\sto\sarticle)?|play\svideo|"
    r"facebook|twitter|x|vk|вк|вконтакте|одноклассники|ок|telegram|телеграм|whatsapp|viber|instagram|"
    r"linkedin|reddit|tiktok|youtube|messenger|pinterest)"
    rf"{_COUNT}"
    rf"|(?:поделиться|поделитесь|рассказать|отправить|обсудить|читайте|смотрите|share|tweet|like|follow|бөлісу)"
    rf"\s(?:новостью\s|статьёй\s|материалом\s|this\s)?(?:в|во|на|с|in|on|to|via|with)\s[\w\s]{{2,30}}{_COUNT}"
    rf"|(?:(?:поделиться|поделитесь|бөлісу|share|follow\sus)\s*:?\s*)?(?:{_NETWORK}{_COUNT}[\s,|/·•]*){{2,10}}"
    r"|(?:поделиться|поделитесь|бөлісу|share)\s*:\s*[\w\s,|/]{2,60}"
    r"|(?:поделиться|поделитесь|расскажите|рассказать)\s(?:этой\s|этим\s|эту\s)?"
    r"(?:новостью|стать[её]й|материалом|ссылкой|записью|с\sдрузьями|друзьям|в\sсоцсетях)(?:\s(?:с\sдрузьями|в\sсоцсетях))?"
    r"|(?:понравил(?:ась|ся|ось)|был[аи]?\sполезн\w+)\s(?:эта\s|этот\s)?(?:статья|новость|материал|публикация)\s?\?.{0,60}"
    r"|(?:оцените|оценить)\s(?:статью|материал|новость|публикацию|текст)|rate\sthis(?:\sarticle|\sstory)?"
    r"|(?:был|была)\sли\s(?:эта\s|этот\s)?(?:статья|материал)\sполез\w+\??"
    r"|мақала\s(?:ұнады|пайдалы\sболды)\sма\??|достарыңызбен\sбөлісіңіз|"
    r"(?:did\syou\s(?:like|enjoy)|was)\sthis\s(?:article|story|page)(?:\shelpful|\suseful)?\??"
    rf"|{_NUMBER}\s*(?:комментари(?:й|я|ев)|репост(?:а|ов)?|лайк(?:а|ов)?|пікір|comments?|shares?|likes?|"
    r"retweets?|reactions?)"
)
_SUBSCRIBE = _whole(
    r"(?:подпи(?:сывайтесь|шитесь|шись)|читайте\s(?:нас|наш|больше)|следите\sза\s(?:нами|нашими|новостями)|"
    r"присоединяйтесь|вступайте|больше\s(?:новостей|интересного)\s(?:в|на)\s(?:нашем|наш|telegram)|"
    r"(?:наш|все\sновости\sв|самое\sважное\s[-–—]\sв)\s.{0,30}(?:telegram|телеграм|instagram|whatsapp|youtube)|"
    r"хотите\s(?:быть\sв\sкурсе|знать|узнавать|читать).{0,80}(?:подпи|telegram|телеграм)|"
    r"(?:біздің\s)?.{0,40}(?:telegram|телеграм|instagram|whatsapp|youtube).{0,40}(?:жазылыңыз|жазылыңыздар|қосылыңыз)|"
    r"(?:бізге|арнамызға|каналымызға|парақшамызға)\s.{0,40}(?:жазылыңыз|қосылыңыз)|жаңалықтардан\sқалыс\sқалмаңыз|"
    r"(?:follow|subscribe|join)\s(?:us\b|(?:to\s)?our\b|now\b|.{0,40}(?:telegram|newsletter|channel|instagram))|"
    r"sign\sup\s(?:for|to)\b.{0,40}(?:newsletter|alerts|updates|email)|get\s(?:our|the)\s.{0,40}newsletter|"
    r"like\sus\son|download\s(?:our|the)\sapp|скачайте\s(?:наше\s)?приложение).{0,90}"
)
_NOTICE = _whole(
    r"(?:нашли\s(?:ошибку|опечатку)|заметили\s(?:ошибку|опечатку)|увидели\s(?:ошибку|опечатку)|"
    r"сообщить\sоб\s(?:ошибке|опечатке)|қате\s(?:таптыңыз|тапсаңыз|көрсеңіз)|мәтінде(?:н)?\sқате|"
    r"(?:spotted|found|see)\s(?:an?\s)?(?:error|typo|mistake)|report\s(?:an?\s)?(?:error|typo)).{0,90}"
    r"|(?:©|\(c\)|copyright\b).{0,90}|.{0,60}(?:все\sправа\sзащищены|барлық\sқұқықтар(?:ы)?\sқорғалған|"
    r"all\srights\sreserved).{0,40}"
    r"|.{0,40}(?:используе[мт]|uses?|пайдалан\w*)\s(?:файлы\s)?(?:cookies?|куки).{0,90}"
    r"|(?:этот\sсайт|наш\sсайт|мы|this\s(?:site|website)|we|our\ssite|бұл\sсайт|біз)\s.{0,40}(?:cookies?|куки).{0,80}"
    r"|(?:accept|manage|reject)\s(?:all\s)?cookies|принять(?:\sвсе)?(?:\scookies?|\sкуки)?"
    r"|(?:время\s(?:на\s)?чтени[яе]|читать|оқу\sуақыты|reading\stime|read\stime)[\s:~≈–—-]*"
    r"(?:меньше\sминуты|[\d.,–—-]+\s*(?:мин\w*\.?|min\w*\.?|сек\w*\.?|seconds?))"
    r"|[\d.,–—-]+\s*(?:min(?:ute)?s?)\s(?:read|to\sread)|[\d–—-]+\s*мин(?:ут[ауы]?)?\.?\s(?:чтения|на\sчтение)|"
    r"[\d–—-]+\s*минут(?:та|тық)?\s(?:оқу|оқылады)"
    r"|(?:теги|тэги|метки|тег|ключевые\sслова|рубрик[аи]|категори[яи]|тема|темы|раздел|тегтер|тақырып|айдар|"
    r"tags?|topics?|categor(?:y|ies)|keywords|filed\sunder|section|labels)\s*:\s*\S.{0,110}"
    r"|(?:источник|дереккөз|дерек\sкөзі|source|оригинал|via|ссылка)\s*:\s*"
    r"(?:https?://\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?|(?:(?:агентство|ИА|газета|портал)\s)?[«\"“][^«»\"“”]{2,40}[»\"”]|"
    r"(?-i:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w-]+(?:\s[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w-]+){0,3}))"
    r"|(?:https?://|www\.)\S+|[\w.-]+@[\w.-]+\.\w{2,6}"
    r"|\d{1,2}\s?\+|(?:18|16|12|6|0)\+"
)
#: "Источник: министерство …" closes a page; the same words with a verb are a headline.
_SOURCE = re.compile(
    r"[\s\W]*(?:источник|дереккөз|дерек\sкөзі|source)\s*:\s*[^.!?:]{3,70}[\s.]*", _I
)
#: Sections of a site, where they stand over the headline.
_SECTION = re.compile(
    r"(?:экономика|политика|общество|происшествия|криминал|спорт|культура|мир|в\sмире|регионы|бизнес|"
    r"финансы|технологии|наука|здоровье|образование|авто|казахстан|события|статьи|интервью|"
    r"қоғам|саясат|мәдениет|әлем|білім|оқиға|қаржы|денсаулық|аймақтар|қазақстан|"
    r"business|world|sports?|politics|economy|society|culture|technology|tech|science|health|education|"
    r"opinion|local|national|international|entertainment|money|uk|us|asia|europe|news)",
    _I,
)
_TRAIL = re.compile(
    r"[\w-]{2,20}(?:\s[\w-]{2,20}){0,2}(?:\s*[>»›/→|]\s*[\w-]{2,20}(?:\s[\w-]{2,20}){0,2}){1,5}"
)
_HOME = re.compile(r"(?:главная|домой|басты\sбет|home)\b", _I)
_HASHTAGS = re.compile(r"(?:\s*#[\w-]+[,;]?)+\s*")
_RELATED = re.compile(
    r"[\s\W]*(?:читайте\s(?:также|ещё|еще|по\sтеме|подробнее)|смотрите\s(?:также|ещё)|ранее\sпо\sтеме|по\sтеме|"
    r"похожие\s(?:новости|материалы|статьи)|материалы\sпо\sтеме|другие\sновости|ещё\sпо\sтеме|еще\sпо\sтеме|"
    r"новости\sпо\sтеме|рекомендуем(?:\sпочитать|\sпрочитать)?|вам\sможет\sбыть\sинтересно|популярное|самое\sчитаемое|"
    r"это\sинтересно|сейчас\sчитают|последние\sновости|новости\sпартн[её]ров|лента\sновостей|"
    r"тағы\sоқ\w+|(?:осы\s)?тақырып(?:\sбойынша|қа\sқатысты)|оқи\sотыр\w+|сондай-ақ,?\sоқ\w+|бұдан\sбұрын|"
    r"(?:басқа|соңғы|ұқсас|өзге|тағы)\s(?:да\s)?(?:жаңалықтар|материалдар)|"
    r"read\s(?:also|more|next)|see\salso|also\sread|related(?:\s(?:articles|stories|links|news|content|topics))?|"
    r"more\s(?:on\sthis(?:\sstory)?|from\s[\w\s]{2,30}|stories|news)|recommended(?:\sfor\syou)?|most\s(?:read|popular)|"
    r"you\s(?:may|might)\s(?:also\s)?like|trending(?:\snow)?|don't\smiss|top\sstories|latest\snews)"
    r"\s*(?::\s*(?P<link>.*)|[:.…!]*)",
    _I,
)


# An article's lines are asked for several times while it is read.
@lru_cache(maxsize=2_048)
def classify(line: str) -> Kind | None:
    """Return what kind of furniture a line is by itself, or None for text."""
    if len(line) > RELATED:
        return None
    related = _RELATED.fullmatch(line)
    if related:
        return Kind.OTHER if related["link"] else Kind.RELATED_HEAD
    return _classify_short(line) if len(line) <= SHORT else None


_SAYS_SOMETHING = re.compile(r"[^\W_]|[©#👁👀]")


def _classify_short(line: str) -> Kind | None:
    if not _SAYS_SOMETHING.search(line):
        return Kind.OTHER
    if _BARE.fullmatch(line):
        return Kind.NUMBER
    if _VIEWS.fullmatch(line):
        return Kind.VIEWS
    if _DATE.fullmatch(line):
        return Kind.DATE
    if _CREDIT.fullmatch(line) and not _VERB.search(line):
        return Kind.CREDIT
    if any(pattern.fullmatch(line) for pattern in (_LABELS, _SUBSCRIBE, _NOTICE, _HASHTAGS)):
        return Kind.OTHER
    if author_of(line):
        return Kind.AUTHOR
    if _SECTION.fullmatch(line) or (_HOME.match(line) and _TRAIL.fullmatch(line)):
        return Kind.SECTION
    if _SOURCE.fullmatch(line) and not _VERB.search(line):
        return Kind.SOURCE
    return Kind.BYLINE if is_byline(line) else None


def author_of(line: str) -> str | None:
    """Return the name that an author line ("Автор: …", "By …") gives, or None."""
    found = _AUTHOR.fullmatch(line)
    if not found:
        return None
    marked = bool(found["mark"].strip())
    named = BYLINE.fullmatch(found["name"]) or _WITH_POST.fullmatch(found["name"])
    if named:
        return str(named["name"])
    return (
        str(found["name"])
        if marked and found["name"][0].isupper() and len(found["name"]) < 50
        else None
    )


def is_byline(line: str) -> bool:
    """Tell whether a line is nothing but a name with a place, or with a shouted surname."""
    found = BYLINE.fullmatch(line)
    return found is not None and bool(found["place"] or _SHOUTED.search(line))


def views_in(line: str) -> int | None:
    """Return the count that a view counter shows, or None."""
    found = _VIEWS.fullmatch(line) or _BARE.fullmatch(line)
    if not found:
        return None
    groups = found.groupdict()
    digits = groups.get("after") or groups.get("before") or groups.get("eye") or ""
    return _count(digits)


def _count(shown: str) -> int | None:
    scale = 1000 if re.search(r"[kKтТ]", shown) else 1_000_000 if re.search(r"[mMмМ]", shown) else 1
    if scale > 1:
        number = re.match(r"[\d.,]+", shown)
        return round(float(number[0].replace(",", ".")) * scale) if number else None
    digits = re.sub(r"\D", "", shown)
    return int(digits) if digits and len(digits) < 12 else None
