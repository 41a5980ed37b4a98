"""What makes an editor take a sentence: the signs' worth, held against labelled sets.

    python bench/summaries.py            what is shipped, set by set, and how steady it is; beside
                                         it what each set gets from worths learned on the others
    python bench/summaries.py --learn    worths learned from all of them

The articles are invented, of some twenty cities in many registers. Learned freely, worths lean on
what these sets happen to be rich in (figures) and do worse on the set left out than the shipped
ones, which an editor's reasons set: that is why nothing learned is shipped, and why the comparison
stays here. `steady` is the mean over small random changes of all worths.
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
from generator.digest.signs import SIGNS, WORTH, Signs, worth
from generator.digest.summaries import summarise_article
from generator.digest.themes import place_passages
from generator.digest.weighing import Weighing, weigh_sentences
from generator.evaluate.finding import among
from generator.evaluate.match import essence, longest_common_share
from generator.model import DigestOptions, Edits, Entry
from generator.problems import Problem
from generator.read.folder import read_inputs

SETS = ("tests/gold", "tests/unseen", "tests/kept", "tests/long")
SHAKEN, SHAKES = 0.04, 8
TOWARDS = 8.0  # how strongly the worths are drawn to the shipped ones
SCALE = 5.0  # log odds for a worth of 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", action="store_true")
    options = parser.parse_args()
    cases = {folder: labelled(Path(folder)) for folder in SETS}
    chance = np.random.default_rng(5)
    for folder, mine in cases.items():
        show(f"{folder} shipped", [judged(case, WORTH) for case in mine])
        steady = [judged(case, shaken(chance)) for _ in range(SHAKES) for case in mine]
        show(f"{folder} steady", steady)
        others = [case for other in SETS if other != folder for case in cases[other]]
        found = learned(others)
        show(f"{folder} learned elsewhere", [judged(case, found) for case in mine])
    if options.learn:
        found = learned([case for mine in cases.values() for case in mine])
        for name in SIGNS:
            print(f"    {name}={getattr(found, name):.2f},  # {getattr(WORTH, name)}")


def shaken(chance: np.random.Generator) -> Signs:
    return Signs(**{name: getattr(WORTH, name) + chance.normal(0, SHAKEN) for name in SIGNS})


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
        f"{name:<32}acceptable {good / all_of:.3f} of {all_of}, ROUGE-L {overlap / len(found):.3f}"
    )


if __name__ == "__main__":
    main()
