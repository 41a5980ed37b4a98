"""An item of a feed (RSS or Atom), whole or cut out of one → pieces of the article it carries.

Fragments of feeds come without their namespaces and with unclosed elements, so elements are found
by name and not by an XML parser. Not obvious: the summary repeats the text's first sentences and
is only the text where the item carries no other; and a feed of many items is no article, so the
first is read and a warning says so.
"""

from __future__ import annotations

import html as entities
import re
from dataclasses import replace

from generator.clean.characters import han_count
from generator.clean.html import read_html
from generator.clean.media import medium_name
from generator.clean.pieces import Draft, tidy
from generator.problems import SourceError, error, warning

_ITEM = re.compile(r"<(item|entry)\b[^<>]*>", re.IGNORECASE)
_FIELDS = re.compile(
    r"<(pubDate|guid|dc:creator|dc:date|content:encoded|description|published|updated|summary"
    r"|lastBuildDate)\b",
    re.IGNORECASE,
)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_TEXTS = ("content:encoded", "content", "description", "summary")
_MAIL = re.compile(r"\S+@\S+\s*[(（](?P<name>[^()（）]+)[)）]")
_MOST = 2_000_000


def is_feed(text: str) -> bool:
    """An item with at least one field that only feeds have."""
    start = text[:20_000]
    return bool(_ITEM.search(start)) and bool(_FIELDS.search(start))


def read_feed(text: str, path: str) -> Draft:
    """Raises SourceError."""
    opening = _ITEM.search(text)
    if opening is None:
        raise SourceError(error(path, 1, "the feed holds no item", "save one of its articles"))
    name = opening.group(1)
    close = re.search(rf"</{name}\s*>", text[opening.end() :], re.IGNORECASE)
    end = opening.end() + close.start() if close else len(text)
    item = text[opening.end() : end][:_MOST]
    channel = text[: opening.start()]
    bodies = [words for field in _TEXTS if (words := _element(item, field))]
    body = max(bodies, key=han_count, default="")
    draft = read_html(body, path)
    meta = {
        "title": _values(item, "title"),
        "url": _address(item),
        "author": _authors(item) or _authors(channel),
        "date": _values(item, "pubDate", "published", "dc:date", "date", "updated"),
        "source": tuple(map(medium_name, _values(_element(item, "source"), "title")))
        or _values(item, "source", "dc:publisher"),
        "site": tuple(re.split(r"\s*[»|｜]\s*", name)[0] for name in _values(channel, "title")),
        "keywords": _values(item, "category", every=True),
    }
    others = len(_ITEM.findall(text)) - 1
    problems = draft.problems
    if others > 0:
        line = text.count("\n", 0, end) + 1
        problems = (
            *problems,
            warning(path, line, f"{others} more articles in this feed are not read", "part them"),
        )
    return replace(
        draft,
        format="feed",
        meta={fact: values for fact, values in meta.items() if values},
        titles=meta["title"],
        problems=problems,
    )


def _element(text: str, name: str) -> str:
    """What an element holds, with CDATA opened and escapes resolved once."""
    opening = re.search(rf"<{re.escape(name)}(?:\s[^<>]*)?(?<!/)>", text, re.IGNORECASE)
    if opening is None:
        return ""
    start = opening.end()
    held = _CDATA.match(text, start + len(text[start:]) - len(text[start:].lstrip()))
    if held:  # it may hold the element's own name
        return held.group(1)
    close = re.search(rf"</{re.escape(name)}\s*>", text[start:], re.IGNORECASE)
    inner = text[start : start + close.start()] if close else text[start:]
    inner = _CDATA.sub(lambda match: entities.escape(match.group(1), quote=False), inner)
    return inner if "<" in inner else entities.unescape(inner)


def _values(text: str, *names: str, every: bool = False) -> tuple[str, ...]:
    found: list[str] = []
    for name in names:
        rest = text
        while rest:
            opening = re.search(rf"<{re.escape(name)}(?:\s[^<>]*)?>", rest, re.IGNORECASE)
            if opening is None:
                break
            value = tidy(re.sub(r"<[^<>]*>", "", _element(rest[opening.start() :], name)))
            if value:
                found.append(value)
            rest = rest[opening.end() :] if every else ""
    return tuple(dict.fromkeys(found))


def _address(item: str) -> tuple[str, ...]:
    """RSS writes the address into `link`, Atom into its `href`; `guid` may be one."""
    linked = re.search(r"""<link\b(?![^<>]*rel=["'](?!alternate))[^<>]*href=["']([^"']+)""", item)
    found = [linked.group(1)] if linked else []
    found.extend(_values(item, "link", "feedburner:origLink"))
    found.extend(value for value in _values(item, "guid") if value.startswith("http"))
    return tuple(entities.unescape(value) for value in found if value.startswith("http"))


def _authors(text: str) -> tuple[str, ...]:
    named = _values(text, "dc:creator", every=True)
    if not named:
        author = _element(text, "author")
        named = _values(author, "name") or ((tidy(author),) if author and "<" not in author else ())
    return tuple(
        match.group("name") if (match := _MAIL.fullmatch(name)) else name
        for name in named
        if "@" not in name or _MAIL.fullmatch(name)
    )
