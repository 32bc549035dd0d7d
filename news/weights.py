"""The model files that natasha's wheel carries, found without importing natasha.

Its import needs pymorphy2 and pkg_resources, both abandoned; the files need neither.
"""

from functools import lru_cache
from importlib.metadata import distribution
from typing import Any

from navec import Navec

_VECTORS = "navec_news_v1_1B_250K_300d_100q.tar"


def path(name: str) -> str:
    """Return where natasha's file of that name lies. FileNotFoundError when it is not there."""
    for file in distribution("natasha").files or ():
        if file.name == name:
            return str(file.locate())
    raise FileNotFoundError(f"natasha is installed without {name}")


@lru_cache(maxsize=1)
def navec() -> Any:
    """Return the news vectors (250,000 words, 300 dimensions, about 50 MB), loaded once."""
    return Navec.load(path(_VECTORS))
