"""One file, put on the disk whole: a reader sees the old one or the new one, never half of it."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from generator.problems import ProblemError, error


def save(data: bytes, path: Path) -> bool:
    """Whether there was anything to write. Raises ProblemError; then the file is as it was."""
    try:
        if path.exists() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, data)
    except OSError as fault:
        fix = "the file is as it was; make room or mend the permissions, then try again"
        raise ProblemError(error(str(path), 1, f"not written: {why_not(fault)}", fix)) from None
    return True


def why_not(fault: OSError) -> str:
    full = fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return "the disk is full" if full else fault.strerror or str(fault)


def replace_file(target: Path, data: bytes, before: Callable[[], None] = lambda: None) -> None:
    """A reader sees the old file or the new one, also after the power went."""
    number, name = tempfile.mkstemp(dir=target.parent, prefix=".wenzhai-", suffix=".tmp")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(target))
        before()
        Path(name).replace(target)
        sync_folder(target.parent)
    finally:
        Path(name).unlink(missing_ok=True)


def _mode(target: Path) -> int:
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def sync_folder(folder: Path) -> None:
    try:
        number = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(number)
    finally:
        os.close(number)
