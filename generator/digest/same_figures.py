"""Whether two passages give figures on the same thing, and whether they agree.

In: the figures of both. Out: what they both count, whether the values are the same, and whether
time or aim tells them apart. Of what disagrees nothing is judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.digest.terms import word_lists, words_needed
from generator.model import Figure


class Compared(NamedTuple):
    """Two figures on one thing."""

    words: str
    same: bool
    dated: bool


def compare(one: Sequence[Figure], other: Sequence[Figure]) -> Compared | None:
    """The best pair of figures on the same thing in the same unit, if there is one."""
    best: Compared | None = None
    for first in one:
        for second in other:
            if first.unit != second.unit or not _may_share(first.subject, second.subject):
                continue
            shared = _shared_subject(first.subject, second.subject)
            if not shared:
                continue
            same = first.value == second.value
            dated = first.kind != second.kind or (
                first.date is not None and second.date is not None and first.date != second.date
            )
            found = Compared(shared, same, dated)
            if best is None or (found.same, len(found.words)) > (best.same, len(best.words)):
                best = found
    return best


def _may_share(first: str, second: str) -> bool:
    return not _threes(first).isdisjoint(_threes(second))


@lru_cache(maxsize=1 << 15)  # each figure is held against those of some forty passages
def _threes(subject: str) -> frozenset[str]:
    return frozenset(subject[at : at + 3] for at in range(len(subject) - 2))


def _shared_subject(first: str, second: str) -> str:
    """What two figures both count: most of the shorter subject, and its last word."""
    start, words = _longest_common(first, second)
    words = _whole_words(first, start, start + len(words)) if words else ""
    shorter = min(len(first), len(second))
    if (
        len(words) < 3
        or len(words) * 3 < shorter * 2
        or len(words) * 3 < max(len(first), len(second))
    ):
        return ""
    vague = word_lists().generic
    return "" if 1 <= words_needed(words, vague) <= 1 else words


def _longest_common(first: str, second: str) -> tuple[int, str]:
    """Where in `first` the longest text both hold begins, and the text."""
    at, best = 0, ""
    for start in range(len(first)):
        while start + len(best) < len(first) and first[start : start + len(best) + 1] in second:
            at, best = start, first[start : start + len(best) + 1]
    return at, best


def _whole_words(text: str, start: int, end: int) -> str:
    """The phrase without halves of known words at its edges: 规|上工业企业 gives 工业企业."""
    known = word_lists().known
    for length in (4, 3, 2):
        for inside in range(1, length):
            before = start - (length - inside)
            if before >= 0 and text[before : before + length] in known:
                start += inside
            after = text[end - inside : end - inside + length]
            if len(after) == length and after in known:
                end -= inside
    return text[start:end]
