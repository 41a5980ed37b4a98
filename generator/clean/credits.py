"""Reads a line of credits: labels with their values, a by-line of a newspaper, a date alone.

One short block comes in; who wrote, published and edited it goes out, or None where the block is
not made of credits alone. Not obvious: an interview writes 记者：你怎么看？, so a label only counts
when what follows it can be what it announces.
"""

from __future__ import annotations

import re

from generator.clean.bylines import newspaper_byline
from generator.clean.characters import fold
from generator.clean.dates import find_date
from generator.clean.facts import Credits
from generator.clean.labelled import ALMOST_NOTHING, read_labelled
from generator.clean.labels import in_one_form, label_pattern
from generator.clean.media import is_medium
from generator.clean.names import POST_CODE, is_name_line, is_organisation, is_person, names_in

# （数据学院　供稿）
_GIVEN_BY = re.compile(
    r"[(【\[]?\s*([^\s,。:;()]{2,20}(?:\s[^\s,。:;()]{2,4})?)\s*(?:供稿|提供稿件|撰稿|投稿)\s*[)】\]]?"
)
# Days of something else than the article: 注册时间 2014-2-1.
OTHER_DAY = re.compile(
    r"(?:注册|登录|登陆|生日|收稿|修回|截稿|截止|活动|有效|成立|开始|结束|加入|上线|开馆)\S{0,4}$"
)
_PICTURE_CREDIT = re.compile(
    r"\(?(?:资料照片?|资料图片?|档案照片?|图片?[/:]|照片[:,])[^()。]{0,30}\)?"
)
_AT_HOME = re.compile(rf"\([^()。]{{4,60}}{POST_CODE}")
_AFFILIATION = re.compile(
    r"\(?(?:本文|第一)?作者(?:单位|系|为|是|现任|分别|[\u4e00-\u9fff]{2,4}?(?:系|为|是|,))[^。]{2,100}。?\)?"
    r"|\([\u4e00-\u9fff]{2,4}(?:系|现?为|现任)[^。()]{4,80}\)"
    r"|\([\u4e00-\u9fff·]{2,4},?(?:供职|就职|任职|工作|居|现居|来自|就读)[^。()]{2,60}\)"
    r"|\([\u4e00-\u9fff]{2,4},[^。()]{4,60}"
    r"(?:教授|研究员|院长|主任|会长|所长|博士|学者|讲师)\)"
)
_WRITER = (
    re.compile(r"^\(?(?:本文)?作者(?:简介)?[:\s]*([\u4e00-\u9fff]{2,4}?)\s*(?:[,(]|系|为|是|现)"),
    re.compile(r"^\(([\u4e00-\u9fff]{2,4}?)(?:[,(]|系|为|供职|就职|任职)"),
    re.compile(r"[\s,]([\u4e00-\u9fff]{2,3})\)?$"),
)
# 地方中心／綜合報導: a desk, and no name.
_EACH_WRITER = re.compile(r"[(,;]\s*([\u4e00-\u9fff]{2,4}?)(?:系|现?为|现任)")
_DESK = re.compile(
    r"[【〔(]?[\u4e00-\u9fff]{2,8}(?:中心|组|社|部|报|网)\s*/\s*[\u4e00-\u9fff]{0,6}(?:报道|报导|整理)[】〕)]?"
)


# 阿岸 12 主题 | 88 帖子 | 320 积分: who posts, beside a post of a forum.
_POSTER = re.compile(
    r"(?P<name>[^\s|]{1,16})\s+(?:\d[\d,.]*\s*(?:主题|帖子|回帖|积分|精华|好友)[\s|]*){2,}"
)

# 本帖最后由 某某 于 2013-9-8 09:12 编辑: what a forum writes over a post.
_EDITED = re.compile(r"本帖最后由\s*(?P<name>\S.{0,19}?)\s*于\s*\d{4}\D.{4,24}编辑")


def read_credits(text: str, *, lenient: bool = False) -> Credits | None:
    """`lenient`: the block stands where a page keeps its credits."""
    if len(text) > 300 or text.count("。") > 1:
        return None  # no credits are told in two sentences
    folded = in_one_form(fold(text))
    poster = _POSTER.fullmatch(folded.strip())
    if poster:
        name = text.strip()[poster.start("name") : poster.end("name")]
        return Credits(kind="byline", authors=(name,))
    edited = _EDITED.fullmatch(folded.strip())
    if edited:
        name = text.strip()[edited.start("name") : edited.end("name")].strip()
        return Credits(kind="byline", authors=(name,))
    if _PICTURE_CREDIT.fullmatch(folded.strip()):
        return Credits(kind="photo_credit")
    if _AT_HOME.fullmatch(folded.strip()):
        return Credits(kind="affiliation")
    if _AFFILIATION.fullmatch(folded.strip()):
        return Credits(kind="affiliation", writers=_writers(text, folded))
    if folded.startswith(("今天", "今日")):
        return None  # 今天是2023年9月6日 stands over every page of a site
    marked = list(label_pattern().finditer(folded))
    if marked:
        labelled = read_labelled(text, folded, marked, lenient=lenient)
        if labelled or not marked[0].start():
            return labelled  # 某某之声记者：柳某某，摄像：… may still be a by-line
    byline = newspaper_byline(text, folded)
    if byline:
        return byline
    if _DESK.fullmatch(folded.strip()):
        return Credits(kind="byline")
    given = _GIVEN_BY.fullmatch(folded.strip())
    if given:
        name = text.strip()[given.start(1) : given.end(1)].strip()
        if is_organisation(name) or is_medium(fold(name)):
            return Credits(kind="source_credit", publisher=name)
        if is_name_line(name):
            return Credits(kind="byline", authors=names_in(name))
    found = find_date(text)
    if found and len(folded) <= 40:
        rest = folded[: found[1]] + folded[found[2] :]
        if ALMOST_NOTHING.fullmatch(rest):
            return Credits(kind="date", date=found[0])
        if lenient and len(rest) <= 20 and not OTHER_DAY.search(rest.rstrip(": ")):
            name = text[: found[1]].strip(" |·\u3000") or text[found[2] :].strip(" |·\u3000")
            # 文章日期：2023年12月6日: a label that we do not know.
            authors = () if name.endswith((":", "：")) else names_in(name)
            return Credits(kind="byline" if authors else "date", date=found[0], authors=authors)
    return None


def _writers(text: str, folded: str) -> tuple[str, ...]:
    """（作者柳某某系某某大学教授）, （柳某某，某某大学教授）: the name."""
    each = [text[found.start(1) : found.end(1)] for found in _EACH_WRITER.finditer(folded)]
    if len(each) > 1 and all(map(is_person, each)):
        return tuple(each)
    for pattern in _WRITER:
        match = pattern.search(folded)
        if match:
            name = text[match.start(1) : match.end(1)]
            # 作者简介：沐阳，…: the label says so, whatever the surname.
            if is_person(name) or (match.start() == 0 and folded.lstrip("(")[:4] == "作者简介"):
                return (name,)
    return ()
