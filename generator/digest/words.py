"""Words of a folded text with their classes: n… nouns, v… verbs, p prepositions, and so on.

In: folded text. Out: words in order, with where they stand; spaces are none. The segmenter
(rjieba) looks at a text once; a word's class is the one its dictionary gives it, whatever stands
beside it, and is therefore asked once a word.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

_UNKNOWN = "x"


class Word(NamedTuple):
    text: str
    tag: str  # of the ICTCLAS set: n, nr, ns, nt, nz, v, vn, a, d, p, m, q, t, f, r, c, u, x …
    start: int
    end: int


def words(folded: str) -> list[Word]:
    from rjieba import cut  # loaded when first needed: it reads a large dictionary

    found = []
    at = 0
    for text in cut(folded):
        end = at + len(text)
        if not text.isspace():
            found.append(Word(text, word_class(text), at, end))
        at = end
    return found


@lru_cache(maxsize=100_000)
def word_class(word: str) -> str:
    if not "\u3400" <= word[0] <= "\u9fff":
        return "eng" if word[0].isascii() and word[0].isalpha() else _UNKNOWN
    from rjieba import tag

    tagged = tag(word)
    return tagged[0][1] if len(tagged) == 1 else "n"
