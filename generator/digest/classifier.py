"""A small linear classifier on character bigrams, trained at every build.

Complement naive Bayes (Rennie et al. 2003, "Tackling the poor assumptions of naive Bayes text
classifiers"): with a few hundred examples it held better on other cities' texts than logistic
regression, a linear SVM and centroids, and it trains in one pass over the examples.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_SMOOTHING = 0.5
_MIN_DOCUMENTS = 2  # a bigram of one example only tells that example

_DIGITS = re.compile(r"[0-9]+")
_BREAK = re.compile(r"[^\w]|_")


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled passage; the label is one of the site's theme ids."""

    folded: str
    theme: str


@dataclass(frozen=True, slots=True)
class Classifier:
    themes: tuple[str, ...]
    rarity: Mapping[str, float]  # bigram → inverse document frequency
    weights: Mapping[str, tuple[float, ...]]  # bigram → weight for each theme, summing to 0

    def scores(self, folded: str) -> dict[str, float]:
        """How much the wording speaks for each theme; the scores sum to 0, about 0.6 is much."""
        vector = _vector(bigrams(folded), self.rarity)
        return {
            theme: sum(value * self.weights[gram][number] for gram, value in vector.items())
            for number, theme in enumerate(self.themes)
        }


def bigrams(folded: str) -> Counter[str]:
    """Pairs of neighbouring characters; every number counts as one digit."""
    text = _BREAK.sub(" ", _DIGITS.sub("0", folded.lower()))
    return Counter(
        text[index : index + 2]
        for index in range(len(text) - 1)
        if text[index] != " " and text[index + 1] != " "
    )


def train(examples: Sequence[Example], themes: Sequence[str]) -> Classifier | None:
    """None where fewer than two themes have examples: there is nothing to tell apart."""
    labelled = [(bigrams(one.folded), one.theme) for one in examples if one.theme in themes]
    known = tuple(theme for theme in themes if any(label == theme for _, label in labelled))
    if len(known) < 2:
        return None
    documents: Counter[str] = Counter()
    for grams, _ in labelled:
        documents.update(grams.keys())
    rarity = {
        gram: math.log((1 + len(labelled)) / (1 + count)) + 1
        for gram, count in documents.items()
        if count >= _MIN_DOCUMENTS
    }
    mass: dict[str, Counter[str]] = {theme: Counter() for theme in known}
    for grams, theme in labelled:
        for gram, value in _vector(grams, rarity).items():
            mass[theme][gram] += value  # type: ignore[assignment]  # a Counter of floats
    return Classifier(known, rarity, _complement_weights(mass, known, rarity))


def _complement_weights(
    mass: Mapping[str, Mapping[str, float]], themes: Sequence[str], rarity: Mapping[str, float]
) -> dict[str, tuple[float, ...]]:
    """For each theme, how rare a bigram is in the examples of all the other themes."""
    total = {gram: sum(mass[theme].get(gram, 0.0) for theme in themes) for gram in rarity}
    everything = sum(total.values())
    outside = {
        theme: everything - sum(mass[theme].values()) + _SMOOTHING * len(rarity) for theme in themes
    }
    weights = {}
    for gram in rarity:
        raw = [
            -math.log((total[gram] - mass[theme].get(gram, 0.0) + _SMOOTHING) / outside[theme])
            for theme in themes
        ]
        middle = sum(raw) / len(raw)
        weights[gram] = tuple(value - middle for value in raw)
    return weights


def _vector(grams: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    values = {
        gram: (1 + math.log(count)) * rarity[gram]
        for gram, count in grams.items()
        if gram in rarity
    }
    length = math.sqrt(sum(value * value for value in values.values()))
    return {gram: value / length for gram, value in values.items()} if length else {}
