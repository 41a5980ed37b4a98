"""Entries that no source gave: one that could not be read, and a passage by itself."""

from __future__ import annotations

from generator.convert.fold import fold
from generator.convert.scripts import detect
from generator.model import Article, Edits, Entry, Passage, PassageId, Script, Section


def unread(source: str) -> Entry:
    """In place of a source that could not be read: nothing is known of it, nothing is in it."""
    return Entry(article=_bare(source, "none"), sections=())


def alone(text: str) -> Entry:
    """A passage that stands in no source, as an article of one passage."""
    script = detect(text)
    passage = Passage(
        id=PassageId("alone"),
        paragraph=0,
        kind="paragraph",
        text=text,
        folded=fold(text),
        marks=(),
        script=script,
    )
    section = Section(id="alone", heading=None, level=1, run_in=False, passages=(passage,))
    return Entry(article=_bare("", script), sections=(section,))


def _bare(source: str, script: Script) -> Article:
    return Article(
        source=source,
        path=source,
        slug="",
        format="",
        encoding="",
        title=None,
        authors=(),
        date=None,
        publisher=None,
        url=None,
        keywords=(),
        script=script,
        master="Hant" if script == "Hant" else "Hans",
        draft=False,
        blocks=(),
        removed=(),
        doubts=(),
        problems=(),
        edits=Edits(),
    )
