"""Quotation marks of an edition: “ ” and ‘ ’ to 「 」 and 『 』, or back.

A mark is changed only together with its partner, so a quotation that opens and never closes stays
as the source has it. Lengths never change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARKS = re.compile("[“”‘’「」『』]")
_CLOSES = {"”": "“", "’": "‘", "」": "「", "』": "『"}
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

# Outer and inner marks of each style.
_STYLES = {"corner": ("「」", "『』"), "curly": ("“”", "‘’")}
_OUTER = frozenset("“「")

# Most texts hold only pairs around Chinese words, one behind the other, which are replaced at once:
# the marks that open and close, what else the style has to change, and such a pair.
_SIMPLE = {
    "corner": ("“", "”", "‘’", re.compile("“[^“”]*[\u3400-\u9fff][^“”]*”")),
    "curly": ("「", "」", "『』", re.compile("「[^「」]*[\u3400-\u9fff][^「」]*」")),
}
_MARKS_BUT = {"corner": "‘’「」『』", "curly": "“”‘’『』"}


def with_quotes(text: str, style: str, kept: Sequence[tuple[int, int]] = ()) -> str:
    """`text` with the marks of `style`, "corner" or "curly", except within the spans `kept`."""
    opening, closing, others, expression = _SIMPLE[style]
    if opening not in text and closing not in text and not any(one in text for one in others):
        return text
    if (
        not kept
        and not any(one in text for one in _MARKS_BUT[style])
        and len(expression.findall(text)) == text.count(opening) == text.count(closing)
    ):
        outer, _ = _STYLES[style]
        return text.replace(opening, outer[0]).replace(closing, outer[1])
    places = [match.start() for match in _MARKS.finditer(text)]
    if kept:
        places = [at for at in places if not any(start <= at < end for start, end in kept)]
    outer, inner = _STYLES[style]
    if all(text[at] in outer or text[at] in inner for at in places):
        return text
    characters = list(text)
    enclosing: list[tuple[int, str]] = []  # (end, its new marks)
    # Marks that are of the style already are paired, too: they enclose others, and a pair that
    # crosses them is no pair.
    for start, end in sorted(_pairs(text, places)):
        while enclosing and enclosing[-1][0] < start:
            enclosing.pop()
        marks = outer if text[start] in _OUTER else inner
        if text[start] not in marks and enclosing and enclosing[-1][1] == marks:
            # “甲“乙”丙” is common in hurried prose; the inner pair still gets the inner marks.
            marks = inner if marks == outer else outer
        characters[start], characters[end] = marks[0], marks[1]
        enclosing.append((end, marks))
    return "".join(characters)


def _pairs(text: str, places: list[int]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    still_open: list[int] = []
    for place in places:
        mark = text[place]
        if mark not in _CLOSES:
            still_open.append(place)
            continue
        if mark == "’" and _is_apostrophe(text, place):
            continue
        for depth in range(len(still_open) - 1, -1, -1):
            if text[still_open[depth]] == _CLOSES[mark]:
                start = still_open[depth]
                del still_open[depth:]
                if not _is_foreign(text, start, place):
                    pairs.append((start, place))
                break
    return pairs


def _is_apostrophe(text: str, place: int) -> bool:
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return len(around) == 2 and around.isascii() and around.isalnum()


def _is_foreign(text: str, start: int, end: int) -> bool:
    """A quotation within a sentence of another language keeps that language's marks."""
    if _HAN.search(text, start, end):
        return False
    before = text[:start].rstrip(" ")[-1:]
    after = text[end + 1 :].lstrip(" ")[:1]
    # “GDP”高於預期 stands in Chinese; the “new normal” of growth does not.
    return (before.isascii() and after.isascii()) and (before.isalpha() or after.isalpha())
