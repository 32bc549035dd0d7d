"""The tagger's forward pass."""

from slovnet import NER

from news import tagger, weights

TEXTS = [
    "Премьер-министр Олжас Бектенов прибыл в Павлодар",
    "Об этом сообщили в компании Восход",
    "",
    "Сегодня ветрено",
]
SENTENCES = [text.split() for text in TEXTS]


def test_the_pass_finds_what_slovnets_own_finds() -> None:
    """The same weights give the same names, sentences laid end to end or not."""
    own = NER.load(weights.path("slovnet_ner_news_v1.tar")).navec(weights.navec())
    for text, words, spans in zip(TEXTS, SENTENCES, tagger.tag(SENTENCES), strict=True):
        expected = [(span.start, span.stop, span.type) for span in own(text).spans] if text else []
        starts = [len(" ".join(words[:i])) + (i > 0) for i in range(len(words))]
        got = [(starts[s.start], starts[s.end - 1] + len(words[s.end - 1]), s.kind) for s in spans]
        assert got == expected


def test_neighbours_do_not_change_what_is_found_in_a_sentence() -> None:
    """An empty row stands between sentences: no convolution sees across it."""
    alone = [tagger.tag([sentence])[0] for sentence in SENTENCES]
    assert tagger.tag(SENTENCES) == alone
