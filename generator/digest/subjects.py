"""What a quantity is of: the row head an editor would write for it in a table.

In: a statement, its quantities, and what the passage has told so far. Out: a subject for each. It
is the noun that is counted, behind the measure word (214支水位计) or before the number (用户达
382万), with its owner or programme where one is named; a statement that names nothing (增长6%,
其中12家…) goes on about the thing named last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.digest.clause_words import Token, tokens
from generator.digest.quantities import COUNT_UNITS, Quantity

_HAN = "\u4e00-\u9fff"
_LONGEST = 16
_PLACE_END = re.compile("(?<=.)(?:(?<![公集])[里中]|内)$")
_BELONGS = re.compile("用户|会员|日活|活跃|下载|访问|注册|登记|服务事项|满意|呼叫|来电")
_WITHIN = frozenset(["平均", "日均", "月均", "年均", "全部", "最高", "最大"])
_ONE = frozenset("村市区县镇乡校店键车桥岛塔港厂")
_SAME = re.compile("(?:.{0,3}[到至成为]|~|[-—–])了?$")
_INSIDE = re.compile("里|中(?![学心小型国医药队层文外青老间])")
_CLAUSE_END = re.compile("[,，。；;：:！!？?]")
_DURATIONS_WORDS = "分钟 小时 秒 毫秒 天 个月 工作日 个工作日 学时 课时"
_DURATIONS = frozenset(_DURATIONS_WORDS.split())
_LASTING = ("课程", "车程", "培训", "续航", "路程", "服务", "值守", "地铁圈", "生活圈")
_GROWS = ("%", "个百分点", "倍", "‰")
_NEAR = 160  # characters before a number that may name its owner
_BACK = 40  # words before it, likewise
_SHORT = 6  # a subject this short wants its owner
_QUOTED = re.compile(
    f"[“‘《]([{_HAN}A-Za-z0-9+]{{2,10}})[”’》](App|APP|app|小程序|平台|系统|码|卡|行动|计划|工程)?"
)
_FOLLOWS = re.compile("[、的]|和|与|,|，|。")
_GENERIC_WORDS = (
    "企业 单位 学校 市民 家庭 项目 医院 社区 部门 商户 居民 农户 机构 产品 服务 "
    "学生 老人 员工 高校 国家 地区 工厂"
)
_GENERIC = frozenset(_GENERIC_WORDS.split())
_WIDE_WORDS = "全国 全球 全市 全省 本市 本省 国内 省内 市内 新 免费 以上 以下 左右 多 余"
_WIDE = frozenset(_WIDE_WORDS.split())
_SPENT = {
    "投入": "投入",
    "省下": "节省金额",
    "节省": "节省金额",
    "节约": "节约金额",
    "花了": "花费",
    "花": "花费",
    "发放": "发放金额",
    "给予": "补助",
}
_LISTED_TAIL = re.compile(
    "(?:核心)?(?:产业|经济|企业|服务|业务|用户)?(?:规模|收入|产值|增加值|总额|金额|"
    "数量|总数|人数|面积|投资|占比|比例|比重|率|量|额|数|增速|时间|成本|价格)$"
)
_VAGUE_WORDS = (
    "规模 金额 总额 面积 数量 总数 投资 长度 里程 总量 产值 收入 全长 总长 "
    "总投资 总面积 用户 服务 时间 用时 成本 人数 比例 占比 项目 企业 产品 设备"
)
_VAGUE = frozenset(_VAGUE_WORDS.split())
_PERSON_UNITS = frozenset(("人", "人次", "户", "户次", "家次"))
_ADJECTIVE = re.compile(
    "(?:以上|新|不同|规模以上|免费|专业|国家级|省级|市级|县级|重复|类似|多|大|小|老|公共)$"
)


class Told(NamedTuple):
    """What a passage has named so far."""

    topic: str = ""  # the owner: a programme, an institution
    subject: str = ""  # what the last figure was of


def subjects(
    text: str, start: int, end: int, found: Sequence[Quantity], told: Told
) -> tuple[list[str], Told]:
    """The subject of each quantity, and what the next statement may lean on."""
    if not found:
        return [], Told(_named(text, start, end) or told.topic, told.subject)
    last = _CLAUSE_END.search(text, found[-1].end, end)  # what follows tells nothing of them
    words = tokens(text, start, last.start() if last else end, found)
    at = [index for index, token in enumerate(words) if token.kind == "number"]
    listed = _listed_apart(words, at)
    made: list[str] = []
    subject, topic = told.subject, told.topic
    own = ""  # the owner this statement has named
    carries = text[max(0, start - 1) : start] not in (";", "；")  # items of a list stand apart
    unit = ""
    for number, quantity in enumerate(found):
        index = at[number]
        before = _before(words, index)
        behind, whole = _behind(words, index, quantity)
        nouns = _phrases(before)
        near = before[0].start if own and before else quantity.start if own else start
        named = _named(text, max(near, quantity.start - _NEAR), quantity.start)
        if named:
            own = named
        between = text[found[number - 1].end : quantity.start] if number else ""
        if number in listed:
            subject = listed[number]
        elif number and unit == quantity.unit and len(between) <= 5 and _SAME.match(between):
            pass  # 由4.1元降到2.6元, 从9亿元砍到5亿元: of one thing
        elif any(token.kind == "share" for token in before):
            subject = _share_of(before, subject)
        else:
            head = _head(before, nouns, behind, whole, quantity)
            if head:
                owner = own
                if not owner and carries and _BELONGS.search(head):
                    owner = topic
                subject = _with_owner(head, owner)
            elif (
                number
                and unit != quantity.unit
                and quantity.unit not in ("%", "个百分点")
                and 2 <= len(whole) <= 10
            ):
                subject = whole
            elif subject and (number or (before[:1] and before[0].kind in ("point", "change"))):
                subject = _changed(before, subject, quantity)
            else:
                subject = whole[:_LONGEST] or _any_noun(words, index) or subject or own or topic
        made.append(subject)
        unit = quantity.unit
    return made, Told(own or topic, subject)


def _named(text: str, start: int, end: int) -> str:
    """The last quoted name of a span that a clause opens with or that says what it "
    "is: “灵犀”App."""
    for match in reversed(list(_QUOTED.finditer(text, start, end))):
        name = match.group(1)
        opens = match.start() == 0 or text[match.start() - 1] in ",，。；;：:！!？?的是在为 "
        if "+" not in name and (
            match.group(2) or (opens and len(name) <= 6 and not _FOLLOWS.match(text, match.end()))
        ):
            suffix = match.group(2) or ""
            return name if suffix.isascii() or suffix == "小程序" else name + suffix
    return ""


def _before(words: Sequence[Token], index: int) -> list[Token]:
    """The tokens of the number's clause before it, without another number's noun."""
    first = index
    while first > max(0, index - _BACK) and words[first - 1].kind not in ("stop", "number"):
        first -= 1
    before = list(words[first:index])
    if first > 0 and words[first - 1].kind == "number":
        # 3000家…、1000家…: up to the 、 it is the other's noun.
        cut = [at for at, token in enumerate(before) if token.text in ("、", "和", "及", "与")]
        if cut:
            before = before[cut[-1] + 1 :]
        elif before and before[0].kind == "noun":
            before = before[1:]
            if before and before[0].text == "的" and len(words[first].text) <= 6:
                before = [words[first], *before[1:]]  # 11家企业的140辆车 are the firms'
    return before


def _phrases(words: Sequence[Token]) -> list[str]:
    """Noun phrases in order. A verb right before the number names what is counted: "
    "全年报警412次."""
    found: list[str] = []
    phrase: list[str] = []
    ends = Token("number", "", 0, 0)
    for token, after in pairwise([*words, ends, ends]):
        gerund = (
            token.kind == "verb"
            and len(token.text) > 1
            and (after.kind in ("number", "change", "share") or after.text in ("从", "由"))
        )
        if token.kind == "noun" or gerund or (token.kind == "join" and phrase):
            phrase.append(token.text)
        elif phrase and token.text in _WITHIN and after.kind == "noun":
            continue  # 找车位的|平均|时间
        elif phrase:
            found.append("".join(phrase))
            phrase = []
    if phrase:
        found.append("".join(phrase))
    made = (_PLACE_END.sub("", each.strip("的之和与及、或")) for each in found)
    return [each for each in made if len(each) > 1]


def _behind(words: Sequence[Token], index: int, quantity: Quantity) -> tuple[str, str]:
    """The noun that follows the number directly, and the phrase up to the end of the clause."""
    if index + 1 < len(words) and _INSIDE.match(words[index + 1].text):
        return "", ""  # 740家里, 三类中
    parts: list[Token] = []
    rest: list[str] = []
    of = False
    for token in words[index + 1 : index + _BACK]:
        if token.kind in ("stop", "number"):
            break
        if not parts and not rest and token.text in _WIDE:
            continue
        if not parts and not rest and token.text == "的":
            of = True
            continue
        if token.text == "、":
            break
        rest.append(token.text)
        if token.kind in ("noun", "join") and len(rest) == len(parts) + 1:
            parts.append(token)
    while parts and parts[-1].kind == "join":
        parts.pop()
    noun = "".join(token.text for token in parts)
    joined = next((at for at, token in enumerate(parts) if token.text == "的"), 0)
    if joined and not of:
        first = "".join(token.text for token in parts[:joined])
        if 2 <= len(first) <= 5 and not _ADJECTIVE.search(first):
            noun = first
    if (quantity.unit == "位" and "第" in words[index].text) or "前" in words[index].text:
        return "", ""
    noun = _PLACE_END.sub("", noun)
    if quantity.unit == "国家":
        noun = f"国家{noun}"
    if quantity.unit in COUNT_UNITS:
        if noun in _GENERIC and rest[len(parts) + 1 :]:  # 300家企业提供…诊断: of what
            nouns = _phrases(words[index + 1 + len(parts) : index + 1 + len(rest)])
            if nouns and len(nouns[-1]) <= 8:
                noun += nouns[-1]
        return noun[:_LONGEST], "".join(rest)
    if of or quantity.unit == "%":
        return noun[:_LONGEST], "".join(rest)
    if quantity.unit in _DURATIONS:
        return (noun, noun) if noun.endswith(_LASTING) else ("", "".join(rest))
    if quantity.unit not in _GROWS and 2 <= len(noun) <= 8 and len(rest) == len(parts):
        return noun, noun  # 3000元技能补贴, 55公里测试道路
    return "", "".join(rest)


def _head(
    before: Sequence[Token], nouns: Sequence[str], behind: str, whole: str, quantity: Quantity
) -> str:
    if len(behind) >= 2:
        if quantity.unit == "%":  # 35%的商户接入平台: what they do belongs to it
            whole = whole.replace("了", "")
            return whole[:_LONGEST] if len(whole) <= _LONGEST else behind
        if nouns and nouns[-1] in _VAGUE and quantity.unit not in COUNT_UNITS:
            return f"{behind}{nouns[-1]}"
        return behind
    if behind in _ONE and nouns:
        return nouns[-1] + behind
    if nouns:
        head = nouns[-1]
        tail = head.rpartition("的")[2]
        if len(tail) > 2:
            head = tail  # 水务集团的管网漏损率
        if (
            quantity.unit in _PERSON_UNITS
            and not behind
            and 2 <= len(whole) <= 8
            and len(head) <= 4
        ):
            return f"{head}{whole}"
        return head
    if quantity.unit in _PERSON_UNITS and 2 <= len(whole) <= 10:
        return whole
    if quantity.unit.endswith("元"):
        for token in reversed(before):
            if token.text in _SPENT:
                return _SPENT[token.text]
    return ""


def _share_of(before: Sequence[Token], subject: str) -> str:
    """…占全部工单的38%: what has the share, and of what."""
    at = max(index for index, token in enumerate(before) if token.kind == "share")
    who = _phrases(before[:at])
    of = _phrases(before[at + 1 :])
    left = who[-1] if who else subject.split("占")[0]
    right = of[-1] if of else "比"
    room = _LONGEST - len(right) - 1
    return f"{left[-max(room, 4) :]}占{right}"[: _LONGEST + 4]


def _with_owner(head: str, owner: str) -> str:
    head = _trimmed(head)
    if owner and len(head) <= _SHORT + 2 and owner not in head and head not in owner:
        joined = _joined(owner, head)
        if len(joined) <= _LONGEST:
            return joined
    return head


def _joined(owner: str, head: str) -> str:
    """Owner and thing, what both hold said once: 充电站 and 站点 stay apart, 数据平台 "
    "and 平台 do not."""
    for size in range(min(len(owner), len(head)), 1, -1):
        if owner.endswith(head[:size]):
            return owner + head[size:]
    return owner + head


def _trimmed(head: str) -> str:
    """At most sixteen characters, cut where a phrase begins."""
    while len(head) > _LONGEST:
        cut = re.search("[的、和与及]", head[:-2])
        if not cut:
            return head[-_LONGEST:].lstrip("0123456789.")
        head = head[cut.end() :]
    return head


def _changed(before: Sequence[Token], subject: str, quantity: Quantity) -> str:
    """增长14.2% after a sum is the growth of that sum."""
    if quantity.unit not in ("%", "个百分点"):
        return subject
    change = [token.text for token in before if token.kind == "change"]
    if (
        not change
        or change[-1] in ("由", "从")
        or subject.endswith(("增长", "下降", "提高", "减少"))
    ):
        return subject
    word = change[-1].rstrip("到至了为")
    return (
        subject
        if word in subject or len(word) < 2 or len(subject) > _LONGEST - 2
        else subject + word
    )


def _any_noun(words: Sequence[Token], index: int) -> str:
    """The nearest noun phrase of the clauses before."""
    nouns = _phrases(
        [token for token in words[max(0, index - _BACK) : index] if token.kind != "number"]
    )
    return _trimmed(nouns[-1]) if nouns else ""


def _listed_apart(words: Sequence[Token], at: Sequence[int]) -> dict[int, str]:
    """茶叶、竹编产值分别是3亿元、8000万元: number of the quantity → its own item of the list."""
    apart = next((i for i, token in enumerate(words) if token.text == "分别"), -1)
    if apart < 0:
        return {}
    numbers = [n for n, index in enumerate(at) if index > apart]
    run = numbers[:1]
    for n in numbers[1:]:
        between = words[at[n - 1] + 1 : at[n]]
        if any(token.kind == "noun" for token in between):
            break
        run.append(n)
    first = apart
    while first > 0 and words[first - 1].kind not in ("stop", "number"):
        first -= 1
    listed = "".join(t.text for t in words[first:apart] if t.kind in ("noun", "join"))
    items = [item for item in re.split("、|和|与|及|以及", listed) if item]
    if len(run) < 2 or len(items) < len(run):
        return {}
    if len(items) > len(run):  # A、B和C两项: the split went too far
        return {}
    tail = _LISTED_TAIL.search(items[-1])
    shared = tail.group() if tail and tail.group() != items[-1] else ""
    return {
        n: _trimmed(item if item.endswith(shared) else item + shared)
        for n, item in zip(run, items, strict=True)
    }
