"""Patterns of many alternatives, tried only where a character stands with which one can begin.

In: a pattern and the characters its matches begin with. Out: a function that gives what `finditer`
would. `re` tries every alternative at every character, unless all of them begin with plain ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


class Leaping:
    """`first` is written as within the brackets of a character class."""

    __slots__ = ("_begin", "pattern")

    def __init__(self, pattern: str, first: str) -> None:
        self.pattern = re.compile(pattern)
        self._begin = re.compile(f"[{first}]")

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        last = len(text) if end is None else end
        match_at = self.pattern.match
        at = start
        for begin in self._begin.finditer(text, start, last):
            first = begin.start()
            if first >= at and (match := match_at(text, first, last)):
                at = match.end()
                yield match
