"""The same sources give the same bytes, wherever, whenever and however they are built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_ELSEWHERE = {
    "PYTHONHASHSEED": "7",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONUTF8": "0",
    "PYTHONOPTIMIZE": "2",
    "COLUMNS": "30",
    "TERM": "dumb",
}
KEPT = (  # of each kind, with what editors decided
    *("lanchuan-year-end-commentary", "lanjiang-three-questions", "city-ops-night-notes"),
    *("dongping-smart-lake-road", "lake-road-38km", "linxiu-computing-pdf", "luchung-warm-bell"),
)
EPOCH = "1710000000"


def _build(site: Path, output: Path, elsewhere: dict[str, str]) -> None:
    """In a process of its own."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONHASHSEED"}
    environment |= {"SOURCE_DATE_EPOCH": EPOCH, **elsewhere}
    command = [sys.executable, "-m", "generator", "build", "--site", str(site)]
    done = subprocess.run(
        [*command, "--output", str(output), "--epub", "--no-cache"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.fixture(scope="module")
def site(example_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles of all kinds, with sidecars, topics, glossary and translations."""
    copy = tmp_path_factory.mktemp("reproducible") / "site"
    copy.mkdir()
    shutil.copy(example_site / "site.yaml", copy)
    content = example_site / "content"
    shutil.copytree(content, copy / "content")
    for folder in ("articles", "translations"):
        for path in (copy / "content" / folder).rglob("*.*"):
            if path.is_file() and path.name.partition(".")[0] not in (*KEPT, "site"):
                path.unlink()
    return copy


@pytest.fixture(scope="module")
def reference(site: Path) -> dict[str, bytes]:
    _build(site, site.parent / "public", {})
    return _tree(site.parent / "public")


@pytest.fixture
def here(run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Builds in this process, as the day of `EPOCH` unless told otherwise."""

    def build(site: Path, output: Path, *options: str, epoch: str = EPOCH) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        result = run("build", "--site", site, "--output", output, "--epub", *options)
        assert result.status == 0, result.err

    return build


def test_hash_seed_zone_locale_and_terminal_change_no_byte(
    site: Path, reference: dict[str, bytes], tmp_path: Path
) -> None:
    _build(site, tmp_path / "public", _ELSEWHERE)
    assert _differing(reference, _tree(tmp_path / "public")) == []


def test_several_processes_change_no_byte(
    site: Path, reference: dict[str, bytes], here: Callable[..., None], tmp_path: Path
) -> None:
    here(site, tmp_path / "public", "--jobs", "2", "--no-cache")
    assert _differing(reference, _tree(tmp_path / "public")) == []


def test_the_cache_and_the_day_change_no_byte(
    site: Path, reference: dict[str, bytes], here: Callable[..., None], tmp_path: Path
) -> None:
    """Nothing in it is scheduled."""
    here(site, tmp_path / "filled")
    assert _differing(reference, _tree(tmp_path / "filled")) == []
    here(site, tmp_path / "later", epoch="1900000000")
    assert _differing(reference, _tree(tmp_path / "later")) == []


def test_where_it_lies_and_in_what_order_it_was_copied_changes_no_byte(
    site: Path, reference: dict[str, bytes], here: Callable[..., None], tmp_path: Path
) -> None:
    other = tmp_path / "an other folder 数字"
    paths = sorted((path for path in site.rglob("*") if path.is_file()), reverse=True)
    for path in paths:
        target = other / path.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
        os.utime(target, (1, 1))
        target.chmod(0o600)
    here(other, tmp_path / "public", "--no-cache")
    assert _differing(reference, _tree(tmp_path / "public")) == []
