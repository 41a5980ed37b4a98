"""Looking at a site again and again: only what changed is read, and all of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.model import Inputs, Source
from generator.problems import Problem, SiteError
from generator.read import disk as disk_module
from generator.read.disk import Disk
from generator.read.files import read_regular_file
from generator.read.folder import read_inputs

SITE = "title: 文摘\neditions: [zh-Hans]\nthemes:\n  - id: city\n    title: 城市\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    articles = tmp_path / "content" / "articles"
    articles.mkdir(parents=True)
    (tmp_path / "site.yaml").write_text(SITE, "utf-8")
    for name in "abc":
        (articles / f"{name}.txt").write_text(f"标题{name}\n\n正文。\n", "utf-8")
    for path in articles.iterdir():  # long ago, as most files of a site
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return tmp_path


class Looks:
    def __init__(self, site: Path) -> None:
        self.site = site
        self.disk = Disk()

    def look(self) -> tuple[Inputs, tuple[Problem, ...]]:
        return read_inputs(self.site, today="2026-01-01", drafts=True, disk=self.disk)

    def sources(self) -> dict[str, Source]:
        return {source.name: source for source in self.look()[0].sources}

    def path(self, name: str) -> Path:
        return self.site / "content" / "articles" / name


@pytest.fixture
def looks(site: Path) -> Looks:
    return Looks(site)


def test_what_did_not_change_is_the_same_object(looks: Looks) -> None:
    first = looks.look()[0]
    looks.path("b.txt").write_text("标题乙\n\n改过的正文。\n", "utf-8")
    second = looks.look()[0]
    assert second.site is first.site
    same = [a is b for a, b in zip(first.sources, second.sources, strict=True)]
    assert same == [True, False, True]
    assert all(a is b for a, b in zip(first.templates, second.templates, strict=True))


def test_a_file_saved_without_a_change_is_the_same_object(looks: Looks) -> None:
    first = looks.sources()
    looks.path("b.txt").write_bytes(first["b.txt"].data)
    assert looks.sources()["b.txt"] is first["b.txt"]


def test_two_saves_of_the_same_length_at_the_same_moment_are_both_seen(
    looks: Looks, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = disk_module._status

    def coarse(path: Path) -> tuple[int, ...]:
        """As on a file system that counts time in steps of 10 ms."""
        device, number, size, *times = real(path)
        return device, number, size, *(time // 10_000_000 * 10_000_000 for time in times)

    monkeypatch.setattr(disk_module, "_status", coarse)
    path = looks.path("b.txt")
    for number in range(100):
        words = f"标题\n\n第{number:03}版。\n".encode()
        path.write_bytes(words)
        assert looks.sources()["b.txt"].data == words


def test_a_file_that_keeps_its_time_of_change_is_still_seen(looks: Looks) -> None:
    looks.look()
    new = looks.site / "new.txt"
    new.write_text("标题b\n\n新文。\n", "utf-8")
    os.utime(new, (1_700_000_000, 1_700_000_000))
    new.rename(looks.path("b.txt"))
    assert "新文" in looks.sources()["b.txt"].data.decode()


def test_an_unchanged_file_is_not_opened_again(
    looks: Looks, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks.look()
    settle(monkeypatch)
    looks.look()
    opened: list[str] = []
    real = read_regular_file

    def counted(path: Path, within: Path | None = None) -> bytes:
        opened.append(path.name)
        return real(path, within)

    monkeypatch.setattr(disk_module, "read_regular_file", counted)
    looks.path("c.txt").write_text("标题\n\n只有这篇改了。\n", "utf-8")
    looks.look()
    assert opened == ["c.txt"]


def test_new_renamed_and_deleted_files_are_seen(looks: Looks) -> None:
    assert sorted(looks.sources()) == ["a.txt", "b.txt", "c.txt"]
    looks.path("a.txt").rename(looks.path("z.txt"))
    looks.path("b.txt").unlink()
    assert sorted(looks.sources()) == ["c.txt", "z.txt"]
    looks.path("b.txt").write_text("标题\n\n又来了。\n", "utf-8")
    assert sorted(looks.sources()) == ["b.txt", "c.txt", "z.txt"]


def test_a_sidecar_that_comes_changes_and_goes_changes_its_source(looks: Looks) -> None:
    looks.look()
    sidecar = looks.path("a.edit.yaml")
    titles = []
    for words in ("title: 一\n", "title: 二\n", None):
        if words is None:
            sidecar.unlink()
        else:
            sidecar.write_text(words, "utf-8")
        titles.append(looks.sources()["a.txt"].edits.title)
    assert titles == ["一", "二", None]


def test_a_fault_is_told_at_every_look_until_it_is_mended(looks: Looks) -> None:
    sidecar = looks.path("a.edit.yaml")
    sidecar.write_text("titel: 一\n", "utf-8")
    told = [looks.look()[1] for _ in range(2)]
    assert told[0] == told[1]
    assert "titel" in told[0][0].cause
    sidecar.write_text("title: 一\n", "utf-8")
    assert looks.look()[1] == ()


def test_a_broken_site_yaml_is_told_and_what_was_known_stays_known(looks: Looks) -> None:
    first = looks.sources()
    file = looks.site / "site.yaml"
    file.write_text(SITE + "  - id: [\n", "utf-8")
    with pytest.raises(SiteError):
        looks.look()
    file.write_text(SITE, "utf-8")
    assert looks.sources()["a.txt"] is first["a.txt"]


@pytest.mark.parametrize(
    "name",
    [".a.txt.swp", "a.txt~", "4913", ".#a.txt", "#a.txt#", "~$a.docx", "a.txt.part", ".DS_Store"],
)
def test_what_editors_leave_beside_a_file_is_no_article(looks: Looks, name: str) -> None:
    looks.path(name).write_text("不是文章", "utf-8")
    inputs, problems = looks.look()
    assert [source.name for source in inputs.sources] == ["a.txt", "b.txt", "c.txt"]
    assert problems == ()


def test_nothing_is_remembered_of_files_that_are_gone(looks: Looks) -> None:
    looks.look()
    before = len(looks.disk._files), len(looks.disk._outcomes)
    for number in range(20):
        extra = looks.path(f"extra{number}.txt")
        extra.write_text("标题\n\n过客。\n", "utf-8")
        looks.look()
        extra.unlink()
    looks.look()
    assert (len(looks.disk._files), len(looks.disk._outcomes)) == before


def settle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the moment pass in which a file's time cannot tell two changes apart."""
    monkeypatch.setattr(disk_module, "_STEP", 0)
