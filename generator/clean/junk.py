"""Which short blocks are no part of an article, by the anchored patterns of data/junk.yaml.

A block comes in, the kind of junk or None goes out. Patterns see the block folded (Simplified,
half width) and without spaces, so that one pattern serves mainland, Taiwan and Hong Kong pages.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

from generator.clean.characters import fold
from generator.clean.tables import table
from generator.required import required_words

# Quotation marks come and go in such lines: 点个“在看”.
_SPACES = re.compile(r"[\s“”‘’\"']+")
# Pictures and arrows that call for attention: 👇👇👇点击上方卡片.
_PICTOGRAPHS = re.compile(
    "^[\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+"
    "|[\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+$"
)
_LONG = 90  # characters: few rules are for longer lines, and these are soon tried

_MENU_GAP = re.compile(r"[\s|/·>»›→\[\]【】-]+")


_COLONS = str.maketrans("﹕∶︰", ":::")


class _Rule(NamedTuple):
    kind: str
    longest: int
    pattern: re.Pattern[str]


class _Rules(NamedTuple):
    rules: tuple[_Rule, ...]
    for_long: int  # bits of the rules for texts that are longer than most can match
    always: int  # bits of the rules that ask for no particular word
    by_start: dict[str, int]  # first two characters, or the only one, of a word → bits of rules


@cache
def _rules() -> _Rules:
    rules: list[_Rule] = []
    always = 0
    by_start: dict[str, int] = {}
    for entry in table("junk"):
        kind, longest = str(entry["kind"]), int(entry["longest"])
        words = {pattern: required_words(pattern) for pattern in entry["patterns"]}
        # Apart, so that a pattern that must always be tried does not bring the others with it.
        for group in (
            [pattern for pattern in entry["patterns"] if words[pattern]],
            [pattern for pattern in entry["patterns"] if not words[pattern]],
        ):
            if not group:
                continue
            bit = 1 << len(rules)
            together = "|".join(f"(?:{pattern})" for pattern in group)
            rules.append(_Rule(kind, longest, re.compile(together, re.IGNORECASE)))
            if not words[group[0]]:
                always |= bit
            for word in {word for pattern in group for word in words[pattern]}:
                by_start[word[:2]] = by_start.get(word[:2], 0) | bit
    for_long = sum(1 << bit for bit, rule in enumerate(rules) if rule.longest > _LONG)
    return _Rules(tuple(rules), for_long, always, by_start)


def _possible(folded: str) -> int:
    """Bits of the rules that may match: those whose words begin somewhere in the text."""
    rules = _rules()
    if len(folded) > _LONG:
        return rules.for_long
    starts = rules.by_start
    lower = folded.lower()
    bits = rules.always
    for start in starts.keys() & {*lower, *map(add, lower, lower[1:])}:
        bits |= starts[start]
    return bits


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


@lru_cache(maxsize=4096)
def junk_kind(text: str) -> str | None:
    """share, qr, related, copyright …; None for anything an article may say."""
    if len(text) > 300:
        return None
    folded = _SPACES.sub("", fold(text)).translate(_COLONS)
    bare = _PICTOGRAPHS.sub("", folded).strip("[]【】〔〕()<>《》") or folded
    length = len(folded)
    bits, rules = _possible(folded), _rules().rules
    while bits:
        rule = rules[(bits & -bits).bit_length() - 1]
        bits &= bits - 1
        if length <= rule.longest and (
            rule.pattern.fullmatch(folded) or (bare != folded and rule.pattern.fullmatch(bare))
        ):
            return rule.kind
    # ＊＊＊＊, ———— and the like, of any length.
    return None if any(map(str.isalnum, folded)) else "end_mark"
