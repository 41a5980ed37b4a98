"""All entries together → Digest: themes, figures, topics, links, summaries, keywords.

What belongs to one article alone comes first (placements, figures), then what needs all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.digest.examples import examples
from generator.digest.figures import find_figures
from generator.digest.keywords import find_keywords
from generator.digest.links import find_links
from generator.digest.meaning import Embed, meaning
from generator.digest.summaries import summarise_articles, summarise_themes, summarise_topics
from generator.digest.themes import article_themes, place_passages
from generator.digest.topics import find_topics
from generator.digest.weighing import weigh_sentences
from generator.model import Digest, DigestOptions, Entry, Theme, TopicEdits


def digest(
    entries: Sequence[Entry],
    themes: Sequence[Theme],
    edits: TopicEdits,
    options: DigestOptions,
    embed: Embed | None = None,
) -> Digest:
    """`entries` in the site's reading order; every list of the result follows it.

    `embed` gives sentence embeddings where the site switched them on.
    """
    learned = examples(entries, themes)
    sense = meaning(entries, learned, embed) if embed else None
    placements = place_passages(entries, themes, learned, sense)
    figures = find_figures(entries)
    topics = find_topics(entries, figures, edits, options)
    links = find_links(entries, placements, topics, figures, options, sense)
    weighed = weigh_sentences(entries, placements, topics, figures)
    theme_ids = tuple(theme.id for theme in themes)
    said_of = summarise_topics(topics, weighed)
    return Digest(
        placements=placements,
        article_themes=article_themes(entries, placements),
        article_summaries=summarise_articles(entries, weighed, options),
        theme_summaries=summarise_themes(entries, weighed, theme_ids, options),
        keywords=find_keywords(entries, topics),
        topics=tuple(replace(topic, summary=said_of[topic.id]) for topic in topics),
        links=links,
        figures=figures,
    )
