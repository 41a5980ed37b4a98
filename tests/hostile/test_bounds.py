"""A source that takes too long, or on which the program stumbles, is named; the others go on."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import articles
from generator.clean import clean
from generator.engine.limits import Overran, time_limit
from generator.model import Article, Source
from tests.preview.served import Served

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
    monkeypatch.setattr("generator.engine.limits.time_limit.__wrapped__.__defaults__", (2.0,))
    (small_site / "content" / "articles" / name).write_text(WORDS, "utf-8")
    result = run("build", "--site", small_site, "--jobs", "1", "--no-cache", "--cards", "none")
    assert result.status == 1
    assert len(result.faults) == 1
    assert name in result.faults[0] and cause in result.faults[0] and " — " in result.faults[0]
    assert len(list((small_site / "public" / "zh-hans" / "articles").iterdir())) == 3


# A regular expression without an end, in one source only, and a limit that is soon reached.
ENDLESS_IN_ONE = """
import re
from generator import articles
from generator.engine.limits import time_limit

real = articles.clean

def clean(source):
    if source.name == "endless.txt":
        re.match("(a+)+$", "a" * 40 + "!")
    return real(source)

articles.clean = clean
time_limit.__wrapped__.__defaults__ = (2.0,)
"""


def test_the_preview_names_it_and_goes_on_with_the_others(small_site: Path) -> None:
    server = Served(small_site, first=ENDLESS_IN_ONE)
    try:
        server.get("/")
        articles_folder = small_site / "content" / "articles"
        (articles_folder / "endless.txt").write_text(WORDS, "utf-8")
        server.wait_for_problem("takes more than")
        (articles_folder / "later.txt").write_text("后来的文章\n\n" + WORDS, "utf-8")
        server.wait_for_text("/zh-hans/archive/", "后来的文章")
        assert len(server.problems()) == 1
    finally:
        assert server.stop() == 0


def test_it_is_stopped_in_any_thread() -> None:
    ended: list[str] = []

    def read() -> None:
        try:
            with time_limit(0.5):
                while True:
                    pass
        except Overran:
            ended.append("stopped")

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    thread.join(60)
    assert ended == ["stopped"]


def test_what_keeps_to_its_time_is_not_stopped_later() -> None:
    ended: list[int] = []

    def read() -> None:
        with time_limit(0.3):
            pass
        ended.append(sum(range(30_000_000)))

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    thread.join(60)
    assert ended


@pytest.mark.skipif(
    not hasattr(time, "pthread_getcpuclockid"), reason="no clock of single threads here"
)
def test_what_other_threads_use_is_not_counted() -> None:
    ended: list[str] = []

    def read() -> None:
        with time_limit(0.2):
            other.join()
        ended.append("read")

    def work() -> None:
        for _ in range(20_000_000):  # in Python, so that the other threads get their turn
            pass

    other = threading.Thread(target=work)
    reader = threading.Thread(target=read, daemon=True)
    other.start()
    reader.start()
    reader.join(60)
    assert ended == ["read"]
