"""What makes an editor take a sentence: the signs' worth, learned from labelled articles.

    python bench/summaries.py            what is shipped, and what each left-out article would get
    python bench/summaries.py --learn    worths learned from all of them, to put into weighing.py

The articles are those of tests/gold and tests/unseen, all invented. The worths are drawn towards
the shipped ones, so that a few hundred sentences do not say more than they know.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import astuple, replace
from pathlib import Path

import numpy as np
import yaml

from generator.articles import read_source
from generator.digest import learn
from generator.digest.figures import figures_of
from generator.digest.summaries import summarise_article
from generator.digest.themes import place_passages
from generator.digest.weighing import SIGNS, WORTH, Signs, Weighing, weigh_sentences, worth
from generator.evaluate.finding import among
from generator.evaluate.match import essence, longest_common_share
from generator.model import DigestOptions, Edits, Entry
from generator.problems import Problem
from generator.read.folder import read_inputs

SETS = ("tests/gold", "tests/unseen")
TOWARDS = 8.0  # how strongly the worths are drawn to the shipped ones
SCALE = 5.0  # log odds for a worth of 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", action="store_true")
    options = parser.parse_args()
    cases = [case for folder in SETS for case in labelled(Path(folder))]
    show("shipped", [judged(case, WORTH) for case in cases])
    left_out = [
        judged(case, learned([other for other in cases if other is not case])) for case in cases
    ]
    show("each left out", left_out)
    if options.learn:
        found = learned(cases)
        show("learned from all", [judged(case, found) for case in cases])
        for name in SIGNS:
            print(f"    {name}={getattr(found, name):.2f},  # {getattr(WORTH, name)}")


Case = tuple[Entry, Weighing, list[str], str]  # what is good, and the expert's whole


def labelled(folder: Path) -> list[Case]:
    inputs, _ = read_inputs(folder / "site", today="2026-01-01")
    knowledge = learn(inputs.site.themes, (), DigestOptions())
    entries = {}
    for source in inputs.sources:
        result = read_source(replace(source, edits=Edits()))
        if not isinstance(result, Problem):
            entries[source.name] = result[0]
    cases = []
    for row in yaml.safe_load((folder / "summaries.yaml").read_text("utf-8")):
        entry = entries[row["source"]]
        weighed = weigh_sentences(entry, place_passages(entry, knowledge), figures_of(entry))
        good = [essence(one["text"]) for one in (*row["expert"], *row["alternates"])]
        whole = essence("".join(one["text"] for one in row["expert"]))
        cases.append((entry, weighed, good, whole))
    return cases


def judged(case: Case, worths: Signs) -> tuple[int, int, float]:
    """Good sentences, sentences, ROUGE-L."""
    entry, weighed, good, whole = case
    sentences = tuple(
        replace(one, score=worth(one.signs or WORTH, worths)) for one in weighed.sentences
    )
    summary = summarise_article(entry, Weighing(sentences, weighed.wording), DigestOptions())
    texts = [one.text for one in summary]
    overlap = longest_common_share(essence("".join(texts)), whole)
    return sum(among(text, good) for text in texts), len(texts), overlap


def learned(cases: Sequence[Case]) -> Signs:
    """Logistic regression by Newton's steps, drawn towards the shipped worths."""
    rows, labels = [], []
    for _, weighed, good, _ in cases:
        for one in weighed.sentences:
            if not one.barred:
                rows.append((*astuple(one.signs or WORTH), 1.0))
                labels.append(float(among(one.text, good)))
    signs, label = np.array(rows), np.array(labels)
    prior = np.array([*astuple(WORTH), 0.0]) * SCALE
    pull = np.array([TOWARDS / SCALE] * len(SIGNS) + [0.01])
    worths = prior.copy()
    for _ in range(30):
        chance = 1 / (1 + np.exp(-(signs @ worths)))
        slope = signs.T @ (label - chance) - pull * (worths - prior)
        bend = (signs.T * (chance * (1 - chance))) @ signs + np.diag(pull)
        worths = worths + np.linalg.solve(bend, slope)
    return Signs(**dict(zip(SIGNS, (worths[:-1] / SCALE).tolist(), strict=True)))


def show(name: str, found: Sequence[tuple[int, int, float]]) -> None:
    good, all_of, overlap = (sum(column) for column in zip(*found, strict=True))
    print(
        f"{name:<18}acceptable {good / all_of:.3f} of {all_of}, ROUGE-L {overlap / len(found):.3f}"
    )


if __name__ == "__main__":
    main()
