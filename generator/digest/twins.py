"""Which sources are one text: the same article from two sites, in two scripts, with small edits,
under another title, or an excerpt of it.

In: the finds of all articles. Out: source → number of its text. Two articles are one text where
half of what the shorter one says stands word for word in the other. Such sources count as one:
what only they share does not recur, and a summary that draws on both draws on one. Compared are
samples of their wording, by an inverted index; a run of characters that stands in very many
articles is a formula and no sign of a reprint.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generator.model import Finds

_SAME = 0.5  # of the smaller sample
_FORMULA = 20  # articles
_LEAST = 6  # of a sample: fewer can be alike by chance


def text_groups(finds: Sequence[Finds]) -> dict[str, int]:
    """Source → number of its text, counted from 0 in the order of the articles."""
    root = list(range(len(finds)))
    first_of: dict[str, int] = {}
    for at, each in enumerate(finds):  # two of a few words have no sample
        root[at] = first_of.setdefault(each.text, at) if each.text else at
    for one, other in _twins(finds):
        first, second = _root(root, one), _root(root, other)
        root[max(first, second)] = min(first, second)
    numbers: dict[int, int] = {}
    return {
        each.source: numbers.setdefault(_root(root, at), len(numbers))
        for at, each in enumerate(finds)
    }


def _root(root: list[int], at: int) -> int:
    while root[at] != at:
        root[at] = root[root[at]]
        at = root[at]
    return at


def _twins(finds: Sequence[Finds]) -> list[tuple[int, int]]:
    sketches = [np.frombuffer(each.sketch, np.uint32) for each in finds]
    sizes = np.array([len(sketch) for sketch in sketches], np.int64)
    if sizes.sum() == 0:
        return []
    runs = np.concatenate(sketches)
    articles = np.repeat(np.arange(len(finds)), sizes)
    order = np.argsort(runs, kind="stable")
    runs, articles = runs[order], articles[order]
    ends = np.append(np.nonzero(np.diff(runs))[0] + 1, len(runs))
    holders = np.diff(ends, prepend=0)
    starts = ends - holders
    met: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = []
    for size in range(2, _FORMULA + 1):
        here = starts[holders == size]
        if len(here):
            held = articles[here[:, None] + np.arange(size)]
            one, other = np.triu_indices(size, 1)
            met.append((held[:, one] * len(finds) + held[:, other]).ravel())
    if not met:
        return []
    pairs, shared = np.unique(np.concatenate(met), return_counts=True)
    one, other = pairs // len(finds), pairs % len(finds)
    smaller = np.minimum(sizes[one], sizes[other])
    same = (shared >= _SAME * smaller) & (shared >= _LEAST)
    return list(zip(one[same].tolist(), other[same].tolist(), strict=True))
