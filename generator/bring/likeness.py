"""Which article that is here already has the same text: from another site, or in the other script.

Compared by shingles of the folded text: every run of eight characters, without spaces and
punctuation. Conversion, other headings, another end and a few changed words leave most of them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import ClassVar

from generator.model import Entry
from generator.problems import Problem

_LENGTH = 8
_WORTH_SAYING = 0.3
_SAMPLE = 4  # one shingle of so many is kept: which one, its own hash decides


@dataclass(frozen=True, slots=True)
class Twin:
    SAME: ClassVar[float] = 0.7  # from here on two sources are one article
    name: str
    share: float  # of the shorter text that stands in the other


@dataclass(slots=True)
class Known:
    """The articles that are here."""

    _by_bytes: dict[bytes, str] = field(default_factory=dict)
    _sizes: dict[str, int] = field(default_factory=dict)
    _holders: dict[int, list[str]] = field(default_factory=dict)

    def add(self, name: str, data: bytes, entry: Entry | Problem) -> None:
        self._by_bytes.setdefault(hashlib.sha256(data).digest(), name)
        if isinstance(entry, Entry):
            own = shingles(entry)
            self._sizes[name] = len(own)
            for one in own:
                self._holders.setdefault(one, []).append(name)

    def bytes_of(self, data: bytes) -> str | None:
        return self._by_bytes.get(hashlib.sha256(data).digest())

    def nearest(self, own: frozenset[int]) -> Twin | None:
        shared = Counter(name for one in own for name in self._holders.get(one, ()))
        twins = [
            Twin(name, count / max(1, min(len(own), self._sizes[name])))
            for name, count in shared.items()
        ]
        best = max(twins, key=lambda one: (one.share, one.name), default=None)
        return best if best is not None and best.share >= _WORTH_SAYING else None


def same_text(entry: Entry, known: Known) -> Twin | None:
    """The article that has most of the same text, where that is worth saying."""
    return known.nearest(shingles(entry))


def shingles(entry: Entry) -> frozenset[int]:
    text = "".join(
        character
        for passage in entry.passages()
        for character in passage.folded
        if character.isalnum()
    )
    runs = {text[at : at + _LENGTH] for at in range(max(1, len(text) - _LENGTH + 1))}
    hashed = (
        int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") for run in runs
    )
    every = frozenset(hashed)
    kept = frozenset(one for one in every if one % _SAMPLE == 0)
    return kept if len(kept) >= 20 else every
