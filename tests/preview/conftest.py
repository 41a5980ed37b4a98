"""Sites to be previewed and edited."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.preview.served import Served, Waiting

ARTICLES = ("city-ops-night-notes.txt", "lake-road-38km.md", "yunting-tea-stream.md")


def make_small_site(example: Path, folder: Path) -> Path:
    """Three of the example's articles, and the example's settings."""
    articles = folder / "content" / "articles"
    articles.mkdir(parents=True)
    shutil.copy(example / "site.yaml", folder)
    for name in ARTICLES:
        shutil.copy(example / "content" / "articles" / name, articles)
    return folder


@pytest.fixture
def site(example_site: Path, tmp_path: Path) -> Path:
    return make_small_site(example_site, tmp_path / "site")


@pytest.fixture
def server(site: Path) -> Iterator[Served]:
    """Ready: the first build is done."""
    server = Served(site)
    server.get("/")
    yield server
    server.stop()


@pytest.fixture
def page(server: Served) -> Iterator[Waiting]:
    waiting = Waiting(server)
    yield waiting
    waiting.close()
