from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.model import Output
from generator.problems import SiteError
from generator.write import MARKER, publish
from generator.write.lock import only_build


def outputs(*names: str) -> list[Output]:
    return [Output(path=name, data=name.encode()) for name in names]


def files(folder: Path) -> set[str]:
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return found - {MARKER}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path


def test_a_build_replaces_the_whole_folder(site: Path) -> None:
    public = site / "public"
    publish(outputs("index.html", "old/page.html"), public, site)
    publish(outputs("index.html", "new/page.html"), public, site)
    assert files(public) == {"index.html", "new/page.html"}
    assert [path.name for path in site.glob(".public.new-*")] == []


def test_a_build_that_fails_half_way_leaves_the_old_site(site: Path) -> None:
    public = site / "public"
    publish(outputs("index.html"), public, site)

    def breaking() -> Iterator[Output]:
        yield from outputs("index.html", "a.html")
        raise OSError(28, "No space left on device")

    with pytest.raises(SiteError, match="No space left on device"):
        publish(breaking(), public, site)
    assert files(public) == {"index.html"}
    assert [path.name for path in site.glob(".public.new-*")] == []


def test_what_a_killed_build_left_is_swept(site: Path) -> None:
    (site / ".public.new-dead").mkdir()
    publish(outputs("index.html"), site / "public", site)
    assert not (site / ".public.new-dead").exists()


def test_a_folder_of_somebody_else_is_not_touched(site: Path) -> None:
    public = site / "public"
    public.mkdir()
    (public / "thesis.txt").write_text("years of work", "utf-8")
    with pytest.raises(SiteError, match="not made by wenzhai"):
        publish(outputs("index.html"), public, site)
    assert files(public) == {"thesis.txt"}


@pytest.mark.parametrize("name", [".", "..", "content/public", "content"])
def test_the_output_may_not_overlap_the_site(site: Path, name: str) -> None:
    with pytest.raises(SiteError, match="output folder"):
        publish(outputs("index.html"), site / name, site)


def test_two_builds_at_once_refuse(site: Path) -> None:
    public = site / "public"
    with only_build(public), pytest.raises(SiteError, match="another build"):
        publish(outputs("index.html"), public, site)


def test_the_published_folder_can_be_read_by_a_web_server(site: Path) -> None:
    before = os.umask(0o022)
    try:
        publish(outputs("index.html"), site / "public", site)
    finally:
        os.umask(before)
    assert (site / "public").stat().st_mode & 0o777 == 0o755


def state(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
    }


def test_a_file_whose_bytes_did_not_change_is_not_written_again(site: Path) -> None:
    public = site / "public"
    publish(outputs("index.html", "a/page.html"), public, site)
    before = state(public)
    done = publish([*outputs("a/page.html"), Output(path="index.html", data=b"new")], public, site)
    after = state(public)
    assert (done.files, done.written, done.removed) == (2, 1, 0)
    assert after["a/page.html"] == before["a/page.html"]
    assert after["index.html"] != before["index.html"]
    assert (public / "index.html").read_bytes() == b"new"


def test_where_nothing_changed_nothing_is_touched(site: Path) -> None:
    public = site / "public"
    publish(outputs("index.html", "a/page.html"), public, site)
    before = state(site)
    done = publish(outputs("a/page.html", "index.html"), public, site)
    assert (done.files, done.written, done.removed) == (2, 0, 0)
    assert state(site) == before


def test_a_page_that_is_only_removed_makes_a_new_site(site: Path) -> None:
    public = site / "public"
    publish(outputs("index.html", "a/page.html"), public, site)
    done = publish(outputs("index.html"), public, site)
    assert (done.written, done.removed) == (0, 1)
    assert files(public) == {"index.html"}
    assert not (public / "a").exists()


def test_a_file_that_somebody_changed_in_the_published_folder_is_made_good(site: Path) -> None:
    public = site / "public"
    publish(outputs("index.html", "page.html"), public, site)
    (public / "index.html").write_bytes(b"INDEX.HTML")
    (public / "page.html").unlink()
    (public / "page.html").symlink_to(public / "index.html")
    publish(outputs("index.html", "page.html"), public, site)
    assert (public / "index.html").read_bytes() == b"index.html"
    assert not (public / "page.html").is_symlink()


def test_without_hard_links_files_are_copied(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    public = site / "public"
    publish(outputs("index.html", "a/page.html"), public, site)

    def no_links(source: object, target: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    publish([*outputs("a/page.html"), Output(path="index.html", data=b"new")], public, site)
    assert (public / "a/page.html").read_bytes() == b"a/page.html"
    assert (public / "index.html").read_bytes() == b"new"


def test_a_disk_that_is_full_while_linking_leaves_the_old_site(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = site / "public"
    publish(outputs("index.html", "a/page.html"), public, site)

    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    with pytest.raises(SiteError, match="No space left on device"):
        publish([*outputs("a/page.html"), Output(path="index.html", data=b"new")], public, site)
    assert (public / "index.html").read_bytes() == b"index.html"
    assert [path.name for path in site.glob(".public.new-*")] == []
