"""Whether some words can be the name of a thing: 首席数据官 can, 登记用户 and 跨部门 cannot.

In: a quoted name, a title or a noun phrase. Out: whether it names something, and the name without
the town before it. Nothing here looks at where it stands or how often.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.digest.names import COMMON_LATIN
from generator.digest.terms import word_lists, words_needed
from generator.digest.words import frequency, is_listed, pieces, word_class

_HAN = "\u4e00-\u9fff"
_OFFICES = (
    "书记", "市长", "省长", "县长", "局长", "记者", "主任", "主席", "党代会", "精神", "讲话",
)  # fmt: skip
_BAD_FIRST = frozenset("万亿人个项家座次位名件条种第年月日号等们吨倍元率度副化性式型市省县区")
_BAD_LAST = frozenset("第个项次位件年月日各将高副等们")
_BAD_LAST_OF_THREE = frozenset("性化式型感度率")
_WIDENING = frozenset("跨各多非按分逐某")  # before a general word they name nothing: 跨部门
_MAKING_KINDS = re.compile("(?<=..)[型级性类]")  # 服务|型|政府
# A row of a table, and no name: 交易额, 注册用户, 平均处置时间, 覆盖率.
_IS_MEASURED = re.compile(
    "(?:用户|会员|人数|次数|峰值|时间|时长|金额|面积|比例|比重|收入|产值|总值|增加值|成本|租金|造价|[额率])$"
)
_IS_COUNTED = re.compile("[一二三四五六七八九十两]+大(?!道)")  # 六大工程
# General words that end so are a body with a name: 资料治理委员会.
_IS_BODY = re.compile("(?:委员会|领导小组|基金会|联盟|促进会|研究院)$")
_KINDS = frozenset("局站厅委院所馆校厂店部室办处")
_MEASURES = frozenset("艘辆户份台亩吨笔宗幢栋架头匹桶箱位家个项人名件条")
_GIVES = frozenset("购置 拨付 配发 发放 申领 缴纳 领取 报送".split())  # noqa: SIM905
_SPEAKERS = frozenset("我你您他她它咱谁")
_SAID = frozenset("了 吗 呢 吧 啊 多少 什么 怎么 我 你 他 她 我们 你们".split())  # noqa: SIM905
_PROPER = ("nt", "nz", "nr", "ns")
_COMMON = 600  # of a word in the segmenter's dictionary: any text may use it
_GOES_ON = re.compile("^.[着到至过]$")  # 责任|跟着|船
_TWO_ACTS = re.compile(r"(.).{1,2}\1.{0,3}")  # 上云上平台
_PLACE = re.compile(f"([{_HAN}]{{2,3}})[市县区省]")
_WIDE = frozenset(
    "全国 全省 全市 全县 全区 全城 全港 全台 我国 我市 我省 我区 本市 本省 本区 该市 各地".split()  # noqa: SIM905
)
_SHORTEST_NAME = 3
_GENERIC_WORDS = 3  # a compound of so many general words or fewer names nothing


def names_something(name: str, vague: frozenset[str]) -> bool:
    """Whether a noun phrase can be a name: no office, measure, general word or piece of one."""
    if len(name) < _SHORTEST_NAME or any(office in name for office in _OFFICES):
        return False
    cut = pieces(name)
    if cut[0] in _BAD_FIRST or name[-1] in _BAD_LAST or re.fullmatch(r"\d{2,}[A-Za-z]+", name):
        return False
    if len(name) == 3 and name[-1] in _BAD_LAST_OF_THREE:
        return False
    if is_place(name) or _are_two_acts(name) or any(map(_GOES_ON.search, cut)):
        return False
    lists = word_lists()
    if name[0] in _WIDENING and words_needed(name[1:], vague):
        return False
    if _IS_MEASURED.search(name) or _IS_COUNTED.match(name) or _is_kind_of_office(name, cut):
        return False
    general = words_needed(_MAKING_KINDS.sub("", name), vague) or words_needed(name, vague)
    if 1 <= general <= _GENERIC_WORDS and not (general == 3 and _IS_BODY.search(name)):
        return False
    if general and cut[-1] in lists.nominal:
        return False  # many general words, and what is done with them: no institution
    said = words_needed(name, vague | lists.breaks)
    if 1 <= said <= 2 or (said == 3 and cut[0] in lists.breaks):
        return False
    if not _GIVES.isdisjoint(cut):
        return False  # 老人|配发|智能|手环
    if name[0] in "万亿" and not is_listed(name):
        return False  # 万标箱: a unit
    if len(cut) == 1:
        return name.upper() not in COMMON_LATIN and word_class(name)[0] in "nje"
    if len(cut) == 2 and cut[0] in lists.nominal and cut[1] in lists.generic:
        return False  # 登记用户
    if len(cut) == 2 and cut[1] in lists.nominal and _is_only_verb(cut[0]):
        return False  # 拒绝共享
    if len(cut) == 2 and cut[1] in lists.leading and cut[1] in lists.generic:
        return False  # 集群发展
    return not (cut[0] in lists.breaks and cut[0] not in lists.nominal)


def is_common(name: str) -> bool:
    """Whether a phrase tells what a text is about, and is no name one would look up: 产业链."""
    lists = word_lists()
    for size in range(2, len(name) + 1):
        tail = name[size:]
        if name[:size] in lists.common and (not tail or words_needed(tail, lists.generic)):
            return True  # 产业链, 产业链建设; 工业互联网 is a thing of its own
    return frequency(name) > _COMMON and is_listed(name) and word_class(name) not in _PROPER


def _is_only_verb(word: str) -> bool:
    return word_class(word) == "v" and is_listed(word) and word not in word_lists().nominal


def _is_kind_of_office(name: str, cut: Sequence[str]) -> bool:
    """水利局, 监测站: every town has one; what it is called is not said."""
    return len(cut) == 1 and len(name) == 3 and name[-1] in _KINDS and is_listed(name)


def _are_two_acts(name: str) -> bool:
    return bool(_TWO_ACTS.fullmatch(name)) and word_class(name[0])[0] in "vf"


def is_place(name: str) -> bool:
    """Whether it is a town or district and nothing else: 示范区 is none, 北塘区 is."""
    found = _PLACE.fullmatch(name)
    known = word_lists().known
    if not found or name in known:
        return False
    head, rank = found[1], name[-2:]
    if rank in known or (is_listed(rank) and word_class(rank) != "ns"):
        return False  # 老旧小区, 标杆城市
    if word_class(head) in ("ns", "nr", "nrt", "nz"):
        return True
    return not is_listed(head)


def is_said(name: str) -> bool:
    """Whether words in quotation marks are somebody's, and no name: “我在”, “建了多少”."""
    return name[0] in _SPEAKERS or not _SAID.isdisjoint(pieces(name))


def is_noun_phrase(phrase: str) -> bool:
    """Whether it begins and ends as a noun phrase does: 插座|拆 and 艘|补助 do not."""
    cut = pieces(phrase)
    if phrase[0] in "在于从向对把被与和及由" and not is_listed(cut[0]):
        return False  # 在岚江
    if cut[0] in _MEASURES or word_class(cut[0])[0] in "dpcrm" or cut[0] in _GIVES:
        return False
    if len(cut) > 1 and len(cut[0]) == 1 and word_class(cut[0])[0] == "v":
        return False
    last = word_class(cut[-1])
    return len(cut[-1]) > 1 or last[0] != "v"


def is_marked_name(name: str, vague: frozenset[str]) -> bool:
    if not re.search(f"[{_HAN}A-Za-z]", name) or words_needed(name, vague):
        return False
    if name[0].isdigit() or len(name) > 10:
        return False
    slogan = word_lists().slogan
    if any(len(word) > 1 and word in name for word in slogan):
        return False
    return slogan.isdisjoint(pieces(name))


def bare_title(title: str, towns: frozenset[str]) -> str:
    """A law or plan without the town before it and the years behind it."""
    bare = re.sub(r"[(][^)]*[)]|\d{4}.*$", "", title).strip()
    return _trim(bare, towns)


def trim_any(name: str, towns: frozenset[str]) -> str:
    """Of a phrase, also a town that no text names by its government."""
    trimmed = _trim(name, towns)
    place = next((size for size in (4, 3) if is_place(trimmed[:size])), 0)
    return trimmed[place:] if place and len(trimmed) - place >= _SHORTEST_NAME else trimmed


def _trim(name: str, towns: frozenset[str]) -> str:
    """The name without a town at its head: 某市数字化转型促进条例 is a 数字化转型促进条例."""
    for length in range(min(5, len(name) - 3), 1, -1):
        if name[:length] in _WIDE or name[:length] in towns:
            return name[length:]
    return name
