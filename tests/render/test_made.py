"""How the digest is made, the archive's timeline, and what the first page tells of the sources."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.render.sample import outputs


@pytest.fixture(scope="module")
def pages() -> dict[str, LexborHTMLParser]:
    return {
        path: LexborHTMLParser(data.decode())
        for path, data in outputs().items()
        if path.endswith(".html")
    }


def said(page: LexborHTMLParser) -> str:
    main = page.css_first("main")
    assert main is not None
    return " ".join(main.text().split())


def test_the_page_is_written_from_what_the_build_found(
    pages: dict[str, LexborHTMLParser],
) -> None:
    words = said(pages["zh-hans/made/index.html"])
    assert "读入 3 篇文章" in words
    assert "至多 4 句" in words, "the setting in force"
    assert "分享按钮 2" in words, "what was removed, by kind"
    assert "更正 1" in words, "an editor's decision"
    assert "岚川晚报" in words
    rows = pages["zh-hans/made/index.html"].css(".counts tbody tr")
    assert len(rows) == 5
    assert all(int(row.css("td")[0].text()) > 50 for row in rows), "marking words of each theme"


def test_every_page_leads_there_from_its_foot(pages: dict[str, LexborHTMLParser]) -> None:
    for path, page in pages.items():
        if path.startswith("zh-"):
            hrefs = [node.attributes["href"] or "" for node in page.css(".foot a")]
            assert any(href.endswith("made/") or href == "./" for href in hrefs), path


def test_in_english_it_is_english(pages: dict[str, LexborHTMLParser]) -> None:
    words = said(pages["en/made/index.html"])
    assert "3 articles are read" in words
    assert "translated by editors" in words


def test_the_timeline_leads_to_the_months(pages: dict[str, LexborHTMLParser]) -> None:
    page = pages["zh-hans/archive/index.html"]
    links = [node.attributes["href"] for node in page.css(".timeline ol a")]
    assert links == ["#y2024-03", "#y2023-11"]
    for href in links:
        assert page.css_first(f'[id="{(href or "")[1:]}"] .line') is not None


def test_the_first_page_tells_the_sources_with_counts(
    pages: dict[str, LexborHTMLParser],
) -> None:
    links = pages["zh-hant/index.html"].css(".publishers li a")
    assert [" ".join(link.text().split()) for link in links] == [
        "鷺涌新報1",
        "嵐川晚報1",
        "未註出處1",
    ]
    anchors = [(link.attributes["href"] or "").partition("#")[2] for link in links]
    sources = pages["zh-hant/sources/index.html"]
    assert all(sources.css_first(f'[id="{anchor}"]') is not None for anchor in anchors)
