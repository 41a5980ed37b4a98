"""Which format a source has, by its contents, and the reader for it.

The file's ending is a hint that only decides when the contents say nothing: a `.txt` may hold a
web page, an `.html` plain text.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable
from dataclasses import replace

from generator.clean.exported import is_exported, read_exported
from generator.clean.feed import is_feed, read_feed
from generator.clean.html import read_html
from generator.clean.mail import begins_with_mail_head
from generator.clean.markdown import read_markdown
from generator.clean.pieces import Draft
from generator.clean.text import read_text


def _read_docx(html: str, path: str) -> Draft:
    """`documents` has made HTML of it. Word's first level is a section as often as the title."""
    return replace(read_html(html, path), titles=())


READERS: dict[str, Callable[[str, str], Draft]] = {
    "docx": _read_docx,
    "feed": read_feed,
    "html": read_html,
    "json": read_exported,
    "markdown": read_markdown,
    "pdf": read_text,
    "text": read_text,
}

_BLOCK_TAG = re.compile(
    r"<(?:!doctype|html|head|body|div|p|h[1-6]|table|section|article|ul|ol|br|span|font|center)\b",
    re.IGNORECASE,
)
_CLOSING_TAG = re.compile(
    r"</(?:html|body|div|p|h[1-6]|table|section|article|ul|ol|span)\s*>", re.I
)
_ESCAPED_TAG = re.compile(r"&lt;/(?:p|div|h[1-6]|section|article|table|span|ul)\s*&gt;", re.I)
_MARKDOWN_SIGNS = (
    re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE),
    re.compile(r"\*\*[^*\n]{1,80}\*\*"),
    re.compile(r"!?\[[^\]\n]{0,120}\]\([^()\s]{1,500}\)"),
    re.compile(r"^(?:```|~~~)", re.MULTILINE),
    re.compile(r"^\|?[ \t]*:?-{3,}:?[ \t]*\|", re.MULTILINE),
    re.compile(r"^\[\^[^\]]+\]:", re.MULTILINE),
    re.compile(r"<https?://[^\s<>]+>"),
)
_WEAK_SIGNS = (
    re.compile(r"^>[ \t]\S", re.MULTILINE),
    re.compile(r"^[-*+][ \t]\S.*\n[-*+][ \t]\S", re.MULTILINE),
)


def unescaped(text: str) -> str:
    """&lt;p&gt;…&lt;/p&gt; without any tag: a page's source that was escaped on its way here."""
    if "&lt;" not in text or _BLOCK_TAG.search(text) or len(_ESCAPED_TAG.findall(text)) < 2:
        return text
    return entities.unescape(text)


def find_format(text: str, name: str) -> str:
    """feed, json, html, markdown or text."""
    if is_feed(text):
        return "feed"
    if is_exported(text):
        return "json"
    if begins_with_mail_head(text):
        return "text"
    blocks = len(_BLOCK_TAG.findall(text))
    if blocks and (_CLOSING_TAG.search(text) or blocks >= 3):
        # Markdown with a stray tag stays Markdown; a page with a stray # stays a page.
        tagged = sum(len(line) for line in text.split("\n") if _BLOCK_TAG.search(line))
        headings = len(_MARKDOWN_SIGNS[0].findall(text))
        if tagged * 2 >= len(text.strip()) or blocks > 4 * max(headings, 1):
            return "html"
    ending = name.rsplit(".", 1)[-1].lower()
    hinted = ending in ("md", "markdown")
    if any(sign.search(text) for sign in _MARKDOWN_SIGNS):
        return "markdown"
    if hinted and any(sign.search(text) for sign in _WEAK_SIGNS):
        return "markdown"
    return "markdown" if hinted else "text"
