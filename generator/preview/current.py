"""What the preview shows now, shared by the builder's thread and the server's.

`Preview.current` is the last good build, replaced whole and never changed, so a handler that took
it once sees one state of the site however many builds follow. `problems` are those of the newest
attempt, which may have failed and left `current` older.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.model import Inputs
from generator.preview.attempts import Attempt, Made, styles_of
from generator.preview.bell import Bell
from generator.problems import Problem
from generator.render.on_demand import OnDemand


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """A good build."""

    number: int  # of the attempt that made it
    inputs: Inputs
    build: Made
    files: OnDemand
    styles: Mapping[str, str]  # `assets/style` → `assets/style.1a2b3c4d5e.css`


class Preview:
    """One for a running server; handlers reach it as `self.preview`."""

    def __init__(self, site_folder: Path, bell: Bell) -> None:
        self.site_folder = site_folder
        self.bell = bell
        self.token = secrets.token_urlsafe(24)  # every write must bring it
        self.current: Current | None = None
        self.ahead: Mapping[str, bytes] = {}  # pages of an attempt that is being made
        self.problems: tuple[Problem, ...] = ()
        self.failed = False  # the newest attempt gave no site; `current` is older
        # Grows with every attempt, good or not. It begins at the time, so that pages of a server
        # that ran before have another number.
        self.begun_at = self.number = time.time_ns() // 1_000_000
        self._lock = threading.Lock()
        self._for_the_next: list[Callable[[], None]] = []
        self._for_a_later: list[tuple[int, Callable[[], None]]] = []

    async def ready(self) -> Current | None:
        """The site, once the first attempt is done; None while there never was a good one."""
        await self.after(self.begun_at)
        return self.current

    async def after(self, number: int) -> Current | None:
        """Waits until an attempt numbered above `number` is done; wrap it in `asyncio.timeout`."""
        told, tell = _messenger()
        with self._lock:
            if self.number > number:
                return self.current
            self._for_a_later.append((number, tell))
        await told
        return self.current

    async def rebuild(self) -> Current | None:
        """Asks for a build and waits for an attempt that began after the call, good or not."""
        told, tell = _messenger()
        with self._lock:
            self._for_the_next.append(tell)
        self.bell.ring()
        await told
        return self.current

    def add_problem(self, problem: Problem) -> None:
        """A fault that showed only when a page was made."""
        if problem not in self.problems:
            self.problems = (*self.problems, problem)

    # What the builder's thread calls.

    def begin(self) -> Sequence[Callable[[], None]]:
        """Who waits for the attempt that begins now; to be called when it is shown."""
        with self._lock:
            waiting, self._for_the_next = self._for_the_next, []
        return waiting

    def wait_on(self, waiting: Sequence[Callable[[], None]]) -> None:
        """The attempt was overtaken: they wait for the next."""
        with self._lock:
            self._for_the_next = [*waiting, *self._for_the_next]

    def show(self, attempt: Attempt) -> None:
        self.ahead = {}
        number = self.number + 1
        made = attempt.made
        if made is not None and attempt.change != "nothing":
            self.current = Current(
                number=number,
                inputs=made.inputs,
                build=made,
                files=made.files,
                styles=styles_of(made.files.static()),
            )
        self.problems = attempt.problems
        self.failed = made is None
        with self._lock:
            self.number = number
            done = [tell for asked, tell in self._for_a_later if asked < number]
            self._for_a_later = [one for one in self._for_a_later if one[0] >= number]
        for tell in done:
            tell()


def _messenger() -> tuple[asyncio.Future[None], Callable[[], None]]:
    """Something to wait for in the server's thread, and how another thread says it has come."""
    loop = asyncio.get_running_loop()
    told: asyncio.Future[None] = loop.create_future()

    def arrive() -> None:
        if not told.done():  # the one who waited may have gone
            told.set_result(None)

    def tell() -> None:
        with contextlib.suppress(RuntimeError):  # the server has stopped meanwhile
            loop.call_soon_threadsafe(arrive)

    return told, tell
