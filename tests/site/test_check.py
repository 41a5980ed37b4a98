"""`wenzhai check`: what an editor should still look at, the most pressing first."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.bring.conftest import Web, web

__all__ = ["web"]  # a server on this machine, as a fixture
Run = Callable[..., Any]
OLD = "去年六月，椿城把二十一个部门的手机应用合成一个"


@pytest.fixture
def site(run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    assert run("new", folder).status == 0
    settings = folder / "site.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("[zh-Hans, zh-Hant]", "[zh-Hans, zh-Hant, en]"), "utf-8")
    return folder


def test_what_weighs_most_comes_first(run: Run, site: Path) -> None:
    articles = site / "content" / "articles"
    assert run("translate", "--to", "en", "--site", site).status == 0
    catalogue = site / "content" / "translations" / "en" / "sample-one-code.po"
    filled = re.sub(r'(msgctxt "p.*\n.*\n)msgstr ""', r'\1msgstr "Words."', catalogue.read_text())
    catalogue.write_text(filled, "utf-8")
    code = articles / "sample-one-code.md"
    changed = code.read_text("utf-8").replace(OLD, OLD.replace("二十一", "二十三"))
    code.write_text(changed, "utf-8")
    (articles / "broken.md").write_text("---\ntitle: 甲\ntitle: 乙\n---\n\n正文在此。\n", "utf-8")
    (articles / "sample-loom-orders.edit.yaml").write_text(
        "passages:\n  paaaaaaaaaa: {omit: true, quote: 从前有一段}\n", "utf-8"
    )
    (articles / "untitled.txt").write_text(
        "渡口的闸机去年换成了感应的，早班船多了一班。\n\n船老大说，坐在舱里看屏幕就知道哪一位没有刷，"
        "省下来的工夫用来扶老人上船，去年运了41万人次。\n\n茶摊主每天替十几位老人买票，"
        "她说屏幕上的字太小，管理处听了，把字放大一倍；问起扶手，他说还没干。\n",
        "utf-8",
    )
    said = run("check", "--site", site)
    assert said.status == 1
    order = [
        "`title` is given twice",
        "no passage has the id paaaaaaaaaa",
        "the Chinese has changed since 1 of",
        "the source names no ",
        "not translated to en",
    ]
    places = [said.out.find(words) for words in order]
    assert -1 not in places, said.out
    assert places == sorted(places)
    for line in said.out.splitlines()[:-1]:
        assert re.fullmatch(r"\S+:\d+: (error|warning): .+ — .+", line), line


def test_a_broken_link_of_a_free_page_is_named(run: Run, site: Path) -> None:
    page = site / "content" / "pages" / "about.md"
    page.write_text(
        page.read_text("utf-8")
        + "\n[在](../../articles/sample-one-code/) [不在](../../articles/none/) "
        + "[无此处](../../articles/sample-one-code/#nowhere) [外](https://example.org/) "
        + "[不加斜线](../../articles/sample-one-code) [一个文件](../../digest.json)\n",
        "utf-8",
    )
    said = run("check", "--site", site)
    named = [line for line in said.out.splitlines() if "is broken" in line]
    assert len(named) == 2, said.out
    assert all(line.startswith(f"{page}:1: warning: the link to `") for line in named)
    assert "there is no such page" in named[0]
    assert "no place `nowhere`" in named[1]


def test_links_outside_are_asked_only_when_told_to(run: Run, site: Path, web: Web) -> None:
    good = web.put("/good", b"<p>x</p>")
    moved = web.redirect("/moved", good)
    gone = web.address + "/gone"
    page = site / "content" / "pages" / "about.md"
    links = " ".join(f"[x]({address})" for address in (good, moved, gone, gone + "#part"))
    page.write_text(page.read_text("utf-8") + f"\n{links}\n", "utf-8")
    assert run("check", "--site", site).status == 0
    assert web.asked == []
    said = run("check", "--site", site, "--external")
    assert web.asked == [], "this machine is asked only with --private"
    assert "local network" in said.out
    said = run("check", "--site", site, "--external", "--private")
    named = [line for line in said.out.splitlines() if "leads nowhere" in line]
    assert len(named) == 1, said.out
    assert f"the link to {gone} (a link) leads nowhere: answers 404" in named[0]
    assert "3 addresses outside asked" in said.out
    assert said.status == 0
