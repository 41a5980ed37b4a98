"""Plain text → pieces: paragraphs by empty lines or by lines, page furniture marked as breaks.

Not obvious: a text copied from a PDF wraps its lines at one width. Only when most lines end at
that width without a full stop are they joined; otherwise every line is a paragraph.
"""

from __future__ import annotations

import html as entities
import re
from bisect import bisect_left, bisect_right
from itertools import pairwise

from generator.clean.characters import CLOSERS, HAN, ends_sentence, han_count, is_cjk
from generator.clean.chat import longest_message
from generator.clean.columns import columns, in_reading_order
from generator.clean.mail import without_mail_head
from generator.clean.names import is_name_line
from generator.clean.page_lines import START_OF_ITEM, mark_page_furniture
from generator.clean.pieces import Draft, Piece, make_piece

_INDENT = re.compile(r"(?:\u3000{1,4}|\t| {2,}|\u00a0{2,})")
_UNDERLINE = re.compile(r"[-=~—─]{4,}")
_ORNAMENT = re.compile(r"^\s*[*#■◆●▍▎※★>]+\s*")
_LONGEST_UNDERLINED = 40
_ROWS = "\x1e"  # what a paragraph opens with that holds the rows of a table
_BETWEEN_CELLS = re.compile(r"\t+|[ \u3000\u00a0]{2,}")
_FIGURE = re.compile(r"[\d０-９]")
_FEWEST_CELLS = 3  # in a row, and rows in a table
_LONGEST_CELL = 20
# （某某县社会科学界联合会，某某 990300）: where the authors work, on a line of its own.
_IN_BRACKETS = re.compile(r"[（(][^（）()]{4,60}[）)]")
# pro-/gramme, cut at the end of a line
_CUT_WORD = re.compile(r"(?<=[A-Za-z]{2})-\n\s*(?=[a-z]{2})")
_HEAD_LINES = 4  # paragraphs among which the authors' names may stand
_LETTER_GAP = re.compile(f"(?<=[{HAN}，、。；：])[ \u3000](?=[{HAN}，、。；：])")

_FIGURE_GAPS = re.compile(f"(?:(?<=[{HAN}]) )?(?<![0-9])[0-9](?: [0-9](?![0-9]))+(?: (?=[{HAN}]))?")

# A work in a list of them, and what a journal prints under a paper.
_OWN_LINE = re.compile(
    r"(?P<number>[\[［〔]\d{1,3}[\]］〕])"
    r"|(?:关\s{0,2}键\s{0,2}[词字]|關\s{0,2}鍵\s{0,2}[詞字]|中图分类号|文献标[识志]码|文章编号|引用格式)\s*[】\]]?\s*[：:]"
    r"|(?:收稿日期|修回日期|基金项目|基金項目|作者简介|作者簡介|通信作者|通讯作者)\s*[：:]"
    r"|(?:参考文献|參考文獻)\s*[：:]?$|(?:Abstract|Key ?words)\s*[：:]"
)


# What a journal files a paper under: it goes on over no second line.
_OF_THE_PAPER = re.compile(
    r"(?:文章编号|文章編號|中图分类号|中圖分類號|文献标[识志]码|DOI)\s*[：:]", re.I
)

# Left over where text was copied out of a page's source.
_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|[lr][sd]quo|hellip|[nm]dash|middot|bull|quot|amp);")


def read_text(text: str, path: str) -> Draft:
    text = _ENTITY.sub(lambda match: entities.unescape(match.group()), text)
    lines = [_without_letter_spacing(line) for line in text.replace("\f", "\n\f\n").split("\n")]
    lines, meta, removed_head = without_mail_head(lines)
    if not meta:
        lines, meta, removed_head = longest_message(lines)
    underlined = _underlined(lines)
    ordered = in_reading_order(lines)
    # Lines of a column are wrapped, however few and narrow they are.
    in_columns = ordered is not lines
    lines, removed = mark_page_furniture(ordered)
    width = _wrap_width(lines, in_columns=in_columns)
    if not width and _stands_alone(lines):
        close = [line for line in lines if line.strip(" \t\u3000")]
        width = _wrap_width(close)
        lines = close if width else lines
    pieces: list[Piece] = []
    for raw in _paragraphs(lines, width):
        if raw.startswith(_ROWS):
            if rows := make_piece("table", raw.removeprefix(_ROWS)):
                pieces.append(rows)
            continue
        if raw == "\f":
            if pieces and pieces[-1].kind != "break":
                pieces.append(Piece(kind="break", text=""))
            continue
        level = underlined.get(raw.strip(), 0)
        bare = _ORNAMENT.sub("", raw) if level else _CUT_WORD.sub("", raw)
        piece = make_piece("heading" if level else "paragraph", bare, level=level)
        if piece:
            pieces.append(piece)
    return Draft(
        format="text",
        pieces=tuple(pieces),
        removed=(*removed_head, *removed),
        titles=meta.get("title", ()),
        meta=meta,
    )


def _underlined(lines: list[str]) -> dict[str, int]:
    """Short lines with a rule right under them, and their levels as headings."""
    found: dict[str, int] = {}
    for number, (line, below) in enumerate(pairwise(lines)):
        rule = _UNDERLINE.fullmatch(below.strip())
        above = lines[number - 1].strip() if number else ""
        if (
            rule
            and not above
            and 2 <= len(line.strip()) <= _LONGEST_UNDERLINED
            and not ends_sentence(line)
            and any(map(str.isalpha, line))
        ):
            found[line.strip()] = 1 if rule.group()[0] == "=" else 2
    return found


def _stands_alone(lines: list[str]) -> bool:
    """Whether an empty line follows nearly every line, so that none of them means anything."""
    alone = sum(
        bool(line.strip()) and not below.strip(" \t\u3000") for line, below in pairwise(lines)
    )
    return alone >= 0.85 * sum(bool(line.strip()) for line in lines) and alone >= 8


def is_hard_wrapped(text: str) -> bool:
    return _wrap_width(text.split("\n")) > 0


def _without_letter_spacing(line: str) -> str:
    """数 字 经 济 2 0 2 4 → 数字经济2024, where a whole line is set so."""
    han = han_count(line)
    gaps = len(_LETTER_GAP.findall(line))
    if han < 6 or gaps < 0.6 * (han - 1):
        return line
    closed = _LETTER_GAP.sub("", line)
    return _FIGURE_GAPS.sub(lambda found: found.group().replace(" ", ""), closed)


def _wrap_width(lines: list[str], *, in_columns: bool = False) -> int:
    """Columns at which lines were wrapped, or 0 where each line is a paragraph."""
    # Only a line that another follows at once can have been wrapped.
    inner = [
        line for line, below in pairwise(lines) if line.strip() and below.strip() and below != "\f"
    ]
    if len(inner) < 4:
        return 0
    widths = sorted(columns(line) for line in inner)
    width = widths[int(len(widths) * 0.9)]
    if len(inner) >= 10 and widths[-1] > width + 16:
        # A line or two may stick out: an abstract, an address.
        width = max(
            set(widths),
            key=lambda one: (bisect_right(widths, one) - bisect_left(widths, one - 4), one),
        )
    wide = _wrapped_wider(lines, width)
    if not in_columns and _is_list_among_paragraphs(lines, width, wide):
        return 0
    sticking_out = sum(other > width + 16 for other in widths) - len(wide)
    if not 14 <= width <= 130 or sticking_out * 12 > len(widths):
        return 0
    if in_columns:
        return width
    if width < 24 and len(inner) < 12:
        return 0  # too narrow to tell from a list or a poem
    full = [line for line in inner if columns(line) >= width - 8]
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
        if width - 6 <= columns(line) <= width + 2 and not ends_sentence(line)
    ]
    goes_on = sum(bool(below.strip()) and not _INDENT.match(below) for _, below in exact)
    return width if goes_on >= 3 and goes_on >= 0.8 * len(exact) else 0


def _wrapped_wider(lines: list[str], width: int) -> frozenset[int]:
    """Numbers of the lines that are wrapped too, at another width: an abstract over columns."""
    found: set[int] = set()
    for number, (line, below) in enumerate(pairwise(lines)):
        if columns(line) > width + 16 and not ends_sentence(line) and below.strip():
            near = found and number - 1 in found
            if near or columns(below) > width + 16:
                found.add(number)
    return frozenset(found)


def _is_list_among_paragraphs(lines: list[str], width: int, wrapped: frozenset[int]) -> bool:
    """Whether paragraphs on lines of their own are far longer than what looks like a width."""
    filled = [
        columns(line)
        for number, line in enumerate(lines)
        if line.strip() and not {number - 1, number} & wrapped
    ]
    long = sum(one > 1.8 * width + 16 for one in filled)
    return long >= 3 and long >= 0.12 * len(filled)


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
        if width and (rows := _rows(lines, number)):
            close()
            found.append(_ROWS + "\n".join("\t".join(row) for row in rows))
            number += len(rows)
            continue
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


def _rows(lines: list[str], start: int) -> list[list[str]]:
    """The rows of a table that begins on this line: cells far apart, as many in each, figures."""
    rows: list[list[str]] = []
    for line in lines[start:]:
        cells = _BETWEEN_CELLS.split(line.strip())
        if len(cells) < _FEWEST_CELLS or (rows and len(cells) != len(rows[0])):
            break
        if max(map(len, cells)) > _LONGEST_CELL or ends_sentence(line):
            break
        rows.append(cells)
    with_figures = sum(bool(_FIGURE.search(line)) for line in map("".join, rows[1:]))
    return rows if len(rows) >= _FEWEST_CELLS and with_figures * 2 >= len(rows) else []


def _goes_on_behind(lines: list[str], number: int, before: list[str], width: int) -> int:
    """Number of the line with which the open paragraph goes on behind a page break, or 0.

    The last line was full and unfinished, and what follows the furniture opens nothing.
    """
    if not width or not before or ends_sentence(before[-1]):
        return 0
    if columns(before[-1]) < width - 6:
        return 0
    while number < len(lines) and lines[number].strip(" \t\u3000\f") == "":
        number += 1
    if number == len(lines) or _INDENT.match(lines[number]):
        return 0
    return 0 if START_OF_ITEM.match(lines[number].strip()) else number


def _starts_paragraph(before: list[str], line: str, width: int) -> bool:
    """Within hard-wrapped lines: an indent, or a line that ended early."""
    last = before[-1]
    indents = bool(_INDENT.match(line)) and not (
        len(before) > 1 and all(_INDENT.match(other) for other in before)
    )
    # A line falls short by one wide character at most, or by a word of Latin letters.
    closed = ends_sentence(last) and columns(last) < width - 4 and last.rstrip()[-1:] not in "；;"
    early = columns(last) < width - 8
    own = _OWN_LINE.match(line.strip())
    listed = own is not None and (
        own.group("number") is None or bool(_OWN_LINE.match(before[0].strip()))
    )
    return (
        indents
        or listed
        or closed
        or bool(_IN_BRACKETS.fullmatch(last.strip()) or _IN_BRACKETS.fullmatch(line.strip()))
        or bool(_OF_THE_PAPER.match(last.strip()))
        or (early and ends_sentence(last))
        or (early and (columns(last) <= width * 0.6 or bool(START_OF_ITEM.match(line.strip()))))
        or (ends_sentence(last) and bool(START_OF_ITEM.match(line.strip())))
    )


def cuts_a_sentence(first: str, second: str, rest_of_text: str, *, at_break: bool) -> bool:
    """Whether two paragraphs are the halves of one that a page cut.

    The first half stops without a stop; the second does not open like a paragraph. Where no page
    break is seen, the two characters at the seam should also meet elsewhere in the text.
    """
    if not first or not second or ends_sentence(first) or first[-1] in "：:":
        return False
    if START_OF_ITEM.match(second) or second[0] in "“「『（(【《":
        return first[-1] in "，,、" and not START_OF_ITEM.match(second)
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
