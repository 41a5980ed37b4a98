"""When Python looks for values that hold one another and nobody else: never between a save and
its page.

A preview holds all that was understood of a site, hundreds of thousands of values. Python's search
for rings among them walks all of them whenever many new ones were made, which a save does: it took
a third of the time from a save to its page. So it is put off until nothing else is to be done, and
what was read at the beginning is not walked again.
"""

from __future__ import annotations

import gc

_MOST_PUT_OFF = 20  # builds, while there is always something else to be done


class Rubbish:
    """For the one who builds; others' rings are found when nothing is being built."""

    def __init__(self) -> None:
        self._put_off = 0

    def put_off(self) -> None:
        gc.disable()
        self._put_off += 1

    def take_out(self, *, busy: bool) -> None:
        """After a build: at once, unless there is something else to be done."""
        if busy and self._put_off < _MOST_PUT_OFF:
            return
        gc.collect()
        gc.enable()
        self._put_off = 0


def keep_for_good() -> None:
    """All that is there now is not looked at again; it goes when nobody holds it any more."""
    gc.collect()
    gc.freeze()
