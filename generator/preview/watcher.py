"""Watches a site folder and rings at every change that can matter.

The system's own notices through `watchdog`, in place of livereload's polling every 0.8 s. They
only ring: what changed is found by looking (`read.disk`), so a notice that comes twice, late or
for the wrong path does no harm, and a new folder whose first files were too fast for the system
is read whole. Nothing wakes up while nothing changes.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from livereload.watcher import Watcher as LivereloadWatcher
from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from generator.read.leftovers import is_leftover

FOLDERS = ("content", "templates", "static")
FILE = "site.yaml"
_PAUSE = 0.5  # seconds until a folder that could not be watched is tried again
# That a file was opened or read is no change: we read them all.
_CHANGES: list[type[FileSystemEvent]] = [
    *(FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent),
    *(DirCreatedEvent, DirDeletedEvent, DirMovedEvent),
]

Ring = Callable[[bool], None]
"""Told whether the file is whole: nobody is writing it any more."""


class Watcher(LivereloadWatcher):  # type: ignore[misc]  # livereload has no types
    """livereload's place for another watcher: one that starts by itself is never polled."""

    def __init__(self, site_folder: Path, more: Iterable[Path], ring: Ring) -> None:
        super().__init__()
        self._site = site_folder.resolve()
        self._more = [path.resolve() for path in more]
        self._ring = ring
        self._observer = Observer()
        self._lock = threading.RLock()
        self._watched: dict[Path, tuple[int, ObservedWatch]] = {}  # with the folder's number
        self._again: threading.Timer | None = None
        self._stopped = False

    def start(self, callback: Callable[[], None]) -> bool:
        self._observer.start()
        # Only the folder itself, not what lies in it: there may be a `.git`, a `.venv`, a `public`.
        self._observer.schedule(_Told(self._at_the_top), str(self._site), event_filter=_CHANGES)
        self._watch_folders()
        return True

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._again:
                self._again.cancel()
        self._observer.stop()
        self._observer.join()

    def _at_the_top(self, event: FileSystemEvent) -> None:
        """`site.yaml`, and the coming and going of the folders beside it."""
        names = {Path(path).name for path in _paths(event)}
        if FILE in names:
            self._ring(_is_whole(event))
        elif not names.isdisjoint(FOLDERS):
            self._watch_folders()

    def _below(self, event: FileSystemEvent) -> None:
        if not all(is_leftover(Path(path).name) for path in _paths(event)):
            self._ring(_is_whole(event))

    def _watch_folders(self) -> None:
        """Those that are there now: a new folder may have the old name."""
        with self._lock:
            if self._stopped:
                return
            there = self._folders()
            for path, (number, watch) in list(self._watched.items()):
                if there.get(path) != number:
                    del self._watched[path]
                    with contextlib.suppress(KeyError):  # it went by itself
                        self._observer.unschedule(watch)
            for path, number in there.items():
                if path in self._watched:
                    continue
                try:
                    watch = self._observer.schedule(
                        _Told(self._below), str(path), recursive=True, event_filter=_CHANGES
                    )
                except OSError:  # it went away meanwhile, or the system watches no more folders
                    self._try_again()
                else:
                    self._watched[path] = number, watch
            self._ring(False)  # for what came before the watch began

    def _try_again(self) -> None:
        if self._again is None or not self._again.is_alive():
            self._again = threading.Timer(_PAUSE, self._watch_folders)
            self._again.daemon = True
            self._again.start()

    def _folders(self) -> dict[Path, int]:
        found = {}
        # The repository is its own site: its templates are the built-in ones.
        for path in (*((self._site / name).resolve() for name in FOLDERS), *self._more):
            with contextlib.suppress(OSError):
                found[path] = path.stat().st_ino
        return found


class _Told(FileSystemEventHandler):
    def __init__(self, tell: Callable[[FileSystemEvent], None]) -> None:
        self._tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._tell(event)


def _paths(event: FileSystemEvent) -> list[str]:
    return [str(path) for path in (event.src_path, event.dest_path) if path]


def _is_whole(event: FileSystemEvent) -> bool:
    """A file that was closed after writing, or that took another's name. One that goes away may
    be on its way to become a backup, before the new one comes."""
    if isinstance(event, FileMovedEvent):
        return not is_leftover(Path(str(event.dest_path)).name)
    return isinstance(event, FileClosedEvent)
