"""Watches a site folder and rings at every change that can matter.

The system's own notices through `watchfiles`, in place of livereload's polling every 0.8 s. They
only ring: what changed is found by looking (`read.disk`), so a notice that comes twice, late or
for the wrong path does no harm, and a new folder whose first files were too fast for the system
is read whole.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import watchfiles
from livereload.watcher import Watcher as LivereloadWatcher

from generator.read.leftovers import is_leftover

FOLDERS = ("content", "templates", "static")
FILE = "site.yaml"
_STEP = 10  # ms between two looks at the system's notices; a change is rung after two
_TOP_STEP = 20  # the same for the site's own folder, which changes rarely
_PAUSE = 0.5  # seconds until folders that could not be watched are tried again


class Watcher(LivereloadWatcher):  # type: ignore[misc]  # livereload has no types
    """livereload's place for another watcher: one that starts by itself is never polled."""

    def __init__(self, site_folder: Path, more: Iterable[Path], ring: Callable[[], None]) -> None:
        super().__init__()
        self._site = site_folder.resolve()
        self._more = [path.resolve() for path in more]
        self._ring = ring
        self._stopped = threading.Event()
        self._renewed = threading.Event()  # other folders are there than those being watched
        self._threads: Sequence[threading.Thread] = ()

    def start(self, callback: Callable[[], None]) -> bool:
        self._threads = [
            threading.Thread(target=run, name=f"wenzhai {run.__name__}", daemon=True)
            for run in (self._watch_top, self._watch_folders)
        ]
        for thread in self._threads:
            thread.start()
        return True

    def stop(self) -> None:
        self._stopped.set()
        self._renewed.set()
        for thread in self._threads:
            thread.join()

    def _watch_top(self) -> None:
        """`site.yaml`, and the coming and going of the folders beside it.

        Only the folder itself, not what lies in it: there may be a `.git`, a `.venv`, a `public`.
        """
        there = self._folders()
        while not self._stopped.is_set():
            for paths in self._notices([self._site], self._stopped, _TOP_STEP, recursive=False):
                names = {Path(path).name for path in paths}
                if not names.isdisjoint((FILE, *FOLDERS)):
                    self._ring()
                if self._folders() != there:
                    there = self._folders()
                    self._renewed.set()

    def _watch_folders(self) -> None:
        while not self._stopped.is_set():
            self._renewed.clear()
            folders = [path for path, _ in self._folders()]
            self._ring()  # what came before the watch began
            if not folders:
                self._renewed.wait()
            for _ in self._notices(folders, self._renewed, _STEP, recursive=True):
                self._ring()

    def _folders(self) -> list[tuple[Path, int]]:
        """What is to be watched, and which folder it is: a new one may have the old name."""
        found = []
        # The repository is its own site: its templates are the built-in ones.
        for path in dict.fromkeys((*(self._site / name for name in FOLDERS), *self._more)):
            try:
                found.append((path, path.stat().st_ino))
            except OSError:
                continue
        return found

    def _notices(
        self, paths: Sequence[Path], stop: threading.Event, step: int, *, recursive: bool
    ) -> Iterable[set[str]]:
        """Paths that changed, time and again; ends when `stop` is set or the folders go."""
        options: dict[str, Any] = {"step": step, "recursive": recursive, "stop_event": stop}
        try:
            for changes in watchfiles.watch(
                *paths,
                watch_filter=lambda _, path: not is_leftover(Path(path).name),
                debounce=5 * step,
                raise_interrupt=False,
                ignore_permission_denied=True,
                **options,
            ):
                yield {path for _, path in changes}
        except (OSError, RuntimeError):  # a folder went away between the look and the watch
            stop.wait(_PAUSE)
