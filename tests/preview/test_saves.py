"""What an editor does to the files, and what the browser is told.

One server for all tests here: starting one costs more than most of them. After each test the site
is put back, and the server has shown it as it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.preview.conftest import make_small_site
from tests.preview.served import Served, Waiting, served

NOTES = "/zh-hans/articles/city-ops-night-notes/"
QUIET = 1.5  # seconds in which nothing more may come


@pytest.fixture(scope="module")
def running(example_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    site = make_small_site(example_site, tmp_path_factory.mktemp("saves") / "site")
    with served(site) as server:
        server.get("/")
        yield server


@pytest.fixture
def server(running: Served, example_site: Path, tmp_path: Path) -> Iterator[Served]:
    before = running.text("/zh-hans/digest.json")
    yield running
    whole = make_small_site(example_site, tmp_path / "whole")
    put_back(running.site, whole)
    # Were that the state already, nothing would say that the server has looked.
    extra = running.site / "content" / "articles" / "last.txt"
    extra.write_text("收尾\n\n最后一篇短文，说明前面的改动都看过了。\n", "utf-8")
    running.wait_for_text("/zh-hans/archive/", "articles/last/")
    extra.unlink()
    running.wait_until(lambda: running.text("/zh-hans/digest.json") == before, "the site as it was")


def put_back(site: Path, whole: Path) -> None:
    """`site` with the files of `whole` and no others, less what the program keeps there."""
    for path in sorted(site.rglob("*"), reverse=True):
        at = path.relative_to(site)
        if at.parts[0] in (".cache", "public") or (whole / at).exists():
            continue
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()
    for path in sorted(path for path in whole.rglob("*") if path.is_file()):
        target = site / path.relative_to(whole)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.is_file() or target.read_bytes() != path.read_bytes():
            shutil.copy(path, target)


def article(server: Served, name: str = "city-ops-night-notes.txt") -> Path:
    return server.site / "content" / "articles" / name


def add_words(path: Path, words: str) -> None:
    path.write_text(path.read_text("utf-8") + f"\n\n{words}\n", "utf-8")


def test_a_save_reloads_the_page_and_shows_the_new_words(server: Served, page: Waiting) -> None:
    add_words(article(server), "凌晨四点，值班员又巡了一遍机房。")
    page.wait_for("*")
    assert "凌晨四点，值班员又巡了一遍机房。" in server.text(NOTES)
    assert "凌晨四點，值班員又巡了一遍機房。" in server.text(NOTES.replace("hans", "hant"))


def test_every_one_of_several_saves_reaches_the_browser(server: Served, page: Waiting) -> None:
    for number in range(3):
        add_words(article(server), f"第{number}次改动写在这里。")
        page.wait_for("*")
        assert f"第{number}次改动写在这里。" in server.text(NOTES)


def test_a_burst_of_saves_gives_one_reload_with_the_last_of_them(
    server: Served, page: Waiting
) -> None:
    before = article(server).read_text("utf-8")
    for number in range(20):
        article(server).write_text(f"{before}\n\n连续保存的第{number:02}稿。\n", "utf-8")
    page.wait_for("*")
    assert page.orders(QUIET) == []
    assert "连续保存的第19稿。" in server.text(NOTES)


def test_a_checkout_of_a_hundred_files_gives_one_reload(server: Served, page: Waiting) -> None:
    for number in range(100):
        words = f"第{number}号简报\n\n第{number}号泵站昨夜排水{number * 7 + 100}吨，一切正常。\n"
        article(server, f"copy{number}.txt").write_text(words, "utf-8")
    page.wait_for("*")
    assert page.orders(QUIET) == []
    listed = server.text("/zh-hans/archive/")
    assert all(f"articles/copy{number}/" in listed for number in range(100))


def test_a_save_that_changes_nothing_reloads_nothing(server: Served, page: Waiting) -> None:
    path = article(server)
    path.write_bytes(path.read_bytes())
    path.touch()
    assert page.orders(QUIET) == []


def test_an_editor_that_saves_by_renaming_is_followed(server: Served, page: Waiting) -> None:
    path = article(server)
    fresh = path.with_name(path.name + ".tmp")
    fresh.write_text(path.read_text("utf-8") + "\n\n换名保存的一句话。\n", "utf-8")
    fresh.rename(path)
    page.wait_for("*")
    assert "换名保存的一句话。" in server.text(NOTES)
    # As vim does it: the old one becomes a backup, the new one takes its name.
    backup = path.with_name(path.name + "~")
    path.rename(backup)
    path.write_text(backup.read_text("utf-8") + "\n\n再存一次。\n", "utf-8")
    backup.unlink()
    page.wait_for("*")
    assert "再存一次。" in server.text(NOTES)


LEFT_BEHIND = (
    *(".city-ops.txt.swp", "4913", ".#city-ops-night-notes.txt"),
    *("#a.txt#", "a.txt~", "~$a.docx"),
)


def test_files_that_editors_leave_behind_are_ignored(server: Served, page: Waiting) -> None:
    for name in LEFT_BEHIND:
        article(server, name).write_text("不是文章", "utf-8")
    assert page.orders(QUIET) == []
    for name in LEFT_BEHIND:
        article(server, name).unlink()
    assert page.orders(QUIET) == []
    assert server.problems() == []


def test_a_deleted_article_goes_and_a_renamed_one_moves(server: Served, page: Waiting) -> None:
    article(server, "lake-road-38km.md").unlink()
    page.wait_for("*")
    assert "lake-road-38km" not in server.text("/zh-hans/archive/")
    article(server).rename(article(server, "night-shift.txt"))
    page.wait_for("*")
    listed = server.text("/zh-hans/archive/")
    assert "articles/night-shift/" in listed
    assert "city-ops-night-notes" not in listed


def test_folders_that_did_not_exist_are_watched_once_they_do(server: Served, page: Waiting) -> None:
    style = server.site / "static" / "more" / "extra.txt"
    style.parent.mkdir(parents=True)
    style.write_text("一", "utf-8")
    page.wait_for("*")
    style.write_text("二", "utf-8")
    page.wait_for("*")
    template = server.site / "templates" / "404.html"
    template.parent.mkdir()
    template.write_text(
        '{% extends "builtin/404.html" %}{% block main %}新的没有找到页{% endblock %}'
    )
    page.wait_for("*")
    assert "新的没有找到页" in server.text("/404.html")


def test_content_may_be_taken_away_and_come_back(server: Served, page: Waiting) -> None:
    content, aside = server.site / "content", server.site / "aside"
    content.rename(aside)
    page.wait_for("*")
    assert "city-ops" not in server.text("/zh-hans/archive/")
    shutil.copytree(aside, content)
    page.wait_for("*")
    page.orders(QUIET)
    assert "city-ops" in server.text("/zh-hans/archive/")
    add_words(article(server), "搬回来以后又写了一句。")
    page.wait_for("*")
    assert "搬回来以后又写了一句。" in server.text(NOTES)


def test_settings_pages_topics_and_sidecars_are_watched(server: Served, page: Waiting) -> None:
    settings = server.site / "site.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("岚江数字文摘", "换了名字的文摘"), "utf-8"
    )
    page.wait_for("*")
    assert "换了名字的文摘" in server.text("/zh-hans/")
    article(server, "city-ops-night-notes.edit.yaml").write_text("title: 夜里的城\n", "utf-8")
    page.wait_for("*")
    assert "夜里的城" in server.text(NOTES)
    about = server.site / "content" / "pages" / "about.md"
    about.parent.mkdir()
    about.write_text("---\ntitle: 关于本站\n---\n自己写的一页。\n", "utf-8")
    page.wait_for("*")
    assert "自己写的一页。" in server.text("/zh-hans/pages/about/")


def test_a_change_of_style_is_taken_in_place(server: Served, page: Waiting) -> None:
    style = server.site / "static" / "style.css"
    style.parent.mkdir()
    style.write_text("body { color: rgb(1, 2, 3); }\n")
    page.wait_for("every.css")  # it takes the place of the built-in one
    before = server.text("/zh-hans/")
    address = before.split('rel="stylesheet" href="')[1].split('"')[0].removeprefix("..")
    style.write_text("body { color: rgb(3, 2, 1); }\n")
    page.wait_for("every.css")
    assert page.orders(QUIET) == []
    assert address not in server.text("/zh-hans/")
    assert "rgb(3, 2, 1)" in server.text(address)  # asked for by its old name


def test_a_page_that_was_on_its_way_while_a_build_ended_is_told_at_once(server: Served) -> None:
    raw = server.raw("/zh-hans/")
    shown = int(raw.split(b"snipver=")[1].split(b'"')[0])
    page = Waiting(server, shows=shown)
    assert page.early == []
    page.close()
    add_words(article(server), "页面在路上时改的。")
    server.wait_for_text(NOTES, "页面在路上时改的。")
    late = Waiting(server, shows=shown)
    assert late.early == ["*"]
    late.close()
