"""Entries from plain paragraphs, so that a test shows nothing but the words it is about."""

from __future__ import annotations

from collections.abc import Sequence

from generator.convert.fold import fold
from generator.digest.figures import before_figures, figures_of
from generator.digest.finds import find
from generator.digest.links import find_links
from generator.digest.meaning import Meaning
from generator.digest.summaries import telling
from generator.digest.topics import find_topics
from generator.digest.twins import text_groups
from generator.digest.weighing import weigh_sentences
from generator.model import (
    Analysis,
    Article,
    DigestOptions,
    Edits,
    Entry,
    Figure,
    Link,
    Passage,
    PassageId,
    PassageRef,
    Placement,
    Removed,
    Script,
    Section,
    Topic,
    TopicEdits,
)


def entry(
    source: str,
    *paragraphs: str,
    title: str | None = None,
    date: str | None = None,
    byline: str | None = None,
    keywords: tuple[str, ...] = (),
    script: Script = "Hans",
    edits: Edits | None = None,
) -> Entry:
    """An article of one section; the passages are called `<source>-0`, `<source>-1` …"""
    article = Article(
        source=source,
        path=source,
        slug=source,
        format="text",
        encoding="utf-8",
        title=title,
        authors=(),
        date=date,
        publisher=None,
        url=None,
        keywords=keywords,
        script=script,
        master="Hant" if script == "Hant" else "Hans",
        draft=False,
        blocks=(),
        removed=(Removed(kind="byline", text=byline),) if byline else (),
        doubts=(),
        problems=(),
        edits=edits or Edits(),
    )
    passages = tuple(
        Passage(
            id=PassageId(f"{source}-{number}"),
            paragraph=number,
            kind="paragraph",
            text=text,
            folded=fold(text),
            marks=(),
            script=script,
        )
        for number, text in enumerate(paragraphs)
    )
    section = Section(id="s0", heading=None, level=1, run_in=False, passages=passages)
    return Entry(article=article, sections=(section,))


def found_topics(
    entries: Sequence[Entry], edits: TopicEdits, options: DigestOptions
) -> tuple[Topic, ...]:
    finds = [find(each) for each in entries]
    return find_topics(finds, passage_ids(entries), text_groups(finds), edits, options).topics


def found_links(
    entries: Sequence[Entry],
    topics: Sequence[Topic],
    options: DigestOptions,
    sense: Meaning | None = None,
) -> tuple[Link, ...]:
    finds = [find(each) for each in entries]
    return find_links(
        finds,
        passage_ids(entries),
        placed(entries),
        topics,
        [figures_of(each) for each in entries],
        text_groups(finds),
        options,
        sense,
    )


def groups_of(entries: Sequence[Entry]) -> dict[str, int]:
    return text_groups([find(each) for each in entries])


def passage_ids(entries: Sequence[Entry]) -> list[list[PassageId]]:
    return [[passage.id for passage in each.passages()] for each in entries]


def placed(entries: Sequence[Entry], theme: str | None = "economy") -> dict[PassageRef, Placement]:
    """The same placement for every passage."""
    placement = Placement(
        theme=theme,
        also=(),
        scores=((theme, 1.0),) if theme else (),
        confidence=1.0,
        reasons=(),
    )
    return {ref: placement for each in entries for ref in each.refs()}


def economy(one: Entry) -> tuple[Placement, ...]:
    return tuple(placed([one]).values())


def analysed(entries: Sequence[Entry]) -> list[Analysis]:
    """As `analyse` makes them, with every passage in one theme."""
    return [analysis_of(one, figures_of(one)) for one in entries]


def analysis_of(one: Entry, figures: tuple[Figure, ...]) -> Analysis:
    return Analysis(
        source=one.article.source,
        date=one.article.date,
        publisher=one.article.publisher,
        passages=tuple(passage.id for passage in one.passages()),
        placements=economy(one),
        themes=("economy",),
        summary=(),
        sentences=telling(one, weigh_sentences(one, economy(one), figures)),
        figures=figures,
        before=before_figures(one, figures),
        finds=find(one),
    )
