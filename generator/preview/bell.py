"""When to build: soon after one save, once after many.

A watcher or the desk rings; the builder waits until it is quiet. One save after a pause is built
at once where the file is whole, and else when it has been quiet for a moment. While saves keep
coming (a formatter, a checkout of another branch, an editor that writes in three steps) the bell
waits longer for the last of them, but never so long that a stream of saves without end would show
nothing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

QUIET = 0.015  # seconds without a change after which a file that nobody closed is whole
QUIET_IN_A_BURST = 0.1
BURST = 0.3  # a change so soon after the last reload belongs to the same burst
_LOOK_UP = 1.0
LONGEST = 0.6  # from the first change to the reload, whatever comes


class Bell:
    """Rung from any thread, heard by one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._rings = 0
        self._heard = 0
        self._last = 0.0
        self._whole = False  # what it last rang for
        self._stopped = False

    def ring(self, whole: bool = True) -> None:
        """`whole`: nothing more is to be expected of this change."""
        with self._changed:
            self._rings += 1
            self._whole = whole
            self._last = self._clock()
            self._changed.notify_all()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def wait(self) -> bool:
        """Until it rings; False when there is nothing more to wait for."""
        with self._changed:
            # Not without an end: on Windows nobody could interrupt it.
            while not self._changed.wait_for(self._awaited, _LOOK_UP):
                pass
            return not self._stopped

    def settle(self, until: float, *, in_a_burst: bool) -> None:
        """Until it has been quiet for long enough, or the moment `until`; all is heard then."""
        with self._changed:
            while not self._stopped:
                now = self._clock()
                quiet = QUIET_IN_A_BURST if in_a_burst else 0.0 if self._whole else QUIET
                left = min(self._last + quiet, until) - now
                if left <= 0:
                    break
                self._changed.wait(left)
            self._heard = self._rings

    @property
    def rung(self) -> bool:
        """Whether it rang since the builder last heard it, or there is nothing more to wait for."""
        with self._changed:
            return self._awaited()

    def rest(self, seconds: float) -> None:
        """Until it rings, but not longer."""
        with self._changed:
            self._changed.wait_for(self._awaited, seconds)

    def _awaited(self) -> bool:
        return self._stopped or self._rings > self._heard
