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
