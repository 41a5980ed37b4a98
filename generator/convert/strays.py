"""Traditional words within a Simplified text: 三方约定，棄置漁網由各地清理.

A text that is Simplified as a whole comes in, edits go out. Not obvious: one such character may
be a word's own (瞭望, 毕昇, 角徵羽), two close together are a word that was copied; what stands in
quotation marks is shown for its own sake and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from generator.convert.cuts import by_character
from generator.convert.phrases import Edit
from generator.convert.scripts import only_in, quoted_spans


def strays(text: str) -> Iterator[Edit]:
    """The Traditional words that stand in a Simplified text without quotation marks."""
    if not only_in("Hant").search(text):
        return
    quoted = quoted_spans(text)
    for match in _words().finditer(text):
        start, end = match.span()
        if not any(first <= start and end <= last for first, last in quoted):
            yield Edit(start, end, by_character(match.group()), match.group())


@cache
def _words() -> re.Pattern[str]:
    """Two Traditional characters or more, with no more than one of both scripts between."""
    hant, hans = only_in("Hant").pattern, only_in("Hans").pattern
    return re.compile(f"{hant}(?:(?!{hans})[\u4e00-\u9fff]?{hant})+")
