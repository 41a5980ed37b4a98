"""What tests share: the sites they run on, a way to call a command, and who runs when.

The five real articles lie beside the repository, not in it. In a stranger's clone the tests on
them are skipped with a note; where CI is set their absence is a failure.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from generator.cli import main

# No test asserts a time. What CI says of a change must not depend on what was drawn; elsewhere each
# run draws anew, and `make fuzz` draws much.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

REPOSITORY = Path(__file__).parents[1]
SHARED = REPOSITORY.parent / "shared"


# Each of these takes longer than all of most other modules: begun first, they do not leave one
# process at work alone at the end.
_LONG = (
    "tests/audit/test_audit.py",
    "tests/desk/test_browser.py",
    "tests/preview/test_saves.py",
    "tests/engine/test_cluster.py",
    "tests/hostile",
    "tests/handbook",
    "tests/preview",
    "tests/site/test_laws.py",
    "tests/engine",
    "tests/site",
    "tests/desk",
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """`-n auto`: one more than processors, since servers and browsers are often waited for."""
    return (os.cpu_count() or 1) + 1 if config.option.numprocesses == "auto" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def turn(item: pytest.Item) -> int:
        places = (at for at, name in enumerate(_LONG) if item.nodeid.startswith(name))
        return next(places, len(_LONG))

    items.sort(key=turn)


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


@pytest.fixture(scope="session")
def published(
    run: Callable[..., Run], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, Path], Path]:
    """A site published from nothing, once for all processes of this run; nobody may change it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def publish(name: str, site: Path) -> Path:
        place = shared / f"published-{name}"
        output, said = place / "public", place / "said"
        try:
            place.mkdir()
        except FileExistsError:
            while not said.exists():  # another process is at it
                time.sleep(0.1)
        else:
            outcome = "the build stumbled"
            try:
                result = run("build", "--no-cache", "--site", site, "--output", output)
                outcome = f"{result.status}\n{result.err}"
            finally:
                (place / "new").write_text(outcome, "utf-8")
                (place / "new").replace(said)
        assert said.read_text("utf-8") == "0\n"
        return output

    return publish


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
