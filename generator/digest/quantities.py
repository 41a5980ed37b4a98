"""Quantities: the numbers of a statement that count or measure something, with value and unit.

In: folded text and the span of a statement. Out: `Quantity`, in order. Dates, clock times,
ordinals, list numbers and names with numbers in them (5G, 3+5+X, 第二届, 21世纪) are none; 三处峡谷
is one, 三个方面 is none. What tells them apart for small numbers is the measure word and the noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.digest.numerals import ARABIC, NUMERAL, han_digit, value_of
from generator.digest.ranks import rank_spans

_HAN = "\u4e00-\u9fff"

# Units, by what they are: the longest that fits is taken.
_MONEY = "美元 港元 港币 新台币 台币 日元 欧元 英镑 澳元 澳门元 元人民币 元新台币 元港币 元 块钱"
_MEASURES = (
    "平方公里 平方千米 平方米 平方公尺 平方英尺 立方米 立方公尺 公里 千米 海里 英里 英尺 英寸 "
    "厘米 毫米 微米 公分 米 呎 坪 公顷 亩 吨标准煤 公吨 吨 公斤 斤 千克 毫克 微克 克 毫升 升 "
    "千瓦时 兆瓦时 千瓦 兆瓦 吉瓦 度电 立方 万亿次 次浮点 比特 千伏 赫兹 分贝 像素 "
    "摄氏度 ℃ kWh MWh GWh kW MW GW kV km kg cm mm 千伏安 兆伏安 剂次 剂 桶 瓶 盒 袋 人份 "
    "标箱 TEU PFLOPS EFLOPS GFLOPS TFLOPS PB TB GB EB MB Gbps Mbps Tbps P G M 核时 核 "
    "节点 公里每小时 倍 度 方"
)
_COUNTS = (
    "人次 人日 人 家次 家 户次 户 个国家 个工作日 个 项次 项 座 所 名 位 条 件次 件 种 类 "
    "台套 台次 台 套 辆次 辆 车次 趟次 趟 次 笔 门 张 份 篇 场次 场 支 只 架次 架 艘 "
    "根 间 栋 幢 处 "
    "对 组 枚 册 款 宗 起 例 床 席 口 班次 班 标准箱 箱 票 包 路 盏 部 株 棵 头 尾 羽 "
    "通 单 栏 本 把 "
    "碗 杯 盘 杆 颗 片区 片 块 眼 孔 排 层 扇 道 段 期 轮 则 幅 卷 封 声 遍 站 校 村 里 顶 匹 "
    "桩 面 分 格 公升 队"
)
_TIMES = (
    "分钟 小时 秒钟 秒 毫秒 微秒 工作日 日历天 天 个月 个小时 个多小时 个半小时 个多月 个半月 "
    "学时 课时"
)
_UNITS = tuple(dict.fromkeys(f"{_MONEY} {_MEASURES} {_COUNTS} {_TIMES}".split()))
MONEY_UNITS = frozenset(_MONEY.split())
_TIME_UNITS = frozenset(_TIMES.split()) | {"个工作日"}
COUNT_UNITS = frozenset(_COUNTS.split()) | {"国家", ""}
_OF_THINGS = COUNT_UNITS - {"人"}
# Characters that are far more often part of a word than a measure: 三期, 两站, 五面. Digits only.
_RARE_UNITS = frozenset("队斤格期轮则声面里顶站校村分道段头口包票单栏点M")
# Under these a small number in characters (三家) counts things or people, whatever follows.
_SOLID_UNITS = frozenset("家所座户台套辆间栋幢架艘人名倍元吨米支条处排艘盏根") | {
    *("人次", "公里", "公分", "个国家", "公顷", "平方米", "平方公里", "立方米", "厘米", "坪", "呎")
}
# Under these it counts things only if the noun behind is one: 六个软件, but 六个原则.
_LOOSE_UNITS = frozenset("个项位种处件次张份场支只枚册款宗组块部门层条类幅笔趟")
_HALVED = frozenset(("天", "倍", "年", "小时", "公里", "斤", "亩"))
_PREFIX_MONEY = {"NT$": "新台币", "HK$": "港元", "US$": "美元", "$": "美元", "¥": "元", "€": "欧元"}
_SAME_UNIT = {
    "百分点": "个百分点", "个国家": "国家", "元人民币": "元", "个小时": "小时", "台币": "新台币",
    "港币": "港元", "元港币": "港元", "元新台币": "新台币", "个多小时": "小时", "个半小时": "小时",
    "个多月": "个月", "个半月": "个月", "秒钟": "秒", "块钱": "元",
    "立方公尺": "立方米", "平方公尺": "平方米",
}  # fmt: skip

_MORE = "(?:多|余|来|几)?"
_UNIT = "|".join(map(re.escape, sorted(_UNITS, key=lambda unit: (-len(unit), unit))))
# Where the characters of a number begin.
_FIRST_DIGIT = re.compile(
    r"[\d零〇一二三四五六七八九十百千两](?<![A-Za-z0-9.+\-第零一二三四五六七八九十百千两].)"
)
_PREFIX = re.compile(r"(?P<money>NT\$|HK\$|US\$|[$¥€])?\s?\Z")
_AMOUNT = re.compile(
    r"(?:(?P<high>\d+(?:\.\d+)?)\s?(?P<power>[万亿])\s?(?=\d))?"
    rf"(?P<number>{ARABIC}|{NUMERAL})\s?{_MORE}(?P<scale>(?:[万亿]|兆(?![瓦伏赫字比])|"
    rf"[百千](?![瓦克米伏赫卡帕])[万亿]?){{0,2}}){_MORE}"
    rf"(?:\s?[+])?\s?(?P<unit>个百分点|百分点|[%‰]|"
    rf"成(?:[一二三四五六七八九半](?![个家项])|\d(?!\d))?|{_UNIT})?"
)
_PERCENT = re.compile(rf"百分之(?P<number>{NUMERAL}|{ARABIC})")
_PART = re.compile(rf"(?P<below>{NUMERAL}|\d+)分之(?P<above>{NUMERAL}|\d+)(?!线)")
_FOLD = re.compile("翻(?:了)?(?P<number>[一两三])番|翻番")
_HALF = re.compile(
    "(?<![一多大])半数|(?<![^不低降减升涨增缩占高少压达]到)一半|(?<![不经超通])过半(?![年天个月数])|"
    "(?<![\u4e00-\u9fff])半成(?!品)|(?<=[低降升涨高增减近逾约至到])半成"
)
_SCORE = re.compile(
    rf"(?:PUE|使用效率|满意度|指数|得分|评分|均分|系数|总分)(?:值|平均)?(?:[{_HAN}]{{0,3}}?[为达到至是])?\s?"
    rf"(?P<number>{ARABIC})(?![\d年月日.%万亿]|\s?[{_HAN}]{{0,1}}(?:位|名|个))"
)
_NOT_COUNTED = re.compile(
    "方面|层面|维度|领域|环节|阶段|月(?!份)|原则|主题|关键词|字|世纪|年(?!度|轻|长|幼|老|级|货)|季度|星期|小时内|问题"
)
# Nor are these when the number is small and in characters: 两个口子, 三项任务, 四个意识.
_ABSTRACT = re.compile(
    "角度|层次|特点|特征|办法|意义|道理|理由|例子|转变|坚持|全面|统一|一体|优先|重大|"
    "重点|目标|任务|"
    "方向|部分|板块|体系|机制|抓手|关口?键|故事|误区|原因|因素|条件|要素|要点|结合|"
    "确保|面|口子|时段|"
    "时期|步骤|一起|样子|字头|礼拜|钟头|数|情形|情况|思路|关系|声音|想法|意见|建议|选择|可能|现象|"
    "趋势|变化|挑战|困难|难题|短板|优势|启示|经验|做法|模式|路径|轮子|臭皮匠|腿|先行|"
    "维护|意识|自信|长期"
)
_NOT_BEFORE = ("这", "那", "每", "同", "某", "哪", "前", "后", "头", "另", "首", "数",
               "几", "其他", "其余", "任", "再")  # fmt: skip
_WHOLE_WORD = frozenset("统唯单同万逐划合归专第")  # 统一成
_AFTER_SHARE = frozenset("立为本功都果效品员长熟人绩交片批型年了就因分规见像语套色")
_GROWN_UP = frozenset(("人礼", "人教", "人高", "人用", "人票", "人式", "人仪", "人之", "人世"))
_NAMES_AFTER_NUMBER = frozenset("兆级+年月日号版G")
_CLOCK = re.compile("第$|周$|之$|星期$|[0-9一二三四五六七八九十]点$|[0-9一二三四五六七八九十]时$")
# A word that begins with the measure word's character: 两部门, 三人行, 五点, 三位一体.
_UNIT_IS_WORD = re.compile(
    "部门|部委|部分|部曲|部长|人行|人称|位一体|位数|位置|层面|层次|家子|条心|件套|项式|路公交|路车|"
    "路人|路线|道路|次元|次方|级|门峡|处境|组长|台湾|名义|间接|只要|只有|只能|头并|班子|场景|片面|"
    "种种|类似|类人|对一|单位|单元|分别|分析|分类|分布|分之|分成|分配|分组|分工|分级|分局|分公司|"
    "通过|通道|起来|例如|本书记|把手|把关|段式|维|手|轮驱|轮车|面|票否决|包容|眼|口之|口子|口人"
)
_LIMIT = re.compile(
    "缩短|缩到|缩至|压缩|压减|压到|减至|减少|减到|降至|降到|降为|提速|平均|控制在|"
    "不超过|不到|不足|仅需|只需|"
    "仅用|只用|只要|需要|需|最快|最长|最多|从|由|时延|耗时|耗费|节省|时长|用时|少跑|"
    "省下|省去|提前|延长|"
    "延到|堵了|等了|等候|花|用了|超过|约|为|达|快了|慢了|限|办结|响应|到场|到达|送达|"
    "课程|培训|续航|"
    "间隔|每隔|试运行|公示|停|进行|须在|应在|应当在|必须在|要在|保存|保留|运行|连续|历时|为期|分成"
)
# Units that are one only beside what they measure.
_MEASURED_ONLY = frozenset("度方")
_BULK = re.compile("[土石沙砂泥渣水气料木淤]")
_SHARED_UNIT = re.compile(r"[和与及、](?:\d+(?:\.\d+)?)个?(?P<unit>个百分点|百分点)")
_CLOCKED = re.compile(
    r"(?P<hours>\d{1,2})小时(?P<minutes>\d{1,2})分(?!之)钟?|"
    r"(?<![\d点时:])(?P<mins>\d{1,2}|[一二两三四五六七八九十]{1,3})分钟?"
    r"(?:零?(?P<secs>\d{1,2}(?:\.\d+)?|[一二三四五六七八九十]{1,3}))秒"
)
_HALF_TIME = re.compile(
    "(?:(?<=[至到为])|(?<=只需|仅需|只要|只用|缩短|提前|不到|不足|少了|快了|等了|用了))"
    "半(?P<unit>天|小时|个小时|个月)(?![后前里内])"
)
# Days and weeks that something takes; 20日公布 is a date.
_DAYS = re.compile(
    rf"(?:(?<=[由从至到需约用短为])|(?<=平均))(?P<number>{NUMERAL}|\d{{1,3}})个?"
    r"(?P<unit>日|星期)(?![\d日月前后起公报晚早夜凌上下里在举开发宣出召首至-])"
)
_DECIMAL_YEARS = re.compile(r"(?<![\d.])(?P<number>\d{1,2}\.\d)\s?年")
_YEARS = re.compile(
    r"(?:可撑|能撑|续航|质保|寿命|保修|有效期|使用期|保质期|任期|服务期)(?:期|长)?(?:可达|为|达|是|有|约)?"
    rf"(?P<number>{NUMERAL}|\d{{1,2}})年(?![前后来底初代间级])"
)
_BY_SO_MUCH = re.compile("[长短多少早晚快慢](?:了|出)?(?:近|约|逾|将近|超过?)?$")
_AFTERWARDS = re.compile(
    "(?:[之以]?后|[之以]?内)[,，]?[^,，。;；]{0,10}?(?:到场|赶到|到达|抵达|响应|接通|处置|处理|修好|修复|恢复|立起|回复|"
    "答复|办结|办好|送达|送到|应声|应答|派单|派给|派发|通报|预警|报警)"
)
# 三天拿齐, 一小时办结
_DONE_IN = re.compile(
    "[内就便即]{0,2}(?:可以?|能)?(?:拿齐|拿到|取到|办结|办好|办完|办成|搞定|到账|送达|送到|完成|建成|修好|取件|领证|结案|审结|出证)"
)
_CONTINUED = re.compile("连续$")
# 年收入10万元以上的家庭, 过亿元的有37家: what is counted has so much; it is no amount itself.
_CRITERION = re.compile(
    "(?:以[上下]|以内)的?(?=[\u4e00-\u9fff])(?!的?(?:增|降|目标|水平|增速|速度|比例|规模|补))"
)
_CRITERION_BEFORE = re.compile("(?:过|超|超过|满|达|达到|不足|低于|高于|不到)$")
_ALWAYS_ON = re.compile("24小时|365天|二十四小时|7天")


class Quantity(NamedTuple):
    start: int
    end: int
    value: float
    unit: str


def _where(
    sign: str, pattern: re.Pattern[str], text: str, start: int, end: int
) -> Sequence[re.Match[str]]:
    """The matches of a pattern that needs `sign`, which most statements do not have."""
    return tuple(pattern.finditer(text, start, end)) if text.find(sign, start, end) >= 0 else ()


def quantities(text: str, start: int, end: int) -> list[Quantity]:
    """Every quantity of text[start:end], none overlapping another."""
    found = [Quantity(*span) for span in rank_spans(text, start, end)]
    found += _shares(text, start, end)
    found += _times(text, start, end)
    worded = tuple(found)
    at = start
    for digit in _FIRST_DIGIT.finditer(text, start, end):
        first = digit.start()
        match = _AMOUNT.match(text, first, end) if first >= at else None
        if match is None:
            continue
        begin, money = first, ""
        if first > at and (text[first - 1] in "$¥€" or text[first - 1].isspace()):
            prefix = _PREFIX.search(text, max(at, first - 4), first)
            if prefix:
                begin, money = prefix.start(), prefix["money"] or ""
        at = match.end()
        item = _amount(text, match, begin, money, end)
        if item and all(item.end <= one.start or item.start >= one.end for one in worded):
            found.append(item)
    found.sort()
    return [item for at, item in enumerate(found) if not _selects(text, item, found[at + 1 :])]


def _selects(text: str, item: Quantity, later: Sequence[Quantity]) -> bool:
    """产值过十亿元的软件企业有6家: the sum says which firms, and only their number is told."""
    if item.unit in _OF_THINGS or not text.startswith("的", item.end) or not later:
        return False
    if not _CRITERION_BEFORE.search(text, max(0, item.start - 3), item.start):
        return False
    between = text[item.end : later[0].start]
    return len(between) <= 16 and not set(between) & set(",，。；;")


def _shares(text: str, start: int, end: int) -> Iterable[Quantity]:
    """Shares and multiples that are words: 百分之九, 四分之三, 一半, 翻了一番; and bare scores."""
    for match in _where("百分之", _PERCENT, text, start, end):
        value = value_of(match["number"])
        if value is not None:
            yield Quantity(match.start(), match.end(), value, "%")
    for match in _where("分之", _PART, text, start, end):
        below, above = value_of(match["below"]), value_of(match["above"])
        if below and above and match["below"] not in ("百", "一百") and above <= below:
            yield Quantity(match.start(), match.end(), round(100 * above / below, 1), "%")
    for match in _where("半", _HALF, text, start, end):
        if text[match.end() : match.end() + 1] not in "是为在儿路边时":
            yield Quantity(
                match.start(), match.end(), 5 if match.group().endswith("成") else 50, "%"
            )
    for match in _where("翻", _FOLD, text, start, end):
        yield Quantity(match.start(), match.end(), 2.0 ** han_digit(match["number"] or "一"), "倍")
    for match in _SCORE.finditer(text, start, end):
        value = value_of(match["number"])
        if value is not None and not _AMOUNT.match(text, match.start("number"), end)["unit"]:  # type: ignore[index]
            yield Quantity(match.start("number"), match.end("number"), value, "")


def _times(text: str, start: int, end: int) -> Iterable[Quantity]:
    """Times that are told in two units or in halves: 2分45秒, 1小时20分, 缩短到半天, 5.7年."""
    for match in (
        *_where("秒", _CLOCKED, text, start, end),
        *(_where("小时", _CLOCKED, text, start, end) if text.find("秒", start, end) < 0 else ()),
    ):
        first, last = match.span()
        if match["hours"]:
            value = int(match["hours"]) + int(match["minutes"]) / 60
            yield Quantity(first, last, round(value, 2), "小时")
        else:
            value = (value_of(match["mins"]) or 0) + (value_of(match["secs"]) or 0) / 60
            yield Quantity(first, last, round(value, 2), "分钟")
    for match in _where("半", _HALF_TIME, text, start, end):
        unit = match["unit"]
        yield Quantity(match.start(), match.end(), 0.5, _SAME_UNIT.get(unit, unit))
    for match in _where("日", _DAYS, text, start, end) or _where("星期", _DAYS, text, start, end):
        days = value_of(match["number"])
        near = text[max(0, match.start() - 14) : match.start()]
        if days and "月" not in near[-4:] and _LIMIT.search(near):
            yield Quantity(match.start("number"), match.end(), days, match["unit"])
    for match in _where("年", _YEARS, text, start, end):
        years = value_of(match["number"])
        if years:
            yield Quantity(match.start("number"), match.end(), years, "年")
    for match in _where("年", _DECIMAL_YEARS, text, start, end):
        yield Quantity(match.start(), match.end(), float(match["number"]), "年")


def _amount(text: str, match: re.Match[str], begin: int, money: str, end: int) -> Quantity | None:
    """`begin` is where its currency or a space before it stands, if any does."""
    number, scale, unit = match["number"], match["scale"], match["unit"] or ""
    in_words = not number[0].isdigit()
    if unit in _MEASURED_ONLY and not _is_of_its_kind(text, match, begin, unit, scale):
        unit = ""
    first = match.start("number")
    stop = match.end("unit") if unit else match.end("scale") if scale else match.end("number")
    if unit == "个" and (shared := _SHARED_UNIT.match(text, stop, end)):
        unit = shared["unit"]  # 1.1个和2.4个百分点
    before = text[max(0, first - 4) : first]
    value = value_of(number, scale)
    if value is None or (number == "一" and before[-1:] in _WHOLE_WORD):
        return None
    if match["high"]:
        value += value_of(match["high"], match["power"]) or 0
        first = match.start("high")
    if unit and unit[0] == "成":
        return _tenths(text, match, begin, value)
    if not unit and not money:
        # Without a unit only large numbers written in digits are amounts: 用户720万.
        if (
            in_words
            or not set(scale) & set("万亿兆")
            or text[stop : stop + 1] in _NAMES_AFTER_NUMBER
        ):
            return None
        return Quantity(first, stop, value, "")
    if unit.startswith("个半"):
        value += 0.5
    measured = unit in _TIME_UNITS
    unit = _PREFIX_MONEY[money] if money and unit not in MONEY_UNITS else unit
    unit = _SAME_UNIT.get(unit, unit)
    if _CLOCK.search(before) or _is_name_part(text, match, unit):
        return None
    if unit not in COUNT_UNITS and unit not in ("%", "个百分点", "倍"):
        after = text[stop : stop + 8]
        if _CRITERION.match(after) and not measured:
            return None
        if _CRITERION_BEFORE.search(before) and re.match("的(?:[有占共]|企业|项目)", after):
            return None
    if measured:
        if not _is_measured_time(text, begin, stop, in_words):
            return None
    elif (
        unit in ("个", "条", "类", "项", "次", "位", "种", "层", "件")
        and _NOT_COUNTED.match(text, stop, end)
    ) or (in_words and not scale and not _worth_showing(text, number, unit, value, stop, before)):
        return None
    if in_words and number in ("百", "千", "十百", "千百", "百千"):
        return None  # 百家争鸣, 千家万户: no number leads
    if unit in _HALVED and text.startswith("半", stop) and not text.startswith("半数", stop):
        value, stop = value + 0.5, stop + 1  # 一天半, 两倍半
    return Quantity(begin if money else first, stop, value, unit)


def _is_of_its_kind(text: str, match: re.Match[str], begin: int, unit: str, scale: str) -> bool:
    """售电2.1亿度 and 土石120万方 measure; 满意度, 三方, 三十度 do not."""
    after = text[match.end() : match.end() + 1]
    if after and after in "数量假过案法面向":
        return False
    before = text[max(0, begin - 10) : begin]
    if unit == "度":
        return "电" in before or after == "电"
    return bool(scale or len(match["number"]) > 2) and bool(_BULK.search(before))


def _is_name_part(text: str, match: re.Match[str], unit: str) -> bool:
    """12345热线, 5G, 3+5+X, 2.0版, 二维码, 39路公交, 第二届 are names, not numbers of something."""
    first, last = match.start("number"), match.end()
    after = text[last : last + 1]
    if after == "+" and not text[last + 1 : last + 2].isspace():
        return True
    if text[max(0, first - 1) : first] in ("+", "-", "第"):
        return True
    if (
        unit == "G"
        and float(match["number"].replace(",", "") if match["number"][0].isdigit() else 1) < 10
    ):
        return True
    if unit.isascii() and unit.isalpha() and after.isascii() and after.isalnum():
        return True
    if unit in _RARE_UNITS and not text[first].isdigit():
        return True
    return bool(unit) and bool(_UNIT_IS_WORD.match(text, last - 1)) and len(unit) == 1


def _worth_showing(text: str, number: str, unit: str, value: float, stop: int, before: str) -> bool:
    """三家医院, 六个软件 and 平台四个、… are figures; 一个平台 and 三项制度 are ways "
    "of speaking."""
    if unit in ("%", "个百分点", "倍") or (unit in MONEY_UNITS and value >= 10):
        return True
    if value < 2 or number == "二" or before.endswith(_NOT_BEFORE):
        return False
    if value > 10:
        return unit not in ("部", "头", "点", "口", "片")
    if before.endswith(("“", "‘", "《", '"')):
        return False  # “三张纸”: somebody's name for it
    if _ABSTRACT.match(text, stop):
        return False
    if unit in _SOLID_UNITS:
        return not text[stop : stop + 1] or text[stop] not in "人之口心"
    return unit in _LOOSE_UNITS or len(unit) > 1


def _is_measured_time(text: str, start: int, stop: int, in_words: bool) -> bool:
    """A time that was measured (缩短到4分钟, 等22分钟), not one that passed (10分钟后)."""
    if _ALWAYS_ON.match(text, start) and not _LIMIT.search(text, max(0, start - 6), start):
        return False
    near = text[max(0, start - 14) : start]
    limited = bool(_LIMIT.search(near) or _BY_SO_MUCH.search(near))
    after = text[stop : stop + 2]
    if (not in_words or text[stop - 1] == "秒") and _AFTERWARDS.match(text, stop):
        return True  # 22分钟后维修车到场: so long it took
    if after[:1] in ("后", "前", "里", "间", "来") or after in (
        "之后",
        "之前",
        "以后",
        "以前",
        "以来",
    ):
        return False
    if after[:1] == "内" or after in ("之内", "以内"):
        return limited
    if in_words:
        if _DONE_IN.match(text, stop):
            return True
        before = text[max(0, start - 2) : start]
        if _CONTINUED.search(before):
            return False
        calendar = text[stop - 1 : stop] in "月天年周"
        barred = "第每这那头前后上下几半" + ("近" if calendar else "")
        return limited and (before == "提前" or before[-1:] not in barred)
    return text[max(0, start - 1) : start] != "每"


def _tenths(text: str, match: re.Match[str], begin: int, value: float) -> Quantity | None:
    """三成 is 30 %, 四成六 is 46 %; 三成立 and 一成不变 are none."""
    unit, after = match["unit"], text[match.end() : match.end() + 2]
    if match["scale"] or not 0 < value <= 10:
        return None
    people = after[:1] == "人" and 2 <= value < 10 and after not in _GROWN_UP  # 五成人在一年内…
    if after[:1] in _AFTER_SHARE and len(unit) == 1 and not people:
        return None
    if after == "不变" or text[max(0, begin - 1) : begin] in ("完", "第"):
        return None
    rest = unit[1:]
    more = 5 if rest == "半" else int(rest) if rest.isdigit() else han_digit(rest) if rest else 0
    value = value * 10 + more
    return Quantity(match.start("number"), match.end(), round(value, 6), "%")
