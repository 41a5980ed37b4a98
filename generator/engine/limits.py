"""A bound on the time one source may take, so that a hostile one cannot hold up the others.

Parsers have bounds of their own (bytes, depth, pages); this one is for what nobody thought of. In a
process's first thread on POSIX, where builds, workers and the preview read, the system counts the
processor's seconds and raises in the middle of whatever runs; regular expressions look for it, too.
In another thread and on Windows a second thread looks at the clock: it stops our code, but not a
single call of a library written in C before that comes back.
"""

from __future__ import annotations

import contextlib
import ctypes
import signal
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType

SECONDS = 30  # of the processor; the slowest source of 4 MB that we know takes 5


class Overran(BaseException):
    """Not an Exception, so that no library's `except Exception` takes it for its own."""


@contextlib.contextmanager
def time_limit(seconds: float = SECONDS) -> Iterator[None]:
    """Raises Overran in the block once it has used so many seconds of the processor."""
    timer = getattr(signal, "ITIMER_VIRTUAL", None)
    if timer is None or threading.current_thread() is not threading.main_thread():
        with _watched(seconds):
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


@contextlib.contextmanager
def _watched(seconds: float) -> Iterator[None]:
    watch = _Watch(seconds)
    watch.start()
    try:
        yield
    finally:
        watch.end()


class _Watch(threading.Thread):
    """Raises Overran in the thread that made it, once that has used its time."""

    def __init__(self, seconds: float) -> None:
        super().__init__(name="wenzhai time limit", daemon=True)
        self._watched = threading.get_ident()
        self._used = _clock_of(self._watched)
        self._until = self._used() + seconds
        self._ended = threading.Condition()
        self._over = False

    def run(self) -> None:
        with self._ended:
            while not self._over:
                left = self._until - self._used()
                if left > 0:
                    self._ended.wait(left)
                else:
                    self._over = True
                    _raise_in(self._watched, Overran)

    def end(self) -> None:
        with self._ended:
            self._over = True
            self._ended.notify()


def _clock_of(thread: int) -> Callable[[], float]:
    """Seconds of the processor that a thread has used; where nobody counts them, all threads'."""
    clock_of = getattr(time, "pthread_getcpuclockid", None)
    if clock_of is None:
        return time.process_time
    clock = clock_of(thread)
    return lambda: time.clock_gettime(clock)


def _raise_in(thread: int, kind: type[BaseException]) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(kind))
