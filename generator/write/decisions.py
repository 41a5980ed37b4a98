"""An editor's decisions, put on the disk: one at a time, nothing overwritten, everything undoable.

`Ledger.decide` takes what the editor saw (the version of a file) and a change, and writes the
changed file: whole, by a rename, synced. A file that changed on the disk since then is merged where
the two changes are about different things, and refused with a message where they are not. Each
decision is noted in a journal before it is done, with the bytes before and after, so that it can be
taken back step by step.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from generator.decide.files import carried_to
from generator.problems import Problem, ProblemError, error
from generator.read.files import read_regular_file
from generator.write.files import replace_file, sync_folder, why_not
from generator.write.journal import Decided, Journal

try:
    import fcntl
except ImportError:  # Windows has no advisory locks of this kind; one desk at a time there
    fcntl = None  # type: ignore[assignment]

Change = Callable[[bytes | None, bytes | None], bytes | None]
"""(the file as the editor saw it, as it is now) → as it shall be. None: there is no file.

Where the two differ, the change merges, or raises ProblemError.
"""

_SHOWN = 400  # versions of files that desks may still have open
_PATIENCE = 10.0  # seconds for another desk to finish its decision
_NO_FILE = "none"


class Ledger:
    """All decisions of one site. Safe to call from several threads and several processes."""

    def __init__(self, site_folder: Path) -> None:
        self._site = site_folder.resolve()
        self._folder = self._site / ".cache" / "desk"
        self._journal = Journal(self._folder / "journal.jsonl")
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
            self._write_noted(path, current, wanted, lambda: self._journal.decided(decided))
            return decided

    def history(self) -> tuple[Decided, ...]:
        """Oldest first."""
        with self._threads:
            return tuple(self._journal.read(self._read_quietly).values())

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
            self._write_noted(
                found.path, current, wanted, lambda: self._journal.stepped(identity, undone=undone)
            )
        return replace(found, undone=undone)

    # --- disk -------------------------------------------------------------------------------

    def _write_noted(
        self, path: str, current: bytes | None, wanted: bytes | None, note: Callable[[], int]
    ) -> None:
        """The journal first: a decision that could not be taken back is not made."""
        try:
            noted = note()
        except OSError as fault:
            raise ProblemError(_unwritten(path, fault)) from None
        try:
            _write(self._place(path), self._site, current, wanted)
        except ProblemError:
            self._journal.cut(noted)
            raise
        except OSError as fault:
            self._journal.cut(noted)
            raise ProblemError(_unwritten(path, fault)) from None

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

    def _read_quietly(self, path: str) -> bytes | None:
        try:
            return self._read(path)
        except ProblemError:
            return None

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
