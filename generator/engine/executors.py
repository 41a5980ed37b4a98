"""How a stage runs over many items: one after the other, or in several processes.

A stage is a function, or a frozen value that can be called, from one item to one result; results
keep the order of the items, so any executor gives the same. What a stage carries (settings, a
trained classifier) is sent to each worker once, however many items there are. A stage may have
`prepare`, which loads what any item needs (dictionaries), and `flush`, called after each batch.

A worker may die: killed by the system, or brought down by a library. Then its items are tried
again one by one in a new one, and an item that brings this one down too is `Lost`.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

from generator.garbage import collect_seldom, freeze

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_WORTH_PROCESSES = 150  # items: below this starting processes costs more than it saves
_LARGEST_BATCH = 64
_BATCHES_EACH = 8  # for a worker, so that none waits long for the last one
_FORK = "fork"
_PR_SET_PDEATHSIG = 1
_AHEAD = 3  # batches for each worker that are sent and not yet fetched: memory stays bounded


@dataclass(frozen=True, slots=True)
class Lost:
    """In the place of a result: the worker died of this item, twice."""


class Executor(Protocol):
    def map(
        self, stage: Callable[[_Item], _Result], items: Sequence[_Item]
    ) -> Iterator[_Result | Lost]: ...

    def close(self) -> None: ...


class Serial:
    """One item after the other, in this process."""

    def map(
        self, stage: Callable[[_Item], _Result], items: Sequence[_Item]
    ) -> Iterator[_Result | Lost]:
        return map(stage, items)

    def close(self) -> None:
        pass


class Processes:
    """Several processes, begun when first needed and kept until `close`.

    Workers need nothing of this process, so they can be spawned on every system. On Linux they are
    forked while this process has one thread, after the stage has prepared: what it loaded is then
    loaded once, and held in memory once. With `worth`, fewer items than that are worked on in this
    process.
    """

    def __init__(self, jobs: int, worth: int = 0) -> None:
        self._jobs = jobs
        self._worth = worth
        self._pool: ProcessPoolExecutor | None = None
        self._stages = tempfile.TemporaryDirectory(prefix="wenzhai-stages-")
        self._sent = 0

    def map(
        self, stage: Callable[[_Item], _Result], items: Sequence[_Item]
    ) -> Iterator[_Result | Lost]:
        if len(items) < self._worth:
            yield from map(stage, items)
            return
        if self._pool is None and _method() == _FORK:
            prepare: Callable[[], None] | None = getattr(stage, "prepare", None)
            if prepare:
                prepare()
            freeze()  # or the first collection in a worker would copy what is shared
        path = self._keep(stage)
        try:
            yield from self._in_batches(path, items)
        finally:
            path.unlink(missing_ok=True)

    def close(self) -> None:
        self._end_pool()
        self._stages.cleanup()

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _keep(self, stage: object) -> Path:
        """The stage in a file of this build, where each worker reads it once."""
        self._sent += 1
        path = Path(self._stages.name, str(self._sent))
        path.write_bytes(pickle.dumps(stage, pickle.HIGHEST_PROTOCOL))
        return path

    def _in_batches(self, path: Path, items: Sequence[_Item]) -> Iterator[Any]:
        size = max(1, min(_LARGEST_BATCH, -(-len(items) // (self._jobs * _BATCHES_EACH))))
        waiting = deque(range(0, len(items), size))  # a batch is asked for when it is sent
        running: deque[tuple[Sequence[_Item], Future[list[Any]]]] = deque()
        while waiting or running:
            try:
                while waiting and len(running) < self._jobs * _AHEAD:
                    batch = items[waiting[0] : waiting[0] + size]
                    running.append((batch, self._submit(path, batch)))
                    waiting.popleft()
                results = running[0][1].result()
            except BrokenProcessPool:
                self._end_pool()
                yield from self._one_by_one(path, running)
                running.clear()
                continue
            running.popleft()
            yield from results

    def _one_by_one(
        self, path: Path, running: deque[tuple[Sequence[_Item], Future[list[Any]]]]
    ) -> Iterator[Any]:
        """The batches that were on their way when a worker died: one of them may be why."""
        for batch, future in running:
            if future.done() and not future.cancelled() and future.exception() is None:
                yield from future.result()
                continue
            for item in batch:
                try:
                    yield from self._submit(path, [item]).result()
                except BrokenProcessPool:
                    self._end_pool()
                    yield Lost()

    def _submit(self, path: Path, batch: Sequence[_Item]) -> Future[list[Any]]:
        if self._pool is None:
            method = _method()
            self._pool = ProcessPoolExecutor(
                self._jobs,
                mp_context=multiprocessing.get_context(method),
                initializer=_begin,
                initargs=(os.getpid() if method == _FORK else None,),
            )
        return self._pool.submit(_run, str(path), list(batch))

    def _end_pool(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)


def executor(jobs: int | None) -> Executor:
    """`jobs` as the user said; without a word, as many as processors, where they pay."""
    if jobs is None:
        jobs = os.cpu_count() or 1
        return Processes(jobs, _WORTH_PROCESSES) if jobs > 1 else Serial()
    return Processes(jobs) if jobs > 1 else Serial()


def _method() -> str:
    """A process with several threads must not be forked: one of them may hold a lock."""
    return _FORK if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _begin(forked_by: int | None) -> None:
    """In a new worker. A forked one holds what its leader held, such as the lock of the published
    folder, and would wait for work for ever: it ends when its leader is killed."""
    collect_seldom()
    if forked_by is not None:
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != forked_by:  # killed in the meantime
            os._exit(1)


def _run(path: str, batch: Sequence[Any]) -> list[Any]:
    """In a worker: the stage, read once, over one batch."""
    return run_batch(_stage(path), batch)


def run_batch(stage: Any, batch: Sequence[Any]) -> list[Any]:
    results = [stage(item) for item in batch]
    if hasattr(stage, "flush"):
        stage.flush()  # what it kept for others to read
    return results


@lru_cache(maxsize=2)
def _stage(path: str) -> Any:
    return pickle.loads(Path(path).read_bytes())
