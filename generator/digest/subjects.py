"""What a quantity is of: the row head an editor would write for it in a table.

In: a statement, its quantities, and what the passage has told so far. Out: a subject
for each. It is the noun that is counted, behind the measure word (214支水位计) or before the number
(用户达382万), with its owner or programme where one is named; a statement that names nothing
(增长6%, 其中12家…) goes on about the thing named last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.digest.clause_words import Token, tokens
from generator.digest.phrases import Behind, Head, behind_number, head_before
from generator.digest.quantities import COUNT_UNITS, Quantity
from generator.digest.words import pieces

_HAN = "\u4e00-\u9fff"
_LONGEST = 16
_NEAR = 160  # characters before a number that may name its owner
_BACK = 40  # words before it, likewise
_CLAUSES = 4  # before it
_SHORT = 6  # a subject this short wants its owner
_BARE = 3  # one this short says little alone: 床位, 收入
_AGENT = 6  # characters of who a statement is about
_BELONGS = re.compile("用户|会员|日活|活跃|下载|访问|注册|登记|服务事项|满意|呼叫|来电")
_SAME = re.compile("(?:.{0,3}[到至成为]|~|[-—–])(?:目前|如今|现在)?的?了?$")
_CLAUSE_END = re.compile("[,，。；;：:！!？?]")
_RATES = ("%", "个百分点")
_GROWS = ("%", "个百分点", "倍", "‰")
_QUOTED = re.compile(
    f"[“‘《]([{_HAN}A-Za-z0-9+]{{2,10}})[”’》](App|APP|app|小程序|平台|系统|码|卡|行动|计划|工程)?"
)
_FOLLOWS = re.compile("[、的]|和|与|,|，|。")
_LISTED_TAIL = re.compile(
    "(?:核心)?(?:产业|经济|企业|服务|业务|用户)?(?:规模|收入|产值|增加值|总额|金额|"
    "数量|总数|人数|面积|投资|占比|比例|比重|率|量|额|数|增速|时间|成本|价格)$"
)
_VAGUE = frozenset(
    """
    规模 金额 总额 面积 数量 总数 投资 长度 里程 总量 产值 收入 全长 总长 总投资 总面积 用户 服务
    时间 用时 成本 人数 比例 占比 项目 企业 产品 设备 投资额 补助 经费 资金 预算
    """.split()  # noqa: SIM905
)
_PERSON_UNITS = frozenset(("人", "人次", "户", "户次", "家次"))
_ONE = frozenset("村市区县镇乡校店键车桥岛塔港厂")
# Who speaks or is counted by is not whose a figure is.
_NO_OWNER = re.compile("记者|数据|报告|专家|统计|警方|调查|官方|资料|会议|人士|介绍|目标|市|省|县")
_CHANGED = ("增长", "下降", "提高", "减少", "上升", "降低", "上涨", "下跌")
_ADVERBS = frozenset(
    "拟 将 已 已经 也 还 都 就 正 曾 仍 去年 今年 全年 目前 现 累计 上月 本月 当年 则 又 再".split()  # noqa: SIM905
)
_HAS = frozenset("有 拥有 设有 共有 建有 配有 以 用".split())  # noqa: SIM905


class Told(NamedTuple):
    """What a passage has named so far."""

    topic: str = ""  # the owner: a programme, an institution
    subject: str = ""  # what the last figure was of


def subjects(
    text: str,
    start: int,
    end: int,
    found: Sequence[Quantity],
    told: Told,
) -> tuple[list[str], Told]:
    """The subject of each quantity, and what the next statement may lean on."""
    if not found:
        return [], Told(_named(text, start, end) or told.topic, told.subject)
    last = _CLAUSE_END.search(text, found[-1].end, end)  # what follows tells nothing of them
    said = tokens(text, start, last.start() if last else end, found)
    at = [index for index, token in enumerate(said) if token.kind == "number"]
    apart = text.find("分别", start, end) >= 0
    listed = _listed_apart(said, at) if apart else {}
    made: list[str] = []
    subject, topic = told.subject, told.topic
    own = ""  # the owner this statement has named
    carries = text[max(0, start - 1) : start] not in (";", "；")  # items of a list stand apart
    unit = ""
    for number, quantity in enumerate(found):
        index = at[number]
        before = _before(said, index)
        head = head_before(before)
        behind = behind_number(said, index, quantity)
        whole = behind.whole
        near = before[0].start if own and before else quantity.start if own else start
        named = _named(text, max(near, quantity.start - _NEAR), quantity.start)
        if named:
            own = named
        between = text[found[number - 1].end : quantity.start] if number else ""
        paired = _respectively(said, index, made, head, quantity) if apart else ""
        if number in listed:
            subject = listed[number]
        elif paired:
            subject = paired
        elif number and unit == quantity.unit and len(between) <= 7 and _SAME.match(between):
            pass  # 由4.1元降到2.6元, 从9亿元砍到5亿元: of one thing
        elif any(token.kind == "share" for token in before):
            subject = _share_of(before, subject, quantity)
        else:
            chosen = _chosen(head, behind, quantity, _runs_on(said, index))
            if chosen:
                owner = own
                if not owner and carries and _BELONGS.search(chosen):
                    owner = topic
                if not owner and len(chosen) <= _BARE and (number or quantity.unit == "%"):
                    owner = _agent(said)
                subject = _with_owner(chosen, owner)
                if not behind.noun:
                    subject = _changed(before, subject, quantity)
            elif (
                number
                and unit != quantity.unit
                and quantity.unit not in _RATES
                and 2 <= len(whole) <= 10
            ):
                subject = whole
            elif quantity.unit not in _GROWS and whole.startswith("由") and 3 <= len(whole) <= 9:
                subject = whole[1:]  # 余下三千万元由企业自筹
            elif quantity.unit in COUNT_UNITS and whole[:1] in ("是", "属") and len(whole) <= 10:
                subject = whole.removeprefix("是").removeprefix("属于").removeprefix("属")
            elif len(head.act.rstrip("了")) > 1 or (head.act and not subject):
                subject = _with_owner(
                    head.act.rstrip("了"), own or _agent(said) or _level(subject) or topic
                )
            elif subject and (number or (before and before[0].kind in ("point", "change", "drop"))):
                subject = _changed(before, subject, quantity)
            else:
                subject = whole[:_LONGEST] or _any_noun(said, index) or subject or own or topic
        made.append(subject)
        unit = quantity.unit
    return made, Told(own or topic, _level(subject))


def _level(subject: str) -> str:
    """What a change is of: the next statement goes on about it, not about its growth."""
    for word in _CHANGED:
        subject = subject.removesuffix(word)
    return subject


def _named(text: str, start: int, end: int) -> str:
    """The last quoted name of a span that a clause opens with or that says what it
    is: “灵犀”App."""
    for match in reversed(list(_QUOTED.finditer(text, start, end))):
        name = match.group(1)
        opens = match.start() == 0 or text[match.start() - 1] in ",，。；;：:！!？?的是在为 "
        if "+" not in name and (
            match.group(2) or (opens and len(name) <= 6 and not _FOLLOWS.match(text, match.end()))
        ):
            suffix = match.group(2) or ""
            return name if suffix.isascii() or suffix == "小程序" else name + suffix
    return ""


def _agent(said: Sequence[Token]) -> str:
    """Who a statement is about: the noun it opens with, where a verb follows that noun."""
    parts: list[str] = []
    after_drop = False
    for token in said[:_BACK]:
        if token.kind == "drop" and (not parts or token.text in _ADVERBS):
            after_drop = bool(parts)
            continue
        if token.kind in ("noun", "lead") and token.text != "平均" and not after_drop:
            parts.append(token.text)
            continue
        name = "".join(parts)
        acts = token.kind in ("act", "verb", "stop", "added") or after_drop or token.text in _HAS
        if acts and 2 <= len(name) <= _AGENT and not _NO_OWNER.search(name):
            return name
        return ""
    return ""


def _before(said: Sequence[Token], index: int) -> list[Token]:
    """The tokens of the number's clause before it, without another number's noun."""
    first = index
    while first > max(0, index - _BACK) and said[first - 1].kind not in ("stop", "number"):
        first -= 1
    before = list(said[first:index])
    if first > 0 and said[first - 1].kind == "number":
        # 3000家…、1000家…: up to the 、 it is the other's noun.
        cut = [at for at, token in enumerate(before) if token.text in ("、", "和", "及", "与")]
        if cut:
            before = before[cut[-1] + 1 :]
        else:
            skipped = 0
            while skipped < len(before) and before[skipped].kind in ("noun", "lead"):
                skipped += 1
            after = before[skipped:]
            if skipped and after and after[0].text == "的" and len(said[first].text) <= 6:
                return [*before[:skipped], *after[1:]]  # 11家企业的140辆车 are the firms'
            before = after
    return before


def _chosen(head: Head, behind: Behind, quantity: Quantity, runs_on: bool) -> str:
    """Behind the number stands what is counted; before it what is measured."""
    noun = head.noun
    if len(behind.noun) >= 2:
        if quantity.unit == "%" and behind.of and not runs_on and len(behind.whole) <= _LONGEST:
            return behind.whole  # 35%的商户接入平台: what they do belongs to it
        if noun in _VAGUE and quantity.unit not in COUNT_UNITS:
            return f"{behind.noun}{noun}"
        return behind.noun
    if behind.noun in _ONE and noun:
        return noun + behind.noun
    persons = quantity.unit in _PERSON_UNITS and not behind.noun
    if noun:
        if persons and 2 <= len(behind.whole) <= 8 and len(noun) <= 4:
            return f"{noun}{behind.whole}"
        return noun
    return behind.whole if persons and 2 <= len(behind.whole) <= 10 else ""


def _runs_on(said: Sequence[Token], index: int) -> bool:
    """Whether another number stands in the same clause behind this one."""
    for token in said[index + 1 : index + _BACK]:
        if token.kind in ("number", "stop"):
            return token.kind == "number"
    return False


def _share_of(before: Sequence[Token], subject: str, quantity: Quantity) -> str:
    """…占全部工单的38%: what has the share, and of what."""
    at = max(index for index, token in enumerate(before) if token.kind == "share")
    who = head_before(before[:at]).noun
    of = head_before(before[at + 1 :]).noun
    left = who or _level(subject).split("占")[0]
    if quantity.unit not in _GROWS:  # 其中水稻占19万吨
        return left
    said = "".join(token.text for token in before[at + 1 :]).rstrip("的了")
    right = of or (said if 2 <= len(said) <= 8 and "比" not in said else "比")
    room = _LONGEST + 4 - len(right) - 1
    return f"{_last_words(left, max(room, 4))}占{right}"[: _LONGEST + 4]


def _with_owner(head: str, owner: str) -> str:
    head = _trimmed(head)
    if owner and len(head) <= _SHORT + 2 and owner not in head and head not in owner:
        joined = _joined(owner, head)
        if len(joined) <= _LONGEST:
            return joined
    return head


def _joined(owner: str, head: str) -> str:
    """Owner and thing, what both hold said once: 充电站 and 站点 stay apart, 数据平台 and 平台
    do not."""
    for size in range(min(len(owner), len(head)), 1, -1):
        if owner.endswith(head[:size]):
            return owner + head[size:]
    return owner + head


def _trimmed(head: str) -> str:
    """At most sixteen characters, cut where a phrase begins."""
    while len(head) > _LONGEST:
        cut = re.search("[的、和与及]", head[:-2])
        if not cut:
            return _last_words(head, _LONGEST).lstrip("0123456789.")
        head = head[cut.end() :]
    return head


def _last_words(text: str, room: int) -> str:
    """As many of its last words as have room; characters only where one word is longer."""
    kept = ""
    for word in reversed(pieces(text)):
        if len(word) + len(kept) > room:
            break
        kept = word + kept
    return kept or text[-room:]


def _changed(before: Sequence[Token], subject: str, quantity: Quantity) -> str:
    """增长14.2% after a sum is the growth of that sum; 增长到14.2% is a level."""
    if quantity.unit not in _RATES:
        return subject
    last = next(
        (at for at in range(len(before) - 1, -1, -1) if before[at].kind == "change"), len(before)
    )
    if last == len(before) or any(token.kind == "noun" for token in before[last + 1 :]):
        return subject
    word = before[last].text
    follows = before[last + 1].text if last + 1 < len(before) else ""
    if word in ("由", "从") or word[-1] in "到至为" or follows in ("到", "至", "为"):
        return subject
    if subject.endswith(_CHANGED) or word in subject or len(word) < 2:
        return subject
    return subject + word if len(subject) <= _LONGEST - 2 else subject


def _any_noun(said: Sequence[Token], index: int) -> str:
    """The nearest noun phrase of the clauses before."""
    at = index
    for _ in range(_CLAUSES):
        first = at
        while first > 0 and said[first - 1].kind not in ("stop", "number"):
            first -= 1
        noun = head_before(said[first:at]).noun
        if noun:
            return _trimmed(noun)
        at = first - 1
        if at <= 0:
            break
    return ""


def _respectively(
    said: Sequence[Token], index: int, made: Sequence[str], head: Head, quantity: Quantity
) -> str:
    """A 5万吨, B 3万吨, 分别增长4%和7%: the first rate is A's, the second B's."""
    first = index
    while first > max(0, index - _BACK) and said[first - 1].kind != "stop":
        first -= 1
    clause = said[first:index]
    apart = next((i for i, token in enumerate(clause) if token.text == "分别"), -1)
    if apart < 0 or (head.noun and not any(token.kind == "number" for token in clause)):
        return ""
    if any(token.kind in ("noun", "verb") for token in clause):
        return ""
    last = index
    while last < min(len(said), index + _BACK) and said[last].kind != "stop":
        last += 1
    run = [i for i in range(first, last) if said[i].kind == "number"]
    place = run.index(index)
    earlier = len(made) - place  # of the quantities, those before the run
    if earlier < len(run) or len(run) < 2:
        return ""
    rates = [token for token in clause if token.kind != "number"]
    return _changed(rates, made[earlier - len(run) + place], quantity)


def _listed_apart(said: Sequence[Token], at: Sequence[int]) -> dict[int, str]:
    """茶叶、竹编产值分别是3亿元、8000万元: number of the quantity → its own item of the list."""
    apart = next((i for i, token in enumerate(said) if token.text == "分别"), -1)
    if apart < 0:
        return {}
    numbers = [n for n, index in enumerate(at) if index > apart]
    run = numbers[:1]
    for n in numbers[1:]:
        between = said[at[n - 1] + 1 : at[n]]
        if any(token.kind in ("noun", "verb") for token in between):
            break
        run.append(n)
    first = apart
    while first > 0 and said[first - 1].kind not in ("stop", "number"):
        first -= 1
    named = said[first:apart]
    listed = "".join(t.text for t in named if t.kind in ("noun", "join", "lead", "verb"))
    items = [item for item in re.split("、|和|与|及|以及", listed) if item]
    if len(run) < 2 or len(items) != len(run):
        return {}
    tail = _LISTED_TAIL.search(items[-1])
    shared = tail.group() if tail and tail.group() != items[-1] else ""
    return {
        n: _trimmed(item if item.endswith(shared) else item + shared)
        for n, item in zip(run, items, strict=True)
    }
