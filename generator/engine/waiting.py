"""Records that were put into a store and are not written yet.

They are written many at a time, because each segment costs a system call or a request. Where they
cannot be written (a full disk, no permission, a place that does not answer) they stay here for this
build: a cache is no reason to fail.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

SEGMENT_BYTES = 4_000_000


class Waiting:
    def __init__(self, write: Callable[[Mapping[bytes, bytes]], None]) -> None:
        """`write` raises OSError where it cannot."""
        self._write = write
        self._records: dict[bytes, bytes] = {}
        self._bytes = 0
        self.refused = False

    def __contains__(self, key: bytes) -> bool:
        return key in self._records

    def get(self, key: bytes) -> bytes | None:
        return self._records.get(key)

    def put(self, key: bytes, data: bytes) -> None:
        self._bytes += len(data) - len(self._records.get(key, b""))
        self._records[key] = data
        if self._bytes > SEGMENT_BYTES:
            self.flush()

    def flush(self) -> None:
        if not self._records or self.refused:
            return
        try:
            self._write(self._records)
        except OSError:
            self.refused = True
            return
        self._records, self._bytes = {}, 0
