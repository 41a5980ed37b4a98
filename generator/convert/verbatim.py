"""What stays as it is in any script: addresses, code, and quotations in Japanese.

A text and its marks come in, spans go out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.convert.scripts import japanese_spans
from generator.model import Mark

# An address may hold Han characters, but a sentence often follows one without a space: only what
# is held together by an address's own punctuation belongs to it.
_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.)[!-~]+(?:[\u3400-\u9fff]+[/=&%?#_.\-][!-~]*)*"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.ASCII,
)


def verbatim(text: str, marks: Iterable[Mark]) -> list[tuple[int, int]]:
    """Where marks say that words are no prose."""
    return [
        (mark.start, mark.end)
        for mark in marks
        if mark.kind == "code" or (mark.kind == "link" and _shows_address(text, mark))
    ]


def foreign(text: str) -> list[tuple[int, int]]:
    """Addresses and Japanese quotations, which stay as they are."""
    found = japanese_spans(text)
    if "://" in text or "www." in text or "@" in text:
        found += [match.span() for match in _ADDRESS.finditer(text)]
    return found


def _shows_address(text: str, mark: Mark) -> bool:
    words = text[mark.start : mark.end].strip()
    return len(words) > 3 and "." in words and words in mark.target
