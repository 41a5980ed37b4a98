"""Phrases that OpenCC reads across two words, on the way to Simplified: 屬於單身, 象徵音樂, 李祕書.

It keeps 於單 (a name), 徵音 (a note) and 李祕 (a name) wherever their characters meet. A text and
what OpenCC made of it come in; what it should have made goes out, of the same length. Not obvious:
only the few places are looked at where a phrase and not a character decided, and a phrase stays
unless the words beside it show that it takes half of one with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise

from generator.convert.configurations import convert_with
from generator.convert.words import parted, phrases_of

_STRIDE = 32
_WINDOW = 8
_LONGEST = 8
_PHRASES = ("TSPhrases.txt", "TWVariantsRevPhrases.txt")


class _Characters(dict[int, str]):
    """How each character is written where no phrase says otherwise, learnt as they come."""

    def __missing__(self, code: int) -> str:
        self[code] = form = convert_with("tw2s", chr(code))
        return form


_characters = _Characters()


def uncut(text: str, converted: str) -> str:
    """`converted`, with the words put right that a phrase had cut."""
    plain = by_character(text)
    if plain == converted or len(plain) != len(converted):
        return converted
    out = list(converted)
    for place in _differences(plain, converted):
        if plain[place] == text[place]:
            continue  # only phrases know that 甦 may be 苏
        phrase = _phrase_at(text, place)
        if phrase is None:
            continue
        first = max(phrase[0] - _WINDOW, 0)
        words = parted(plain[first : phrase[1] + _WINDOW])
        ends = [first, *(first + end for end in accumulate(map(len, words)))]
        inside = [end for end in ends if phrase[0] < end < phrase[1]]
        if not inside or {*phrase} <= {*ends}:
            continue
        for start, end in pairwise(ends):
            if start < phrase[1] and end > phrase[0]:
                out[start:end] = convert_with("tw2s", text[start:end])
    return "".join(out)


def by_character(text: str) -> str:
    """Simplified as the characters are, whatever stands beside them. The length stays."""
    return text.translate(_characters)


def _differences(first: str, second: str) -> Iterator[int]:
    for start in range(0, len(first), _STRIDE):
        one, other = first[start : start + _STRIDE], second[start : start + _STRIDE]
        if one != other:
            yield from (start + place for place in range(len(one)) if one[place] != other[place])


def _phrase_at(text: str, place: int) -> tuple[int, int] | None:
    """The phrase of OpenCC that holds the character: the first from the left, the longest."""
    known = _known()
    for start in range(max(place - _LONGEST + 1, 0), place + 1):
        for end in range(min(start + _LONGEST, len(text)), max(place, start + 1), -1):
            if text[start:end] in known:
                return start, end
    return None


@cache
def _known() -> frozenset[str]:
    return frozenset(phrase for name in _PHRASES for phrase in phrases_of(name))
