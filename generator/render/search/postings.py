"""Which stretches of text hold a pair of letters: texts in, compact strings for the browser out.

A key is two neighbouring letters, whatever stands between them that is no letter, or three of one
Latin word; it is kept as some bits of a hash, so that a key costs a character of the file and not
its own letters. Two keys may fall together: what is found is looked for in the text itself before
it is shown, so this costs a reader a little loading and never a wrong result.

Numbers are written in printable ASCII, small ones as one character, which gzip then shortens to
the few bits they are worth. The browser's half is static/search.js.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy
from numpy.typing import NDArray

from generator.render.search.folding import WORD, Codes, codes_and_classes

SLOT = 64  # numbers kept for each leaf, so that an edit of one leaf moves no other's
GROUP = 256  # leaves of one group
_SHARD_BITS = 14  # a shard is about 2 to the power of this in characters of text

# Digits: 51 that end a number, 40 that go on. No quotation mark and no backslash.
_SYMBOLS = numpy.array([code for code in range(35, 127) if code != 92], dtype=numpy.uint8)
_ENDING, _BASE = 51, 40

Numbers = NDArray[numpy.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How an index is laid out, by how much text there is; changes only when that doubles."""

    bits: int  # of a key
    shard_bits: int  # the first of them name the shard
    shift: int  # a unit is 2 to the power of this in numbers: what a key is said to be in

    @property
    def shards(self) -> int:
        return 1 << self.shard_bits


def measure(characters: int, leaves: int) -> Measure:
    """A small site keeps units as large as an article: its texts are quickly looked through."""
    size = max(1, characters).bit_length()
    shift = 6 if leaves <= 64 else 3 if leaves <= 1024 else 0
    return Measure(bits=min(24, max(12, size)), shard_bits=max(0, size - _SHARD_BITS), shift=shift)


def keys(rows: Sequence[str], numbers: Sequence[int]) -> tuple[Codes, Codes]:
    """Hashes of all keys of folded rows, and beside each the number of its row."""
    codes, classes = codes_and_classes("\n".join(rows))
    lengths = numpy.fromiter((len(row) + 1 for row in rows), numpy.int64, len(rows))
    at = numpy.flatnonzero(classes)
    row = numpy.repeat(numpy.arange(len(rows), dtype=numpy.int32), lengths)[at[: len(codes)]]
    letters, kinds = codes[at], classes[at]
    pair = numpy.flatnonzero(row[1:] == row[:-1])
    step = at[1:] - at[:-1]
    word = (kinds[1:] == WORD) & (kinds[:-1] == WORD) & (step == 1)
    triple = numpy.flatnonzero(word[1:] & word[:-1])
    hashes = numpy.concatenate(
        (
            _hash(letters[pair], letters[pair + 1], numpy.uint32(0)),
            _hash(letters[triple], letters[triple + 1], letters[triple + 2]),
        )
    )
    of_row = numpy.asarray(numbers, dtype=numpy.uint32)
    return hashes, of_row[row[numpy.concatenate((pair, triple))]]


def segments(hashes: Codes, numbers: Codes, layout: Measure) -> list[str]:
    """One group's part of every shard: `["keys","counts","units"]`."""
    codes = (hashes >> numpy.uint32(32 - layout.bits)).astype(numpy.uint64)
    units = (numbers >> numpy.uint32(layout.shift)).astype(numpy.uint64)
    entries = numpy.sort(codes << numpy.uint64(20) | units)  # faster than `unique`, which hashes
    entries = entries[numpy.diff(entries, prepend=numpy.uint64(2**64 - 1)) != 0]
    codes_of = (entries >> numpy.uint64(20)).astype(numpy.int64)
    units_of = (entries & numpy.uint64(0xFFFFF)).astype(numpy.int64)
    first = numpy.flatnonzero(numpy.diff(codes_of, prepend=-1))
    distinct = codes_of[first]
    counts = numpy.diff(first, append=len(codes_of))
    edges = numpy.arange(layout.shards + 1, dtype=numpy.int64) << (layout.bits - layout.shard_bits)
    key_edges = numpy.searchsorted(distinct, edges)
    starts = key_edges[:-1][key_edges[:-1] < key_edges[1:]]  # first key of each shard that has any
    gaps = numpy.diff(distinct, prepend=0)
    gaps[starts] = distinct[starts] & (edges[1] - 1)
    steps = numpy.diff(units_of, prepend=0) - 1
    steps[first] = units_of[first]
    entry_edges = numpy.append(first, len(codes_of))[key_edges]
    parts = (
        _strings(gaps, key_edges),
        _strings(counts - 1, key_edges),
        _strings(steps, entry_edges),
    )
    return [f'["{gap}","{count}","{unit}"]' for gap, count, unit in zip(*parts, strict=True)]


def _hash(one: Codes, two: Codes, three: Codes | numpy.uint32) -> Codes:
    """Thirty-two bits of two or three letters; static/search.js does the same."""
    mixed = one * numpy.uint32(0x9E3779B1) + two
    mixed = (mixed ^ mixed >> numpy.uint32(15)) * numpy.uint32(0x85EBCA6B) + three
    mixed = (mixed ^ mixed >> numpy.uint32(13)) * numpy.uint32(0xC2B2AE35)
    found: Codes = mixed ^ mixed >> numpy.uint32(16)
    return found


def _strings(values: Numbers, edges: Numbers) -> list[str]:
    """The numbers written, cut at the edges."""
    lengths = numpy.ones(len(values), dtype=numpy.int64)
    limit = _ENDING
    while (longer := values >= limit).any():
        lengths += longer
        limit *= _BASE
    ends = numpy.concatenate(([0], numpy.cumsum(lengths)))
    written = numpy.empty(int(ends[-1]), dtype=numpy.uint8)
    at, left = numpy.arange(len(values)), values
    place = 0
    while len(at):
        last = lengths[at] == place + 1
        digits = numpy.where(last, left, _ENDING + left % _BASE)
        written[ends[at] + place] = _SYMBOLS[digits]
        at, left, place = at[~last], left[~last] // _BASE, place + 1
    words = written.tobytes().decode("ascii")
    cuts = ends[edges].tolist()
    return [words[start:end] for start, end in pairwise(cuts)]
