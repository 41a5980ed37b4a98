"""Outputs → a published folder, swapped whole: at every moment it is the old site or the new.

The new site is made beside the old one and takes its place in one step. A file whose bytes are the
old one's is that very file, linked, and is not written again; where nothing differs, nothing is
touched at all. Only a folder that this program made, or an empty one, is ever replaced.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.model import Output
from generator.problems import SiteError, error
from generator.write.fresh import MARKER, Fresh, Published
from generator.write.lock import only_build

__all__ = ["MARKER", "Fresh", "Published", "check_target", "publish", "publishing"]


def publish(outputs: Iterable[Output], folder: Path, site_folder: Path) -> Published:
    """Make the new site of all outputs and swap it in. Raises SiteError."""
    with publishing(folder, site_folder) as fresh:
        for output in outputs:
            fresh.add(b"", output)
        return fresh.swap()


@contextmanager
def publishing(folder: Path, site_folder: Path, record: Path | None = None) -> Iterator[Fresh]:
    """A new site to be filled and swapped in; what is not swapped in is thrown away.

    `record` is a file of the cache that tells which files came of what. Raises SiteError.
    """
    folder = folder.resolve()
    check_target(folder, site_folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with only_build(folder):
            _sweep(folder)
            fresh = Fresh(folder, record)
            try:
                yield fresh
            finally:
                fresh.discard()
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


def _sweep(folder: Path) -> None:
    """Remove what a killed build left behind."""
    for left in folder.parent.glob(f".{folder.name}.new-*"):
        shutil.rmtree(left, ignore_errors=True)
