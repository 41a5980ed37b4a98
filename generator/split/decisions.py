"""What editors decided about single passages, set against the passages there are now.

A decision hangs on a passage's id. When the passage's words changed, the decision is orphaned: it
is reported with the passage that it most likely meant, and neither dropped nor applied.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace

from generator.model import Edits, Entry, Passage, PassageId, Removed, Section
from generator.problems import Problem, warning

_ALIKE = 0.5  # share of the quoted first words that an heir must have


def settle(entry: Entry) -> tuple[Entry, tuple[Problem, ...]]:
    """The entry without the passages an editor left out, and a warning for each orphan."""
    edits = entry.article.edits
    omitted = {edit.passage for edit in edits.passages if edit.omit}
    problems = tuple(_told(orphan, edits) for orphan in orphans(entry))
    if not omitted:
        return entry, problems
    left_out = tuple(
        Removed(kind="omitted", text=passage.text)
        for passage in entry.passages()
        if passage.id in omitted
    )
    return (
        Entry(
            article=replace(entry.article, removed=entry.article.removed + left_out),
            sections=tuple(_without(section, omitted) for section in entry.sections),
        ),
        problems,
    )


def _without(section: Section, omitted: set[PassageId]) -> Section:
    kept = tuple(passage for passage in section.passages if passage.id not in omitted)
    return replace(section, passages=kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """A decision about a passage that is not there any more."""

    passage: PassageId
    line: int  # of the sidecar
    quote: str
    heir: Passage | None  # which passage it most likely meant


def orphans(entry: Entry) -> tuple[Orphan, ...]:
    """`entry` with all its passages, also those that an editor left out."""
    edits = entry.article.edits
    passages = list(entry.passages())
    known = {passage.id for passage in passages}
    lines = dict(edits.lines)
    quotes = {edit.passage: edit.quote for edit in edits.passages}
    hung = [(edit.passage, edit.line) for edit in edits.passages]
    hung += [(identity, lines.get("pin", 1)) for identity in edits.pin]
    hung += [(identity, lines.get("drop", 1)) for identity in edits.drop]
    return tuple(
        Orphan(
            passage=identity,
            line=line,
            quote=quotes.get(identity, ""),
            heir=_heir(quotes.get(identity, ""), passages),
        )
        for identity, line in hung
        if identity not in known
    )


def _told(orphan: Orphan, edits: Edits) -> Problem:
    if not orphan.quote:
        advice = "find the passage with `wenzhai inspect` and write its id"
    elif orphan.heir is None:
        advice = "no passage is like the one meant; remove the decision"
    else:
        advice = f"perhaps it is now {orphan.heir.id} “{orphan.heir.text[:16]}…”"
    cause = f"no passage has the id {orphan.passage} any more; the decision is not applied"
    return warning(edits.path, orphan.line, cause, advice)


def _heir(quote: str, passages: list[Passage]) -> Passage | None:
    """Which passage begins most like the one that was decided about."""
    if not quote:
        return None
    likeness = [
        (difflib.SequenceMatcher(None, quote, passage.text[: len(quote)]).ratio(), passage)
        for passage in passages
    ]
    ratio, heir = max(likeness, key=lambda pair: pair[0], default=(0.0, None))
    return heir if ratio >= _ALIKE else None
