"""Write how common word stems are, as `news.rarity` reads it.

    .venv/bin/python scripts/count_words.py --data ../shared/data/text

Russian is counted by the vocabulary of the news vectors that natasha's wheel carries (250,000 word
forms with their counts in a billion words of news). English and Kazakh are counted in the
development texts, which are few: only what stands in several of them is taken. What is written
are stems and steps of frequency, no text.
"""

import argparse
import collections
import gzip
import json
import math
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from news import weights  # noqa: E402
from news.rarity import FILE, STEP, terms  # noqa: E402
from news.words import stem  # noqa: E402

#: So many stems of Russian; all others are as rare as can be.
RUSSIAN = 12_000
#: Words of an article: a stem's step is the chance that an article has it.
ARTICLE = 200


def russian() -> dict[str, float]:
    """Return -ln(chance that an article has the stem), for the commonest stems."""
    vocabulary = weights.navec().vocab
    counts: collections.Counter[str] = collections.Counter()
    for word, count in zip(vocabulary.words, vocabulary.counts, strict=False):
        if found := stem(word):
            counts[found] += int(count)
    total = sum(counts.values())
    common = counts.most_common(RUSSIAN)
    return {word: -math.log(ARTICLE * count / total) for word, count in common}


def counted(texts: Iterable[str], language: str, least: int) -> dict[str, float]:
    """Return the same from texts, for stems that stand in at least so many of them."""
    found: collections.Counter[str] = collections.Counter()
    words = number = 0
    for text in texts:
        stems = terms(text, language)
        found.update(set(stems))
        words, number = words + len(stems), number + 1
    scale = min(1.0, words / number / ARTICLE)
    return {
        word: -math.log(count / number / scale) for word, count in found.items() if count >= least
    }


def rows(file: Path) -> list[dict[str, str]]:
    """Return the rows of one data file."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def written(language: str, rarity: Mapping[str, float]) -> Iterable[str]:
    """Give a line for each step: "ru 3: stem stem …"."""
    steps: dict[int, list[str]] = {}
    for word, value in rarity.items():
        steps.setdefault(max(0, round(value / STEP)), []).append(word)
    for step in sorted(steps):
        yield f"{language} {step}: {' '.join(sorted(steps[step]))}"


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    english = (row["text"] for row in rows(data / "summ_en_cnndm.jsonl.gz"))
    kazakh = (row["text"] for row in rows(data / "entities_kk.jsonl.gz"))
    lines = [
        "# How common stems are: steps of half a natural logarithm, 0 the commonest.",
        "# Written by scripts/count_words.py, which says how.",
        *written("ru", russian()),
        *written("en", counted(english, "en", 3)),
        *written("kk", counted(kazakh, "kk", 3)),
    ]
    (ROOT / "news" / "lists" / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
