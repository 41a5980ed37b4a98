"""A change made to one state of a file, brought to another state of it: by line, or not at all.

Undoing a decision gives back the very bytes from before it. Where the file has moved on since, the
lines of that decision are put back and all others stay as they are now.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from generator.decide.yaml_text import Values, same

Key = tuple[str, ...]

# Two editors may each add an entry to these; elsewhere a list is one value.
_BY_ENTRY = frozenset(
    (
        "pin",
        "drop",
        "corrections",
        "add",
        "forbid",
        "topics",
        "aliases",
        "ignore",
        "pairs",
        "protect",
    )
)
_NAMING = ("name", "find", "hans", "edition")


def carried(base: bytes, changed: bytes, current: bytes) -> bytes | None:
    """`current` with what led from `base` to `changed`; None where the two changes meet."""
    if current == base:
        return changed
    old, new, now = (data.splitlines(keepends=True) for data in (base, changed, current))
    kept = [block for block in _blocks(old, now) if block[2]]
    result = list(now)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in reversed(matcher.get_opcodes()):
        if kind == "equal":
            continue
        place = _place(kept, start, end, len(old), len(now))
        if place is None:
            return None
        result[place : place + end - start] = new[new_start:new_end]
    return b"".join(result)


def _blocks(old: Sequence[bytes], now: Sequence[bytes]) -> list[tuple[int, int, int]]:
    matcher = difflib.SequenceMatcher(None, old, now, autojunk=False)
    return [(one.a, one.b, one.size) for one in matcher.get_matching_blocks()]


def _place(
    kept: Sequence[tuple[int, int, int]], start: int, end: int, lines: int, now: int
) -> int | None:
    """Where lines `start` to `end` of the base stand now, with a line beside them unchanged."""
    for a, b, size in kept:
        inside = a <= start and end <= a + size
        firm = a < start or (start == 0 == a and b == 0)
        firm = firm or end < a + size or (end == a + size == lines and b + size == now)
        if inside and firm:
            return b + start - a
    return None


def touched(old: Values, new: Values) -> tuple[Key, ...]:
    """The keys that a change is about, as deep as mappings go."""
    return tuple(_touched(_addressed(old), _addressed(new)))


def met(shown: Values, current: Values, keys: Sequence[Key]) -> Key | None:
    """The first of `keys` that says something else now than when it was shown."""
    before, now = _addressed(shown), _addressed(current)
    return next((key for key in keys if not same(_at(before, key), _at(now, key))), None)


def _touched(old: Values, new: Values) -> Iterator[Key]:
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        if name in old and name in new and same(before, after):
            continue
        inner: list[Key] = []
        if isinstance(before or {}, dict) and isinstance(after or {}, dict):
            inner = list(_touched(_mapping(before), _mapping(after)))
        yield from ((name, *key) for key in inner or [()])


def _addressed(values: Values) -> Values:
    """With lists to which single entries are added as mappings from entry to what it says."""
    found: Values = {}
    for name, value in values.items():
        if name in _BY_ENTRY and value is not None:
            entries = value if isinstance(value, list) else [value]
            found[name] = {_entry_name(one): _deeper(one) for one in entries}
        else:
            found[name] = _deeper(value)
    return found


def _deeper(value: object) -> object:
    return _addressed(value) if isinstance(value, dict) else value


def _entry_name(entry: object) -> str:
    if isinstance(entry, dict):
        return "/".join(str(entry.get(key, "")) for key in _NAMING if key in entry)
    return str(entry)


def _mapping(value: object) -> Values:
    return value if isinstance(value, dict) else {}


def _at(values: Values, key: Key) -> object:
    value: object = values
    for name in key:
        if not isinstance(value, dict):
            return value
        value = value.get(name)
    return value
