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


def junk_kind(text: str) -> str | None:
    """share, qr, related, copyright …; None for anything an article may say."""
    if len(text) > 300:
        return None
    folded = _SPACES.sub("", fold(text))
    bare = folded.strip("[]【】〔〕()<>《》")
    for rule in _rules():
        if len(folded) <= rule.longest and (
            rule.pattern.fullmatch(folded) or rule.pattern.fullmatch(bare)
        ):
            return rule.kind
    return None
