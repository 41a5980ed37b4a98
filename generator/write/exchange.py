"""Puts a new folder in the place of an old one.

Linux swaps two folders in one step (renameat2 with RENAME_EXCHANGE, Linux 3.15); elsewhere, and on
file systems without it, two renames follow each other, and for an instant there is no folder.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def exchange(fresh: Path, folder: Path) -> None:
    """Afterwards `folder` is what `fresh` was; `fresh` holds the old one, if there was one."""
    if not folder.exists():
        fresh.rename(folder)
    elif not _swap(fresh, folder):
        aside = fresh.with_name(fresh.name + "-old")
        folder.rename(aside)
        fresh.rename(folder)
        aside.rename(fresh)


def _swap(first: Path, second: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    result: int = renameat2(
        _AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE
    )
    return result == 0
