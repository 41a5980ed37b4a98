"""An article as a system or an interface exports it: one JSON object with its fields.

Text comes in, a draft goes out. Not obvious: the object may lie deep within others, so the one
with the longest text is the article, and what stands beside it under usual names belongs to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from generator.clean.characters import han_count
from generator.clean.html import read_html
from generator.clean.pieces import Draft, tidy
from generator.clean.text import read_text
from generator.model import Removed
from generator.problems import SourceError, error

_FIELDS = {
    "title": ("title", "headline", "subject", "name", "标题", "標題"),
    "text": (
        *("content", "body", "text", "html", "articlebody", "content_html", "content_text"),
        *("body_html", "fulltext", "full_text", "post_content", "正文", "内容", "description"),
    ),
    "date": (
        *(
            "date",
            "published",
            "pubdate",
            "pub_date",
            "publish_time",
            "publishtime",
            "published_at",
        ),
        *("publishdate", "publish_date", "date_published", "datepublished", "time", "created_at"),
        *("createtime", "create_time", "ctime", "pubtime", "post_date", "发布时间", "日期", "时间"),
    ),
    "author": ("author", "authors", "byline", "writer", "creator", "nickname", "reporter", "作者"),
    "source": (
        "source",
        "publisher",
        "media",
        "origin",
        "from",
        "site",
        "sitename",
        "site_name",
        "来源",
    ),
    "url": ("url", "link", "permalink", "canonical_url", "source_url", "share_url", "链接"),
    "keywords": ("keywords", "tags", "标签", "关键词"),
}
_TAG = re.compile(r"<(?:p|div|br|span|section|h\d|img)\b", re.IGNORECASE)
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?")
_CHINA = timezone(timedelta(hours=8))
_FEWEST = 60  # Han characters
_MOST = 4_000_000


def is_exported(text: str) -> bool:
    return _article_in(text) is not None


def read_exported(text: str, path: str) -> Draft:
    """Raises SourceError."""
    article = _article_in(text)
    if article is None:
        raise SourceError(error(path, 1, "no article in this JSON", "save one article's own"))
    key, body = _body_of(article)
    draft = read_html(body, path) if _TAG.search(body) else read_text(body, path)
    meta = {
        field: values
        for field in _FIELDS
        if field != "text" and (values := _values(article, field))
    }
    rest = {name: value for name, value in article.items() if name != key}
    told = json.dumps(rest, ensure_ascii=False, indent=0)
    return replace(
        draft,
        format="json",
        meta=meta,
        titles=meta.get("title", ()),
        removed=(Removed(kind="front_matter", text=told), *draft.removed),
    )


def _article_in(text: str) -> dict[str, object] | None:
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start not in ("{", "[") or len(text) > _MOST:
        return None
    try:
        found = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    articles = [one for one in _objects(found) if han_count(_body_of(one)[1]) >= _FEWEST]
    return max(articles, key=lambda one: han_count(_body_of(one)[1]), default=None)


def _objects(value: object) -> Iterator[dict[str, object]]:
    """All objects within, outermost first."""
    waiting = [value]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, dict):
            yield one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one[:1000])


def _body_of(article: dict[str, object]) -> tuple[str, str]:
    """(key, text) of what holds most words; paragraphs may be a list."""
    best = ("", "")
    for key, value in article.items():
        if key.lower() not in _FIELDS["text"]:
            continue
        if isinstance(value, dict):
            value = value.get("rendered")  # as WordPress gives it
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = "\n\n".join(str(part) for part in value)
        if isinstance(value, str) and han_count(value) > han_count(best[1]):
            best = (key, value)
    return best


def _values(article: dict[str, object], field: str) -> tuple[str, ...]:
    lowered = {key.lower(): value for key, value in article.items()}
    for name in _FIELDS[field]:
        found = tuple(_words(lowered.get(name), dated=field == "date"))
        if found:
            return found
    return ()


def _words(value: object, *, dated: bool) -> Iterator[str]:
    if isinstance(value, dict):
        value = value.get("name", value.get("rendered", value.get("title")))
    if isinstance(value, list):
        for one in value[:20]:
            if not isinstance(one, list):
                yield from _words(one, dated=dated)
    elif isinstance(value, (str, int)) and not isinstance(value, bool):
        words = tidy(re.sub(r"<[^<>]*>", "", str(value)))
        if dated and _SECONDS.fullmatch(words):
            words = datetime.fromtimestamp(int(words[:10]), _CHINA).isoformat()
        if words:
            yield words
