"""The one door through which files come in: a path → its bytes, or one clear fault.

Whoever can put a file into the site's folder can put a pipe, a device or a link there. Nothing but
a regular file is ever read, none that lies outside the site, and never more than was allowed.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from generator.problems import ProblemError, error

MAX_FILE_BYTES = 20_000_000

# A pipe without a writer would block `open` for ever. Windows has neither pipes nor the flags.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)


def shown_path(path: Path) -> str:
    """A path as people read it; bytes of a name that are no UTF-8 become `\\udc…` in words."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def read_regular_file(path: Path, within: Path | None = None, limit: int = MAX_FILE_BYTES) -> bytes:
    """The bytes of a file of at most `limit` bytes. Raises ProblemError.

    `within`: the folder it must lie in, links followed; a link that leads out of it is refused,
    so that an article cannot be `/etc/passwd`.
    """
    shown = shown_path(path)
    try:
        real = path.resolve(strict=True)
        if within is not None and not real.is_relative_to(within.resolve()):
            raise ProblemError(
                error(shown, 1, "this link leads out of the site", "put the file itself here")
            )
        # The file that was opened is the one that is looked at: it cannot be exchanged between.
        number = os.open(real, _FLAGS)
        try:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                raise ProblemError(error(shown, 1, "this is not a regular file", "remove it"))
            with os.fdopen(number, "rb", closefd=False) as file:
                data = file.read(limit + 1)
        finally:
            os.close(number)
    except RuntimeError:  # links that lead to each other, before Python 3.13
        raise ProblemError(error(shown, 1, "this link leads to itself", "remove it")) from None
    except OSError as fault:
        cause = f"cannot be read: {fault.strerror or fault}"
        raise ProblemError(error(shown, 1, cause, "check the file and its permissions")) from None
    if len(data) > limit:
        size = f"{limit // 1_000_000} MB" if limit >= 1_000_000 else f"{limit} bytes"
        raise ProblemError(
            error(shown, 1, f"this file is larger than {size}", "split or shorten it")
        )
    return data
