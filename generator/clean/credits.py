"""Reads a line of credits: 来源：…　作者：…　2023-09-06 08:31, or a by-line of a newspaper.

One short block comes in; who wrote, published and edited it goes out, or None where the block is
not made of credits alone. Not obvious: an interview writes 记者：你怎么看？, so a label only counts
when what follows it can be what it announces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from generator.clean.dates import find_date
from generator.clean.names import is_name_line, names_in
from generator.clean.tables import table
from generator.convert.fold import fold

_SPACED_LABELS = re.compile(
    r"来\s*源(?=\s*:)|作\s*者(?=\s*:)|编\s*辑(?=\s*:)|时\s*间(?=\s*:)|标\s*题(?=\s*:)|日\s*期(?=\s*:)"
)
_MEDIUM = (
    r"(?:《[^《》]{2,14}》|[^\s,。:;、/()]{1,12}?(?:报道|日报|晚报|时报|早报|商报|报|网|社|周刊|杂志|新闻|财经|"
    r"电视台|电台|客户端|频道|融媒体中心|融媒体|传媒|观察|中心))"
)
_OWN = r"(?:本报|本刊|本网|本台|本社|本站)"
_ROLE = (
    r"(?:(?:首席|特约|特派|实习|见习|全媒体|融媒体|综合|驻[^\s]{1,6}?|高级)*"
    r"(?:记者|通讯员|特派员|撰稿人|撰稿|编译|评论员))"
)
_BYLINE = re.compile(
    rf"[【〔\[(]?\s*(?:(?P<own>{_OWN})|(?P<medium>{_MEDIUM}))?\s*(?P<role>{_ROLE})[\s:/|]*(?P<rest>[^。!?]{{2,60}}?)\s*[】〕\])]?"
)
_PLACED = re.compile(
    r"(?P<names>.*?)[\s/|]*(?P<place>[^\s/|]{2,12}?(?:[\s、/][^\s/|]{2,8}?)?)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"(?:综合|专题|摄影|图文|独家)?(?P<verb>报道|报导|电|讯|专电|摄|采访|综合报道|特稿)$"
)
_OPENING = re.compile(
    rf"[【〔\[(](?P<first>[^】〕\])]{{0,14}}{_ROLE}[^】〕\])]{{2,40}}|[^】〕\])。,]{{2,10}}(?:社|中心|网|报)[^】〕\])。,]{{0,20}}(?:报道|报导|电|讯))[】〕\])]\s*"
    rf"|(?P<second>{_OWN}讯|[^。,\s()]{{2,14}}?\s*(?:\d{{1,2}}\s*月)?\s*\d{{1,2}}\s*日(?:电|讯))"
    rf"\s*(?:\((?P<third>[^()。]{{0,10}}{_ROLE}[^()。]{{2,40}})\))?\s*"
    rf"|(?P<fourth>{_ROLE}[\s]*[\u4e00-\u9fff、]{{2,12}}/[\u4e00-\u9fff]{{2,8}}报导)\s*"
)
_CLOSING = re.compile(
    rf"\s*\((?P<inner>(?:[^()。]{{0,14}}?{_ROLE}|作者|责任编辑|责编|编辑|文/|图/|图片|资料照|资料图|档案照|摄影|来源|文章来源|原标题|原载|转自|供图|"
    rf"视觉设计|审核|实习生)[^()]{{1,100}})\)\s*$"
)
_EDITION = re.compile(r"第?[\d一二三四五六七八九十A-Z]{1,4}版|驻点|本报|本刊|本网")
# A longer value is a sentence that happens to begin like a credit.
_LONGEST = {
    "source": 40,
    "editor": 40,
    "photo": 30,
    "tool": 60,
    "section": 60,
    "document": 60,
    "affiliation": 160,
    "keywords": 120,
}
# Words that also begin ordinary sentences: what follows must be names.
_PLAIN_WORDS = frozenset(["记者", "文", "整理", "采访", "文字", "图文"])
_PICTURE_CREDIT = re.compile(
    r"\(?(?:资料照片?|资料图片?|档案照片?|图片?[/:]|照片[:,])[^()。]{0,30}\)?"
)
_AFFILIATION = re.compile(
    r"\(?(?:本文|第一)?作者(?:单位|系|为|是|现任|分别)[^。]{2,100}。?\)?"
    r"|\([\u4e00-\u9fff]{2,4}(?:系|为|,)[^。()]{4,60}"
    r"(?:教授|研究员|院长|主任|会长|所长|博士|学者|讲师)\)"
)
_NAMED_BEFORE = re.compile(
    r"《(?P<title>[^《》]{2,20})》"
    r"|(?P<plain>[^\s,。:;、/|()《》]{2,14}(?:报|网|社|周刊|杂志|新闻|时报|财经|研究|观察|评论))"
)
_ALMOST_NOTHING = re.compile(r"[\s\-—–_|/·•,;:.()\[\]【】<>*※▲△◎]*")
_SIZES = re.compile(r"[大中小\s+\-A\[\]|TtxX]{1,14}")


@cache
def _labels() -> dict[str, str]:
    """Label → what it announces."""
    return {label: kind for kind, labels in table("credits").items() for label in labels.split()}


@cache
def _label() -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, _labels()), key=len, reverse=True)
    return re.compile(
        rf"(?<![\u4e00-\u9fffA-Za-z])({'|'.join(longest_first)})\s*:\s*"
        # 文｜某某, 图／某某: only what people sign with; 视频 | 专题 is a menu.
        r"|(?<![\u4e00-\u9fff])(文|图|图片|摄影|撰文|编辑|责编|记者|作者|采写|文字|校对|排版|来源|撰稿"
        r"|监制|审核|制图|设计)\s*[|/丨]\s*"
        # 第三版 记者 某某
        r"|(?<![\u4e00-\u9fff])(?:本报|本刊|本网|本台)?(记者|通讯员|作者|撰文)\s+(?=[\u4e00-\u9fff]{2,4}(?:[\s、)]|$))",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    kind: str  # what the block is, for the list of removed things
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    medium: str | None = None  # the newspaper a by-line names
    date: str | None = None
    original_title: str | None = None
    keywords: tuple[str, ...] = ()


def read_credits(text: str, *, lenient: bool = False) -> Credits | None:
    """`lenient`: the block stands where a page keeps its credits."""
    if len(text) > 300:
        return None
    folded = fold(text)
    folded = _SPACED_LABELS.sub(lambda match: _spread(match.group()), folded)
    if _PICTURE_CREDIT.fullmatch(folded.strip()):
        return Credits(kind="photo_credit")
    if _AFFILIATION.fullmatch(folded.strip()):
        return Credits(kind="affiliation")
    if folded.startswith(("今天", "今日")):
        return None  # 今天是2023年9月6日 stands over every page of a site
    labels = list(_label().finditer(folded))
    if labels:
        return _labelled(text, folded, labels, lenient=lenient)
    byline = _byline(text, folded)
    if byline:
        return byline
    found = find_date(text)
    if found and len(folded) <= 40:
        rest = folded[: found[1]] + folded[found[2] :]
        if _ALMOST_NOTHING.fullmatch(rest):
            return Credits(kind="date", date=found[0])
        if lenient and len(rest) <= 20:
            name = text[: found[1]].strip(" |·\u3000") or text[found[2] :].strip(" |·\u3000")
            authors = names_in(name)
            return Credits(kind="byline" if authors else "date", date=found[0], authors=authors)
    return None


def _spread(label: str) -> str:
    """来　　源 → as long as before, with the label's own characters together at its end."""
    word = "".join(label.split())
    return word.rjust(len(label))


def _labelled(
    text: str, folded: str, labels: list[re.Match[str]], *, lenient: bool
) -> Credits | None:
    lead = _before_labels(text, folded[: labels[0].start()], lenient=lenient)
    if lead is None:
        return None
    date, medium = lead
    found: dict[str, list[str]] = {}
    for index, match in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        value = text[match.end() : end].strip(" \u3000|｜/／;；,，、()（）[]【】<>-—·\t")
        label = next(group for group in match.groups() if group)
        kind = _labels()["".join(label.lower().split())]
        dated = find_date(value)
        if dated and kind in ("date", "source", "author", "editor"):
            if date is None or (kind == "date" and "更新" not in label):
                date = dated[0]
            value = (value[: dated[1]] + " " + value[dated[2] :]).strip(" \u3000|｜()（）")
        elif kind == "date" or len(value) > _LONGEST.get(kind, 200) or "。" in value[:-1]:
            return None
        if kind == "author" and value:
            people = names_in(value, trusted=len(labels) > 1 or label not in _PLAIN_WORDS)
            if not people and (len(value) > 24 or label in _PLAIN_WORDS):
                return None
            found.setdefault(kind, []).extend(people or (value,))
        else:
            found.setdefault(kind, []).append(value)
    sources = [name for value in found.get("source", []) if (name := _medium_name(value))]
    return Credits(
        kind=_block_kind(list(found)),
        authors=tuple(dict.fromkeys(name for name in found.get("author", []) if name)),
        publisher=sources[0] if sources else None,
        medium=medium,
        date=date,
        original_title=next(iter(found.get("original_title", [])), None),
        keywords=tuple(
            word for value in found.get("keywords", []) for word in split_keywords(value)
        ),
    )


def _before_labels(
    text: str, before: str, *, lenient: bool
) -> tuple[str | None, str | None] | None:
    """(date, medium) that stand before the first label; None where other words do."""
    medium: str | None = None
    dated = find_date(before) if before.strip() else None
    if dated:
        before = before[: dated[1]] + " " * (dated[2] - dated[1]) + before[dated[2] :]
    named = _NAMED_BEFORE.search(before)
    if named and len(before.strip("( ")) <= 40:
        group = "title" if named.group("title") else "plain"
        medium = _medium_name(text[named.start(group) : named.end(group)])
        before = before[: named.start()] + before[named.end() :]
    before = _EDITION.sub("", before)
    longest = 16 if dated or lenient else 0
    if not _ALMOST_NOTHING.fullmatch(before) and len(before.strip()) > longest:
        return None
    return (dated[0] if dated else None), medium or None


def _block_kind(kinds: list[str]) -> str:
    names = {
        "original_title": "original_title",
        "author": "byline",
        "source": "source_credit",
        "source_url": "source_url",
        "editor": "editor",
        "affiliation": "affiliation",
        "keywords": "keywords",
        "document": "document_info",
        "photo": "photo_credit",
        "date": "date",
        "section": "navigation",
        "tool": "tool",
    }
    return next(name for kind, name in names.items() if kind in kinds)


def _byline(text: str, folded: str) -> Credits | None:
    if is_name_line(text):
        return None  # names alone: whether they are a by-line depends on where they stand
    match = _BYLINE.fullmatch(folded.strip())
    if not match or len(folded) > 70:
        return None
    shift = len(folded) - len(folded.lstrip())
    start, end = match.start("rest") + shift, match.end("rest") + shift
    authors = _names_before_place(text[start:end])
    if not authors:
        return None
    medium = None
    if match.group("medium"):
        medium = text[match.start("medium") + shift : match.end("medium") + shift]
    return Credits(kind="byline", authors=authors, medium=_medium_name(medium or "") or None)


def _names_before_place(rest: str) -> tuple[str, ...]:
    """李某某 甲城、乙城报道 → 李某某."""
    folded = fold(rest)
    placed = _PLACED.fullmatch(folded.strip())
    if not placed:
        return names_in(rest)
    head = re.match(r"[\s]*[^\s/|]+(?=[\s/|])", folded)
    if not head:  # 张三北京报道: no gap, so the name is the first two or three characters
        stem = folded[: placed.start("verb")]
        for length in (3, 2, 4):
            glued = names_in(rest[:length])
            if glued and len(stem) - length != 1:  # one character is no place
                return glued
        return ()
    gap = max(folded.rfind(mark, 0, placed.start("verb")) for mark in " /|\u3000")
    names: tuple[str, ...] = ()
    # Everything up to the last gap, as long as it is made of names.
    for part in re.split(r"[\s/|]+", rest[: gap if gap > 0 else len(rest)]):
        people = names_in(part)
        if not people:
            break
        names += people
    return names


def opening_credits(text: str) -> tuple[int, Credits] | None:
    """A by-line or dateline in front of a paragraph: (where the paragraph begins, credits)."""
    folded = fold(text[:90])
    match = _OPENING.match(folded)
    if not match or match.end() >= len(text) - 10:
        return None
    authors: tuple[str, ...] = ()
    medium: str | None = None
    for group in ("first", "third", "fourth"):
        if match.group(group):
            inner = text[match.start(group) : match.end(group)]
            role = re.search(_ROLE, fold(inner))
            if role:
                authors = _names_before_place(inner[role.end() :].lstrip(" :：/／"))
                before = inner[: role.start()].strip()
                if before and not re.fullmatch(_OWN, fold(before)):
                    medium = _medium_name(before) or None
    if match.group("second"):
        agency = re.match(r"[\u4e00-\u9fff]{1,8}?(?:社|网|报)", match.group("second"))
        medium = agency.group() if agency and not re.match(_OWN, agency.group()) else None
    return match.end(), Credits(kind="byline", authors=authors, medium=medium)


def closing_credits(text: str) -> tuple[int, Credits] | None:
    """Credits in brackets behind a paragraph: (where the paragraph ends, credits)."""
    if not text.endswith((")", "）")):
        return None
    tail = max(len(text) - 130, 0)
    match = _CLOSING.search(fold(text), tail)
    if not match or match.start() < 10:
        return None
    inner = text[match.start("inner") : match.end("inner")]
    found = read_credits(inner)
    return (match.start(), found) if found else None


def split_keywords(value: str) -> tuple[str, ...]:
    parts = re.split(r"[;；,，、/|｜\t]+", value)
    if len(parts) == 1:
        parts = value.split()
    return tuple(
        dict.fromkeys(part.strip(" \u3000:：") for part in parts if part.strip(" \u3000:："))
    )


def _medium_name(value: str) -> str:
    name = value.strip(" \u3000:：《》“”「」()（）【】|｜·-—")
    return re.sub(r"(?:微信)?(?:公众号|公眾號)$|(?:讯|訊)$", "", name).strip(" “”「」")
