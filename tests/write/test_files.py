"""One file is put on the disk whole, and only where it says something else."""

from __future__ import annotations

from pathlib import Path

from generator.write.files import save


def test_a_file_is_written_where_it_changes_and_left_where_not(tmp_path: Path) -> None:
    path = tmp_path / "new" / "notes.po"
    assert save("一".encode(), path)
    first = path.stat()
    assert not save("一".encode(), path)
    assert path.stat().st_ino == first.st_ino and path.stat().st_mtime_ns == first.st_mtime_ns
    assert save("二".encode(), path)
    assert path.read_text("utf-8") == "二"
    assert [one.name for one in path.parent.iterdir()] == ["notes.po"]
