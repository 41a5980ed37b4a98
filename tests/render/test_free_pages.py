"""An editor's Markdown: pictures of the site, code as it is, nothing from elsewhere."""

from __future__ import annotations

import pytest

from generator.convert.converter import converter
from generator.convert.editions import edition_for
from generator.model import Glossary, Page, Text
from generator.render.free_pages import free_page

PICTURES = {"pictures/drop.png": "../../../assets/drop.1a2b.png"}


def _html(markdown: str, tag: str = "zh-Hant") -> str:
    page = Page(slug="a", path="content/pages/a.md", title=Text(), markdown=markdown)
    return str(free_page(page, converter(edition_for(tag), Glossary()), PICTURES).html)


def test_a_picture_in_static_is_shown_with_its_words_in_the_edition_s_script() -> None:
    html = _html("看图：\n\n![数据页面](static/pictures/drop.png)")
    assert 'src="../../../assets/drop.1a2b.png"' in html
    assert 'alt="數據頁面"' in html and 'loading="lazy"' in html


def test_a_picture_from_elsewhere_becomes_a_link() -> None:
    html = _html("![数据](https://a.example/x.png)")
    assert "<img" not in html
    assert '<a href="https://a.example/x.png">數據</a>' in html


@pytest.mark.parametrize("address", ["javascript:hit(1)", "data:text/html,x", "//a.example/x.png"])
def test_a_picture_cannot_smuggle_an_address(address: str) -> None:
    html = _html(f"![数据]({address})")
    assert "<img" not in html and "javascript:" not in html and "data:" not in html


def test_of_a_picture_that_is_not_there_the_words_stay() -> None:
    html = _html("一\n\n![数据](static/gone.png)")
    assert "<img" not in html and "數據" in html


def test_fenced_code_is_kept_as_it_is() -> None:
    html = _html("```yaml\ntitle: 数字 # <b>\n```")
    assert "title: 数字 # &lt;b&gt;" in html and "data-no-convert" in html


def test_headings_have_the_same_addresses_in_every_edition() -> None:
    for tag in ("zh-Hans", "zh-Hant"):
        html = _html("# 数据\n\n正文。\n\n## 来源\n\n正文。", tag)
        assert '<h1 id="part-1">' in html and '<h2 id="part-2">' in html


def test_a_chinese_line_that_was_wrapped_has_no_gap_and_words_beside_it_keep_theirs() -> None:
    html = _html("看得见头\n发，\n也叫“灵溪”\n的。\nwenzhai\nserve 一\nbuild\n\n```\n甲\n乙\n```\n")
    assert "看得見頭髮，也叫「靈溪」的。\nwenzhai\nserve 一\nbuild" in html
    assert "甲\n乙" in html
