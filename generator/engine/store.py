"""Where results are kept between builds: records by key, in a few files of the cache.

A pack is a file that one process appends to, segment by segment, and nobody ever changes. A
segment is a list of its records (key, length, checksum) and then their bytes. What a killed build
left unfinished ends at the last whole segment. Whatever is damaged or of another version is not
there; nothing here raises because of what a file holds.
"""

from __future__ import annotations

import mmap
import os
import secrets
import struct
import tempfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from generator.engine.codec import KEY_BYTES
from generator.engine.waiting import Waiting

_MAGIC = b"wenzhai cache 2\n"
_ENDING = ".pack"
_SEGMENT = struct.Struct("<8sII")  # mark, records, checksum of the list
_RECORD = struct.Struct(f"<{KEY_BYTES}sII")  # key, length, checksum
_MARK = b"wz-part\n"
_MOST_PACKS = 24
_SPARE = 64_000_000  # bytes of old results that are kept: an edit taken back costs nothing


class Store(Protocol):
    """Bytes by key. `get` may have forgotten anything at any time."""

    def get(self, key: bytes) -> bytes | None: ...

    def put(self, key: bytes, data: bytes) -> None: ...

    def flush(self) -> None:
        """Let other processes see what was put."""

    def refresh(self) -> None:
        """See what other processes have put."""

    def sweep(self, used: Collection[bytes]) -> None:
        """Forget what nobody asks for any more, where there is much of it."""


@dataclass(slots=True)
class _Pack:
    path: Path
    read: int = 0  # bytes of the file that are listed
    size: int = 0  # bytes of all its records
    foreign: bool = False  # of another version
    view: mmap.mmap | None = None


class _Place(NamedTuple):
    pack: _Pack
    start: int
    length: int
    checksum: int


class PackStore:
    """Records in `folder`. Several processes may use it at once; each writes a pack of its own.

    Sent to another process it is the same folder, without what was not flushed.
    """

    def __init__(self, folder: Path, spare: int = _SPARE) -> None:
        self._folder = folder
        self._spare = spare
        self._packs: dict[str, _Pack] | None = None  # None: not looked yet
        self._where: dict[bytes, _Place] = {}
        self._waiting = Waiting(self._write)
        self._file: BinaryIO | None = None

    def __getstate__(self) -> tuple[Path, int]:
        return self._folder, self._spare

    def __setstate__(self, state: tuple[Path, int]) -> None:
        self.__init__(*state)  # type: ignore[misc]

    def get(self, key: bytes) -> bytes | None:
        waiting = self._waiting.get(key)
        if waiting is not None:
            return waiting
        if self._packs is None:
            self.refresh()
        place = self._where.get(key)
        if place is None:
            return None
        end = place.start + place.length
        with suppress(OSError, ValueError):
            view = _view(place.pack, end)
            if view is not None:
                data = view[place.start : end]
                if zlib.crc32(data) == place.checksum:
                    return data
        del self._where[key]
        return None

    def put(self, key: bytes, data: bytes) -> None:
        """What a key stands for may grow (slugs of topics): other bytes take the place of these."""
        if key not in self._where or self.get(key) != data:
            self._waiting.put(key, data)

    def flush(self) -> None:
        self._waiting.flush()

    def _write(self, records: Mapping[bytes, bytes]) -> None:
        file = self._opened()
        file.write(_segment(records))
        file.flush()
        if self._packs is not None:
            self.refresh()

    def refresh(self) -> None:
        if self._packs is None:
            self._packs = {}
        try:
            with os.scandir(self._folder) as entries:
                present = [
                    (entry.stat().st_mtime_ns, entry.name, entry.stat().st_size)
                    for entry in entries
                    if entry.name.endswith(_ENDING)
                ]
        except OSError:
            return
        for _, name, size in sorted(present):  # what was put later under a key counts
            pack = self._packs.setdefault(name, _Pack(self._folder / name))
            if size > pack.read:
                with suppress(OSError, ValueError, struct.error):
                    self._list(pack, size)

    def sweep(self, used: Collection[bytes]) -> None:
        self.flush()
        self.refresh()
        for pack in list((self._packs or {}).values()):
            if pack.foreign:
                _remove(pack)
                del (self._packs or {})[pack.path.name]
        packs = list((self._packs or {}).values())
        live = [key for key in used if key in self._where]
        size = sum(self._where[key].length for key in live)
        much = sum(pack.size for pack in packs) > 2 * size + self._spare
        if len(packs) <= _MOST_PACKS and not much:
            return
        keep = live if much else list(self._where)
        keep.sort(key=lambda key: (self._where[key].pack.path.name, self._where[key].start))
        fresh = PackStore(self._folder, self._spare)
        for key in keep:
            data = self.get(key)
            if data is not None:
                fresh.put(key, data)
        fresh.flush()
        if fresh._waiting.refused:
            return
        if self._file is not None:
            self._file.close()
        for pack in packs:
            _remove(pack)
        fresh.refresh()
        self._packs, self._where, self._file = fresh._packs, fresh._where, fresh._file

    def _opened(self) -> BinaryIO:
        if self._file is None:
            if not self._folder.is_dir():
                self._folder.mkdir(parents=True)
                (self._folder / ".gitignore").write_bytes(b"*\n")
            self._file = (self._folder / f"{secrets.token_hex(8)}{_ENDING}").open("xb")
            self._file.write(_MAGIC)
        return self._file

    def _list(self, pack: _Pack, size: int) -> None:
        view = _view(pack, size)
        if view is None:
            return
        at = pack.read
        if at == 0:
            at = len(_MAGIC)
            if view[:at] != _MAGIC:
                pack.read, pack.foreign = size, True
                return
        while at + _SEGMENT.size <= size:
            mark, count, checksum = _SEGMENT.unpack_from(view, at)
            begin = at + _SEGMENT.size
            start = begin + count * _RECORD.size
            if mark != _MARK or start > size or zlib.crc32(view[begin:start]) != checksum:
                break
            found = list(_RECORD.iter_unpack(view[begin:start]))
            end = start + sum(length for _, length, _ in found)
            if end > size:
                break
            for key, length, crc in found:
                self._where[key] = _Place(pack, start, length, crc)
                start += length
                pack.size += length
            at = end
        pack.read = max(pack.read, at)


def segment(records: Mapping[bytes, bytes]) -> bytes:
    """A file of one segment."""
    return _MAGIC + _segment(records)


def head_length() -> int:
    return len(_MAGIC) + _SEGMENT.size


def list_length(head: bytes) -> int:
    """Of the list that follows such a head. Raises ValueError where it is none."""
    mark, count, _ = _SEGMENT.unpack_from(head, len(_MAGIC))
    if head[: len(_MAGIC)] != _MAGIC or mark != _MARK:
        raise ValueError("another version")
    return int(count) * _RECORD.size


def listed(data: bytes) -> Iterator[tuple[bytes, int, int, int]]:
    """(key, start, length, checksum) of the records of a file of one segment."""
    _, _, checksum = _SEGMENT.unpack_from(data, len(_MAGIC))
    found = data[head_length() :]
    if zlib.crc32(found) != checksum:
        raise ValueError("damaged")
    start = len(data)
    for key, length, crc in _RECORD.iter_unpack(found):
        yield key, start, length, crc
        start += length


def _segment(records: Mapping[bytes, bytes]) -> bytes:
    found = b"".join(
        _RECORD.pack(key, len(data), zlib.crc32(data)) for key, data in records.items()
    )
    head = _SEGMENT.pack(_MARK, len(records), zlib.crc32(found))
    return b"".join((head, found, *records.values()))


def _remove(pack: _Pack) -> None:
    if pack.view is not None:
        pack.view.close()
    with suppress(OSError):
        pack.path.unlink()


def _view(pack: _Pack, end: int) -> mmap.mmap | None:
    if pack.view is None or len(pack.view) < end:
        with pack.path.open("rb") as file:
            pack.view = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return pack.view if len(pack.view) >= end else None


class Scratch(PackStore):
    """A store for one builder and its workers, which goes away with it."""

    def __init__(self) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="wenzhai-")
        super().__init__(Path(self._scratch.name))

    def __reduce__(self) -> tuple[type[PackStore], tuple[Path]]:
        return PackStore, (Path(self._scratch.name),)


class MemoryStore:
    """The same in memory, for one process."""

    def __init__(self) -> None:
        self._records: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        return self._records.get(key)

    def put(self, key: bytes, data: bytes) -> None:
        self._records[key] = data

    def flush(self) -> None:
        """There is nothing to write."""

    def refresh(self) -> None:
        """No other process can put anything here."""

    def sweep(self, used: Collection[bytes]) -> None:
        for key in self._records.keys() - set(used):
            del self._records[key]
