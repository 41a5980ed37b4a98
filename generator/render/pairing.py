"""Which sentences of a translation say a sentence of its passage.

A passage's sentences and those of its translation in, the stretches that belong together out.
Translators keep the order but not the count: one joins two short sentences, or parts a long one.
So the cheapest way through both is taken, by how long the sentences are and by the figures and
Latin names that they share (after Gale and Church, 1993).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# Sentences of the passage, and of the translation, that may go together, and what that costs.
_STEPS = {(1, 1): 0.0, (1, 2): 1.5, (2, 1): 1.5, (2, 2): 4.0, (1, 3): 4.0, (3, 1): 4.0}
_SHARED = 1.5  # what a figure or a name on both sides is worth
_MARKS = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?|[A-Za-z][A-Za-z0-9]+")


def paired(sentences: Sequence[str], translated: Sequence[str]) -> list[tuple[range, range]] | None:
    """The stretches, in order; None where no way leads through both."""
    lengths, theirs = [len(one) for one in sentences], [len(one) for one in translated]
    ratio = sum(theirs) / max(1, sum(lengths))
    marks = [_marks(one) for one in sentences]
    their_marks = [_marks(one) for one in translated]
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for at in range(len(sentences) + 1):
        for there in range(len(translated) + 1):
            if (at, there) not in best:
                continue
            cost = best[at, there][0]
            for (own, other), price in _STEPS.items():
                end = (at + own, there + other)
                if end[0] > len(sentences) or end[1] > len(translated):
                    continue
                shared = set().union(*marks[at : end[0]]) & set().union(
                    *their_marks[there : end[1]]
                )
                expected = ratio * sum(lengths[at : end[0]])
                away = abs(sum(theirs[there : end[1]]) - expected) / max(8.0, expected) * 4
                total = cost + price + away - _SHARED * len(shared)
                if end not in best or total < best[end][0]:
                    best[end] = (total, (at, there))
    place = (len(sentences), len(translated))
    if place not in best:
        return None
    found: list[tuple[range, range]] = []
    while place != (0, 0):
        before = best[place][1]
        found.append((range(before[0], place[0]), range(before[1], place[1])))
        place = before
    return found[::-1]


def _marks(words: str) -> set[str]:
    return {mark.replace(",", "").lower() for mark in _MARKS.findall(words)}
