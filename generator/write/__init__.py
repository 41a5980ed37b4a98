"""Outputs → a published folder, swapped whole: at every moment it is the old site or the new.

The new site is made beside the old one and takes its place in one step. A file whose bytes are the
old one's is that very file, linked, and is not written again; where nothing differs, nothing is
touched at all. Only a folder that this program made, or an empty one, is ever replaced.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.model import Output
from generator.problems import SiteError, error
from generator.write.exchange import exchange
from generator.write.lock import only_build

MARKER = ".wenzhai"
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO})
_MARKER_TEXT = b"Made by wenzhai; replaced whole by every build.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How many files the site has, how many of them were written, and how many went away."""

    files: int
    written: int
    removed: int


def publish(outputs: Iterable[Output], folder: Path, site_folder: Path) -> Published:
    """Make the new site of all outputs and swap it in. Raises SiteError."""
    folder = folder.resolve()
    check_target(folder, site_folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with only_build(folder):
            _sweep(folder)
            return _write_and_swap(outputs, folder)
    except OSError as fault:
        cause = f"the site could not be written: {fault.strerror or fault}"
        fix = "the published folder is as it was; make room or mend the permissions, build again"
        raise SiteError(error(str(fault.filename or folder), 1, cause, fix)) from None


def check_target(folder: Path, site_folder: Path) -> None:
    """Refuse a folder that is not ours, or that holds or is held by the site's own files."""
    folder, site_folder = folder.resolve(), site_folder.resolve()
    sources = [site_folder / name for name in ("content", "templates", "static")]
    if folder == site_folder or folder in site_folder.parents:
        raise SiteError(
            error(str(folder), 1, "the output folder holds the site itself", "name another folder")
        )
    if any(folder == source or source in folder.parents for source in sources):
        raise SiteError(
            error(str(folder), 1, "the output folder lies in the sources", "name another folder")
        )
    if folder.exists() and not folder.is_dir():
        raise SiteError(error(str(folder), 1, "the output is not a folder", "name another folder"))
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        fix = "empty it yourself, or name another folder with --output"
        raise SiteError(error(str(folder), 1, "this folder was not made by wenzhai", fix))


def _write_and_swap(outputs: Iterable[Output], folder: Path) -> Published:
    old = {path.relative_to(folder).as_posix() for path in _files(folder)} - {MARKER}
    fresh = Fresh(folder)
    try:
        for output in outputs:
            fresh.add(output)
        removed = len(old - fresh.paths)
        if fresh.written or removed or not (folder / MARKER).is_file():
            fresh.swap()
    finally:
        fresh.discard()
    return Published(files=len(fresh.paths), written=fresh.written, removed=removed)


class Fresh:
    """The new site while it is being made: nothing is on the disk before something differs."""

    def __init__(self, folder: Path) -> None:
        self._old = folder
        self._new: Path | None = None
        self._made: set[Path] = set()
        self._same: list[str] = []  # paths whose bytes are the old ones, not linked yet
        self._links = True
        self.paths: set[str] = set()
        self.written = 0

    def add(self, output: Output) -> None:
        self.paths.add(output.path)
        if _holds(self._old / output.path, output.data):
            self._same.append(output.path)
            return
        self._place(output.path).write_bytes(output.data)
        self.written += 1

    def swap(self) -> None:
        new = self._begun()
        for path in self._same:
            self._link(path)
        (new / MARKER).write_bytes(_MARKER_TEXT)
        # mkdtemp makes a private folder; a published one follows the umask like any other.
        mask = os.umask(0)
        os.umask(mask)
        new.chmod(0o777 & ~mask)
        if hasattr(os, "sync"):  # once for all files: one fsync each would take 70 times as long
            os.sync()
        exchange(new, self._old)

    def discard(self) -> None:
        """Remove what is beside the published folder now: the old site, or a new one half made."""
        if self._new is not None:
            shutil.rmtree(self._new, ignore_errors=True)

    def _begun(self) -> Path:
        if self._new is None:
            old = self._old
            self._new = Path(tempfile.mkdtemp(prefix=f".{old.name}.new-", dir=old.parent))
        return self._new

    def _place(self, path: str) -> Path:
        place = self._begun() / path
        if place.parent not in self._made:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(place.parent)
        return place

    def _link(self, path: str) -> None:
        place = self._place(path)
        if self._links:
            try:
                os.link(self._old / path, place)
                return
            except OSError as fault:
                if fault.errno in _NO_ROOM:
                    raise
                self._links = False  # a file system without links, or one that had enough of them
        shutil.copyfile(self._old / path, place)


def _holds(path: Path, data: bytes) -> bool:
    """Whether a plain file holds just these bytes."""
    try:
        status = path.lstat()
        return (
            stat.S_ISREG(status.st_mode)
            and status.st_size == len(data)
            and path.read_bytes() == data
        )
    except OSError:
        return False


def _files(folder: Path) -> Iterator[Path]:
    """All that is in a folder and is no folder itself."""
    for parent, below, files in os.walk(folder):
        yield from (Path(parent, file) for file in files)
        yield from (Path(parent, name) for name in below if Path(parent, name).is_symlink())


def _sweep(folder: Path) -> None:
    """Remove what a killed build left behind."""
    for left in folder.parent.glob(f".{folder.name}.new-*"):
        shutil.rmtree(left, ignore_errors=True)
