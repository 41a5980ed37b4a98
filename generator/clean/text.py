"""Plain text → pieces: paragraphs by empty lines or by lines, page furniture marked as breaks.

Not obvious: a text copied from a PDF wraps its lines at one width. Only when most lines end at
that width without a full stop are they joined; otherwise every line is a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise

from generator.clean.characters import CLOSERS, HAN, ends_sentence, fold, han_count, is_cjk
from generator.clean.journals import journal_in
from generator.clean.names import is_name_line
from generator.clean.pieces import Draft, Piece, make_piece
from generator.model import Removed

_MAIL_FACTS = {
    "from": "author",
    "发件人": "author",
    "寄件者": "author",
    "寄件人": "author",
    "date": "date",
    "sent": "date",
    "日期": "date",
    "发送时间": "date",
    "发送日期": "date",
    "subject": "title",
    "主题": "title",
    "主旨": "title",
}
_MAIL_LINE = re.compile(
    r"(From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|发件人|收件人|抄送|主题|日期|发送时间|发送日期|寄件者|寄件人|"
    r"收件者|主旨|副本)\s*[:：]\s*(.{0,200})",
    re.IGNORECASE,
)
# Fwd: [某某电子报 第88期] …
_SUBJECT_TAGS = re.compile(
    r"^(?:(?:re|fwd?|回复|答复|转发|回覆|轉寄|轉發)\s*[:：]\s*|[\[【][^\[\]【】]{2,24}[\]】]\s*)+",
    re.IGNORECASE,
)
_DECORATED_NUMBER = re.compile(
    r"\s*(?:[-—–－―·•*_~]{1,3}\s*[0-9０-９]{1,4}\s*[-—–－―·•*_~]{1,3}"
    r"|第\s*[0-9０-９一二三四五六七八九十]{1,4}\s*[页頁](?:\s*[,，/／]?\s*(?:共|总|總)\s*[0-9０-９]{1,4}\s*[页頁])?"
    r"|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4})\s*"
)
_BARE_NUMBER = re.compile(r"\s*[0-9０-９]{1,4}\s*")
_RULE = re.compile(r"\s*(?:[-—–－_=*~·.。─━]\s*){3,}\s*")
_INDENT = re.compile(r"(?:\u3000{1,4}|\t| {2,}|\u00a0{2,})")
_HEAD_WITH_NUMBER = re.compile(
    r"([0-9０-９]{1,4})(?:\s{2,}|\u3000|\s*[|｜·]\s*)\S.{1,34}|\S.{1,34}(?:\s{2,}|\u3000|\s*[|｜·]\s*)([0-9０-９]{1,4})"
)
_HEAD_LINES = 4  # paragraphs among which the authors' names may stand
_SHIFT = 5  # columns
_SHORTEST_INDENT = 3
_LONGEST_TITLE = 40
_SHORTEST_TITLE = 5
_QUOTED_LINE = re.compile(r"[“「『\"][^“”「」『』\"]{3,40}[”」』\"]")
_LETTER_GAP = re.compile(f"(?<=[{HAN}，、。；：])[ \u3000](?=[{HAN}，、。；：])")
_GAP_INSIDE = re.compile(r"[ \u3000]{2,}")
_WIDE = re.compile(f"[{HAN}\u3000-\u303f\uff01-\uff60\u3040-\u312f“”‘’…—·]")
_ISSUE_OR_DATE = re.compile(
    r"第\s*\d+\s*[卷期]|Vol\b|No\b|\d{4}\s*年\s*\d{1,2}\s*月|总第", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_START_OF_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]\s*\D|[•●■◆▪·*-]\s"
    r"|第[一二三四五六七八九十]+[章节節条條部]|【|[\[［〔]\d{1,3}[\]］〕]"
    r"|(?:收稿日期|修回日期|基金项目|基金項目|作者简介|作者簡介|通信作者|通讯作者)[：:])"
)


# A work in a list of them, and what a journal prints under a paper.
_OWN_LINE = re.compile(
    r"(?P<number>[\[［〔]\d{1,3}[\]］〕])"
    r"|(?:收稿日期|修回日期|基金项目|基金項目|作者简介|作者簡介|通信作者|通讯作者)\s*[：:]"
    r"|(?:参考文献|參考文獻)\s*[：:]?$"
)


def read_text(text: str, path: str) -> Draft:
    lines = [_without_letter_spacing(line) for line in text.replace("\f", "\n\f\n").split("\n")]
    lines, meta, removed_head = _without_mail_head(lines)
    ordered = _in_reading_order(lines)
    # Lines of a column are wrapped, however few and narrow they are.
    in_columns = ordered is not lines
    lines, removed = _mark_page_furniture(ordered)
    width = _wrap_width(lines, in_columns=in_columns)
    if not width and _stands_alone(lines):
        close = [line for line in lines if line.strip(" \t\u3000")]
        width = _wrap_width(close)
        lines = close if width else lines
    pieces: list[Piece] = []
    for raw in _paragraphs(lines, width):
        if raw == "\f":
            if pieces and pieces[-1].kind != "break":
                pieces.append(Piece(kind="break", text=""))
            continue
        piece = make_piece("paragraph", raw)
        if piece:
            pieces.append(piece)
    return Draft(
        format="text",
        pieces=tuple(pieces),
        removed=(*removed_head, *removed),
        titles=meta.get("title", ()),
        meta=meta,
    )


def _without_mail_head(
    lines: list[str],
) -> tuple[list[str], dict[str, tuple[str, ...]], tuple[Removed, ...]]:
    """From:, To:, Date:, Subject: over a text that came by mail."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    last = first
    meta: dict[str, tuple[str, ...]] = {}
    while last < len(lines) and (match := _MAIL_LINE.fullmatch(fold(lines[last].strip()))):
        fact = _MAIL_FACTS.get(match.group(1).lower(), "")
        written = lines[last].strip()[match.start(2) :]
        value = re.sub(r"\s*<[^<>]*@[^<>]*>", "", written).strip()
        if fact == "title":
            value = _SUBJECT_TAGS.sub("", value) or value
        if fact and value and not (fact == "author" and "@" in value):
            meta[fact] = (value,)
        last += 1
    if last - first < 2 or "title" not in meta:
        return lines, {}, ()
    head = "\n".join(lines[first:last])
    return lines[last:], meta, (Removed(kind="front_matter", text=head),)


def _stands_alone(lines: list[str]) -> bool:
    """Whether an empty line follows nearly every line, so that none of them means anything."""
    alone = sum(
        bool(line.strip()) and not below.strip(" \t\u3000") for line, below in pairwise(lines)
    )
    return alone >= 0.85 * sum(bool(line.strip()) for line in lines) and alone >= 8


def is_hard_wrapped(text: str) -> bool:
    return _wrap_width(text.split("\n")) > 0


def _mark_page_furniture(lines: list[str]) -> tuple[list[str], list[Removed]]:
    """Page numbers, rules and running heads become form feeds, and are listed."""
    page_lines = _page_numbers(lines)
    heads = _running_heads(lines, page_lines)
    quotes = _pull_quotes(lines)
    out: list[str] = []
    removed: list[Removed] = []
    for number, line in enumerate(lines):
        if number in page_lines or _RULE.fullmatch(line):
            removed.append(Removed(kind="page_break", text=line.strip()))
            out.append("\f")
        elif number in heads:
            removed.append(Removed(kind="running_head", text=" ".join(line.split())))
            out.append("\f")
        elif number in quotes:
            removed.append(Removed(kind="pull_quote", text=line.strip()))
        else:
            out.append(line)
    return out, removed


def _page_numbers(lines: list[str]) -> frozenset[int]:
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
    found = {number for number, _ in bare} if counting else set()
    return frozenset(
        found | {number for number, line in enumerate(lines) if _DECORATED_NUMBER.fullmatch(line)}
    )


def _head_key(line: str) -> str:
    """The same for 栏目　刊名 and 刊名　栏目, and whatever page or issue is counted."""
    return "".join(sorted(_DIGITS.sub("0", line).split()))


def _running_heads(lines: list[str], page_lines: frozenset[int]) -> frozenset[int]:
    """Numbers of the lines that stand over or under every page.

    Short lines that come back at least three times, or twice at the edge of a page; a line at
    such an edge that repeats the title or names the issue of a journal.
    """
    short = [
        (number, line)
        for number, line in enumerate(lines)
        if 3 <= len("".join(line.split())) <= 40
        and not ends_sentence(line)
        and not _START_OF_ITEM.match(line.strip())
        and number not in page_lines
    ]
    counts = Counter(_head_key(line) for _, line in short)
    filled = [number for number, line in enumerate(lines) if line.strip(" \t\u3000\f")]
    place = {number: at for at, number in enumerate(filled)}
    opening = ["".join(lines[number].split()) for number in filled[:6] if number not in page_lines]
    found: set[int] = set()
    mastheads = _mastheads(lines)
    for number, line in short:
        count = counts[_head_key(line)]
        at = place[number]
        near = [other for other in filled[max(at - 2, 0) : at + 3] if other != number]
        edge = any(other in page_lines for other in near) or any(
            lines[other] == "\f" for other in range(max(number - 2, 0), min(number + 3, len(lines)))
        )
        # 12　城市研究 on the left page, 论文题目　13 on the right one; 1　方法 is a heading.
        numbered = at > 6 and _HEAD_WITH_NUMBER.fullmatch(line.strip())
        words = _DIGITS.sub("", line)
        if (
            count >= 3
            or number in mastheads
            or (numbered and (count == 2 or journal_in(line) or _repeats(words, opening)))
            or (edge and count == 2)
            or ((edge or at == 0) and journal_in(line))
            or (edge and at > 6 and _repeats(line, opening))
        ):
            found.add(number)
    return frozenset(found - _title_among(lines, found, place, page_lines))


def _mastheads(lines: list[str]) -> set[int]:
    """The lines over the first page: parts far apart, one of them an issue or a date."""
    first = [number for number, line in enumerate(lines[:12]) if line.strip(" \t\u3000\f")][:3]
    found: set[int] = set()
    for number in first:
        line = lines[number].strip()
        if not _GAP_INSIDE.search(line) or ends_sentence(line):
            break
        if not (journal_in(line) or _ISSUE_OR_DATE.search(line)):
            break
        found.add(number)
    return found


def _title_among(
    lines: list[str], heads: set[int], place: dict[int, int], page_lines: frozenset[int]
) -> set[int]:
    """A title that is printed over every page is once the title itself."""
    opening = sorted(number for number in heads if place[number] <= 5)
    groups: dict[str, list[int]] = {}
    for number in opening:
        groups.setdefault(_head_key(lines[number]), []).append(number)
    for same in groups.values():
        if len(same) >= 2 and not _ISSUE_OR_DATE.search(lines[same[-1]]):
            return {same[-1]}
    top = next((number for number in opening if place[number] == 0), None)
    if top is None or _ISSUE_OR_DATE.search(lines[top]) or journal_in(lines[top]):
        return set()
    for number in sorted(place)[1:]:
        line = lines[number].strip()
        if ends_sentence(line) or _START_OF_ITEM.match(line) or len(line) > _LONGEST_TITLE:
            return {top}  # the text begins, and no other line can be its title
        if (
            number not in heads
            and number not in page_lines
            and line[0] not in "（(【[—–"
            and han_count(line) >= _SHORTEST_TITLE
            and not is_name_line(line)
        ):
            return set()
    return set()


def _repeats(line: str, opening: list[str]) -> bool:
    """Whether the line repeats the title: 于某某，等：城市公共空间的数据方法."""
    words = re.sub(r"^[^：:]{2,20}[：:]", "", "".join(line.split()))
    return len(words) >= 6 and any(
        words in other or (len(other) >= 6 and other in words) for other in opening
    )


def _pull_quotes(lines: list[str]) -> frozenset[int]:
    """A sentence of the text set once more in large type, often in mid paragraph."""
    quoted = [
        (number, "".join(line.split()))
        for number, line in enumerate(lines)
        if _QUOTED_LINE.fullmatch(line.strip())
    ]
    if not quoted:
        return frozenset()
    text = "".join("".join(line.split()) for line in lines)
    first = next((number for number, line in enumerate(lines) if line.strip(" \t\u3000\f")), 0)
    return frozenset(
        number
        for number, words in quoted
        # The first line is a title, whoever says the same again below.
        if number != first and text.count(words.strip('“”「」『』"')) >= 2
    )


def _without_letter_spacing(line: str) -> str:
    """数 字 经 济 → 数字经济, where a whole line is set so."""
    han = han_count(line)
    gaps = len(_LETTER_GAP.findall(line))
    return _LETTER_GAP.sub("", line) if han >= 6 and gaps >= 0.6 * (han - 1) else line


def _in_reading_order(lines: list[str]) -> list[str]:
    """Two columns that were copied side by side: the left one, then the right one.

    They show by a gutter: a place, counted in columns, where hardly any line has a character.
    """
    top = _mastheads(lines)
    if top:
        body = [line for number, line in enumerate(lines) if number not in top]
        below = _in_reading_order(body)
        return lines if below is body else [*(lines[number] for number in sorted(top)), *below]
    filled = [line for line in lines if line.strip(" \t\u3000\f")]
    wide = [
        line for line in filled if len(line) <= 160 and _GAP_INSIDE.search(line.strip(" \t\u3000"))
    ]
    # Titles in the middle and the last lines of a longer right column say nothing.
    full = sum(_columns(line.lstrip(" \u3000")) > 30 and _lead(line) < 20 for line in filled)
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
    pages = _page_numbers(lines)
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
            _HEAD_WITH_NUMBER.fullmatch(line.strip())
            and journal_in(re.sub(r"^\s*\d{1,4}\s{2,}|\s{2,}\d{1,4}\s*$", "", line).strip())
        )
    )


def _lead(line: str) -> int:
    return _columns(line[: len(line) - len(line.lstrip(" \u3000"))] + ".") - 1


def _gaps(line: str) -> list[tuple[int, int]]:
    """The wide gaps within a line, in columns."""
    return [
        (_columns(line[: match.start()] + ".") - 1, _columns(line[: match.end()] + ".") - 1)
        for match in _GAP_INSIDE.finditer(line)
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
    for match in _GAP_INSIDE.finditer(line):
        first, last = (_columns(line[:at] + ".") - 1 for at in match.span())
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


def _columns(line: str) -> int:
    line = line.rstrip()
    return len(line) + len(_WIDE.findall(line))


def _wrap_width(lines: list[str], *, in_columns: bool = False) -> int:
    """Columns at which lines were wrapped, or 0 where each line is a paragraph."""
    # Only a line that another follows at once can have been wrapped.
    inner = [
        line for line, below in pairwise(lines) if line.strip() and below.strip() and below != "\f"
    ]
    if len(inner) < 4:
        return 0
    widths = sorted(_columns(line) for line in inner)
    width = widths[int(len(widths) * 0.9)]
    if len(inner) >= 10 and widths[-1] > width + 16:
        # A line or two may stick out: an abstract, an address.
        width = max(
            set(widths),
            key=lambda one: (bisect_right(widths, one) - bisect_left(widths, one - 4), one),
        )
    sticking_out = sum(other > width + 16 for other in widths)
    if not 14 <= width <= 130 or sticking_out * 12 > len(widths):
        return 0
    if in_columns:
        return width
    if width < 24 and len(inner) < 12:
        return 0  # too narrow to tell from a list or a poem
    full = [line for line in inner if _columns(line) >= width - 8]
    cut = sum(not ends_sentence(line) for line in full)
    # Nearly every paragraph ends in a full stop, so half of the full lines cut is plenty; rows of
    # a table and headings among them say nothing.
    if cut < 0.5 * len(full):
        return 0
    if len(full) >= 0.5 * len(inner) or (len(full) >= 5 and len(full) >= 0.4 * len(inner)):
        return width
    # Among many headings and list items, the full lines must be as good as equal, and what
    # follows them must not open a paragraph.
    exact = [
        (line, below)
        for line, below in pairwise(lines)
        if width - 4 <= _columns(line) <= width + 2 and not ends_sentence(line)
    ]
    goes_on = sum(bool(below.strip()) and not _INDENT.match(below) for _, below in exact)
    return width if goes_on >= 3 and goes_on >= 0.8 * len(exact) else 0


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

    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if line == "\f":
            after = _goes_on_behind(lines, number, open_lines, width)
            if after:
                number = after
                continue
            close()
            found.append("\f")
        elif not line.strip():
            close()
        elif not width:
            goes_on = (
                indented
                and bool(open_lines)
                and bool(_INDENT.match(open_lines[0]))
                and len(open_lines[-1].strip()) >= 15
                and not _INDENT.match(line)
                and not ends_sentence(open_lines[-1])
            )
            if not goes_on:
                close()
            open_lines.append(line)
        else:
            names = len(found) < _HEAD_LINES and is_name_line(line)
            if open_lines and (names or _starts_paragraph(open_lines, line, width)):
                close()
            open_lines.append(line)
    close()
    return found


def _goes_on_behind(lines: list[str], number: int, before: list[str], width: int) -> int:
    """Number of the line with which the open paragraph goes on behind a page break, or 0.

    The last line was full and unfinished, and what follows the furniture opens nothing.
    """
    if not width or not before or ends_sentence(before[-1]):
        return 0
    if _columns(before[-1]) < width - 6:
        return 0
    while number < len(lines) and lines[number].strip(" \t\u3000\f") == "":
        number += 1
    if number == len(lines) or _INDENT.match(lines[number]):
        return 0
    return 0 if _START_OF_ITEM.match(lines[number].strip()) else number


def _starts_paragraph(before: list[str], line: str, width: int) -> bool:
    """Within hard-wrapped lines: an indent, or a line that ended early."""
    last = before[-1]
    indents = bool(_INDENT.match(line)) and not (
        len(before) > 1 and all(_INDENT.match(other) for other in before)
    )
    # A line falls short by one wide character at most, or by a word of Latin letters.
    closed = ends_sentence(last) and _columns(last) < width - 4 and last.rstrip()[-1:] not in "；;"
    early = _columns(last) < width - 8
    own = _OWN_LINE.match(line.strip())
    listed = own is not None and (
        own.group("number") is None or bool(_OWN_LINE.match(before[0].strip()))
    )
    return (
        indents
        or listed
        or closed
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
        # Two short lines of verse are two lines.
        return at_break or len(first) >= _LONGEST_VERSE or len(second) >= _LONGEST_VERSE
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


_LONGEST_VERSE = 16
_OPENS_PARAGRAPH = re.compile(
    "同时|同時|此外|另外|其次|首先|再次|最后|最後|因此|但是|然而|不过|不過|对此|對此|目前|近年|近日|"
    "据|據|在|为|為|今年|去年|截至|到|自|随着|隨著|记者|記者|第[一二三四五六七八九十]|[一二三四五六七八九十]是|其中|"
    r"\d{4}年|如何|我们|我們|这|這|该|該|一方面|另一方面|总之|總之|与此|與此|下一步|接下来"
)
