"""An editor's decisions, put on the disk: one at a time, nothing overwritten, everything undoable.

`Ledger.decide` takes what the editor saw (the version of a file) and a change, and writes the
changed file: whole, by a rename, synced. A file that changed on the disk since then is merged where
the two changes are about different things, and refused with a message where they are not. Each
decision is noted in a journal before it is done, with the bytes before and after, so that it can be
taken back step by step, also after a restart.

The journal lies in `<site>/.cache/desk/`: outside the sources, and disposable like all of `.cache`.
Losing it loses the way back, never a decision.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from generator.decide.files import carried_to
from generator.problems import Problem, ProblemError, error
from generator.read.files import read_regular_file
from generator.write.files import replace_file, sync_folder, why_not

try:
    import fcntl
except ImportError:  # Windows has no advisory locks of this kind; one desk at a time there
    fcntl = None  # type: ignore[assignment]

Change = Callable[[bytes | None, bytes | None], bytes | None]
"""(the file as the editor saw it, as it is now) → as it shall be. None: there is no file.

Where the two differ, the change merges, or raises ProblemError.
"""

_KEPT = 500  # decisions in the journal
_SHOWN = 400  # versions of files that desks may still have open
_PATIENCE = 10.0  # seconds for another desk to finish its decision
_NO_FILE = "none"


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


class Ledger:
    """All decisions of one site. Safe to call from several threads and several processes."""

    def __init__(self, site_folder: Path) -> None:
        self._site = site_folder.resolve()
        self._folder = self._site / ".cache" / "desk"
        self._journal = self._folder / "journal.jsonl"
        self._shown: OrderedDict[str, bytes | None] = OrderedDict()
        self._threads = threading.RLock()

    def read(self, path: str) -> tuple[bytes | None, str]:
        """The file and its version, which a form carries so that nothing is overwritten."""
        data = self._read(path)
        version = version_of(data)
        with self._threads:
            self._shown[version] = data
            self._shown.move_to_end(version)
            while len(self._shown) > _SHOWN:
                self._shown.popitem(last=False)
        return data, version

    def decide(
        self, path: str, version: str, change: Change, told: Mapping[str, str]
    ) -> Decided | None:
        """None where the file says so already. Raises ProblemError; then nothing was changed."""
        with self._alone(path):
            current = self._read(path)
            if version == version_of(current):
                seen = current
            elif version in self._shown:
                seen = self._shown[version]
            else:
                raise ProblemError(_moved_on(path))
            wanted = change(seen, current)
            if wanted == current:
                return None
            decided = Decided(
                id=os.urandom(6).hex(),
                moment=time.time(),
                path=path,
                told=dict(told),
                before=current,
                after=wanted,
            )
            self._note_and_write(decided, current, wanted, _line({"do": _packed(decided)}))
            return decided

    def history(self) -> tuple[Decided, ...]:
        """Oldest first."""
        with self._threads:
            return tuple(self._load().values())

    def undo(self, identity: str) -> Decided:
        return self._step(identity, undone=True)

    def redo(self, identity: str) -> Decided:
        return self._step(identity, undone=False)

    def _step(self, identity: str, undone: bool) -> Decided:
        found = {one.id: one for one in self.history()}.get(identity)
        if found is None or found.undone == undone:
            cause = "this step is not in the history any more"
            fix = "look at the history again; another desk may have been faster"
            raise ProblemError(error(found.path if found else "history", 1, cause, fix))
        with self._alone(found.path):
            current = self._read(found.path)
            base, goal = (found.after, found.before) if undone else (found.before, found.after)
            if current in (base, goal):  # a hand may have been faster and made it so already
                wanted = goal
            else:
                merged = carried_to(found.path, base, goal, current)
                if merged is None:
                    cause = "the same lines have been changed since, so this step is not possible"
                    fix = "take back the later changes first, or edit the file by hand"
                    raise ProblemError(error(found.path, 1, cause, fix))
                wanted = merged or (None if goal is None else b"")
            verb = "undo" if undone else "redo"
            self._note_and_write(found, current, wanted, _line({verb: identity}))
        return replace(found, undone=undone)

    # --- disk -------------------------------------------------------------------------------

    def _note_and_write(
        self, decided: Decided, current: bytes | None, wanted: bytes | None, line: bytes
    ) -> None:
        """The journal first: a decision that could not be taken back is not made."""
        path = self._place(decided.path)
        try:
            noted = self._append(line)
        except OSError as fault:
            raise ProblemError(_unwritten(decided.path, fault)) from None
        try:
            _write(path, self._site, current, wanted)
        except ProblemError:
            self._cut(noted)
            raise
        except OSError as fault:
            self._cut(noted)
            raise ProblemError(_unwritten(decided.path, fault)) from None

    def _append(self, line: bytes) -> int:
        """Gives the length of the journal before. Unbuffered, so that on a full disk nothing is
        left of a line that did not fit."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._journal.open("ab", buffering=0) as file:
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

    def _cut(self, length: int) -> None:
        with self._journal.open("r+b") as file:
            file.truncate(length)

    def _load(self) -> dict[str, Decided]:
        """A line that was not written whole, or is no journal line, counts as never written."""
        found: dict[str, Decided] = {}
        try:
            lines = self._journal.read_bytes().splitlines()
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
        self._drop_unmade(found)
        if len(found) > 2 * _KEPT:
            found = dict(list(found.items())[-_KEPT:])
            self._shorten(found)
        return found

    def _drop_unmade(self, found: dict[str, Decided]) -> None:
        """The last decision, if the machine stopped between its note and its writing."""
        if not found:
            return
        last = next(reversed(found.values()))
        if not last.undone and last.before != last.after:
            current = _read_quietly(self._place(last.path), self._site)
            if current == last.before and current != last.after:
                del found[last.id]

    def _shorten(self, kept: Mapping[str, Decided]) -> None:
        lines = [_line({"do": _packed(one)}) for one in kept.values()]
        lines += [_line({"undo": one.id}) for one in kept.values() if one.undone]
        try:
            replace_file(self._journal, b"".join(lines))
        except OSError:  # it stays long; the next start tries again
            return

    @contextmanager
    def _alone(self, path: str) -> Iterator[None]:
        """One decision at a time for a site, whoever makes it."""
        with self._threads:
            if fcntl is None:
                yield
                return
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                file = (self._folder / "lock").open("a")
            except OSError as fault:
                raise ProblemError(_unwritten(path, fault)) from None
            with file:
                deadline = time.monotonic() + _PATIENCE
                while True:
                    try:
                        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        break
                    except BlockingIOError:
                        if time.monotonic() > deadline:
                            cause = "another desk has been writing for a long time"
                            raise ProblemError(error(path, 1, cause, "try again")) from None
                        time.sleep(0.02)
                yield

    def _read(self, path: str) -> bytes | None:
        return _read(self._place(path), self._site)

    def _place(self, path: str) -> Path:
        """Only files below the site's `content`."""
        parts = Path(path).parts
        if not parts or parts[0] != "content" or ".." in parts or Path(path).is_absolute():
            raise ProblemError(error(path, 1, "this is no file of the site", "reload the desk"))
        return self._site / path


def version_of(data: bytes | None) -> str:
    return _NO_FILE if data is None else hashlib.sha256(data).hexdigest()[:24]


def _read(path: Path, site: Path) -> bytes | None:
    """None where there is no file; a link that leads out of the site is refused, as in a build."""
    if not path.exists() and not path.is_symlink():
        return None
    return read_regular_file(path, within=site)


def _read_quietly(path: Path, site: Path) -> bytes | None:
    try:
        return _read(path, site)
    except ProblemError:
        return None


def _write(path: Path, site: Path, current: bytes | None, wanted: bytes | None) -> None:
    if wanted is None:
        path.unlink(missing_ok=True)
        sync_folder(path.parent)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    target = path.resolve()
    # An editor's own program keeps no lock: look once more before its words would be replaced.
    replace_file(target, wanted, lambda: _unchanged(path, site, current))


def _unchanged(path: Path, site: Path, current: bytes | None) -> None:
    if _read(path, site) != current:
        raise ProblemError(_moved_on(str(path)))


def _moved_on(path: str) -> Problem:
    cause = "the file has changed on the disk since the desk showed it"
    return error(path, 1, cause, "look at it as it is now, then decide again")


def _unwritten(path: str, fault: OSError) -> Problem:
    cause = f"the decision could not be saved: {why_not(fault)}"
    fix = "the file is as it was; make room or mend this, then decide again"
    return error(path, 1, cause, fix)


# --- the journal's lines --------------------------------------------------------------------


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
