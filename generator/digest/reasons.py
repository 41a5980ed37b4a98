"""Why two passages are linked, in words both hold.

In: the finds and the index of the site. Out: at most four reasons for a pair: what both count, the
topics both speak of, and where there are none the rarest words both use, neighbours joined to the
phrase that stands in both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.digest.likeness import Index, Ints
from generator.digest.memory import Memory
from generator.digest.same_figures import Compared
from generator.digest.terms import word_lists, words_needed
from generator.digest.words import frequency, pieces, word_class
from generator.model import Finds

_MOST = 4
_PHRASES = 3
_LONGEST = 12
_COMMON = 2_000  # of a word in the segmenter's dictionary: it tells little
_GENERAL = -0.5  # what a general word is worth: below 0, so that it stands only for want of a name
_FEW = 0.08  # of all passages
_PAIRS = 8_000  # whose words are looked up at a time
# Verbs that say how something came out, or how much of it there is.
_RESULT = re.compile(
    "[到至于下上去来回出入开起成结准住给为掉过完好足满位停近着]$|^[每低高最更不没无很较新再又省多少退做有]|^留[下住给存]|[里内外间]$"
)
_NAMING = ("n", "vn", "an", "j", "l", "i", "e", "s")


class _Shared(NamedTuple):
    """Words that pairs of passages share, in the order of the pairs and of the first text."""

    begins: list[int]  # of each pair, and one more
    spots: NDArray[np.uint32]  # place in the text of the first: start * 256 + length
    found_in: NDArray[np.uint32]  # passages of the site that have the word, in steps


class Reasons:
    """For the pairs of passages that will be asked for, by number: their words are looked up
    together."""

    def __init__(
        self,
        finds: Sequence[Finds],
        found: Index,
        left: Ints,
        right: Ints,
        wordless: NDArray[np.bool_],
        memory: Memory,
    ) -> None:
        """`wordless` pairs have other reasons."""
        self._finds = finds
        self._left, self._right = left.tolist(), right.tolist()
        self._source = found.source.tolist()
        self._first = found.first.tolist()
        towns = {name for each in finds for mark, name in each.names if mark == "town"}
        self.places = frozenset(word_lists().places | towns)
        # By powers of two, so that an edit does not move it.
        self.few = 1 << max(int(len(self._source) * _FEW).bit_length() - 1, 2)
        self._worths: dict[str, tuple[str, float]] = memory.known("reasons", self.places)
        memory.look_up()
        self._shared = _shared_words(finds, found, left, right, wordless, memory.look_up)

    def words(self, first: int, end: int) -> bytes:
        """The words that pairs share: all that phrases depend on, beside the texts."""
        shared = self._shared
        low, high = shared.begins[first], shared.begins[end]
        sizes = np.diff(np.array(shared.begins[first : end + 1], np.uint32))
        return b"".join(
            each.tobytes() for each in (sizes, shared.spots[low:high], shared.found_in[low:high])
        )

    def why(self, pair: int, compared: Compared | None, topics: Sequence[str]) -> tuple[str, ...]:
        reasons = [compared.words] if compared else []
        reasons += topics
        if not reasons:
            reasons = self._phrases(pair)
        unique: list[str] = []
        for reason in reasons:
            if not any(reason in known for known in unique):
                unique.append(reason)
        return tuple(unique[:_MOST])

    def keys_of(self, passage: int) -> frozenset[int]:
        """All words and pairs of characters of a passage."""
        find, number = self._article(passage)
        ends = np.frombuffer(find.ends, np.uint32)
        low = int(ends[2 * number - 1]) if number else 0
        return frozenset(np.frombuffer(find.keys, np.uint32)[low : ends[2 * number + 1]].tolist())

    def _article(self, passage: int) -> tuple[Finds, int]:
        source = self._source[passage]
        return self._finds[source], passage - self._first[source]

    def _phrases(self, pair: int) -> list[str]:
        """The one to three rarest words or phrases of both."""
        low, high = self._shared.begins[pair], self._shared.begins[pair + 1]
        places = [
            (spot >> 8, spot & 255, 1.0 / found_in)
            for spot, found_in in zip(
                self._shared.spots[low:high].tolist(),
                self._shared.found_in[low:high].tolist(),
                strict=True,
            )
        ]
        if not places:
            return []
        text = self._article(self._left[pair])[0].text
        find, number = self._article(self._right[pair])
        starts = np.frombuffer(find.starts, np.uint32)
        second = find.text[starts[number] : starts[number + 1]]
        return self._ranked(text, places, second)

    def _ranked(
        self, text: str, places: Sequence[tuple[int, int, float]], second: str
    ) -> list[str]:
        """Words at places of `text`, neighbours joined where `second` has them so, best first."""
        found: dict[str, float] = {}
        acts: set[str] = set()
        at = 0
        while at < len(places):
            start, size, rarity = places[at]
            end = start + size
            at += 1
            while at < len(places) and places[at][0] <= end:
                after = places[at][0] + places[at][1]
                if after - start > _LONGEST or text[start:after] not in second:
                    break
                end = max(end, after)
                rarity = max(rarity, places[at][2]) * 1.2
                at += 1
            if end - start == 2 and text[end - 1] == "率" and text[start - 1 : end] in second:
                start -= 1  # 漏|损率
            phrase = text[start:end]
            told = self._worths.get(phrase)
            if told is None:
                told = self._worths[phrase] = _told(phrase, self.places)
            if told[1] == _GENERAL and rarity * self.few < 1:
                continue  # a general word says something only where few passages have it
            found[told[0]] = max(found.get(told[0], 0.0), rarity * abs(told[1]))
            if told[1] < 0:
                acts.add(told[0])
        named = any(worth > 0 and phrase not in acts for phrase, worth in found.items())
        telling = [
            phrase
            for phrase, worth in found.items()
            if worth > 0 and not (named and phrase in acts)
        ]
        return sorted(telling, key=lambda phrase: (-found[phrase], phrase))[:_PHRASES]


def _shared_words(
    finds: Sequence[Finds],
    found: Index,
    left: Ints,
    right: Ints,
    wordless: NDArray[np.bool_],
    between: Callable[[], None],
) -> _Shared:
    """Of each pair the words of both."""
    if not len(left):
        return _Shared([0], np.zeros(0, np.uint32), np.zeros(0, np.uint32))
    keys = np.concatenate([np.frombuffer(each.keys, np.uint32) for each in finds])
    ends = np.concatenate([np.frombuffer(each.ends, np.uint32).astype(np.int64) for each in finds])
    places = np.concatenate([np.frombuffer(each.places, np.uint32) for each in finds])
    # Passages one after the other: where the keys of each begin, and how many are words.
    sizes = np.array([len(each.keys) // 4 for each in finds], np.int64)
    ends += np.repeat(np.cumsum(sizes) - sizes, np.diff(found.first) * 2)
    begins = np.append(0, ends[1::2])[: len(ends) // 2]
    words = ends[::2] - begins
    place_of = np.cumsum(words) - words
    between()
    # All words of all passages, sorted by passage and key, as they stand already.
    owner = np.repeat(np.arange(len(words)), words)
    within = np.arange(len(owner)) - np.repeat(place_of, words)
    own_keys = keys[np.repeat(begins, words) + within]
    codes = owner << 32 | own_keys
    spots: list[NDArray[np.uint32]] = []
    found_in: list[NDArray[np.uint32]] = []
    many_in_pair: list[Ints] = []
    for first in range(0, len(left), _PAIRS):
        between()
        one, other = left[first : first + _PAIRS], right[first : first + _PAIRS]
        many = np.where(wordless[first : first + _PAIRS], 0, words[one])
        which = np.repeat(np.arange(len(one)), many)
        at = np.repeat(place_of[one], many) + (
            np.arange(len(which)) - np.repeat(np.cumsum(many) - many, many)
        )
        wanted = other[which] << 32 | own_keys[at]
        there = codes[np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)] == wanted
        which, at = which[there], at[there]
        order = np.lexsort((places[at], which))
        spots.append(places[at[order]])
        rarity = found.found_in[own_keys[at[order]] >> np.uint32(found.shift)]
        found_in.append(rarity.astype(np.uint32))
        many_in_pair.append(np.bincount(which, minlength=len(one)))
    begins = np.append(0, np.cumsum(np.concatenate(many_in_pair)))
    return _Shared(begins.tolist(), np.concatenate(spots), np.concatenate(found_in))


def _told(phrase: str, places: frozenset[str]) -> tuple[str, float]:
    """The noun phrase in some words, and what it tells: names say what is shared; general words
    and the town nothing; below 0 stands what is done, for want of a noun."""
    lists = word_lists()
    if _is_act(phrase):
        return phrase, 0.0 if phrase in lists.empty else -1.0
    if len(phrase) == 3 and phrase[-1] == "率":
        return phrase, 1.0
    phrase = max(map(_trimmed, _parted(pieces(phrase))), key=len, default="")
    if _is_act(phrase):
        return phrase, -1.0
    if len(phrase) < 2 or words_needed(phrase, lists.breaks) or phrase in lists.empty:
        return phrase, 0.0
    if phrase in lists.generic:
        return phrase, _GENERAL
    if phrase[:2] in lists.breaks and words_needed(phrase[2:], lists.generic | lists.breaks):
        return phrase, 0.0  # 大力发展
    if phrase.rstrip("市省县区") in places:
        return phrase, 0.0
    if len(phrase) > 3:
        return phrase, 2.0
    return phrase, 1.0 if len(phrase) == 3 or frequency(phrase) < _COMMON else 0.5


def _parted(cut: Iterable[str]) -> list[list[str]]:
    """Words in rows, parted where neither a noun nor what may stand before one is: 责任|跟着|船."""
    rows: list[list[str]] = [[]]
    for word in cut:
        if _names(word) or _leads(word) or _is_act(word):
            rows[-1].append(word)
        else:
            rows.append([])
    return rows


def _trimmed(cut: list[str]) -> str:
    while cut and not (_names(cut[-1]) or (len(cut) > 1 and _is_act(cut[-1]))):
        cut.pop()
    while cut and not (_names(cut[0]) or _leads(cut[0])):
        cut.pop(0)
    return "".join(cut)


def _is_act(word: str) -> bool:
    """停车, 抢修 and 投诉 tell what two passages are about; 到位, 低于 and 留下 do not."""
    lists = word_lists()
    return (
        len(word) == 2
        and word_class(word)[0] == "v"
        and word not in lists.breaks | lists.generic
        and not _RESULT.search(word)
    )


def _names(word: str) -> bool:
    if word in word_lists().nominal:
        return True
    if _RESULT.search(word):
        return word_class(word)[0] == "n"
    return word not in word_lists().breaks and word_class(word).startswith(_NAMING)


def _leads(word: str) -> bool:
    """公共|数据, 独居|老人, 地下|管线"""
    if len(word) < 2 or word in word_lists().breaks or _RESULT.search(word):
        return False
    return word_class(word)[0] in "abvsf"
