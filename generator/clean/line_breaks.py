"""Where <br> parts paragraphs, and where it only wraps a line.

The text of a block comes in, with a sign for each <br> and the marks on it; the spans of its
paragraphs and the marks of each go out.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from generator.clean.characters import ends_sentence, fold
from generator.clean.labels import announced_by
from generator.model import MarkKind

_INDENTED_LINE = re.compile(r"[\r\n]*(?:\u3000|\u00a0{2}| {2})")
_NUMBERED_LINE = re.compile(r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])")
_ORNAMENT = re.compile(r"\s*(?:[^\w\s]\s*){3,}")  # ＊＊＊＊ under a headline
_LABEL = re.compile(r"\s*([\u4e00-\u9fff]{2,6})\s*[:：]\s*\S")
_OF_CREDITS = frozenset(["author", "source", "editor", "photo", "date", "source_url"])
_LONGEST_CREDIT = 40
BREAK = "\v"  # stands for <br> until a piece is made
# 文．圖　簡嘉: who wrote, under a title
_SIGNED_LINE = re.compile(
    r"\s*(?:作者|記者|记者|撰文|採訪|采访|文|圖|图|攝影|摄影)(?:[、．.·/／&及和]\s*(?:圖|图|文|攝影|摄影|整理))?[\s\u3000:：|｜/／]+"
    r"[\u4e00-\u9fff·]{2,4}(?:[\s\u3000、][\u4e00-\u9fff·]{2,4}){0,3}\s*$"
)
_DATE_LINE = re.compile(
    r"\s*(?:(?:19|20)\d{2}|[二一][〇○零九][〇○零一二三四五六七八九]{2})\s*年[\d一二三四五六七八九十\s]{1,5}月[\d一二三四五六七八九十\s]{1,5}日"
    r"\s*(?:[(（].{2,4}[)）])?\s*$"
)


def lines_of(
    raw: str, marks: list[tuple[int, int, MarkKind, str]], *, apart: bool = False
) -> list[tuple[int, int]]:
    """Where <br> parts paragraphs, and where it only wraps a line.

    `apart`: a page's credits, each on a line of its own.

    Two in a row always part. One parts after a full stop, before an indent, and after a line that
    is wholly bold or plainly a heading.
    """
    if BREAK not in raw:
        return [(0, len(raw))]
    bold: set[int] = set()
    for start, end, kind, _ in marks:
        if kind == "strong":
            bold.update(range(start, end))
    spans: list[tuple[int, int]] = []
    start = line = 0
    for match in re.finditer(rf"{BREAK}(?:[\s]*{BREAK})*", raw):
        # Its last hundred characters tell all; a block may hold ten thousand lines.
        before = raw[max(start, match.start() - 100) : match.start()].strip()
        following = raw.find(BREAK, match.end())
        line_after = raw[match.end() : following if following != -1 else len(raw)]
        if not before:
            continue
        own_bold = all(
            index in bold for index in range(line, match.start()) if raw[index].isalnum()
        )
        line = match.end()
        next_bold = match.end() in bold
        if (
            apart
            or match.group().count(BREAK) > 1
            or ends_sentence(before)
            or before.endswith(("：", ":"))
            or _INDENTED_LINE.match(line_after)
            or own_bold != next_bold
            or _ORNAMENT.fullmatch(line_after)
            or _ORNAMENT.fullmatch(before)
            or _DATE_LINE.match(line_after)
            or (len(before) <= 30 and _SIGNED_LINE.match(line_after))
            or _opens_credits(line_after)
            or (_opens_credits(before) and len(before) <= _LONGEST_CREDIT)
            or before == "完"  # under a press release of Hong Kong, over its date
            or (len(before) <= 30 < len(line_after.strip()))
            or _NUMBERED_LINE.match(line_after)
        ):
            spans.append((start, match.start()))
            start = match.end()
    spans.append((start, len(raw)))
    return spans


def _opens_credits(line: str) -> bool:
    """来源：某某局, 编辑：阿槿: a label that pages set on a line of its own."""
    label = _LABEL.match(line)
    return bool(label and announced_by(fold(label.group(1))) in _OF_CREDITS)


def marks_of(
    spans: list[tuple[int, int]], marks: list[tuple[int, int, MarkKind, str]]
) -> list[list[tuple[int, int, MarkKind, str]]]:
    """The marks of each line, as offsets into that line."""
    starts = [start for start, _ in spans]
    found: list[list[tuple[int, int, MarkKind, str]]] = [[] for _ in spans]
    if not marks:
        return found
    for first, last, kind, target in marks:
        line = max(bisect_right(starts, first) - 1, 0)
        while line < len(spans) and starts[line] < last:
            start, end = spans[line]
            if first < end and last > start:
                found[line].append(
                    (max(first, start) - start, min(last, end) - start, kind, target)
                )
            line += 1
    return found
