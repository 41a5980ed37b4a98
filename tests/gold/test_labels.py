"""The labels of this folder stand on its own articles, and on nothing the program learns from.

A label that no longer occurs in its article measures nothing; a sentence shared with the training
examples measures memory. Both are faults of the gold, found here before anything is measured.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from opencc import OpenCC

_GOLD = Path(__file__).parent
_ROOT = _GOLD.parents[1]
_ARTICLES = _GOLD / "site" / "content" / "articles"
_THEMES = {"economy", "government", "living", "ecosystem", "infrastructure", "none"}
_SHARED_RUN = 12  # characters; a longer run in common is a copied phrase, not a common word
# The labels write 着 and 台, which a character-wise fold leaves as 著 and 枱.
_AFTER_FOLD = str.maketrans("「」『』著枱", "“”‘’着台")


def _folded(text: str) -> str:
    return "".join(OpenCC("t2s").convert(text).translate(_AFTER_FOLD).split())


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_GOLD / name).read_text("utf-8").splitlines()]


def _yaml(name: str) -> Any:
    return yaml.safe_load((_GOLD / name).read_text("utf-8"))


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Source → its text, folded."""
    return {path.name: _folded(path.read_text("utf-8")) for path in _ARTICLES.glob("*.md")}


@pytest.fixture(scope="module")
def passages() -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in _rows("themes.jsonl")}


def test_the_set_is_as_large_and_as_hard_as_promised(passages: dict[str, dict[str, Any]]) -> None:
    themes = Counter(row["theme"] for row in passages.values())
    assert len(passages) == len(_rows("themes.jsonl")) >= 150
    assert set(themes) == _THEMES
    assert themes["none"] >= 25
    assert sum(row["note"].startswith("难：") for row in passages.values()) >= 50
    assert len(_rows("links.jsonl")) >= 40


def test_every_passage_occurs_in_its_article(
    texts: dict[str, str], passages: dict[str, dict[str, Any]]
) -> None:
    for row in passages.values():
        assert _folded(row["text"]) in texts[row["source"]], row["id"]
        assert row["text"].startswith(row["passage"]), row["id"]
        assert set(row["also"]) <= _THEMES - {row["theme"]}, row["id"]


def test_every_paragraph_of_an_article_is_labelled(passages: dict[str, dict[str, Any]]) -> None:
    for path in sorted(_GOLD.glob("articles/*.json")):
        article = json.loads(path.read_text("utf-8"))
        labelled = "".join(
            row["text"] for row in passages.values() if row["source"] == article["source"]
        )
        written = "".join("".join(part["paragraphs"]) for part in article["sections"])
        assert labelled == written, article["source"]


def test_every_article_is_long_and_short_enough() -> None:
    lengths = {path.name: len(path.read_text("utf-8")) for path in _ARTICLES.glob("*.md")}
    assert len(lengths) == 8
    assert all(1000 <= length <= 1800 for length in lengths.values()), lengths


def test_every_figure_stands_in_its_passage(passages: dict[str, dict[str, Any]]) -> None:
    for row in _rows("figures.jsonl"):
        assert row["span"] in row["sentence"], row
        assert row["sentence"] in passages[row["id"]]["text"], row
        assert row["source"] == passages[row["id"]]["source"], row
        assert row["subject"] and row["kind"] in {"actual", "target"}, row


def test_every_link_joins_two_sources(passages: dict[str, dict[str, Any]]) -> None:
    pairs = [(row["a"], row["b"]) for row in _rows("links.jsonl")]
    assert len(set(pairs)) == len(pairs)
    for row in _rows("links.jsonl"):
        for end in ("a", "b"):
            passage = passages[row[end]]
            assert row[f"{end}_source"] == passage["source"], row
            assert row[f"{end}_passage"] == passage["passage"], row
        assert row["a_source"] != row["b_source"], row
        assert row["type"] in {"same-topic", "same-figure", "update", "contrast"}, row
        assert row["reason"], row


def test_every_topic_recurs(passages: dict[str, dict[str, Any]]) -> None:
    labels = _yaml("topics.yaml")
    spans = {(row["id"], row["span"]) for row in _rows("figures.jsonl")}
    for topic in labels["topics"]:
        names = (topic["name"], *topic["aliases"])
        for passage in topic["passages"]:
            assert any(name in passages[passage]["text"] for name in names), (names, passage)
        assert len({passages[one]["source"] for one in topic["passages"]}) >= 2, topic["name"]
    for figure in labels["figures"]:
        assert len(figure["values"]) >= 2, figure["name"]
        assert {(one["passage"], one["span"]) for one in figure["values"]} <= spans, figure["name"]


def test_every_summary_sentence_is_verbatim_and_whole(passages: dict[str, dict[str, Any]]) -> None:
    summaries = _yaml("summaries.yaml")
    assert {row["source"] for row in summaries} == {path.name for path in _ARTICLES.glob("*.md")}
    for row in summaries:
        assert len(row["expert"]) == 4 and 4 <= len(row["alternates"]) <= 6, row["source"]
        for sentence in (*row["expert"], *row["alternates"]):
            passage = passages[sentence["passage"]]
            assert passage["source"] == row["source"], sentence
            before, found, _ = passage["text"].partition(sentence["text"])
            assert found and (not before or before[-1] in "。！？”"), sentence
            assert sentence["text"][-1] in "。！？”；", sentence


def test_nothing_is_shared_with_what_the_program_learns_from(texts: dict[str, str]) -> None:
    size = _SHARED_RUN + 1
    learnt: dict[str, str] = {}
    for path in (
        *sorted((_ROOT / "generator" / "digest" / "data").rglob("*.jsonl")),
        *sorted(one for one in (_ROOT / "content").rglob("*") if one.is_file()),
    ):
        text = _folded(path.read_bytes().decode("utf-8", errors="ignore"))
        for index in range(len(text) - size + 1):
            learnt[text[index : index + size]] = path.name
    for name, text in texts.items():
        body = re.sub(r"^---.*?---", "", text)  # front matter has its keys in common with any other
        for index in range(len(body) - size + 1):
            run = body[index : index + size]
            assert run not in learnt, f"{name} and {learnt[run]} share {run}"
