"""Two columns that were copied side by side: page by page the left one, then the right one.

Lines come in, lines in reading order go out; the same list where there are no columns.
"""

from __future__ import annotations

import re
from collections import Counter

from generator.clean.characters import HAN, han_count
from generator.clean.journals import journal_in
from generator.clean.page_lines import GAP_INSIDE, HEAD_WITH_NUMBER, mastheads, page_numbers

_SHIFT = 5  # columns
_SHORTEST_INDENT = 3
_WIDE = re.compile(f"[{HAN}\u3000-\u303f\uff01-\uff60\u3040-\u312f“”‘’…—·]")


def in_reading_order(lines: list[str]) -> list[str]:
    """Two columns that were copied side by side: the left one, then the right one.

    They show by a gutter: a place, counted in columns, where hardly any line has a character.
    """
    top = mastheads(lines)
    if top:
        body = [line for number, line in enumerate(lines) if number not in top]
        below = in_reading_order(body)
        return lines if below is body else [*(lines[number] for number in sorted(top)), *below]
    filled = [line for line in lines if line.strip(" \t\u3000\f")]
    wide = [
        line for line in filled if len(line) <= 160 and GAP_INSIDE.search(line.strip(" \t\u3000"))
    ]
    # Titles in the middle and the last lines of a longer right column say nothing.
    full = sum(columns(line.lstrip(" \u3000")) > 30 and _lead(line) < 20 for line in filled)
    if len(wide) < 3 or len(wide) < 0.6 * full:
        return lines
    blank: Counter[int] = Counter()
    for line in wide:
        for start, end in _gaps(line):
            blank.update(range(start, end))
    gutter, count = max(blank.items(), key=lambda item: (item[1], item[0]))
    near = sum(any(_beside(gap, gutter) for gap in _gaps(line)) for line in wide)
    ends = Counter(
        end for line in wide for start, end in _gaps(line) if _beside((start, end), gutter)
    )
    edge = max(ends, key=lambda end: (ends[end], -end), default=gutter)
    halves = [_halves(line, gutter, edge) for line in wide]
    sides = sorted(min(han_count(left), han_count(right)) for left, right in halves)
    # Few lines must show it clearly.
    sure, narrowest = (0.9, 7) if len(wide) >= 6 else (1.0, 12)
    if count < 0.5 * len(wide) or near < sure * len(wide) or sides[len(sides) // 2] < narrowest:
        return lines  # a table, or words set apart
    pages = page_numbers(lines)
    ordered: list[str] = []
    left: list[str] = []
    right: list[str] = []

    def turn_page() -> None:
        while left and not left[-1].strip():
            left.pop()
        indent = min((len(one) - len(one.lstrip()) for one in right), default=0)
        ordered.extend((*left, *(one[indent:] for one in right)))
        left.clear()
        right.clear()

    for number, line in enumerate(lines):
        if line == "\f" or number in pages or _is_page_head(line):
            turn_page()
            ordered.append(line)
            continue
        first_half, second_half = _halves(line, gutter, edge)
        left.append(first_half.rstrip())
        if second_half.strip():
            right.append(second_half.rstrip())
    turn_page()
    return ordered


def _is_page_head(line: str) -> bool:
    """桐江观察  2022 年第 5 期      17, over both columns."""
    return bool(
        journal_in(line.strip())
        or (
            HEAD_WITH_NUMBER.fullmatch(line.strip())
            and journal_in(re.sub(r"^\s*\d{1,4}\s{2,}|\s{2,}\d{1,4}\s*$", "", line).strip())
        )
    )


def _lead(line: str) -> int:
    return columns(line[: len(line) - len(line.lstrip(" \u3000"))] + ".") - 1


def _gaps(line: str) -> list[tuple[int, int]]:
    """The wide gaps within a line, in columns."""
    return [
        (columns(line[: match.start()] + ".") - 1, columns(line[: match.end()] + ".") - 1)
        for match in GAP_INSIDE.finditer(line)
        if match.start()
    ]


def _beside(gap: tuple[int, int], gutter: int) -> bool:
    """Figures and Latin letters are set narrower than they are counted."""
    return gap[0] - _SHIFT <= gutter <= gap[1] + _SHIFT


def _halves(line: str, gutter: int, edge: int) -> tuple[str, str]:
    """What stands left and right of the gutter: parted at the gap nearest to it.

    `edge`: where most lines of the right column begin; what stands further in is indented.
    """
    near: list[tuple[float, int, int]] = []
    for match in GAP_INSIDE.finditer(line):
        first, last = (columns(line[:at] + ".") - 1 for at in match.span())
        if line[: match.start()].strip(" \u3000") and _beside((first, last), gutter):
            near.append((abs((first + last) / 2 - gutter), match.end(), last))
    if near:
        _, at, column = min(near)
        return line[:at], _indented(line[at:], column - edge)
    if line.strip() and _lead(line) >= gutter - _SHIFT:
        return "", _indented(line.lstrip(" \u3000"), _lead(line) - edge)
    return line, ""


def _indented(words: str, columns: int) -> str:
    return " " * columns + words if columns >= _SHORTEST_INDENT else words


def columns(line: str) -> int:
    line = line.rstrip()
    return len(line) + len(_WIDE.findall(line))
