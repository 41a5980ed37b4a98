"""A small linear classifier on characters and pairs of them, trained at every build.

Complement naive Bayes (Rennie et al. 2003, "Tackling the poor assumptions of naive Bayes text
classifiers"): with a thousand examples it held better on other cities' texts than logistic
regression, a linear SVM and centroids, and it trains in one pass over the examples. Whether a
character occurs counts, not how often: passages are short, and what is said thrice is a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.digest.grams import Cut, Keys, Numbers, cut, distinct, words_of

Floats = NDArray[np.float32]

_SMOOTHING = 0.25


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled passage; the label is one of the site's theme ids, or none."""

    folded: str
    theme: str
    by_editor: bool = False  # decided on this very site


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    labels: tuple[str, ...]
    keys: Keys  # every character and pair of the examples, sorted
    squares: Floats  # rarity of each, squared
    weights: Floats  # rarity times weight: one row a key, one column a label

    def read(self, texts: Sequence[str], cuts: Cut | None = None) -> Reading:
        """What lower-case texts are made of, of what the classifier knows."""
        places = _distinct(cuts or cut(texts), self.keys)
        owners, numbers = places // len(self.keys), places % len(self.keys)
        return Reading(owners, numbers, _lengths(owners, numbers, self.squares, len(texts)))

    def scores(self, reading: Reading) -> Floats:
        """One row a text, one column a label, each row summing to 0; about 0.3 is much."""
        sums = [
            np.bincount(reading.owners, self.weights[reading.numbers, column], len(reading.lengths))
            for column in range(len(self.labels))
        ]
        return (np.array(sums) / reading.lengths).T.astype(np.float32)

    def telling(self, reading: Reading, labels: Sequence[int], most: int = 3) -> list[list[str]]:
        """For each text the pairs that speak loudest for the label it got; -1 asks for none."""
        asked = np.array(labels)[reading.owners]
        worth = self.weights[reading.numbers, asked]
        spoken = (asked >= 0) & (worth > 0) & (self.keys[reading.numbers] >= 1 << 21)
        owners, numbers, worth = reading.owners[spoken], reading.numbers[spoken], worth[spoken]
        order = np.lexsort((-worth, owners))
        owners, numbers = owners[order], numbers[order]
        first = np.searchsorted(owners, np.arange(len(labels)))
        top = np.flatnonzero(np.arange(len(owners)) - first[owners] < most)
        found: list[list[str]] = [[] for _ in labels]
        for owner, word in zip(
            owners[top].tolist(), words_of(self.keys[numbers[top]]), strict=True
        ):
            found[owner].append(word)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Texts as numbers of the classifier's keys, each once a text, in order of the texts."""

    owners: Numbers
    numbers: Numbers
    lengths: NDArray[np.float64]  # of each text, as a vector of rarities


def train(examples: Sequence[Example], labels: Sequence[str]) -> Classifier | None:
    """None where fewer than two labels have examples: there is nothing to tell apart."""
    learned = [one for one in examples if one.theme in labels]
    known = tuple(label for label in labels if any(one.theme == label for one in learned))
    if len(known) < 2:
        return None
    cuts = cut([one.folded.lower() for one in learned])
    keys = distinct(np.concatenate([cuts.singles, cuts.pairs]))
    places = _distinct(cuts, keys)
    owners, numbers = places // len(keys), places % len(keys)
    rarity = np.log((1 + len(learned)) / (1 + np.bincount(numbers, minlength=len(keys)))) + 1
    squares = (rarity * rarity).astype(np.float32)
    lengths = _lengths(owners, numbers, squares, len(learned))
    label_of = np.array([known.index(one.theme) for one in learned])
    mass = np.zeros((len(known), len(keys)))
    np.add.at(mass, (label_of[owners], numbers), rarity[numbers] / lengths[owners])
    outside = mass.sum(0) - mass + _SMOOTHING  # how much of each all the other labels have
    weights = -np.log(outside / outside.sum(1, keepdims=True))
    weights -= weights.mean(0)
    by_key = np.ascontiguousarray((weights * rarity).T, np.float32)
    return Classifier(known, keys, squares, by_key)


def likeness(one: Reading, other: Reading, squares: Floats) -> NDArray[np.float64]:
    """How much two readings' texts have in common, 0 to 1: one row for each text of `one`."""
    shared = np.zeros((len(other.lengths), len(squares)), np.float32)
    shared[other.owners, other.numbers] = squares[other.numbers]
    common = np.zeros((len(one.lengths), len(other.lengths)))
    np.add.at(common, one.owners, shared[:, one.numbers].T)
    return np.asarray(common / one.lengths[:, None] / other.lengths[None, :])


def _distinct(cuts: Cut, keys: Keys) -> Numbers:
    """Number of the text times number of keys, plus number of the key: each once, sorted."""
    found = np.concatenate([cuts.singles, cuts.pairs])
    owners = np.concatenate([cuts.single_owners, cuts.pair_owners])
    numbers = np.minimum(np.searchsorted(keys, found), len(keys) - 1)
    known = keys[numbers] == found
    return distinct(owners[known] * len(keys) + numbers[known])


def _lengths(owners: Numbers, numbers: Numbers, squares: Floats, texts: int) -> NDArray[np.float64]:
    return np.sqrt(np.maximum(np.bincount(owners, squares[numbers], texts), 1e-9))
