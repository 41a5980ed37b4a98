"""Characters and pairs of neighbouring characters of many texts at once, as numbers.

In: folded lower-case texts. Out: arrays, one entry for each character and pair, with the text it
stands in. All digits count as 0; punctuation parts. Arrays instead of
dictionaries, because every passage of every article is looked at: about 20 times faster.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Numbers = NDArray[np.int64]

_PLANE = 0x10000
_ZERO = ord("0")
_SHIFT = np.uint64(21)  # bits of a code point


class Cut(NamedTuple):
    singles: Keys
    single_owners: Numbers  # number of the text each stands in
    pairs: Keys
    pair_owners: Numbers
    pair_places: Numbers  # where in its text each pair begins


def cut(texts: Sequence[str]) -> Cut:
    """Every character and every pair, in order."""
    codes = np.frombuffer("\0".join([*texts, ""]).encode("utf-32-le", "replace"), np.uint32)
    kinds = _kinds()[np.minimum(codes, _PLANE - 1)]
    digit = kinds == 2
    points: Keys = np.where(digit, _ZERO, codes).astype(np.uint64)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    owners = np.repeat(np.arange(len(texts)), lengths)
    word = kinds > 0
    pair = np.flatnonzero(word[:-1] & word[1:])
    single = np.flatnonzero(word)
    starts = np.cumsum(lengths) - lengths
    return Cut(
        singles=points[single],
        single_owners=owners[single],
        pairs=(points[pair] << _SHIFT) | points[pair + 1],
        pair_owners=owners[pair],
        pair_places=pair - starts[owners[pair]],
    )


def numeric(pairs: Keys) -> NDArray[np.bool_]:
    """Which pairs have a digit."""
    zero = np.uint64(_ZERO)
    return np.asarray(((pairs >> _SHIFT) == zero) | ((pairs & np.uint64((1 << 21) - 1)) == zero))


def words_of(keys: Keys) -> list[str]:
    """Keys as text again, for those who ask what decided."""
    return [
        chr(key) if key < 1 << 21 else chr(key >> 21) + chr(key & ((1 << 21) - 1))
        for key in map(int, keys)
    ]


_Number = TypeVar("_Number", bound=np.generic)


def distinct(numbers: NDArray[_Number]) -> NDArray[_Number]:
    """Each once, in order. `np.unique` hashes them, which takes three times as long."""
    ordered = np.sort(numbers)
    return ordered[_changes(ordered)]


class Counted(NamedTuple):
    values: NDArray[Any]  # each once, in order
    first: Numbers  # where each stands first
    times: Numbers
    which: Numbers  # of each number given, the place of its value


def counted(numbers: NDArray[Any]) -> Counted:
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    changes = _changes(ordered)
    starts = np.flatnonzero(changes)
    which = np.empty(len(numbers), np.int64)
    which[order] = np.cumsum(changes) - 1
    return Counted(ordered[starts], order[starts], np.diff(starts, append=len(numbers)), which)


def _changes(ordered: NDArray[Any]) -> NDArray[np.bool_]:
    changes = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=changes[1:])
    return changes


@cache
def _kinds() -> NDArray[np.int8]:
    """For each character of the basic plane: 2 for ASCII digits, 1 for letters, 0 for others."""
    kinds = np.fromiter(map(str.isalnum, map(chr, range(_PLANE))), np.int8, _PLANE)
    kinds[_ZERO : _ZERO + 10] = 2
    return kinds
