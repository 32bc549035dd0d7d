"""Abbreviations of the three languages: after which full stops a sentence goes on.

All without their final stop and in lower case.
"""


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


#: What they stand before belongs to them ("ст. 128", "ул. Абая", "Mr. Smith"): never an end.
LEADING = _set(
    """ст п пп ул им просп пр-т пер наб пл мкр мкрн обл р-н тел факс проф акад доц канд ген полк
    подп лейт кап гл рис табл стр см ср напр англ нем фр лат каз рус греч итал исп тур букв
    соч изд ред
    св прп архиеп еп гр гр-н тов г-н г-жа зам пом нач зав дж ю-к аль
    м-р д-р
    тт бб қ көш даң ауд мыс қар проф акад ген
    mr mrs ms dr prof st gen sen rep gov lt col sgt capt cmdr maj rev hon pres no nos vs fig
    messrs mme mt ft approx e.g i.e cf"""
)

#: They stand after a number or at the end of a list: an end only before a capital letter.
TRAILING = _set(
    """г гг в вв млн млрд трлн тыс руб коп тг тнг долл чел га км кг м см мм кв куб мин сек ч час мес
    др проч прим л экз шт оз р д обл к
    ж жж т.б т.с.с ғ ғғ мың
    inc co corp ltd jr sr bros etc dept est jan feb mar apr jun jul aug sep sept oct nov dec
    a.m p.m ph.d u.s u.k u.n"""
)

#: Two stops of one abbreviation with a space between them ("т. е.", "до н. э."): what ends it.
PAIRS_JOIN = frozenset({"т.е", "т.к", "т.н", "и.о", "в.и", "н.э", "a.k", "т.ғ"})
PAIRS_END = frozenset({"т.д", "т.п", "н.э", "т.б", "т.с", "и.б", "p.m", "a.m"})

#: Words that open a sentence far more often than they are part of a name.
STARTERS = _set(
    """в во на по при за из к ко о об от до с со у и а но да не ни как так что чтобы если когда где
    он она оно они его её ее их это эти этот эта тогда затем потом также кроме однако после перед
    сейчас сегодня вчера между всего более там тут здесь уже ещё еще только сам мы вы я ты все
    для под над через около среди согласно ранее позднее позже теперь именно поэтому
    бұл ол олар осы сол ал бірақ және сондай-ақ сонымен кейін қазір бүгін кеше біз
    the a an in on at he she it they we you i but and or so this that these those his her their
    its there then when while as for if after before by with from however meanwhile"""
)
