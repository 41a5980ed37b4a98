"""What a quantity is of: the row head an editor would write for it in a table.

In: a statement, its quantities, and what the passage has told so far. Out: a subject
for each. It is the noun that is counted, behind the measure word (214支水位计) or before the number
(用户达382万), with its owner or programme where one is named; a statement that names nothing
(增长6%, 其中12家…) goes on about the thing named last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from generator.digest.clause_words import Token, tokens
from generator.digest.phrases import (
    AMOUNTS,
    DURATIONS,
    EXTENTS,
    Behind,
    Head,
    behind_number,
    head_before,
)
from generator.digest.quantities import COUNT_UNITS, MONEY_UNITS, Quantity
from generator.digest.shares import share_of_clause, what_of
from generator.digest.words import is_listed, pieces, word_class

_HAN = "\u4e00-\u9fff"
_LONGEST = 20
_CLAUSE = 16  # what a part of the whole does, as its name
_NEAR = 160  # characters before a number that may name its owner
_BACK = 40  # words before it, likewise
_CLAUSES = 4  # before it
_UNITS = 6  # of the figures of a passage, remembered
_SHORT = 6  # a subject this short wants its owner
_BARE = 3  # one this short says little alone: 床位, 收入
_AGENT = 6  # characters of who a statement is about
_AGENT_OF_SUM = 14  # where what follows says nothing without it: 软件企业|收入
_BELONGS = re.compile("服务$|用户|会员|日活|活跃|下载|访问|注册|登记|服务事项|满意|呼叫|来电")
_SAME = re.compile("(?:.{0,3}[到至成为]|~|[-—–])(?:目前|如今|现在)?的?了?$")
_CLAUSE_END = re.compile("[,，。；;：:！!？?]")
_RATES = ("%", "个百分点")
_GROWS = ("%", "个百分点", "倍", "‰")
_QUOTED = re.compile(
    f"[“‘《]([{_HAN}A-Za-z0-9+]{{2,10}})[”’》](App|APP|app|小程序|平台|系统|码|卡|行动|计划|工程)?"
)
_OWN_PLACE = re.compile("[厂店村镇县市区园校院家社]里")
_ASPECT = re.compile("^[^、和与]{2,4}方面(?=..)")
_FOR_NOTHING = ("免费", "有效")
_AFTERWARDS = frozenset("后 之后 以后 内 之内 以内 就 便 即 可 即可".split())  # noqa: SIM905
_PROGRAMME = re.compile("(?:计划|行动|工程|项目|基金|平台|系统|服务|专线|热线)$")
_FOLLOWS = re.compile("[、的]|和|与|,|，|。")
_LISTED = re.compile("[、的]|和|与")
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
# Without whose they are these say nothing.
_SUMS = frozenset(
    "规模 金额 总额 产值 收入 总产值 总收入 营收 营业收入 销售收入 产业规模 投资额 数据".split()  # noqa: SIM905
)
_PERSON_UNITS = frozenset(("人", "人次", "户", "户次", "家次"))
_ONE = frozenset("村市区县镇乡校店键车桥岛塔港厂")
# Who speaks or is counted by is not whose a figure is.
_NO_OWNER = re.compile(
    "数字$|[年月日季]$|结果|情况|问题|原因|记者|数据|报告|专家|统计|警方|调查|官方|资料|会议|人士|介绍|目标|市|省|县"
)
# Anybody's: whose it is, is not said with these.
_NOBODY = frozenset(
    """
    公司 企业 工厂 居民 市民 群众 老人 长者 村民 农户 商户 家长 员工 单位 部门 有关部门 政府 区里
    镇里 村里 厂里 店里 校方 院方 业者 民众 读者 消费者
    """.split()  # noqa: SIM905
)
_CHANGED = ("增长", "下降", "提高", "减少", "上升", "降低", "上涨", "下跌")
_ADVERBS = frozenset(
    "拟 将 已 已经 也 还 都 就 正 曾 仍 去年 今年 全年 目前 现 累计 上月 本月 当年 则 又 再".split()  # noqa: SIM905
)
_HAS = frozenset("有 拥有 设有 共有 建有 配有 以 用".split())  # noqa: SIM905


# Joined, not owned: 融入“东数西算”工程, what follows is not the programme's.
_JOINS = re.compile(
    "(?:融入|参与|参加|列入|纳入|入选|入围|获评|荣获|响应|对接|借助|依托|落实|贯彻|按照|根据|围绕|服务|"
    "抢抓|抓住|对标|联合|携手|申报)(?:国家|全国|全省|省级|省)?[“‘《]?$"
)
_FURTHERED = re.compile("升级|推出|上线|打造|推广|办好|推动|优化|完善|用好|运营|做强")
# 从…的结果看, 就…而言: what is spoken of stands between.
_FRAME = re.compile("(?:来|上)?(?:看|说|讲|而言)$")
_FRAMED = re.compile(
    "的?(?:处理|办理|实施|运行|统计|最终)?(?:结果|情况|效果|角度|方面|层面|数据|实践)$"
)
_RATE = re.compile("每(?:[千万]?人|平方公里|户|亩|万户|公里|[宗笔单家件份台套名位艘支])|[人户亩]均")
_TOTALS = ("累计", "总计", "合计", "总数", "总共")
_NEWLY = re.compile("^(?:新增|新建|新开|新设|净增|新)(?=..)")
_IS = ("是", "就是", "正是", "也是", "只是")
_COUNTED = COUNT_UNITS - {"位", ""}
_SERVICES = ("项", "种", "个")
_USERS = ("人", "户", "名")
_APP = re.compile("(?:App|APP|app|小程序|客户端)$")


class Told(NamedTuple):
    """What a passage has named so far."""

    topic: str = ""  # the owner: a programme, an institution
    subject: str = ""  # what the last figure was of
    counted: tuple[tuple[str, str], ...] = ()  # unit → what the last figure in it was of

    def of(self, unit: str) -> str:
        return dict(self.counted).get(unit, "")


def subjects(
    text: str,
    start: int,
    end: int,
    found: Sequence[Quantity],
    told: Told,
) -> tuple[list[str], Told]:
    """The subject of each quantity, and what the next statement may lean on."""
    if not found:
        return [], told._replace(topic=_named(text, start, end) or told.topic)
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
    of_unit = dict(told.counted)
    here: dict[str, str] = {}  # the same, of this statement
    shared = ""  # 占全区31万居民约四成: what the share is of, said before its number
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
        elif quantity.unit == "%" and (clause := share_of_clause(text, said, index)):
            subject = clause
        elif any(token.kind == "share" for token in before):
            if quantity.unit not in _GROWS and behind.noun:
                shared, subject = subject or _any_noun(said, index), behind.noun
            else:
                subject = _share_of(before, subject, quantity)
        elif shared and quantity.unit == "%" and not head.noun and not behind.noun:
            subject, shared = f"{_level(shared)}占{subject}", ""
        else:
            chosen = _chosen(head, behind, quantity, _runs_on(said, index))
            if not chosen and head.act.endswith("服务") and quantity.unit in _SERVICES:
                chosen = head.act  # 如今|服务|520项
            if quantity.unit == "%" and behind.noun and chosen == behind.noun and not behind.of:
                chosen = _done_to(before) + chosen
            elif quantity.unit == "%" and chosen == head.noun and len(chosen) <= _SHORT:
                chosen += what_of(text, said, index)
            elif quantity.unit in _USERS and _APP.search(chosen):
                chosen += "用户"
            elif quantity.unit in DURATIONS and chosen == head.noun:
                done = _takes(said, index)
                if not chosen or (done and said[index + 1].text in _AFTERWARDS):
                    chosen = chosen + done if len(chosen + done) <= _LONGEST else done
                else:
                    chosen += _waits(said, index)
                if behind.whole in _FOR_NOTHING and len(chosen) <= _LONGEST - 2:
                    chosen += behind.whole
            elif quantity.unit in DURATIONS and said[index + 1 : index + 2]:
                within = said[index + 1].text in _AFTERWARDS
                chosen = (_takes(said, index) if within else "") or chosen
            if chosen:
                owner = own
                if not owner and carries and _BELONGS.search(chosen):
                    owner = topic
                if not owner and chosen in _SUMS:
                    owner = _agent(said[:index], _AGENT_OF_SUM)
                elif not owner and len(chosen) <= _BARE and (number or quantity.unit == "%"):
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
                carried = _level(subject) if number else ""
                act = head.act.rstrip("了")
                whose = own or _agent(said) or carried or topic
                if len(act) == 1 and not whose:
                    whose = _any_noun(said, index)
                    whose = whose if is_listed(whose) else ""
                subject = _with_owner(act, whose)
            elif subject and (number or (before and before[0].kind in ("point", "change", "drop"))):
                if number and unit != quantity.unit and quantity.unit in EXTENTS:
                    subject = here.get(quantity.unit, subject)  # 湿地…亩, 湿地率…%, 减少…亩
                elif unit != quantity.unit and quantity.unit in _COUNTED:
                    subject = of_unit.get(quantity.unit, subject)  # 14家用户…低31%, 有9家表示
                if any(token.text in _TOTALS for token in before):
                    subject = _NEWLY.sub("", subject)
                subject = _per(before, quantity) + _changed(before, subject, quantity)
            elif whole.startswith(_IS) and of_unit.get(quantity.unit):
                subject = of_unit[quantity.unit]  # 因为14%是…的水准
            else:
                stands_for = whole.startswith(_IS)
                subject = (
                    ("" if stands_for else whole[:_LONGEST])
                    or ("" if stands_for else _changed(before, _any_noun(said, index), quantity))
                    or (of_unit.get(quantity.unit, "") if quantity.unit != "位" else "")
                    or subject
                    or own
                    or topic
                )
        subject = _ASPECT.sub("", subject) or _spoken_of_before(text, quantity)
        made.append(subject)
        unit = quantity.unit
        of_unit[unit] = here[unit] = subject
    return made, Told(own or topic, _level(subject), tuple(of_unit.items())[-_UNITS:])


def _spoken_of_before(text: str, quantity: Quantity) -> str:
    """一支智能灯柱…，全城共有|236支: the noun that stood behind the same measure word last."""
    if not quantity.unit or quantity.unit not in COUNT_UNITS:
        return ""
    one = f"[一这那每]{re.escape(quantity.unit)}([{_HAN}]{{2,{_LONGEST}}})"
    found = [match.group(1) for match in re.finditer(one, text[: quantity.start])]
    cut = pieces(found[-1]) if found else ()
    named = "".join(takewhile(lambda word: word_class(word)[0] in "nab", cut))
    return named if len(named) > 1 else ""


def _waits(said: Sequence[Token], index: int) -> str:
    """看病平均|少等|22分钟: what is done all that time."""
    at = index
    while at and said[at - 1].kind in ("act", "change", "drop"):
        at -= 1
    told = "".join(token.text for token in said[at:index] if token.kind in ("act", "change"))
    return told if told.endswith("等") and len(told) <= 3 else ""


def _takes(said: Sequence[Token], index: int) -> str:
    """平均两日|结案, 22分钟后|维修车到场: what is done in that time."""
    first = index
    while first and said[first - 1].kind not in ("stop", "number"):
        first -= 1
    opens = all(
        token.kind in ("lead", "drop", "point", "empty", "act", "before")
        for token in said[first:index]
    )
    last = index + 1
    while last < len(said) and said[last].text in _AFTERWARDS:
        last += 1
    behind = said[last:]
    within = last > index + 1
    if not behind or not (opens or within):
        return ""
    end = next((at for at, token in enumerate(behind) if token.kind in ("stop", "number")), None)
    told = "".join(token.text for token in behind[:end])
    if within and 2 <= len(told) <= _AGENT_OF_SUM:
        return told
    if not opens or behind[0].kind not in ("verb", "act", "noun") or len(behind[0].text) < 2:
        return ""
    if len(told) <= _AGENT:
        return told
    done = behind[0].text
    named = _any_noun(said, index)
    return named + done if 2 <= len(named) <= _AGENT and is_listed(named) else done


def _done_to(before: Sequence[Token]) -> str:
    """覆盖|85%常住人口: what is done to the part stands with it."""
    last = next((token for token in reversed(before) if token.kind != "drop"), None)
    return last.text if last and last.kind in ("act", "verb") and len(last.text) == 2 else ""


def _per(before: Sequence[Token], quantity: Quantity) -> str:
    """每万人|拥有25.8个: a rate is no total of what was named before."""
    leads = [token.text for token in before[:2] if token.kind == "lead" and token.text != "平均"]
    rate = quantity.unit in COUNT_UNITS or quantity.unit in MONEY_UNITS
    return leads[0] if rate and leads and _RATE.match(leads[0]) else ""


def _level(subject: str) -> str:
    """What a change is of: the next statement goes on about it, not about its growth."""
    for word in _CHANGED:
        subject = subject.removesuffix(word)
    share = subject.find("占", 2)
    return subject if share < 0 else subject[:share]


def _named(text: str, start: int, end: int) -> str:
    """The last quoted name of a span that a clause opens with or that says what it
    is: “灵犀”App."""
    for match in reversed(list(_QUOTED.finditer(text, start, end))):
        name = match.group(1)
        opens = match.start() == 0 or text[match.start() - 1] in ",，。；;：:！!？?的是在为 "
        furthered = _FURTHERED.search(text, max(start, match.start() - 2), match.start())
        if _JOINS.search(text, max(start, match.start() - 6), match.start() + 1):
            continue
        if "+" not in name and (
            match.group(2)
            or (furthered and len(name) <= 6 and not _LISTED.match(text, match.end()))
            or (opens and len(name) <= 6 and not _FOLLOWS.match(text, match.end()))
            or (match.start() == start and _PROGRAMME.search(name))
            or (match.start() == start and len(name) <= 6 and text.startswith("的", match.end()))
        ):
            suffix = match.group(2) or ""
            return name if suffix.isascii() or suffix == "小程序" else name + suffix
    return ""


def _agent(said: Sequence[Token], longest: int = _AGENT) -> str:
    """Who a statement is about: the noun it opens with, where a verb follows that noun."""
    parts: list[str] = []
    after_drop = False
    for token in said[:_BACK]:
        if token.kind == "stop" and not parts and longest > _AGENT:
            continue  # 去年，…
        if token.kind == "drop" and (not parts or token.text in _ADVERBS):
            after_drop = bool(parts)
            continue
        if token.kind in ("noun", "lead") and token.text != "平均" and not after_drop:
            parts.append(token.text)
            continue
        name = "".join(parts)
        acts = token.kind in ("act", "verb", "stop", "added") or after_drop or token.text in _HAS
        if acts and 2 <= len(name) <= longest and not _NO_OWNER.search(name):
            return "" if name in _NOBODY else name
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
            if not after and len(before) > 1 and before[-1].text in AMOUNTS:
                return before  # 30个重点项目投资|15亿元
            before = after
    return before


def _chosen(head: Head, behind: Behind, quantity: Quantity, runs_on: bool) -> str:
    """Behind the number stands what is counted; before it what is measured."""
    noun = head.noun
    if len(behind.noun) >= 2:
        if quantity.unit == "%" and behind.of and not runs_on and len(behind.whole) <= _CLAUSE:
            return behind.whole  # 35%的商户接入平台: what they do belongs to it
        if noun in _VAGUE and quantity.unit not in COUNT_UNITS:
            return f"{behind.noun}{noun}"
        return behind.noun
    if behind.noun in _ONE and noun:
        return noun + behind.noun
    if behind.noun and not noun and not behind.of and behind.noun == behind.whole:
        return behind.noun  # 六座桥
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
    if before[at].text == "占比" and all(t.kind in ("drop", "empty") for t in before[at + 1 :]):
        return _last_words(who or _level(subject), _LONGEST) + "占比"
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
    if _OWN_PLACE.match(head):
        return head  # 厂里废品率 is that factory's
    room = _SHORT + 2 if _BELONGS.search(head) else _SHORT
    if owner and len(head) <= room and owner not in head and head not in owner:
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
        noun = _framed(said[first:at]) or head_before(said[first:at]).noun
        if noun:
            return _trimmed(noun)
        at = first - 1
        if at <= 0:
            break
    return ""


def _framed(clause: Sequence[Token]) -> str:
    """以乱停车问题的处理结果看: 乱停车问题."""
    first = next((at for at, token in enumerate(clause) if token.kind == "before"), -1)
    if first < 0 or not clause or not _FRAME.search(clause[-1].text):
        return ""
    said = "".join(token.text for token in clause[first + 1 : -1])
    return _FRAMED.sub("", said) if 2 <= len(said) <= _LONGEST else ""


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
