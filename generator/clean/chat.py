"""A chat that was exported or copied: names with times, and under each what was said.

Lines come in; those of the longest message go out, with the day, and what the others said as
removed. Not obvious: who forwards a text did not write it, so the names are nobody's authors.
"""

from __future__ import annotations

import re

from generator.clean.characters import han_count
from generator.clean.dates import find_date
from generator.model import Removed

# 老周(3栋物业)  21:04; 2022/7/29 21:04:10 老周
_HEAD = re.compile(
    r"\s*(?:[^\s:：，。].{0,24}?\s+(?:(?:\d{4}[-/年])?\d{1,2}[-/月]\d{1,2}日?\s+)?\d{1,2}:\d{2}(?::\d{2})?"
    r"|\d{4}[-/]\d{1,2}[-/]\d{1,2}\s+\d{1,2}:\d{2}(?::\d{2})?\s+[^\s:：，。].{0,24})\s*"
)
_DAY = re.compile(r"\s*[—–=\-]{2,}\s*(\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?)\s*[—–=\-]{2,}\s*")
_MOST = 0.6  # of all that is said
_FEWEST = 3  # heads: two may be anything


def longest_message(
    lines: list[str],
) -> tuple[list[str], dict[str, tuple[str, ...]], tuple[Removed, ...]]:
    heads = [number for number, line in enumerate(lines) if _HEAD.fullmatch(line)]
    if len(heads) < _FEWEST:
        return lines, {}, ()
    said = [(start, end) for start, end in zip(heads, [*heads[1:], len(lines)], strict=True)]
    start, end = max(said, key=lambda part: han_count("".join(lines[part[0] + 1 : part[1]])))
    # Comments under a post have heads like these, and the text stands elsewhere.
    if han_count("".join(lines[start + 1 : end])) < _MOST * han_count("".join(lines)):
        return lines, {}, ()
    day = next((line for line in reversed(lines[:start]) if _DAY.fullmatch(line)), lines[start])
    dated = find_date(day)
    others = [lines[: heads[0]], *(lines[a:b] for a, b in said if a != start)]
    texts = ["\n".join(part).strip() for part in others]
    return (
        lines[start + 1 : end],
        {"date": (dated[0],)} if dated else {},
        (
            Removed(kind="account", text=lines[start].strip()),
            *(Removed(kind="reader_comment", text=text) for text in texts if text),
        ),
    )
