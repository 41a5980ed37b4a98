"""A gold folder may hold only some files, rows without a source, and either script."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

SOURCE = (
    "全市建成5G基站一千二百个，光缆通到每个行政村，平均时延降到八毫秒。\n\n"
    "县医院的检查结果在手机上查，老人挂号有人教，一年少跑十一万趟。\n"
)


@pytest.fixture
def gold(small_site: Path) -> Path:
    for path in (small_site / "content" / "articles").iterdir():
        path.unlink()
    (small_site / "content" / "articles" / "a.txt").write_text(SOURCE, "utf-8")
    folder = small_site / "gold"
    folder.mkdir()
    return folder


def measured(run: Run, gold: Path) -> dict[str, tuple[float, int]]:
    result = run("eval", "--json", "--gold", gold, "--site", gold.parent)
    assert result.status == 0, result.err
    return {row["measure"]: (row["value"], row["of"]) for row in json.loads(result.out)}


def test_an_empty_folder_measures_nothing(gold: Path, run: Run) -> None:
    assert measured(run, gold) == {}


def test_themes_alone_in_the_other_script(gold: Path, run: Run) -> None:
    text = "全市建成5G基站一千二百個，光纜通到每個行政村，平均時延降到八毫秒。"
    row = {"source": "a.txt", "text": text, "theme": "infrastructure"}
    (gold / "themes.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    assert measured(run, gold)["themes accuracy"] == (1.0, 1)


def test_passages_of_no_source_are_placed_by_themselves(gold: Path, run: Run) -> None:
    rows = [
        {"text": "糖醋排骨先炸后烧，醋要分两次放，出锅前撒白芝麻。", "theme": "none"},
        {
            "text": "社區機房改造完成，千兆光網接入每一棟樓，5G訊號不再有死角。",
            "theme": "infrastructure",
        },
        {"source": "gone.txt", "text": "不在此处", "theme": "none"},
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (gold / "themes.jsonl").write_text(lines, "utf-8")
    assert measured(run, gold)["themes accuracy"] == (1.0, 2)


def test_summaries_of_bare_sentences(gold: Path, run: Run) -> None:
    sentence = SOURCE.split("\n")[0]
    (gold / "summaries.yaml").write_text(f"- source: a.txt\n  expert: [{sentence}]\n", "utf-8")
    found = measured(run, gold)
    assert set(found) == {"summary sentences acceptable", "summary ROUGE-L"}


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("themes.jsonl", '{"text": "甲", "theme": "none"}\n{"text": \n', "themes.jsonl:2: error: "),
        ("themes.jsonl", '{"text": "甲"}\n', "a label has no `theme`"),
        ("summaries.yaml", "- source: a.txt\n", "a label has no `expert`"),
        ("topics.yaml", "topics: [\n", "this is not YAML"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(
    gold: Path, run: Run, name: str, text: str, words: str
) -> None:
    (gold / name).write_text(text, "utf-8")
    result = run("eval", "--gold", gold, "--site", gold.parent)
    assert result.status == 2
    assert len(result.faults) == 1
    assert words in result.faults[0]
