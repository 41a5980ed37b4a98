"""A text as an edition shows it, with what glossary, names and rules decided on the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.convert.phrases import Edit
from generator.model import Mark


class Change(NamedTuple):
    """Where the glossary, a name or a rule wrote something else than OpenCC.

    Offsets are those of the source. `rule` is the words a phrase rule found, or "name",
    "glossary" or "protected".
    """

    start: int
    end: int
    opencc: str
    ours: str
    rule: str


class Recorded(NamedTuple):
    """A text as an edition shows it, and what was decided about it on the way."""

    text: str
    marks: tuple[Mark, ...]
    changes: tuple[Change, ...]
    decided: tuple[tuple[int, int], ...]  # where glossary, names or rules have spoken


def told(
    made: Sequence[tuple[Edit, str]], start: int
) -> tuple[tuple[Change, ...], tuple[tuple[int, int], ...]]:
    """What was decided within a text that begins at `start`, in its own coordinates."""
    if not made:
        return (), ()
    changes = (
        Change(edit.start - start, edit.end - start, was, edit.words, edit.rule)
        for edit, was in made
        if was != edit.words
    )
    return tuple(sorted(changes)), tuple((e.start - start, e.end - start) for e, _ in made)
