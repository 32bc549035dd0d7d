"""Slovnet's news tagger: which tokens of a Russian sentence belong to a name.

A word and shape embedding, three convolutions and a CRF (the weights in natasha's wheel). The
forward pass is written out here, because slovnet's own pads each batch to its longest sentence and
decodes the CRF token by token over the whole text: this one lays all sentences of an article end to
end with one empty row between them, which the convolutions cannot see across.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
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
        out: Floats = windows @ self.weight
        out += self.bias
        np.maximum(out, 0, out=out)
        out *= self.scale
        out += self.shift
        out[empty] = 0
        return out


@dataclass(frozen=True, slots=True)
class _Model:
    words: dict[str, int]
    unknown: int
    shapes: dict[str, int]
    tags: tuple[str, ...]
    indexes: NDArray[np.uint8]
    codes: Floats
    shape_rows: Floats
    layers: tuple[_Layer, ...]
    head: Floats
    head_bias: Floats
    transitions: Floats

    def embed(self, tokens: Sequence[str]) -> Floats:
        words = [self.words.get(token.lower(), self.unknown) for token in tokens]
        shapes = [self.shapes[_shape(token)] for token in tokens]
        codes = self.codes[np.arange(self.codes.shape[0]), self.indexes[words]]
        vectors = codes.reshape(len(tokens), -1)
        return np.concatenate((vectors, self.shape_rows[shapes]), axis=1)


@lru_cache(maxsize=1)
def _model() -> _Model:
    with Pack(weights.path(_MODEL)) as pack:
        net = pack.load_model(NER)
        net = net.inject_arrays(dict(pack.load_arrays(net.weights)))
        shapes, tags = pack.load_vocab(SHAPE), pack.load_vocab(TAG)
        words = pack.load_vocab(WORD)
    vectors = weights.navec().pq
    return _Model(
        words=words.item_ids,
        unknown=words.unk_id,
        shapes=shapes.item_ids,
        tags=tuple(tags.items),
        indexes=vectors.indexes,
        codes=vectors.codes,
        shape_rows=net.emb.shape.weight.array,
        layers=tuple(_layer(layer) for layer in net.encoder.layers),
        head=net.head.proj.weight.array,
        head_bias=net.head.proj.bias.array,
        transitions=net.head.crf.transitions.array,
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
        scores = _scores([sentences[i] for i in batch])
        paths = _best_paths(scores, _model().transitions)
        for i, path in zip(batch, paths, strict=True):
            found[i] = _spans([_model().tags[t] for t in path])
    return found


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
    rows = model.embed(flat)
    rows[empty] = 0
    for layer in model.layers:
        rows = layer(rows, empty)
    out = rows @ model.head + model.head_bias
    return [out[s : s + len(tokens)] for s, tokens in zip(starts, sentences, strict=True)]


def _best_paths(scores: Sequence[Floats], transitions: Floats) -> list[list[int]]:
    """Viterbi over all sentences at once: as many steps as the longest has tokens."""
    order = sorted(range(len(scores)), key=lambda i: -len(scores[i]))
    lengths = np.array([len(scores[i]) for i in order])
    best = np.stack([scores[i][0] for i in order])
    padded = np.zeros((int(lengths[0]), len(order), best.shape[1]), np.float32)
    for column, i in enumerate(order):
        padded[: len(scores[i]), column] = scores[i]
    back: list[NDArray[np.intp]] = []
    for step in range(1, int(lengths[0])):
        live = int((lengths > step).sum())
        reach = best[:live, :, None] + transitions
        came = reach.argmax(1)
        best[:live] = np.take_along_axis(reach, came[:, None, :], 1)[:, 0] + padded[step, :live]
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


def _spans(tags: Sequence[str]) -> list[Tagged]:
    spans: list[Tagged] = []
    for i, tag_ in enumerate(tags):
        part, _, kind = tag_.partition("-")
        if part == "B" or (part == "I" and not (spans and spans[-1].end == i)):
            spans.append(Tagged(i, i + 1, kind))
        elif part == "I":
            spans[-1] = Tagged(spans[-1].start, i + 1, spans[-1].kind)
    return spans
