"""Slovnet's news tagger: which tokens of a Russian sentence belong to a name.

A word and shape embedding, three convolutions and a CRF (the weights in natasha's wheel). The
forward pass is written out here, because slovnet's own pads each batch to its longest sentence and
decodes the CRF token by token over the whole text: this one lays all sentences of an article end to
end with one empty row between them, which the convolutions cannot see across.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from slovnet.const import SHAPE, TAG, WORD
from slovnet.exec.model import NER
from slovnet.exec.pack import Pack
from slovnet.shape import word_shape

from news import weights

Floats = NDArray[np.float32]

_MODEL = "slovnet_ner_news_v1.tar"

#: Tokens per forward pass: bounds memory (about 4 kB per token) on texts of any length.
_ROWS = 4096

#: Words whose rows are kept: 3 kB each, so 24 MB; one pass has at most `_ROWS` of them.
_KEPT = 8192

#: Where "O" leads all other tags by more, it is taken: only the stretches between are decoded. With
#: this lead the outcome was the same as decoding all in 676 of 677 paragraphs of news.
_SURE = 9.0

#: Tokens decoded in one piece; bounds the steps on texts that are all names.
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Tagged:
    """A name as the tagger sees it: tokens `[start:end]` of the sentence."""

    start: int
    end: int
    #: PER, ORG or LOC.
    kind: str


@dataclass(frozen=True, slots=True)
class _Layer:
    """A convolution of width 3 with ReLU; its batch norm is folded into scale and shift."""

    weight: Floats
    bias: Floats
    scale: Floats
    shift: Floats

    def __call__(self, rows: Floats, empty: NDArray[np.bool_]) -> Floats:
        count, width = rows.shape
        padded = np.zeros((count + 2, width), np.float32)
        padded[1:-1] = rows
        windows = np.concatenate((padded[:-2], padded[1:-1], padded[2:]), axis=1)
        return self.activate(windows @ self.weight, empty)

    def activate(self, out: Floats, empty: NDArray[np.bool_]) -> Floats:
        """Finish the products of this layer, in place."""
        out += self.bias
        np.maximum(out, 0, out=out)
        out *= self.scale
        out += self.shift
        out[empty] = 0
        return out


class _Words:
    """What each word adds to the first convolution, as the word before, at and after a place.

    Most of the work of a pass is this product of word vectors and weights, and news repeat their
    words: rows are kept for the words seen last.
    """

    def __init__(self, vectors: Any, weight: Floats) -> None:
        self._indexes, self._codes = vectors.indexes, vectors.codes
        self._every = np.arange(self._codes.shape[0])
        self._weight = weight
        self._rows = np.zeros((_KEPT, weight.shape[1]), np.float32)
        self._slots: dict[int, int] = {}
        self._lock = Lock()

    def __call__(self, words: Sequence[int]) -> Floats:
        """Return the rows of the words, one per word given."""
        with self._lock:
            missing = [word for word in dict.fromkeys(words) if word not in self._slots]
            if len(self._slots) + len(missing) > _KEPT:
                self._slots.clear()
                missing = list(dict.fromkeys(words))
            if missing:
                self._add(missing)
            return self._rows[[self._slots[word] for word in words]]

    def _add(self, words: Sequence[int]) -> None:
        start = len(self._slots)
        codes = self._codes[self._every, self._indexes[words]]
        vectors = codes.reshape(len(words), -1)
        self._rows[start : start + len(words)] = vectors @ self._weight
        self._slots.update((word, start + i) for i, word in enumerate(words))


@dataclass(frozen=True, slots=True)
class _Model:
    words: dict[str, int]
    unknown: int
    shapes: dict[str, int]
    tags: tuple[str, ...]
    word_rows: _Words
    shape_rows: Floats
    first: _Layer
    layers: tuple[_Layer, ...]
    head: Floats
    head_bias: Floats
    transitions: Floats
    outside: int

    def embed(self, tokens: Sequence[str], empty: NDArray[np.bool_]) -> Floats:
        """Return the first convolution's output, tokens x filters."""
        words = [self.words.get(token.lower(), self.unknown) for token in tokens]
        shapes = [self.shapes[_shape(token)] for token in tokens]
        parts = self.word_rows(words)
        parts += self.shape_rows[shapes]
        parts[empty] = 0
        width = self.first.weight.shape[1]
        out = parts[:, width : 2 * width].copy()
        out[1:] += parts[:-1, :width]
        out[:-1] += parts[1:, 2 * width :]
        return self.first.activate(out, empty)


@lru_cache(maxsize=1)
def _model() -> _Model:
    with Pack(weights.path(_MODEL)) as pack:
        net = pack.load_model(NER)
        net = net.inject_arrays(dict(pack.load_arrays(net.weights)))
        shapes, tags = pack.load_vocab(SHAPE), pack.load_vocab(TAG)
        words = pack.load_vocab(WORD)
    first, *rest = [_layer(layer) for layer in net.encoder.layers]
    by_place = _by_place(first)
    size = by_place.shape[0] - net.emb.shape.dim
    transitions = net.head.crf.transitions.array
    outside = tags.items.index("O")
    return _Model(
        words=words.item_ids,
        unknown=words.unk_id,
        shapes=shapes.item_ids,
        tags=tuple(tags.items),
        word_rows=_Words(weights.vectors(), by_place[:size]),
        shape_rows=net.emb.shape.weight.array @ by_place[size:],
        first=first,
        layers=tuple(rest),
        head=net.head.proj.weight.array,
        head_bias=net.head.proj.bias.array,
        transitions=transitions,
        outside=outside,
    )


def _layer(layer: Any) -> _Layer:
    weight = layer.conv.weight.array  # filters x inputs x 3
    filters, inputs, width = weight.shape
    norm = layer.norm
    scale = norm.weight.array / norm.std.array
    return _Layer(
        weight=np.ascontiguousarray(weight.transpose(2, 1, 0).reshape(width * inputs, filters)),
        bias=layer.conv.bias.array,
        scale=scale,
        shift=norm.bias.array - norm.mean.array * scale,
    )


def _by_place(layer: _Layer) -> Floats:
    """Return a convolution's weights as inputs x (places * filters)."""
    inputs = layer.weight.shape[0] // 3
    return np.concatenate(np.split(layer.weight, (inputs, 2 * inputs)), axis=1)


@lru_cache(maxsize=50_000)
def _shape(token: str) -> str:
    return str(word_shape(token))


def load() -> None:
    """Load the weights now (about 0.7 s) instead of at the first sentence."""
    _model()


def tag(sentences: Sequence[Sequence[str]]) -> list[list[Tagged]]:
    """Return the names of each sentence (a list of tokens), in order, without overlaps."""
    found: list[list[Tagged]] = [[] for _ in sentences]
    for batch in _batches(sentences):
        islands: list[tuple[int, int, int]] = []
        scores = _scores([sentences[i] for i in batch])
        for i, rows in zip(batch, scores, strict=True):
            islands.extend((i, start, end) for start, end in _islands(rows))
        by_sentence = dict(zip(batch, scores, strict=True))
        pieces = [by_sentence[i][start:end] for i, start, end in islands]
        for (i, start, _), path in zip(islands, _best_paths(pieces), strict=True):
            found[i].extend(_spans([_model().tags[t] for t in path], start))
    return found


def _islands(scores: Floats) -> list[tuple[int, int]]:
    """Return where the best path may leave "O", with one token more at each side."""
    outside = _model().outside
    others = np.delete(scores, outside, axis=1).max(1)
    at = np.flatnonzero(scores[:, outside] - others <= _SURE)
    if not len(at):
        return []
    cuts = np.flatnonzero(np.diff(at) > 1)
    starts = at[np.concatenate(([0], cuts + 1))]
    ends = at[np.concatenate((cuts, [len(at) - 1]))]
    last = len(scores)
    return [(max(0, int(s) - 1), min(last, int(e) + 2)) for s, e in zip(starts, ends, strict=True)]


def _batches(sentences: Sequence[Sequence[str]]) -> list[list[int]]:
    batches: list[list[int]] = []
    rows = _ROWS
    for i, tokens in enumerate(sentences):
        if not tokens:
            continue
        if rows + len(tokens) > _ROWS:
            batches.append([])
            rows = 0
        batches[-1].append(i)
        rows += len(tokens) + 1
    return batches


def _scores(sentences: Sequence[Sequence[str]]) -> list[Floats]:
    """Return per sentence the scores of each tag, tokens x tags."""
    model = _model()
    total = sum(len(tokens) + 1 for tokens in sentences)
    empty = np.zeros(total, np.bool_)
    starts = []
    flat: list[str] = []
    for tokens in sentences:
        starts.append(len(flat))
        flat.extend(tokens)
        empty[len(flat)] = True
        flat.append("")
    rows = model.embed(flat, empty)
    for layer in model.layers:
        rows = layer(rows, empty)
    out = rows @ model.head + model.head_bias
    return [out[s : s + len(tokens)] for s, tokens in zip(starts, sentences, strict=True)]


def _best_paths(scores: Sequence[Floats]) -> list[list[int]]:
    """Viterbi over all pieces at once: as many steps as the longest has tokens."""
    if not scores:
        return []
    transitions = _model().transitions
    order = sorted(range(len(scores)), key=lambda i: -len(scores[i]))
    lengths = np.array([len(scores[i]) for i in order])
    best = np.stack([scores[i][0] for i in order])
    padded = np.zeros((int(lengths[0]), len(order), best.shape[1]), np.float32)
    for column, i in enumerate(order):
        padded[: len(scores[i]), column] = scores[i]
    alive = (lengths[:, None] > np.arange(lengths[0])).sum(0)
    back: list[NDArray[np.intp]] = []
    for step in range(1, int(lengths[0])):
        live = int(alive[step])
        reach = best[:live, :, None] + transitions
        came = reach.argmax(1)
        best[:live] = reach.max(1) + padded[step, :live]
        back.append(came)
    paths: list[list[int]] = [[] for _ in scores]
    for column, i in enumerate(order):
        paths[i] = _trace(int(best[column].argmax()), column, back[: len(scores[i]) - 1])
    return paths


def _trace(last: int, column: int, back: Sequence[NDArray[np.intp]]) -> list[int]:
    path = [last]
    for came in reversed(back):
        path.append(int(came[column, path[-1]]))
    return path[::-1]


def _spans(tags: Sequence[str], start: int) -> list[Tagged]:
    spans: list[Tagged] = []
    for i, tag_ in enumerate(tags, start):
        part, _, kind = tag_.partition("-")
        if part == "B" or (part == "I" and not (spans and spans[-1].end == i)):
            spans.append(Tagged(i, i + 1, kind))
        elif part == "I":
            spans[-1] = Tagged(spans[-1].start, i + 1, spans[-1].kind)
    return spans
