"""Reads a line that labels open: 来源：…　作者：…　2023-09-06 08:31.

The line comes in with its labels found; what they announce goes out, or None where a value cannot
be what its label says: 记者：你怎么看？ is what somebody asks.
"""

from __future__ import annotations

import re

from generator.clean.bylines import byline_of_parts
from generator.clean.characters import fold
from generator.clean.dates import find_date
from generator.clean.facts import Credits
from generator.clean.labels import announced_by, block_kind, split_keywords
from generator.clean.media import MEDIUM, OWN, is_medium, medium_name
from generator.clean.names import is_name_line, is_organisation, names_in, without_home

_NEXT_LABEL = re.compile(
    r"[\s|/｜；;][^\s:：|/｜；;，。]{2,6}[:：]\s*(?=\S)"
    r"|(?:责任编辑|责编|编辑|編輯|审核|校对|作者|记者|摄影|来源)\s*[:：]"
)
_OF_MEDIUM = re.compile(rf"(?P<medium>(?!{OWN}){MEDIUM})(?:首席|实习|见习|全媒体)?记者")
_OWN_WORDS = re.compile(rf"{OWN}讯?")
# 作者：柳某某，发于《某某通讯》
_PRINTED_IN = re.compile(r"(?:发表?|刊[载登发]?|原?载|首发)于\s*《([^《》]{2,20})》")
_EDITION = re.compile(r"第?[\d一二三四五六七八九十A-Z]{1,4}版|驻点|(?:本报|本刊|本网|本台|本社)讯?")
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
# What a pen name may follow: 文｜阿柴.
_SIGNED = frozenset(["文", "图文", "文字", "整理"])
_PLAIN_WORDS = frozenset(["记者", "文", "整理", "采访", "文字", "图文"])
_INTRODUCED = re.compile(r"[\u3400-\u9fff·]{2,4}(?=[，,（(])")
_NAMED_BEFORE = re.compile(
    r"《(?P<title>[^《》]{2,20})》"
    r"|(?P<plain>[^\s,。:;、/|()《》]{2,14}(?:报|网|社|周刊|杂志|新闻|时报|财经|研究|观察|评论))"
)
ALMOST_NOTHING = re.compile(r"[\s\-—–_|/·•,;:.()\[\]【】<>*※▲△◎]*")


def read_labelled(
    text: str, folded: str, marked: list[re.Match[str]], *, lenient: bool
) -> Credits | None:
    lead = _before_labels(text, folded[: marked[0].start()], lenient=lenient)
    if lead is None:
        return None
    date, medium = lead
    found: dict[str, list[str]] = {}
    values: list[str] = []
    writers: list[str] = []
    written: str | None = None
    for index, match in enumerate(marked):
        end = marked[index + 1].start() if index + 1 < len(marked) else len(text)
        value = without_home(text[match.end() : end].strip()).strip(
            " \u3000|｜/／;；,，、()（）[]【】<>-—·\t"
        )
        other = _NEXT_LABEL.search(value)
        if other:  # 文：姜白石　统计：乔木
            value = value[: other.start()].rstrip()
        values.append(value)
        label = next(group for group in match.groups() if group)
        kind = announced_by("".join(label.lower().split()))
        dated = find_date(value)
        if dated and kind == "written":
            written = dated[0]
            value = ""
        elif dated and kind in ("date", "source", "author", "editor", "photo"):
            if date is None or (kind == "date" and "更新" not in label):
                date = dated[0]
            value = (value[: dated[1]] + " " + value[dated[2] :]).strip(" \u3000|｜()（）")
        elif label == "作者简介" and (named := _INTRODUCED.match(value)):
            writers.append(named.group())
        elif kind == "date" and len(value) <= 8 and len(marked) > 1:
            continue  # 发布于：某某市 says where
        elif kind == "date" or len(value) > _LONGEST.get(kind, 200) or "。" in value[:-1]:
            return None
        if kind == "author" and value:
            if reporter := _OF_MEDIUM.match(fold(value)):  # 采写：某某日报记者 柳某某
                medium = medium or value[: reporter.end("medium")]
            people = names_in(value, trusted=len(marked) > 1 or label not in _PLAIN_WORDS)
            penned = label in _SIGNED and re.fullmatch(r"[\u3400-\u9fff]{2,5}", value)
            if not people and (len(value) > 24 or (label in _PLAIN_WORDS and not penned)):
                return None
            found.setdefault(kind, []).extend(people or (value,))
        else:
            found.setdefault(kind, []).append(value)
    if not found.get("author"):  # 供稿：a person, in a line where a body would stand
        givers = [
            value
            for match, value in zip(marked, values, strict=True)
            if match.group(1) in ("供稿", "信息提供")
            and (is_name_line(value) or _is_short_name(value))
        ]
        for match, value in zip(marked, values, strict=True):
            parts = byline_of_parts(value) if match.group(1) in ("供稿", "信息提供") else None
            if parts and value not in givers:  # 供稿：某某局 柳某某
                found["author"] = list(parts.authors)
                rest = value
                for name in parts.authors:
                    rest = rest.replace(name, "")
                found["source"] = [rest.strip() if one == value else one for one in found["source"]]
        if givers:
            found["author"] = [name for value in givers for name in names_in(value, trusted=True)]
            found["source"] = [value for value in found["source"] if value not in givers]
    sources = [name for value in found.get("source", []) if (name := medium_name(value))]
    printed = _PRINTED_IN.search(folded)
    if printed and not sources:
        sources = [text[printed.start(1) : printed.end(1)]]
    return Credits(
        kind=block_kind(list(found)),
        authors=tuple(dict.fromkeys(name for name in found.get("author", []) if name)),
        publisher=sources[0] if sources else None,
        medium=medium,
        date=date,
        written=written,
        writers=tuple(writers),
        url=next(iter(found.get("source_url", [])), None),
        original_title=next(iter(found.get("original_title", [])), None),
        title=value
        if kind == "original_title" and not label.startswith(("原", "本文原"))
        else None,
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
    before = _OWN_WORDS.sub(lambda match: " " * len(match.group()), before)
    named = _NAMED_BEFORE.search(before)
    if named and len(before.strip("( ")) <= 40:
        group = "title" if named.group("title") else "plain"
        if group == "title" or is_medium(named["plain"]):  # and not 违法和不良信息举报
            medium = medium_name(text[named.start(group) : named.end(group)])
        before = before[: named.start()] + before[named.end() :]
    before = _EDITION.sub("", before)
    longest = 16 if dated or lenient else 0
    if not ALMOST_NOTHING.fullmatch(before) and len(before.strip()) > longest:
        return None
    return (dated[0] if dated else None), medium or None


def _is_short_name(value: str) -> bool:
    """Three characters that name no body: a person whose surname is rare."""
    return bool(re.fullmatch(r"[\u3400-\u9fff]{2,3}", value)) and not is_organisation(value)
