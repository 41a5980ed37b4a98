"""What front matter says of a field under any of its usual names, and in any shape.

Not obvious: Hugo keeps a site's own keys under `params`, notebooks name other notes in [[ ]], and
an author may be a string, a list or a mapping with a name.
"""

from __future__ import annotations

import re

from generator.clean.frontmatter import FrontMatter
from generator.clean.pieces import tidy

KEYS = {
    "title": ("title", "headline", "标题", "標題"),
    "date": (
        *("date", "published", "pubdate", "publishdate", "publish_date", "datetime", "time"),
        *("pubdatetime", "datepublished", "date_published", "publisheddate", "published_at"),
        *("publishtime", "publish_time", "postdate", "post_date", "pub_date"),
        *("created", "created_at", "createtime", "日期", "发布时间", "发布日期"),
        *("发表时间", "发表日期"),
    ),
    "author": ("authors", "author", "byline", "creator", "writer", "by", "作者"),
    "publisher": ("publisher", "source", "publication", "media", "来源", "來源", "出处", "媒体"),
    "url": (
        *("url", "link", "permalink", "canonical", "original_url", "source_url", "canonical_url"),
        *(
            "canonicalurl",
            "original_link",
            "source_link",
            "original",
            "reference",
            "原文链接",
            "链接",
        ),
    ),
    "keywords": ("tags", "keywords", "tag", "标签", "关键词"),
    "categories": ("categories", "category"),
    "lang": ("lang",),
    "slug": ("slug",),
    "draft": ("draft",),
}
_NOTE_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")


def front_value(front: FrontMatter, field: str) -> object:
    """The first value that the front matter gives under any of the usual names of a field."""
    lowered = {key.lower(): value for key, value in front.values.items()}
    params = lowered.get("params")  # where Hugo wants a site's own keys
    if isinstance(params, dict):
        lowered = {str(key).lower(): value for key, value in params.items()} | lowered
    for key in KEYS[field]:
        if lowered.get(key) not in (None, "", []):
            return lowered[key]
    return None


def front_text(front: FrontMatter, field: str) -> str | None:
    value = front_value(front, field)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name", value.get("url"))
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return tidy(_without_brackets(str(value))) or None


def _without_brackets(words: str) -> str:
    """[[澄江通讯]], [[note|name]]: how notebooks name another of their notes."""
    return _NOTE_LINK.sub(r"\1", words)


def is_true(value: object) -> bool:
    return value is True or (isinstance(value, str) and value.strip().lower() in ("true", "yes"))


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [_without_brackets(value)]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return [str(value)]
    if isinstance(value, dict):
        name = value.get("name")
        return [name] if isinstance(name, str) else []
    if isinstance(value, list):
        return [name for item in value if not isinstance(item, list) for name in strings(item)]
    return []
