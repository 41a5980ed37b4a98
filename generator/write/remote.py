"""Publishing to a place that is no folder of this machine: any that fsspec knows (s3://, gs://, …).

Such places cannot exchange two folders in one step. So only files that changed are written, what
pages need before the pages, and what is gone is removed last: a reader meets a page of the old site
or of the new one, never one without its style. A list of what lies there, with checksums, is kept
beside the pages, so that nothing has to be fetched to be compared.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from generator.engine.remote import files_at
from generator.model import Output
from generator.problems import SiteError, error
from generator.write.fresh import MARKER, Published


class RemoteSite:
    """A shelf of the pipeline, as `Fresh` is for folders. Raises SiteError."""

    sink = None  # pages come back from the workers, which may not reach the place

    def __init__(self, address: str) -> None:
        self._address = address
        self._files, self._root = files_at(address, "--output")
        self._before = self._list()
        self._now: dict[str, str] = {}
        self._changed: dict[str, bytes] = {}

    def kept(self, key: bytes) -> bool:
        return False

    def add(self, key: bytes, output: Output) -> None:
        mark = hashlib.sha256(output.data).hexdigest()
        self._now[output.path] = mark
        if self._before.get(output.path) != mark:
            self._changed[output.path] = output.data

    def added(self, key: bytes, paths: Sequence[str], written: Sequence[str]) -> None:
        raise TypeError("nobody else can put files there")

    def swap(self) -> Published:
        gone = sorted(self._before.keys() - self._now.keys())
        try:
            for path in sorted(self._changed, key=lambda path: (path.endswith(".html"), path)):
                self._write(path, self._changed[path])
            if self._changed or gone:
                self._write(MARKER, json.dumps(self._now, indent=0).encode())
            for path in gone:
                self._files.rm_file(f"{self._root}/{path}")
        except Exception as fault:  # each kind of place has faults of its own
            cause = f"the site could not be written: {fault}"
            fix = "pages written so far are whole; mend the cause and build again"
            raise SiteError(error(self._address, 1, cause, fix)) from None
        return Published(files=len(self._now), written=len(self._changed), removed=len(gone))

    def _write(self, path: str, data: bytes) -> None:
        place = f"{self._root}/{path}"
        self._files.makedirs(place.rpartition("/")[0], exist_ok=True)
        self._files.pipe_file(place, data)

    def _list(self) -> dict[str, str]:
        """What lies there: path → checksum. A place of somebody else is refused."""
        try:
            marker = f"{self._root}/{MARKER}"
            if self._files.exists(marker):
                found = json.loads(self._files.cat_file(marker))
                return {str(path): str(mark) for path, mark in found.items()}
            strange = self._files.exists(self._root) and self._files.ls(self._root, detail=False)
        except Exception as fault:  # the place does not answer, or its list is damaged
            raise SiteError(
                error(self._address, 1, f"cannot be read: {fault}", "check the address")
            ) from None
        if strange:
            fix = "empty it yourself, or name another place with --output"
            cause = "what lies there was not made by wenzhai"
            raise SiteError(error(self._address, 1, cause, fix))
        return {}
