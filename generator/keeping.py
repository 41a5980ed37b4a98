"""What `combine` makes of single articles, kept in the store for the next build (`digest.memory`).

A value is kept under the program, its step, what that was told of the whole site, and the article.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from generator.engine.codec import Damaged, decode, encode, key_of
from generator.engine.store import Store
from generator.model import Analysis

_Value = TypeVar("_Value")


def kept(store: Store, key: bytes, kind: type[_Value]) -> _Value | None:
    """A value, where the store still has it whole."""
    data = store.get(key)
    if data is None:
        return None
    try:
        return decode(data, kind)
    except Damaged:
        return None


class Keeping:
    """A keeper of `digest.memory`."""

    def __init__(self, store: Store, code: bytes, asked: Callable[[bytes], object]) -> None:
        """`asked` is told of each key that is looked for."""
        self._store = store
        self._code = code
        self._asked = asked
        self._keys: dict[int, tuple[object, bytes]] = {}

    def know(self, analyses: Iterable[tuple[Analysis, bytes]]) -> None:
        """The articles of a build, each with the key of what came of its source."""
        self._keys = {id(item): (item, key) for one, key in analyses for item in (one, one.finds)}

    def about(self, step: str, told: object) -> bytes:
        return key_of(self._code, step, told)

    def get(self, about: bytes, item: object, beside: Hashable, kind: Any) -> tuple[Any] | None:
        key = self._key(about, item, beside)
        return kept(self._store, key, tuple[kind]) if key else None

    def put(self, about: bytes, item: object, beside: Hashable, value: object) -> None:
        key = self._key(about, item, beside)
        if key:
            self._store.put(key, encode((value,)))

    def key(self, item: object) -> bytes | None:
        if item is None:
            return b""
        known = self._keys.get(id(item))
        return known[1] if known else None

    def _key(self, about: bytes, item: object, beside: Hashable) -> bytes | None:
        own = self.key(item)
        if own is None:  # of an article that was understood with more than is in its key
            return None
        key = key_of(about, own, beside)
        self._asked(key)
        return key
