"""What a figure counts, and whose it is: 灵犀|用户, read from its subject, clause and title.

In: a figure, the names of topics, the towns. Out: topic, measure and place; nothing where the
words do not say enough to lay it beside another source's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.convert.fold import fold
from generator.digest.memory import Memory
from generator.digest.terms import squeeze, word_lists, words_needed
from generator.digest.towns import TownFinder
from generator.model import (
    Analysis,
    Before,
    Figure,
    PassageId,
    Topic,
)

TopicNames = Mapping[str, tuple[tuple[str, str], ...]]
"""First two characters → (name, topic id), the longest first."""

_USERS, _DAILY, _SERVICES, _HOUSEHOLDS = "用户", "日活跃用户", "服务事项", "安装户数"
# Sources say the same count in many words; these are one, where the unit fits.
_MEASURES: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...] = (
    (_DAILY, re.compile("日活|日均活跃|单日活跃|(?<!月)活跃用户"), frozenset("人")),
    (
        _USERS,
        re.compile(
            "(?:实名|注册|登记|开通|使用|累计|总)*(?:用户|会员)(?:总?数|总?量|规模)?$"
            "|(?:开通|注册|使用|下载|登记)(?:总?人数)$"
        ),
        frozenset("人户个"),
    ),
    (_SERVICES, re.compile("(?:服务|应用)(?:事项)?(?:总?数|总?量)?$|^事项$"), frozenset("项个")),
    (
        _HOUSEHOLDS,
        re.compile("装|用上|刚过|首阶段|首期|扩展|覆盖|接入|[住农]户$|家庭$"),
        frozenset("户"),
    ),
)
COUNTS = frozenset(name for name, _, _ in _MEASURES)
_WHOSE = re.compile("(?:[市省县区]|有|工程|计划|行动|平台|App|系统|中心|项目)$")
_TIME = re.compile(
    "(?:由|从|到|截至)?(?:(?:19|20)\\d{2}年?|[去今]年)(?:上半年|下半年|年底|底|末|初|\\d{1,2}月)?"
)
_BEFORE = re.compile(
    "^(?:全市|全省|全国|全区|全县|已有|共有|拥有|有|已|共|达|累计|全年|其中|目前|约|的|新建|交易所(?=.{4}))+"
)
_AFTER = re.compile("(?:由|从|减|压减|已经?|要|达|累计|合计|最高|最多时?|峰值|总数|数量|的)+$")
_VERBS = re.compile("[了把被让给要会能请里只却也就都不与及、，在由从向]|包括|投入|入选|获评|位于")
_FILLER = re.compile("(?<=..)(?:数据|信息|数字|累计)(?=..)")
# Anything has these; without a name beside them two sources may mean two things.
_VAGUE = re.compile(
    "(?:产业|企业|项目|政府|相关|平均|总|年|处置|办理|建设)*"
    "(?:规模|收入|投资|金额|总额|面积|数量|单位|部门|时间|成本|产值|营收|资金)"
)
_QUOTED = re.compile("[“‘「『《]([^“”‘’「」『』《》]{2,10})[”’」』》]")
_OPENS = 8  # a topic named within so many characters is what its sentence is about
_LEAST_ALONE = 4  # characters of a noun that says enough without a topic


class Counted(NamedTuple):
    """A figure's subject, read: whose it is, what is counted, and where."""

    topic: str | None
    measure: str
    place: str | None


def counted_by(
    figure: Figure,
    before: Before,
    clause: str,
    title: str | None,
    names: TopicNames,
    owners: frozenset[str],
    near: Sequence[tuple[int, str]],
    towns: TownFinder,
) -> Counted | None:
    """`title` is the topic that the article's title names, `near` are those of the passage."""
    words = plain(figure.subject)
    words, place = towns.without_town(words)
    topic, rest = topic_in(words, names)
    if topic is not None and not rest and topic not in owners and measured(words, figure.unit, ""):
        topic, rest = None, words  # 民生服务 may be a topic; here it is what another has
    measure = measured(rest, figure.unit, clause)
    if topic is None and measure is not None and _is_another(words, figure.sentence):
        return None  # “栖行”App…服务260项, where no other source tells of it
    if topic is None and (measure is not None or len(without_time(rest)) <= _LEAST_ALONE):
        # 日活跃用户峰值约200万: whose is said before; what anything may have (产业规模),
        # only where that opens the same sentence.
        since = 0 if measure else figure.start - len(before.words)
        until = figure.start if measure else since + _OPENS
        topic = next(
            (
                named
                for start, named in reversed(near)
                if since <= start < min(until, figure.start) and named in owners
            ),
            title,
        )
    if measure is None:
        measure = without_time(rest)
        if _VERBS.search(measure):
            return None
    elif topic is None:
        return None
    if topic is None and not measure:
        return None
    return Counted(topic, measure, place)


def _is_another(words: str, sentence: str) -> bool:
    """Whether the subject opens with a name in quotation marks that is no topic."""
    return any(words.startswith(name) for name in _QUOTED.findall(fold(sentence)))


@lru_cache(maxsize=1 << 16)
def plain(subject: str) -> str:
    return squeeze(fold(subject)).text.replace("规上", "规模以上").replace("的", "")


@lru_cache(maxsize=1 << 16)
def without_time(words: str) -> str:
    before = None
    while before != words:
        before = words
        words = _AFTER.sub("", _TIME.sub("", _BEFORE.sub("", words)))
    return words


def measured(words: str, unit: str, clause: str) -> str | None:
    """One of the counts that have many words; who is served is said by a verb of the clause."""
    trimmed = without_time(words)
    for name, pattern, units in _MEASURES:
        said = (trimmed, words, clause) if name == _HOUSEHOLDS else (trimmed, words)
        if unit in units and any(map(pattern.search, said)):
            return name
    return None


def core_of(measure: str) -> str:
    """One form of 挂牌产品 and 挂牌数据产品: without the word that goes without saying."""
    return _FILLER.sub("", measure) if len(measure) >= 6 else measure


def names_of(topics: Iterable[Topic]) -> TopicNames:
    """The names of topics, by their heads.

    An alias that only goes on where the name ends (X产业, X产业增加值) is passed over: what it
    adds is what is counted.
    """
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for topic in topics:
        own = plain(topic.name)
        for name in (own, *map(plain, topic.aliases)):
            if len(name) >= 2 and (name == own or not name.startswith(own)):
                found[name[:2]].add((name, topic.id))
    return {
        head: tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))
        for head, pairs in found.items()
    }


def topic_in(words: str, names: TopicNames) -> tuple[str | None, str]:
    """The topic in the subject, and what follows it; before it only whose it is may stand."""
    for start in range(len(words) - 1):
        for name, topic in names.get(words[start : start + 2], ()):
            if words.startswith(name, start):
                before = words[:start]
                if before and not (_BEFORE.fullmatch(before) or _WHOSE.search(before)):
                    break
                return topic, words[start + len(name) :]
    return None, words


def topic_of_title(title: str, names: TopicNames, owners: frozenset[str]) -> str | None:
    """The one topic with counts of its own that the title names."""
    title = plain(title)
    found = {
        topic
        for start in range(len(title))
        for name, topic in names.get(title[start : start + 2], ())
        if title.startswith(name, start) and topic in owners
    }
    return found.pop() if len(found) == 1 else None


def nearest_topics(
    topics: Iterable[Topic],
) -> dict[str, tuple[tuple[PassageId, int, str], ...]]:
    """By source: (passage, where, topic)."""
    found: defaultdict[str, list[tuple[PassageId, int, str]]] = defaultdict(list)
    for topic in topics:
        for mention in topic.mentions:
            found[mention.ref.source].append((mention.ref.passage, mention.start, topic.id))
    return {source: tuple(sorted(mentions)) for source, mentions in found.items()}


def owners_of(analyses: Sequence[Analysis], names: TopicNames, memory: Memory) -> frozenset[str]:
    """Topics that have counts of their own somewhere: 灵犀 has users, 云计算 has none."""
    found = memory.each(
        "owners of figures",
        names,
        analyses,
        lambda at: owners_in(analyses[at].figures, names),
        kind=frozenset[str],
    )
    return frozenset().union(*found)


def owners_in(figures: Iterable[Figure], names: TopicNames) -> frozenset[str]:
    owners = set()
    for figure in figures:
        topic, rest = topic_in(plain(figure.subject), names)
        if topic and 2 <= len(without_time(rest)) <= 8:
            owners.add(topic)
    return frozenset(owners)


def says_little(measure: str) -> bool:
    return (
        len(measure) < _LEAST_ALONE
        or _VAGUE.fullmatch(measure) is not None
        or words_needed(measure, word_lists().generic) == 1
    )
