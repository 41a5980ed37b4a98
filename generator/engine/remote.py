"""The cache in a place that is no folder of this machine: any that fsspec knows (s3://, gs://, …).

The same records as in `store`, each segment an object of its own that is never changed, because
such places cannot append. Whatever is damaged, or does not answer, is not there.
"""

from __future__ import annotations

import secrets
import struct
import zlib
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from generator.engine.store import head_length, list_length, listed, segment
from generator.engine.waiting import Waiting
from generator.problems import SiteError, error

_ENDING = ".pack"


class _Place(NamedTuple):
    name: str
    start: int
    length: int
    checksum: int


class RemoteStore:
    """A `Store` at an address. Sent to another process it is the same place."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._files, self._root = files_at(address, "--cache")
        self._where: dict[bytes, _Place] = {}
        self._seen: set[str] = set()
        self._waiting = Waiting(self._write)
        self._written = 0
        self._token = secrets.token_hex(8)
        self.refresh()

    def __reduce__(self) -> tuple[type[RemoteStore], tuple[str]]:
        return RemoteStore, (self._address,)

    def get(self, key: bytes) -> bytes | None:
        place = self._where.get(key)
        if place is None:
            return self._waiting.get(key)
        with suppress(Exception):  # each kind of place has faults of its own
            data: bytes = self._files.cat_file(
                place.name, start=place.start, end=place.start + place.length
            )
            if zlib.crc32(data) == place.checksum:
                return data
        del self._where[key]
        return None

    def put(self, key: bytes, data: bytes) -> None:
        if key not in self._where:
            self._waiting.put(key, data)

    def flush(self) -> None:
        self._waiting.flush()

    def _write(self, records: Mapping[bytes, bytes]) -> None:
        name = f"{self._root}/{self._token}-{self._written}{_ENDING}"
        try:
            self._files.makedirs(self._root, exist_ok=True)
            self._files.pipe_file(name, segment(records))
        except Exception as fault:  # each kind of place has faults of its own
            raise OSError(name) from fault
        self._written += 1
        self.refresh()

    def refresh(self) -> None:
        with suppress(Exception):
            self._files.invalidate_cache()
            names = self._files.ls(self._root, detail=False)
            for name in sorted(str(name) for name in names):
                if name.endswith(_ENDING) and name not in self._seen:
                    self._seen.add(name)
                    self._list(name)

    def sweep(self, used: Collection[bytes]) -> None:
        self.flush()
        live = {self._where[key].name for key in used if key in self._where}
        for name in self._seen - live:
            with suppress(Exception):
                self._files.rm_file(name)
        self._seen &= live
        self._where = {key: at for key, at in self._where.items() if at.name in live}

    def _list(self, name: str) -> None:
        with suppress(struct.error, ValueError):
            head = self._files.cat_file(name, start=0, end=head_length())
            count = list_length(head)
            data = self._files.cat_file(name, start=0, end=head_length() + count)
            for key, start, length, checksum in listed(data):
                self._where[key] = _Place(name, start, length, checksum)


def files_at(address: str, option: str) -> tuple[Any, str]:
    """fsspec's file system and the path in it. Raises SiteError."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        fix = "pip install 'wenzhai[cluster]'"
        raise SiteError(error(option, 1, f"{address} needs the extra cluster", fix)) from None
    try:
        files, root = url_to_fs(address)
    except (ImportError, ValueError, OSError) as fault:
        fix = "name a folder, or install what this address needs"
        raise SiteError(error(option, 1, f"{address}: {fault}", fix)) from None
    return files, str(root).rstrip("/")
