"""Sources that lack what pages are built of, or have far too much of it, still make good pages."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

SITE = """\
title: {zh-Hans: 边角文摘, en: Odds and Ends}
editions: [zh-Hans, zh-Hant, en]
themes:
  - {id: economy, title: {zh-Hans: 数字经济, en: Digital economy}}
  - {id: living, title: {zh-Hans: 数字生活, en: Digital living}}
  - {id: government, title: {zh-Hans: 数字政务, en: Digital government}}
"""
TITLE = ("沿海各镇渔港码头冷库机房光缆基站传感器与便民服务站建设工作的补充说明" * 9)[:300]
BARE = """\
海边的小镇去年给渔船装了定位，出海的人少了一半的担心。

服务站每天办理120件事，多数在网上办完。
"""
TWICE = "服务站每天办理120件事，多数在网上办完。"
LONG_TITLE = f"""\
---
title: {TITLE}
date: 2024-02-03
publisher: 海角周刊
---

## 一、缘起

码头装上传感器以后，企业的损耗降了两成，产值增加3亿元。

## 二、做法

服务站把证照办理搬到网上，群众少跑了路。
"""
PASSAGES = 2000


def very_long() -> str:
    lines = ["---", "title: 两千段流水账", "date: 2023-11", "---", ""]
    places, things = ("渔港", "冷库", "码头", "镇医院", "机房"), ("订单", "证照", "病历", "光缆")
    for number in range(PASSAGES):
        if number % 50 == 0:
            lines += [f"## 第{number // 50 + 1}旬", ""]
        place, thing = places[number % 5], things[number % 4]
        lines += [
            f"{place}登记了{number + 2}件{thing}，值班员记下时间与经手人，存入第{number}册。",
            "",
        ]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def public(run: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("odd")
    articles = folder / "content" / "articles"
    articles.mkdir(parents=True)
    (folder / "site.yaml").write_text(SITE, "utf-8")
    (articles / "bare.txt").write_text(BARE, "utf-8")
    (articles / "word.txt").write_text("好\n", "utf-8")
    (articles / "twice.md").write_text(f"# 两遍\n\n{TWICE}\n\n又一遍：\n\n{TWICE}\n", "utf-8")
    (articles / "long-title.md").write_text(LONG_TITLE, "utf-8")
    (articles / "very-long.md").write_text(very_long(), "utf-8")
    output = folder / "public"
    assert run("build", "--site", folder, "--output", output).status == 0
    return output


def heading(tree: LexborHTMLParser) -> LexborNode:
    found = tree.css_first("h1")
    assert found is not None
    return found


def page(public: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((public / path / "index.html").read_text("utf-8"))


@pytest.mark.parametrize("edition", ["zh-hans", "zh-hant", "en"])
def test_no_heading_date_or_publisher_leaves_no_hole(public: Path, edition: str) -> None:
    tree = page(public, f"{edition}/articles/bare")
    assert heading(tree).text() == "bare"
    assert tree.css_first("p.made-up") is not None
    assert tree.css_first(".contents") is None
    assert tree.css_first(".page-head .publisher") is None
    assert len(tree.css(".body .passage")) == 2
    assert not any(node.text().strip() == "" for node in tree.css("main section, main p, main li"))


def test_one_word_is_a_page_without_a_summary(public: Path) -> None:
    tree = page(public, "zh-hans/articles/word")
    assert [node.text() for node in tree.css(".body p")] == ["好"]
    assert tree.css_first(".contents") is None


def test_a_title_of_300_characters_is_whole_on_its_page_and_short_elsewhere(public: Path) -> None:
    tree = page(public, "zh-hans/articles/long-title")
    assert heading(tree).text() == TITLE
    assert "long" in (heading(tree).attributes["class"] or "")
    for path in ("zh-hans", "zh-hans/archive", "zh-hans/themes/economy"):
        told = [node.text() for node in page(public, path).css("a") if TITLE[:30] in node.text()]
        assert told
        assert max(map(len, told)) <= 64


def test_two_thousand_passages_have_a_page_and_do_not_swamp_the_others(public: Path) -> None:
    tree = page(public, "zh-hans/articles/very-long")
    assert len({node.attributes["id"] for node in tree.css(".passage > [id]")}) == PASSAGES
    assert len(tree.css(".contents li")) == PASSAGES // 50
    for path in ("zh-hans", "zh-hans/themes/economy", "zh-hans/themes/government"):
        html = (public / path / "index.html").read_bytes()
        assert len(gzip.compress(html, mtime=0)) < 22 * 1024


def test_an_article_too_long_for_a_theme_s_page_is_shown_in_part_and_named(public: Path) -> None:
    tree = page(public, "zh-hans/themes/living")
    shown = [card for card in tree.css(".card") if card.attributes["data-source"] == "very-long"]
    named = [node.text() for node in tree.css(".more-articles li") if "两千段" in node.text()]
    assert len(shown) < PASSAGES / 4
    assert named


def test_a_source_that_says_a_thing_twice_is_named_once(public: Path) -> None:
    tree = page(public, "zh-hans/articles/bare")
    (also,) = tree.css(".also")
    assert [node.text() for node in also.css("a")] == ["两遍"]
