"""Reads a line of credits word by word: 2022-05-20 06:40　某某日报　柳某某　已阅 231.

A short line comes in, with what the markup calls its parts; who wrote and published it, and when,
goes out, or None. Every word must be something: a date, a label or its value, a name, a medium, a
count, a button. Not obvious: where a page keeps its credits (`placed`) a word or two may be
strange to us; anywhere else one strange word makes it a line of text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from generator.clean.characters import fold
from generator.clean.credits import (
    OTHER_DAY,
)
from generator.clean.dates import find_date
from generator.clean.facts import Credits
from generator.clean.junk import junk_kind
from generator.clean.labels import announced_by, block_kind, labels, with_joint_labels
from generator.clean.media import COLUMNS, is_column, is_medium, looks_like_medium, medium_name
from generator.clean.names import POST_CODE, is_organisation, is_person, is_post, names_in
from generator.clean.pieces import Role
from generator.clean.tables import table, word_set

_LONGEST = 160
_SENTENCE_END = re.compile("[。！？!?]")
_SENTENCE = re.compile(r"[。!?！？“「]|[,，](?! ?\w+~by)[^,，]{16}")
# 今天是2024年1月16日 stands over every page of a site.
_NOT_ONE = re.compile(
    r"^(?:今天|今日)|位置[:>]|版权|©|copyright|https?:|ICP"
    rf"|^\(.*{POST_CODE}$",
    re.IGNORECASE,
)
_MAY_BE = re.compile(
    r"\d|[:|/丨]|记者|作者|通讯员|来源|编辑|撰|文|图|摄|by|on|comment", re.IGNORECASE
)
# Labels of several words are one word to us.
_ENGLISH = re.compile(
    r"(?<![A-Za-z])(?:last[ -](?:updated|modified)(?: on)?"
    r"|(?:posted|published|written|words|photos?|updated|edited)(?: (?:on|by|at|in))?"
    r"|(?:text|story|reported|compiled|translated|photography|illustrations?) by"
    r"|by|source|via|author|editor|date|filed under|in(?= \S+$))"
    r"(?![A-Za-z])",
    re.IGNORECASE,
)
_FOREIGN = re.compile(r"[A-Z][A-Za-z.'~-]*(?: [A-Z][A-Za-z.'-]*){1,3}(?![\w])")
_WORD = re.compile(r"\x00+|\x01+|《[^《》]{1,24}》|[^\s|/丨,;、()\[\]【】〔〕<>«»—–_◆●■□◎○△▲※*+]+")
_NO_YEAR = re.compile(
    r"(?<![\d.])(?:\d{1,2}[-/]\d{1,2}|\d{1,2}月\d{1,2}日)(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?(?![\d.])"
    r"|(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)|(?:\d{1,2}|几)\s?(?:秒|分钟|小时|天|个月)前|昨天|前天|刚刚"
)
_COUNT = re.compile(
    r"(?:已|共|约|全文|本文|总)?(?:[阅浏点人收播评]\w{0,4}?|跟贴|回复|留言|字数?|赞|热度|围观|views?|reads?|comments?|hits?)?"
    r":?\(?\d[\d,.]*[万wk]?\+?\)?"
    r"(?:次|人|条|个|则|字|楼|分钟(?:读完|可读完|阅读)?|人次|人参与|阅读|浏览|点击|评论|播放|赞|点赞|观看|跟贴|回复|收藏|喜欢|热度|views?|reads?|comments?|minread|minutes?|mins?|likes?|shares?)*",
    re.IGNORECASE,
)
_COUNTED = word_set(
    "阅读 浏览 点击 评论 跟贴 回复 留言 点赞 赞 收藏 人气 热度 阅读量 浏览量 浏览次数 点击数 "
    "点击量 次 人次 人 条 人参与 参与 字 分钟 阅读数 已阅 围观 播放 转发 min read minutes "
    "comments comment views likes 阅读时长 评论数 举报 我有话说 只看该作者 只看楼主 "
    "倒序浏览 尚无留言 尚无评论 暂无评论 暂无留言 没有评论 没有留言 无评论 "
    "分钟读完 分钟可读完 分钟阅读 关注者 粉丝 被浏览 获赞 文章 回答"
)
_ABOUT = re.compile("(?:阅读|读完|全文|预计)?(?:大?约|需|共)|阅读时间|预计阅读")
_SMALL = re.compile(
    r"IP(?:属地|地址)?[\u4e00-\u9fff]{0,4}|属地[\u4e00-\u9fff]{2,4}|(?:星期|周|礼拜)[一二三四五六日天]|农历\S{2,10}|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?\S{0,8}|(?:发表|发布)于[\u4e00-\u9fff]{2,6}|[a-z]{1,3}|"
    r"[+\-TtAaxX]{1,3}|[大中小]{1,3}|号|刊|[\W_]+|时间|日期|香港时间|北京时间|原创|首发|独家|更新|编者按|"
    r"mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    re.IGNORECASE,
)
_EDITION = re.compile(r"(?:第?[\dA-Z一二三四五六七八九十]{1,4}版|[A-Z]\d{1,3})(?::\w{1,6})?")
_WROTE = frozenset(["文", "撰文", "文字", "采写", "整理", "编译"])
_DONE = _WROTE | {"图", "摄", "摄影", "供图", "制图", "编辑", "校对"}
_BOTH = re.compile(r"(?:文|文字|撰文)\s*[/／、·&和|]?\s*\w{1,2}$")  # 文/图
_SPACED_EDITION = re.compile(r"第\s*[\dA-Z]{1,4}\s*版")
_BUTTONS = frozenset(
    [
        "tool",
        "share",
        "reading_count",
        "follow",
        "reader_comment",
        "login",
        "wechat",
        "qr",
        "read_original",
        "navigation",
    ]
)
_ROLE = re.compile(
    r"(?:本报|本刊|本网|本台|本社|首席|特约|特派|实习|见习|全媒体|融媒体?|综合|驻[^\s]{1,6}?|高级)*"
    r"(?:记者|通讯员|特派员|撰稿人|撰稿|撰文|评论员|实习生|采写|采访|整理|编译|作者|文字)"
)
_SENT_BY = re.compile(r"([^:]{3,12}?)(?:全媒体|融媒|首席|实习|见习|特约)?(?:记者|通讯员)")
_STAFF = re.compile(
    r"(?P<paper>[\u4e00-\u9fffA-Za-z\d]{1,10}?)"
    r"(?:首席|特约|特派|实习|见习|全媒体|融媒体?)*(?P<role>记者|编辑)"
)
# What these announce may hold anything.
_WHOLE_LINE = frozenset(["original_title", "source_url", "keywords"])
_AFFILIATED = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,4})\s*\((?P<body>[^()]{3,30})\)")
_GROUP = re.compile("(?:课题|编写|调研|写作|研究|编辑|项目|专题)组$")
_PEN_NAME = re.compile(r"[\u3400-\u9fff·]{2,5}|[A-Z][A-Za-z.'-]*(?:\x20[A-Z][A-Za-z.'-]*){0,3}")
_AT_WORK = re.compile(
    r"[\u4e00-\u9fff]{2,10}(?:报道|报导|综合报道|专电|电|讯|摄影报道|即时报道|连线)|报道|报导|摄影报道|发自[\u4e00-\u9fff]{2,6}"
)
_SIGNED_KINDS = frozenset(["author", "editor", "photo"])
_OTHER_FACTS = frozenset(["tool", "section", "document", "affiliation", "keywords"])
# 记者：… opens many a line of an interview.
_SPEAKERS = frozenset(["记者", "采访", "主持人", "文", "整理"])
_MOST_STRANGE = 14
_LONG_NAME = 4
_UPDATED = re.compile("更新|修改|updated|modified", re.IGNORECASE)
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]{1,3}[)]")
# 在全市数据工作会议上: an occasion, and no medium.
_OCCASION = re.compile(
    "[在于从就对]|.*(?:[上中时间后前]|大会|会议|仪式|论坛|通过|审议|批准|施行|修订|修正)$"
)
_COLONS = str.maketrans("﹕∶︰", ":::")


@dataclass(slots=True)
class _Found:
    authors: list[str] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)  # named without a label
    sources: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)  # behind a label of persons
    dates: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    anchors: int = 0  # what only a line of credits has: a date, a label with its value, a count
    unknown: list[str] = field(default_factory=list)  # of the strange ones, labels
    counts: int = 0
    source_end: int = -2  # where the last word of a source ends
    edition: bool = False  # names the page of a newspaper
    bare: bool = False  # a label without a colon: 整理丨某人
    spoken: bool = False  # a lone label that also opens what someone says


def read_line(text: str, roles: tuple[Role, ...] = (), *, placed: bool = False) -> Credits | None:
    """`roles` are of `text`. What is only understood where it stands has `sure` false."""
    if not 2 <= len(text) <= _LONGEST or _SENTENCE_END.search(text):
        return None
    folded = with_joint_labels(fold(text).translate(_COLONS))
    if _NUMBERED.match(folded):
        return None  # 一、2023年工作情况
    if _NOT_ONE.search(folded) or not (placed or roles or _MAY_BE.search(folded)):
        return None
    found = _words_of(text, folded, roles)
    if found is None:
        return None
    return _verdict(found, placed=placed or bool(roles))


def _words_of(text: str, folded: str, roles: tuple[Role, ...]) -> _Found | None:
    folded = _AFFILIATED.sub(_without_body, folded)
    work = _ENGLISH.sub(lambda match: re.sub(r"[ -]", "~", match.group()), folded)
    work = _FOREIGN.sub(_one_word, work)
    dates: list[tuple[int, str]] = []
    while (dated := find_date(work)) is not None:
        if len(dates) == 5:
            return None
        dates.append((dated[1], dated[0]))
        work = work[: dated[1]] + " " + "\0" * (dated[2] - dated[1] - 2) + " " + work[dated[2] :]
    work = _NO_YEAR.sub(lambda match: "\1" * len(match.group()), work)
    if _SENTENCE.search(work):
        return None
    found = _Found()
    work, found.edition = _without_edition(work)
    iso = iter(value for _, value in sorted(dates))
    label = kind = ""
    day_end = -2  # where the last date ended
    bare = False  # the label has no colon: a pen name may follow it, but only one
    word = ""
    for match in _WORD.finditer(work):
        before, word = word.rstrip(":"), match.group()
        start, end = match.start(), match.end()
        if word[0] == "\0":
            value = next(iso)
            day_end = end
            if OTHER_DAY.search(before):
                found.counts += 1  # 注册时间 2014-2-1
                continue
            if kind in ("document", "affiliation"):
                found.anchors += 1  # 收稿日期：2021-11-02
                continue
            if kind == "written":
                found.written.append(value)
            elif _UPDATED.search(label):
                found.updated.append(value)
            else:
                found.dates.append(value)
            found.kinds.append("date")
            found.anchors += 1
            label = kind = ""
            continue
        if word[0] == "\1":
            found.kinds.append("date")
            found.counts += 1
            continue
        sent = _SENT_BY.fullmatch(word)
        paper = sent.group(1).split("·")[0] if sent else ""
        if is_medium(paper) or is_organisation(paper):  # 某某融媒记者, 某某新闻·某栏目记者
            found.media.append(text[start : start + len(paper)])
            label, kind, bare = "记者", "author", False
            found.kinds.append("author")
            continue
        if word[0] == "于" and 0 <= start - day_end <= 1:
            continue  # 二〇二一年五月于某城
        if (
            word in _DONE
            and not kind
            and work[start - 1 : start] in ("/", "|", "丨")
            and found.persons
            and work[: start - 1].endswith(found.persons[-1][-1:])
        ):
            # 柳某某/文 岑某某/图: behind a name it says what that one did.
            wrote = word in _WROTE
            found.authors.extend(found.persons if wrote else ())
            found.anchors += 1
            found.kinds.append("author" if wrote else "photo")
            found.persons = [] if wrote else found.persons[:-1]
            continue
        named, colon, rest = word.partition(":")
        announced = announced_by(named.lower())
        if announced in _WHOLE_LINE and colon:
            return None  # its value is told by `read_credits`
        if not announced and _ROLE.fullmatch(named):  # 特约通讯员 柳某某
            announced = "author"
        staff = _STAFF.fullmatch(named)
        if not announced and staff and (rest or _is_followed_by_name(text, end)):
            announced = "author" if staff["role"] == "记者" else "editor"
            if is_medium(staff["paper"]):
                found.media.append(text[start : start + len(staff["paper"])])
            found.kinds.append(announced)
            label, kind, bare = staff["role"], announced, False
            if not rest:
                continue
            start, word, announced = end - len(rest), rest, ""
        if announced and (colon or _ROLE.fullmatch(named) or _is_bare_label(named, announced)):
            label, kind = named, announced
            bare = not colon
            found.bare = found.bare or bare
            found.kinds.append(kind)
            if not rest:
                continue
            start, word = end - len(rest), rest
        elif colon and not rest:  # a label that we do not know: its value is nobody's name
            label, kind, bare = named, "unknown", False
            found.strange.append(named)
            found.unknown.append(named)
            continue
        value = text[start : start + len(word)].strip("·•:：-")
        word = word.strip("·•:-")
        if word and not _is_something(word, value, label, kind, start, roles, found):
            found.strange.append(value)
        if (bare and not is_person(value)) or kind in ("tool", "section"):
            label = kind = ""
    # 记者 柳某某　岑某某 摄: behind the last name it says what that one did.
    if (
        word in _DONE - _WROTE
        and kind
        and len(found.authors) > 1
        and text.endswith(word)
        and not _BOTH.search(text)
    ):
        found.authors.pop()
    return found


def _without_body(match: re.Match[str]) -> str:
    """柳某某（某某研究院）: where one works is not who publishes. Of one length."""
    if not (is_person(match["name"]) and is_organisation(match["body"])):
        return match.group()
    return match["name"].ljust(len(match.group()))


def _is_followed_by_name(text: str, end: int) -> bool:
    """每经记者 柳某某: what the paper's short name and the role belong to."""
    behind = re.match(r"[\s:：]*([\u3400-\u9fff·]{2,4})(?![\u3400-\u9fff])", text[end : end + 12])
    return bool(behind and is_person(behind.group(1)))


def _one_word(match: re.Match[str]) -> str:
    """Lena Xu → Lena~Xu, of one length; a label before a name stays apart."""
    words = match.group().split(" ")
    lead = 1 if words[0].lower() in labels() or "~" in words[0] else 0
    return " ".join([*words[:lead], "~".join(words[lead:])]) if words[lead:] else match.group()


def _without_edition(work: str) -> tuple[str, bool]:
    """第 06 版: one word, whatever gaps it has."""
    bare, times = _SPACED_EDITION.subn(lambda match: " " * len(match.group()), work)
    return bare, times > 0


def _is_bare_label(word: str, kind: str) -> bool:
    """来源 某某报, 记者 柳某某, By Liu: labels that need no colon."""
    if kind == "section":
        return word[:1].isascii()
    return kind in ("author", "source", "editor", "photo", "date", "written") and (
        word in _bare_labels() or word[:1].isascii()
    )


@cache
def _bare_labels() -> frozenset[str]:
    return frozenset(
        label
        for kind, words in table("credits").items()
        if kind in ("author", "source", "editor", "photo", "date", "written")
        for label in words.split()
        if len(label) >= 2
    ) | {"文", "图", "摄", "译"}


def _is_something(
    word: str,
    value: str,
    label: str,
    kind: str,
    start: int,
    roles: tuple[Role, ...],
    found: _Found,
) -> bool:
    """Whether the word is understood; what it says is added to `found`."""
    if _COUNT.fullmatch(word) or word.lower() in _COUNTED:
        found.counts += 1
        return True
    if _EDITION.fullmatch(word):
        found.edition = True
        return True
    if _SMALL.fullmatch(word) or _AT_WORK.fullmatch(word):
        return True
    if is_column(word):
        return True
    if _is_button(word) or _ABOUT.fullmatch(word):
        found.counts += 1
        return True
    working = _ROLE.match(word)
    if working:  # 记者柳某某
        rest = value[working.end() :]
        people = names_in(rest) if rest else ()
        if people or not rest:
            found.authors.extend(people)
            found.kinds.append("author")
            found.anchors += bool(people)
            return True
    named = found.authors and is_person(found.authors[-1])
    if kind == "author" and named and not is_person(value) and len(value) in (2, 4):
        return True  # 记者 王某某 无锡 报道: where from
    if kind == "unknown":
        return True
    value = value.lstrip("@")
    if kind == "author" and _GROUP.search(word):
        return _signed(value, label, kind, found)
    if kind in _SIGNED_KINDS and _may_sign(value, word):
        return _signed(value, label, kind, found)
    # 来源：某某新闻·某栏目 looks like a foreign name.
    named_long = is_person(value) and len(value) == _LONG_NAME  # 首发于江边的水
    if (
        kind == "source"
        and (not is_person(value) or "·" in value or named_long)
        and not _is_button(word)
    ):
        return _credited(value, start, found)
    if kind == "source" and is_person(value) and found.sources:
        found.authors.append(value)
        return True
    if kind in _OTHER_FACTS and len(word) <= 20:
        found.anchors += 1
        return True
    called = next((one.name for one in roles if one.start <= start < one.end), "")
    if called == "author" and _may_sign(value, word):
        found.persons.append(value)
        found.kinds.append("author")
        found.anchors += is_person(value)
        return True
    if called == "source" and 2 <= len(value) <= 20 and word not in COLUMNS:
        return _credited(value, start, found)
    if is_person(value):
        found.persons.append(value)
        return True
    if is_medium(word) or is_organisation(value):
        # 文：公共管理学院 黄岑 says where the author works, and not who publishes.
        works = kind in _SIGNED_KINDS and not is_medium(word)
        (found.bodies if works else found.media).append(value)
        found.anchors += bool(kind)  # 出品｜某某观察
        return True
    return False


def _may_sign(value: str, word: str) -> bool:
    """A person, or a pen name: what a label of authors may announce."""
    return is_person(value) or (
        bool(_PEN_NAME.fullmatch(value)) and not is_medium(word) and not is_organisation(value)
    )


def _signed(value: str, label: str, kind: str, found: _Found) -> bool:
    found.anchors += 1
    if kind == "author":
        found.authors.append(value)
        found.spoken = found.spoken or (label in _SPEAKERS and not is_person(value))
    return True


def _credited(value: str, start: int, found: _Found) -> bool:
    found.anchors += 1
    found.kinds.append("source")
    before = found.sources[-1] if found.sources else ""
    if before and start == found.source_end + 1 and (before.isascii() or value.isascii()):
        found.sources[-1] = f"{before} {value}"  # Delta Review
    else:
        found.sources.append(value)
    found.source_end = start + len(value)
    return True


def _is_button(word: str) -> bool:
    return len(word) <= 12 and junk_kind(word) in _BUTTONS


def _verdict(found: _Found, *, placed: bool) -> Credits | None:
    strange = sum(map(len, found.strange))
    if not found.anchors and not (placed and found.counts and not strange):
        return None
    if strange and not (placed and strange <= _MOST_STRANGE and len(found.strange) <= 2):
        return None
    if found.spoken and found.anchors < 2 and not found.bare:
        return None  # 记者：请讲, but 整理丨某人
    if len(found.sources) > 4 or len(found.persons) > 8:
        return None
    # A pen name in the author's place is one, unless a person stands there too.
    people = [name for name in found.persons if is_person(name)]
    authors = [*found.authors, *(people or found.persons)]
    if any(map(is_person, authors)):  # 文／政策专员 程某某
        authors = [name for name in authors if not is_post(name)]
    source = _whole(found.sources)
    bodies = [] if found.authors else found.bodies
    media = [name for name in map(medium_name, [*found.media, *bodies]) if name]
    poster: str | None = None
    for word in [one for one in found.strange if one not in found.unknown]:
        # A name beside the date, and no other: a short one only where the author is named too.
        longest = 2 if found.dates and authors else 4
        if _OCCASION.match(fold(word)):
            return None
        if source is None and _is_pen_name(word, found, authors):
            poster = word  # 村路上的老宋　2019-02-03 21:46
        if source is None and not media and len(word) >= longest and not word.isascii():
            media.append(medium_name(word))
    dates = found.dates or found.updated
    if dates:  # 2023年第17期　出版日期 2023年5月8日
        dates = sorted(dates, key=lambda date: (not date.startswith(dates[0]), -len(date)))
    kinds = found.kinds + (["author"] if authors else []) + (["source"] if media else [])
    kind = block_kind(kinds) if kinds else "tool"
    if found.edition and media and not authors:
        kind = "running_head"  # 某某日报　2023年6月9日　星期五　第3版
    return Credits(
        kind=kind,
        authors=tuple(dict.fromkeys(authors)),
        publisher=source,
        medium=media[0] if media else None,
        date=dates[0] if dates else None,
        written=found.written[0] if found.written else None,
        poster=poster,
        sure=not strange,
    )


def _is_pen_name(word: str, found: _Found, authors: list[str]) -> bool:
    """A word beside the date that names no medium and no body, where nobody else is named."""
    folded = fold(word)
    return (
        bool(found.dates)
        and not authors
        and not found.media
        and not found.unknown
        and bool(re.fullmatch(r"[\u3400-\u9fff_·]{3,8}", word))
        and not looks_like_medium(word)
        and not is_organisation(word)
        and not _OCCASION.match(folded)
        and folded[-1] not in "版刊报网社局部办会区县市省镇村"
    )


def _whole(sources: list[str]) -> str | None:
    names = [name for name in map(medium_name, sources) if name]
    return names[0] if names else None
