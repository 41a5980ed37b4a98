"""A feed of many articles → a feed of one article each, to the byte.

Each part is the feed's own beginning, one item as it stands there, and the end that closes what
the beginning opened: so encoding, namespaces and the feed's title stay with every article.
"""

from __future__ import annotations

import re

_ITEM = re.compile(r"<(item|entry)\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(rss|feed|rdf:RDF)\b", re.IGNORECASE)
_CHANNEL = re.compile(r"<channel\b", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def items_of(data: bytes) -> tuple[bytes, ...]:
    """Empty where `data` is no feed."""
    # Markup is ASCII in every encoding but UTF-16, so bytes can be looked at as characters.
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "latin-1")
    text = (
        data.decode(encoding, "surrogateescape") if encoding != "latin-1" else data.decode(encoding)
    )
    root = _ROOT.search(text[:4000])
    if root is None:
        return ()
    hidden = _CDATA.sub(lambda match: "\0" * len(match[0]), text)  # an item may quote a feed
    items = list(_ITEM.finditer(hidden))
    if not items:
        return ()
    begin = text[: items[0].start()]
    close = f"</{root[1]}>"
    if root[1].lower() == "rss" and _CHANNEL.search(begin):
        close = "</channel>" + close
    parts = (f"{begin}{text[item.start() : item.end()]}{close}" for item in items)
    return tuple(part.encode(encoding, "surrogateescape") for part in parts)
