"""A source that takes too long, or on which the program stumbles, is named; the others go on."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import articles
from generator.clean import clean
from generator.model import Article, Source

Run = Callable[..., Any]
WORDS = "南门菜场上周换了新秤，称完就知道几斤几两，三百个摊位都装好了。\n" * 3


def _stumbling(source: Source) -> Article:
    if source.name == "endless.txt":
        while True:
            re.match("(a+)+$", "a" * 40 + "!")
    if source.name == "stumble.txt":
        raise IndexError("list index out of range")
    if source.name == "deep.txt":
        return _stumbling_deeper(source)
    return clean(source)


def _stumbling_deeper(source: Source) -> Article:
    return _stumbling_deeper(source)


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("endless.txt", "takes more than"),
        ("stumble.txt", "could not be read: IndexError"),
        ("deep.txt", "could not be read: RecursionError"),
    ],
)
def test_it_is_named_and_the_others_are_published(
    small_site: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str, cause: str
) -> None:
    monkeypatch.setattr(articles, "clean", _stumbling)
    monkeypatch.setattr("generator.engine.limits.time_limit.__wrapped__.__defaults__", (8.0,))
    (small_site / "content" / "articles" / name).write_text(WORDS, "utf-8")
    result = run("build", "--site", small_site, "--jobs", "1", "--no-cache", "--cards", "none")
    assert result.status == 1
    assert len(result.faults) == 1
    assert name in result.faults[0] and cause in result.faults[0] and " — " in result.faults[0]
    assert len(list((small_site / "public" / "zh-hans" / "articles").iterdir())) == 3
