"""Why two passages are linked, in words both hold.

In: the finds and the index of the site. Out: at most four reasons for a pair: what both count, the
topics both speak of, and where there are none the rarest words both use, neighbours joined to the
phrase that stands in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from generator.digest.likeness import Index
from generator.digest.same_figures import Compared
from generator.digest.terms import word_lists, words_needed
from generator.digest.words import word_class
from generator.model import Finds

_MOST = 4
_PHRASES = 3
_LONGEST = 12
_NAMING = ("n", "vn", "j", "l", "i", "e")
_AT_HAND = 2_000  # articles
_PASSAGES_AT_HAND = 20_000


class _Held(NamedTuple):
    """One article's finds, as lists."""

    text: str
    starts: list[int]
    keys: list[int]
    ends: list[int]
    places: list[int]
    words_before: list[int]  # words of the passages before each


def _held(find: Finds) -> _Held:
    ends = np.frombuffer(find.ends, np.uint32).tolist()
    before, low = [0], 0
    for words, pairs in zip(ends[::2], ends[1::2], strict=True):
        before.append(before[-1] + words - low)
        low = pairs
    return _Held(
        find.text,
        np.frombuffer(find.starts, np.uint32).tolist(),
        np.frombuffer(find.keys, np.uint32).tolist(),
        ends,
        np.frombuffer(find.places, np.uint32).tolist(),
        before,
    )


class Reasons:
    """Looks words up where they stand; keeps those of the passages looked at last."""

    def __init__(self, finds: Sequence[Finds], found: Index) -> None:
        self._finds = finds
        self._source = found.source.tolist()
        self._first = found.first.tolist()
        self._found_in = found.found_in
        towns = {name for each in finds for mark, name in each.names if mark == "town"}
        self._places = frozenset(word_lists().places | towns)
        self._words: dict[int, dict[int, int]] = {}
        self._held: dict[int, _Held] = {}

    def why(
        self,
        left: int,
        right: int,
        compared: Compared | None,
        shared: Sequence[int],
        names: Sequence[str],
        weights: Sequence[float],
    ) -> tuple[str, ...]:
        reasons = [compared.words] if compared else []
        reasons += [names[at] for at in sorted(shared, key=lambda at: (-weights[at], at))]
        if not reasons:
            reasons = self._phrases(left, right)
        unique: list[str] = []
        for reason in reasons:
            if not any(reason in known for known in unique):
                unique.append(reason)
        return tuple(unique[:_MOST])

    def keys_of(self, passage: int) -> frozenset[int]:
        """All words and pairs of characters of a passage."""
        held, number = self._article(passage)
        low = held.ends[2 * number - 1] if number else 0
        return frozenset(held.keys[low : held.ends[2 * number + 1]])

    def _article(self, passage: int) -> tuple[_Held, int]:
        source = self._source[passage]
        held = self._held.get(source)
        if held is None:
            if len(self._held) > _AT_HAND:
                self._held.clear()
            held = self._held[source] = _held(self._finds[source])
        return held, passage - self._first[source]

    def _words_of(self, passage: int) -> dict[int, int]:
        """Key of each word → its place in the article's text."""
        words = self._words.get(passage)
        if words is None:
            if len(self._words) > _PASSAGES_AT_HAND:
                self._words.clear()
            held, number = self._article(passage)
            low = held.ends[2 * number - 1] if number else 0
            high = held.ends[2 * number]
            before = held.words_before[number]
            places = held.places[before : before + high - low]
            words = self._words[passage] = dict(zip(held.keys[low:high], places, strict=True))
        return words

    def _phrases(self, left: int, right: int) -> list[str]:
        """The one to three rarest words or phrases of both."""
        one, other = self._words_of(left), self._words_of(right)
        shared = one.keys() & other.keys()
        if not shared:
            return []
        text = self._article(left)[0].text
        held, number = self._article(right)
        second = held.text[held.starts[number] : held.starts[number + 1]]
        places = sorted((one[key] >> 8, one[key] & 255, key) for key in shared)
        named = [
            (start, size, key)
            for start, size, key in places
            if size > 3 or word_class(text[start : start + size]).startswith(_NAMING)
        ]
        return self._ranked(text, named, second) or self._ranked(text, places, second)

    def _ranked(self, text: str, places: Sequence[tuple[int, int, int]], second: str) -> list[str]:
        """Words at places of `text`, neighbours joined where `second` has them so, best first."""
        found: dict[str, float] = {}
        at = 0
        while at < len(places):
            start, size, key = places[at]
            end = start + size
            rarity = self._rarity(key)
            at += 1
            while at < len(places) and places[at][0] <= end:
                after = places[at][0] + places[at][1]
                if after - start > _LONGEST or text[start:after] not in second:
                    break
                end = max(end, after)
                rarity = max(rarity, self._rarity(places[at][2])) * 1.2
                at += 1
            phrase = text[start:end]
            found[phrase] = rarity * _worth(phrase, self._places)
        telling = [phrase for phrase in found if found[phrase] > 0]
        return sorted(telling, key=lambda phrase: (-found[phrase], phrase))[:_PHRASES]

    def _rarity(self, key: int) -> float:
        return 1.0 / max(int(self._found_in[key >> 10]), 1)


@lru_cache(maxsize=50_000)
def _worth(phrase: str, places: frozenset[str]) -> float:
    """Names say what is shared; general words, verbs and the town nothing."""
    lists = word_lists()
    if phrase in lists.generic or words_needed(phrase, lists.breaks):
        return 0.0
    if phrase.rstrip("市省县区") in places:
        return 0.0
    if len(phrase) > 3:
        return 2.0
    return 1.0
