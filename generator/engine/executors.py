"""How a stage runs over many items: one after the other, or in several processes.

A stage is a plain module-level function from one item to one result, so both give the same.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Protocol, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_WORTH_PROCESSES = 60  # articles: below this starting processes costs more than it saves


class Executor(Protocol):
    def map(
        self, stage: Callable[[_Item], _Result], items: Sequence[_Item]
    ) -> Iterable[_Result]: ...


class Serial:
    """One item after the other, in this process."""

    def map(self, stage: Callable[[_Item], _Result], items: Sequence[_Item]) -> Iterator[_Result]:
        return map(stage, items)


class Processes:
    """Several processes; results keep the order of the items.

    Workers are spawned, not forked: the same on every system, and nothing is inherited.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def map(self, stage: Callable[[_Item], _Result], items: Sequence[_Item]) -> Iterator[_Result]:
        batch = max(1, len(items) // (self._jobs * 8))
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self._jobs, mp_context=context) as pool:
            yield from pool.map(stage, items, chunksize=batch)


def executor(jobs: int | None, items: int) -> Executor:
    """`jobs` as the user said; without a word, processes only where they pay."""
    if jobs is None:
        jobs = (os.cpu_count() or 1) if items >= _WORTH_PROCESSES else 1
    return Processes(jobs) if jobs > 1 else Serial()
