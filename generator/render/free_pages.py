"""Free pages: an editor's Markdown, as HTML in the script of the edition.

A page and a converter in, sanitised HTML out. Markdown comes first and conversion after it, on
the words of a block joined across its inline tags (`**头**发` must give 頭髮); code and addresses
are left alone. Headings are numbered, so that a link leads to the same one in every edition. The
allow-list is our own: nh3's would keep remote images and odd address schemes.
Pictures are those of the site, `![words](static/name.png)`; one from elsewhere becomes a link.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import markdown
import nh3
from markupsafe import Markup, escape
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.convert.converter import Converter
from generator.convert.editions import script_of
from generator.convert.step import Master
from generator.model import Mark, Page
from generator.problems import SiteError, error
from generator.render.context import master_of

_LIMIT = 200_000  # characters: Python-Markdown has hung on less when it was malformed
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TABLES = frozenset(("table", "thead", "tbody", "tr", "th", "td"))
_LISTS = frozenset(("ul", "ol", "li", "dl", "dt", "dd"))
_BLOCKS = _HEADINGS | _TABLES | _LISTS | {"p", "blockquote", "pre", "hr"}
_TAGS = _BLOCKS | {"a", "strong", "em", "code", "br", "sup", "sub", "del", "abbr", "img"}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "img": {"src", "alt", "loading"},
}
_EXTENSIONS = ("tables", "sane_lists", "fenced_code")
_STATIC = "static/"
_PARTS = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)")
# Where an editor wrapped a Chinese line: browsers would show a space there.
_WIDE = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_WRAPPED = re.compile(f"(?<=[{_WIDE}])\n(?=[{_WIDE}“‘])|(?<=[”’…—])\n(?=[{_WIDE}])")


@dataclass(frozen=True, slots=True)
class FreePage:
    html: Markup
    lang: str


def free_page(page: Page, converter: Converter, pictures: Mapping[str, str]) -> FreePage:
    """`pictures`: the address of each file in `static/`, as seen from this page.

    Raises SiteError for a page that is too long.
    """
    if len(page.markdown) > _LIMIT:
        raise SiteError(
            error(page.path, 1, f"longer than {_LIMIT} characters", "divide it into several pages")
        )
    is_chinese = not (page.tag and script_of(page.tag) is None)
    master = master_of(page.markdown)
    speak = (lambda words: converter.text(words, master)) if is_chinese else str
    made = markdown.markdown(page.markdown, extensions=list(_EXTENSIONS))
    clean = nh3.clean(
        _with_pictures(made, pictures, speak),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )
    if not is_chinese:
        return FreePage(Markup(_converted(clean, None, "Hans")), page.tag)
    return FreePage(Markup(_converted(clean, converter, master)), converter.lang(master))


def _with_pictures(made: str, pictures: Mapping[str, str], speak: Callable[[str], str]) -> str:
    """Before the sanitiser: each picture with its address, or as a link to where it lies."""
    if "<img" not in made:
        return made
    tree = LexborHTMLParser(made)
    for node in tree.css("img"):
        address = (node.attributes.get("src") or "").strip()
        words = speak(node.attributes.get("alt") or "")
        name = address.removeprefix("./").removeprefix("/").removeprefix(_STATIC)
        if urlsplit(address).scheme or address.startswith("//"):
            node.replace_with(_link(address, words))
        elif name in pictures:
            node.attrs["src"], node.attrs["alt"] = pictures[name], words
            node.attrs["loading"] = "lazy"
        else:  # not there: its words say what it would have shown
            node.replace_with(words)
    return tree.body.inner_html or "" if tree.body else ""


def _link(address: str, words: str) -> LexborNode:
    markup = f'<a href="{escape(address)}">{escape(words or address)}</a>'
    node = LexborHTMLParser(markup).css_first("a")
    assert node is not None
    return node


def _converted(clean: str, converter: Converter | None, master: Master) -> str:
    """Clean HTML with the text of each block converted as one. Without a converter it stays."""
    parts = [part for part in _PARTS.split(clean) if part]
    texts: list[int] = []  # positions of the open block's texts
    code = headings = 0
    for at, part in enumerate(parts):
        if not part.startswith("<"):
            if not code:
                parts[at] = _WRAPPED.sub("", part)
                texts.append(at)
            continue
        match = _NAME.match(part)
        name = match.group(1) if match else ""
        if name in ("code", "pre"):
            code += -1 if part.startswith("</") else 1
            if name == "code" and not part.startswith("</"):
                parts[at] = '<code data-no-convert lang="und">'
        elif name in _BLOCKS:
            if name in _HEADINGS and not part.startswith("</"):
                headings += 1
                parts[at] = f'<{name} id="part-{headings}">'
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
