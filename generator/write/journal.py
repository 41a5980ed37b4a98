"""What was decided at a desk, line by line, so that it can be taken back, also after a restart.

The journal lies in `<site>/.cache/desk/`: outside the sources, and disposable like all of `.cache`.
Losing it loses the way back, never a decision. Each line carries its checksum: one that was not
written whole counts as never written.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.write.files import replace_file

_KEPT = 500  # decisions in the journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A line of the journal."""

    id: str
    moment: float  # seconds since 1970
    path: str  # relative to the site
    told: Mapping[str, str]  # what was decided, in the desk's own terms
    before: bytes | None
    after: bytes | None
    undone: bool = False


class Journal:
    """One process, and one thread of it, at a time: the ledger sees to that."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def decided(self, decided: Decided) -> int:
        """Notes a decision before it is done; gives what to `cut` it at again. Raises OSError."""
        return self._append(_line({"do": _packed(decided)}))

    def stepped(self, identity: str, *, undone: bool) -> int:
        """The same for a decision taken back or made again."""
        return self._append(_line({"undo" if undone else "redo": identity}))

    def cut(self, length: int) -> None:
        with self._path.open("r+b") as file:
            file.truncate(length)

    def _append(self, line: bytes) -> int:
        """Gives the length of the journal before. Unbuffered, so that on a full disk nothing is
        left of a line that did not fit."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab", buffering=0) as file:
            length = file.seek(0, os.SEEK_END)
            try:
                left = line
                while left:
                    left = left[file.write(left) :]
                os.fsync(file.fileno())
            except OSError:
                file.truncate(length)
                raise
        return length

    def read(self, now: Callable[[str], bytes | None]) -> dict[str, Decided]:
        """By id, oldest first. `now` gives what a file holds, None where there is none."""
        found: dict[str, Decided] = {}
        try:
            lines = self._path.read_bytes().splitlines()
        except OSError:
            return {}
        for line in lines:
            noted = _read_line(line)
            if noted is None:
                continue
            (verb, what), *_ = noted.items()
            if verb == "do" and isinstance(what, dict):
                decided = _unpacked(what)
                found[decided.id] = decided
            elif isinstance(what, str) and what in found:
                found[what] = replace(found[what], undone=verb == "undo")
        _drop_unmade(found, now)
        if len(found) > 2 * _KEPT:
            found = dict(list(found.items())[-_KEPT:])
            self._shorten(found)
        return found

    def _shorten(self, kept: Mapping[str, Decided]) -> None:
        lines = [_line({"do": _packed(one)}) for one in kept.values()]
        lines += [_line({"undo": one.id}) for one in kept.values() if one.undone]
        try:
            replace_file(self._path, b"".join(lines))
        except OSError:  # it stays long; the next start tries again
            return


def _drop_unmade(found: dict[str, Decided], now: Callable[[str], bytes | None]) -> None:
    """The last decision, if the machine stopped between its note and its writing."""
    if not found:
        return
    last = next(reversed(found.values()))
    if not last.undone and last.before != last.after:
        current = now(last.path)
        if current == last.before and current != last.after:
            del found[last.id]


def _line(noted: Mapping[str, object]) -> bytes:
    words = json.dumps(noted, ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.sha256(words).hexdigest()[:16].encode() + b" " + words + b"\n"


def _read_line(line: bytes) -> dict[str, object] | None:
    checksum, _, words = line.partition(b" ")
    if hashlib.sha256(words).hexdigest()[:16].encode() != checksum:
        return None
    noted = json.loads(words)
    return noted if isinstance(noted, dict) and noted else None


def _packed(decided: Decided) -> dict[str, object]:
    return {
        "id": decided.id,
        "moment": decided.moment,
        "path": decided.path,
        "told": dict(decided.told),
        "before": _as_text(decided.before),
        "after": _as_text(decided.after),
    }


def _unpacked(packed: Mapping[str, object]) -> Decided:
    told = packed["told"]
    assert isinstance(told, dict)
    return Decided(
        id=str(packed["id"]),
        moment=float(str(packed["moment"])),
        path=str(packed["path"]),
        told={str(key): str(value) for key, value in told.items()},
        before=_as_bytes(packed["before"]),
        after=_as_bytes(packed["after"]),
    )


def _as_text(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode()


def _as_bytes(text: object) -> bytes | None:
    return base64.b64decode(text) if isinstance(text, str) else None
