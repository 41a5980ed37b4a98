"""Figures: quantities as the sources state them, with what they count and when.

In: entries. Out: one `Figure` for each count, amount, share or rank, in reading order. Looked for
in the folded text, shown in the source's own words. Dates, ordinals, list numbers and names with
numbers in them (5G, 3+5+X, 第二届, 21世纪) are no figures; 三家 is one, 三个方面 is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from generator.digest.terms import squeeze
from generator.model import Article, Entry, Figure, Passage, PassageRef
from generator.split.sentences import sentence_spans

_HAN = "\u4e00-\u9fff"
_HAN_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_HAN_DIGITS |= {"〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "兆": 10**12}

# Units, by what they are: the longest that fits is taken.
_MONEY = "美元 港元 港币 新台币 台币 日元 欧元 英镑 澳元 元人民币 元新台币 元港币 元"
_MEASURES = (
    "平方公里 平方千米 平方米 立方米 公里 千米 海里 米 公顷 亩 吨标准煤 吨 公斤 千克 "
    "千瓦时 千瓦 兆瓦 吉瓦 度电 立方 万亿次 比特 PFLOPS EFLOPS GFLOPS TFLOPS PB TB GB EB "
    "Gbps Mbps Tbps P 核 节点 倍"
)
_COUNTS = (
    "人次 人日 人 家次 家 户次 户 个国家 个工作日 个 项次 项 座 所 名 位 条 件次 件 种 类 "
    "台套 台 套 辆次 辆 车次 次 笔 门 张 份 篇 场次 场 支 只 架次 架 艘 根 间 栋 幢 处 对 组 "
    "枚 册 款 宗 起 例 床 席 口 班次 班 标准箱 箱 票 包 路 盏 部 株 头 通 单 栏 本 把 杆 颗 "
    "片区 片 块 眼 孔"
)
_TIMES = "分钟 小时 秒钟 秒 毫秒 天 个月 个小时 日历天"
_UNITS = tuple(dict.fromkeys(f"{_MONEY} {_MEASURES} {_COUNTS} {_TIMES}".split()))
_MONEY_UNITS = frozenset(_MONEY.split())
_TIME_UNITS = frozenset(_TIMES.split())
# Units under which a small number in characters (三家) is worth showing: things one can count on.
_SOLID_UNITS = frozenset("家所座户台套辆间栋幢架艘人名倍元吨米") | {"公里"}
_PREFIX_MONEY = {"NT$": "新台币", "HK$": "港元", "US$": "美元", "$": "美元", "¥": "元", "€": "欧元"}

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORDS = (
    "[零〇一二三四五六七八九十百千两]+(?:点[零一二三四五六七八九]+)?"
    "(?:[万亿][零〇一二三四五六七八九十百千两]+)*"
)
_MORE = "(?:多|余|来)?"
_UNIT = "|".join(map(re.escape, sorted(_UNITS, key=lambda unit: (-len(unit), unit))))
_AMOUNT = re.compile(
    rf"(?P<money>NT\$|HK\$|US\$|[$¥€])?\s?(?<![A-Za-z0-9.+\-第])"
    rf"(?P<number>{_ARABIC}|{_WORDS})\s?{_MORE}(?P<scale>(?:[万亿兆]|[百千][万亿]?){{0,2}}){_MORE}"
    rf"(?:\s?[+])?\s?(?P<unit>个百分点|百分点|[%‰]|成(?:[一二三四五六七八九半](?![个家项]))?|{_UNIT})?"
)
_PERCENT = re.compile(rf"百分之(?P<number>{_WORDS}|{_ARABIC})")
_FOLD = re.compile("翻(?P<number>[一两三])番|翻番")
_RANKED = re.compile(
    rf"(?P<scope>(?:全国|全省|全市|全球|世界|亚洲|亚太|国内|省内|全区|全州|全台|全港|长三角|中部|西部|东部)"
    rf"[{_HAN}]{{0,6}}?|位居|位列|排名|排在|排|名列|跃居|稳居|升至|升到|跃升至|上升至|上升到|提升至|列|居)"
    rf"(?P<kind>第|前)(?P<number>{_WORDS}|\d+)(?P<unit>位|名|强)?"
    rf"(?![届次期批个条章节季步线产手任医代级款项十百千\d类轮阶梯])"
)
_LISTED_RANK = re.compile(
    rf"(?<=[、,，和])(?P<scope>[{_HAN}]{{2,4}})第(?P<number>{_WORDS}|\d+)(?P<unit>位|名)?(?=[、,，。;；!]|$)"
)
_NOT_COUNTED = re.compile(
    "方面|层面|维度|领域|环节|阶段|月(?!份)|原则|主题|关键词|字|世纪|年(?!度)|季度|星期|小时内|问题"
)
_AFTER_SHARE = frozenset("立为本功都果效品员长熟人绩交片批型年了就因分规见像语套色")

_DATE = re.compile(
    r"(?P<roc>民国\s?)?(?P<year>(?:19|20)\d{2}|(?<!\d)1[01]\d(?!\d)|[去今明上前本]|二[〇○零][〇○零一二三四五六七八九]{2})"
    r"\s?年(?P<rest>\s?(?P<half>上半年|下半年)|\s?(?:第?(?P<quarter>[一二三四1-4])季度?|(?P<three>前三季度))"
    r"|\s?(?P<from>\d{1,2})\s?(?:月\s?)?[-—–~至到]\s?(?P<to>\d{1,2})\s?月|\s?(?P<month>\d{1,2})\s?月(?:\s?(?P<day>\d{1,2})\s?[日号])?)?"
    r"|(?P<plain>20\d{2})(?=[\u4e00-\u9fff])(?!年)"
    r"|[“‘]?(?P<plan>十[二三四五六])五[”’]?(?:末|期末|期间|时期)"
)
_PLAN_END = {"十二": "2015", "十三": "2020", "十四": "2025", "十五": "2030", "十六": "2035"}
_CARRIES = re.compile("^(?:其中|同期|当年|同比|此外|另外)")
_TARGET = re.compile(
    "力争|争取|(?<!为)目标|(?<!行动)(?<!年度)(?<!全年)(?<!投资)计划(?!的)|预计|预期|拟|有望|再建|再新增|再培育|到[“‘]?十.五|[三两二四五六七八九十\\d]年内|年内|"
    "努力(?:实现|达到|建成)|确保|规划(?:建设|到)|将(?!近|军|其|于\\d|[^，,。；;]{1,12}(?:作为|视为|列为|纳入|与|和|从|由|转))|"
    "(?:到|至)20\\d{2}年(?:底|末|年底)?(?!\\d|\\s?\\d|以来|上半年|下半年)|推进\\s?\\d"
)
_DONE = re.compile(
    "截至|截止|累计|已经?(?!定)|了|曾|目前|去年|完成了|实现了|建成了|仍(?:没有|未)|共有|荣获|获评"
)

_CLAUSE_ENDS = frozenset("，,。；;：:！!？?")
# What stands between the thing and its number, and is no part of the thing.
_TAIL = re.compile(
    "(?:大约|约为?|近|逾|超过?|突破|达到?了?|高达|多达|达成|共计?|总计|合计|累计|已经?|为|是|有|在|至|到|了|仅|只有|"
    "实现|完成|仍?没有?|位居|位列|排名|排在|名列|居|列|跃升|提升|上升|增长|增加|增至|增|下降|减少|缩短|压缩|压减|降低|降至|降|提高|扩大|"
    "将|并|也|均|都|就|再|不足|不到|不少于|不低于|接近|超出|分别|平均|每年|每月|每天|每|最高|最低|最多|至少|"
    "给予|获|获得|获评|评为|从|由|比|又|还|全部|成功|新增|总共|约有|拥有|建成|建设|打造|引进|引育|培育|集聚|推出|设立|发放|吸引|"
    "覆盖|涵盖|涉及|接入|上线|签约|落户|发布|出台|制定|组织|举办|带动|促使|使得?|让|把|被|向|对|以|用|个|全市|全省|共建成?|"
    "超越|收到|受理|处置|办理|办结|采集|归集|汇集|汇聚|安装|部署|配备|改造|开通|投用|启用|招引|储备|实施|列入|入选|入围|举行|开展|开出|发出|推动|推进|创建|获批|新建|续建|在建|等|"
    "\\s|的|[“”‘’、(（《》)）])++$"  # possessive: an odd source must not make it try all ways
)
_HEAD = re.compile(
    "^(?:\\s|[“”‘’、(（)）]|其中|目前|截至目前|截至|到目前为止|当前|如今|此外|另外|同时|并且?|而且?|且|也|还|又|再|则|但|使得?|让|"
    "全市|全省|全县|全区|我市|我省|该市|今年以来|近年来|去年|今年|年内|日前|先后|已经?|共|累计|新增|成功|实现了?|完成|拥有|建成|获评|获批|集聚|引进|引育|培育|"
    "推出|设立|签约|发放|吸引|全球|全国|带动|拉动|覆盖|促使|接入|上线|给予|力争|争取|努力|加快|加大|推进|推动|将|会上|目标|计划|预计|"
    "了|打造|建设|开展|改造|部署|安装|实施|举办|出台|发布|制定|提供|有|是|为|在|把|对|从|由|"
    "(?:(?:19|20)\\d{2}|[去今明])年(?:上半年|下半年|底|末|\\d{1,2}月(?:\\d{1,2}日|底|末|下旬|上旬|中旬)?)?)+"
)
_NOUN_HEAD = re.compile("^(?:以上|以下|左右|上下|余|多|的|级|\\s|[“”‘’\"'(（])+")
_NOUN_END = re.compile(
    "[，,。；;：:！!？?、…]|\\d(?![A-Z])|(?:获|入选|入围|列入|免费|提供|位居|位列|实现|达到|超过|已经|正在|完成|参加|参与|参赛|报名|落户|投入|"
    "进行|得到|接受|通过|采用|使用|以及|并(?!网|购)|用于|来自|中(?:的|有)|建成|开展|，)"
)
_STOPS = frozenset("，,。；;：:！!？?、…0123456789")
_STOP = re.compile("[，,。；;：:！!？?、…]")
_JOINS = ("及", "和", "与", "或")
_VAGUE_ENDS = (
    "规模",
    "金额",
    "总额",
    "面积",
    "数量",
    "总数",
    "投资",
    "长度",
    "里程",
    "总量",
    "产值",
    "收入",
)
_LONGEST_SUBJECT = 20
_NEAR = 160  # characters before a figure that may say what it is about
_QUOTED = re.compile(f"[“‘《]([{_HAN}A-Za-z0-9+]{{2,10}})[”’》]")


_MAY_HOLD = re.compile("[0-9二三四五六七八九十百千万亿两成]|第一|翻番")


class _Found(NamedTuple):
    start: int
    end: int
    value: float
    unit: str


def find_figures(entries: Sequence[Entry]) -> tuple[Figure, ...]:
    """All figures of all entries, in reading order."""
    return tuple(
        figure
        for entry in entries
        for passage in entry.passages()
        for figure in figures_in(passage, entry.article)
    )


def figures_in(passage: Passage, article: Article) -> tuple[Figure, ...]:
    """The figures of one passage."""
    text = passage.folded
    if not _MAY_HOLD.search(text):
        return ()
    figures: list[Figure] = []
    ref = PassageRef(article.source, passage.id)
    carried: str | None = None
    for start, end in _statements(passage.text):
        if not _MAY_HOLD.search(text, start, end):
            carried = None
            continue
        found = _quantities(text, start, end)
        dates = list(_dates(text, start, end, article.date, passage.script == "Hant"))
        if not _CARRIES.match(text[start:end]):
            carried = None
        days = [at for at, _ in dates]
        subject = ""
        previous = start
        for number, quantity in enumerate(found):
            upto = found[number + 1].start if number + 1 < len(found) else end
            near = max(start, quantity.start - _NEAR)
            subject = _subject(
                text, near, previous, quantity, min(upto, quantity.end + _NEAR), subject
            )
            dated = bisect_right(days, quantity.start)
            figures.append(
                Figure(
                    subject=subject,
                    value=quantity.value,
                    unit=quantity.unit or _implied_unit(text[near : quantity.start], subject),
                    date=dates[dated - 1][1] if dated else carried,
                    kind=_kind(text, near, quantity),
                    text=passage.text[quantity.start : quantity.end],
                    sentence=passage.text[start:end],
                    ref=ref,
                    start=quantity.start,
                )
            )
            previous = quantity.end
        if dates:
            carried = dates[-1][1]
    return tuple(figures)


def _statements(text: str) -> Iterable[tuple[int, int]]:
    """Sentences, cut at semicolons too: what each says of its figures stands in itself."""
    for start, end in sentence_spans(text):
        first = start
        for index in range(start, end):
            if text[index] in "；;":
                yield first, index + 1
                first = index + 1
        if first < end:
            yield first, end


# --- quantities ---------------------------------------------------------------------------


def _quantities(text: str, start: int, end: int) -> list[_Found]:
    found = [*_ranks(text, start, end), *_shares(text, start, end)]
    taken = {at for item in found for at in range(item.start, item.end)}
    for match in _AMOUNT.finditer(text, start, end):
        item = _amount(text, match, end)
        if item and taken.isdisjoint(range(item.start, item.end)):
            found.append(item)
    return sorted(found)


def _amount(text: str, match: re.Match[str], end: int) -> _Found | None:
    number, scale, unit = match["number"], match["scale"], match["unit"] or ""
    in_words = not number[0].isdigit()
    stop = match.end("unit") if unit else match.end("scale") if scale else match.end("number")
    after = text[stop : stop + 3]
    before = text[max(0, match.start("number") - 4) : match.start("number")]
    value = _value(number, scale)
    if value is None:
        return None
    unit = _unit(unit, match["money"])
    if match["unit"] and match["unit"][0] == "成":
        return _tenths(text, match, value, after)
    if not unit:
        # Without a unit only large numbers written in digits are amounts: 用户720万.
        if in_words or not set(scale) & set("万亿兆") or after[:1] in _NAMES_AFTER_NUMBER:
            return None
        return _Found(match.start("number"), stop, value, "")
    if _CLOCK.search(before) or _is_name_part(text, match, unit):
        return None
    if unit in _TIME_UNITS:
        if not _is_measured_time(text, match.start(), stop):
            return None
    elif unit in ("个", "条", "类", "项", "次", "位") and _NOT_COUNTED.match(text, stop, end):
        return None
    if in_words and not scale and not _worth_showing(text, number, unit, value, stop, before):
        return None
    if in_words and number in ("百", "千", "十百", "千百", "百千"):
        return None  # 百家争鸣, 千家万户: no number leads
    return _Found(
        match.start("money") if match["money"] else match.start("number"), stop, value, unit
    )


_NAMES_AFTER_NUMBER = frozenset("兆级+年月日号版G")


_CLOCK = re.compile("第$|周$|之$|星期$|[0-9一二三四五六七八九十]点$")


def _is_name_part(text: str, match: re.Match[str], unit: str) -> bool:
    """12345热线, 5G, 3+5+X, 2.0版, 二维码, 第二届 are names, not numbers of something."""
    first, last = match.start("number"), match.end()
    if text[last : last + 1] == "+" and not text[last + 1 : last + 2].isspace():
        return True
    if text[max(0, first - 1) : first] in ("+", "-", "第", "GPTV"):
        return True
    if (
        unit in ("P", "核", "点", "本", "部", "头", "包")
        and text[last : last + 1].isalnum()
        and (unit == "P" and text[last : last + 1].isascii())
    ):
        return True
    return unit == "路" and not text[first].isdigit()


def _worth_showing(text: str, number: str, unit: str, value: float, stop: int, before: str) -> bool:
    """三家医院 and 平台四个、… are figures; 一个平台 and 三项制度 are ways of speaking."""
    if unit in ("%", "个百分点") or (unit in _MONEY_UNITS and value >= 10):
        return True
    if value < 2 or before.endswith(("这", "那", "每", "同", "某", "哪", "前", "后")):
        return False
    if value > 10:
        return unit not in ("部", "头", "点", "口", "片")
    if unit in _SOLID_UNITS:
        return not text[stop : stop + 1] or text[stop] not in "人之口心"
    closes = stop >= len(text) or text[stop] in "，,。；;、)！!" or text.startswith("以上", stop)
    return closes and unit in ("个", "项", "条", "位", "种", "处", "件", "次")


def _is_measured_time(text: str, start: int, stop: int) -> bool:
    """A time that was measured (缩短到4分钟), not one that passed (10分钟后)."""
    if text[stop : stop + 1] in ("后", "前", "内", "里", "间") or text.startswith("之", stop):
        return text[stop : stop + 1] == "内" and bool(
            _LIMIT.search(text, max(0, start - 10), start)
        )
    return bool(_LIMIT.search(text, max(0, start - 14), start))


_LIMIT = re.compile(
    "缩短|压缩|压减|减至|减少|降至|降到|提速|平均|控制在|不超过|仅需|只需|仅用|最快|从|由|时延|耗时|节省|时长"
)


def _tenths(text: str, match: re.Match[str], value: float, after: str) -> _Found | None:
    """三成 is 30 %, 四成六 is 46 %; 三成立 and 一成不变 are none."""
    unit = match["unit"]
    if match["scale"] or not 0 < value <= 10 or (after[:1] in _AFTER_SHARE and len(unit) == 1):
        return None
    if after.startswith("不变") or text[max(0, match.start() - 1) : match.start()] in ("完", "第"):
        return None
    rest = unit[1:]
    value = value * 10 + (5 if rest == "半" else _HAN_DIGITS.get(rest, 0))
    return _Found(match.start("number"), match.end(), round(value, 6), "%")


def _unit(unit: str, money: str | None) -> str:
    if money and unit not in _MONEY_UNITS:
        return _PREFIX_MONEY[money]
    return {
        "百分点": "个百分点",
        "个国家": "国家",
        "元人民币": "元",
        "个小时": "小时",
        "台币": "新台币",
    }.get(unit, unit)


def _shares(text: str, start: int, end: int) -> Iterable[_Found]:
    for match in _PERCENT.finditer(text, start, end):
        value = _value(match["number"], "")
        if value is not None:
            yield _Found(match.start(), match.end(), value, "%")
    for match in _FOLD.finditer(text, start, end):
        yield _Found(
            match.start(), match.end(), 2.0 ** _HAN_DIGITS.get(match["number"] or "一", 1), "倍"
        )


def _ranks(text: str, start: int, end: int) -> Iterable[_Found]:
    """全国第六, 位居第七, 进入全国前十; and 江苏第一 where it stands beside such a rank."""
    first_rank = end
    for match in _RANKED.finditer(text, start, end):
        value = _value(match["number"], "")
        if value is None or (match["kind"] == "前" and value < 2):
            continue
        if not _NOT_IN_SCOPE.isdisjoint(match["scope"]):
            continue
        first_rank = min(first_rank, match.start())
        yield _Found(match.start(), match.end(), value, "位")
    for match in _LISTED_RANK.finditer(text, start, end):
        value = _value(match["number"], "")
        if (
            value is None
            or match.start() < first_rank
            or not _NOT_IN_SCOPE.isdisjoint(match["scope"])
        ):
            continue
        if match["scope"][0] not in "位排名列居" and not _RANKED.match(text, match.start()):
            yield _Found(match.start(), match.end(), value, "位")


_NOT_IN_SCOPE = frozenset("第的了和与")


def _value(number: str, scale: str) -> float | None:
    if number[0].isdigit():
        amount = Decimal(number.replace(",", ""))
    else:
        words = _from_words(number)
        if words is None:
            return None
        amount = words
    for character in scale:
        amount *= _SCALES[character]
    return float(amount)


def _from_words(words: str) -> Decimal | None:
    """四千二百 → 4200, 十五 → 15, 二〇二一 → 2021, 一点五 → 1.5, 四万六千 → 46000."""
    for scale in "亿万":
        high, found, low = words.partition(scale)
        if found:
            parts = _from_words(high), _from_words(low) if low else Decimal(0)
            if parts[0] is None or parts[1] is None:
                return None
            return parts[0] * _SCALES[scale] + parts[1]
    whole, _, part = words.partition("点")
    if not any(character in _HAN_SCALES for character in whole):
        digits = "".join(str(_HAN_DIGITS[character]) for character in whole)
        if len(digits) > 1 and not part and len(digits) < 4:
            return None  # 三五家, 七八个: about so many
        return Decimal(f"{digits or 0}.{_digits(part) or 0}")
    total = current = 0
    for character in whole:
        if character in _HAN_SCALES:
            total += (current or 1) * _HAN_SCALES[character]
            current = 0
        else:
            current = _HAN_DIGITS[character]
    tail = whole[-2:-1]
    if current and tail in ("百", "千"):  # 三百五 is 350
        current *= _HAN_SCALES[tail] // 10
    return Decimal(f"{total + current}.{_digits(part) or 0}")


def _digits(words: str) -> str:
    return "".join(str(_HAN_DIGITS[character]) for character in words)


def _implied_unit(before: str, subject: str) -> str:
    """What a bare 720万 counts: people if it is about users, money if about output."""
    for text in (subject, before[-16:], before):
        if re.search("用户|人数|人口|注册|日活|人次|粉丝|会员|居民|市民", text):
            return "人"
        if re.search("产值|收入|投资|营收|增加值|产业规模|资金|金额", text):
            return "元"
    return ""


# --- when, and whether it is so already -----------------------------------------------------


def _dates(
    text: str, start: int, end: int, published: str | None, traditional: bool
) -> Iterable[tuple[int, str]]:
    """(offset, ISO date or period) of each date of a statement."""
    for match in _DATE.finditer(text, start, end):
        if match["plan"]:
            yield match.start(), _PLAN_END[match["plan"]]
            continue
        if match["plain"]:
            if text[match.end() : match.end() + 1] not in "个家项条座所人户台万亿元次件名位多余":
                yield match.start(), match["plain"]
            continue
        year = _year(match["year"], bool(match["roc"]), published, traditional)
        if year is None:
            continue
        period = year
        if match["half"]:
            period += "H1" if match["half"].startswith("上") else "H2"
        elif match["three"]:
            period += "Q1/Q3"
        elif match["quarter"]:
            quarter = match["quarter"]
            period += f"Q{_HAN_DIGITS.get(quarter, quarter)}"
        elif match["from"]:
            period = f"{year}-{int(match['from']):02}/{year}-{int(match['to']):02}"
        elif match["month"]:
            period += f"-{int(match['month']):02}"
            if match["day"]:
                period += f"-{int(match['day']):02}"
        yield match.start(), period


def _year(written: str, roc: bool, published: str | None, traditional: bool) -> str | None:
    if written.isdigit():
        if len(written) == 4:
            return written
        # 民国113年, and in Traditional texts plain 113年, count from 1911.
        return str(int(written) + 1911) if roc or traditional else None
    if len(written) == 4:
        return _digits(written.replace("○", "〇"))
    if published is None or not published[:4].isdigit():
        return None
    offset = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1}[written]
    return str(int(published[:4]) + offset)


def _kind(text: str, start: int, quantity: _Found) -> Literal["actual", "target"]:
    before = text[start : quantity.start + 2]
    marks = list(_TARGET.finditer(before))
    if not marks:
        return "actual"
    done = [match.end() for match in _DONE.finditer(before)]
    return "actual" if done and done[-1] > marks[-1].start() else "target"


# --- what is counted ------------------------------------------------------------------------


def _subject(
    text: str, start: int, previous: int, quantity: _Found, upto: int, last_subject: str
) -> str:
    """The words before the number in its clause, or the noun behind it."""
    clause = quantity.start
    while clause > max(start, previous) and text[clause - 1] not in _CLAUSE_ENDS:
        clause -= 1
    words = text[clause : quantity.start]
    if clause == previous > start:  # 3000家…、1000家…: up to the 、 it is the other's noun
        words = words.rpartition("、")[2]
    before = "" if words.endswith(_JOINS) else _clean_before(words)
    after = _clean_after(text[quantity.end : upto])
    of = text[quantity.end : quantity.end + 1] == "的"
    if quantity.unit == "位" and text[quantity.end - 1] not in "位名人":
        after = ""  # 全国第六 counts nothing that follows
    if before.startswith("占") and last_subject and "占" not in last_subject:
        subject = f"{last_subject}{before}"
    elif of and after and before.endswith(_VAGUE_ENDS) and len(before) <= 5:
        subject = f"{after}{before[-2:]}"
    elif len(before) >= 2 and not (of and after and quantity.unit == "%"):
        subject = before
    elif len(after) >= 2 and text[quantity.end : quantity.end + 1] not in _CLAUSE_ENDS:
        subject = after
    elif last_subject:
        return last_subject
    else:
        wider = re.split("[，,：:；;]", text[start : max(clause - 1, start)])[-1]
        subject = _clean_before(wider) or after or before
    return _with_name(text, start, quantity.start, subject[-_LONGEST_SUBJECT:])


def _clean_before(clause: str) -> str:
    words = squeeze(clause).text
    words = _TAIL.sub("", words)
    words = _HEAD.sub("", words)
    words = re.sub(
        "^.*?(?:拥有|集聚|建成|获评|引进|已有|共有|上线|接入|发展|签约|实现了?|促使|使得|培育|使用)(?=.{3})",
        "",
        words,
    )
    words = _TAIL.sub("", words)
    return words.strip("()（）[]、的")


def _clean_after(text: str) -> str:
    noun = _NOUN_HEAD.sub("", text)
    end = _NOUN_END.search(noun)
    if end and end.start() <= 2 and end.group()[0] not in _STOPS:
        # 11个项目获评…: the bare noun says too little, so what it does stays.
        stop = _STOP.search(noun)
        noun = noun[: stop.start()] if stop else noun
    elif end:
        noun = noun[: end.start()]
    return squeeze(noun).text[:_LONGEST_SUBJECT].strip("()（）的")


def _with_name(text: str, start: int, stop: int, subject: str) -> str:
    """A short subject with the name the statement is about: “灵犀”… 用户 → 灵犀用户."""
    if len(subject) > 6:
        return subject
    names = [match.group(1) for match in _QUOTED.finditer(text, start, stop)]
    if names and names[-1] not in subject and len(names) == 1:
        return f"{names[-1]}{subject}"
    return subject
