"""How stages run: any executor gives the same, and a worker that dies takes one item with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from generator.engine.executors import Executor, Lost, Processes, Serial, executor
from generator.problems import SourceError, error


@dataclass(frozen=True)
class Doubled:
    """Doubles, but dies of some numbers."""

    deadly: frozenset[int] = frozenset()

    def __call__(self, number: int) -> int:
        if number in self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        return 2 * number


@dataclass(frozen=True)
class DiesOnce:
    """Dies of 7 the first time, as a process does that the system killed for its memory."""

    mark: Path

    def __call__(self, number: int) -> int:
        if number == 7 and not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return number


def refuses(number: int) -> int:
    if number == 5:
        raise SourceError(error("a.txt", 1, "bad", "mend it"))
    return number


@pytest.fixture(params=[1, 2, 3])
def runner(request: pytest.FixtureRequest) -> Executor:
    return executor(request.param)


def test_results_keep_the_order_of_the_items(runner: Executor) -> None:
    numbers = list(range(300))
    assert list(runner.map(Doubled(), numbers)) == [2 * number for number in numbers]
    assert list(runner.map(abs, [-1, -2])) == [1, 2]
    assert list(runner.map(abs, [])) == []
    runner.close()


def test_an_item_that_kills_its_worker_is_lost_and_the_others_are_not() -> None:
    with Processes(2) as runner:
        results = list(runner.map(Doubled(frozenset({3, 40})), range(60)))
    expected: list[object] = [2 * number for number in range(60)]
    expected[3] = expected[40] = Lost()
    assert results == expected


def test_a_worker_that_is_killed_once_loses_nothing(tmp_path: Path) -> None:
    with Processes(2) as runner:
        assert list(runner.map(DiesOnce(tmp_path / "died"), range(30))) == list(range(30))
    assert (tmp_path / "died").exists()


def test_a_fault_of_a_stage_reaches_the_caller_whole() -> None:
    with Processes(2) as runner, pytest.raises(SourceError, match="mend it"):
        list(runner.map(refuses, range(10)))


def test_few_items_start_no_processes() -> None:
    with Processes(2, worth=10) as runner:
        assert list(runner.map(_pid, [1, 2])) == [os.getpid()] * 2
        assert os.getpid() not in list(runner.map(_pid, range(20)))
    assert list(Serial().map(_pid, [1])) == [os.getpid()]


def _pid(_: int) -> int:
    return os.getpid()


@dataclass(frozen=True)
class Slow:
    """Tells who works on it, and takes longer than a test waits."""

    told: Path

    def __call__(self, number: int) -> int:
        (self.told / str(os.getpid())).touch()
        time.sleep(60)
        return number


def _lead(told: Path) -> None:
    list(Processes(2).map(Slow(told), range(8)))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_workers_end_with_the_process_that_leads_them(tmp_path: Path) -> None:
    leader = multiprocessing.get_context("spawn").Process(target=_lead, args=(tmp_path,))
    leader.start()
    _until(lambda: len(list(tmp_path.iterdir())) == 2)
    workers = [int(one.name) for one in tmp_path.iterdir()]
    leader.kill()
    leader.join()
    _until(lambda: not any(Path("/proc", str(worker)).exists() for worker in workers))


def _until(holds: Callable[[], bool]) -> None:
    for _ in range(300):
        if holds():
            return
        time.sleep(0.1)
    pytest.fail("it never came to hold")


@dataclass(frozen=True)
class Prepares:
    """Gives the process that prepared it."""

    prepared: ClassVar[list[int]] = []

    def prepare(self) -> None:
        self.prepared.append(os.getpid())

    def __call__(self, number: int) -> tuple[int, ...]:
        return tuple(self.prepared)


def _prepare(told: Path) -> None:
    with Processes(2) as runner:
        results = list(runner.map(Prepares(), range(4)))
    told.write_text(f"{results == [(os.getpid(),)] * 4}")


@pytest.mark.skipif(sys.platform != "linux", reason="workers are spawned: each prepares for itself")
def test_workers_have_what_a_stage_prepared_before(tmp_path: Path) -> None:
    told = tmp_path / "told"  # in a process of one thread, which this one may not be
    leader = multiprocessing.get_context("spawn").Process(target=_prepare, args=(told,))
    leader.start()
    leader.join()
    assert told.read_text() == "True"
