"""What of an address's query only tells where its reader came from.

Apart from `sources.addresses`, so that the processes that read pages load nothing of the network.
"""

import re

from news.word_lists import words_of

#: Names of parameters that only tell where a reader came from, by their beginning …
_BEGINNINGS = ("utm_", "at_campaign", "at_medium", "mc_", "pk_", "mtm_", "hsa_", "ga_")
#: … or whole: the click ids of advertising, Russian `erid` marks and counters among them.
_NAMES = words_of(
    """fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid ymclid erid rb_clickid
    twclid ttclid igshid igsh li_fat_id s_kwcid _openstat openstat _ga _gl _hsenc _hsmi
    oly_enc_id oly_anon_id vero_id wickedid xtor cmpid icid ncid spm ns_source ns_mchannel
    ns_campaign tgclid vkclid roistat mindbox-click-id ref_src __twitter_impression"""
)
#: These tell it too, unless their value is a number or a date: then they choose what is shown.
_WORDS = frozenset({"from", "ref", "referrer"})
_CHOICE = re.compile(r"(?:[0-9.:/TZ+-]|%2B)+")


def untracked(query: str) -> str:
    """Return a query ("id=7&utm_source=tg", as sent) without what tracks readers, in its order."""
    return "&".join(pair for pair in query.split("&") if pair and not _tracks(pair))


def _tracks(pair: str) -> bool:
    """Tell whether a parameter ("name=value", as sent) only tells where a reader came from."""
    name, _, value = pair.partition("=")
    name = name.lower()
    if name in _WORDS:
        return not _CHOICE.fullmatch(value)
    return name in _NAMES or name.startswith(_BEGINNINGS)
