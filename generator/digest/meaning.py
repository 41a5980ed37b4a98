"""Sentence embeddings as one more witness, for sites that switch them on (`wenzhai[e5]`).

A function from texts to vectors is passed in; here they are only compared. What counts for a theme
is the ten labelled examples nearest in meaning; what counts for a link is nearness beyond what any
two Chinese passages have (two of them by chance are 0.86 alike to this kind of model).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from generator.digest.classifier import Example
from generator.model import Entry, PassageRef

Vector = Sequence[float]  # of length 1
Embed = Callable[[Sequence[str]], Sequence[Vector]]

_NEIGHBOURS = 10
_SHARPNESS = 50.0  # how fast a neighbour's vote falls with its distance
_BY_CHANCE = 0.86


@dataclass(frozen=True, slots=True)
class Meaning:
    passages: Mapping[PassageRef, Vector]
    examples: Sequence[tuple[str, Vector]]  # label and vector

    def theme_shares(self, ref: PassageRef) -> dict[str, float]:
        """How the nearest examples vote: label → share, summing to 1."""
        vector = self.passages[ref]
        near = sorted(
            ((_cosine(vector, other), label) for label, other in self.examples), reverse=True
        )[:_NEIGHBOURS]
        votes: dict[str, float] = {}
        for likeness, label in near:
            weight = math.exp((likeness - near[0][0]) * _SHARPNESS)
            votes[label] = votes.get(label, 0.0) + weight
        total = sum(votes.values())
        return {label: weight / total for label, weight in votes.items()}

    def likeness(self, one: PassageRef, other: PassageRef) -> float:
        """0 for passages as unlike as any two, about 0.1 for the same matter."""
        return max(_cosine(self.passages[one], self.passages[other]) - _BY_CHANCE, 0.0)


def meaning(entries: Sequence[Entry], learned: Sequence[Example], embed: Embed) -> Meaning:
    """Vectors of all passages and examples; `embed` is called once."""
    refs = [
        (PassageRef(entry.article.source, passage.id), passage.folded)
        for entry in entries
        for passage in entry.passages()
    ]
    vectors = embed([*(text for _, text in refs), *(example.folded for example in learned)])
    return Meaning(
        passages={ref: vectors[number] for number, (ref, _) in enumerate(refs)},
        examples=[
            (example.theme, vectors[len(refs) + number]) for number, example in enumerate(learned)
        ],
    )


def _cosine(one: Vector, other: Vector) -> float:
    return float(sum(map(mul, one, other)))
