"""Credits in brackets, or a dateline, before and behind the words of a paragraph.

A paragraph comes in; where its own words begin or end goes out, with the credits. Not obvious: an
aside in brackets is the author's, so what stands in them must be credits to the last word.
"""

from __future__ import annotations

import re
from dataclasses import replace

from generator.clean.bylines import ROLE, byline_of_parts, names_before_place
from generator.clean.characters import fold
from generator.clean.credit_line import read_line
from generator.clean.credits import (
    read_credits,
)
from generator.clean.dates import parse_date
from generator.clean.facts import Credits
from generator.clean.media import OWN, is_medium, medium_name
from generator.clean.names import is_name_line, is_organisation, names_in

_OPENING = re.compile(
    rf"[【〔\[(](?P<first>[^】〕\])]{{0,14}}{ROLE}[^】〕\])]{{2,40}}|[^】〕\])。,]{{2,10}}(?:社|中心|网|报)[^】〕\])。,]{{0,20}}(?:报道|报导|电|讯)|(?P<sent>[\u4e00-\u9fff]{{2,8}})专讯)[】〕\])]\s*"
    rf"|(?P<second>{OWN}讯|[^。,\s()【】〔〕]{{2,10}}(?:报|社|网|台|刊|客户端|中心|融媒)讯|[^。,\s()]{{2,14}}?\s*(?:\d{{1,2}}\s*月)?\s*\d{{1,2}}\s*日(?:电|讯))"
    rf"\s*(?:\((?:(?P<third>[^()。]{{0,10}}{ROLE}[^()。]{{2,40}})|(?P<bare>[^()。,\d]{{2,16}}))\))?\s*"
    rf"|(?P<fourth>{ROLE}[\s]*[\u4e00-\u9fff、]{{2,12}}/[\u4e00-\u9fff]{{2,8}}报导)\s*"
)
_NO_CREDITS = frozenset(["date", "tool", "navigation", "document_info"])  # （2023年）, （第3版）
_BRACKETED = re.compile(r"[(\[【〔](?P<inner>[^()\[\]【】〔〕。]{2,40})[)\]】〕]\s*")
# （据《某某日报》记者 柳某某）
_TAKEN_FROM = re.compile(
    r"^(?:据|據|综合|綜合)\s*(?=《|[\u4e00-\u9fff]{2,10}(?:报|報|网|網|社|台|刊))"
)
# A year and day in figures may stand behind it, as the Central News Agency prints them.
_CLOSING = re.compile(r"\s*[(\[【](?P<inner>[^()\[\]【】。]{2,110})[)\]】]\s*(?P<day>\d{6,8})?\s*$")


def opening_credits(text: str) -> tuple[int, Credits] | None:
    """A by-line or dateline in front of a paragraph: (where the paragraph begins, credits)."""
    folded = fold(text[:90])
    match = _OPENING.match(folded)
    if not match or match.end() >= len(text) - 10:
        return _bracketed_opening(text, folded)
    authors: tuple[str, ...] = ()
    medium: str | None = None
    agency: str | None = None
    for group in ("first", "third", "fourth"):
        if match.group(group):
            inner = text[match.start(group) : match.end(group)]
            role = re.search(ROLE, fold(inner))
            if role:
                authors = names_before_place(inner[role.end() :].lstrip(" :：/／"))
                before = inner[: role.start()].strip()
                if is_medium(fold(before)) or is_organisation(before):  # and not 职工通讯员
                    medium = medium_name(before) or None
    if match.group("sent"):  # 【某某專訊】: a paper of Hong Kong, without its last word
        medium = text[match.start("sent") : match.end("sent")]
    if match.group("bare") and is_name_line(match.group("bare")):
        authors = names_in(text[match.start("bare") : match.end("bare")])
    elif match.group("bare"):
        return None  # 某某社讯（…）: an aside of the text
    if match.group("second"):
        sender = re.match(r"[\u4e00-\u9fff]{1,8}?(?:社|网|报)", match.group("second"))
        agency = sender.group() if sender and not re.match(OWN, sender.group()) else None
    return match.end(), Credits(kind="byline", authors=authors, medium=medium, agency=agency)


def _bracketed_opening(text: str, folded: str) -> tuple[int, Credits] | None:
    """[撰稿 柳某某] …, （来源：某某报）…: brackets that hold nothing but credits."""
    match = _BRACKETED.match(folded)
    if not match or match.end() >= len(text) - 10:
        return None
    inner = text[match.start("inner") : match.end("inner")]
    found = _credits_in(inner) or byline_of_parts(inner)
    if found is None and is_medium(match["inner"].strip()):  # 【某某网】
        found = Credits(kind="byline", medium=medium_name(inner))
    return (match.end(), found) if found else None


def credits_in_brackets(text: str) -> Credits | None:
    """（据《某某日报》记者 柳某某） alone in a block."""
    if text[:1] not in "（(【[〔":
        return None
    match = _BRACKETED.fullmatch(fold(text.strip()))
    return _credits_in(text.strip()[match.start("inner") : match.end("inner")]) if match else None


def closing_credits(text: str) -> tuple[int, Credits] | None:
    """Credits in brackets behind a paragraph: (where the paragraph ends, credits)."""
    if text[-1:] not in ")）]】0123456789":
        return None
    tail = max(len(text) - 130, 0)
    match = _CLOSING.search(fold(text), tail)
    if not match or match.start() < 10:
        return None
    found = _credits_in(text[match.start("inner") : match.end("inner")])
    if found and found.date is None and (day := _day_in_figures(match.group("day") or "")):
        found = replace(found, date=day)
    return (match.start(), found) if found else None


def _day_in_figures(figures: str) -> str | None:
    """1120516, 20230516 → 2023-05-16; the first by the years of the Republic."""
    if len(figures) == 7:
        figures = f"{int(figures[:3]) + 1911}{figures[3:]}"
    return parse_date(figures) if len(figures) == 8 else None


def _credits_in(inner: str) -> Credits | None:
    inner = _TAKEN_FROM.sub("", inner)
    found = read_credits(inner)
    if found is None and len(inner) <= 60:
        found = read_line(inner)
    return None if found is None or found.kind in _NO_CREDITS else found
