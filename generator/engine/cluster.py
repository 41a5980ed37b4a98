"""The same stages on an existing Dask cluster: `wenzhai build --cluster tcp://…`.

Batches go to the cluster a few for each of its threads at a time, and results come back in order,
so any cluster gives what one process gives. Dask itself begins a batch again elsewhere when the
worker that had it dies; a batch that killed several workers is divided, and an item that does it
alone is `Lost`. Workers need this program, installed in the same version; they need no folder of
the site: what a stage keeps for later it keeps in the cache, which must be a place that they reach,
or comes back with its result.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from generator.engine.executors import Lost, run_batch
from generator.problems import SiteError, error

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_LARGEST_BATCH = 32
_AHEAD = 3  # batches for each thread of the cluster that are sent and not yet fetched
_SECONDS = 10  # for the scheduler to answer


class Cluster:
    """An executor. Raises SiteError where nobody answers at the address."""

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise SiteError(
                error(
                    "--cluster", 1, "this needs the extra cluster", "pip install 'wenzhai[cluster]'"
                )
            ) from None
        try:
            self._client = Client(  # type: ignore[no-untyped-call]
                address, timeout=_SECONDS, set_as_default=False
            )
        except (OSError, ValueError) as fault:
            cause = f"no scheduler answers at {address}: {fault}"
            raise SiteError(error("--cluster", 1, cause, "start one: dask scheduler")) from None

    def map(
        self, stage: Callable[[_Item], _Result], items: Sequence[_Item]
    ) -> Iterator[_Result | Lost]:
        data = pickle.dumps(stage, pickle.HIGHEST_PROTOCOL)
        name = hashlib.sha256(data).hexdigest()[:16]
        # A task of its own: each worker fetches it once, and it is made again where it is lost.
        sent = self._client.submit(_sent, data, pure=False)
        threads = max(1, sum(self._client.nthreads().values()))  # type: ignore[no-untyped-call]
        size = max(1, min(_LARGEST_BATCH, -(-len(items) // (threads * 4))))
        waiting = deque(range(0, len(items), size))  # a batch is asked for when it is sent
        running: deque[tuple[Sequence[_Item], Any]] = deque()
        while waiting or running:
            while waiting and len(running) < threads * _AHEAD:
                first = waiting.popleft()
                batch = items[first : first + size]
                running.append((batch, self._begin(sent, name, batch)))
            batch, future = running.popleft()
            yield from self._results(sent, name, batch, future)

    def close(self) -> None:
        self._client.close()  # type: ignore[no-untyped-call]

    def _begin(self, sent: object, name: str, batch: Sequence[_Item]) -> Any:
        return self._client.submit(_on_worker, sent, name, list(batch), pure=False, retries=2)

    def _results(self, sent: object, name: str, batch: Sequence[_Item], future: Any) -> list[Any]:
        from distributed import KilledWorker

        try:
            results: list[Any] = future.result()
            return results
        except KilledWorker:
            if len(batch) == 1:
                return [Lost()]
            found: list[Any] = []
            for item in batch:
                found += self._results(sent, name, [item], self._begin(sent, name, [item]))
            return found


_stages: dict[str, Any] = {}


def _sent(data: bytes) -> bytes:
    return data


def _on_worker(data: bytes, name: str, batch: Sequence[Any]) -> list[Any]:
    """On a worker: the stage, made once, over one batch."""
    stage = _stages.get(name)
    if stage is None:
        _stages.clear()  # of earlier builds and steps
        stage = _stages[name] = pickle.loads(data)
    return run_batch(stage, batch)
