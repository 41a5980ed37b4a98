"""Whole sites, built once per session and looked at by many tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run


@pytest.fixture(scope="session")
def example(
    example_site: Path, run: Callable[..., Run], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The published example digest."""
    output = tmp_path_factory.mktemp("example") / "public"
    result = run("build", "--site", example_site, "--output", output)
    assert result.status == 0, result.err
    return output


@pytest.fixture(scope="session")
def seeds(
    seeds_site: Path, run: Callable[..., Run], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The published digest of the five real articles."""
    output = tmp_path_factory.mktemp("seeds") / "public"
    result = run("build", "--site", seeds_site, "--output", output)
    assert result.status == 0, result.err
    assert result.err == ""
    return output


@pytest.fixture
def small_site(example_site: Path, tmp_path: Path) -> Path:
    """A site of three of the example's articles, to be broken."""
    site = tmp_path / "site"
    articles = site / "content" / "articles"
    articles.mkdir(parents=True)
    shutil.copy(example_site / "site.yaml", site)
    for name in ("city-ops-night-notes.txt", "lake-road-38km.md", "yunting-tea-stream.md"):
        shutil.copy(example_site / "content" / "articles" / name, articles)
    return site
