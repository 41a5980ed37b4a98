"""Whether a build would change nothing at all, told from the state of the folders alone.

After a build a small record is kept: how the site's folder and the published one stood (names,
sizes, times and inodes of all files, not their bytes), how the build was asked for, and what it
said. While all of that is as it was, the next build is the same one, and need not be made.

Git knows the trap: a file that is changed twice within one tick of the clock, to the same length,
looks the same. So no record is kept of a folder whose newest file is younger than a tick.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.engine.codec import Damaged, decode, encode
from generator.problems import Problem

_TICK = 30_000_000  # nanoseconds: clocks of file systems move every 1 to 10 ms
_COARSE = 2_000_000_000  # where times are whole seconds, or every other one


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A folder as it stands: a hash of what is in it, and the time of its last change."""

    digest: bytes
    newest: int
    coarse: bool  # times are whole seconds

    def settled(self, now: int) -> bool:
        """Whether whatever changes from `now` on will be seen in another state."""
        return now - self.newest > (_COARSE if self.coarse else _TICK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the last build of a site into one folder was, and all that it depended on."""

    asked: bytes  # how: options, the program, the day
    site: bytes
    published: bytes
    problems: tuple[Problem, ...]
    said: str  # the last line of the build, without its time


def state_of(folders: Iterable[Path]) -> State:
    """Of files and folders, with all below them. What does not exist is part of the state."""
    found = hashlib.blake2b(digest_size=16)
    newest, coarse = 0, True
    waiting = [(folder, folder) for folder in reversed(list(folders))]
    seen: set[tuple[int, int]] = set()
    while waiting:
        folder, path = waiting.pop()
        try:
            status = path.stat()
        except OSError:
            found.update(f"{path} is not there\n".encode("utf-8", "surrogateescape"))
            continue
        newest, coarse = _count(found, str(path), status, newest, coarse)
        if not path.is_dir() or (status.st_dev, status.st_ino) in seen:
            continue
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(path) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                try:
                    if entry.is_dir():
                        waiting.append((folder, Path(entry.path)))
                        continue
                    status = entry.stat()
                except OSError:
                    continue  # a link to nowhere: its name is in the folder's own time
                newest, coarse = _count(found, entry.path, status, newest, coarse)
    return State(digest=found.digest(), newest=newest, coarse=coarse)


def _count(
    found: hashlib.blake2b, path: str, status: os.stat_result, newest: int, coarse: bool
) -> tuple[int, bool]:
    modified, changed = status.st_mtime_ns, status.st_ctime_ns
    line = f"{path} {status.st_mode} {status.st_size} {modified} {changed} {status.st_ino}\n"
    found.update(line.encode("utf-8", "surrogateescape"))
    return max(newest, modified, changed), coarse and modified % 1_000_000_000 == 0


class Record:
    """The record of one site and one published folder, in a file of the cache."""

    def __init__(self, file: Path, now: Callable[[], int] = time.time_ns) -> None:
        self._file = file
        self._now = now

    def read(self) -> Standing | None:
        try:
            return decode(self._file.read_bytes(), Standing)
        except (OSError, Damaged):
            return None

    def keep(self, standing: Standing) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(f".{os.getpid()}")
            fresh.write_bytes(encode(standing))
            fresh.replace(self._file)
        except OSError:
            self.forget()

    def forget(self) -> None:
        try:
            self._file.unlink(missing_ok=True)
        except OSError:
            return

    def wait_until_settled(self, folder: Path) -> State:
        """The state of a folder that was just written, a tick after its last file."""
        state = state_of([folder])
        if not state.settled(self._now()) and not state.coarse:
            time.sleep(2 * _TICK / 1e9)
        return state
