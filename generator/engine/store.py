"""Where results are kept between builds: records by key, in a few files of the cache.

A pack is a file that is only ever appended to, by one process, and never changed once closed. A
record is its key, its length, a checksum and its bytes. At the end of a closed pack stands a list
of its records; a pack without one, left by a killed build, is read record by record up to the
first that does not hold. Whatever is damaged or of another version is not there; nothing here
raises because of what a file holds.
"""

from __future__ import annotations

import mmap
import os
import secrets
import struct
import zlib
from collections import OrderedDict
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from generator.engine.codec import KEY_BYTES

_MAGIC = b"wenzhai cache 1\n"
_ENDING = ".pack"
_RECORD = struct.Struct(f"<{KEY_BYTES}sII")  # key, length, checksum
_ENTRY = struct.Struct(f"<{KEY_BYTES}sQI")  # key, where its record begins, length
_FOOTER = struct.Struct("<QII8s")  # where the list begins, records, checksum, mark
_MARK = b"wz-list\n"
_MOST_PACKS = 24
_SPARE = 64_000_000  # bytes of old results that are kept: an edit taken back costs nothing


class Store(Protocol):
    """Bytes by key. `get` may have forgotten anything at any time."""

    def get(self, key: bytes) -> bytes | None: ...

    def put(self, key: bytes, data: bytes) -> None: ...

    def sweep(self, used: Collection[bytes]) -> None: ...


class MemoryStore:
    """The same in memory, with a bound: what was used longest ago goes first."""

    def __init__(self, limit: int = 256_000_000) -> None:
        self._limit = limit
        self._size = 0
        self._records: OrderedDict[bytes, bytes] = OrderedDict()

    def get(self, key: bytes) -> bytes | None:
        data = self._records.get(key)
        if data is not None:
            self._records.move_to_end(key)
        return data

    def put(self, key: bytes, data: bytes) -> None:
        self._size += len(data) - len(self._records.pop(key, b""))
        self._records[key] = data
        while self._size > self._limit and self._records:
            self._size -= len(self._records.popitem(last=False)[1])

    def sweep(self, used: Collection[bytes]) -> None:
        """It is bounded already."""


@dataclass(slots=True)
class _Pack:
    path: Path
    seen: int  # bytes of the file when it was listed
    size: int = 0  # bytes of all its records
    view: mmap.mmap | None = None


@dataclass(slots=True)
class _Writing:
    path: Path
    file: BinaryIO
    at: int
    entries: list[tuple[bytes, int, int]] = field(default_factory=list)


class PackStore:
    """Records in `folder`. Several processes may use it at once; each writes packs of its own."""

    def __init__(self, folder: Path, spare: int = _SPARE) -> None:
        self._folder = folder
        self._spare = spare
        self._packs: dict[str, _Pack] = {}
        self._where: dict[bytes, tuple[_Pack, int, int]] = {}
        self._writing: _Writing | None = None
        self._refused = False  # full disk, no permission: a cache is no reason to fail
        self.refresh()

    def __contains__(self, key: bytes) -> bool:
        return key in self._where

    def get(self, key: bytes) -> bytes | None:
        place = self._where.get(key)
        if place is None:
            return None
        pack, start, length = place
        with suppress(OSError, ValueError):
            view = self._view(pack, start + length)
            if view is not None:
                data = view[start : start + length]
                found, claimed, checksum = _RECORD.unpack_from(view, start - _RECORD.size)
                if found == key and claimed == length and zlib.crc32(data) == checksum:
                    return data
        self._where.pop(key, None)
        return None

    def put(self, key: bytes, data: bytes) -> None:
        if self._refused or key in self._where:
            return
        try:
            writing = self._open_pack()
            writing.file.write(_RECORD.pack(key, len(data), zlib.crc32(data)))
            writing.file.write(data)
        except OSError:
            self._refused = True
            return
        start = writing.at + _RECORD.size
        writing.entries.append((key, start, len(data)))
        writing.at = start + len(data)

    def flush(self) -> None:
        """Close the pack being written, so that other processes find what is in it."""
        self._close()
        self.refresh()

    def _close(self) -> None:
        writing, self._writing = self._writing, None
        if writing is None:
            return
        listed = b"".join(_ENTRY.pack(*entry) for entry in writing.entries)
        try:
            with writing.file as file:
                file.write(listed)
                footer = (writing.at, len(writing.entries), zlib.crc32(listed), _MARK)
                file.write(_FOOTER.pack(*footer))
        except OSError:
            self._refused = True

    def refresh(self) -> None:
        """Look for packs that other processes have closed since."""
        try:
            entries = [e for e in os.scandir(self._folder) if e.name.endswith(_ENDING)]
            present = {entry.name: entry.stat().st_size for entry in entries}
        except OSError:
            return
        own = self._writing.path.name if self._writing else None
        for name in sorted(present):
            known = self._packs.get(name)
            if name != own and (known is None or known.seen != present[name]):
                self._list(self._folder / name, present[name])

    def sweep(self, used: Collection[bytes]) -> None:
        """After a build: drop what nobody asks for any more, where there is much of it."""
        self.flush()
        live = {key: self._where[key] for key in used if key in self._where}
        size = sum(length + _RECORD.size for _, _, length in live.values())
        whole = sum(pack.size for pack in self._packs.values())
        much = whole > 2 * size + self._spare
        if len(self._packs) <= _MOST_PACKS and not much:
            return
        keep = list(live) if much else list(self._where)
        old = list(self._packs.values())
        records = [(key, data) for key in sorted(keep, key=self._order) if (data := self.get(key))]
        self._packs, self._where = {}, {}
        for key, data in records:
            self.put(key, data)
        self._close()
        if not self._refused:
            for pack in old:
                if pack.view is not None:
                    pack.view.close()
                with suppress(OSError):
                    pack.path.unlink()
        self.refresh()

    def _order(self, key: bytes) -> tuple[str, int]:
        pack, start, _ = self._where[key]
        return pack.path.name, start

    def _open_pack(self) -> _Writing:
        if self._writing is None:
            if not self._folder.is_dir():
                self._folder.mkdir(parents=True)
                (self._folder / ".gitignore").write_bytes(b"*\n")
            path = self._folder / f"{secrets.token_hex(8)}{_ENDING}"
            file = path.open("xb", buffering=1 << 20)
            file.write(_MAGIC)
            self._writing = _Writing(path, file, len(_MAGIC))
        return self._writing

    def _list(self, path: Path, size: int) -> None:
        pack = _Pack(path, size)
        self._packs[path.name] = pack
        with suppress(OSError, ValueError, struct.error):
            view = self._view(pack, 0)
            if view is None or view[: len(_MAGIC)] != _MAGIC:
                return
            for key, start, length in _records(view):
                self._where[key] = (pack, start, length)
                pack.size += length + _RECORD.size

    def _view(self, pack: _Pack, end: int) -> mmap.mmap | None:
        if pack.view is None or len(pack.view) < end:
            with pack.path.open("rb") as file:
                pack.view = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return pack.view if len(pack.view) >= end else None


def _records(view: mmap.mmap) -> Iterator[tuple[bytes, int, int]]:
    """(key, where its bytes begin, how many) by the list at the end, or one after the other."""
    whole = len(view)
    if whole >= len(_MAGIC) + _FOOTER.size:
        at, count, checksum, mark = _FOOTER.unpack_from(view, whole - _FOOTER.size)
        end = at + count * _ENTRY.size
        if mark == _MARK and end == whole - _FOOTER.size and zlib.crc32(view[at:end]) == checksum:
            yield from _ENTRY.iter_unpack(view[at:end])
            return
    start = len(_MAGIC)
    while start + _RECORD.size <= whole:
        key, length, checksum = _RECORD.unpack_from(view, start)
        start += _RECORD.size
        if start + length > whole or zlib.crc32(view[start : start + length]) != checksum:
            return
        yield key, start, length
        start += length
