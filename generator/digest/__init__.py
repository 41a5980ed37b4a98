"""Articles → Digest: themes, figures, topics, links, summaries, keywords.

Three steps. What is known beforehand is learned once (`learn`); each article is understood alone
(`analyse`: in parallel, kept while neither it nor the knowledge changes); and what needs all of
them is made of the analyses (`combine`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.digest.agreement import agreed
from generator.digest.analysis import analyse
from generator.digest.examples import decided
from generator.digest.keywords import find_keywords
from generator.digest.knowledge import Knowledge, learn
from generator.digest.links import find_links
from generator.digest.meaning import Embed, Meaning, meaning
from generator.digest.memory import Memory
from generator.digest.summaries import summarise_themes, summarise_topics
from generator.digest.topics import find_topics
from generator.digest.twins import text_groups
from generator.model import (
    Analysis,
    Digest,
    DigestOptions,
    Entry,
    PassageRef,
    Theme,
    TopicEdits,
)

__all__ = ["Knowledge", "analyse", "combine", "decided", "digest", "learn"]


def digest(
    entries: Sequence[Entry],
    themes: Sequence[Theme],
    edits: TopicEdits,
    options: DigestOptions,
    embed: Embed | None = None,
) -> Digest:
    """All three steps in turn. `entries` stand in the site's reading order.

    `embed` gives sentence embeddings where the site switched them on.
    """
    knowledge = learn(themes, [one for entry in entries for one in decided(entry)], options)
    sense = meaning(entries, knowledge.learned, embed) if embed else None
    analyses = [analyse(entry, knowledge, sense) for entry in entries]
    return combine(analyses, edits, knowledge.themes, options, sense)


def combine(
    analyses: Sequence[Analysis],
    edits: TopicEdits,
    themes: Sequence[str],
    options: DigestOptions,
    sense: Meaning | None = None,
    memory: Memory | None = None,
) -> Digest:
    """Analyses stand in the site's reading order, which every list follows.

    `themes` are the ids of the site's. Where every analysis was kept, nothing need be learned.
    With the `memory` of the last time only what an edit touches is made anew.
    """
    memory = memory or Memory()
    placements = {
        PassageRef(analysis.source, passage): placement
        for analysis in analyses
        for passage, placement in zip(analysis.passages, analysis.placements, strict=True)
    }
    figures = tuple(figure for analysis in analyses for figure in analysis.figures)
    finds = [analysis.finds for analysis in analyses]
    passages = [analysis.passages for analysis in analyses]
    groups = text_groups(finds)
    topics, matters = find_topics(finds, passages, groups, edits, options, memory)
    told = (*topics, *matters)
    counts = [analysis.figures for analysis in analyses]
    links = find_links(finds, passages, placements, told, counts, groups, options, sense, memory)
    memory.look_up()
    settled = agreed(analyses, links)
    memory.look_up()
    for before, after in zip(analyses, settled, strict=True):
        if before is not after:
            refs = (PassageRef(after.source, passage) for passage in after.passages)
            placements |= zip(refs, after.placements, strict=True)
    analyses = settled
    said_of = summarise_topics(analyses, groups, topics, memory)
    return Digest(
        placements=placements,
        article_themes={analysis.source: analysis.themes for analysis in analyses},
        article_summaries={analysis.source: analysis.summary for analysis in analyses},
        theme_summaries=summarise_themes(analyses, groups, themes, options, memory),
        keywords=find_keywords(finds, topics, memory),
        topics=tuple(replace(topic, summary=said_of[topic.id]) for topic in topics),
        links=links,
        figures=figures,
        texts=groups,
        analyses=tuple(analyses),
    )
