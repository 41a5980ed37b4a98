"""What editors decided about single passages, set against the passages there are now.

A decision hangs on a passage's id. When the passage's words changed, the decision is orphaned: it
is reported with the passage that it most likely meant, and neither dropped nor applied.
"""

from __future__ import annotations

import difflib
from dataclasses import replace

from generator.model import Edits, Entry, Passage, PassageId, Removed, Section
from generator.problems import Problem, warning

_ALIKE = 0.5  # share of the quoted first words that an heir must have


def settle(entry: Entry) -> tuple[Entry, tuple[Problem, ...]]:
    """The entry without the passages an editor left out, and a warning for each orphan."""
    edits = entry.article.edits
    omitted = {edit.passage for edit in edits.passages if edit.omit}
    problems = _orphans(entry, edits)
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


def _orphans(entry: Entry, edits: Edits) -> tuple[Problem, ...]:
    passages = list(entry.passages())
    known = {passage.id for passage in passages}
    lines = dict(edits.lines)
    hung = [(edit.passage, edit.line, edit.quote) for edit in edits.passages]
    hung += [(identity, lines.get("pin", 1), "") for identity in edits.pin]
    hung += [(identity, lines.get("drop", 1), "") for identity in edits.drop]
    return tuple(
        warning(
            edits.path,
            line,
            f"no passage has the id {identity} any more; the decision is not applied",
            _heir_advice(quote, passages),
        )
        for identity, line, quote in hung
        if identity not in known
    )


def _heir_advice(quote: str, passages: list[Passage]) -> str:
    """Which passage begins most like the one that was decided about."""
    if not quote:
        return "find the passage with `wenzhai inspect` and write its id"
    likeness = [
        (difflib.SequenceMatcher(None, quote, passage.text[: len(quote)]).ratio(), passage)
        for passage in passages
    ]
    ratio, heir = max(likeness, key=lambda pair: pair[0], default=(0.0, None))
    if heir is None or ratio < _ALIKE:
        return "no passage is like the one meant; remove the decision"
    return f"perhaps it is now {heir.id} “{heir.text[:16]}…”"
