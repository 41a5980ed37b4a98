"""What topics, links and duplicates need of one article, gathered while it is looked at alone.

In: an entry. Out: `Finds`: its words and pairs of characters as numbers, its text once more in the
one form all matching looks at, a sketch of its wording, and what may be a name in it. No word of
another article is needed, so this is done in parallel and kept; it is small, for `combine` holds
those of the whole site.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from generator.digest.grams import counted, distinct
from generator.digest.names import names_of, phrases_of
from generator.digest.terms import DROPPED, lower, squeeze, squeezed, told_twice
from generator.digest.words import pieces, word_class
from generator.model import Entry, Finds

Numbers = NDArray[np.uint32]

_SHORTEST_PASSAGE = 20  # characters; a shorter one links to nothing
_NOT_LINKED = ("code", "image", "note")
_SHINGLE = 5  # characters
_DROPPED = re.compile(f"[{''.join(map(chr, DROPPED))}]")
_SIZE_BITS = 24  # of a word's length, beside its key
_LONGEST_WORD = (1 << _SIZE_BITS) - 1
_SAMPLED = 7  # every eighth shingle is kept: those whose last three bits are 0
# Words of these classes tell no passage from another: numerals, times, particles, pronouns …
_EMPTY_CLASSES = frozenset("mtxurpcdfqy")
# Pairs with one of these are of the language, not of the matter. More of them cost links.
_FUNCTION_CHARACTERS = "的了"
_FIRST, _SECOND = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B)


def _table() -> NDArray[np.bool_]:
    telling = np.zeros(0x10000, np.bool_)
    telling[0x3400:0xA000] = True
    telling[[ord(character) for character in _FUNCTION_CHARACTERS]] = False
    return telling


_TELLING = _table()


def find(entry: Entry) -> Finds:
    passages = list(entry.passages())
    plain = [squeeze(passage.folded) for passage in passages]
    text = "\n".join(each.text for each in plain)
    lengths = np.fromiter((len(each.text) + 1 for each in plain), np.int64, len(plain))
    starts = np.zeros(len(passages) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    characters = np.frombuffer(lower(text).encode("utf-32-le"), np.uint32)
    keys, counts, ends, places = _keys(entry, characters, starts)
    named = phrases_of(entry)
    phrases = np.array(
        [zlib.crc32(name.encode()) & ~1 | one.alone for name, one in named.items()], np.uint32
    )
    phrase_places = np.array([one.start << 8 | len(name) for name, one in named.items()], np.uint32)
    return Finds(
        source=entry.article.source,
        title=entry.article.title or "",
        text=text,
        starts=starts.astype(np.uint32).tobytes(),
        dropped=tuple(
            (number, tuple(_dropped_from(each.folded)))
            for number, each in enumerate(plain)
            if len(each.text) != len(each.folded)
        ),
        keys=keys.tobytes(),
        counts=counts.tobytes(),
        ends=ends.tobytes(),
        places=places.tobytes(),
        linkable=bytes(
            len(each.folded) >= _SHORTEST_PASSAGE and each.kind not in _NOT_LINKED
            for each in passages
        ),
        sketch=_sketch(characters).tobytes(),
        names=names_of(entry),
        phrases=phrases.tobytes(),
        phrase_places=phrase_places.tobytes(),
        runs=tuple(told_twice(passage.folded for passage in passages).items()),
        keywords=entry.article.keywords,
        link=entry.article.edits.link,
        unlink=entry.article.edits.unlink,
    )


def _dropped_from(folded: str) -> list[int]:
    return [dropped.start() for dropped in _DROPPED.finditer(folded)]


def _keys(
    entry: Entry, characters: Numbers, starts: NDArray[np.int64]
) -> tuple[Numbers, NDArray[np.uint8], Numbers, Numbers]:
    """Of each passage its words and its pairs of characters, each once, with how often."""
    owner = np.repeat(np.arange(len(starts) - 1), np.diff(starts))[: len(characters)]
    small = np.minimum(characters, 0xFFFF)
    telling = _TELLING[small]
    pairs = np.nonzero(telling[:-1] & telling[1:])[0] if len(characters) > 1 else np.zeros(0, int)
    pair_keys = _mixed(characters[pairs] * _FIRST + characters[pairs + 1] * _SECOND)
    coded: list[int] = []
    for passage in entry.passages():
        coded.extend(map(_code, pieces(passage.folded)))
        coded.append(1)  # the line's end
    words = np.array(coded, np.int64)
    word_codes, word_sizes = (words >> _SIZE_BITS).astype(np.uint32), words & _LONGEST_WORD
    word_starts = np.cumsum(word_sizes) - word_sizes
    told = np.nonzero(word_codes)[0]
    at = word_starts[told]
    # Passage, words before pairs, key: sorted so, each once.
    rows = np.concatenate([owner[at] << 33, (owner[pairs] << 33) | (1 << 32)])
    whole = rows | np.concatenate([word_codes[told], pair_keys]).astype(np.int64)
    unique, first, times, _ = counted(whole)
    is_word = (unique >> 32) & 1 == 0
    which = first[is_word]
    places = (at[which].astype(np.uint32) << np.uint32(8)) | np.minimum(
        word_sizes[told[which]], 255
    ).astype(np.uint32)
    halves = np.searchsorted(unique >> 32, np.arange(2 * (len(starts) - 1)), side="right")
    return (
        (unique & 0xFFFFFFFF).astype(np.uint32),
        np.minimum(times, 255).astype(np.uint8),
        halves.astype(np.uint32),
        places,
    )


@lru_cache(maxsize=200_000)
def _code(word: str) -> int:
    """The key of a word, or 0 where it tells nothing; and in its last bits its length without
    what matching drops."""
    size = len(squeezed(word))
    if size < 2:
        return size
    kind = word_class(word)
    if kind[0] in _EMPTY_CLASSES:
        return size
    return (zlib.crc32(lower(word).encode()) | 1) << _SIZE_BITS | size


def _mixed(numbers: Numbers) -> Numbers:
    numbers ^= numbers >> np.uint32(15)
    numbers *= np.uint32(0x2C1B3C6D)
    numbers ^= numbers >> np.uint32(12)
    return numbers


def _sketch(characters: Numbers) -> Numbers:
    """Every eighth run of five characters, whatever marks stand between: two articles share as
    large a part of these as of their wording."""
    read = characters[(characters >= 0x3400) | ((characters >= 0x61) & (characters <= 0x7A))]
    if len(read) < _SHINGLE:
        return np.zeros(0, np.uint32)
    runs = np.zeros(len(read) - _SHINGLE + 1, np.uint32)
    for offset in range(_SHINGLE):
        runs *= _FIRST
        runs += read[offset : len(read) - _SHINGLE + 1 + offset]
    runs = _mixed(runs)
    sampled = runs[(runs & np.uint32(_SAMPLED)) == 0]
    return distinct(sampled)
