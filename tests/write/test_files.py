"""One file is written whole, or it is as it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from generator.problems import ProblemError
from generator.write.files import save


def test_a_file_is_written_once_and_its_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.txt"
    assert save(b"new", path) is True
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def test_what_is_there_already_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"same")
    os.utime(path, (1, 1))
    assert save(b"same", path) is False
    assert path.stat().st_mtime == 1
    assert save(b"other", path) is True
    assert path.read_bytes() == b"other"


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    save(b"new", path)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_full_disk_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ProblemError) as caught:
        save(b"new", path)
    assert caught.value.problem.cause == "not written: the disk is full"
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"old"]
