"""Measures what the program makes of labelled sources: `wenzhai eval`.

The gold folder's format is told in its README: one JSON of clean text per article, themes, links
and figures by line, topics and summaries as YAML. It says what the sources alone yield, so the
editors' sidecars and topics are left aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.articles import read_source
from generator.digest import digest, learn
from generator.digest.meaning import Embed
from generator.digest.themes import place_passages
from generator.evaluate import finding, reading
from generator.evaluate.gold import Gold, read_gold
from generator.evaluate.measure import Measure
from generator.evaluate.stand_in import alone
from generator.model import Edits, Inputs, TopicEdits
from generator.problems import Problem

_LINKS = 5  # R@5 needs five


def evaluate(inputs: Inputs, gold_folder: Path, embed: Embed | None = None) -> Iterator[Measure]:
    """All measures for which the folder has labels. Raises SiteError for an unreadable one."""
    gold: Gold = read_gold(gold_folder)
    entries = []
    for source in inputs.sources:
        result = read_source(replace(source, edits=Edits()))
        if not isinstance(result, Problem):
            entries.append(result[0])
    options = replace(inputs.site.digest, links_per_passage=_LINKS)
    found = digest(entries, inputs.site.themes, TopicEdits(), options, embed)
    knowledge = learn(inputs.site.themes, (), options)
    yield from reading.measures(entries, gold)
    yield from finding.measures(
        entries, found, gold, lambda text: place_passages(alone(text), knowledge)[0]
    )
