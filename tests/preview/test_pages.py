"""The preview shows what would be published, to the byte."""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.preview.conftest import make_small_site
from tests.preview.served import Served, served, without_script


@pytest.fixture
def rich_site(example_site: Path, tmp_path: Path) -> Path:
    """With what a site can have of its own: settings, a style, a draft, one that waits."""
    site = make_small_site(example_site, tmp_path / "site")
    articles = site / "content" / "articles"
    (articles / "city-ops-night-notes.edit.yaml").write_text("draft: true\n", "utf-8")
    (articles / "lake-road-38km.edit.yaml").write_text('publish: "2999-01-01"\n', "utf-8")
    (site / "static").mkdir()
    (site / "static" / "note.txt").write_text("一个文件", "utf-8")
    (site / "content" / "pages").mkdir()
    (site / "content" / "pages" / "about.md").write_text("---\ntitle: 关于\n---\n字\n", "utf-8")
    return site


def published(run: Callable[..., Run], site: Path, output: Path) -> dict[str, bytes]:
    result = run("build", "--site", site, "--output", output, "--drafts")
    assert result.status == 0, result.err
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def assert_same(server: Served, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        assert server.get("/" + path) == data, path
        if path.endswith("index.html"):
            assert server.get("/" + path.removesuffix("index.html")) == data, path
        if path.endswith(".html"):
            assert server.raw("/" + path) != data, path  # it does have the script


def test_every_file_is_that_of_a_clean_build_less_the_script(
    rich_site: Path, run: Callable[..., Run], tmp_path: Path
) -> None:
    with served(rich_site) as server:
        files = published(run, rich_site, tmp_path / "public")
        assert len(files) > 100
        assert any(path.startswith("assets/card-") for path in files)
        assert_same(server, files)
        # And so it is after edits, when nearly everything comes from what was kept.
        articles = rich_site / "content" / "articles"
        first = articles / "yunting-tea-stream.md"
        first.write_text(
            first.read_text("utf-8") + "\n\n茶农老周补了一句：直播那天卖出38公斤。\n", "utf-8"
        )
        (articles / "lake-road-38km.edit.yaml").write_text("title: 换了题目\n", "utf-8")
        settings = rich_site / "site.yaml"
        settings.write_text(settings.read_text("utf-8").replace("数字生活", "数码生活"), "utf-8")
        server.wait_for_text("/zh-hans/", "数码生活")
        server.wait_for_text("/zh-hans/archive/", "换了题目")
        server.wait_for_text("/zh-hans/articles/yunting-tea-stream/", "38公斤")
        assert_same(server, published(run, rich_site, tmp_path / "again"))


def test_a_site_under_a_path_is_served_at_the_top_and_under_its_path(
    site: Path, run: Callable[..., Run], tmp_path: Path
) -> None:
    settings = site / "site.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace(
            "https://digest.example.org/", "https://example.org/repo/"
        ),
        "utf-8",
    )
    with served(site) as server:
        files = published(run, site, tmp_path / "public")
        assert_same(server, {path: data for path, data in files.items() if path.count("/") < 3})
        assert server.get("/repo/zh-hans/") == files["zh-hans/index.html"]
        assert server.get("/no/such/page") == files["404.html"]
        assert b'href="/repo/' in files["404.html"]  # so that its links lead somewhere


def test_no_service_worker_comes_between_a_save_and_the_page(site: Path) -> None:
    settings = site / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + "offline: true\n", "utf-8")
    with served(site) as server:
        published = server.get("/sw.js")
        asked = urllib.request.Request(server.url + "/sw.js", headers={"Service-Worker": "script"})
        with urllib.request.urlopen(asked) as answer:
            registered = answer.read()
            assert "javascript" in answer.headers["Content-Type"]
    assert b"respondWith" in published
    assert b"respondWith" not in registered
    assert b"unregister" in registered


def test_stripping_takes_the_script_and_nothing_else() -> None:
    page = b"<head><script src='/livereload.js'></script></head>"
    assert without_script(page) == page


def test_a_broken_site_is_served_once_it_is_mended(site: Path) -> None:
    settings = site / "site.yaml"
    good = settings.read_text("utf-8")
    settings.write_text(good + "\nthemes: []\n", "utf-8")
    with served(site) as server:
        assert b"livereload" in server.raw("/zh-hans/")
        assert server.problems("zh-Hans")[0]["cause"] == "`themes` 写了两次"
        settings.write_text(good, "utf-8")
        server.wait_for_text("/zh-hans/", "岚江数字文摘")
        assert server.problems() == []


def test_a_folder_that_is_no_site_is_said_in_one_line(
    run: Callable[..., Run], tmp_path: Path
) -> None:
    result = run("serve", "--site", tmp_path)
    assert result.status == 2
    assert len(result.faults) == 1
    assert "there is no site.yaml here" in result.err


def test_a_port_that_is_taken_is_said_in_one_line_with_a_free_one(
    site: Path, run: Callable[..., Run]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--site", site, "--port", str(port))
    assert result.status == 2
    assert len(result.faults) == 1
    assert result.err.startswith(f"--port:1: error: port {port} is taken by another program — ")
    free = int(result.err.split("--port ")[1].split()[0])
    with socket.create_server(("127.0.0.1", free)):
        pass


def test_ending_it_leaves_nothing_behind_and_says_nothing(site: Path) -> None:
    before = sorted(path.relative_to(site) for path in site.rglob("*"))
    server = Served(site)
    server.get("/")
    assert server.stop() == 0
    assert "Traceback" not in "\n".join(server.said)
    after = sorted(path.relative_to(site) for path in site.rglob("*"))
    assert [path for path in after if path not in before and path.parts[0] != ".cache"] == []


@pytest.mark.parametrize("command", ["--help", "check", "inspect"])
def test_other_commands_load_no_web_server_and_no_watcher(site: Path, command: str) -> None:
    arguments = {
        "check": ["check", "--site", str(site)],
        "inspect": ["inspect", str(site / "content" / "articles" / "lake-road-38km.md")],
    }.get(command, [command])
    code = (
        "import sys\nfrom generator.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "loaded = {'tornado', 'livereload', 'watchdog'} & set(sys.modules)\n"
        "print('LOADED', sorted(loaded))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert result.stdout.splitlines()[-1] == "LOADED []"
