"""As-of dates of figures, and whether a figure is so already or is aimed at.

In: folded text, the span of a statement, the article's date. Out: (offset, ISO date or period) of
each date that can be a figure's. A date in a title (《…》) or in quotes is part of a name, one
after 比 or 较 is only compared with, 2019年以来 tells when something began: none is a figure's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from generator.digest.leaping import Leaping
from generator.digest.numerals import digits_of, han_digit

_DATE = Leaping(
    r"(?P<roc>民国\s?)?(?P<year>(?:19|20)\d{2}|(?<!\d)1[01]\d(?=\s?(?:学)?年)|[去今明上前本]|"
    r"二[〇○零][〇○零一二三四五六七八九]{2})"
    r"\s?(?:学)?年(?:初|全年|度)?(?P<rest>\s?(?P<half>上半年|下半年)|"
    r"\s?(?:第?(?P<quarter>[一二三四1-4])季度?|(?P<three>前三季度)|"
    r"[前首](?P<first>[两二三四五六七八九十]|十一)个月)"
    r"|\s?(?P<from>\d{1,2})\s?(?:月\s?)?[-—–~至到]\s?(?P<to>\d{1,2})\s?月|"
    r"\s?(?P<month>\d{1,2}|十[一二]?|"
    r"[一二三四五六七八九])\s?月(?:\s?(?P<day>\d{1,2})\s?[日号])?)?"
    r"|(?P<plain>20\d{2})(?=[\u4e00-\u9fff])(?!年)"
    r"|[“‘]?(?P<plan>十[二三四五六])五[”’]?(?:末|期末|期间|时期)"
    r"|(?<![年\d])(?P<within>年内)|[今]?(?P<season>[上本今]季)(?!度?[军后])"
    r"|(?P<moon>[上本当]个?月)(?!月)"
    r"|(?<![\d年个第])(?P<bare>\d{1,2})月(?:(?P<bareday>\d{1,2})[日号]|[底末份初中]|"
    r"(?=[，,起至前]))"
    r"|(?<![年第\d])(?:第?(?P<barequarter>[一二三四])季度|(?P<barehalf>上半年|下半年))",
    first=r"\d民去今明上前本当二“‘十年第一三四下",
)
_PLAN_END = {"十二": "2015", "十三": "2020", "十四": "2025", "十五": "2030", "十六": "2035"}
_COMPARED = re.compile("(?:比|较|与|相比|对比|同)$")
_BEGUN = re.compile(r"(?:底|末|初|[\d日月]*)?(?:[\u4e00-\u9fff]{0,6}?以来|起(?=[，,。施实])|开始)")
_NAMES = {"“": "”", "《": "》", "‘": "’", "【": "】"}
_OPENS_NAME = re.compile(f"[{''.join(_NAMES)}]")
_COUNTED_BY = frozenset("个家项条座所人户台万亿元次件名位多余核种辆张份套公平米吨度小兆千")
# A sentence about the present takes no date from the one before.
_NOW = re.compile(
    "^(?:[一二三四五六七八九十]+年后|今天|目前|如今|现在|截至目前|当前|眼下|迄今|至今|到目前)"
)

_TARGET = Leaping(
    "力争|争取|(?<![为于过成额])(?<!年度)(?<!预期)目标|预估|估计|(?<![材资原燃饮颜塑肥饲物衣用食涂染香])料(?=可|将|会|能|年|明)|可望|"
    "(?<!行动)(?<!年度)(?<!全年)(?<!投资)(?<![”’])计划(?=[^，,。；;]{0,8}?"
    "(?:[新再续扩建增设开投装改种招引培]|完成|实现|达|启动|推出|安排|覆盖|提升|压减))|预计|拟|有望|再建|再新增|再培育|"
    "到[“‘]?十.五|[三两二四五六七八九十\\d]年内|年内|"
    "努力(?:实现|达到|建成)|确保|规划(?:建设|到)|将(?!近|军|其|于\\d|"
    "[^，,。；;]{1,12}(?:作为|视为|列为|纳入|与|和|从|由|转))|"
    "(?:到|至)20\\d{2}年(?:底|末|年底)?(?!\\d|\\s?\\d|以来|上半年|下半年)|推进\\s?\\d|"
    "年底之?前|要(?=压|达|减到|增到|建成|升|降|提)|会(?=增|升|达|降|扩|减|铺|新?建|开[设办]|投|推出|设)|原定|"
    "(?:不低于|不少于)(?=\\d)|明年",
    first="\\d力争目预估料可计拟有再到三两二四五六七八九十年努确规将至推要会原不明",
)
_DONE = re.compile(
    "截至|截止|累计|已经?(?!定)|了|曾|目前|去年|完成了|实现了|建成了|仍(?:没有|未)|共有|荣获|获评"
)


def dates(
    text: str, start: int, end: int, published: str | None, traditional: bool, near: str | None
) -> Iterable[tuple[int, str]]:
    """The dates of a statement. `near` is one told before: it gives 12月 its year."""
    named = _in_names(text, start, end)
    for match in _DATE.finditer(text, start, end):
        at = match.start()
        if match["plan"]:
            yield at, _PLAN_END[match["plan"]]
            continue
        if at in named:
            continue
        if _COMPARED.search(text, max(start, at - 3), at):
            continue
        if match["plain"]:
            if text[match.end() : match.end() + 1] not in _COUNTED_BY:
                yield at, match["plain"]
            continue
        if match["year"] not in ("今", "本") and _BEGUN.match(text, match.end()):
            continue
        period = _period(match, published, traditional, near)
        if period:
            yield at, period


def _in_names(text: str, start: int, end: int) -> set[int]:
    """Offsets within names and titles; a whole quoted speech is none."""
    named: set[int] = set()
    for opener in _OPENS_NAME.finditer(text, start, end):
        index = opener.start()
        last = text.find(_NAMES[opener[0]], index, min(end, index + 24))
        if last > 0:
            named.update(range(index + 1, last))
    return named


def _period(
    match: re.Match[str], published: str | None, traditional: bool, near: str | None
) -> str | None:
    if match["within"]:
        return published[:4] if published and published[:4].isdigit() else near and near[:4]
    if match["season"]:
        return _quarter_of(match["season"], published)
    if match["moon"]:
        return _month_of(match["moon"], published, near)
    if match["bare"] or match["barequarter"] or match["barehalf"]:
        month = int(match["bare"]) if match["bare"] else 0
        year = _year_about(month, published, near)
        if year is None or month > 12:
            return None
        if match["barequarter"]:
            return f"{year}Q{han_digit(match['barequarter'])}"
        if match["barehalf"]:
            return f"{year}H{1 if match['barehalf'][0] == '上' else 2}"
        day = f"-{int(match['bareday']):02}" if match["bareday"] else ""
        return f"{year}-{month:02}{day}"
    year = _year(match["year"], bool(match["roc"]), published, traditional)
    if year is None:
        return None
    if match["half"]:
        return year + ("H1" if match["half"].startswith("上") else "H2")
    if match["three"]:
        return f"{year}Q1/Q3"
    if match["quarter"]:
        quarter = match["quarter"]
        return f"{year}Q{quarter if quarter.isdigit() else han_digit(quarter)}"
    if match["first"]:
        return f"{year}-01/{year}-{_month(match['first'].replace('两', '二')):02}"
    if match["from"]:
        return f"{year}-{int(match['from']):02}/{year}-{int(match['to']):02}"
    if match["month"]:
        day = f"-{int(match['day']):02}" if match["day"] else ""
        return f"{year}-{_month(match['month']):02}{day}"
    return year


def _month(written: str) -> int:
    if written.isdigit() and written.isascii():
        return int(written)
    tens, _, ones = written.rpartition("十")
    if "十" in written:
        return 10 + (han_digit(ones) if ones else 0)
    return han_digit(ones or tens)


def _year(written: str, roc: bool, published: str | None, traditional: bool) -> str | None:
    if written.isdigit():
        if len(written) == 4:
            return written
        # 民国113年, and in Traditional texts plain 113年, count from 1911.
        return str(int(written) + 1911) if roc or traditional else None
    if len(written) == 4:
        return digits_of(written.replace("○", "〇"))
    if published is None or not published[:4].isdigit():
        return None
    offset = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1}[written]
    return str(int(published[:4]) + offset)


def _year_about(month: int, published: str | None, near: str | None) -> str | None:
    """The year of a month told without one: that of the text before, or the last such month."""
    if near and near[:4].isdigit():
        return near[:4]
    if not published or not published[:4].isdigit():
        return None
    year = int(published[:4])
    if month and published[5:7].isdigit() and month > int(published[5:7]):
        year -= 1
    return str(year)


def _month_of(written: str, published: str | None, near: str | None) -> str | None:
    if written[0] == "当":
        return near[:7] if near and len(near) >= 7 and near[4] == "-" else None
    if not published or not published[5:7].isdigit():
        return None
    months = int(published[:4]) * 12 + int(published[5:7]) - 1 - (written[0] == "上")
    return f"{months // 12}-{months % 12 + 1:02}"


def _quarter_of(written: str, published: str | None) -> str | None:
    """上季 of an article of May is the first quarter."""
    if not published or not published[5:7].isdigit():
        return None
    quarters = int(published[:4]) * 4 + (int(published[5:7]) - 1) // 3 - (written[0] == "上")
    return f"{quarters // 4}Q{quarters % 4 + 1}"


def is_about_now(statement: str) -> bool:
    return bool(_NOW.match(statement))


_PLANNED = re.compile(
    "重点(?:工作|任务)|主要任务|工作(?:安排|部署|打算|计划|思路)|下一步|下阶段|目标任务|主要目标|发展目标|展望|"
    "今后|未来|明年|新一年|行动计划|施政重点|要做什么|[将要](?:怎么|如何)做"
)


def is_planned(heading: str | None) -> bool:
    """Whether a section tells of what is to be done: 四、明年重点工作."""
    return bool(heading and _PLANNED.search(heading))


def kind_of(
    text: str,
    start: int,
    at: int,
    date: str | None,
    published: str | None,
    planned: bool = False,
) -> Literal["actual", "target"]:
    """Whether what stands before the number tells of an aim, or its date lies ahead."""
    before = text[start : at + 2]
    marks = list(_TARGET.finditer(before))
    if marks:
        done = [match.end() for match in _DONE.finditer(before)]
        past = date is not None and published is not None and date[:4] < published[:4]
        if not past and not (done and done[-1] > marks[-1].start()):
            return "target"
        return "actual"
    if planned and not _DONE.search(before):
        return "target"
    return "target" if date and published and date[:4] > published[:4] else "actual"


_NOW_WORD = re.compile("目前|如今|现在|今天|当前|至今")


_NEAR = 80
_FROM = re.compile("(?:由|从|自)[^，,。；;\\d年月]{0,6}$")
_TO = re.compile(
    "[^，,。；;\\d]{0,4}?(?:增|减|降|升|提|缩|扩|压|涨|跌|变|调|发展|改|延|拓)[^，,。；;\\d]{0,4}?(?:到|至|为)"
)


def is_overtaken(text: str, told: int, at: int) -> bool:
    """由2021年的1173个减到目前的614个: the second number is not of 2021."""
    return bool(_NOW_WORD.search(text, max(told, at - _NEAR), at))


def is_where_it_began(text: str, start: int, at: int, end: int) -> bool:
    """去年由28万吨增至30万吨: the first number is of no date that is told."""
    return bool(_FROM.search(text, max(start, at - 12), at) and _TO.match(text, end))
