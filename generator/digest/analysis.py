"""One article, understood: what the digest can say of it without looking at any other.

In: an entry and what was learned beforehand (`knowledge`). Out: a compact value that pickles, made
in parallel and kept while neither changes. What needs all articles is made of these (`combine`).
"""

from __future__ import annotations

from generator.digest.figures import before_figures, figures_of
from generator.digest.finds import find
from generator.digest.knowledge import Knowledge
from generator.digest.meaning import Meaning
from generator.digest.summaries import summarise_article, telling
from generator.digest.themes import article_themes, place_passages
from generator.digest.weighing import weigh_sentences
from generator.model import Analysis, Entry


def analyse(entry: Entry, knowledge: Knowledge, sense: Meaning | None = None) -> Analysis:
    """A stage for an executor. `sense` holds the article's embeddings where a site has them."""
    placements = place_passages(entry, knowledge, sense)
    figures = figures_of(entry)
    weighed = weigh_sentences(entry, placements, figures)
    return Analysis(
        source=entry.article.source,
        date=entry.article.date,
        publisher=entry.article.publisher,
        passages=tuple(passage.id for passage in entry.passages()),
        placements=placements,
        themes=article_themes(entry, placements),
        summary=summarise_article(entry, weighed, knowledge.options),
        sentences=telling(entry, weighed),
        figures=figures,
        before=before_figures(entry, figures),
        finds=find(entry),
    )
