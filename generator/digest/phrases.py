"""Noun phrases beside a number, from the words of its clause.

In: tokens (`clause_words`). Out: what stands before the number as a row head, or behind it as the
thing counted. Not obvious: what hangs on a preposition (比对照班|低, 在全港十八区|设有) names
neither, and a verb does where no noun stands nearer (分红268万元, 往返六趟).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.digest.clause_words import Token
from generator.digest.quantities import COUNT_UNITS, Quantity

_LONGEST = 20
_ALL_OF_IT = 12  # a phrase this short keeps its owner: 水务集团|的|管网漏损率
_BACK = 40
_TOLD = 8  # words that may tell of what is counted before its noun
_PLACE_END = re.compile("(?<=.)(?:(?<![公集])[里中]|内)$")
_INSIDE = re.compile("里|中(?![学心小型国医药队层文外青老间])|当中|其中")
_WIDE = frozenset(
    """
    全国 全球 全市 全省 本市 本省 国内 省内 市内 新 免费 以上 以下 左右 多 余
    """.split()  # noqa: SIM905
)
_GENERIC = frozenset(
    """
    企业 单位 学校 市民 家庭 项目 医院 社区 部门 商户 居民 农户 机构 产品 服务 学生 老人 员工 高校
    国家 地区 工厂
    """.split()  # noqa: SIM905
)
DURATIONS = frozenset("分钟 小时 秒 毫秒 天 日 星期 个月 工作日 个工作日 学时 课时".split())  # noqa: SIM905
_LASTING = ("课程", "车程", "培训", "续航", "路程", "服务", "值守", "地铁圈", "生活圈")
_GROWS = ("%", "个百分点", "倍", "‰")
_ADJECTIVE = re.compile(
    "(?:以上|新|不同|规模以上|免费|专业|国家级|省级|市级|县级|重复|类似|多|大|小|老|公共)$"
)
# Verbs that are no part of a name: 两位领导|担任|组长, 11个项目|获评|示范.
_FINITE = frozenset(
    """
    担任 出任 获评 获 获得 荣获 入选 入围 成为 作为 牵头 负责 属于 参与 参加 采用 使用 通过 实现
    完成 开展 进行 进入 加入 持续 达到 接受 享受 拥有 设立 安装 加装 装设 提供 同步
    """.split()  # noqa: SIM905
)
_HONOURED = frozenset("获评 荣获 入选 入围 获得 获".split())  # noqa: SIM905
EXTENTS = frozenset("亩 公顷 平方米 平方公里 公里 立方米 吨 千瓦 千瓦时 P".split())  # noqa: SIM905
_GIVEN = frozenset(("给予", "予以", "给"))
_WITH = frozenset("与和同跟")
# What a sum or an area is behind a count of things: 100个项目|投资|154亿元.
AMOUNTS = frozenset("投资 产值 收入 金额 总投资 面积 总面积 规模 营收 补助".split())  # noqa: SIM905
# What makes a noun of the verb before it.
_MEASURED = re.compile(
    "^(?:率(?!先)|量(?![子化])|额(?!外)|数(?![字据码控智学])|费(?!用)|人数|用户|时间|面积|金额|次数|规模|长度|里程|比例|件数|户数|人员|时长|速度|成本|总数|总量|总额|企业)"
)


class Head(NamedTuple):
    noun: str  # the phrase that names what is measured, or ""
    act: str  # the verb of doing before the number, where nothing names it


class Behind(NamedTuple):
    noun: str  # the noun that follows the number directly, or ""
    whole: str  # all up to the end of the clause or the next number
    of: bool  # whether 的 stands between: 35%的商户


def head_before(before: Sequence[Token]) -> Head:
    """What a clause names before its number."""
    said = _without_prepositions(before)
    at = len(said) - 1
    act = ""
    while at >= 0:
        token = said[at]
        if token.kind == "act" and not act and token.text:
            act = token.text
        elif token.kind == "verb" and at + 1 < len(said) and said[at + 1].text in ("在", "于"):
            pass  # 滞留|在|6万: says only that there is so much
        elif token.kind == "verb" and at == len(said) - 1 and token.text[-1] in "成到至为":
            pass  # 并成|8趟
        elif token.kind in ("noun", "verb"):
            break
        elif token.kind == "added" and at == len(said) - 1:
            act = token.text
        elif token.kind in ("lead", "join") and act == "" and at and said[at - 1].kind == "noun":
            pass
        at -= 1
    if at < 0:
        return Head("", act)
    if act and len(act) > 1 and said[at].kind == "noun":
        # 平台|发放: the noun does it, and what it does is counted.
        noun = _gathered(said, at)
        return Head(_clean(noun + act) if len(noun + act) <= _ALL_OF_IT else act, "")
    noun = _gathered(said, at)
    if len(noun) == 1:  # 二期|再|投: the noun before the verb, with it
        left = at - 1
        while left >= 0 and said[left].kind == "drop":
            left -= 1
        if left >= 0 and said[left].kind == "noun":
            noun = _gathered(said, left) + noun
    return Head(_clean(noun), act)


def _without_prepositions(before: Sequence[Token]) -> list[Token]:
    """The clause without what hangs on its prepositions, up to 的 or the next verb."""
    kept: list[Token] = []
    hanging = False
    for at, token in enumerate(before):
        if token.kind == "before":
            hanging = True
            continue
        if hanging:
            if token.kind in ("noun", "lead", "drop", "point", "number"):
                continue
            if token.kind == "join":
                # 对采购设备的|补助: behind 的 stands what is spoken of.
                more = any(each.kind == "noun" for each in before[at + 1 :])
                if token.text in ("的", "之") and more:
                    hanging = False
                continue
            hanging = token.kind == "verb" and any(each.text == "的" for each in before[at + 1 :])
            if hanging:
                continue
        kept.append(token)
    return kept


def _gathered(said: Sequence[Token], last: int) -> str:
    """The phrase that ends at `last`: nouns with their joins, and a verb that opens the clause."""
    parts = [said[last].text]
    at = last - 1
    while at >= 0:
        token = said[at]
        if token.kind in ("noun", "lead", "join"):
            parts.append(token.text)
        elif token.kind == "added":
            parts.append(token.text)
            break
        elif token.kind in ("verb", "act") and len(token.text) > 1:
            if _MEASURED.search(said[at + 1].text):
                parts.append(token.text)  # 开通|人数, 覆盖|率
                at -= 1
                continue
            if token.kind == "act":
                break
            opens = all(each.kind in ("drop", "lead", "point") for each in said[:at])
            modifies = at + 1 <= last and said[at + 1].text == "的"
            compound = (
                at > 0 and said[at - 1].kind in ("noun", "lead") and said[last].kind == "noun"
            )
            if not (opens or modifies or compound):
                break
            parts.append(token.text)
        else:
            break
        at -= 1
    return "".join(reversed(parts))


def _clean(phrase: str) -> str:
    phrase = phrase.strip("的之和与及、或")
    if "的" in phrase:
        tail = phrase.rpartition("的")[2]
        whole = phrase.replace("的", "")
        phrase = whole if len(whole) <= _ALL_OF_IT or len(tail) <= 2 else tail
    phrase = _PLACE_END.sub("", phrase)
    return phrase if len(phrase) > 1 else ""


def behind_number(said: Sequence[Token], index: int, quantity: Quantity) -> Behind:
    if index + 1 < len(said) and _INSIDE.match(said[index + 1].text):
        return Behind("", "", False)  # 740家里, 三类中
    if quantity.unit == "人" and index + 1 < len(said) and said[index + 1].text[0] == "口":
        return Behind("人口", "人口", False)  # 187万人口里有…
    if (quantity.unit == "位" and "第" in said[index].text) or "前" in said[index].text:
        return Behind("", "", False)
    parts: list[Token] = []
    rest: list[Token] = []
    of = False
    for at in range(index + 1, min(index + _BACK, len(said))):
        token = said[at]
        if token.kind in ("stop", "number"):
            break
        if not rest and token.text in _WIDE:
            continue
        if not rest and token.text == "的":
            of = True
            continue
        if not rest and token.text in _GIVEN:
            continue
        if token.text == "、" and not _lists_on(said[at + 1 : at + _BACK]):
            break
        if token.kind == "change" and not rest and token.text not in ("由", "从"):
            break  # 由41分钟|降到|33分钟
        contiguous = len(rest) == len(parts)
        rest.append(token)
        if contiguous and token.kind in ("noun", "join", "lead"):
            parts.append(token)
        elif contiguous and token.kind in ("verb", "act") and len(token.text) > 1:
            if parts and quantity.unit in COUNT_UNITS and token.text in _FINITE:
                continue
            if not parts or parts[-1].kind != "verb":
                parts.append(token)  # 47家|参展|企业, 1000万元的|奖补
            else:
                break
    parts = _without_partner(parts)
    if quantity.unit in COUNT_UNITS and len(parts) > 1 and parts[-1].text in AMOUNTS:
        after = index + 1 + len(parts)
        if after < len(said) and said[after].kind == "number":
            parts.pop()
    if not parts and quantity.unit in COUNT_UNITS and rest:
        parts = _spoken_of(rest)
    ends = len(rest) == len(parts)
    nominal = of or any(token.text == "的" for token in parts)
    while parts and (
        parts[-1].kind in ("join", "lead")
        or (parts[-1].kind in ("verb", "act") and not (ends and nominal))
    ):
        parts.pop()
    while rest and rest[-1].kind in ("join", "drop", "before", "lead"):
        rest.pop()
    whole = "".join(token.text for token in rest if token.text != "了")
    noun = "".join(token.text for token in parts)
    joined = next((at for at, token in enumerate(parts) if token.text == "的"), 0)
    if joined and not of:
        first = "".join(token.text for token in parts[:joined])
        if 2 <= len(first) <= 5 and not _ADJECTIVE.search(first):
            # 3000家企业的数字化诊断: it is the diagnoses that are told.
            noun = noun.replace("的", "") if first in _GENERIC else first
    noun = _PLACE_END.sub("", noun)
    if quantity.unit == "国家":
        noun = f"国家{noun}"
    if quantity.unit in COUNT_UNITS:
        more_told = len(rest) > len(parts) + 1 and rest[len(parts)].text not in _HONOURED
        if noun in _GENERIC and more_told:  # 300家企业提供…诊断: of what
            more = head_before(rest[len(parts) :]).noun
            if 2 <= len(more) <= 8:
                noun += more
        return Behind(noun[:_LONGEST], whole, of)
    if of or quantity.unit == "%":
        return Behind(noun[:_LONGEST], whole, of)
    if quantity.unit in DURATIONS:
        return Behind(noun if noun.endswith(_LASTING) else "", whole, of)
    if quantity.unit not in _GROWS and 2 <= len(noun) <= 8 and len(rest) == len(parts):
        return Behind(noun, noun, of)  # 3000元技能补贴, 55公里测试道路
    if quantity.unit in EXTENTS and 2 <= len(noun) <= 8:
        return Behind(noun, whole, of)  # 三万亩茶园|每年买…
    return Behind("", whole, of)


def _without_partner(parts: list[Token]) -> list[Token]:
    """七家银行|与“轴都云”|签约: a name in quotation marks is not counted."""
    for at, token in enumerate(parts[1:-1], 1):
        after = parts[at + 1]
        if token.text in _WITH and after.end - after.start > len(after.text):
            return parts[:at]
    return parts


def _spoken_of(rest: Sequence[Token]) -> list[Token]:
    """三家|能刷医保的|口腔门诊: the noun behind what is told of it."""
    if rest[0].kind not in ("verb", "act", "drop"):
        return []
    at = next((i for i, token in enumerate(rest[:_TOLD]) if token.text == "的"), 0)
    if not at or rest[at - 1].kind in ("drop", "point"):
        return []
    last = at + 1
    while last < len(rest) and rest[last].kind in ("noun", "lead"):
        last += 1
    if last < len(rest) and rest[last].kind not in ("verb", "act", "empty", "drop"):
        return []
    return list(rest[at + 1 : last])


def _lists_on(after: Sequence[Token]) -> bool:
    """Whether a list goes on behind 、: 轴承、泵阀企业 does, 3000家企业、1000家商户 does not."""
    if not after or after[0].kind not in ("noun", "lead", "verb"):
        return False
    ends = next((token.kind for token in after if token.kind in ("number", "stop")), "stop")
    return ends == "stop"
