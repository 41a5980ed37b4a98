"""Sites at the edge of what an editor might have: each is built and its pages are looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

Run = Callable[..., Any]

SITE = """\
title: 边角文摘
editions: [zh-Hans, zh-Hant]
themes:
  - {id: economy, title: 数字经济, words: [产业链]}
  - {id: living, title: 数字生活, words: [挂号]}
  - {id: space, title: 太空采矿, words: [小行星]}
"""
THEMED = (
    "全市电子信息产业链上的企业去年营收210亿元，同比增长12%，新增规上企业34家。",
    "“云渡通”App可以挂号、缴费、查报告，注册用户82万，全年少跑路190万趟。",
    "智能制造补贴兑现4300万元，96家工厂完成改造，交货期平均缩短8天。",
)
OTHER = (
    "红烧肉要先焯水，再炒糖色，小火慢炖一个半小时，出锅前再收汁。",
    "戏台上的灯亮到半夜，武生翻了二十个跟头，台下掌声不断。",
    "今年的端午没有下雨，粽叶的价钱比去年便宜了一点。",
)


def article(*paragraphs: str, title: str = "一篇文章", date: str | None = "2024-03-05") -> str:
    head = [f"title: {title}", *([f"date: {date}"] if date else [])]
    return "---\n" + "\n".join(head) + "\n---\n\n" + "\n\n".join(paragraphs) + "\n"


def numbered(count: int) -> str:
    return article(
        *(f"第{n}号基站装在{n}号路口，覆盖{n + 3}户人家，用电{n}度。" for n in range(count))
    )


SITES: dict[str, dict[str, str]] = {
    "one-source": {"a.md": article(*THEMED)},
    "no-dated-source": {
        "a.md": article(*THEMED, date=None),
        "b.md": article(*reversed(THEMED), *OTHER, title="另一篇", date=None),
    },
    "two-thousand-passages": {"a.md": numbered(2000), "b.md": article(*THEMED, title="另一篇")},
    "all-alike": {f"{name}.md": article(*THEMED, title=f"转载{name}") for name in "abcd"},
    "every-passage-none": {"a.md": article(*OTHER), "b.md": article(*OTHER[:2], title="另一篇")},
    "one-sentence": {"a.md": article("完。", title="短")},
}


@pytest.fixture(scope="module", params=sorted(SITES))
def built(
    request: pytest.FixtureRequest, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    site = tmp_path_factory.mktemp(request.param)
    articles = site / "content" / "articles"
    articles.mkdir(parents=True)
    (site / "site.yaml").write_text(SITE, "utf-8")
    for name, text in SITES[request.param].items():
        (articles / name).write_text(text, "utf-8")
    result = run("build", "--no-cache", "--site", site)
    assert result.status == 0, result.err
    assert "Traceback" not in result.err
    return site / "public"


def pages(public: Path) -> list[tuple[str, LexborHTMLParser]]:
    return [
        (path.relative_to(public).as_posix(), LexborHTMLParser(path.read_text("utf-8")))
        for path in sorted(public.glob("zh-*/**/*.html"))
    ]


def _words(page: LexborHTMLParser, selector: str) -> str:
    found = page.css_first(selector)
    return found.text(strip=True) if found else ""


def test_every_page_has_a_title_and_no_heading_without_words(built: Path) -> None:
    found = pages(built)
    assert found
    for name, page in found:
        assert _words(page, "title"), name
        for heading in page.css("main h1, main h2, main h3, main h4"):
            assert heading.text(strip=True), name


def test_no_heading_of_a_theme_or_topic_stands_over_nothing(built: Path) -> None:
    """A heading in the main part is followed by something to read before the next one."""
    for name, page in pages(built):
        for section in page.css("main section"):
            words = "".join(section.text().split())
            heading = "".join("".join(one.text().split()) for one in section.css("h1, h2, h3, h4"))
            assert len(words) > len(heading) or not heading, (name, heading)


def test_no_page_shows_what_was_divided_by_nothing(built: Path) -> None:
    for name, page in pages(built):
        words = _words(page, "main")
        assert not re.search(r"\b(?:nan|NaN|inf|None|undefined)\b", words), name


def test_a_theme_nobody_speaks_of_has_a_page_that_says_so(built: Path) -> None:
    data = json.loads((built / "zh-hans" / "digest.json").read_text("utf-8"))
    by_id = {theme["id"]: theme for theme in data["themes"]}
    assert by_id["space"]["summary"] == [] and by_id["space"]["passages"] == []
    page = built / "zh-hans" / "themes" / "space" / "index.html"
    assert _words(LexborHTMLParser(page.read_text("utf-8")), "main .empty")


def test_copies_of_one_text_are_told_once(built: Path) -> None:
    data = json.loads((built / "zh-hans" / "digest.json").read_text("utf-8"))
    for theme in data["themes"]:
        texts = [sentence["text"] for sentence in theme["summary"]]
        assert len(texts) == len(set(texts))
