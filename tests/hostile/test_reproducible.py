"""The same sources give the same bytes, wherever, whenever and however they are built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

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
VARIATIONS: dict[str, tuple[dict[str, str], list[str]]] = {
    "hash seed, zone, locale, terminal": (_ELSEWHERE, []),
    "several processes": ({}, ["--jobs", "2"]),
    "from the cache": ({}, []),
}


def _build(site: Path, output: Path, extra: dict[str, str], options: list[str]) -> None:
    environment = {
        **{key: value for key, value in os.environ.items() if key != "PYTHONHASHSEED"},
        "SOURCE_DATE_EPOCH": "1710000000",
        **extra,
    }
    command = [sys.executable, "-m", "generator", "build", "--site", str(site)]
    done = subprocess.run(
        [*command, "--output", str(output), "--epub", *options],
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
    kept = sorted(path.name for path in (content / "articles").iterdir())[:12]
    for path in (copy / "content" / "articles").iterdir():
        if path.name not in kept:
            path.unlink()
    for path in (copy / "content" / "translations").rglob("*.po"):
        if path.stem != "site" and not any(name.startswith(path.stem + ".") for name in kept):
            path.unlink()
    return copy


@pytest.fixture(scope="module")
def reference(site: Path) -> dict[str, bytes]:
    _build(site, site.parent / "public", {}, ["--no-cache"])
    return _tree(site.parent / "public")


@pytest.mark.parametrize("name", VARIATIONS)
def test_how_it_is_built_changes_no_byte(
    site: Path, reference: dict[str, bytes], name: str, tmp_path: Path
) -> None:
    extra, options = VARIATIONS[name]
    _build(site, tmp_path / "public", extra, options)
    assert _differing(reference, _tree(tmp_path / "public")) == []


def test_where_it_lies_and_in_what_order_it_was_copied_changes_no_byte(
    site: Path, reference: dict[str, bytes], tmp_path: Path
) -> None:
    other = tmp_path / "an other folder 数字"
    paths = sorted((path for path in site.rglob("*") if path.is_file()), reverse=True)
    for path in paths:
        target = other / path.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
        os.utime(target, (1, 1))
        target.chmod(0o600)
    _build(other, tmp_path / "public", {"HOME": str(tmp_path)}, [])
    assert _differing(reference, _tree(tmp_path / "public")) == []


def test_the_day_changes_only_what_is_scheduled(
    site: Path, reference: dict[str, bytes], tmp_path: Path
) -> None:
    _build(site, tmp_path / "public", {"SOURCE_DATE_EPOCH": "1900000000"}, [])
    assert _differing(reference, _tree(tmp_path / "public")) == []
