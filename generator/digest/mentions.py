"""Where names are mentioned: the longest at each place, none inside another or inside a word.

In: names and the finds of all articles. Out: for each name's owner its first mention in each
passage. Matching looks at text without spaces and quotation marks in lower case, so that “灯塔”工厂
and 5G 基站 are found however they are set; places are given back in the passage's own text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.convert.fold import fold
from generator.digest.terms import lower, squeeze
from generator.model import Finds, Mention, PassageId, PassageRef

_FACTOR = np.uint32(0x9E3779B1)
_TABLE = 1 << 16
_CHUNK = 2_000_000  # characters looked at at a time


def key_of(name: str) -> str:
    """One form of a name, whatever its script, width, quotes, spaces and capitals."""
    return lower(squeeze(fold(name)).text)


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the text of an article."""

    article: int
    passage: int  # number in its article
    start: int  # in the article's text
    end: int


class Finder:
    """Finds many names in many texts. Heads of names are looked up in a table for all places at
    once, so that only where one may begin anything more is done."""

    def __init__(self, owners: Mapping[str, int]) -> None:
        """`owners`: key of a name → number of the thing it names."""
        self._owners = owners
        by_head: defaultdict[str, list[str]] = defaultdict(list)
        for name in owners:
            if len(name) >= 2:
                by_head[name[:2]].append(name)
        self._by_head = {
            head: sorted(names, key=lambda name: (-len(name), name))
            for head, names in by_head.items()
        }
        self._table = np.zeros(_TABLE, np.bool_)
        for head in by_head:
            self._table[_heads(np.array([ord(head[0]), ord(head[1])], np.uint32))] = True

    def count(self, finds: Sequence[Finds]) -> Iterable[tuple[int, int]]:
        """(owner, article) of each place a name stands at, inside a longer one too."""
        for text, places, first, last in self._places(finds):
            article, ends = first, len(finds[first].text)
            for place in places:
                while place > ends and article + 1 < last:
                    article += 1
                    ends += 1 + len(finds[article].text)
                for name in self._by_head.get(text[place : place + 2], ()):
                    if text.startswith(name, place) and stands_alone(text, place, name):
                        yield self._owners[name], article

    def find(self, finds: Sequence[Finds]) -> Iterable[tuple[int, Found]]:
        """(owner, place) of each mention, article by article, in reading order."""
        for text, places, first, last in self._places(finds):
            yield from self._at(text, places, finds, first, last)

    def _places(self, finds: Sequence[Finds]) -> Iterable[tuple[str, list[int], int, int]]:
        """Texts of some articles together, and where in them a name may begin."""
        first = 0
        while first < len(finds):
            last, size = first, 0
            while last < len(finds) and (size == 0 or size < _CHUNK):
                size += len(finds[last].text) + 1
                last += 1
            text = lower("\n".join(each.text for each in finds[first:last]))
            places = np.nonzero(self._table[_heads(_numbers(text))])[0].tolist()
            yield text, places, first, last
            first = last

    def _at(
        self, text: str, places: Sequence[int], finds: Sequence[Finds], first: int, last: int
    ) -> Iterable[tuple[int, Found]]:
        by_head = self._by_head
        article, begins = first, 0
        ends = begins + len(finds[first].text)
        starts = _starts(finds[first])
        free_from = 0
        for place in places:
            if place < free_from:
                continue
            for name in by_head.get(text[place : place + 2], ()):
                if text.startswith(name, place) and stands_alone(text, place, name):
                    break
            else:
                continue
            free_from = place + len(name)
            while place > ends and article + 1 < last:
                article += 1
                begins = ends + 1
                ends = begins + len(finds[article].text)
                starts = _starts(finds[article])
            start = place - begins
            passage = bisect_right(starts, start) - 1
            yield self._owners[name], Found(article, passage, start, start + len(name))


def _numbers(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


def _heads(characters: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """A number below the table's size for each two neighbouring characters."""
    mixed = (characters[:-1] * _FACTOR) ^ (characters[1:] * np.uint32(0x85EBCA6B))
    heads: NDArray[np.uint32] = mixed >> np.uint32(16)
    return heads


def _starts(find: Finds) -> list[int]:
    starts: list[int] = np.frombuffer(find.starts, np.uint32)[:-1].tolist()
    return starts


def stands_alone(text: str, start: int, name: str) -> bool:
    """Latin names are whole words: CIM is not in CIMS."""
    if name[0].isascii() and start and text[start - 1].isascii() and text[start - 1].isalnum():
        return False
    end = start + len(name)
    after = text[end : end + 1]
    return not (name[-1].isascii() and after.isascii() and after.isalnum())


def mention_at(found: Found, finds: Sequence[Finds], ids: Sequence[Sequence[PassageId]]) -> Mention:
    """The mention, placed in the passage as its source has it."""
    find = finds[found.article]
    begins = int(np.frombuffer(find.starts, np.uint32)[found.passage])
    dropped = next((lacks for number, lacks in find.dropped if number == found.passage), ())
    start, last = found.start - begins, found.end - begins - 1
    for at in dropped:  # ascending: each that stands before moves what follows
        if at <= start:
            start += 1
        if at <= last:
            last += 1
    ref = PassageRef(find.source, ids[found.article][found.passage])
    return Mention(ref=ref, start=start, end=last + 1)
