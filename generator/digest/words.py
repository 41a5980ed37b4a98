"""Words of a folded text with their classes: n… nouns, v… verbs, p prepositions, and so on.

In: folded text. Out: its words in order. The segmenter (rjieba) looks at a text once; a word's
class is the one its dictionary gives it, whatever stands beside it, and is asked once a word.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

_UNKNOWN = "x"


class Word(NamedTuple):
    text: str
    tag: str  # of the ICTCLAS set: n, nr, ns, nt, nz, v, vn, a, d, p, m, q, t, f, r, c, u, x …
    start: int
    end: int


@lru_cache(maxsize=256)
def pieces(folded: str) -> tuple[str, ...]:
    """The text cut into words, spaces and marks among them: joined they are the text again.

    Figures and links look at the same passages one after the other, hence the memory.
    """
    from rjieba import cut  # loaded when first needed: it reads a large dictionary

    return tuple(cut(folded))


class Parted(NamedTuple):
    """A text cut into words, of which only those that are asked for are looked at."""

    pieces: tuple[str, ...]
    starts: tuple[int, ...]  # of each piece, and the text's end


@lru_cache(maxsize=16)  # statement after statement of one passage
def parted(folded: str) -> Parted:
    found = pieces(folded)
    return Parted(found, tuple(accumulate(map(len, found), initial=0)))


def words(of: Parted, start: int, end: int) -> list[Word]:
    """The words of a span, without spaces; one that reaches over its edge is cut there."""
    found = []
    low = bisect_right(of.starts, start) - 1
    high = bisect_left(of.starts, end, low)
    begun = of.starts[low : high + 1]
    for text, first, last in zip(of.pieces[low:high], begun, begun[1:], strict=False):
        if text.isspace():
            continue
        tag = word_class(text)
        if first < start or last > end:
            text = text[max(start - first, 0) : end - first]
            first, last = max(first, start), min(last, end)
            tag = "n" if tag[0] in "nm" else tag
        found.append(Word(text, tag, first, last))
    return found


@lru_cache(maxsize=200_000)
def word_class(word: str) -> str:
    if not "\u3400" <= word[0] <= "\u9fff":
        return "eng" if word[0].isascii() and word[0].isalpha() else _UNKNOWN
    from rjieba import tag

    tagged = tag(word)
    return tagged[0][1] if len(tagged) == 1 else "n"


@lru_cache(maxsize=200_000)
def is_listed(word: str) -> bool:
    """Whether the segmenter's dictionary has the word; others it made up of what it saw."""
    from rjieba import has_word

    return has_word(word)


@lru_cache(maxsize=1 << 16)
def frequency(word: str) -> int:
    """How often the text from which the segmenter's dictionary was made has the word; little
    where the dictionary lacks it."""
    from rjieba import suggest_freq

    return int(suggest_freq(word))
