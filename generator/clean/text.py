"""Plain text → pieces: paragraphs by empty lines or by lines, page furniture marked as breaks.

Not obvious: a text copied from a PDF wraps its lines at one width. Only when most lines end at
that width without a full stop are they joined; otherwise every line is a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from generator.clean.characters import CLOSERS, ends_sentence, is_cjk
from generator.clean.pieces import Draft, Piece, make_piece
from generator.model import Removed

_DECORATED_NUMBER = re.compile(
    r"\s*(?:[-—–－―·•*_~]{1,3}\s*[0-9０-９]{1,4}\s*[-—–－―·•*_~]{1,3}"
    r"|第\s*[0-9０-９一二三四五六七八九十]{1,4}\s*[页頁](?:\s*[,，/／]?\s*(?:共|总|總)\s*[0-9０-９]{1,4}\s*[页頁])?"
    r"|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4})\s*"
)
_BARE_NUMBER = re.compile(r"\s*[0-9０-９]{1,4}\s*")
_RULE = re.compile(r"\s*(?:[-—–－_=*~·.。─━]\s*){3,}\s*")
_INDENT = re.compile(r"(?:\u3000{1,4}|\t| {2,}|\u00a0{2,})")
_DIGITS = re.compile(r"\d+")
_START_OF_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]\s*\D|[•●■◆▪·*-]\s"
    r"|第[一二三四五六七八九十]+[章节節条條部]|【)"
)


def read_text(text: str, path: str) -> Draft:
    lines = text.replace("\f", "\n\f\n").split("\n")
    lines, removed = _mark_page_furniture(lines)
    width = _wrap_width(lines)
    pieces: list[Piece] = []
    for raw in _paragraphs(lines, width):
        if raw == "\f":
            if pieces and pieces[-1].kind != "break":
                pieces.append(Piece(kind="break", text=""))
            continue
        piece = make_piece("paragraph", raw)
        if piece:
            pieces.append(piece)
    return Draft(format="text", pieces=tuple(pieces), removed=tuple(removed))


def is_hard_wrapped(text: str) -> bool:
    return _wrap_width(text.split("\n")) > 0


def _mark_page_furniture(lines: list[str]) -> tuple[list[str], list[Removed]]:
    """Page numbers, rules and running heads become form feeds, and are listed."""
    bare = [
        (number, int(line.strip()))
        for number, line in enumerate(lines)
        if _BARE_NUMBER.fullmatch(line) and line.strip().isdecimal()
    ]
    # A lone number is a year or a figure; two that count up are pages.
    values = [value for _, value in bare]
    counting = len(values) >= 2 and all(
        0 < second - first <= 3 for first, second in pairwise(values)
    )
    page_lines = {number for number, _ in bare} if counting else set()
    heads = _running_heads(lines)
    out: list[str] = []
    removed: list[Removed] = []
    for number, line in enumerate(lines):
        if number in page_lines or _DECORATED_NUMBER.fullmatch(line) or _RULE.fullmatch(line):
            removed.append(Removed(kind="page_break", text=line.strip()))
            out.append("\f")
        elif line.strip() and _head_key(line) in heads:
            removed.append(Removed(kind="running_head", text=line.strip()))
            out.append("\f")
        else:
            out.append(line)
    return out, removed


def _head_key(line: str) -> str:
    return _DIGITS.sub("0", "".join(line.split()))


def _running_heads(lines: list[str]) -> frozenset[str]:
    """Short lines that come back at least three times, or twice beside page numbers."""
    short = [
        (number, _head_key(line))
        for number, line in enumerate(lines)
        if 3 <= len(line.strip()) <= 40 and not ends_sentence(line)
    ]
    counts = Counter(key for _, key in short)
    found = {key for key, count in counts.items() if count >= 3}
    for key, count in counts.items():
        if count == 2 and all(
            any(
                _DECORATED_NUMBER.fullmatch(near) or _BARE_NUMBER.fullmatch(near) or near == "\f"
                for near in lines[max(number - 2, 0) : number + 3]
            )
            for number, other in short
            if other == key
        ):
            found.add(key)
    return frozenset(key for key in found if not _START_OF_ITEM.match(key))


def _columns(line: str) -> int:
    return sum(2 if is_cjk(character) else 1 for character in line.rstrip())


def _wrap_width(lines: list[str]) -> int:
    """Columns at which lines were wrapped, or 0 where each line is a paragraph."""
    # Only a line that another follows at once can have been wrapped.
    inner = [
        line for line, below in pairwise(lines) if line.strip() and below.strip() and below != "\f"
    ]
    if len(inner) < 4:
        return 0
    widths = sorted(_columns(line) for line in inner)
    width = widths[int(len(widths) * 0.9)]
    if not 24 <= width <= 110 or widths[-1] > width + 16:
        return 0
    full = [line for line in inner if _columns(line) >= width - 8]
    cut = sum(not ends_sentence(line) for line in full)
    return width if len(full) >= 0.5 * len(inner) and cut >= 0.6 * len(full) else 0


def _paragraphs(lines: list[str], width: int) -> list[str]:
    found: list[str] = []
    open_lines: list[str] = []
    filled = [line for line in lines if len(line.strip()) >= 12]
    # Where paragraphs are indented, a line that is not goes on with the one above it.
    indented = sum(bool(_INDENT.match(line)) for line in filled) * 2 > len(filled)

    def close() -> None:
        if open_lines:
            found.append("\n".join(open_lines))
            open_lines.clear()

    for line in lines:
        if line == "\f":
            close()
            found.append("\f")
        elif not line.strip():
            close()
        elif not width:
            goes_on = (
                indented
                and bool(open_lines)
                and len(open_lines[-1].strip()) >= 15
                and not _INDENT.match(line)
                and not ends_sentence(open_lines[-1])
            )
            if not goes_on:
                close()
            open_lines.append(line)
        else:
            if open_lines and _starts_paragraph(open_lines, line, width):
                close()
            open_lines.append(line)
    close()
    return found


def _starts_paragraph(before: list[str], line: str, width: int) -> bool:
    """Within hard-wrapped lines: an indent, or a line that ended early."""
    last = before[-1]
    indents = bool(_INDENT.match(line)) and not (
        len(before) > 1 and all(_INDENT.match(other) for other in before)
    )
    early = _columns(last) < width - 8
    return (
        indents
        or (early and ends_sentence(last))
        or (early and (_columns(last) <= width * 0.6 or bool(_START_OF_ITEM.match(line.strip()))))
        or (ends_sentence(last) and bool(_START_OF_ITEM.match(line.strip())))
    )


def cuts_a_sentence(first: str, second: str, rest_of_text: str, *, at_break: bool) -> bool:
    """Whether two paragraphs are the halves of one that a page cut.

    The first half stops without a stop; the second does not open like a paragraph. Where no page
    break is seen, the two characters at the seam should also meet elsewhere in the text.
    """
    if not first or not second or ends_sentence(first) or first[-1] in "：:":
        return False
    if _START_OF_ITEM.match(second) or second[0] in "“「『（(【《":
        return first[-1] in "，,、" and not _START_OF_ITEM.match(second)
    if first[-1] in "，,、":
        return True
    if first[-1] in CLOSERS and not at_break:
        return False
    # A title or heading also ends without a stop, but holds no finished sentence before it.
    unfinished = len(first) >= 40 and any(mark in first for mark in "。！？；，")
    if not unfinished or not any(mark in second for mark in "。！？；，"):
        return False
    if at_break:
        return True
    if not is_cjk(first[-1]) or not is_cjk(second[0]):
        return False
    return rest_of_text.count(first[-1] + second[0]) > 0 or not _OPENS_PARAGRAPH.match(second)


_OPENS_PARAGRAPH = re.compile(
    "同时|同時|此外|另外|其次|首先|再次|最后|最後|因此|但是|然而|不过|不過|对此|對此|目前|近年|近日|"
    "据|據|在|为|為|今年|去年|截至|到|自|随着|隨著|记者|記者|第[一二三四五六七八九十]|[一二三四五六七八九十]是|其中|"
    r"\d{4}年|如何|我们|我們|这|這|该|該|一方面|另一方面|总之|總之|与此|與此|下一步|接下来"
)
