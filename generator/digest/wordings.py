"""How sentences are worded beside each other: which pairs of characters each has, and how rare.

In: folded texts without spaces. Out: a `Wording`, which tells how alike two are, and how much
each says of what several say. Numbers are no likeness.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.digest.grams import Numbers, counted, cut, numeric

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """Pairs of characters of some sentences: which stands in which, and its weight there.

    Seen as vectors of length 1, one a sentence; kept as three arrays, for an article may be long.
    """

    sentences: int
    of: Numbers
    pairs: Numbers
    weights: Floats

    def likeness(self, sentence: int) -> Floats:
        """How much every sentence is like one of them, 0 to 1."""
        mine = self.of == sentence
        return self.along(self._vector(self.pairs[mine], self.weights[mine]))

    def shared(self) -> Floats:
        """How much each is like all the others together."""
        return self.along(self._vector(self.pairs, self.weights)) - 1

    def along(self, vector: Floats) -> Floats:
        return np.asarray(
            np.bincount(self.of, self.weights * vector[self.pairs], self.sentences), np.float64
        )

    def _vector(self, pairs: Numbers, weights: Floats) -> Floats:
        most = int(self.pairs.max(initial=0)) + 1
        return np.asarray(np.bincount(pairs, weights, most), np.float64)


def wording(texts: Sequence[str]) -> Wording:
    """How some folded texts are worded beside each other."""
    return worded_with(texts, "")[0]


def worded_with(texts: Sequence[str], title: str) -> tuple[Wording, Floats, Floats]:
    """The texts' pairs of characters; how much each text says of what several say, and how much
    of the title. Numbers are no likeness."""
    cuts = cut([*texts, title])
    spoken = ~numeric(cuts.pairs)
    keys = counted(cuts.pairs[spoken])
    size = max(len(keys.values), 1)
    places = counted(cuts.pair_owners[spoken] * size + keys.which)
    of, pairs, counts = places.values // size, places.values % size, places.times
    in_title = np.zeros(size)
    in_title[pairs[of == len(texts)]] = 1.0
    said = of < len(texts)
    of, pairs, counts = of[said], pairs[said], counts[said]
    found_in = np.bincount(pairs, minlength=size)
    rarity = np.log((len(texts) + 1) / np.maximum(found_in, 1))
    weights = counts * rarity[pairs]
    lengths = np.sqrt(np.bincount(of, weights * weights, len(texts)))
    worded = Wording(len(texts), of, pairs, weights / np.maximum(lengths, 1e-9)[of])
    several = np.where(found_in >= 2, found_in * rarity, 0.0)
    central = worded.along(several / max(float(np.sqrt((several * several).sum())), 1e-9))
    titled = np.bincount(of, in_title[pairs], len(texts)) / max(in_title.sum(), 1)
    return worded, central, titled
