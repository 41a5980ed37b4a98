"""The five real articles against what a person labelled. `wenzhai eval` prints the same figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.convert.fold import fold
from generator.evaluate import evaluate
from generator.evaluate.gold import read_gold
from generator.evaluate.measure import Measure
from generator.read.folder import read_inputs

REPOSITORY = Path(__file__).parents[1]

# What must hold; docs/quality.md has the figures reached.
FLOORS = {
    "characters F1": 0.998,
    "paragraphs found": 0.99,
    "paragraphs right": 0.99,
    "headings found": 1.0,
    "headings right": 1.0,
    "title": 1.0,
    "authors": 1.0,
    "date": 1.0,
    "publisher": 1.0,
    "url": 1.0,
    "script": 1.0,
    "removals listed": 1.0,
    "themes accuracy": 0.88,
    "themes accepted": 0.96,
    "themes, surer half": 0.95,
    "summary sentences acceptable": 0.90,
    "summary ROUGE-L": 0.60,
    "links P@3": 0.77,
    "links R@5": 0.82,
    "topics recall": 0.88,
    "figures recall": 0.97,
    "figures precision": 0.90,
    "figures subject": 0.85,
}


@pytest.fixture(scope="module")
def measures(seeds_site: Path, seeds_gold: Path) -> dict[str, Measure]:
    inputs, problems = read_inputs(seeds_site, today="2026-01-01")
    assert problems == ()
    return {measure.name: measure for measure in evaluate(inputs, seeds_gold)}


@pytest.mark.parametrize("name", FLOORS)
def test_the_seeds_are_read_and_digested_well(measures: dict[str, Measure], name: str) -> None:
    measure = measures[name]
    assert measure.value >= FLOORS[name], measure.misses


def test_no_label_and_no_sentence_of_the_seeds_is_in_the_repository(seeds_gold: Path) -> None:
    """Fifteen characters in a row from a labelled text would be copied, not common, wording."""
    run = 15
    texts = [fold(row["text"]) for row in read_gold(seeds_gold).themes]
    known = {text[at : at + run] for text in texts for at in range(len(text) - run + 1)}
    for folder in ("generator", "content", "tests", "docs", "templates"):
        for path in sorted((REPOSITORY / folder).rglob("*")):
            if path.suffix not in {
                ".py",
                ".yaml",
                ".jsonl",
                ".md",
                ".txt",
                ".html",
                ".json",
                ".po",
            }:
                continue
            text = fold(path.read_bytes().decode("utf-8", errors="replace"))
            shared = {text[at : at + run] for at in range(len(text) - run + 1)} & known
            assert not {words for words in shared if words.strip()}, path
