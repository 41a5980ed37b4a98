"""How well themes are told apart on the shipped examples, each judged by what the others taught.

    python bench/themes.py    five folds; accuracy by file and by theme; how often a belief comes
                              true; the witnesses' weights, shipped and fitted to the examples

The examples were written for training, so this says how far the witnesses agree with the labels,
not how the program does on a new city: for that see `wenzhai eval` and docs/quality.md.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import generator.digest as package
from generator.convert.fold import fold
from generator.digest.classifier import Example
from generator.digest.examples import NONE
from generator.digest.knowledge import taught
from generator.digest.themes import WEIGHTS, Weights, heard, place_passages
from generator.evaluate.stand_in import alone
from generator.model import DigestOptions
from generator.read.site import default_site

FOLDS = 5
ALSO = 0.35  # of the label: what an editor would accept too
DRAWN = 1.0  # to the shipped weights
STEPS = 40
BELIEFS = (0.0, 0.5, 0.7, 0.85, 0.95, 1.01)

Floats = NDArray[np.float64]


def main() -> None:
    themes = default_site().themes
    rows = [
        (file.stem, json.loads(line))
        for file in sorted((Path(package.__file__).parent / "data" / "examples").glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    right: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    told: list[Floats] = []
    wanted: list[Floats] = []
    labels = (*(theme.id for theme in themes), NONE)
    confused: dict[str, Counter[str]] = defaultdict(Counter)
    for number in range(FOLDS):
        learned = [
            Example(fold(row["text"]), row["theme"])
            for index, (_, row) in enumerate(rows)
            if index % FOLDS != number
        ]
        knowledge = taught(themes, learned, DigestOptions())
        for file, row in rows[number::FOLDS]:
            entry = alone(row["text"])
            [placement] = place_passages(entry, knowledge)
            told.append(heard(entry, knowledge)[0])
            wanted.append(label_of(row, labels))
            theme = placement.theme or "none"
            for key in ("all", f"{file}.jsonl", row["theme"]):
                counts[key] += 1
                right[key] += theme == row["theme"]
                accepted[key] += theme == row["theme"] or theme in row["also"]
            confused[row["theme"]][theme] += 1
    for key, count in counts.items():
        print(
            f"{key:<18}{right[key] / count:6.3f}  accepted {accepted[key] / count:.3f}  of {count}"
        )
    for theme, found in confused.items():
        print(theme, dict(found.most_common()))
    evidence, truth = np.array(told), np.array(wanted)
    for name, weights in (("shipped", WEIGHTS), ("fitted", fitted(evidence, truth))):
        print(
            f"{name} weights", *(f"{key} {value:.2f}" for key, value in weights._asdict().items())
        )
        show_beliefs(evidence, truth, weights)


def label_of(row: dict[str, Any], labels: tuple[str, ...]) -> Floats:
    shares = np.array(
        [float(name == row["theme"]) + ALSO * (name in row["also"]) for name in labels]
    )
    return np.asarray(shares / shares.sum())


def believed(evidence: Floats, weights: Floats) -> Floats:
    odds = evidence @ weights
    shares = np.exp(odds - odds.max(1, keepdims=True))
    return np.asarray(shares / shares.sum(1, keepdims=True))


def fitted(evidence: Floats, truth: Floats) -> Weights:
    """The likeliest weights, by Newton's steps, drawn a little to the shipped ones."""
    shipped = np.array(WEIGHTS)
    weights = shipped.copy()
    for _ in range(STEPS):
        beliefs = believed(evidence, weights)
        slope = np.einsum("nlw,nl->w", evidence, truth - beliefs) - DRAWN * (weights - shipped)
        mean = np.einsum("nlw,nl->nw", evidence, beliefs)
        bend = np.einsum("nlw,nl,nlv->wv", evidence, beliefs, evidence) - mean.T @ mean
        weights = weights + np.linalg.solve(bend + DRAWN * np.eye(len(weights)), slope)
    return Weights(*weights.tolist())


def show_beliefs(evidence: Floats, truth: Floats, weights: Weights) -> None:
    """How often what is believed so much comes true."""
    beliefs = believed(evidence, np.array(weights))
    confidence = beliefs.max(1)
    right = beliefs.argmax(1) == truth.argmax(1)
    for low, high in pairwise(BELIEFS):
        among = (confidence >= low) & (confidence < high)
        if among.any():
            print(
                f"    believed {confidence[among].mean():.2f}: right {right[among].mean():.2f} "
                f"of {among.sum()}"
            )


if __name__ == "__main__":
    main()
