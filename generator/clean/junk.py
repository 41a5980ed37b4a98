"""Which short blocks are no part of an article, by the anchored patterns of data/junk.yaml.

A block comes in, the kind of junk or None goes out. Patterns see the block folded (Simplified,
half width) and without spaces, so that one pattern serves mainland, Taiwan and Hong Kong pages.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from generator.clean.tables import table
from generator.convert.fold import fold

# Quotation marks come and go in such lines: 点个“在看”.
_SPACES = re.compile(r"[\s“”‘’\"']+")
# Pictures and arrows that call for attention: 👇👇👇点击上方卡片.
_PICTOGRAPHS = re.compile(
    "^[\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+"
    "|[\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+$"
)
_MENU_GAP = re.compile(r"[\s|/·>»›→\[\]【】-]+")


_COLONS = str.maketrans("﹕∶︰", ":::")


class _Rule(NamedTuple):
    kind: str
    longest: int
    pattern: re.Pattern[str]


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            str(entry["kind"]),
            int(entry["longest"]),
            re.compile("|".join(f"(?:{pattern})" for pattern in entry["patterns"]), re.IGNORECASE),
        )
        for entry in table("junk")
    )


def is_menu_line(text: str) -> bool:
    """Three or more short words side by side, as a menu is when its links are lost."""
    words = [word for word in _MENU_GAP.split(text.strip()) if word]
    return (
        len(words) >= 3
        and len(text) <= 60
        and all(len(word) <= 6 or word.isascii() for word in words)
        and not any(mark in text for mark in "，。：；？！,:;?!“”「」（）()")
        and not any(character.isdigit() for character in text)
    )


def junk_kind(text: str) -> str | None:
    """share, qr, related, copyright …; None for anything an article may say."""
    if len(text) > 300:
        return None
    folded = _SPACES.sub("", fold(text)).translate(_COLONS)
    bare = _PICTOGRAPHS.sub("", folded).strip("[]【】〔〕()<>《》") or folded
    for rule in _rules():
        if len(folded) > rule.longest:
            continue
        if rule.pattern.fullmatch(folded) or (bare != folded and rule.pattern.fullmatch(bare)):
            return rule.kind
    # ＊＊＊＊, ———— and the like, of any length.
    return None if any(map(str.isalnum, folded)) else "end_mark"
