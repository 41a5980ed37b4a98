"""Values ↔ bytes for the cache, and the key under which a stage's result is kept.

Results are written as MessagePack and read back by their type: bytes that are not such a value are
refused (`Damaged`), and nothing in them can run, as it could in a pickle. A key is a hash of what
a stage was told: equal arguments have equal keys, in any process and on any machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

_Value = TypeVar("_Value")

KEY_BYTES = 16


class Damaged(Exception):
    """Bytes that are no value of the wanted type: to be treated as if they were not there."""


def encode(value: object) -> bytes:
    return _encoder().encode(value)


def decode(data: bytes | memoryview, kind: type[_Value]) -> _Value:
    try:
        return cast(_Value, _decoder(kind)(data))  # type: ignore[arg-type]
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError, RecursionError) as fault:
        raise Damaged(str(fault)) from None


def key_of(*arguments: object) -> bytes:
    """A key from values of the model, from bytes and from other keys."""
    found = hashlib.blake2b(digest_size=KEY_BYTES)
    for argument in arguments:
        data = argument if isinstance(argument, bytes) else encode(argument)
        found.update(len(data).to_bytes(8, "little"))
        found.update(data)
    return found.digest()


def _unknown(value: object) -> object:
    """What MessagePack has no form for, as something that is told apart from plain values."""
    if isinstance(value, str):  # Markup: safe words are not the same as unsafe ones
        return {type(value).__name__: str.__str__(value)}
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=repr)
    raise TypeError(f"{type(value).__qualname__} cannot be part of a key")


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    return msgspec.msgpack.Encoder(enc_hook=_unknown)


@cache
def _decoder(kind: Any) -> Callable[[bytes | memoryview], Any]:
    return msgspec.msgpack.Decoder(kind).decode
