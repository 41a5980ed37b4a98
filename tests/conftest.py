"""What tests share: the sites they run on, and a way to call a command.

The five real articles lie beside the repository, not in it. In a stranger's clone the tests on
them are skipped with a note; where CI is set their absence is a failure.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.cli import main

REPOSITORY = Path(__file__).parents[1]
SHARED = REPOSITORY.parent / "shared"


@pytest.fixture(scope="session")
def example_site() -> Path:
    """The repository itself: the example digest."""
    return REPOSITORY


@pytest.fixture(scope="session")
def seeds_site() -> Path:
    return _beside("site")


@pytest.fixture(scope="session")
def seeds_gold() -> Path:
    return _beside("gold")


def _beside(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI runs with {folder} beside the repository, and it is not there")
        pytest.skip(f"the real articles are not here ({folder})")
    return folder


@dataclass(frozen=True)
class Run:
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str

    @property
    def faults(self) -> list[str]:
        return self.err.splitlines()


@pytest.fixture(scope="session")
def run() -> Callable[..., Run]:
    """`run("build", "--site", folder)`: a command of `wenzhai`, in this process."""

    def call(*arguments: str | Path) -> Run:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main([str(argument) for argument in arguments])
        return Run(status, out.getvalue(), err.getvalue())

    return call


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
