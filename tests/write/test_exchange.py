"""Two folders change places while somebody reads."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from generator.write.exchange import exchange


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="takes two steps elsewhere")
def test_a_reader_finds_the_old_folder_or_the_new_at_every_moment(tmp_path: Path) -> None:
    public, fresh = tmp_path / "public", tmp_path / "fresh"
    for folder, words in ((public, "old"), (fresh, "new")):
        folder.mkdir()
        (folder / "index.html").write_text(words)
    seen: set[str] = set()
    missed: list[OSError] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                seen.add((public / "index.html").read_text())
            except OSError as fault:
                missed.append(fault)

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(2000):
        exchange(fresh, public)
    done.set()
    reader.join()
    assert missed == []
    assert seen == {"old", "new"}
    assert (public / "index.html").read_text() == "old"
