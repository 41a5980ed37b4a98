"""`wenzhai new` gives a site that builds at once; drafts, scheduled and expired articles."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def test_a_new_site_builds_at_once(run: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "新文摘"
    assert run("new", folder).status == 0
    built = run("build", "--site", folder, "--strict", "--cards", "none")
    assert built.status == 0
    assert built.err == ""
    for edition in ("zh-hans", "zh-hant"):
        digest = json.loads((folder / "public" / edition / "digest.json").read_bytes())
        assert len(digest["articles"]) == 3
        placed = [one["theme"] for article in digest["articles"] for one in article["passages"]]
        assert {"government", "living", "economy"} <= set(placed)
    hant = (folder / "public" / "zh-hant" / "index.html").read_text("utf-8")
    assert "辦事與治理" in hant
    assert run("check", "--site", folder).status == 0


def test_a_folder_with_something_in_it_is_left_alone(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "mine.txt").write_text("x")
    refused = run("new", tmp_path)
    assert refused.status == 2
    assert "there is something here already" in refused.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("decision", "day", "published"),
    [
        ("draft: true", "2024-06-01", False),
        ("draft: false", "2024-06-01", True),
        ("publish: 2024-06-02", "2024-06-01", False),
        ("publish: 2024-06-02", "2024-06-02", True),
        ("expire: 2024-06-02", "2024-06-01", True),
        ("expire: 2024-06-02", "2024-06-02", False),
    ],
)
def test_an_article_is_published_from_its_day_to_its_day(
    run: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    decision: str,
    day: str,
    published: bool,
) -> None:
    import calendar
    import time

    moment = calendar.timegm(time.strptime(day, "%Y-%m-%d"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(moment))
    folder = tmp_path / "site"
    run("new", folder)
    article = folder / "content" / "articles" / "sample-loom-orders"
    article.with_suffix(".edit.yaml").write_text(decision + "\n", "utf-8")
    options = ("--site", folder, "--cards", "none")
    assert run("build", *options).status == 0
    pages = {path.parent.name for path in (folder / "public").glob("zh-hans/articles/*/index.html")}
    assert ("sample-loom-orders" in pages) == published
    words = "织机上的订单"
    shown = [
        path
        for path in (folder / "public").rglob("*")
        if path.is_file() and words in path.read_text("utf-8", errors="replace")
    ]
    assert bool(shown) == published, "a hidden article leaves no trace"
    assert run("build", *options, "--drafts").status == 0
    assert (folder / "public" / "zh-hans" / "articles" / "sample-loom-orders").is_dir()
