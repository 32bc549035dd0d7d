"""Openings that hang on the sentence before: "Им грозит …", "Однако …", "Оның айтуынша …"."""

import re

_RUSSIAN = (
    r"он|она|оно|они|его|её|ее|их|ему|ей|ею|им|ими|"
    r"(?:с|со|у|о|об|к|ко|на|в|во|за|от|до|для|по|при|из|под|над|перед|между|среди|без|против|кроме|"
    r"вокруг|после|около|вместо|помимо|благодаря|насчёт|насчет)\s(?:него|неё|нее|них|нему|ней|ним|ними|нём|нем|"
    r"этого|этой|этих|этому|этим|этом|этими|это|эти|эту|того,?(?!\sчтобы|\sкак)|тем|той|том\sже|ту\sже|тот\sже)|"
    r"(?:[^\W\d_]+\s)?(?:из|среди)\sних|"
    r"это|этот|эта|эти|этого|этой|этому|этим|этих|эту|этими|об\sэтом|"
    r"тот|та|те|тем|того|тому|то|такой|такая|такое|такие|такого|таких|таким|такую|так|"
    r"сам|сама|сами|оба|обе|обоих|данный|данная|данное|данные\s(?:факт|событи)\w*|последний|последняя|последние|"
    r"однако|но|а|и|да|или|либо|зато|впрочем|причём|причем|притом|при\sэтом|тем\sне\sменее|тем\sвременем|"
    r"в\sто\sже\sвремя|в\sсвою\sочередь|вместе\sс\sтем|между\sтем|кроме\sтого|помимо\sтого|более\sтого|"
    r"к\sтому\sже|в\sтом\sчисле|таким\sобразом|поэтому|потому|следовательно|итак|значит|ведь|"
    r"также|тоже|ещё|еще|затем|потом|тогда|далее|после\sчего|там|туда|оттуда|здесь|тут|"
    r"позже|позднее|вскоре|впоследствии|одновременно|например|напротив|наоборот|иначе|"
    r"во-(?:вторых|третьих|первых)|другой|другая|другие|второй|вторая|второе|остальные|"
    r"(?:по|со|с)\s(?:его|её|ее|их|этим|этому|той|тем)\s\S+|как\s(?:он|она|они)\b|ранее\s(?:он|она|они)\b|"
    r"(?:его|её|ее|их)\s\S+|чтобы\sэтого|в\s(?:этом|этой|этот|эту|то|тот|том|той|таком|такой)\b|"
    r"в\sрезультате(?=,|\s\S+(?:л|ла|ло|ли|лся|лась|лись|лось)\b)|"
    r"(?:годом|месяцем|неделей|днём|днем|часом|немногим|чуть)\s(?:позже|ранее|раньше)|"
    r"на\s(?:этом|этой|этот|эту|тот|то|том)\b|в\sсвязи\sс\sэтим|из-за\s(?:этого|него|неё|нее|них)|"
    r"несмотря\sна\sэто|что\sкасается"
)
_KAZAKH = (
    r"ол|олар|олардың|оның|оған|оны|онда|одан|онымен|оларға|оларды|олардан|олармен|"
    r"бұл|бұның|бұған|бұны|бұдан|бұнымен|бұлар|бұлардың|бұндай|мұндай|мұның|мұны|мұнда|мұнымен|ондай|сондай|осындай|"
    r"осы|осыған|осының|осыдан|осындағы|осылайша|сол|соған|соның|сонда|содан|сондықтан|сонымен|сонан|"
    r"бірақ|алайда|дегенмен|сөйтіп|себебі|өйткені|яғни|және|ал|әрі|сондай-ақ|сонымен\s(?:қатар|бірге)|"
    r"бұдан\s(?:бөлек|басқа)|одан\s(?:бөлек|басқа|кейін)|содан\sкейін|кейін|кейінірек|бұл\sретте|"
    r"осыған\sбайланысты|осыған\sорай|соған\sқарамастан|керісінше|екеуі|үшеуі|өзі|өздері|мысалы"
)
_ENGLISH = (
    r"he|she|it|they|him|them|his|her|hers|their|theirs|its|this|that|these|those|such|"
    r"he's|she's|it's|they're|that's|he'd|she'd|they'd|he’s|she’s|it’s|they’re|that’s|"
    r"however|but|and|or|so|yet|nor|then|also|too|thus|hence|therefore|moreover|furthermore|besides|"
    r"meanwhile|instead|otherwise|nevertheless|nonetheless|still|similarly|likewise|afterwards|later|"
    r"in\saddition|at\sthe\ssame\stime|as\sa\sresult|for\s(?:this|that|example|instance)|because\sof\s(?:this|that)|"
    r"the\s\d+-year-old\b|"
    r"despite\s(?:this|that)|after\s(?:this|that)|on\sthe\sother\shand|by\scontrast|in\scontrast|"
    r"according\sto\s(?:him|her|them)|both|another|others|the\s(?:latter|former|other|second)|there|here|"
    r"(?:of|in|for|with|from|to|by|at|on|among|between)\s(?:him|her|them|it|this|that|these|those)"
)
_OPENING = re.compile(rf"[\s«»\"“”„'‘’(\[–—-]*(?:{_RUSSIAN}|{_KAZAKH}|{_ENGLISH})(?![\w-])(?!\.)")
# "There are …" and "It is known that …" point at nothing before them.
_EMPTY_SUBJECT = re.compile(
    r"[\s\W]*(?:there(?:['’]s|\s(?:is|are|was|were|has\sbeen|have\sbeen|had\sbeen|will\sbe))\b|"
    r"it(?:['’]s|\s(?:is|was|has\sbeen|took|takes))\s(?:[\w'’-]+\s){1,5}(?:that|what|how|why|who|to)\b)"
)
# "Это" and its like are at home where their noun stands beside them in time: not an antecedent.
_FREE = re.compile(
    r"(?:в\sэтом\s(?:году|месяце|сезоне)|на\sэтой\sнеделе|в\sэтот\sдень|that\s\w+ed\b|"
    r"the\ssecond\s(?:world|quarter|half)|второй\s(?:мировой|тур|квартал|сезон)|"
    r"вторая\sмировая|последние\s(?:годы|дни|месяцы|новости|данные)|осы\s(?:жылы|аптада|айда)|this\s(?:year|week|month|"
    r"morning|afternoon|summer|winter|spring|autumn|weekend))\b"
)


def hangs(sentence: str) -> bool:
    """Tell whether a sentence opens with words whose meaning lies in the sentence before it."""
    head = sentence[:80].lower()
    if not _OPENING.match(head):
        return False
    return not (_FREE.match(head) or _EMPTY_SUBJECT.match(head))
