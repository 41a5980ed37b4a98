"""When Python's garbage collector looks for reference cycles: seldom, and never while one waits.

A site that is understood is hundreds of thousands of values, and each collection of the oldest
generation walks all of them: it was a third of what combining took, and of the time from a save to
its page. What stages leave behind in cycles is made and dropped within one article, and found by
the collections of the youngest.
"""

from __future__ import annotations

import gc

_YOUNG = 100_000  # new values until the youngest generation is collected
_MOST_PUT_OFF = 20  # builds, while there is always something else to be done


def collect_seldom() -> None:
    """For a process that builds and ends."""
    gc.set_threshold(_YOUNG, 50, 1_000)


def freeze() -> None:
    """All that is there now is not walked again; it still goes when nobody holds it any more."""
    gc.collect()
    gc.freeze()


class PutOff:
    """For a process that builds again and again: no collection from a save to its page."""

    def __init__(self) -> None:
        self._builds = 0

    def begin(self) -> None:
        gc.disable()
        self._builds += 1

    def end(self, *, busy: bool) -> None:
        """After a build: collects, unless there is something else to be done."""
        if busy and self._builds < _MOST_PUT_OFF:
            return
        gc.collect()
        gc.enable()
        self._builds = 0
