"""What lies in a site's folders and is no article: named once, not waited for, not published."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
LINE = re.compile(r"^.+:\d+: (error|warning): .+ — .+$")
WORDS = "南门菜场上周换了新秤，称完就知道几斤几两，三百个摊位都装好了。\n"

posix = pytest.mark.skipif(os.name != "posix", reason="pipes and sockets lie in folders on POSIX")


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the address of a socket is short
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def _folder(path: Path) -> None:
    path.mkdir()


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _outside(path: Path) -> None:
    secret = path.parents[3] / "secret.txt"
    secret.write_text("不该出现的话。" * 20, "utf-8")
    path.symlink_to(secret)


def _nowhere(path: Path) -> None:
    path.symlink_to("there-is-none.txt")


def _itself(path: Path) -> None:
    path.symlink_to(path.name)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200_000_000)


KINDS = {
    "pipe": (_pipe, "not a regular file"),
    "socket": (_socket, "not a regular file"),
    "folder": (_folder, "not a regular file"),
    "device": (_device, "this link leads out of the site"),
    "link out of the site": (_outside, "this link leads out of the site"),
    "link to nowhere": (_nowhere, "cannot be read"),
    "link to itself": (_itself, "link"),
    "file over the limit": (_huge, "is larger than 20 MB"),
}


@posix
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["x.txt", "lake-road-38km.edit.yaml"])
def test_what_is_no_file_of_the_site_is_named_once(
    small_site: Path, run: Run, kind: str, name: str
) -> None:
    make, cause = KINDS[kind]
    make(small_site / "content" / "articles" / name)
    result = run("build", "--site", small_site)
    assert result.status == 1
    assert len(result.faults) == 1
    assert LINE.match(result.faults[0])
    assert name in result.faults[0] and cause in result.faults[0]
    published = b"".join(path.read_bytes() for path in (small_site / "public").rglob("*.html"))
    assert "不该出现".encode() not in published


@posix
@pytest.mark.parametrize("kind", ["pipe", "device", "link out of the site", "link to nowhere"])
@pytest.mark.parametrize(
    "name",
    [
        "site.yaml",
        "content/topics.yaml",
        "content/glossary.yaml",
        "content/pages/x.md",
        "templates/home.html",
        "static/x.css",
    ],
)
def test_the_site_s_own_files_pass_the_same_door(
    small_site: Path, run: Run, kind: str, name: str
) -> None:
    path = small_site / name
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    target = small_site.parent / "elsewhere"
    target.write_text("title: 别处\n", "utf-8")
    if kind == "link out of the site":
        path.symlink_to(target)
    else:
        KINDS[kind][0](path)
    result = run("build", "--site", small_site)
    assert result.status == 2
    assert len(result.faults) == 1 and LINE.match(result.faults[0])
    assert path.name in result.faults[0]
    assert not (small_site / "public").exists()


@posix
def test_a_link_within_the_site_is_read(small_site: Path, run: Run) -> None:
    articles = small_site / "content" / "articles"
    (articles / "again.txt").symlink_to("city-ops-night-notes.txt")
    assert run("build", "--site", small_site).status == 0
    assert (small_site / "public" / "zh-hans" / "articles" / "again").is_dir()


@posix
@pytest.mark.parametrize(
    "name",
    [b"\xd6\xd0\xce\xc4.txt", b"a\nb.txt", b"a\x1bb.txt", "a\u202eb.txt".encode(), b"a\x7f.txt"],
)
def test_a_name_that_is_no_text_is_refused(small_site: Path, run: Run, name: bytes) -> None:
    folder = os.fsencode(small_site / "content" / "articles")
    try:
        with open(folder + b"/" + name, "wb") as file:  # noqa: PTH123 - pathlib takes no bytes
            file.write(WORDS.encode())
    except OSError:
        pytest.skip("this file system does not take such a name")
    result = run("build", "--site", small_site)
    assert result.status == 1
    assert len(result.faults) == 1 and LINE.match(result.faults[0])
    assert "rename the file" in result.faults[0]
    assert result.faults[0].isprintable()


def test_topics_cannot_choose_a_path(small_site: Path, run: Run) -> None:
    (small_site / "content" / "topics.yaml").write_text(
        "topics:\n  - {name: 数字, slug: ../../../x}\n", "utf-8"
    )
    result = run("build", "--site", small_site)
    assert result.status == 2
    assert "`../../../x` cannot be an address" in result.err


@pytest.mark.parametrize(
    "names",
    [
        ("A.txt", "a.md", "ａ.html"),
        ("x" * 200 + ".txt", "x" * 201 + ".txt"),
        ("con.txt", "nul.md", "-.txt"),
        ("数字.txt", "數字.txt", "shu-zi.txt"),
        ("a-2.txt", "a.txt", "a.md"),
    ],
)
def test_addresses_are_made_and_each_is_its_own(
    small_site: Path, run: Run, names: tuple[str, ...]
) -> None:
    for number, name in enumerate(names):
        path = small_site / "content" / "articles" / name
        path.write_text(f"第{number}篇\n\n{WORDS * (number + 1)}", "utf-8")
    result = run("build", "--site", small_site)
    assert result.status == 0, result.err
    folders = [path.name for path in (small_site / "public" / "zh-hans" / "articles").iterdir()]
    assert len(folders) == 3 + len(names)
    for name in folders:
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,89}", name)
        assert name.split("-")[0] not in {"con", "nul", "prn", "aux"} or "-" in name
