"""The new site while it is being made beside the old one.

Outputs in, a folder out. A file whose bytes are the old one's is that very file, linked; a record
in the cache tells which files came of which key and how they stood, so that what was not made
again need not be read either. Where nothing differs, the old folder stays untouched.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.engine.codec import Damaged, decode, encode
from generator.model import Output
from generator.write.exchange import exchange

MARKER = ".wenzhai"
_MARKER_TEXT = b"Made by wenzhai; replaced whole by every build.\n"
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO})
_TICK = 30_000_000  # nanoseconds: see engine.standing

Stamp = tuple[int, int, int]  # size, time and inode of a file


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How many files the site has, how many of them were written, and how many went away."""

    files: int
    written: int
    removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the published folder holds: files by the key they came of, and how each stood."""

    folder: str = ""
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by key, in hexadecimal
    stamps: dict[str, Stamp] = field(default_factory=dict)


class Folders:
    """Where a worker puts files: pickled, it is the two folders."""

    def __init__(self, old: Path, new: Path) -> None:
        self._old = old
        self._new = new
        self._made: set[str] = set()
        self._links = True

    def __getstate__(self) -> tuple[Path, Path]:
        return self._old, self._new

    def __setstate__(self, state: tuple[Path, Path]) -> None:
        self.__init__(*state)  # type: ignore[misc]

    def put(self, output: Output) -> bool:
        """Gives whether it had to be written."""
        if holds(self._old / output.path, output.data):
            self.link(output.path)
            return False
        with open(self._place(output.path), "wb") as file:  # noqa: PTH123
            file.write(output.data)
        return True

    def link(self, path: str) -> None:
        place = self._place(path)
        if self._links:
            try:
                os.link(f"{self._old}/{path}", place)
                return
            except FileExistsError:
                return
            except OSError as fault:
                if fault.errno in _NO_ROOM:
                    raise
                self._links = False  # a file system without links, or one that had enough of them
        shutil.copyfile(self._old / path, place)

    def _place(self, path: str) -> str:
        place = f"{self._new}/{path}"
        parent = place.rpartition("/")[0]
        if parent not in self._made:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103
            self._made.add(parent)
        return place


class Fresh:
    """A shelf of the pipeline: see `pipeline.Shelf`."""

    def __init__(self, folder: Path, record: Path | None = None) -> None:
        self._old = folder
        self._record = record
        self._before = _read(record, folder)
        self._new: Folders | None = None
        self._folder: Path | None = None
        self._paths: dict[bytes, list[str]] = {}
        self._same: list[str] = []  # to be linked if there will be a new site
        self._written: list[str] = []

    @property
    def sink(self) -> Folders:
        return self._begun()

    def kept(self, key: bytes) -> bool:
        paths = self._before.paths.get(key.hex())
        if not paths:
            return False
        for path in paths:
            try:
                status = os.lstat(f"{self._old}/{path}")
            except OSError:
                return False
            if _stamp(status) != self._before.stamps.get(path):
                return False
        self._paths[key] = list(paths)
        self._same += paths
        return True

    def add(self, key: bytes, output: Output) -> None:
        self._paths.setdefault(key, []).append(output.path)
        if self._new is None and holds(self._old / output.path, output.data):
            self._same.append(output.path)
        elif self._begun().put(output):
            self._written.append(output.path)

    def added(self, key: bytes, paths: Sequence[str], written: Sequence[str]) -> None:
        self._paths.setdefault(key, []).extend(paths)
        self._written += written

    def swap(self) -> Published:
        """Put the new site in the place of the old one, if they differ."""
        paths = {path for found in self._paths.values() for path in found}
        old = {*self._before.stamps} or set(_files(self._old))
        removed = len(old - paths - {MARKER})
        if self._written or removed or not self._stands(paths):
            self._swap()
            self._write_record()
        elif {key.hex(): tuple(found) for key, found in self._paths.items()} != self._before.paths:
            self._write_record()  # the same bytes came of other keys: of a newer program, say
        return Published(files=len(paths), written=len(self._written), removed=removed)

    def discard(self) -> None:
        """Remove what is beside the published folder now: the old site, or a new one half made."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _stands(self, paths: set[str]) -> bool:
        """Whether the old folder holds just these files."""
        return set(_files(self._old)) == paths | {MARKER}

    def _swap(self) -> None:
        new = self._begun()
        for path in self._same:
            new.link(path)
        assert self._folder is not None
        (self._folder / MARKER).write_bytes(_MARKER_TEXT)
        # mkdtemp makes a private folder; a published one follows the umask like any other.
        mask = os.umask(0)
        os.umask(mask)
        self._folder.chmod(0o777 & ~mask)
        if hasattr(os, "sync"):  # once for all files: one fsync each would take 70 times as long
            os.sync()
        if self._record is not None:
            self._record.unlink(missing_ok=True)  # of the site that goes
        exchange(self._folder, self._old)

    def _write_record(self) -> None:
        if self._record is None:
            return
        stamps: dict[str, Stamp] = {}
        newest = 0
        for found in self._paths.values():
            for path in found:
                stamps[path] = _stamp(os.lstat(f"{self._old}/{path}"))
                newest = max(newest, stamps[path][1])
        if time.time_ns() - newest < _TICK:
            time.sleep(2 * _TICK / 1e9)  # so that whatever is changed from now on has another time
        record = Record(
            folder=str(self._old),
            paths={key.hex(): tuple(found) for key, found in self._paths.items()},
            stamps=stamps,
        )
        try:
            self._record.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._record.with_suffix(f".{os.getpid()}")
            fresh.write_bytes(encode(record))
            fresh.replace(self._record)
        except OSError:
            return  # without it the next build reads what it could have taken as it is

    def _begun(self) -> Folders:
        if self._new is None:
            old = self._old
            self._folder = Path(tempfile.mkdtemp(prefix=f".{old.name}.new-", dir=old.parent))
            self._new = Folders(old, self._folder)
        return self._new


def holds(path: Path, data: bytes) -> bool:
    """Whether a plain file holds just these bytes."""
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode) or status.st_size != len(data):
            return False
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return file.readall() == data
    except OSError:
        return False


def _read(record: Path | None, folder: Path) -> Record:
    if record is not None:
        try:
            found = decode(record.read_bytes(), Record)
        except (OSError, Damaged):
            return Record()
        if found.folder == str(folder) and (folder / MARKER).is_file():
            return found
    return Record()


def _stamp(status: os.stat_result) -> Stamp:
    if not stat.S_ISREG(status.st_mode):
        return (-1, 0, 0)
    return (status.st_size, status.st_mtime_ns, status.st_ino)


def _files(folder: Path) -> Iterator[str]:
    """All that is in a folder and is no folder itself."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(f"{folder}/{below}") as entries:
                for entry in entries:
                    path = f"{below}{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(f"{path}/")
                    else:
                        yield path
        except FileNotFoundError:
            return
