"""Reads a sentence that says where a text was printed first, and who wrote it.

（原载2023年6月9日《某某日报》，作者柳某某） or 以下文章来源于某某夜话，作者柳某某 comes in, its
credits go out. Not obvious: 转载请注明来源 names whose page it is and not where the text is
from, so of fine print only a line that opens with 本文转载自 and its kin is believed.
"""

from __future__ import annotations

import re

from generator.clean.characters import fold
from generator.clean.dates import find_date
from generator.clean.facts import Credits
from generator.clean.media import is_medium, medium_name
from generator.clean.names import is_organisation, is_person, names_in

_LED_BY = (
    r"(?:来源|转自|转载自|原载|摘自|选自|首发|刊于|原刊|据)[于自]?[:\s]*"
    r"(?:微信)?(?:公众号|视频号|头条号)?[:\s]*"
)
_PRINTED = re.compile(
    rf"《(?P<title>[^《》]{{2,20}})》|{_LED_BY}[“\"「](?P<quoted>[^“”\"「」]{{2,16}})[”\"」]"
    rf"|{_LED_BY}(?P<plain>[\u4e00-\u9fff]{{2,14}}?(?:报|网|社|台|刊|杂志|新闻|公众号|发布|在线|观察|财经))"
)
_OPENS = re.compile(
    r"(?:编者按[:|]?\s*)?(?P<bracket>[(\[【])?\s*(?P<text>(?:以下|本|此|该|原)(?:文章?|稿)|文章|稿件)?"
    r"\s*(?:(?:已?经|获)[^,。]{0,10}?授权,?)?(?:发布,?)?"
    r"\s*(?:来源于|来源自|来自于?|源自|出自|转载自|转自|转载于|摘编?自|节选自|整理自|改编自|编译自|选编?自"
    r"|(?:首先|首次|最早|最先|最初)?(?:首发|发布|登载|见)于|(?:首先|首次|最早|最先|最初)(?:发表|刊发|刊登|刊)于|发表于|刊发于|刊登于|原载于?|原刊于|刊于)"
    r"\s*(?P<sign>(?:微信)?(?:公众号|视频号|头条号)?[:\s]*[“\"「《]?)(?P<name>[^\s\d“”\"「」《》(),,。:;][^\s“”\"「」《》(),,。:;]{1,15})"
)
# （根据录音整理。原载《某某》2018年10月15日第3版，有删节）
_IN_BRACKETS = re.compile(
    r"\([^()]{0,60}(?:原载|原刊|刊于|选自|摘自)[于自]?《[^《》]+》[^()]{0,60}\)"
)
# （本文为会议发言的摘编，未经本人审阅。来源：某某网）
_SOURCE_IN_BRACKETS = re.compile(
    r"[(\[【](?:[本此该]文|[本此该]稿|文章|稿件|根据|据|有删)[^()]{0,70}[,。;\s](?:来源|转自|原载)[:于自][^()。]{2,20}。?[)\]】]"
)
_WRITTEN_BY = re.compile(
    r"作者\s*(?P<colon>[:|/丨]?)\s*(?P<name>[\u3400-\u9fff·]{2,6}?)(?=[\s,。;()、|]|$)"
)
_REPORTED_BY = re.compile(
    r"(?:记者|通讯员|撰文|采写)[\s:/|]*(?P<name>[\u3400-\u9fff·]{2,4}(?:[\s、][\u3400-\u9fff·]{2,4})?)(?=[\s,。;()、|]|$)"
)
# 新闻稿由某某局发布
_RELEASED_BY = re.compile(
    r"(?:本?新闻稿|本稿|稿件|本文|此文)由(?P<name>[\u4e00-\u9fff]{3,20}?)(?:发布|发出|提供|供稿|发表)[。.]?"
)
# 转载自其他媒体, 首发于个人博客: nobody in particular.
_NO_NAME = re.compile(
    r"(?:我的|个人|作者|本人|他的|她的)?(?:博客|网站|主页|公众号|网络|互联网|网页|空间|专栏|日记)"
    r"|(?:[我本你他她]|其[他它]|各|相关|公开|网络|互联网|第三方|用户|网友|作者|原作者|媒体|外部|以上|授权).*"
)
_LONGEST = 160


def is_reprint_note(text: str) -> bool:
    """以下文章来源于某某夜话 ，作者柳某某 or （本文发表于《某某》2023年第3期） alone in a block.

    本文来自多年的思考 is a sentence: what is named must be named as a medium is.
    """
    if len(text) > _LONGEST or text.count("。") > 1:
        return False
    folded = fold(text.strip())
    if any(one.fullmatch(folded) for one in (_IN_BRACKETS, _SOURCE_IN_BRACKETS, _RELEASED_BY)):
        return True
    opened = _OPENS.match(fold(text))
    if not opened or not (opened["text"] or (opened["bracket"] and text[-1] in ")）]】")):
        return False
    account = (opened["text"] or "").startswith("以下")
    return account or bool(opened["sign"]) or is_medium(opened["name"])


def read_reprint(text: str, *, fine_print: bool = False) -> Credits:
    """What the line says; empty where it names nobody."""
    folded = fold(text)
    opened = _OPENS.match(folded)
    if fine_print and not (opened and (opened["sign"] or is_medium(opened["name"]))):
        return Credits(kind="source_credit")  # a bare word may be anybody
    publisher: str | None = None
    if opened:  # first: 本文转载自某某夜话，原题《…》
        publisher = text[opened.start("name") : opened.end("name")]
    elif named := _PRINTED.search(folded):
        group = next(group for group in ("title", "quoted", "plain") if named.group(group))
        publisher = text[named.start(group) : named.end(group)].strip()
    if publisher and _NO_NAME.fullmatch(fold(publisher)):
        publisher = None
    if released := _RELEASED_BY.fullmatch(folded.strip()):
        publisher = text.strip()[released.start("name") : released.end("name")]
    dated = find_date(text)
    writers: tuple[str, ...] = ()
    if signed := _WRITTEN_BY.search(folded):
        name = text[signed.start("name") : signed.end("name")]
        # 作者：阿岸: the label says so, whatever the surname.
        if is_person(name) or (signed["colon"] and not is_organisation(name)):
            writers = (name,)
    elif reported := _REPORTED_BY.search(folded):
        writers = names_in(text[reported.start("name") : reported.end("name")])
    publisher = medium_name(publisher) or None if publisher else None
    return Credits(
        kind="source_credit",
        publisher=None if fine_print else publisher,
        medium=publisher if fine_print else None,  # named in passing
        date=dated[0] if dated and not fine_print else None,
        writers=writers,
    )
