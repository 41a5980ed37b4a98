"""Is this a person's name? By surname, compound surnames and Traditional forms included.

Names come back as the source writes them. Not obvious: 某某财经 and 南京 begin with no surname,
江阴 does, so places are only told apart by where they stand (before 报道, after a gap).
"""

from __future__ import annotations

import re
from functools import cache

from generator.clean.characters import fold
from generator.clean.tables import table, word_set

_HAN_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]{2,4}")
_FOREIGN_NAME = re.compile(
    r"(?![文图]·)[\u4e00-\u9fff]{1,6}(?:[·•‧][\u4e00-\u9fffA-Z.]{1,8}){1,3}"
    r"|[A-Z][A-Za-z.'-]+(?: [A-Z][A-Za-z.'-]*){1,3}"
)
_PLATFORM = re.compile(
    r"\b(?:facebook|twitter|plurk|weibo|wechat|whatsapp|instagram|youtube|university|journal|vol|no|copyright"
    r"|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\b",
    re.IGNORECASE,
)
_WRITTEN_OUT = re.compile(r"[\u4e00-\u9fff]|[A-Za-z]{2}")
_SPACED = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
_NUMBERED_NAMES = re.compile(
    r"\s*(?:[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff]){1,3}\s?\d(?:[,，]\d)*[*＊†]?\s*(?:[，,、;；]\s*|$))+"
)
# 邱 砚 秋　汤 珂: single gaps within a name, a wide one between two.
_SPACED_THREE = re.compile(
    r"(?:(?<=[\u3000])|(?<=  )|^)[\u4e00-\u9fff](?: [\u4e00-\u9fff]){1,2}(?=\u3000|  |$)"
)
_POINTERS = re.compile(r"(?<=[\u4e00-\u9fff])[¹²³⁴⁵⁶⁷⁸⁹⁰†‡*＊]+(?=$|[\s,，、;；])")
_BETWEEN = re.compile(
    r"[\s、,，;；/／|｜&＆]+|(?<=[\u4e00-\u9fff]{2})[和與与及](?=[\u4e00-\u9fff]{2})"
)
_HOME = re.compile(r"^(?:[\[【(（〔][\u4e00-\u9fff]{1,3}[\]】)）〕]|@)\s*")  # [英]某某, @某某
_TITLE_WORDS = re.compile(
    r"^(?:[\u4e00-\u9fffA-Za-z]{2,10}(?:报|网|社|台|刊|新闻|频道|客户端|融媒体?|传媒)(?=(?:首席|实习|见习|全媒体)?记者))?"
    r"(?:本报|本刊|本网|本台|本社|首席|特约|特派|实习|见习|全媒体|融媒体|综合)*"
    r"(?:(?:记者|通讯员|作者|撰文|撰稿人?|编辑)[\s:：/／|｜·]*|文[\s:：/／|｜·]+)"
)
_AFTER_NAME = re.compile(
    r"[\s]*(?:[(（][^()（）]{0,20}[)）]?|教授|博士|编译|综合报道|报道|整理|采写|撰文|撰稿|文|摄|摄影|记者)$"
)
_OF_MEDIA = (
    "报",
    "网",
    "社",
    "刊",
    "新闻",
    "发布",
    "在线",
    "周刊",
    "频道",
    "论坛",
    "报道",
    "报导",
    "客户端",
)
_OF_PLACES = ("省", "市", "县", "镇", "乡", "街道")
_OFFICES = (
    "宣传办",
    "党政办",
    "综合办",
    "政务办",
    "新闻办",
    "信息办",
    "宣传部",
    "组织部",
    "宣传科",
)
_WORK = word_set("报道 综合 整理 摄影 采访 综合报道 摄影报道 专电 编辑 供图 供稿 撰文 原创 转载")
# How an affiliation in brackets ends, folded: (松岬供电所,松岬 000330).
POST_CODE = r"[,;\s][\u4e00-\u9fff·]{2,10}\s*\d{6}\)"
_MAX_NAMES = 12
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff（）()、·\w\s,，.-]{0,60}(?:大学|学院|研究院|研究所|研究室|教研室|工作室|研究中心|中心|实验室|委员会|政府|局|厅|部|处|办公室|"
    r"市委|省委|县委|区委|党委|党校|公司|集团|协会|学会|联合会|基金会|智库|系|报社|杂志社|出版社|医院|银行|法院|检察院|"
    r"课题组|编写组|编辑部|调研组|联盟|法人|院|馆|中学|小学|学校|幼儿园|居委会|村委会|街道|管理所|服务站|总队|支队|大队|署|总会|工会|"
    r"团委|商会|科|股|队|站|所|办|宣传办|社区|业主委员会|业委会|管委会|家长委员会)(?:[,，\s]+[\u4e00-\u9fff\s]{2,12}\d{6})?"
)
_POST = (
    r"[\u4e00-\u9fff、·]{0,20}(?:市长|区长|县长|镇长|乡长|州长|省长|书记|局长|主任|院长|教授|研究员|会长|董事长|总经理|"
    r"处长|科长|校长|所长|部长|厅长|馆长|行长|理事长|秘书长|社长|总编辑|主席|委员|代表|总裁|总工程师|首席数据官)"
)
_POST_ONLY = re.compile(
    rf"{_POST}|.{{2,20}}(?:教师|讲师|学者|博士|博士生|硕士|研究生|工程师|编辑|作家|顾问|专员|专家|助理|干事|主管|组长|志愿者|志工)"
)
_WITH_POST = re.compile(
    rf"(?P<post>{_POST})[\s\u3000]+(?P<name>[\u4e00-\u9fff](?:[\s\u3000]*[\u4e00-\u9fff·]){{1,3}})"
    rf"|(?P<first>[\u4e00-\u9fff·]{{2,4}})[\s\u3000]+(?P<after>{_POST})"
)


@cache
def _surnames() -> frozenset[str]:
    return frozenset("".join(table("names")["surnames"].split()))


@cache
def _compound_surnames() -> frozenset[str]:
    return frozenset(table("names")["compound"].split())


@cache
def _words() -> frozenset[str]:
    return frozenset(table("names")["words"].split())


def is_closing(text: str) -> bool:
    """此致, 敬礼: what a letter ends with, alone on a line as a name would be."""
    return fold(text.strip()) in _closings()


@cache
def _closings() -> frozenset[str]:
    return frozenset(table("names")["closings"].split())


def is_person(text: str) -> bool:
    """A Chinese name of 2 to 4 characters, or a foreign one."""
    folded = fold(text.strip())
    if _FOREIGN_NAME.fullmatch(folded):
        if _PLATFORM.search(folded):
            return False  # Facebook Twitter Line: where to share it
        # A- A is a button, 某某晚报·某某客户端 a medium.
        return bool(_WRITTEN_OUT.search(folded)) and not folded.endswith(_OF_MEDIA)
    if folded.endswith(_OFFICES) or folded in _closings():
        return False
    if not _HAN_NAME.fullmatch(folded) or folded in _words():
        return False
    if folded.endswith(("小姐", "女士", "先生")):
        return False  # whom to ring up, not who wrote
    if len(folded) >= 3 and folded.endswith(_OF_MEDIA):
        return False  # 平海网, 山阳商报
    if len(folded) >= 3 and folded.endswith(_OF_PLACES):
        return False  # 江南省, 余江县
    if folded[:2] in _compound_surnames():
        return len(folded) >= 3
    if folded[0] not in _surnames():
        return False
    # 欧阳 aside, four characters are a double surname of two surnames (范姜, 张简, 陈方安生).
    return len(folded) <= 3 or folded[1] in _surnames()


def names_in(text: str, *, trusted: bool = False) -> tuple[str, ...]:
    """The people a by-line names. `trusted`: a label says these are names, surname or not."""
    text = close_up(without_home(text.strip()).strip(" \u3000:：/／|｜()（）[]【】"))
    found: list[str] = []
    listed = "、" in text
    parts = [part for part in _BETWEEN.split(text) if part]
    for part in parts:
        part = without_home(part)
        folded = fold(part)
        lead = _TITLE_WORDS.match(folded)
        start = lead.end() if lead else 0
        tail = _AFTER_NAME.search(folded, start)
        name = part[start : tail.start() if tail and tail.start() > start else None].strip()
        plausible = (
            trusted
            and fold(name) not in _WORK
            and bool(re.fullmatch(r"[\u3400-\u9fff·]{2,8}|[A-Za-z][\w.' -]{1,30}", name))
            # 作者：柳某某，某某大学教授: the second is what the first one is.
            and not (found and is_organisation(name))
            and not (len(parts) > 1 and is_post(part))
        )
        # 柳某某、楼某某: who is listed with a person is one, whatever the surname.
        named = listed and bool(found) and bool(_HAN_NAME.fullmatch(name)) and len(name) <= 3
        beside = named and fold(name) not in _words() and not is_organisation(name)
        if name and (is_person(name) or plausible or beside):
            found.append(name)
    whole = _FOREIGN_NAME.fullmatch(text)
    if whole and not found:
        found = [text]
    return tuple(dict.fromkeys(found[:_MAX_NAMES]))


def without_home(text: str) -> str:
    """[英]某某 → 某某, @某某 → 某某."""
    return _HOME.sub("", text)


def is_post(text: str) -> bool:
    """政策专员, 乡村教师: what somebody is, before or behind a name."""
    return bool(_POST_ONLY.fullmatch(fold(text))) and not is_person(text)


def close_up(text: str) -> str:
    """柳　闻¹ → 柳闻: a name of two characters is set as wide as one of three, and marks after a
    name point to where its owner works."""
    text = _POINTERS.sub("", text)
    if _NUMBERED_NAMES.fullmatch(text):  # 卫 昭 1，傅 青 梧 2*
        parts = re.split("[，,、;；]", text)
        text = "、".join(re.sub(r"[\s\d*＊†]", "", part) for part in parts)
    text = _SPACED_THREE.sub(lambda match: "".join(match.group().split(" ")), text)
    return _SPACED.sub(r"\1\2", text)


def is_name_line(text: str) -> bool:
    """A line that holds names and nothing else: 于某某 岑某某."""
    joined = close_up(text.strip())
    parts = [part for part in _BETWEEN.split(joined) if part]
    return 0 < len(parts) <= 6 and len(joined) <= 30 and all(is_person(part) for part in parts)


def is_organisation(text: str) -> bool:
    """A body and not a person: 某某市数据局, 某某大学公共管理学院."""
    folded = fold(text.strip())
    return bool(_ORGANISATION.fullmatch(folded)) and not is_person(folded)


def name_with_post(text: str) -> str | None:
    """某某市市长　宋某某 alone on a line: the name."""
    if not 5 <= len(text) <= 32:
        return None
    match = _WITH_POST.fullmatch(fold(text.strip()))
    if match is None:
        return None
    group = "name" if match.group("name") else "first"
    start = len(text) - len(text.lstrip())
    name = "".join(text[match.start(group) + start : match.end(group) + start].split())
    return name if is_person(name) else None
