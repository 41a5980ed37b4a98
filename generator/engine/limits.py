"""A bound on the time one source may take, so that a hostile one cannot hold up the others.

Parsers have bounds of their own (bytes, depth, pages); this one is for what nobody thought of. The
system counts the processor's seconds and raises in the middle of whatever runs; regular expressions
look for it, too. That works in a process's first thread on POSIX; in another thread (the preview)
and on Windows there is only the bound on size.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

SECONDS = 30  # of the processor; the slowest source of 4 MB that we know takes 5


class Overran(BaseException):
    """Not an Exception, so that no library's `except Exception` takes it for its own."""


@contextlib.contextmanager
def time_limit(seconds: float = SECONDS) -> Iterator[None]:
    """Raises Overran in the block once it has used so many seconds of the processor."""
    timer = getattr(signal, "ITIMER_VIRTUAL", None)
    if timer is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _overran)
    signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)
        signal.signal(signal.SIGVTALRM, before)


def _overran(number: int, frame: FrameType | None) -> None:
    raise Overran
