"""One build at a time for one output folder; the system lets go when a build is killed."""

from __future__ import annotations

import getpass
import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.problems import SiteError, error

try:
    import fcntl
except ImportError:  # Windows has no advisory locks of this kind; its builds are not guarded
    fcntl = None  # type: ignore[assignment]


@contextmanager
def only_build(folder: Path) -> Iterator[None]:
    """Raises SiteError when another build writes the same folder right now."""
    if fcntl is None:
        yield
        return
    with _lock_file(folder).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fix = "wait until it has ended, then build again"
            raise SiteError(
                error(str(folder), 1, "another build is writing this folder", fix)
            ) from None
        yield


def _lock_file(folder: Path) -> Path:
    """Among the temporary files, so that nothing is left beside the published folder."""
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir(), f"wenzhai-{getpass.getuser()}-{name}.lock")
