"""How stages run: any executor gives the same, and a worker that dies takes one item with it."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

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
