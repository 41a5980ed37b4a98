"""What the results of a stage depend on beside its arguments: code, data files and libraries.

Out of the cache's keys comes no wrong answer when somebody edits a rule or updates a library,
because the text of the program's own files and the versions of what is installed are part of them.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
# What makes no difference to what a build gives: how it runs, and what shows it.
_APART = frozenset({"engine", "write", "preview", "report", "evaluate"})
_NOT_CODE = frozenset({".pyc", ".pyo", ".po", ".mo"})  # catalogues are arguments


@cache
def fingerprint() -> bytes:
    """Of the whole program as it is installed here."""
    found = hashlib.blake2b(digest_size=16)
    found.update(sys.version.encode())
    for name in _installed():
        found.update(name.encode() + b"\n")
    for path in sorted(_PACKAGE.rglob("*")):
        relative = path.relative_to(_PACKAGE)
        if relative.parts[0] in _APART or path.suffix in _NOT_CODE or not path.is_file():
            continue
        data = path.read_bytes()
        found.update(f"{relative.as_posix()} {len(data)}\n".encode())
        found.update(data)
    return found.digest()


def _installed() -> list[str]:
    """`name-version.dist-info` of every installed package: cheaper to list than to import."""
    folders = {Path(entry) for entry in sys.path if entry.endswith(("site-packages", "packages"))}
    return sorted(
        {
            entry.name
            for folder in folders
            if folder.is_dir()
            for entry in folder.iterdir()
            if entry.name.endswith((".dist-info", ".egg-info"))
        }
    )
