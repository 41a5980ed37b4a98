"""How far a build is: one line that renews itself on a terminal, nothing elsewhere."""

from __future__ import annotations

import time
from typing import TextIO

_EVERY = 0.1  # seconds: writing to a terminal for each page would slow the build


class Progress:
    """Used with `with`, so that no half line is left on the terminal whatever happens."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = 0.0
        self._on_terminal = stream.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._on_terminal:
            self._stream.write("\r\x1b[K")  # leave no half line before the messages
            self._stream.flush()

    def show(self, what: str, done: int, total: int) -> None:
        """`what` with how many of it are done; a `total` of 0 is not known yet."""
        now = time.monotonic()
        if not self._on_terminal or now - self._shown < _EVERY:
            return
        self._shown = now
        count = f"{done}/{total}" if total else str(done)
        self._stream.write(f"\r\x1b[K{what} {count}")
        self._stream.flush()
