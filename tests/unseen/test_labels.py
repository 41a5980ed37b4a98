"""The labels of this folder stand on its own articles, and on nothing the program learns from."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

import generator.digest as package
from generator.evaluate.match import essence

_HERE = Path(__file__).parent
_THEMES = {"economy", "government", "living", "ecosystem", "infrastructure", "none"}
_SHARED_RUN = 20  # characters; 全市数字经济核心产业增加值 is common, a longer run is copied


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    folder = _HERE / "site" / "content" / "articles"
    return {path.name: essence(path.read_text("utf-8")) for path in folder.iterdir()}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    lines = (_HERE / "themes.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_the_set_is_large_and_a_third_of_it_other_matter(rows: list[dict[str, Any]]) -> None:
    themes = Counter(row["theme"] for row in rows)
    assert len({row["id"] for row in rows}) == len(rows) >= 150
    assert set(themes) == _THEMES
    assert sum(row["source"].startswith("22") for row in rows) >= 50


def test_every_passage_occurs_in_its_article(
    rows: list[dict[str, Any]], texts: dict[str, str]
) -> None:
    for row in rows:
        assert essence(row["text"]) in texts[row["source"]], row["id"]
        assert set(row["also"]) <= _THEMES - {row["theme"]}, row["id"]


def test_every_sentence_of_a_summary_occurs_in_its_passage(rows: list[dict[str, Any]]) -> None:
    by_id = {row["id"]: row for row in rows}
    summaries = yaml.safe_load((_HERE / "summaries.yaml").read_text("utf-8"))
    assert len(summaries) >= 6
    for summary in summaries:
        for one in (*summary["expert"], *summary["alternates"]):
            passage = by_id[one["passage"]]
            assert passage["source"] == summary["source"]
            assert essence(one["text"]) in essence(passage["text"])


def test_no_passage_is_shared_with_the_training_examples(rows: list[dict[str, Any]]) -> None:
    runs = set()
    for path in (Path(package.__file__).parent / "data" / "examples").glob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            text = essence(json.loads(line)["text"])
            runs |= {text[at : at + _SHARED_RUN] for at in range(len(text) - _SHARED_RUN + 1)}
    for row in rows:
        text = essence(row["text"])
        shared = [
            text[at : at + _SHARED_RUN]
            for at in range(len(text) - _SHARED_RUN + 1)
            if text[at : at + _SHARED_RUN] in runs
        ]
        assert not shared, (row["id"], shared)
