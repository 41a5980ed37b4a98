"""PO files, put on the disk."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def save(data: bytes, path: Path) -> bool:
    """Whether there was anything to write. A reader never sees half a file."""
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".po")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    return True
