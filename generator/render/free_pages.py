"""Free pages: an editor's Markdown, as HTML in the script of the edition.

A page and a converter in, sanitised HTML out. Markdown comes first and conversion after it, on
the words of a block joined across its inline tags (`**头**发` must give 頭髮); code and addresses
are left alone. The allow-list is our own: nh3's would keep remote images and odd address schemes.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import markdown
import nh3
from markupsafe import Markup, escape

from generator.convert.converter import Converter, Master
from generator.convert.editions import script_of
from generator.model import Edition, Mark, Page
from generator.problems import SiteError, error
from generator.render.context import master_of

_LIMIT = 200_000  # characters: Python-Markdown has hung on less when it was malformed
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TABLES = frozenset(("table", "thead", "tbody", "tr", "th", "td"))
_LISTS = frozenset(("ul", "ol", "li", "dl", "dt", "dd"))
_BLOCKS = _HEADINGS | _TABLES | _LISTS | {"p", "blockquote", "pre", "hr"}
_TAGS = _BLOCKS | {"a", "strong", "em", "code", "br", "sup", "sub", "del", "abbr"}
_ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}}
_PARTS = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)")


@dataclass(frozen=True, slots=True)
class FreePage:
    html: Markup
    lang: str


def free_page(page: Page, converter: Converter, edition: Edition) -> FreePage:
    if len(page.markdown) > _LIMIT:
        raise SiteError(
            error(page.path, 1, f"longer than {_LIMIT} characters", "divide it into several pages")
        )
    made = markdown.markdown(page.markdown, extensions=["tables", "sane_lists"])
    clean = nh3.clean(
        made,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )
    if page.tag and script_of(page.tag) is None:
        return FreePage(Markup(_converted(clean, None, "Hans")), page.tag)
    master = master_of(page.markdown)
    return FreePage(Markup(_converted(clean, converter, master)), converter.lang(master))


def _converted(clean: str, converter: Converter | None, master: Master) -> str:
    """Clean HTML with the text of each block converted as one. Without a converter it stays."""
    parts = [part for part in _PARTS.split(clean) if part]
    texts: list[int] = []  # positions of the open block's texts
    code = 0
    for at, part in enumerate(parts):
        if not part.startswith("<"):
            if not code:
                texts.append(at)
            continue
        match = _NAME.match(part)
        name = match.group(1) if match else ""
        if name in ("code", "pre"):
            code += -1 if part.startswith("</") else 1
            if name == "code" and not part.startswith("</"):
                parts[at] = '<code data-no-convert lang="und">'
        elif name in _BLOCKS:
            _convert_block(parts, texts, converter, master)
            texts = []
    _convert_block(parts, texts, converter, master)
    return "".join(parts)


def _convert_block(
    parts: list[str], texts: list[int], converter: Converter | None, master: Master
) -> None:
    words = [html.unescape(parts[at]) for at in texts]
    joined = "".join(words)
    if converter is None or not joined.strip():
        return
    marks, start = [], 0
    for word in words:
        marks.append(Mark(start=start, end=start + len(word), kind="em"))
        start += len(word)
    converted, moved = converter.marked(joined, tuple(marks), master)
    for at, mark in zip(texts, moved, strict=True):
        parts[at] = str(escape(converted[mark.start : mark.end]))
