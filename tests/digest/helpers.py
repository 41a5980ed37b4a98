"""Entries from plain paragraphs, so that a test shows nothing but the words it is about."""

from __future__ import annotations

from collections.abc import Sequence

from generator.convert.fold import fold
from generator.model import (
    Article,
    Edits,
    Entry,
    Passage,
    PassageId,
    PassageRef,
    Placement,
    Removed,
    Script,
    Section,
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
