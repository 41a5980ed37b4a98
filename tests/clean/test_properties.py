"""What must hold for any bytes at all."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.clean import clean
from generator.clean.characters import HAN_CHARACTER, INVISIBLE
from generator.clean.encoding import decode
from generator.clean.frontmatter import split_front_matter
from generator.model import Article, Edits, Source
from generator.problems import SourceError
from tests.clean.outline import CASES

READING = Path(__file__).parents[1] / "reading" / "open"
_BIT_LINES = """
<p>
</p>
<div>
</div>
<br>
<b>
</b>
<table> <tr> <td>
</td></tr></table>
<ul><li>
</li></ul>
<style>
</style>
<script>
<!--
-->
<h2>
</h2>
<img src='/a.jpg'>
<span style='display:none'>
&nbsp;
&#12288;
&lt;
&amp;lt;
---
+++
{
"
title:
##
**
[x](http://a.example/)
[x](javascript:a)
<http://b.example/>
- 1.
>
|
```
[^1]
[^1]:
来源：
作者：
记者
【摘要】
【关键词】
一是
二是
（一）
一、
1.
。
，
？
“
”
「
」
（
）
— 17 —
2024年1月5日
张三丰 李四海
某某大学
附件：
相关阅读
分享到：
版权所有
<item><title>
<pubDate>
<content:encoded><![CDATA[
]]></content:encoded>
{{< x >}}
{% y %}
数(shù)
字(zì)
数字化转型稳步推进
全市上下齐心协力抓落实
領域無錫
"""
_ODD = (
    *("\ufffd", "\u200b", "\u3000\u3000", "\ufeff", "\r\n", "\n"),
    *("\f", "\x00", "e\u0301", "\U00020000"),
)
_BITS = st.sampled_from([*_BIT_LINES.strip().split("\n"), *_ODD])
_PLAIN_BITS = st.sampled_from(
    [
        *(
            "城市建设稳步推进，三条路已经通车。",
            "全市上下齐心协力抓落实。",
            "（一）完善制度",
            "一、总体要求",
            "1.先修路。",
        ),
        *(
            "来源：平海日报",
            "作者：张三丰",
            "责任编辑：李四",
            "记者 王五",
            "（记者 王五）",
            "2024年1月5日",
            "— 17 —",
            "17",
        ),
        *(
            "分享到：",
            "相关阅读",
            "版权所有 平海日报社",
            "附件：名单",
            "某某大学",
            "张三丰 李四海",
            "【关键词】路；桥",
            "摘要：说的是路。",
        ),
        *(
            "一是先修路；二是再修桥。",
            "原标题：修路记",
            "扫一扫关注我们",
            "平海日报讯",
            "完",
            "图为新路。摄影：赵六",
            "第3版",
        ),
        *(
            "“路修好了。”",
            "编者按：路是人走出来的。",
            "桥 长 三 百 米 宽 九 米",
            "数(shù)字(zì)",
            "http://a.example/b",
            "标题",
            "修路记",
        ),
    ]
)
_NO_TEXT = re.compile("[\ufeff\\0]")  # a mark, and what makes a file binary
_GAPS = st.sampled_from(["", "", " ", "\n", "\n\n", "\n\u3000\u3000"])
_MARKED_UP = st.lists(st.tuples(_BITS, _GAPS), max_size=60).map(
    lambda parts: "".join(bit + gap for bit, gap in parts)
)
_ENDINGS = st.sampled_from(["txt", "html", "md"])
_SETTINGS = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _clean(data: bytes, ending: str = "txt") -> Article | None:
    try:
        return clean(Source(name=f"a.{ending}", path=f"a.{ending}", data=data))
    except SourceError as fault:
        problem = fault.problem
        assert problem.severity == "error" and problem.line >= 1 and problem.cause and problem.fix
        return None


@_SETTINGS
@given(st.binary(max_size=400), _ENDINGS)
def test_any_bytes_are_read_or_refused_with_a_problem(data: bytes, ending: str) -> None:
    _clean(data, ending)


@_SETTINGS
@given(_MARKED_UP, _ENDINGS)
@example("&#0;" * 3 + "城市建设稳步推进。", "html")
@example("<p>&lt;<item><title>[x](http://a.example/)", "txt")
def test_no_character_is_added(text: str, ending: str) -> None:
    article = _clean(text.encode("utf-8"), ending)
    if article is None:
        return
    resolved = html.unescape(html.unescape(text))
    source = set(unicodedata.normalize("NFC", text) + unicodedata.normalize("NFC", resolved))
    for block in article.blocks:
        added = {one for one in block.text if not one.isspace()} - source
        assert not added, (added, block)


@_SETTINGS
@given(_MARKED_UP, _ENDINGS)
def test_marks_lie_within_their_text_and_text_is_tidy(text: str, ending: str) -> None:
    article = _clean(text.encode("utf-8"), ending)
    if article is None:
        return
    for block in article.blocks:
        assert not INVISIBLE.search(block.text)
        assert block.text == block.text.strip(" \n") or block.kind in ("code", "table")
        for mark in block.marks:
            assert 0 <= mark.start <= mark.end <= len(block.text)
            assert mark.start < mark.end or block.kind == "image"
            assert not mark.target.lower().startswith("javascript")
        if block.kind == "heading":
            assert 1 <= block.level <= 6


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@given(_MARKED_UP)
@settings(max_examples=50)
def test_the_encoding_changes_nothing_but_its_name(encoding: str, text: str) -> None:
    body = "临江市图书馆的自助借书机前排起了队，读者都在等着扫码。" * 3 + _NO_TEXT.sub("", text)
    plain, other = _clean(body.encode("utf-8")), _clean(body.encode(encoding))
    assert (plain is None) == (other is None)
    if plain is not None and other is not None:
        assert plain.blocks == other.blocks


def test_a_source_is_read_the_same_twice() -> None:
    for folder in sorted(CASES.iterdir()):
        data = next(folder.glob("input.*")).read_bytes()
        assert _clean(data) == _clean(data)


def test_the_ending_is_only_a_hint() -> None:
    for name in ("portal_fragment", "government_notice", "run_in_heads_with_leads"):
        data = next((CASES / name).glob("input.*")).read_bytes()
        outlines = [article.blocks for end in ("txt", "html") if (article := _clean(data, end))]
        assert outlines[0] == outlines[1]


def _visible(text: str) -> str:
    page = LexborHTMLParser(text)
    for node in page.css("script, style, template, noscript"):
        node.decompose()
    return page.body.text(deep=True) if page.body is not None else ""


@pytest.mark.parametrize(
    "folder",
    [
        folder
        for part in (CASES, READING)
        for folder in sorted(part.iterdir())
        if not (folder / "edit.yaml").exists()
    ],
    ids=lambda folder: folder.name,
)
def test_what_is_kept_and_what_is_removed_is_the_whole_page(folder: Path) -> None:
    """No word of a page is lost without a trace: it is text, title, by-line or listed."""
    path = next(path for path in folder.iterdir() if path.stem in ("input", "source"))
    article = _clean(path.read_bytes(), path.suffix[1:])
    if article is None or article.format != "html":
        return
    text = decode(path.read_bytes(), path.name, Edits()).text
    page = _visible(split_front_matter(text, path.name)[1])
    kept = [block.text for block in article.blocks]
    kept += [removed.text for removed in article.removed]
    title = article.title or ""
    missing = Counter(HAN_CHARACTER.findall(page)) - Counter(HAN_CHARACTER.findall("".join(kept)))
    assert not set(missing) - set(title), missing


_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")


def _words_told(article: Article) -> Counter[str]:
    """Every word that an article shows or says it took out."""
    told = [block.text for block in article.blocks]
    told += [mark.target for block in article.blocks for mark in block.marks]
    told += [removed.text for removed in article.removed]
    return Counter(_WORDS.findall("\n".join(html.unescape(one) for one in told)))


@_SETTINGS
@given(st.lists(st.tuples(_PLAIN_BITS, _GAPS), min_size=1, max_size=60))
def test_no_word_of_a_text_is_lost_or_made(parts: list[tuple[str, str]]) -> None:
    """What is shown and what is listed as removed are the text; the title may stand for itself."""
    text = "".join(bit + gap for bit, gap in parts)
    for ending, page in (
        ("txt", text),
        ("md", text),
        ("html", "<article>" + "".join(f"<p>{bit}</p>{gap}" for bit, gap in parts) + "</article>"),
    ):
        article = _clean(page.encode("utf-8"), ending)
        if article is None:
            continue
        source = Counter(_WORDS.findall(text))
        told = _words_told(article)
        title = Counter(_WORDS.findall(article.title or ""))
        lost = source - told
        assert not set(lost) - set(title), (ending, lost)
        made = told - source
        assert not made, (ending, made)
