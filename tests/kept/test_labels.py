"""The labels of kept, long and harbour stand on their articles, and on nothing that is learned."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

import generator.digest as package
from generator.evaluate.match import essence

_FOLDERS = {"kept": 8, "long": 3, "harbour": 9}  # articles
_THEMES = {"economy", "government", "living", "ecosystem", "infrastructure", "none"}
_SHARED_RUN = 20  # characters; 占地区生产总值的比重 is common, a longer run is copied


@pytest.fixture(scope="module", params=_FOLDERS)
def folder(request: pytest.FixtureRequest) -> Path:
    return Path(__file__).parents[1] / str(request.param)


@pytest.fixture(scope="module")
def passages(folder: Path) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in _rows(folder / "themes.jsonl")}


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_passage_occurs_in_its_article(
    folder: Path, passages: dict[str, dict[str, Any]]
) -> None:
    articles = (folder / "site" / "content" / "articles").iterdir()
    texts = {path.name: essence(path.read_text("utf-8")) for path in articles}
    assert len(texts) == _FOLDERS[folder.name]
    for row in passages.values():
        assert essence(row["text"]) in texts[row["source"]], row["id"]
        assert {row["theme"], *row["also"]} <= _THEMES, row["id"]


def test_every_figure_stands_in_its_sentence() -> None:
    kept = Path(__file__).parent
    passages = {row["id"]: row for row in _rows(kept / "themes.jsonl")}
    for row in _rows(kept / "figures.jsonl"):
        assert row["span"] in row["sentence"], row
        assert essence(row["sentence"]) in essence(passages[row["id"]]["text"]), row


def test_every_summary_sentence_stands_in_its_passage(
    folder: Path, passages: dict[str, dict[str, Any]]
) -> None:
    for summary in yaml.safe_load((folder / "summaries.yaml").read_text("utf-8")):
        assert 4 <= len(summary["expert"]) <= 5, summary["source"]
        for one in (*summary["expert"], *summary["alternates"]):
            assert essence(one["text"]) in essence(passages[one["passage"]]["text"]), one


def test_every_link_joins_two_sources_and_every_topic_recurs() -> None:
    kept = Path(__file__).parent
    passages = {row["id"]: row for row in _rows(kept / "themes.jsonl")}
    for row in _rows(kept / "links.jsonl"):
        assert passages[row["a"]]["source"] != passages[row["b"]]["source"], row
    for topic in yaml.safe_load((kept / "topics.yaml").read_text("utf-8"))["topics"]:
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
