"""What is shipped: the wheel is whole and the same each time, and licences are as listed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALLOWED = re.compile(r"MIT|BSD|0BSD|Apache|MPL|PSF|HPND|CC0|Zlib", re.IGNORECASE)


def _hatch(folder: Path, output: Path, *options: str) -> Path:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1710000000"}
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(output), *options],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return next(output.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _hatch(ROOT, tmp_path_factory.mktemp("wheel"), "-t", "wheel")


def test_two_wheels_are_the_same_and_the_source_archive_builds_it_too(
    wheel: Path, tmp_path: Path
) -> None:
    again = _hatch(ROOT, tmp_path / "again", "-t", "wheel")
    assert again.read_bytes() == wheel.read_bytes()
    archive = _hatch(ROOT, tmp_path / "archive", "-t", "sdist")
    with tarfile.open(archive) as file:
        file.extractall(tmp_path / "source", filter="data")
    source = next((tmp_path / "source").iterdir())
    made = _hatch(source, tmp_path / "made", "-t", "wheel")
    assert made.read_bytes() == wheel.read_bytes()


def test_the_wheel_carries_all_that_the_program_reads(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for path in sorted((ROOT / "generator").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(ROOT).as_posix() in names
    for folder in ("templates", "static"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file():
                assert f"generator/builtin_files/{path.relative_to(ROOT).as_posix()}" in names
    assert not [name for name in names if name.startswith(("tests/", "content/", "docs/"))]


def test_licences_are_as_listed_and_allow_what_we_do() -> None:
    command = [sys.executable, str(ROOT / "docs" / "licences.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for row in (ROOT / "docs" / "licences.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if row.startswith("| ") and cells[2] == "always":
            assert ALLOWED.search(cells[1]), row
