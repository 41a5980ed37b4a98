"""The labels of this folder stand on its own articles, and on nothing the program learns from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

import generator.digest as package
from generator.evaluate.match import essence

_HERE = Path(__file__).parent
_THEMES = {"economy", "government", "living", "ecosystem", "infrastructure", "none"}
_SHARED_RUN = 20  # characters; 占地区生产总值的比重 is common, a longer run is copied


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_HERE / name).read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def passages() -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in _rows("themes.jsonl")}


def test_every_passage_occurs_in_its_article(passages: dict[str, dict[str, Any]]) -> None:
    folder = _HERE / "site" / "content" / "articles"
    texts = {path.name: essence(path.read_text("utf-8")) for path in folder.iterdir()}
    assert len(texts) == 8 and len(passages) >= 100
    for row in passages.values():
        assert essence(row["text"]) in texts[row["source"]], row["id"]
        assert {row["theme"], *row["also"]} <= _THEMES, row["id"]


def test_every_figure_and_summary_sentence_stands_in_its_passage(
    passages: dict[str, dict[str, Any]],
) -> None:
    for row in _rows("figures.jsonl"):
        assert row["span"] in row["sentence"], row
        assert essence(row["sentence"]) in essence(passages[row["id"]]["text"]), row
    for summary in yaml.safe_load((_HERE / "summaries.yaml").read_text("utf-8")):
        assert len(summary["expert"]) == 4, summary["source"]
        for one in (*summary["expert"], *summary["alternates"]):
            assert essence(one["text"]) in essence(passages[one["passage"]]["text"]), one


def test_every_link_joins_two_sources_and_every_topic_recurs(
    passages: dict[str, dict[str, Any]],
) -> None:
    for row in _rows("links.jsonl"):
        assert passages[row["a"]]["source"] != passages[row["b"]]["source"], row
    for topic in yaml.safe_load((_HERE / "topics.yaml").read_text("utf-8"))["topics"]:
        names = (topic["name"], *topic["aliases"])
        assert len({passages[one]["source"] for one in topic["passages"]}) >= 2, topic["name"]
        for passage in topic["passages"]:
            assert any(name in passages[passage]["text"] for name in names), (names, passage)


def test_no_passage_is_shared_with_the_training_examples(
    passages: dict[str, dict[str, Any]],
) -> None:
    learnt = set()
    for path in (Path(package.__file__).parent / "data" / "examples").glob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            text = essence(json.loads(line)["text"])
            learnt |= {text[at : at + _SHARED_RUN] for at in range(len(text) - _SHARED_RUN + 1)}
    for row in passages.values():
        text = essence(row["text"])
        runs = {text[at : at + _SHARED_RUN] for at in range(len(text) - _SHARED_RUN + 1)}
        assert not runs & learnt, row["id"]
