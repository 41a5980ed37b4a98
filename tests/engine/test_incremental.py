"""A build that remembers gives what a build from nothing gives, to the byte."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.articles import Print, Understand
from generator.engine.codec import key_of
from generator.engine.executors import Lost, Serial
from generator.engine.store import PackStore
from generator.model import Inputs
from generator.pipeline import Build, Builder
from generator.problems import SiteError
from generator.read.folder import read_inputs
from generator.write import MARKER, publish
from tests.engine.editing import Editor, begin

STEPS = int(os.environ.get("WENZHAI_EDITS", "5"))  # a night's run takes more


def silent(what: str, done: int, total: int) -> None:
    pass


def inputs_of(site: Path) -> Inputs:
    return read_inputs(site, today="2026-01-01")[0]


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def outcome(builder: Builder, inputs: Inputs) -> Build | str:
    try:
        return builder.build(inputs, silent)
    except SiteError as fault:
        return str(fault.problem)


@pytest.fixture
def site(example_site: Path, tmp_path: Path) -> Path:
    begin(example_site, tmp_path / "site")
    return tmp_path / "site"


@pytest.mark.parametrize("seed", [1, 2])
def test_any_edits_leave_what_a_clean_build_makes(
    example_site: Path, site: Path, seed: int
) -> None:
    """One builder goes on as in the preview, another begins anew each time from what is kept."""
    editor = Editor(example_site, site, seed)
    public = site / "public"
    going_on = Builder(Serial())
    done: list[str] = []
    for _ in range(STEPS):
        inputs = inputs_of(site)
        clean = outcome(Builder(Serial()), inputs)
        kept = outcome(going_on, inputs)
        anew = Builder(Serial(), PackStore(site / ".cache"))
        from_disk = outcome(anew, inputs)
        if isinstance(clean, str):
            assert kept == from_disk == clean, done
        else:
            assert isinstance(kept, Build) and isinstance(from_disk, Build), done
            assert differing(dict(clean.files), dict(kept.files)) == [], done
            assert kept.problems == clean.problems
            anew.sweep()
            publish(from_disk.outputs, public, site)
            assert differing(dict(clean.files), tree(public)) == [], done
        done.append(editor.change())


def test_the_builder_says_which_files_changed(site: Path) -> None:
    builder = Builder(Serial())
    first = builder.build(inputs_of(site), silent)
    assert set(first.changed) == set(first.files) and first.vanished == ()
    again = builder.build(inputs_of(site), silent)
    assert (again.changed, again.vanished) == ((), ())
    (site / "content" / "articles" / "lake-road-38km.md").unlink()
    less = builder.build(inputs_of(site), silent)
    assert "zh-hans/articles/lake-road-38km/index.html" in less.vanished
    assert "zh-hans/archive/index.html" in less.changed
    assert less.read("zh-hans/articles/lake-road-38km/index.html") is None
    assert set(less.vanished) == first.files.keys() - less.files.keys()


def test_a_build_that_fails_leaves_the_builder_as_it_was(site: Path) -> None:
    builder = Builder(Serial())
    first = builder.build(inputs_of(site), silent)
    template = site / "templates" / "article.html"
    template.parent.mkdir()
    template.write_text("{{ nothing.such }}", "utf-8")
    with pytest.raises(SiteError, match=r"templates/article\.html:1"):
        builder.build(inputs_of(site), silent)
    template.unlink()
    again = builder.build(inputs_of(site), silent)
    assert again.changed == () and again.files == first.files


def test_a_damaged_cache_is_a_slower_build(
    site: Path, run: Callable[..., Any], tmp_path: Path
) -> None:
    assert run("build", "--site", site, "--cards", "none").status == 0
    expected = tree(site / "public")
    for path in (site / ".cache" / "wenzhai").iterdir():
        data = bytearray(path.read_bytes())
        data[len(data) // 3 :: 50] = b"?" * len(data[len(data) // 3 :: 50])
        path.write_bytes(bytes(data))
    (site / "public" / "index.html").unlink()
    again = run("build", "--site", site, "--cards", "none")
    assert (again.status, again.err) == (0, "")
    assert differing(tree(site / "public"), expected) == []


def test_an_unchanged_site_is_recognised_and_says_what_it_said(
    site: Path, run: Callable[..., Any]
) -> None:
    (site / "content" / "articles" / "broken.txt").write_bytes(b"\x00\x01\x02")
    for path in [*site.rglob("*"), site]:
        os.utime(path, ns=(10**18, 10**18 + 1))
    _wait_for_a_tick()
    first = run("build", "--site", site, "--cards", "none")
    before = {path: path.stat().st_mtime_ns for path in (site / "public").rglob("*")}
    again = run("build", "--site", site, "--cards", "none")
    assert "nothing has changed" in again.out and "nothing has changed" not in first.out
    assert (again.status, again.err) == (first.status, first.err) == (1, first.err)
    assert {path: path.stat().st_mtime_ns for path in (site / "public").rglob("*")} == before


@pytest.mark.parametrize(
    "touched",
    ["content/articles/lake-road-38km.md", "site.yaml", "public/zh-hans/index.html", "public/new"],
)
def test_whatever_is_touched_is_looked_at_again(
    site: Path, run: Callable[..., Any], touched: str
) -> None:
    _wait_for_a_tick()
    run("build", "--site", site, "--cards", "none")
    expected = tree(site / "public")
    path = site / touched
    old = path.read_bytes() if path.exists() else b"something"
    path.write_bytes(old.replace(b"2", b"3"))
    again = run("build", "--site", site, "--cards", "none")
    assert "nothing has changed" not in again.out
    if touched.startswith("public"):
        assert differing(tree(site / "public"), expected) == []
    clean = site / "clean"
    run("build", "--site", site, "--cards", "none", "--no-cache", "--output", clean)
    assert differing(tree(site / "public"), tree(clean)) == []


def test_other_options_are_another_build(site: Path, run: Callable[..., Any]) -> None:
    _wait_for_a_tick()
    run("build", "--site", site, "--cards", "none")
    other = run("build", "--site", site, "--cards", "none", "--base-url", "https://a.test/")
    assert "nothing has changed" not in other.out
    assert b"https://a.test/" in (site / "public" / "sitemap.xml").read_bytes()


def test_a_file_saved_just_before_the_build_is_not_taken_for_settled(
    site: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be saved again within the same tick of the clock, to the same length."""
    article = site / "content" / "articles" / "lake-road-38km.md"
    article.write_bytes(article.read_bytes() + "又一句。".encode())
    run("build", "--site", site, "--cards", "none")
    assert "nothing has changed" not in run("build", "--site", site, "--cards", "none").out


def _wait_for_a_tick() -> None:
    import time

    time.sleep(0.06)


class Dying(Serial):
    """Processes that one article brings down, at one of the steps."""

    def __init__(self, step: type, source: str) -> None:
        self._step = step
        self._source = source
        self._texts = b""

    def map(self, stage: Any, items: Any) -> Any:
        for item in items:
            if isinstance(stage, Understand) and item.source.name == self._source:
                self._texts = key_of(item.key, b"texts")
                hit = True
            else:
                hit = isinstance(stage, Print) and item.texts == self._texts
            yield Lost() if hit and isinstance(stage, self._step) else stage(item)


@pytest.mark.parametrize("step", [Understand, Print])
def test_an_article_that_ends_its_process_is_named_and_the_build_goes_on(
    site: Path, step: type
) -> None:
    inputs = inputs_of(site)
    built = Builder(Dying(step, "lake-road-38km.md")).build(inputs, silent)
    (problem,) = [one for one in built.problems if one.severity == "error"]
    assert problem.path.endswith("lake-road-38km.md")
    (site / "content" / "articles" / "lake-road-38km.md").unlink()
    without = Builder(Serial()).build(inputs_of(site), silent)
    assert differing(dict(built.files), dict(without.files)) == []
