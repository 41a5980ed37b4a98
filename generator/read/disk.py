"""What was read, kept from one look at the disk to the next.

A path in, its bytes out. A file whose status is as it was is not opened again, and what was made
from bytes that are as they were is not made again: the very same object comes out, so that whoever
compares two looks sees at once (`a is b`) what did not change. A build that reads once needs none
of it and gets a new, empty `Disk`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from generator.problems import ProblemError
from generator.read.files import read_regular_file

_Made = TypeVar("_Made")

# A file system counts time in steps: two changes within one step have the same status. So a file
# that changed just before it was read is read again at the next look.
_STEP = 50_000_000  # ns


@dataclass(frozen=True, slots=True)
class _Kept:
    data: bytes
    status: tuple[int, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a function gave, or the fault it raised."""

    made_from: tuple[object, ...]
    value: Any
    fault: ProblemError | None


class Disk:
    def __init__(self) -> None:
        self._files: dict[str, _Kept] = {}
        self._outcomes: dict[Hashable, _Outcome] = {}
        self._seen: set[Hashable] = set()

    def read(self, path: Path, within: Path) -> bytes:
        """As `read_regular_file`."""
        name = os.fspath(path)
        try:
            status = _status(path)
        except (OSError, ValueError):
            return read_regular_file(path, within)  # which says what is wrong
        self._seen.add(name)
        kept = self._files.get(name)
        if kept is not None and kept.certain and kept.status == status:
            return kept.data
        now = time.time_ns()
        data = read_regular_file(path, within)
        if kept is not None and kept.data == data:
            data = kept.data
        changed = max(status[-2:])
        self._files[name] = _Kept(data, status, certain=not 0 <= now - changed < _STEP)
        return data

    def made(
        self, key: Hashable, made_from: tuple[object, ...], make: Callable[[], _Made]
    ) -> _Made:
        """What `make` gives; it may depend on nothing but `made_from`. Raises what it raised."""
        self._seen.add(key)
        known = self._outcomes.get(key)
        if known is None or known.made_from != made_from:
            try:
                new = _Outcome(made_from, make(), None)
            except ProblemError as fault:
                new = _Outcome(made_from, None, fault)
            if known is not None and new.value is not None and known.value == new.value:
                new = _Outcome(made_from, known.value, None)
            known = self._outcomes[key] = new
        if known.fault is not None:
            raise type(known.fault)(known.fault.problem)
        value: _Made = known.value
        return value

    def end_look(self) -> None:
        """Forgets what was there at the last look and is not there now."""
        for kept in (self._files, self._outcomes):
            for key in kept.keys() - self._seen:
                del kept[key]  # type: ignore[arg-type]
        self._seen.clear()


def _status(path: Path) -> tuple[int, ...]:
    """Also the file's number and the time of its last rename: `cp -p` keeps the time of change."""
    found = path.stat()
    return found.st_dev, found.st_ino, found.st_size, found.st_ctime_ns, found.st_mtime_ns
