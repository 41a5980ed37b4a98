"""Killed at any moment, a build leaves the old site or the new one, and the next build is whole.

A build runs in a child process that kills itself, with the signal nobody can catch, just before
its nth change to the disk. So every step of publishing is met, not only those that take long.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
MOMENTS = 60 if os.environ.get("HOSTILE") == "all" else 12

_SITE = """
title: 菜场
editions: [zh-Hans]
themes:
  - {id: living, title: 生活, words: [菜场, 新秤]}
"""
_OLD = "菜场换秤\n\n" + "南门菜场上周换了新秤，称完就知道几斤几两，三百个摊位都装好了。" * 3 + "\n"
_NEW = "菜场换秤\n\n" + "南门菜场这周又换了新秤，四百个摊位都装好了，谁也不必再争。" * 3 + "\n"
_CHANGES = {
    *("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod"),
    *("shutil.rmtree", "os.truncate"),
}


def _is_change(event: str, arguments: tuple[Any, ...]) -> bool:
    if event == "open":
        path, _, flags = arguments
        writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT
        return isinstance(path, (str, bytes)) and bool((flags or 0) & writes)
    # The two folders are exchanged through the C library.
    return event in _CHANGES or event == "ctypes.dlsym"


def _build_in_child(site: Path, die_at: int | None) -> int | None:
    """How many changes there were; None when the child was killed at the one named."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - ends by a signal or by _exit
        os.close(read)
        count = 0

        def hook(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal count
            if _is_change(event, arguments):
                count += 1
                if count == die_at:
                    os.kill(os.getpid(), signal.SIGKILL)

        from generator.cli import main

        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        sys.addaudithook(hook)
        status = 1
        try:
            status = main(["build", "--site", str(site), "--cards", "none", "--jobs", "1"])
        finally:
            os.write(write, str(count).encode())
            os._exit(status)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return None
    assert os.WEXITSTATUS(status) == 0
    return int(said)


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "content" / "articles").mkdir(parents=True)
    (folder / "site.yaml").write_text(_SITE, "utf-8")
    (folder / "content" / "articles" / "a.txt").write_text(_OLD, "utf-8")
    return folder


def test_killed_at_any_moment_the_site_is_the_old_or_the_new(
    site: Path, run: Run, tmp_path: Path
) -> None:
    article = site / "content" / "articles" / "a.txt"
    expected = {}
    for name, text in (("old", _OLD), ("new", _NEW)):
        article.write_text(text, "utf-8")
        shutil.rmtree(site / ".cache", ignore_errors=True)
        assert run("build", "--site", site, "--cards", "none").status == 0
        expected[name] = _tree(site / "public")
    assert expected["old"] != expected["new"]

    article.write_text(_OLD, "utf-8")
    changes = _build_in_child(site, None)
    assert changes is not None and changes > 10
    assert _tree(site / "public") == expected["old"]

    wanted, met = "new", set()
    moments = sorted({1 + round(at * (changes - 1) / (MOMENTS - 1)) for at in range(MOMENTS)})
    for moment in moments:
        article.write_text(_NEW if wanted == "new" else _OLD, "utf-8")
        before = _tree(site / "public")
        killed = _build_in_child(site, moment) is None
        after = _tree(site / "public")
        met.add((killed, after == expected[wanted]))
        assert after in (before, expected[wanted]), f"half a site at change {moment} of {changes}"
        assert killed or after == expected[wanted]
        assert _build_in_child(site, None) is not None
        assert _tree(site / "public") == expected[wanted]
        left = [path.name for path in site.iterdir() if path.name.startswith(".public")]
        assert left == []
        wanted = "old" if wanted == "new" else "new"
    assert (True, False) in met  # some were killed before the new site stood


def test_a_full_disk_leaves_the_old_site_and_one_line(
    site: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("build", "--site", site, "--cards", "none").status == 0
    before = _tree(site / "public")
    (site / "content" / "articles" / "a.txt").write_text(_NEW, "utf-8")
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, hard))
    try:
        result = run("build", "--site", site, "--cards", "none")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert result.status == 2
    assert len(result.faults) == 1 and "the published folder is as it was" in result.faults[0]
    assert _tree(site / "public") == before
    assert run("build", "--site", site, "--cards", "none").status == 0
    assert _tree(site / "public") != before
