"""Outputs → a published folder, swapped whole: at every moment it is the old site or the new.

The new site is written beside the old one and takes its place in one step. Only a folder that this
program made, or an empty one, is ever replaced.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from generator.model import Output
from generator.problems import SiteError, error
from generator.write.exchange import exchange
from generator.write.lock import only_build

MARKER = ".wenzhai"
_MARKER_TEXT = b"Made by wenzhai; replaced whole by every build.\n"


def publish(outputs: Iterable[Output], folder: Path, site_folder: Path) -> int:
    """Write all outputs and swap them in; gives how many files. Raises SiteError."""
    folder = folder.resolve()
    check_target(folder, site_folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with only_build(folder):
            _sweep(folder)
            return _write_and_swap(outputs, folder)
    except OSError as fault:
        cause = f"the site could not be written: {fault.strerror or fault}"
        fix = "the published folder is as it was; make room or mend the permissions, build again"
        raise SiteError(error(str(fault.filename or folder), 1, cause, fix)) from None


def check_target(folder: Path, site_folder: Path) -> None:
    """Refuse a folder that is not ours, or that holds or is held by the site's own files."""
    folder, site_folder = folder.resolve(), site_folder.resolve()
    sources = [site_folder / name for name in ("content", "templates", "static")]
    if folder == site_folder or folder in site_folder.parents:
        raise SiteError(
            error(str(folder), 1, "the output folder holds the site itself", "name another folder")
        )
    if any(folder == source or source in folder.parents for source in sources):
        raise SiteError(
            error(str(folder), 1, "the output folder lies in the sources", "name another folder")
        )
    if folder.exists() and not folder.is_dir():
        raise SiteError(error(str(folder), 1, "the output is not a folder", "name another folder"))
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        fix = "empty it yourself, or name another folder with --output"
        raise SiteError(error(str(folder), 1, "this folder was not made by wenzhai", fix))


def _write_and_swap(outputs: Iterable[Output], folder: Path) -> int:
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.new-", dir=folder.parent))
    try:
        count = _write(outputs, fresh)
        # mkdtemp makes a private folder; a published one follows the umask like any other.
        mask = os.umask(0)
        os.umask(mask)
        fresh.chmod(0o777 & ~mask)
        if hasattr(os, "sync"):  # once for all files: one fsync each would take 70 times as long
            os.sync()
        exchange(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return count


def _write(outputs: Iterable[Output], folder: Path) -> int:
    made: set[Path] = set()
    count = 0
    (folder / MARKER).write_bytes(_MARKER_TEXT)
    for output in outputs:
        path = folder / output.path
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(output.data)
        count += 1
    return count


def _sweep(folder: Path) -> None:
    """Remove what a killed build left behind."""
    for left in folder.parent.glob(f".{folder.name}.new-*"):
        shutil.rmtree(left, ignore_errors=True)
