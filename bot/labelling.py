"""What is known of an article beside its text: source, topic, whether it is graphic."""

from news.analysis import Analysis
from news.graphic import judge
from news.terms import Found, Terms
from news.topics import Topics
from storage.stories import Labels, Story

#: Of the words that decided a label so many are kept.
_WORDS = 5


def label(
    analysis: Analysis,
    topics: Topics,
    source: str | None,
    case_id: int | None,
    topic: str | None = None,
) -> tuple[Labels, Terms]:
    """Return what is known of an article beside its text, and its words with those labels.

    `topic` is that of its source; else its words decide.
    """
    terms = Terms.of(analysis)
    assigned, graphic = None if topic else topics.assign(terms), judge(terms)
    key = topic or (assigned.topic.key if assigned else None)
    labels = Labels(
        source=source,
        topic=key,
        topic_why=_words(assigned.reason) if assigned else topic and f"source: {source}",
        graphic=_words(graphic.words) if graphic else None,
        case_id=case_id,
    )
    if source:
        terms = terms.labelled("source", [source])
    return labels, terms.labelled("topic", [key]) if key else terms


def relabelled(story: Story, analysis: Analysis, topics: Topics) -> tuple[Labels, Terms]:
    """Return the same for another text of a kept story."""
    return label(analysis, topics, story.source, story.case_id)


def _words(found: tuple[Found, ...]) -> str:
    return ", ".join(dict.fromkeys(each.form for each in found[:_WORDS]))
