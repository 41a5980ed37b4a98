"""The five real articles: the Traditional one becomes its gold, and nothing loses its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.convert.converter import converter
from generator.convert.editions import edition_for
from generator.model import Glossary

pytestmark = pytest.mark.seeds


def articles(gold: Path) -> list[dict[str, Any]]:
    return [
        json.loads(path.read_text("utf-8")) for path in sorted((gold / "articles").glob("*.json"))
    ]


def test_the_traditional_seed_becomes_its_simplified_gold(seeds_gold: Path) -> None:
    simplified = converter(edition_for("zh-Hans"), Glossary())
    for article in articles(seeds_gold):
        for section in article["sections"]:
            for source, gold in zip(
                section.get("paragraphs_source", ()), section["paragraphs"], strict=False
            ):
                assert simplified.text(source, "Hans") == gold
                assert simplified.text(source, "Hant") == gold


def test_simplified_seeds_come_back_from_traditional(seeds_gold: Path) -> None:
    traditional = converter(edition_for("zh-Hant"), Glossary())
    simplified = converter(edition_for("zh-Hans"), Glossary())
    for article in articles(seeds_gold):
        texts = [text for section in article["sections"] for text in section["paragraphs"]]
        shown = traditional.texts(texts, "Hans")
        assert [len(text) for text in shown] == [len(text) for text in texts]
        assert traditional.texts(shown, "Hant") == shown
        assert simplified.texts(shown, "Hant") == simplified.texts(texts, "Hans")
