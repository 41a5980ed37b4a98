"""Input that nobody meant to be an article: one clear line, or a good reading; never a hang."""

from __future__ import annotations

import re
import time

import pytest

from generator.clean import clean
from generator.model import Article, Edits, Source
from generator.problems import SourceError
from generator.split import split
from generator.split.decisions import settle

SENTENCE = "南门菜场换了新秤，称完就知道几斤几两，谁也不必再争。"
BOUND = 20.0  # seconds on a slow machine; what is tested here takes far less or hangs


def _clean(data: bytes, ending: str = "html", edits: Edits | None = None) -> Article | str:
    name = f"a.{ending}"
    begun = time.monotonic()
    try:
        return clean(Source(name=name, path=name, data=data, edits=edits or Edits()))
    except SourceError as fault:
        message = str(fault.problem)
        assert "\n" not in message and " — " in message
        return message
    finally:
        assert time.monotonic() - begun < BOUND


def _read(data: bytes, ending: str = "html") -> Article:
    article = _clean(data, ending)
    assert isinstance(article, Article), article
    return article


def test_ten_megabytes_in_one_line_are_refused() -> None:
    said = _clean((SENTENCE * 150_000).encode(), "txt")
    assert isinstance(said, str) and "over 4000000 bytes" in said


def test_a_long_line_is_read() -> None:
    article = _read((SENTENCE * 30_000).encode(), "txt")
    assert len(article.blocks[0].text) == len(SENTENCE) * 30_000


@pytest.mark.parametrize("tag", ["div", "b", "ul", "table", "span"])
def test_a_hundred_thousand_nested_tags_are_refused(tag: str) -> None:
    said = _clean(("<p>" + f"<{tag}>" * 100_000 + SENTENCE + "</p>").encode())
    assert said == "a.html:1: error: tags nest over 400 deep — close the tags before it"


@pytest.mark.parametrize("tag", ["p", "li", "td", "br"])
def test_tags_that_close_themselves_do_not_nest(tag: str) -> None:
    _read((f"<{tag}>" * 20_000 + SENTENCE * 3).encode())


@pytest.mark.parametrize(
    "unit",
    [
        "<!--",
        "<![CDATA[",
        "<script>",
        "<item><title>",
        "{{<",
        "{%",
        "[[",
        "“",
        "（",
        "来源：",
        "\f",
    ],
)
def test_what_is_never_closed_costs_no_more_than_its_length(unit: str) -> None:
    _clean((unit * 20_000 + SENTENCE).encode(), "html")
    _clean((unit * 20_000 + "\n" + SENTENCE).encode(), "txt")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "big5", "iso-8859-1", "no-such-thing"])
def test_a_declaration_that_lies_changes_nothing(encoding: str, declared: str) -> None:
    words = (
        SENTENCE if encoding != "big5" else "南門菜場換了新秤，稱完就知道幾斤幾兩，誰也不必再爭。"
    )
    page = (
        f'<html><head><meta charset="{declared}"><title>換秤</title></head><body>'
        f"<p>{words * 3}</p></body></html>"
    )
    article = _read(page.encode(encoding, errors="ignore"))
    assert article.blocks[0].text == words * 3


def test_stray_bytes_in_a_sound_file_are_shown_and_told() -> None:
    data = (SENTENCE * 20).encode()
    article = _read(data[:200] + b"\xff\xfe" + data[200:], "txt")
    assert any("is not UTF-8" in problem.cause for problem in article.problems)


def test_a_truncated_file_is_read_up_to_its_end() -> None:
    page = f"<html><body><div><p>{SENTENCE}</p><p>{SENTENCE * 2}</p></div></body></html>"
    data = page.encode()
    for cut in range(len(data) // 2, len(data), 7):
        _clean(data[:cut])


def test_noise_is_refused() -> None:
    noise = bytes((number * 7919 + 13) % 251 for number in range(5_000))
    assert isinstance(_clean(noise, "txt"), str)


def test_only_furniture_says_so() -> None:
    page = (
        "<html><head><title>404</title></head><body><div>首页 新闻 登录</div>"
        "<p>您访问的页面不存在</p><p>3秒后返回首页</p><div>版权所有 某某网</div></body></html>"
    )
    said = _clean(page.encode())
    assert isinstance(said, str) and "only page furniture, no article" in said


def test_hardly_any_text_says_so() -> None:
    article = _read("图片新闻\n\n南门菜场的新秤昨天启用。\n".encode(), "txt")
    assert any("hardly any text" in problem.cause for problem in article.problems)


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16"])
def test_a_file_that_breaks_off_in_mid_character_is_read_with_a_warning(encoding: str) -> None:
    words = "南門菜場換了新秤，稱完就知道幾斤幾兩，誰也不必再爭。" * 3
    article = _read(words.encode(encoding)[:-1], "txt")
    assert article.blocks[0].text.startswith("南門菜場換了新秤")
    assert any("breaks off in mid character" in problem.cause for problem in article.problems)
    assert any(doubt.kind == "damaged" for doubt in article.doubts)


@pytest.mark.parametrize(
    ("text", "ending", "cause"),
    [
        ("“" * 110_000, "txt", "over 100000 characters without a full stop"),
        ("张三\n" * 11_000, "txt", "over 10000 paragraphs"),
        ("---\n" * 11_000, "txt", "over 10000 lines that are no text"),
        ("> " * 40, "md", "quotations and lists nested over 30 deep"),
        ("1. " * 40, "md", "quotations and lists nested over 30 deep"),
        ("\\&" * 40_000, "md", "too many marks in one paragraph for Markdown"),
    ],
)
def test_bulk_that_nobody_wrote_is_refused(text: str, ending: str, cause: str) -> None:
    said = _clean(f"{SENTENCE * 3}\n\n{text}\n\n{SENTENCE * 3}".encode(), ending)
    assert isinstance(said, str) and cause in said


def test_markdown_that_stopped_half_way_changes_nothing_in_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Python-Markdown goes on thinking that it is in the list in which it was stopped."""
    monkeypatch.setattr("generator.clean.markdown._DEEP", re.compile("(?!)"))
    said = _clean(("1. " * 6000).encode(), "md")
    assert isinstance(said, str) and "this is not Markdown: RecursionError" in said
    [block] = _read(f"**南门**{SENTENCE}".encode(), "md").blocks
    assert block.text.startswith("南门")


def test_a_slow_line_of_many_quotation_marks_is_no_reason_to_wait() -> None:
    entry, _ = settle(split(_read(f"{'（' * 20_000}{'”' * 20_000}{SENTENCE}".encode(), "txt")))
    assert entry.passages()
