"""Sentences over the characters that have several Traditional forms: how many come out right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import yaml

from generator.convert.converter import converter
from generator.convert.editions import edition_for
from generator.model import Glossary

# Two are known to fail (衣服没干 needs sense, not words); OpenCC alone gets 0.72 of them.
FLOOR = 0.98


Record = Callable[[str, object], None]


def sentences() -> list[tuple[str, str]]:
    text = Path(__file__).with_name("sentences.yaml").read_text("utf-8")
    return [(pair["hans"], pair["hant"]) for pair in yaml.safe_load(text)]


def test_traditional_sentences_come_out_right(
    record_property: Callable[[str, object], None],
) -> None:
    pairs = sentences()
    traditional = converter(edition_for("zh-Hant"), Glossary())
    wrong = [
        f"{shown} ≠ {hant}"
        for hans, hant in pairs
        if (shown := traditional.text(hans, "Hans")) != hant
    ]
    accuracy = 1 - len(wrong) / len(pairs)
    record_property("accuracy", accuracy)
    print(f"{accuracy:.3f} of {len(pairs)} sentences", *wrong, sep="\n")
    assert len(pairs) >= 120
    assert accuracy >= FLOOR, wrong


def test_simplified_comes_back_from_the_traditional_sentences() -> None:
    simplified = converter(edition_for("zh-Hans"), Glossary())
    wrong = [
        f"{shown} ≠ {hans}"
        for hans, hant in sentences()
        if (shown := simplified.text(hant, "Hant")) != hans
    ]
    print(*wrong, sep="\n")
    assert len(wrong) / len(sentences()) <= 0.02, wrong
