"""Lines of a text that belong to its pages: numbers, rules, running heads, pull quotes.

Lines come in; those that are the author's go out, with a form feed where a page ended, and what was
taken out. Not obvious: a title that is printed over every page is once the title itself.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from generator.clean.characters import ends_sentence, han_count
from generator.clean.journals import journal_in
from generator.clean.names import is_name_line
from generator.model import Removed

_DECORATED_NUMBER = re.compile(
    r"\s*(?:[-—–－―·•*_~]{1,3}\s*[0-9０-９]{1,4}\s*[-—–－―·•*_~]{1,3}"
    r"|第\s*[0-9０-９一二三四五六七八九十]{1,4}\s*[页頁](?:\s*[,，/／]?\s*(?:共|总|總)\s*[0-9０-９]{1,4}\s*[页頁])?"
    r"|[（(]\s*(?:下转|上接|转|轉|接)\s*第?\s*[0-9A-Z０-９一二三四五六七八九十]{1,4}\s*版\s*[)）]"
    r"|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4})\s*"
)
_BARE_NUMBER = re.compile(r"\s*[0-9０-９]{1,4}\s*")
_RULE = re.compile(r"\s*(?:[-—–－_=*~·.。─━]\s*){3,}\s*")
HEAD_WITH_NUMBER = re.compile(
    r"([0-9０-９]{1,4})(?:\s{2,}|\u3000|\s*[|｜·]\s*)\S.{1,34}|\S.{1,34}(?:\s{2,}|\u3000|\s*[|｜·]\s*)([0-9０-９]{1,4})"
)
_NOTE_MARK = re.compile(r"([①-⑳]|[\[［〔]\d{1,2}[\]］〕])\s*\S")
# What a journal prints at the foot of a paper's first page needs no mark in the text.
_FIRST_PAGE_NOTE = re.compile(
    r"[*＊†]?\s*(?:收稿日期|修回日期|基金项目|基金項目|作者简介|作者簡介|通信作者|通讯作者|第一作者)\s*[:：]"
)
# 46 城市学报 第 28 卷, 第 1 期 柳某某，等：…… 47
_PAGE_AND_ISSUE = re.compile(
    r"\d{1,4}\s.{0,40}第\s*\d+\s*[卷期]\s*|第\s*\d+\s*[卷期](?!.*[。！？]).{0,60}\s\d{1,4}\s*"
)
_MOST_NOTE_LINES = 8
_LINES_OF_A_PAGE = 60
_LONGEST_TITLE = 40
_SHORTEST_TITLE = 5
_QUOTED_LINE = re.compile(r"[“「『\"][^“”「」『』\"]{3,40}[”」』\"]")
GAP_INSIDE = re.compile(r"[ \u3000]{2,}")
_ISSUE_OR_DATE = re.compile(
    r"第\s*\d+\s*[卷期]|Vol\b|No\b|\d{4}\s*年\s*\d{1,2}\s*月|总第", re.IGNORECASE
)
_DATED_IN_TWO_SCRIPTS = re.compile(
    r"\d{4}\s*年(?:\s*\d{1,2}\s*月)?\s+[A-Za-z][A-Za-z .,&]+(?:\d{4})?"
)
_DIGITS = re.compile(r"\d+")
START_OF_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、．.]|[壹贰貳叁參参肆伍陆陸柒捌玖拾]{1,2}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]\s*\D|[•●■◆▪·*-]\s"
    r"|第[一二三四五六七八九十]+[章节節条條部]|【|[\[［〔]\d{1,3}[\]］〕]"
    r"|(?:收稿日期|修回日期|基金项目|基金項目|作者简介|作者簡介|通信作者|通讯作者)[：:])"
)


def mark_page_furniture(lines: list[str]) -> tuple[list[str], list[Removed]]:
    """Page numbers, rules and running heads become form feeds, and are listed."""
    page_lines = page_numbers(lines)
    heads = _running_heads(lines, page_lines)
    quotes = _pull_quotes(lines)
    notes = _notes_of_pages(lines, page_lines | heads)
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
        elif number not in notes:
            out.append(line)
    for number in notes:
        opens = _NOTE_MARK.match(lines[number].strip()) or _FIRST_PAGE_NOTE.match(
            lines[number].strip()
        )
        out.extend(["", lines[number]] if opens else [lines[number]])
    return out, removed


def _notes_of_pages(lines: list[str], edges: frozenset[int]) -> list[int]:
    """Numbers of the lines at the foot of a page that a mark of the text points to: ① 剔除……。

    They may cut a paragraph that runs over the page, so they go behind the text.
    """
    found: list[int] = []
    for edge in sorted(edges):
        at = edge - 1
        note: list[int] = []
        while at >= 0 and edge - at <= _MOST_NOTE_LINES and lines[at].strip() and at not in edges:
            note.append(at)
            if _FIRST_PAGE_NOTE.match(lines[at].strip()):
                found.extend(note)
                note = []
                at -= 1
                continue
            mark = _NOTE_MARK.match(lines[at].strip())
            if mark:
                page = "".join(lines[max(edge - _LINES_OF_A_PAGE, 0) : at])
                if mark.group(1) not in page:
                    break
                found.extend(note)
                note = []
            at -= 1
    return sorted(found)


def page_numbers(lines: list[str]) -> frozenset[int]:
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
        and not START_OF_ITEM.match(line.strip())
        and number not in page_lines
    ]
    counts = Counter(_head_key(line) for _, line in short)
    counting = _counting_heads([line for _, line in short])
    filled = [number for number, line in enumerate(lines) if line.strip(" \t\u3000\f")]
    place = {number: at for at, number in enumerate(filled)}
    opening = ["".join(lines[number].split()) for number in filled[:6] if number not in page_lines]
    found: set[int] = set()
    over_the_page = mastheads(lines)
    for number, line in short:
        count = counts[_head_key(line)]
        at = place[number]
        near = [other for other in filled[max(at - 2, 0) : at + 3] if other != number]
        edge = any(other in page_lines for other in near) or any(
            lines[other] == "\f" for other in range(max(number - 2, 0), min(number + 3, len(lines)))
        )
        # 12　城市研究 on the left page, 论文题目　13 on the right one; 1　方法 is a heading.
        numbered = at > 6 and HEAD_WITH_NUMBER.fullmatch(line.strip())
        words = _DIGITS.sub("", line)
        if (
            count >= 3
            or (at > 2 and _head_key(line) in counting)
            or number in over_the_page
            or (numbered and (count == 2 or journal_in(line) or _repeats(words, opening)))
            or (edge and count == 2)
            or ((edge or at == 0) and journal_in(line))
            # 石浦农民报 · 3: what stands over the first page, with a number, under another
            or (numbered and opening and words.strip(" \u3000|｜·") in opening[:2])
            or (edge and at > 6 and _repeats(line, opening))
            or (at > 6 and _PAGE_AND_ISSUE.fullmatch(line.strip()))
        ):
            found.add(number)
    found |= over_the_page
    return frozenset(found - _title_among(lines, found, place, page_lines))


def _counting_heads(lines: list[str]) -> set[str]:
    """Keys of the lines that come back with a number that goes up: 水资源公报　3, 水资源公报　4."""
    pages: dict[str, list[int]] = {}
    for line in lines:
        numbered = HEAD_WITH_NUMBER.fullmatch(line.strip())
        if numbered:
            pages.setdefault(_head_key(line), []).append(int(numbered[1] or numbered[2]))
    return {
        key
        for key, found in pages.items()
        if len(found) >= 2 and all(0 < there - here <= 3 for here, there in pairwise(found))
    }


def mastheads(lines: list[str]) -> set[int]:
    """The lines over the first page: parts far apart, one of them an issue or a date."""
    first = [number for number, line in enumerate(lines[:12]) if line.strip(" \t\u3000\f")][:3]
    found: set[int] = set()
    for number in first:
        line = lines[number].strip()
        # 2020 年 2 月 Journal of … Feb. 2020, under the journal's name
        again = bool(found) and bool(_DATED_IN_TWO_SCRIPTS.fullmatch(line))
        if journal_in(line) or again:
            found.add(number)
            continue
        if not GAP_INSIDE.search(line) or ends_sentence(line):
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
        if ends_sentence(line) or START_OF_ITEM.match(line) or len(line) > _LONGEST_TITLE:
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
