"""A decision about values, made a decision about the bytes of a file.

In: the file as the editor saw it and as it is now. Out: the file as it shall be. Where the two
differ, the decision is brought to the file of now, unless that says something else at the very
place: then there is a ProblemError and the editor looks again.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.decide.merging import carried, met, touched
from generator.decide.po_text import cut
from generator.decide.yaml_text import Values, rewritten, values_of
from generator.problems import ProblemError, error

_MARK = "\ufeff"

Decide = Callable[[Values], Values]
Check = Callable[[bytes, str], object]
"""The strict reader of this kind of file; it raises ProblemError."""


def on_yaml(
    seen: bytes | None, current: bytes | None, path: str, decide: Decide, check: Check
) -> bytes | None:
    """None where nothing is left to say and no comment either: then no file is needed."""
    text = _decoded(current, path)
    values = values_of(text, path)
    wanted = decide(values)
    if seen != current:
        shown = values_of(_decoded(seen, path), path)
        keys = touched(shown, decide(shown))
        # A form sends all its fields; one that was left as it was shown decides nothing.
        about = {key[0] for key in keys}
        wanted = {
            name: (wanted if name in about else values)[name]
            for name in dict.fromkeys((*values, *wanted))
            if name in (wanted if name in about else values)
        }
        other = met(shown, values, keys)
        if other is not None:
            cause = f"`{other[0]}` has been decided differently since the desk showed it"
            raise ProblemError(error(path, 1, cause, "look at it as it is now, then decide again"))
    changed = rewritten(text, wanted, path)
    if not changed.strip():
        return None
    mark = _MARK if current is not None and current.startswith(_MARK.encode()) else ""
    data = (mark + changed).encode()
    check(data, path)
    return data


def carried_to(
    path: str, base: bytes | None, goal: bytes | None, current: bytes | None
) -> bytes | None:
    """`current` with what led from `base` to `goal`, and with nothing else; None where the two
    changes meet. What it says is compared too: lines alone can be alike at several places."""
    merged = carried(base or b"", goal or b"", current or b"")
    if merged is None:
        return None
    try:
        was, shall, now, got = (_said(path, data) for data in (base, goal, current, merged))
    except ProblemError:
        return None
    keys = touched(was, shall)
    as_wanted = met(shall, got, keys) is None
    nothing_else = all(any(_covers(key, one) for key in keys) for one in touched(now, got))
    return merged if as_wanted and nothing_else else None


def _covers(key: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shorter = min(len(key), len(other))
    return key[:shorter] == other[:shorter]


def _said(path: str, data: bytes | None) -> Values:
    text = _decoded(data, path)
    if not path.endswith(".po"):
        return values_of(text, path)
    found: Values = {}
    for entry in cut(text).entries:
        name = f"{entry.obsolete} {entry.context} {entry.chinese}"
        found[name] = [*entry.texts, entry.fuzzy]
    return found


def _decoded(data: bytes | None, path: str) -> str:
    if data is None:
        return ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise ProblemError(
            error(path, line, "this file is not UTF-8", "save it as UTF-8")
        ) from None
