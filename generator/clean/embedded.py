"""The article of a page that holds it as data, for its script to show.

A page's markup comes in and goes out with the text in its place. Not obvious: such a page has its
title and its credits where readers see them, and the text escaped in a hidden <textarea>.
"""

from __future__ import annotations

import html as entities
import re

from generator.clean.characters import han_count

_HELD = re.compile(r"<textarea\b[^<>]*>(?P<held>[^<]{300,})</textarea>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<(?:p|section|br)\b", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]*>(?P<title>[^<]{4,200})</title>", re.IGNORECASE)
_HEADING = re.compile(r"<h[1-6]\b[^<>]*>(?P<words>[^<]{4,200})</h[1-6]>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_FEWEST = 150  # Han characters: an article, and no comment that somebody began
_CREDITS_END = re.compile(r"</(?:div|section|header)>", re.IGNORECASE)


def with_embedded_text(page: str) -> str:
    """The page with the text behind its headline, where it had it as data only."""
    if "<textarea" not in page.lower():
        return page
    held = max(_HELD.finditer(page), key=lambda match: len(match["held"]), default=None)
    if held is None:
        return page
    article = entities.unescape(held["held"])
    words = han_count(_TAG.sub("", article))
    rest = page[: held.start()] + page[held.end() :]
    shown = _shown(rest)
    if (
        words < _FEWEST
        or not _PARAGRAPH.search(article)
        or han_count(_TAG.sub("", shown)) > 4 * words
    ):
        return page
    titled = _TITLE.search(page)
    said = titled["title"].strip() if titled else ""
    headline = next((one for one in _HEADING.finditer(rest) if one["words"].strip() in said), None)
    if headline is None:
        return page
    # The credits stand in the next container under the headline.
    end = headline.end()
    for _ in range(3):
        close = _CREDITS_END.search(rest, end)
        if close is None or len(_TAG.sub("", rest[end : close.end()]).strip()) > 120:
            break
        end = close.end()
    return f'{rest[:end]}<div class="article-content">{article}</div>{rest[end:]}'


def _shown(page: str) -> str:
    """Without scripts; each is looked at once, however many are never closed."""
    first, *scripts = re.split("<script", page, flags=re.IGNORECASE)
    return first + "".join(script.partition("</script>")[2] for script in scripts)
