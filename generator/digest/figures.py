"""Figures: quantities as the sources state them, with what they count and when.

In: entries. Out: one `Figure` for each count, amount, share or rank, in reading order. Looked for
in the folded text, shown in the source's own words. What a statement leaves unsaid (its subject,
its year) is taken from the one before, but never from another passage.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from generator.convert.fold import fold
from generator.digest.periods import (
    dates,
    is_about_now,
    is_overtaken,
    is_planned,
    is_where_it_began,
    kind_of,
)
from generator.digest.quantities import quantities
from generator.digest.subjects import Told, subjects
from generator.model import Article, Before, Entry, Figure, Passage, PassageRef
from generator.split.sentences import sentence_spans

_MAY_HOLD = re.compile("[0-9二三四五六七八九十百千万亿两成半倍]|第一|翻番")
_MAY_DATE = re.compile("[年月季]|20\\d\\d|上半年|下半年|十.五")
_SEMICOLON = re.compile("[；;]")
# 到2025年底，: what opens a part of a sentence holds for all that follows in it.
_OPENING = re.compile("(?:到|至)?(?P<year>20\\d{2})年(?:底|末|年底)?[，,]")
_OPENS = 24  # characters in which it stands
_FAR = 400  # characters before a figure that may say whose it is
_NEAR = 160  # characters before a figure that may say whether it is so already
_PEOPLE = re.compile("用户|人数|人口|注册|日活|人次|粉丝|会员|居民|市民")
_MONEY = re.compile("产值|收入|投资|营收|增加值|产业规模|资金|金额|成交")


def before_figures(entry: Entry, figures: Sequence[Figure]) -> tuple[Before, ...]:
    """What stands before each of the figures of an article."""
    folded = {passage.id: passage.folded for passage in entry.passages()}
    return tuple(_before(folded[figure.ref.passage], figure.start) for figure in figures)


def _before(folded: str, start: int) -> Before:
    part = max(folded.rfind(end, 0, start) for end in "。！？!?\n") + 1
    opening = _OPENING.match(folded[part : part + _OPENS].lstrip())
    sentence = folded.rfind("。", 0, start) + 1
    return Before(
        words=folded[max(sentence, start - _FAR) : start],
        year=opening["year"] if opening else None,
    )


def figures_of(entry: Entry) -> tuple[Figure, ...]:
    """The figures of one article. What a heading says of its section (明年重点工作) holds for
    the sections below it."""
    found: list[Figure] = []
    planned: list[tuple[int, bool]] = []  # level and whether it tells of plans, outermost first
    for section in entry.sections:
        while planned and planned[-1][0] >= section.level:
            planned.pop()
        heading = fold(section.heading) if section.heading else None
        planned.append((section.level, is_planned(heading)))
        ahead = any(plans for _, plans in planned)
        for passage in section.passages:
            found += figures_in(passage, entry.article, ahead)
    return tuple(found)


def figures_in(passage: Passage, article: Article, planned: bool) -> tuple[Figure, ...]:
    """The figures of one passage; `planned` where its section tells of what is to be done."""
    text = passage.folded
    if not _MAY_HOLD.search(text):
        return ()
    figures: list[Figure] = []
    ref = PassageRef(article.source, passage.id)
    carried: str | None = None
    told = Told()
    for start, end in _statements(passage.text):
        if is_about_now(text[start : start + 6]):
            carried = None
        found = quantities(text, start, end) if _MAY_HOLD.search(text, start, end) else []
        days = (
            list(dates(text, start, end, article.date, passage.script == "Hant", carried))
            if _MAY_DATE.search(text, start, end)
            else []
        )
        named, told = subjects(text, start, end, found, told)
        before = start
        for quantity, subject in zip(found, named, strict=True):
            dated = bisect_right(days, (quantity.start, "~"))
            date = days[dated - 1][1] if dated else carried
            told_at = days[dated - 1][0] if dated else start
            began = is_where_it_began(text, told_at, quantity.start, quantity.end)
            if began or is_overtaken(text, told_at, quantity.start):
                date = None
            near = max(start, quantity.start - _NEAR)
            figures.append(
                Figure(
                    subject=subject,
                    value=quantity.value,
                    unit=quantity.unit or _implied_unit(text[near : quantity.start], subject),
                    date=date,
                    kind="actual"
                    if began
                    else kind_of(text, near, quantity.start, date, article.date, planned),
                    text=passage.text[quantity.start : quantity.end],
                    sentence=passage.text[start:end],
                    ref=ref,
                    start=quantity.start,
                )
            )
            before = quantity.end
        if days and days[-1][0] <= before:
            carried = days[-1][1]
        elif found and not days and text[start - 1 : start] not in ("；", ";"):
            carried = None  # carried once: the sentence after next speaks of something else
    return tuple(figures)


def _statements(text: str) -> Iterable[tuple[int, int]]:
    """Sentences, cut at semicolons too: what each says of its figures stands in itself."""
    for start, end in sentence_spans(text):
        first = start
        for cut in _SEMICOLON.finditer(text, start, end):
            yield first, cut.end()
            first = cut.end()
        if first < end:
            yield first, end


def _implied_unit(before: str, subject: str) -> str:
    """What a bare 720万 counts: people if it is about users, money if about output."""
    for text in (subject, before[-16:], before):
        if "人次" in text:
            return "人次"
        if _PEOPLE.search(text):
            return "人"
        if _MONEY.search(text):
            return "元"
    return ""
