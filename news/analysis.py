"""All that is worked out about an article, once, when it comes in."""

from dataclasses import dataclass

from news import figures, names, story, summary
from news.figures import Figure
from news.names import Name
from news.story import Story
from news.summary import Summary

#: Raised whenever a change of the rules would change what is stored.
VERSION = 2

#: How long a summary can be asked for.
LENGTHS = range(1, 8)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The reading of one article; all offsets count in `story.text`."""

    version: int
    story: Story
    summaries: tuple[Summary, ...]
    figures: tuple[Figure, ...]
    names: tuple[Name, ...]

    def summary(self, sentences: int) -> Summary:
        """Return the summary of at most so many sentences (clamped to `LENGTHS`)."""
        return self.summaries[min(max(sentences, LENGTHS.start), LENGTHS.stop - 1) - LENGTHS.start]


def analyse(text: str) -> Analysis:
    """Read an article and work out its summaries (1-7 sentences), figures and names.

    The article is taken apart and its sentences weighed once for all lengths.
    """
    read = story.read(text)
    return Analysis(
        version=VERSION,
        story=read,
        summaries=summary.of(read, LENGTHS),
        figures=tuple(figures.extract(text, read=read)),
        names=tuple(names.extract(text, read=read)),
    )
