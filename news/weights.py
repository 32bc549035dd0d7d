"""The model files that natasha's wheel carries, found without importing natasha.

Its import needs pymorphy2 and pkg_resources, both abandoned; the files need neither.
"""

from functools import lru_cache
from importlib.metadata import distribution
from typing import Any

from navec import Navec
from navec.navec import PQ_
from navec.pq import PQ
from navec.tar import Tar

_VECTORS = "navec_news_v1_1B_250K_300d_100q.tar"


def path(name: str) -> str:
    """Return where natasha's file of that name lies. FileNotFoundError when it is not there."""
    for file in distribution("natasha").files or ():
        if file.name == name:
            return str(file.locate())
    raise FileNotFoundError(f"natasha is installed without {name}")


@lru_cache(maxsize=1)
def vectors() -> Any:
    """Return the news vectors (250,000 words, 300 dimensions, 25 MB) by number, loaded once.

    Which number is whose word, the tagger's own list says: navec's would take 45 MB more.
    """
    with Tar(path(_VECTORS)) as tar:
        return PQ.from_file(tar.load(PQ_))


def navec() -> Any:
    """Return the vectors with their words and how often those are in the news."""
    return Navec.load(path(_VECTORS))
