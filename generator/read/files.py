"""The one door through which files come in: a path → its bytes, or one clear fault.

Whoever can put a file into the site's folder can put a pipe, a device or a link there. Nothing but
a regular file is ever read, none that lies outside the site, and never more than was allowed.
"""

from __future__ import annotations

import os
import stat
from functools import lru_cache
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
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


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
        real, flags = os.fspath(path), _FLAGS | _NO_LINK
        if not stat.S_ISREG(os.lstat(path).st_mode):
            # Looked at before it is opened: to open some devices is to do something.
            real, flags = os.path.realpath(path, strict=True), _FLAGS
            _refuse_outside(real, within, shown)
            _refuse_other_kinds(os.stat(real), shown)  # noqa: PTH116 - a string, not a Path
        number = os.open(real, flags)
        try:
            # The file that was opened is the one that is judged: nobody can exchange it between.
            status = os.fstat(number)
            _refuse_other_kinds(status, shown)
            _refuse_outside(_opened(number, real), within, shown)
            with os.fdopen(number, "rb", closefd=False) as file:
                data = file.read(min(status.st_size, limit) + 1)
        finally:
            os.close(number)
    except OSError as fault:
        cause = f"cannot be read: {fault.strerror or fault}"
        raise ProblemError(error(shown, 1, cause, "check the file and its permissions")) from None
    if len(data) > limit:
        size = f"{limit // 1_000_000} MB" if limit >= 1_000_000 else f"{limit} bytes"
        raise ProblemError(
            error(shown, 1, f"this file is larger than {size}", "split or shorten it")
        )
    return data


def _refuse_other_kinds(status: os.stat_result, shown: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise ProblemError(error(shown, 1, "this is not a regular file", "remove it"))


def _refuse_outside(real: str, within: Path | None, shown: str) -> None:
    if within is not None and not real.startswith(_root(os.path.abspath(within))):  # noqa: PTH100
        raise ProblemError(
            error(shown, 1, "this link leads out of the site", "put the file itself here")
        )


def _opened(number: int, path: str) -> str:
    """Where an open file really lies. Linux says it at once; to follow every folder is slow."""
    try:
        return os.readlink(f"/proc/self/fd/{number}")  # noqa: PTH115 - asked for every file
    except OSError:
        return os.path.realpath(path)


@lru_cache(maxsize=16)
def _root(folder: str) -> str:
    """Where an absolute path really lies, ending in a separator."""
    return os.path.join(os.path.realpath(folder), "")  # noqa: PTH118 - pathlib drops the end
