"""Reads by-lines that no label opens: 本报记者 某某 甲城报道, ◎某某, and a newspaper's head line.

A short line comes in; who wrote it, and for which medium, goes out, or None. Not obvious: every
word must be a name, a medium, a body or a kind of work; one strange word makes it text.
"""

from __future__ import annotations

import re

from generator.clean.characters import fold
from generator.clean.dates import find_date
from generator.clean.facts import Credits
from generator.clean.media import MEDIUM, OWN, is_medium, medium_name
from generator.clean.names import close_up, is_name_line, is_organisation, is_person, names_in

ROLE = (
    r"(?:(?:首席|特约|特派|实习|见习|全媒体|融媒体|综合|驻[^\s]{1,6}?|高级)*"
    r"(?:记者|通讯员|特派员|撰稿人|撰稿|编译|评论员))"
)
_BYLINE = re.compile(
    rf"(?:[【〔\[(]{OWN}讯[】〕\])]\s*)?[【〔\[(]?\s*(?:(?P<own>{OWN})|(?P<medium>{MEDIUM}))?\s*(?P<role>{ROLE})[\s:/|]*(?P<rest>[^。!?]{{2,60}}?)\s*[】〕\])]?"
)
_PLACED = re.compile(
    r"(?P<names>.*?)[\s/|]*(?P<place>[^\s/|]{2,12}?(?:[\s、/][^\s/|]{2,8}?)?)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"(?:综合|专题|摄影|图文|独家)?(?P<verb>报道|报导|电|讯|专电|摄|采访|综合报道|特稿)$"
)
_PLACE_OF_WORK = re.compile(
    r"发自[\u4e00-\u9fff]{2,6}|[\u4e00-\u9fff]{0,6}(?:报道|报导|综合报道|专电)"
)
_BULLETS = "◎□■●▲◆★※*—-–○◇△▶►·▪ \u3000"
_WORK = re.compile(
    rf"(?:{OWN}|.{{2,10}}(?:报|社|网|台))?{ROLE}|文|文字|[文图][.·&和][文图]|图文|作者|撰文|整理|采写|by|on|编译|综合|发自|报道|报导|采访报道|{OWN}讯?",
    re.IGNORECASE,
)
# Who these words stand by did something else than write.
_OTHER_WORK = re.compile(r"图|图片|摄|摄影|编辑|责编|责任编辑|校对|审核|译|翻译|制图|设计|供图")
_DONE_BY = re.compile(
    r"(?P<name>[\u4e00-\u9fff·]{2,4}?)(?P<work>口述|讲述|自述|整理|记录|采写|撰文|撰写|编译|摄影|摄|编辑|供图)"
)
_REPORTED = re.compile("(?:综合|摄影|图文|联合|连线|现场)?(?:报道|报导)")


def byline_of_parts(text: str) -> Credits | None:
    """◎柳某某, 某某日报 2023-06-09 柳某某, （某某局 柳某某）: names, media, dates, nothing else."""
    bare = text.strip(_BULLETS)
    if not 2 <= len(bare) <= 60 or any(mark in bare for mark in "。！？!?：:“「"):
        return None
    if bare[0] in "(（【[" and bare[-1] in ")）】]":
        bare = bare[1:-1]
    date: str | None = None
    dated = find_date(bare)
    if dated:
        date = dated[0]
        rest = re.sub(r"^\s?[于於][\u4e00-\u9fff]{1,8}$", "", bare[dated[2] :])  # …五月于某城
        bare = f"{bare[: dated[1]]} {rest}"
    bare = re.sub(r"[(（][^()（）]{2,30}[)）]", " ", bare)  # （某某大学教授） behind a name
    bare = close_up(bare)
    authors: list[str] = []
    speakers: list[str] = []
    medium: str | None = None
    folded = fold(bare)
    others_next = named_before = False
    for match in re.finditer(r"[^\s|/·•,、;丨]+", folded):
        token = bare[match.start() : match.end()].strip("0123456789*①②③④⑤†")
        word = fold(token)
        attached = named_before and folded[match.start() - 1 : match.start()] in ("/", "|", "丨")
        named_before = False
        done = _DONE_BY.fullmatch(word)
        if not token or _WORK.fullmatch(word):
            continue
        if _OTHER_WORK.fullmatch(word):
            if attached:
                authors.pop()  # 王某某/文 李某某/图
            others_next = not attached
        elif done and is_person(token[: done.end("name")]):  # 王某某口述, 李某某整理
            name = token[: done.end("name")]
            if done["work"] in ("口述", "讲述", "自述"):
                speakers.append(name)
            elif not _OTHER_WORK.fullmatch(done["work"]):
                authors.append(name)
        elif is_person(token):
            if not others_next:
                authors.append(token)
                named_before = True
            others_next = False
        elif medium is None and is_medium(word) and not _REPORTED.fullmatch(word):
            medium = medium_name(token)
        elif not (is_organisation(token) or _PLACE_OF_WORK.fullmatch(word)):
            return None
    authors = authors or speakers
    if not authors:
        return None
    return Credits(kind="byline", authors=tuple(dict.fromkeys(authors)), medium=medium, date=date)


def masthead(text: str) -> Credits | None:
    """某某日报　2023年6月9日　星期五　第3版　要闻: the line over a page of a newspaper."""
    dated = find_date(text)
    if not dated or len(dated[0]) < len("2023-06-09") or len(text) > 60:
        return None  # a year alone stands in titles: 2024年度水资源公报
    if not re.search(r"第?\s*[\dA-Z]{1,3}\s*版|星期|报", fold(text)):
        return None
    rest = f"{text[: dated[1]]} {text[dated[2] :]}"
    medium: str | None = None
    others = 0
    for token in re.split(r"[\s|/·•,，:：()（）]+", rest):
        word = fold(token)
        if not word or re.fullmatch(
            r"星期[一二三四五六日天]|第?[\dA-Z]{1,3}版|农历.*|责编|编辑", word
        ):
            continue
        if medium is None and is_medium(word):
            medium = medium_name(token)
        elif len(word) <= 4 and others < 2:  # 要闻, 民生
            others += 1
        else:
            return None
    if medium is None:
        return None
    return Credits(kind="running_head", medium=medium, date=dated[0])


def newspaper_byline(text: str, folded: str) -> Credits | None:
    if is_name_line(text):
        return None  # names alone: whether they are a by-line depends on where they stand
    match = _BYLINE.fullmatch(folded.strip())
    if not match or len(folded) > 70:
        return None
    shift = len(folded) - len(folded.lstrip())
    start, end = match.start("rest") + shift, match.end("rest") + shift
    authors = names_before_place(text[start:end])
    if not authors:
        return None
    medium = None
    if match.group("medium"):
        medium = text[match.start("medium") + shift : match.end("medium") + shift]
    return Credits(kind="byline", authors=authors, medium=medium_name(medium or "") or None)


def names_before_place(rest: str) -> tuple[str, ...]:
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
        if names and not people and re.fullmatch(ROLE, fold(part)):
            continue  # 柳某某 通讯员 范某某
        if not people:
            break
        names += people
    return names
