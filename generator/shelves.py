"""Where the files of a build come together: a folder that will be published, or memory.

A shelf may still have what an earlier build made under the same key; then it stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from generator.articles import Sink
from generator.model import Output


class Shelf(Protocol):
    """What a build needs of the place where its files come together."""

    @property
    def sink(self) -> Sink | None:
        """For workers, where they can put files there themselves."""

    def kept(self, key: bytes) -> bool:
        """Whether all files of this key are there; if so they stay."""

    def add(self, key: bytes, output: Output) -> None: ...

    def added(self, key: bytes, paths: Sequence[str], written: Sequence[str]) -> None:
        """A worker has put these files there, and had to write some."""


class Memory:
    """A shelf in memory. What the build before made under the same key is taken over."""

    sink = None

    def __init__(self, before: Memory | None = None) -> None:
        self._before = before
        self._paths: dict[bytes, tuple[str, ...]] = {}
        self.files: dict[str, bytes] = {}

    def kept(self, key: bytes) -> bool:
        before = self._before
        if before is None or key not in before._paths:
            return False
        self._paths[key] = before._paths[key]
        self.files |= {path: before.files[path] for path in self._paths[key]}
        return True

    def add(self, key: bytes, output: Output) -> None:
        self._paths[key] = (*self._paths.get(key, ()), output.path)
        self.files[output.path] = output.data

    def added(self, key: bytes, paths: Sequence[str], written: Sequence[str]) -> None:
        raise TypeError("nobody else can put files into this process's memory")


class Nowhere:
    """For pages that are made again only for what else comes of them."""

    def put(self, output: Output) -> bool:
        return False
