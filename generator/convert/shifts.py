"""Where offsets of a text lie after edits that changed its length, and what lies in which text.

Edits come in in the order of the text; `Shift.of` gives an offset's new place. Not obvious: a mark
that ends within a replaced word ends with it, and one that begins there begins with it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate
from operator import attrgetter
from typing import TypeVar

from generator.convert.phrases import Edit
from generator.model import Mark

_Found = TypeVar("_Found")


class Shift:
    """Where offsets of the source lie after edits, in their order, that changed lengths."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._ends = [edit.end for edit in edits]
        longer = (len(edit.words) - (edit.end - edit.start) for edit in edits)
        self._by = list(accumulate(longer, initial=0))

    def of(self, place: int, ends: bool = False) -> int:
        """Within a replaced word it is its start, or its end if a mark `ends` there."""
        passed = bisect_right(self._ends, place)
        shift = self._by[passed]
        if passed < len(self._edits) and self._edits[passed].start < place:
            edit = self._edits[passed]
            return edit.start + shift + (len(edit.words) if ends else 0)
        return place + shift


def moved_marks(marks: tuple[Mark, ...], edits: Sequence[Edit]) -> tuple[Mark, ...]:
    if not edits or not marks:
        return marks
    shift = Shift(edits)
    return tuple(
        replace(mark, start=shift.of(mark.start), end=shift.of(mark.end, ends=True))
        for mark in marks
    )


def shared_out(
    found: Iterable[_Found], starts: Sequence[int], span: Callable[[_Found], tuple[int, int]]
) -> dict[int, list[_Found]]:
    """What lies within each text of a joined one; `starts` ends with where the next would begin."""
    own: dict[int, list[_Found]] = {}
    for one in found:
        start, end = span(one)
        at = bisect_right(starts, start) - 1
        if at + 1 < len(starts) and end < starts[at + 1]:
            own.setdefault(at, []).append(one)
    return own


def first_come(layers: Sequence[Iterable[Edit]]) -> list[Edit]:
    """All edits in the order of the text; an earlier one keeps a later one off its words."""
    accepted: list[Edit] = []
    for layer in layers:
        for edit in layer:
            # Most edits stand behind all others, since rules are found in the order of the text.
            if not accepted or edit.start >= accepted[-1].end:
                accepted.append(edit)
                continue
            place = bisect_left(accepted, edit.start, key=attrgetter("start"))
            if place and accepted[place - 1].end > edit.start:
                continue
            if place < len(accepted) and accepted[place].start < edit.end:
                continue
            accepted.insert(place, edit)
    return accepted
