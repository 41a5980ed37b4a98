"""A build on a Dask cluster: a scheduler and two workers of their own, on this machine."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.engine.cluster import Cluster
from generator.engine.executors import Lost
from generator.engine.store import PackStore
from generator.pipeline import Builder
from generator.problems import SiteError
from tests.engine.editing import begin
from tests.engine.test_incremental import differing, inputs_of, tree

pytest.importorskip("distributed")


@dataclass
class Machines:
    address: str
    workers: list[subprocess.Popen[bytes]]


@contextlib.contextmanager
def started(folder: Path) -> Iterator[Machines]:
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    log = folder / "scheduler.log"
    quiet = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    running: list[subprocess.Popen[bytes]] = []
    with log.open("wb") as file:
        running.append(subprocess.Popen([*dask, *options], stderr=file, stdout=file, env=quiet))
    try:
        address = _address(log)
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny"]
        worker += ["--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]
        workers = [
            subprocess.Popen(worker, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            for _ in range(2)
        ]
        running += workers
        yield Machines(address, workers)
    finally:
        for process in running:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    with started(tmp_path_factory.mktemp("machines")) as found:
        yield found


@pytest.fixture
def doomed(tmp_path: Path) -> Iterator[Machines]:
    """Workers that a test kills."""
    with started(tmp_path) as found:
        yield found


def _address(log: Path) -> str:
    for _ in range(600):
        found = re.search(r"tcp://127\.0\.0\.1:\d+", log.read_text("utf-8", "replace"))
        if found:
            return found.group()
        time.sleep(0.1)
    raise AssertionError(log.read_text("utf-8"))


@dataclass(frozen=True)
class Slow:
    """Doubles, slowly enough for a worker to be killed meanwhile."""

    def __call__(self, number: int) -> int:
        time.sleep(0.02)
        return 2 * number


@dataclass(frozen=True)
class Deadly:
    def __call__(self, number: int) -> int:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return number


def test_a_site_built_on_a_cluster_has_the_same_bytes(
    machines: Machines, example_site: Path, run: Callable[..., Any], tmp_path: Path
) -> None:
    site = tmp_path / "site"
    begin(example_site, site)
    here, there = tmp_path / "here", tmp_path / "there"
    run("build", "--site", site, "--cards", "none", "--no-cache", "--output", here)
    built = run(
        "build", "--site", site, "--cards", "none", "--output", there,
        "--cluster", machines.address,
    )  # fmt: skip
    assert (built.status, built.err) == (0, "")
    assert differing(tree(here), tree(there)) == []


def test_progress_is_told_while_the_cluster_works(
    machines: Machines, example_site: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    begin(example_site, site)
    told: list[tuple[str, int, int]] = []
    cluster = Cluster(machines.address)
    builder = Builder(cluster, PackStore(tmp_path / "cache"))
    builder.build(inputs_of(site), lambda *state: told.append(state))
    cluster.close()
    assert [done for what, done, _ in told if what == "articles"] == [1, 2, 3, 4, 5]
    assert {what for what, _, _ in told} >= {"articles", "pages"}


def test_a_worker_killed_in_mid_build_does_not_matter(doomed: Machines) -> None:
    cluster = Cluster(doomed.address)
    results = cluster.map(Slow(), range(200))
    assert [next(results) for _ in range(20)] == [2 * number for number in range(20)]
    doomed.workers[0].kill()
    assert list(results) == [2 * number for number in range(20, 200)]
    cluster.close()


def test_an_item_that_kills_workers_is_lost_and_nothing_else(doomed: Machines) -> None:
    """With the last worker gone nothing could go on, so a third one comes."""
    cluster = Cluster(doomed.address)
    third = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_worker", doomed.address, "--nworkers", "1",
         "--nthreads", "1", "--no-dashboard", "--nanny"],
        stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        expected: list[object] = list(range(8))
        expected[3] = Lost()
        assert list(cluster.map(Deadly(), range(8))) == expected
    finally:
        cluster.close()
        third.terminate()
        third.wait()


def test_an_address_where_nobody_answers_is_one_clear_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("generator.engine.cluster._SECONDS", 2)
    with pytest.raises(SiteError, match=r"no scheduler answers at tcp://127\.0\.0\.1:1"):
        Cluster("tcp://127.0.0.1:1")
