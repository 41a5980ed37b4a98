"""Which passages of a site are alike, from an inverted index: nothing compares all with all.

In: the finds of all articles, as numbers. Out: pairs of passages of different sources with how
alike they are. Each passage is a vector of its words and pairs of characters, the rarer the
heavier; a long passage is held to its length only in part, so that it is not out of reach for a
short one. Not obvious: how common a key may be to bring passages together follows from the number
of passages, so that the work grows with it and no faster; on a small site every key does. What
belongs to the whole site is counted in steps (`coarse`), so that one edit leaves nearly all weights
as they were, and with them nearly all links and pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from generator.model import Finds

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

# Keys share a bucket where their hashes do: of a million few do. A small site needs fewer.
_FEWEST, _MOST = 19, 22  # bits
_ROOM = 3  # bits more than there are keys
_WORDS = 0.7  # weight of a word beside that of a pair of characters: half of it when squared
_BY_LENGTH = 0.5  # how far a vector's own length counts, beside that of all
_PER_PASSAGE = 64  # meetings of two passages in one key that are looked at, for each passage
_AT_LEAST = 300_000  # meetings that any site may have
_TOGETHER = 150_000  # meetings that are summed at a time
_FINE = 1 << 20  # likeness is summed in whole parts of this: in any order the same sum
_SUMMED = 24  # bits of one summand
_KEPT = 40  # pairs of each passage with later ones that go on
_FAINT = 0.01  # a pair less alike than this has one common word
_STEPS = 4  # to the double of a number
_USUAL_STEPS = 16


@dataclass(frozen=True, slots=True)
class Index:
    """All passages of a site, numbered through."""

    source: Ints  # of each passage the number of its article
    first: Ints  # of each article its first passage; and one more
    linkable: NDArray[np.bool_]
    rows: Ints  # of each key the passage it stands in
    keys: Ints  # bucket
    weights: Floats
    found_in: Ints  # of each bucket the number of passages, in steps
    shift: int  # from a key to its bucket


@dataclass(frozen=True, slots=True)
class Pairs:
    """Passages `left` < `right` and how alike they are, `left` ascending."""

    left: Ints
    right: Ints
    likeness: Floats


def coarse(counts: Ints) -> Ints:
    """Numbers in steps of a fifth, those up to 5 as they are."""
    steps = np.round(np.log2(np.maximum(counts, 1)) * _STEPS) / _STEPS
    return np.where(counts > 0, np.rint(np.exp2(steps)), 0).astype(np.int64)


def index(
    finds: Sequence[Finds],
    linkable: NDArray[np.bool_],
    between: Callable[[], None] = lambda: None,
) -> Index:
    """`linkable` says of each passage of the site whether it may be linked."""
    sizes = [len(each.ends) // 8 for each in finds]
    first = np.zeros(len(finds) + 1, np.int64)
    np.cumsum(sizes, out=first[1:])
    total = int(first[-1])
    keys = np.concatenate([np.frombuffer(each.keys, np.uint32) for each in finds])
    counts = np.concatenate([np.frombuffer(each.counts, np.uint8) for each in finds])
    lengths = np.concatenate(
        [np.diff(np.frombuffer(each.ends, np.uint32).astype(np.int64), prepend=0) for each in finds]
    )  # of each passage its words, then its pairs
    rows = np.repeat(np.arange(2 * total) // 2, lengths)
    is_word = np.repeat(np.arange(2 * total) % 2 == 0, lengths)
    shift = 32 - min(max(len(keys).bit_length() + _ROOM, _FEWEST), _MOST)
    buckets = (keys >> np.uint32(shift)).astype(np.int64)
    between()
    kept = linkable[rows]
    rows, buckets, is_word, counts = rows[kept], buckets[kept], is_word[kept], counts[kept]
    between()
    exactly = np.bincount(buckets, minlength=1 << 32 - shift)
    in_steps = coarse(np.arange(int(exactly.max(initial=0)) + 1))
    found_in = in_steps[exactly]
    passages = int(coarse(np.maximum(linkable.sum(keepdims=True), 1))[0])
    times = found_in[buckets]  # of a small site's few keys, not of all buckets
    most = int(times.max(initial=0))
    # Beside a number of passages in steps, what nearly all have may seem to be in more than all.
    share = (passages + 1) / np.maximum(np.arange(most + 1), 1)
    rarity = np.log(np.maximum(share, 1.0)).astype(np.float32)
    between()
    weights = (1 + np.log(counts.astype(np.float32))) * rarity[times]
    for kind, worth in ((is_word, _WORDS), (~is_word, 1.0)):
        lengths_of = np.sqrt(np.bincount(rows[kind], weights[kind] ** 2, minlength=total))
        usual = float(lengths_of[linkable].mean()) if linkable.any() else 1.0
        usual = 2.0 ** (round(np.log2(max(usual, 1e-9)) * _USUAL_STEPS) / _USUAL_STEPS)
        norm = ((1 - _BY_LENGTH) * usual + _BY_LENGTH * lengths_of).astype(np.float32)
        norm[norm == 0] = 1
        weights[kind] *= np.float32(worth) / norm[rows[kind]]
        between()
    return Index(
        source=np.repeat(np.arange(len(finds)), sizes),
        first=first,
        linkable=linkable,
        rows=rows,
        keys=buckets,
        weights=weights,
        found_in=found_in,
        shift=shift,
    )


def alike(found: Index, between: Callable[[], None] = lambda: None) -> Pairs:
    """The pairs that meet in keys rare enough, with the sum of what they share."""
    total = len(found.source)
    commonest = _commonest(found.found_in, total)
    times = found.found_in[found.keys]
    telling = np.nonzero((times >= 2) & (times <= commonest))[0]
    # By key, and within a key by passage: what stands behind an entry are the later passages.
    between()
    order = telling[np.argsort(found.keys[telling], kind="stable")]
    between()
    keys, rows, weights = found.keys[order], found.rows[order], found.weights[order]
    ends = np.append(np.nonzero(np.diff(keys))[0] + 1, len(keys))
    behind = np.repeat(ends, np.diff(ends, prepend=0)) - np.arange(len(keys)) - 1
    by_row = np.argsort(rows, kind="stable")
    between()
    of_row = np.searchsorted(rows[by_row], np.arange(total + 1))
    met = np.append(0, np.cumsum(behind[by_row]))[of_row]  # before each passage's turn
    bounds = np.searchsorted(met, np.arange(0, met[-1] + _TOGETHER, _TOGETHER))
    rows_at_once = max((1 << 62 - _SUMMED) // total, 1)
    bounds = np.append(bounds, np.arange(0, total, rows_at_once))
    lefts, rights, likenesses = [], [], []
    for begin, stop in pairwise(
        np.unique(np.append(np.minimum(bounds, total), (0, total))).tolist()
    ):
        between()
        low, high = of_row[begin], of_row[stop]
        here = by_row[low:high]
        many = behind[here]
        meetings = int(many.sum())
        if not meetings:
            continue
        entry = np.repeat(here, many)
        place = np.arange(meetings) - np.repeat(np.cumsum(many) - many, many)
        other = entry + 1 + place
        left, right = rows[entry], rows[other]
        apart = found.source[left] != found.source[right]
        entry, other, left, right = entry[apart], other[apart], left[apart], right[apart]
        shared = np.rint(weights[entry] * weights[other] * np.float32(_FINE)).astype(np.int64)
        np.minimum(shared, (1 << _SUMMED) - 1, out=shared)
        # Pair and summand in one number: sorting these is several times faster than by an order.
        summands = np.sort(((left - begin) * total + right) << _SUMMED | shared)
        pair = summands >> _SUMMED
        summands &= (1 << _SUMMED) - 1
        begins = np.append(0, np.nonzero(np.diff(pair))[0] + 1)[: len(pair)]
        sums = np.add.reduceat(summands, begins) if len(pair) else summands
        likeness = (sums / _FINE).astype(np.float32)
        unique = pair[begins]
        strong = likeness >= _FAINT
        unique, likeness = unique[strong], likeness[strong]
        left, right = unique // total + begin, unique % total
        best = _best_of_each(left, likeness, _KEPT)
        left, right, likeness = left[best], right[best], likeness[best]
        lefts.append(left)
        rights.append(right)
        likenesses.append(likeness)
    if not lefts:
        none = np.zeros(0, np.int64)
        return Pairs(none, none, none.astype(np.float32))
    return Pairs(np.concatenate(lefts), np.concatenate(rights), np.concatenate(likenesses))


def _commonest(found_in: Ints, passages: int) -> int:
    """The largest number of passages a key may stand in, within the site's number of meetings."""
    holders = np.bincount(np.minimum(found_in[found_in > 0], 100_000))
    number = np.arange(len(holders))
    meetings = np.cumsum(holders * number * (number - 1) // 2)
    allowed = max(_AT_LEAST, _PER_PASSAGE * passages)
    return int(np.searchsorted(meetings, allowed, side="right")) - 1


def _best_of_each(row: Ints, value: Floats, most: int) -> Ints:
    """The places of the `most` largest values of each row; rows stand together."""
    order = np.lexsort((-value, row))
    ordered = row[order]
    begins = np.append(0, np.nonzero(np.diff(ordered))[0] + 1)[: len(ordered)]
    rank = np.arange(len(ordered)) - np.repeat(begins, np.diff(np.append(begins, len(ordered))))
    return np.sort(order[rank < most])
