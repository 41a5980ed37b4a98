"""What a build keeps for the next one, and where."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.engine.codec import key_of
from generator.engine.fingerprint import fingerprint
from generator.engine.store import PackStore, Store

CACHE = Path(".cache", "wenzhai")  # in the site's folder; may be removed at any time


@dataclass(frozen=True)
class Kept:
    """Where results are kept, and what they depend on beside their arguments."""

    store: Store
    code: bytes
    folder: Path | None  # None: nothing is kept

    def record_of(self, output: Path) -> Path | None:
        """Which files of a published folder came of what: see `write.fresh`."""
        if self.folder is None:
            return None
        return self.folder / f"{key_of(str(output.resolve())).hex()}.published"


@contextmanager
def kept(options: argparse.Namespace) -> Iterator[Kept]:
    place = getattr(options, "cache", None)
    if not getattr(options, "no_cache", False):
        if isinstance(place, str):
            from generator.engine.remote import RemoteStore

            yield Kept(RemoteStore(place), fingerprint(), None)
            return
        folder = place or options.site / CACHE
        yield Kept(PackStore(folder), fingerprint(), folder)
        return
    with tempfile.TemporaryDirectory(prefix="wenzhai-") as scratch:
        yield Kept(PackStore(Path(scratch)), fingerprint(), None)
