"""Which eight-bit encoding a Russian or Kazakh text is in, by how natural its letters look."""

from itertools import pairwise

#: The commonest letters of Russian and Kazakh; wrong decodings are full of rare ones.
_FREQUENT = frozenset("оеаинтсрвлкмдыі")
_ALPHABET = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі")


def naturalness(text: str) -> float:
    """Score a decoding, the higher the better: common letters, Kazakh ones, capitals in place."""
    letters = [char for char in text if char.isalpha() and not char.isascii()]
    if not letters:
        return 0.0
    common = sum(char.lower() in _FREQUENT for char in letters) / len(letters)
    foreign = sum(char.lower() not in _ALPHABET for char in letters) / len(letters)
    inverted = sum(a.islower() and b.isupper() for a, b in pairwise(text))
    return common - 2 * foreign - 2 * inverted / len(letters)
