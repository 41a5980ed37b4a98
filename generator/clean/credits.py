"""Reads a line of credits: 来源：…　作者：…　2023-09-06 08:31, or a by-line of a newspaper.

One short block comes in; who wrote, published and edited it goes out, or None where the block is
not made of credits alone. Not obvious: an interview writes 记者：你怎么看？, so a label only counts
when what follows it can be what it announces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from generator.clean.characters import fold
from generator.clean.dates import find_date
from generator.clean.names import is_name_line, is_organisation, is_person, names_in
from generator.clean.tables import table, word_set

_SPACED_LABELS = re.compile(
    r"来\s*源(?=\s*:)|作\s*者(?=\s*:)|编\s*辑(?=\s*:)|时\s*间(?=\s*:)|标\s*题(?=\s*:)|日\s*期(?=\s*:)"
)
_JOINT_LABELS = re.compile(
    r"(?<![\u4e00-\u9fff])((?:撰文|文字|文|图|图片|图片摄影|摄影|采访|采写|采编|整理|编辑|策划|设计|制图|记者|通讯员|剪辑|视频)"
    r"(?:\s*[、/&和及.·]\s*(?:撰文|文字|文|图|图片|摄影|采访|采写|整理|编辑|策划|设计|制图|通讯员|剪辑|视频|报道))+)\s*:"
)
_MEDIUM = (
    r"(?:《[^《》]{2,14}》|[^\s,。:;、/()]{1,12}?(?:报道|日报|晚报|时报|早报|商报|报|网|社|周刊|杂志|新闻|财经|"
    r"电视台|电台|客户端|频道|融媒体中心|融媒体|传媒|全媒体?|融媒|观察|中心|发布|在线|热线|论坛|之声|网站|资讯|月刊|半月谈|时评))"
)
OWN = r"(?:本报|本刊|本网|本台|本社|本站)"
ROLE = (
    r"(?:(?:首席|特约|特派|实习|见习|全媒体|融媒体|综合|驻[^\s]{1,6}?|高级)*"
    r"(?:记者|通讯员|特派员|撰稿人|撰稿|编译|评论员))"
)
_BYLINE = re.compile(
    rf"(?:[【〔\[(]{OWN}讯[】〕\])]\s*)?[【〔\[(]?\s*(?:(?P<own>{OWN})|(?P<medium>{_MEDIUM}))?\s*(?P<role>{ROLE})[\s:/|]*(?P<rest>[^。!?]{{2,60}}?)\s*[】〕\])]?"
)
_PLACED = re.compile(
    r"(?P<names>.*?)[\s/|]*(?P<place>[^\s/|]{2,12}?(?:[\s、/][^\s/|]{2,8}?)?)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"(?:综合|专题|摄影|图文|独家)?(?P<verb>报道|报导|电|讯|专电|摄|采访|综合报道|特稿)$"
)
_OWN_WORDS = re.compile(rf"{OWN}讯?")
# （数据学院　供稿）
_GIVEN_BY = re.compile(
    r"[(【\[]?\s*([^\s,。:;()]{2,20}(?:\s[^\s,。:;()]{2,4})?)\s*(?:供稿|提供稿件|撰稿|投稿)\s*[)】\]]?"
)
# Days of something else than the article: 注册时间 2014-2-1.
OTHER_DAY = re.compile(
    r"(?:注册|登录|登陆|生日|收稿|修回|截稿|截止|活动|有效|成立|开始|结束|加入|上线|开馆)\S{0,4}$"
)
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
_PICTURE_CREDIT = re.compile(
    r"\(?(?:资料照片?|资料图片?|档案照片?|图片?[/:]|照片[:,])[^()。]{0,30}\)?"
)
_AFFILIATION = re.compile(
    r"\(?(?:本文|第一)?作者(?:单位|系|为|是|现任|分别)[^。]{2,100}。?\)?"
    r"|\([\u4e00-\u9fff]{2,4}(?:系|为|,)[^。()]{4,60}"
    r"(?:教授|研究员|院长|主任|会长|所长|博士|学者|讲师)\)"
)
_WRITER = (
    re.compile(r"^\(?(?:本文)?作者(?:简介)?[:\s]*([\u4e00-\u9fff]{2,4}?)\s*(?:[,(]|系|为|是|现)"),
    re.compile(r"^\(([\u4e00-\u9fff]{2,4}?)(?:[,(]|系|为)"),
    re.compile(r"[\s,]([\u4e00-\u9fff]{2,3})\)?$"),
)
_INTRODUCED = re.compile(r"[\u3400-\u9fff·]{2,4}(?=[，,（(])")
_NAMED_BEFORE = re.compile(
    r"《(?P<title>[^《》]{2,20})》"
    r"|(?P<plain>[^\s,。:;、/|()《》]{2,14}(?:报|网|社|周刊|杂志|新闻|时报|财经|研究|观察|评论))"
)
_ALMOST_NOTHING = re.compile(r"[\s\-—–_|/·•,;:.()\[\]【】<>*※▲△◎]*")
_SIZES = re.compile(r"[大中小\s+\-A\[\]|TtxX]{1,14}")


@cache
def labels() -> dict[str, str]:
    """Label → what it announces."""
    return {label: kind for kind, words in table("credits").items() for label in words.split()}


@cache
def _label() -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, labels()), key=len, reverse=True)
    return re.compile(
        rf"(?<![\u4e00-\u9fffA-Za-z])({'|'.join(longest_first)})\s*:\s*"
        # 文｜某某, 图／某某: only what people sign with; 视频 | 专题 is a menu.
        r"|(?<![\u4e00-\u9fff])(文|图|图片|摄影|撰文|编辑|责编|记者|作者|采写|文字|校对|排版|来源|撰稿"
        r"|监制|审核|制图|设计|[一二三]审|初审|复审|终审|策划|主编|值班编辑|统筹|校审|审校|编审|图源|图文|供稿|视频|剪辑|值班主任)\s*[|/丨]\s*"
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
    written: str | None = None  # the day a notice was signed
    original_title: str | None = None
    keywords: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()  # told in passing: authors where no by-line names any
    url: str | None = None
    sure: bool = True  # False: some of its words are only understood by where they stand


def read_credits(text: str, *, lenient: bool = False) -> Credits | None:
    """`lenient`: the block stands where a page keeps its credits."""
    if len(text) > 300 or text.count("。") > 1:
        return None  # no credits are told in two sentences
    folded = fold(text)
    folded = _JOINT_LABELS.sub(_one_label, folded)
    folded = _SPACED_LABELS.sub(lambda match: _spread(match.group()), folded)
    if _PICTURE_CREDIT.fullmatch(folded.strip()):
        return Credits(kind="photo_credit")
    if _AFFILIATION.fullmatch(folded.strip()):
        return Credits(kind="affiliation", writers=_writers(text, folded))
    if folded.startswith(("今天", "今日")):
        return None  # 今天是2023年9月6日 stands over every page of a site
    marked = list(_label().finditer(folded))
    if marked:
        return _labelled(text, folded, marked, lenient=lenient)
    byline = _byline(text, folded)
    if byline:
        return byline
    if _DESK.fullmatch(folded.strip()):
        return Credits(kind="byline")
    given = _GIVEN_BY.fullmatch(folded.strip())
    if given:
        name = text.strip()[given.start(1) : given.end(1)].strip()
        if is_organisation(name) or _MEDIUM_TOKEN.fullmatch(fold(name)):
            return Credits(kind="source_credit", publisher=name)
        if is_name_line(name):
            return Credits(kind="byline", authors=names_in(name))
    found = find_date(text)
    if found and len(folded) <= 40:
        rest = folded[: found[1]] + folded[found[2] :]
        if _ALMOST_NOTHING.fullmatch(rest):
            return Credits(kind="date", date=found[0])
        if lenient and len(rest) <= 20 and not OTHER_DAY.search(rest.rstrip(": ")):
            name = text[: found[1]].strip(" |·\u3000") or text[found[2] :].strip(" |·\u3000")
            authors = names_in(name)
            return Credits(kind="byline" if authors else "date", date=found[0], authors=authors)
    return None


def _is_short_name(value: str) -> bool:
    """Three characters that name no body: a person whose surname is rare."""
    return bool(re.fullmatch(r"[\u3400-\u9fff]{2,3}", value)) and not is_organisation(value)


def _one_label(match: re.Match[str]) -> str:
    """撰文、摄影: → 撰文:, as long as before: who did both wrote."""
    words = re.split(r"\s*[、/&和及.·]\s*", match.group(1))
    kinds = [labels().get(word, "") for word in words]
    word = words[kinds.index("author")] if "author" in kinds else words[0]
    return f"{word}:".rjust(len(match.group()))


def _writers(text: str, folded: str) -> tuple[str, ...]:
    """（作者柳某某系某某大学教授）, （柳某某，某某大学教授）: the name."""
    for pattern in _WRITER:
        match = pattern.search(folded)
        if match:
            name = text[match.start(1) : match.end(1)]
            # 作者简介：沐阳，…: the label says so, whatever the surname.
            if is_person(name) or (match.start() == 0 and folded.lstrip("(")[:4] == "作者简介"):
                return (name,)
    return ()


def _spread(label: str) -> str:
    """来　　源 → as long as before, with the label's own characters together at its end."""
    word = "".join(label.split())
    return word.rjust(len(label))


def _labelled(
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
        value = text[match.end() : end].strip(" \u3000|｜/／;；,，、()（）[]【】<>-—·\t")
        values.append(value)
        label = next(group for group in match.groups() if group)
        kind = labels()["".join(label.lower().split())]
        dated = find_date(value)
        if dated and kind == "written":
            written = dated[0]
            value = ""
        elif dated and kind in ("date", "source", "author", "editor"):
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
        medium = medium_name(text[named.start(group) : named.end(group)])
        before = before[: named.start()] + before[named.end() :]
    before = _EDITION.sub("", before)
    longest = 16 if dated or lenient else 0
    if not _ALMOST_NOTHING.fullmatch(before) and len(before.strip()) > longest:
        return None
    return (dated[0] if dated else None), medium or None


def block_kind(kinds: list[str]) -> str:
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
        "written": "date",
        "section": "navigation",
        "tool": "tool",
    }
    return next(name for kind, name in names.items() if kind in kinds)


_SPACED_NAME = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
_PLACE_OF_WORK = re.compile(
    r"发自[\u4e00-\u9fff]{2,6}|[\u4e00-\u9fff]{0,6}(?:报道|报导|综合报道|专电)"
)
# 地方中心／綜合報導: a desk, and no name.
_DESK = re.compile(
    r"[【〔(]?[\u4e00-\u9fff]{2,8}(?:中心|组|社|部|报|网)\s*/\s*[\u4e00-\u9fff]{0,6}(?:报道|报导|整理)[】〕)]?"
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
_MEDIUM_TOKEN = re.compile(rf"《[^《》]{{2,14}}》|{_MEDIUM}")
# What a site calls its own sections, beside its name.
COLUMNS = word_set(
    "新闻 新聞 要闻 正文 首页 首頁 地方 社会 社會 财经 财经新闻 国内新闻 政策文件 新闻中心 "
    "深度 评论 观点 专题 特稿 人物 调查 热点 快讯 视频 图片 独家 原创 头条 推荐 教育 科技 汽车 "
    "房产 旅游 健康 文化 体育 娱乐 国际 国内 时政 民生 法治 军事 公益 副刊 港闻 两岸 生活 即时 "
    "政治 产经 焦点 滚动 本地 本地要闻 城市 城事 环境 环境频道 通知公告 工作动态 政务公开 "
    "数据发布 政策解读 领导活动"
)


def is_medium(folded: str) -> bool:
    """某某日报, 《某某》: by its last word."""
    return bool(_MEDIUM_TOKEN.fullmatch(folded))


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
    bare = _SPACED_NAME.sub(r"\1\2", bare)
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
        elif medium is None and _MEDIUM_TOKEN.fullmatch(word) and not _REPORTED.fullmatch(word):
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
    if not dated or len(text) > 60 or not re.search(r"第?\s*[\dA-Z]{1,3}\s*版|星期|报", fold(text)):
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
        if medium is None and _MEDIUM_TOKEN.fullmatch(word):
            medium = medium_name(token)
        elif len(word) <= 4 and others < 2:  # 要闻, 民生
            others += 1
        else:
            return None
    if medium is None:
        return None
    return Credits(kind="running_head", medium=medium, date=dated[0])


def _byline(text: str, folded: str) -> Credits | None:
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
        if not people:
            break
        names += people
    return names


def split_keywords(value: str) -> tuple[str, ...]:
    parts = re.split(r"[;；,，、/|｜\t]+", value)
    if len(parts) == 1:
        parts = value.split()
    return tuple(
        dict.fromkeys(part.strip(" \u3000:：") for part in parts if part.strip(" \u3000:："))
    )


_ISSUE_OF = re.compile(
    r"\s*《([^《》]{2,20})》\s*(?:[(（]?[\d０-９一二三四五六七八九〇○零年月日第期卷总號号版\s,，.。()（）-]+)?"
)


def medium_name(value: str) -> str:
    issue = _ISSUE_OF.fullmatch(value)  # 《白茆文艺》2015年第2期
    if issue:
        return issue.group(1)
    name = value.strip(" \u3000:：,，;；、《》“”「」()（）【】|｜·-—")
    name = re.sub(r"^(?:微信)?(?:公众[号號]|公眾[号號]|视频[号號])[\s:：]*[“「\"]?", "", name)
    name = re.sub(r"(?:[综綜]合(?:整理|[编編][辑輯]|[报報][道導])?|整理)$", "", name) or name
    return re.sub(r"(?:微信)?(?:公众号|公眾號)$|(?:讯|訊)$", "", name).strip(" “”「」")
