"""Where names are mentioned: the longest at each place, none inside another or inside a word.

In: names and the finds of all articles. Out: for each name's owner its first mention in each
passage. Matching looks at text without spaces and quotation marks in lower case, so that “灯塔”工厂
and 5G 基站 are found however they are set; places are given back in the passage's own text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from ahocorasick_rs import AhoCorasick

from generator.convert.fold import fold
from generator.digest.memory import Keeper, Memory
from generator.digest.terms import lower, squeeze
from generator.model import Finds, Mention, PassageId, PassageRef


@lru_cache(maxsize=1 << 16)
def key_of(name: str) -> str:
    """One form of a name, whatever its script, width, quotes, spaces and capitals."""
    return lower(squeeze(fold(name)).text)


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the text of an article."""

    passage: int  # number in its article
    start: int  # in the article's text
    end: int


class Finder:
    """Finds many names in a text at once."""

    def __init__(self, names: Iterable[str]) -> None:
        """`names` are keys."""
        self._names = [name for name in names if len(name) >= 2]
        self._automaton = AhoCorasick(self._names) if self._names else None

    def count(self, find: Finds) -> Counter[str]:
        """How often each name stands in an article, inside a longer one too."""
        return Counter(name for _, name in self._all(lower(find.text)))

    def find(self, find: Finds) -> Iterator[tuple[str, Found]]:
        """(name, place) of each mention, in reading order, the longest at each place."""
        starts: list[int] = np.frombuffer(find.starts, np.uint32)[:-1].tolist()
        free_from = 0
        for start, name in sorted(
            self._all(lower(find.text)), key=lambda one: (one[0], -len(one[1]))
        ):
            if start >= free_from:
                free_from = start + len(name)
                yield name, Found(bisect_right(starts, start) - 1, start, free_from)

    def _all(self, text: str) -> Iterator[tuple[int, str]]:
        if self._automaton is None:
            return
        for number, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            name = self._names[number]
            if stands_alone(text, start, name):
                yield start, name


_MANY = 40_000  # names


class Counted:
    """How often names stand in articles: of one build, and kept for the next."""

    def __init__(self, keeper: Keeper | None) -> None:
        self._keeper = keeper
        self._names: set[str] = set()
        self._of: dict[int, tuple[Finds, Counter[str]]] = {}

    def count(self, names: Iterable[str], finds: Sequence[Finds]) -> list[Counter[str]]:
        """For each article, of these names and maybe of others."""
        if len(self._names) > _MANY:  # most are of builds long ago
            self._names, self._of = set(), {}
        fresh = [name for name in dict.fromkeys(names) if name not in self._names]
        before, self._of = self._of, {}
        self._names.update(fresh)
        some = _KeptCount(fresh, self._keeper)
        every: _KeptCount | None = None
        for find in finds:
            known = before.get(id(find))
            if known is None or known[0] is not find:
                every = every or _KeptCount(sorted(self._names), self._keeper)
                known = find, Counter(every.of(find))
            elif fresh:
                known[1].update(some.of(find))
            self._of[id(find)] = known
        return [self._of[id(find)][1] for find in finds]


class _KeptCount:
    """How often some names stand in articles, kept for the next process."""

    def __init__(self, names: Sequence[str], keeper: Keeper | None) -> None:
        self._names = names
        self._keeper = keeper
        self._about = keeper.about("names counted", names) if keeper else b""

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self._names)

    def of(self, find: Finds) -> Mapping[str, int]:
        if self._keeper is None:
            return self._finder.count(find)
        kept = self._keeper.get(self._about, find, None, dict[str, int])
        if kept is not None:
            found: dict[str, int] = kept[0]
            return found
        counts = self._finder.count(find)
        self._keeper.put(self._about, find, None, dict(counts))
        return counts


def counted(memory: Memory) -> Counted:
    known = memory.known("counted", None)
    if "names" not in known:
        known["names"] = Counted(memory.keeper)
    kept: Counted = known["names"]
    return kept


def stands_alone(text: str, start: int, name: str) -> bool:
    """Latin names are whole words: CIM is not in CIMS."""
    if name[0].isascii() and start and text[start - 1].isascii() and text[start - 1].isalnum():
        return False
    end = start + len(name)
    after = text[end : end + 1]
    return not (name[-1].isascii() and after.isascii() and after.isalnum())


def mention_at(found: Found, find: Finds, ids: Sequence[PassageId]) -> Mention:
    """The mention, placed in the passage as its source has it."""
    begins = int(np.frombuffer(find.starts, np.uint32)[found.passage])
    dropped = next((lacks for number, lacks in find.dropped if number == found.passage), ())
    start, last = found.start - begins, found.end - begins - 1
    for at in dropped:  # ascending: each that stands before moves what follows
        if at <= start:
            start += 1
        if at <= last:
            last += 1
    ref = PassageRef(find.source, ids[found.passage])
    return Mention(ref=ref, start=start, end=last + 1)
