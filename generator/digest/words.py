"""Words of a folded text with their classes: n… nouns, v… verbs, p prepositions, and so on.

In: folded text. Out: its words in order. The segmenter (rjieba) looks at a text once; a word's
class is the one its dictionary gives it, whatever stands beside it, and is asked once a word.
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


@lru_cache(maxsize=256)
def pieces(folded: str) -> tuple[str, ...]:
    """The text cut into words, spaces and marks among them: joined they are the text again.

    Figures and links look at the same passages one after the other, hence the memory.
    """
    from rjieba import cut  # loaded when first needed: it reads a large dictionary

    return tuple(cut(folded))


@lru_cache(maxsize=16)  # statement after statement of one passage
def words(folded: str) -> tuple[Word, ...]:
    """The words of a text, without spaces."""
    found = []
    at = 0
    for text in pieces(folded):
        after = at + len(text)
        if not text.isspace():
            found.append(Word(text, word_class(text), at, after))
        at = after
    return tuple(found)


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
