"""One figure of an evaluation, with what it was counted over and what was missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    value: float  # 0 to 1
    of: int  # how many labels it was counted over
    misses: tuple[str, ...] = ()


def share(name: str, results: Sequence[tuple[bool, str]]) -> Measure:
    """The share of (right, what it was) that is right; the others are the misses."""
    right = sum(good for good, _ in results)
    misses = tuple(what for good, what in results if not good)
    return Measure(name, right / len(results) if results else 0.0, len(results), misses)
