"""Keys under which a story is kept, so that likely doubles are looked up and not searched for.

Two reports of one event share rare words, names or numbers. A story has at most `MOST` keys; a new
one is compared only with those that share some, and of them with those that share most.
"""

from itertools import combinations, product

from news.similar_signature import Signature

MOST = 64
#: So many of the weightiest words, each a key by itself if it is as rare as words are.
_WORDS, _RAREST = 24, 128
#: So many of the headline's and the weightiest words, two by two.
_PAIRED = 6
#: So many names, two by two unless both are in the news every day, and so rare a person alone.
_NAMES, _TOGETHER, _RARE_NAME = 5, 11, 6
_NUMBERS, _DIGITS = 4, 2


def keys(signature: Signature) -> frozenset[str]:
    """Return the look-up keys of a story: short ASCII strings, at most `MOST`."""
    found = [
        *_rare_words(signature),
        *_names(signature),
        *_numbers(signature),
        *_pairs(signature),
    ]
    return frozenset(dict.fromkeys(found[:MOST]))


def _rare_words(one: Signature) -> list[str]:
    pairs = list(zip(one.terms, one.weights, strict=True))[:_WORDS]
    return [f"w{term:x}" for term, weight in pairs if weight >= _RAREST]


def _pairs(one: Signature) -> list[str]:
    """Return pairs of telling words: of the headline, and the headline's with the text's."""
    title = sorted(zip(one.title_weights, one.title, strict=True), reverse=True)[:_PAIRED]
    telling = [term for weight, term in title if weight]
    words = dict.fromkeys([*telling, *one.terms[:_PAIRED]])
    return [f"x{min(pair):x}{max(pair):x}" for pair in combinations(words, 2)]


def _names(one: Signature) -> list[str]:
    people = [n[:-1] for n in one.names if n[0] == "p" and int(n[-1]) >= _RARE_NAME]
    pairs = combinations(sorted(one.names[:_NAMES]), 2)
    together = [f"n{a[:-1]}{b[:-1]}" for a, b in pairs if int(a[-1]) + int(b[-1]) >= _TOGETHER]
    return [*people[:_NAMES], *together]


def _numbers(one: Signature) -> list[str]:
    """Return a telling number with each place or other number: the same in every language."""
    numbers = [n for n in one.numbers if len(n.strip("0").replace(".", "")) >= _DIGITS][:_NUMBERS]
    places = [name[:-1] for name in one.names if name[0] == "l"][:_NUMBERS]
    beside = [f"f{number}{place}" for number, place in product(numbers, places)]
    return [*beside, *(f"f{a}+{b}" for a, b in combinations(sorted(numbers), 2))]
