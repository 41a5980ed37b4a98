"""Where a long paragraph that enumerates falls into items: 一是…二是…三是…

An item becomes a passage of its own only where the enumeration is the paragraph's build: at least
two items of one series, in order, each beginning a sentence (or, after a semicolon, a clause) and
each long enough to be read alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model import Mark

_NUMERALS = "一二三四五六七八九十"
_MIN_ITEM = 24  # characters: 一是强、二是大、三是新 is a phrase, not a list
_MIN_PARAGRAPH = 120

# Each pattern finds the openings of one kind of series, in folded text. An opening stands at the
# start of the paragraph or after the end of a sentence or of a clause.
_BEFORE = r"(?:(?<=^)|(?<=[。！？!?;；”]))\s*"
_ORDINAL = re.compile(_BEFORE + r"((?:第)?([一二三四五六七八九十])(?:是|要|、|则|來|来))")
_COUNTED = re.compile(_BEFORE + r"([(（]([一二三四五六七八九十]|\d{1,2})[)）])")
_EXAMPLE = re.compile(_BEFORE + r"(比如|例如|又如|再如|还如|譬如)")
_AROUND = re.compile(_BEFORE + r"(围绕|针对|面向|聚焦)")


def item_starts(folded: str) -> tuple[int, ...]:
    """Offsets at which passages begin; the first is 0. One offset: the paragraph is whole."""
    if len(folded) < _MIN_PARAGRAPH:
        return (0,)
    for starts in (
        _in_order(_ORDINAL, folded),
        _in_order(_COUNTED, folded),
        _examples(folded),
        _repeated(_AROUND, folded),
    ):
        if starts and _long_enough(starts, folded):
            return _with_lead(starts)
    return (0,)


def _in_order(pattern: re.Pattern[str], folded: str) -> tuple[int, ...]:
    """一是, 二是, 三是 in this order. A source may number two items alike; that is its slip."""
    starts: list[int] = []
    expected = 1
    for match in pattern.finditer(folded):
        number = _number(match.group(2))
        if number not in (expected, expected - 1) or (not starts and number != 1):
            continue
        starts.append(match.start(1))
        expected = number + 1
    return tuple(starts) if len(starts) >= 2 else ()


def _number(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else _NUMERALS.index(numeral) + 1


def _examples(folded: str) -> tuple[int, ...]:
    """比如…又如…再如…: the first 比如 or 例如, then what continues it."""
    starts = [match.start(1) for match in _EXAMPLE.finditer(folded)]
    return tuple(starts) if len(starts) >= 2 else ()


def _repeated(pattern: re.Pattern[str], folded: str) -> tuple[int, ...]:
    """围绕…；围绕…；围绕…: clauses that open with one word, at least three."""
    by_word: dict[str, list[int]] = {}
    for match in pattern.finditer(folded):
        by_word.setdefault(match.group(1), []).append(match.start(1))
    longest = max(by_word.values(), key=len, default=[])
    return tuple(longest) if len(longest) >= 3 else ()


def _long_enough(starts: Sequence[int], folded: str) -> bool:
    ends = (*starts[1:], len(folded))
    return all(end - start >= _MIN_ITEM for start, end in zip(starts, ends, strict=True))


def _with_lead(starts: tuple[int, ...]) -> tuple[int, ...]:
    """A short lead such as 主要有三点。 stays with the first item rather than alone."""
    if starts[0] == 0:
        return starts
    return (0, *starts) if starts[0] >= _MIN_ITEM else (0, *starts[1:])


def cut_marks(marks: Sequence[Mark], start: int, end: int) -> tuple[Mark, ...]:
    """The inline markup of `text[start:end]`, counted from its start."""
    return tuple(
        Mark(
            start=max(mark.start, start) - start,
            end=min(mark.end, end) - start,
            kind=mark.kind,
            target=mark.target,
        )
        for mark in marks
        if mark.start < end and mark.end > start
    )
