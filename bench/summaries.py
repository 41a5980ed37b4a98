"""What makes an editor take a sentence: the signs' worth, held against labelled sets.

    python bench/summaries.py            what is shipped, set by set, and how steady it is; beside
                                         it what worths give that are learned from the edited
                                         example sites, more and less freely
    python bench/summaries.py --learn    those worths

Learned are only the two example sites, whose articles an editor went through (`tests/edited`); the
other sets only judge. Of every two sentences of an article, one taken and one left, the taken one
should be worth more: logistic regression on their difference, drawn towards an editor's reasons.
`steady` is the mean over small random changes of all worths.
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
from generator.evaluate.finding import among, said
from generator.evaluate.match import essence, longest_common_share
from generator.model import DigestOptions, Edits, Entry
from generator.problems import Problem
from generator.read.folder import read_inputs

JUDGES = {
    "gold": ("tests/gold/site", "tests/gold"),
    "unseen": ("tests/unseen/site", "tests/unseen"),
    "kept": ("tests/kept/site", "tests/kept"),
    "long": ("tests/long/site", "tests/long"),
}
EDITED = {
    "river": ("examples/river", "tests/edited/river"),
    "example": (".", "tests/edited/example"),
}
SHAKEN, SHAKES = 0.04, 8
TOWARDS = (0.3, 1.0, 3.0)  # how strongly the worths are drawn to the shipped ones
SCALE = 6.0  # log odds for a worth of 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", action="store_true")
    options = parser.parse_args()
    cases = {
        name: labelled(Path(site), Path(labels))
        for name, (site, labels) in (JUDGES | EDITED).items()
    }
    taught = [case for name in EDITED for case in cases[name]]
    found = {pull: learned(taught, pull) for pull in TOWARDS}
    chance = np.random.default_rng(5)
    for name, mine in cases.items():
        show(f"{name} shipped", [judged(case, WORTH) for case in mine])
        show(
            f"{name} steady", [judged(each, shaken(chance)) for _ in range(SHAKES) for each in mine]
        )
        for pull, worths in found.items():
            show(f"{name} learned, drawn {pull}", [judged(case, worths) for case in mine])
    if options.learn:
        for sign in SIGNS:
            learnt = " ".join(f"{getattr(worths, sign):6.2f}" for worths in found.values())
            print(f"    {sign:<14}{getattr(WORTH, sign):6.2f} -> {learnt}")


def shaken(chance: np.random.Generator) -> Signs:
    return Signs(**{name: getattr(WORTH, name) + chance.normal(0, SHAKEN) for name in SIGNS})


Case = tuple[Entry, Weighing, list[str], str]  # what is good, and the expert's whole


def labelled(site: Path, labels: Path) -> list[Case]:
    inputs, _ = read_inputs(site, today="2026-01-01")
    knowledge = learn(inputs.site.themes, (), DigestOptions())
    entries = {}
    for source in inputs.sources:
        result = read_source(replace(source, edits=Edits()))
        if not isinstance(result, Problem):
            entries[source.name] = result[0]
    cases = []
    for row in yaml.safe_load((labels / "summaries.yaml").read_text("utf-8")):
        entry = entries[row["source"]]
        weighed = weigh_sentences(entry, place_passages(entry, knowledge), figures_of(entry))
        good = [essence(said(one)) for one in (*row["expert"], *row["alternates"])]
        whole = essence("".join(said(one) for one in row["expert"]))
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


def learned(cases: Sequence[Case], pull: float) -> Signs:
    """Newton's steps; every article counts the same, however many pairs it has."""
    pairs, weights = [], []
    for _, weighed, good, _ in cases:
        able = [one for one in weighed.sentences if not one.barred]
        signs = np.array([astuple(one.signs or WORTH) for one in able])
        taken = np.array([among(one.text, good) for one in able])
        if taken.any() and not taken.all():
            apart = (signs[taken][:, None, :] - signs[~taken][None, :, :]).reshape(-1, len(SIGNS))
            pairs.append(apart)
            weights.append(np.full(len(apart), 1 / len(apart)))
    apart, weight = np.concatenate(pairs), np.concatenate(weights)
    prior = np.array(astuple(WORTH)) * SCALE
    worths = prior.copy()
    for _ in range(30):
        wrong = 1 / (1 + np.exp(np.clip(apart @ worths, -50, 50)))
        slope = pull * (worths - prior) - apart.T @ (weight * wrong)
        bend = (apart.T * (weight * wrong * (1 - wrong))) @ apart + pull * np.eye(len(worths))
        worths = worths - np.linalg.solve(bend, slope)
    return Signs(**dict(zip(SIGNS, (worths / SCALE).tolist(), strict=True)))


def show(name: str, found: Sequence[tuple[int, int, float]]) -> None:
    good, all_of, overlap = (sum(column) for column in zip(*found, strict=True))
    print(
        f"{name:<32}acceptable {good / all_of:.3f} of {all_of}, ROUGE-L {overlap / len(found):.3f}"
    )


if __name__ == "__main__":
    main()
