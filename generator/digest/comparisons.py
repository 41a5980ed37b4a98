"""Figures that can be laid side by side: the same thing, in the same unit, said more than once.

In: the digest, with the analyses it was made of. Out: comparisons, the most widely stated first,
and the figures of each topic in the order of time. What is compared is the thing a topic is
counted by (灵犀|用户) or a noun that says enough alone (规模以上工业企业); the town is no part
of it, so that two towns stand beside each other, each named. Increases (新增33万) are never laid
beside totals, and of what disagrees nothing is chosen: each value keeps its date and its source.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from generator.convert.fold import fold
from generator.digest.memory import Memory
from generator.digest.names import towns_in
from generator.digest.terms import squeeze, word_lists, words_needed
from generator.model import (
    Analysis,
    Before,
    Digest,
    Figure,
    PassageId,
    PassageRef,
    Topic,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One value as one source states it. `also` are other places with the same statement."""

    figure: Figure
    kind: Literal["actual", "target"]
    as_of: str | None  # ISO date or period: the figure's own, else the article's
    by_article: bool  # the date is the article's: the text gives none
    place: str | None  # the town it is about, Simplified
    also: tuple[PassageRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    id: str  # an anchor: `c1`, `c2`, … in the order of the page
    topic: str | None  # id of the topic it counts
    name: str | None  # of that topic
    measure: str  # what is counted, "" where the topic itself is
    unit: str
    stated: tuple[Stated, ...]  # in the order of time
    texts: int  # how many different texts state it

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.place for one in self.stated if one.place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    comparisons: tuple[Comparison, ...]
    by_topic: Mapping[str, tuple[Stated, ...]]  # topic id → its figures, the oldest first
    town_of: Mapping[str, str] = field(default_factory=dict)  # source → the town it is about


_Names = Mapping[str, tuple[tuple[str, str], ...]]
"""First two characters → (name, topic id), the longest first."""


class _Key(NamedTuple):
    topic: str | None
    measure: str
    unit: str


class _Subject(NamedTuple):
    """A figure's subject, read: whose it is, what is counted, and where."""

    topic: str | None
    measure: str
    place: str | None


_MOST_VALUES = 12  # in one comparison: more is no longer read
_USERS, _DAILY, _SERVICES, _HOUSEHOLDS = "用户", "日活跃用户", "服务事项", "安装户数"
# Sources say the same count in many words; these are one, where the unit fits.
_MEASURES: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...] = (
    (_DAILY, re.compile("日活|日均活跃|单日活跃"), frozenset("人")),
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
_COUNTS = frozenset(name for name, _, _ in _MEASURES)
# A change of a value, and no value.
_CHANGE = re.compile(
    "(?:净增|新增|新建|再建设?|增加|增长|上升|提升|提高|多了|减少|下降|降低|缩短|压缩|压减|比去年底?)"
    "(?:了|约|超过?|近|逾)*$"
)
_TOTAL = re.compile("累计|总数|达到?|共有|总计|现有|到$|至$")
# Part of a value, or how far it is from another: 低于目标49个, 关停211个.
_PART = re.compile(
    "低于|高于|超过目标|少于|多出|其中|关停|停掉|下架|省下|退回|撤销|剩下|每万人|人均"
)
_NEW = re.compile("新增|新建|再建|再新|续建|增设")
_WHOSE = re.compile("(?:[市省县区]|有|工程|计划|行动|平台|App|系统|中心|项目)$")
_LEVEL = re.compile("(?:增加|增长|增|上升|提升|提高|减少|下降|降低|降|缩短|压缩|压|减)[到至]")
_TIME = re.compile(
    "(?:由|从|到|截至)?(?:(?:19|20)\\d{2}年?|[去今]年)(?:上半年|下半年|年底|底|末|初|\\d{1,2}月)?"
)
_BEFORE = re.compile(
    "^(?:全市|全省|全国|全区|全县|已有|共有|拥有|有|已|共|达|累计|全年|其中|目前|约|的|新建|交易所(?=.{4}))+"
)
_AFTER = re.compile("(?:由|从|减|压减|已经?|要|达|累计|合计|最高|最多时?|峰值|总数|数量|的)+$")
_EMPTY = re.compile(
    "[我你他这那]|首批|低于|超过|高于|不[足到少多]|目标$|一座|一期|二期|平均$|^每|^占|^比"
)
_VERBS = re.compile("[了把被让给要会能请里只却也就都不与及、，在由从向]|包括|投入|入选|获评|位于")
_BEFORE_THAT = re.compile("之前|以前|此前|过去|原来|原先|上线前|启用前")
_NOW = re.compile("这个月|本月|目前|如今|现在|眼下|迄今")
_YEAR_END = re.compile("年[底末]")
_AIM = re.compile("力争|争取|目标|计划|预计|预期|拟|有望|规划|确保|努力")
_FILLER = re.compile("(?<=..)(?:数据|信息|数字|累计)(?=..)")
_SCOPES = ("全国", "全省", "全球", "世界", "国内")
_CLAUSE = re.compile("[，,。；;：:！!？?]")
_NO_COUNT = frozenset(("", "位", "个百分点", "倍"))
# Wider than a town: a value of the province is said to be one by its words (全省).
_WIDE = frozenset(
    """
    河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 四川 贵州
    云南 西藏 陕西 甘肃 青海 宁夏 新疆 内蒙古 台湾 长三角 珠三角 粤港澳大湾区 大湾区 京津冀 成渝
    美国 日本 韩国 德国 英国 法国 欧盟 欧洲 俄罗斯 印度 泰国 越南
    """.split()  # noqa: SIM905
)
# Anything has these; without a name beside them two sources may mean two things.
_VAGUE = re.compile(
    "(?:产业|企业|项目|政府|相关|平均|总|年|处置|办理|建设)*"
    "(?:规模|收入|投资|金额|总额|面积|数量|单位|部门|时间|成本|产值|营收|资金)"
)
_CLAUSE_LENGTH = 24  # characters
_OPENS = 8  # a topic named within so many characters is what its sentence is about
_LEAST_ALONE = 4  # characters of a noun that says enough without a topic


def compare_figures(digest: Digest, memory: Memory | None = None) -> Compared:
    """All comparisons of a site. A pure function of the digest; the order is the page's.

    Sources that are one text say a thing once.
    """
    memory = memory or Memory()
    analyses, topics = digest.analyses, digest.topics
    groups = {one.source: digest.texts.get(one.source, -1 - at) for at, one in enumerate(analyses)}
    towns = _towns(analyses, memory)
    names = _names(topics)
    by_id = {topic.id: topic for topic in topics}
    near = _nearest_topics(topics)
    owners = _owners(analyses, names, memory)
    newest = max((one.date or "" for one in analyses), default="")
    told = (names, owners, towns.all, newest)
    beside = [(near.get(one.source, ()), towns.of_source.get(one.source)) for one in analyses]

    def of(at: int) -> list[_Said]:
        return list(_said(analyses[at], *beside[at], names, owners, towns.all, newest))

    found: dict[_Key, list[Stated]] = {}
    of_topic: defaultdict[str, list[Stated]] = defaultdict(list)
    known: dict[tuple[str, str], str] = {}  # variants of a noun → the form it was first met in
    for own in memory.each("figures compared", told, analyses, of, beside):
        for shown, compared, core, stated in own:
            if shown:
                of_topic[shown].append(stated)
            if compared:
                measure = known.setdefault((compared.unit, core), compared.measure)
                found.setdefault(compared._replace(measure=measure), []).append(stated)
    comparisons = []
    for key, all_stated in _joined(found).items():
        if len(all_stated) < 2:
            continue
        values = _once_each(all_stated, groups)
        if not _compares(values, groups):
            continue
        topic = by_id[key.topic] if key.topic else None
        comparisons.append(
            Comparison(
                id="",
                topic=key.topic,
                name=topic.name if topic else None,
                measure=key.measure,
                unit=key.unit,
                stated=values[:_MOST_VALUES],
                texts=len(_texts(values, groups)),
            )
        )
    comparisons.sort(
        key=lambda one: (-one.texts, -len(one.stated), one.name or "", one.measure, one.unit)
    )
    return Compared(
        comparisons=tuple(replace(one, id=f"c{at}") for at, one in enumerate(comparisons, 1)),
        by_topic={topic: _once_each(all_, groups) for topic, all_ in of_topic.items()},
        town_of=towns.of_source,
    )


class _Said(NamedTuple):
    """One figure of an article, read."""

    topic: str | None  # on whose page it stands
    key: _Key | None  # with which others it is compared
    core: str  # one form of what it counts
    stated: Stated


def _said(
    analysis: Analysis,
    near: Sequence[tuple[PassageId, int, str]],
    home: str | None,
    names: _Names,
    owners: frozenset[str],
    towns: Sequence[str],
    newest: str,
) -> Iterator[_Said]:
    """`near` are the topics mentioned in the article, `home` is the town it is about."""
    near_of: defaultdict[PassageId, list[tuple[int, str]]] = defaultdict(list)
    for passage, start, topic in near:
        near_of[passage].append((start, topic))
    title = _topic_of_title(analysis.finds.title, names, owners)
    for figure, before in zip(analysis.figures, analysis.before, strict=True):
        if figure.unit in _NO_COUNT:
            continue
        clause = _CLAUSE.split(before.words[-_CLAUSE_LENGTH:])[-1].strip()
        mentioned = near_of.get(figure.ref.passage, ())
        subject = _subject(figure, before, clause, title, names, owners, mentioned, towns)
        if subject is None:
            continue
        place = _scope(clause) or subject.place or _town_before(before.words, towns) or home
        stated = _stated(figure, before, clause, analysis.date, place, newest)
        # What is only said on the topic's page or after its name may be another's: 逃费率.
        named = _topic_in(_plain(figure.subject), names)[0] == subject.topic
        shown = subject.topic if named or subject.measure in _COUNTS else None
        measure = subject.measure
        compared = not (
            _is_change(clause)
            or _EMPTY.search(measure)
            or (subject.topic is None and _says_little(measure))
        )
        if shown or compared:
            key = _Key(subject.topic, measure, figure.unit) if compared else None
            yield _Said(shown, key, _core(measure), stated)


def _says_little(measure: str) -> bool:
    return (
        len(measure) < _LEAST_ALONE
        or _VAGUE.fullmatch(measure) is not None
        or words_needed(measure, word_lists().generic) == 1
    )


def period_end(date: str | None) -> str:
    """Sorts as text by the end of what a date names: 2023-05 < 2023H1 < 2023Q1/Q3 < 2023."""
    if not date:
        return "9999"  # undated last
    last = date.rsplit("/", 1)[-1]
    year = date[:4]
    match = re.search(r"([HQ])(\d)$", last)
    if match:
        month = int(match[2]) * (6 if match[1] == "H" else 3)
        return f"{year}-{month:02}-31"
    if len(last) == 4:
        return f"{last}-12-31"
    return last[:10] if len(last) >= 10 else f"{last}-31"


def _joined(found: Mapping[_Key, list[Stated]]) -> dict[_Key, list[Stated]]:
    """What one source counts without saying whose goes with the only topic counted so."""
    topics: defaultdict[tuple[str, str], set[_Key]] = defaultdict(set)
    for key in found:
        if key.topic:
            topics[key.measure, key.unit].add(key)
    joined: dict[_Key, list[Stated]] = {}
    for key, stated in found.items():
        owned = topics[key.measure, key.unit]
        home = next(iter(owned)) if not key.topic and len(owned) == 1 else key
        joined.setdefault(home, []).extend(stated)
    return joined


# --- when, and whether it is so already -----------------------------------------------------


def _stated(
    figure: Figure,
    before: Before,
    clause: str,
    written: str | None,
    place: str | None,
    newest: str,
) -> Stated:
    """The figure with its date: its own, that of its sentence, or the article's.

    A sentence's parts are read apart (…；…；…), so what opens it, 到2025年底，, is looked up here.
    What a source says of a later year than its own is a target; what it says of a year that is
    over, without a word of aiming, is none.
    """
    date, kind = figure.date, figure.kind
    if _BEFORE_THAT.search(clause):
        # Before a date that is not said: neither the figure's nor the article's.
        return Stated(figure=figure, kind=kind, as_of=None, by_article=False, place=place)
    if _NOW.search(clause):
        date = None
    elif before.year and date in (None, before.year):
        date = before.year
        # In the first months of a year its totals are plans.
        kind = "target" if written and written[:7] <= f"{date}-03" else kind
    published = written or newest
    ahead = _YEAR_END.search(figure.subject + clause) and published[5:7] < "12"
    if date and written and (date[:4] > published[:4] or (date == published[:4] and ahead)):
        kind = "target"
    elif (
        kind == "target"
        and date
        and period_end(date)[:10] < published
        and not _AIM.search(figure.sentence)
    ):
        kind = "actual"
    return Stated(
        figure=figure,
        kind=kind,
        as_of=date or written,
        by_article=not date and written is not None,
        place=place,
    )


# --- what a figure is about -----------------------------------------------------------------


def _subject(
    figure: Figure,
    before: Before,
    clause: str,
    title: str | None,
    names: _Names,
    owners: frozenset[str],
    near: Sequence[tuple[int, str]],
    towns: Sequence[str],
) -> _Subject | None:
    """`title` is the topic that the article's title names, `near` are those of the passage."""
    words = _plain(figure.subject)
    words, place = _without_town(words, towns)
    topic, rest = _topic_in(words, names)
    if topic is not None and not rest and topic not in owners and _measure(words, figure.unit, ""):
        topic, rest = None, words  # 民生服务 may be a topic; here it is what another has
    measure = _measure(rest, figure.unit, clause)
    if topic is None and (measure is not None or len(_trimmed(rest)) <= _LEAST_ALONE):
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
        measure = _trimmed(rest)
        if _VERBS.search(measure):
            return None
    elif topic is None:
        return None
    if topic is None and not measure:
        return None
    return _Subject(topic, measure, place)


@lru_cache(maxsize=1 << 16)
def _plain(subject: str) -> str:
    return squeeze(fold(subject)).text.replace("规上", "规模以上").replace("的", "")


def _trimmed(words: str) -> str:
    before = None
    while before != words:
        before = words
        words = _AFTER.sub("", _TIME.sub("", _BEFORE.sub("", words)))
    return words


def _measure(words: str, unit: str, clause: str) -> str | None:
    """One of the counts that have many words; who is served is said by a verb of the clause."""
    trimmed = _trimmed(words)
    for name, pattern, units in _MEASURES:
        said = (trimmed, words, clause) if name == _HOUSEHOLDS else (trimmed, words)
        if unit in units and any(map(pattern.search, said)):
            return name
    return None


def _core(measure: str) -> str:
    """One form of 挂牌产品 and 挂牌数据产品: without the word that goes without saying."""
    return _FILLER.sub("", measure) if len(measure) >= 6 else measure


def _names(topics: Iterable[Topic]) -> _Names:
    """The names of topics, by their heads.

    An alias that only goes on where the name ends (X产业, X产业增加值) is passed over: what it
    adds is what is counted.
    """
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for topic in topics:
        own = _plain(topic.name)
        for name in (own, *map(_plain, topic.aliases)):
            if len(name) >= 2 and (name == own or not name.startswith(own)):
                found[name[:2]].add((name, topic.id))
    return {
        head: tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))
        for head, pairs in found.items()
    }


def _topic_in(words: str, names: _Names) -> tuple[str | None, str]:
    """The topic in the subject, and what follows it; before it only whose it is may stand."""
    for start in range(len(words) - 1):
        before = words[:start]
        if before and not (_BEFORE.fullmatch(before) or _WHOSE.search(before)):
            continue
        for name, topic in names.get(words[start : start + 2], ()):
            if words.startswith(name, start):
                return topic, words[start + len(name) :]
    return None, words


def _topic_of_title(title: str, names: _Names, owners: frozenset[str]) -> str | None:
    """The one topic with counts of its own that the title names."""
    title = _plain(title)
    found = {
        topic
        for start in range(len(title))
        for name, topic in names.get(title[start : start + 2], ())
        if title.startswith(name, start) and topic in owners
    }
    return found.pop() if len(found) == 1 else None


def _nearest_topics(
    topics: Iterable[Topic],
) -> dict[str, tuple[tuple[PassageId, int, str], ...]]:
    """By source: (passage, where, topic)."""
    found: defaultdict[str, list[tuple[PassageId, int, str]]] = defaultdict(list)
    for topic in topics:
        for mention in topic.mentions:
            found[mention.ref.source].append((mention.ref.passage, mention.start, topic.id))
    return {source: tuple(sorted(mentions)) for source, mentions in found.items()}


def _owners(analyses: Sequence[Analysis], names: _Names, memory: Memory) -> frozenset[str]:
    """Topics that have counts of their own somewhere: 灵犀 has users, 云计算 has none."""
    found = memory.each(
        "owners of figures", names, analyses, lambda at: _owners_in(analyses[at].figures, names)
    )
    return frozenset().union(*found)


def _owners_in(figures: Iterable[Figure], names: _Names) -> frozenset[str]:
    owners = set()
    for figure in figures:
        topic, rest = _topic_in(_plain(figure.subject), names)
        if topic and 2 <= len(_trimmed(rest)) <= 8:
            owners.add(topic)
    return frozenset(owners)


# --- whether it is a value ------------------------------------------------------------------


def _is_change(clause: str) -> bool:
    if clause.startswith(("若", "如果", "假如", "倘")):
        return True  # nobody says it is so
    if _LEVEL.search(clause[-8:]):
        return False
    if _CHANGE.search(clause[-8:]) or _PART.search(clause):
        return True
    return bool(_NEW.search(clause)) and not _TOTAL.search(clause)


def _scope(clause: str) -> str | None:
    return next((scope for scope in _SCOPES if scope in clause), None)


# --- towns ----------------------------------------------------------------------------------


class _Towns(NamedTuple):
    """The towns that articles are about, and which article is about which."""

    all: tuple[str, ...]  # longest first
    of_source: Mapping[str, str]


def _without_town(words: str, towns: Sequence[str]) -> tuple[str, str | None]:
    """The words without a town at their head, and the town."""
    for town in towns:
        if words.startswith(town) and len(words) > len(town) + 1:
            return re.sub("^(?:全?市|全?省|全?县|全?区)", "", words[len(town) :]), town
    # A subject cut at its length may have lost the first character of its town.
    return re.sub("^[^市省县区]?(?:全市|全省|市|省)(?=.{4})", "", words), None


def _town_before(sentence: str, towns: Sequence[str]) -> str | None:
    named = [(sentence.rfind(town), town) for town in towns if town in sentence]
    return max(named)[1] if named else None


def _towns(analyses: Sequence[Analysis], memory: Memory) -> _Towns:
    common = word_lists().breaks | word_lists().generic | _WIDE  # 已经市政府… teaches no town
    known = {_bare(place) for place in towns_in([one.finds for one in analyses])}
    bare = sorted({place for place in known if len(place) >= 2} - common)
    finder = AhoCorasick(bare, matchkind=MatchKind.LeftmostLongest) if bare else None
    homes = memory.each(
        "towns", bare, analyses, lambda at: _home(analyses[at], finder) if finder else None
    )
    of_source = {one.source: home for one, home in zip(analyses, homes, strict=True) if home}
    towns = set(of_source.values())
    return _Towns(tuple(sorted(towns, key=lambda town: (-len(town), town))), of_source)


def _home(analysis: Analysis, finder: AhoCorasick) -> str | None:
    """The town an article is about; none where several are spoken of: a wrong one would mislead."""
    counts = Counter(finder.find_matches_as_strings(analysis.finds.text))
    said = f"{analysis.finds.title} {analysis.publisher or ''}"
    for town in finder.find_matches_as_strings(fold(said)):
        counts[town] += 5
    if not counts:
        return None
    town, times = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    return town if times >= 3 and times * 2 > sum(counts.values()) else None


def _bare(place: str) -> str:
    return place[:-1] if len(place) > 2 and place[-1] in "市省县区" else place


# --- what is shown --------------------------------------------------------------------------


def _once_each(stated: Iterable[Stated], groups: Mapping[str, int]) -> tuple[Stated, ...]:
    """In the order of time; the same statement of one text once, with its other places."""
    kept: dict[tuple[object, ...], Stated] = {}
    for one in stated:
        figure = one.figure
        date = None if one.by_article else one.as_of
        key = (groups.get(figure.ref.source), figure.value, figure.unit, one.kind, date)
        if key in kept:
            ref, first = figure.ref, kept[key]
            if ref != first.figure.ref and ref not in first.also:
                kept[key] = replace(first, also=(*first.also, ref))
        else:
            kept[key] = one
    return tuple(
        sorted(
            kept.values(),
            key=lambda one: (
                period_end(one.as_of),
                one.kind == "target",
                one.figure.value,
                one.figure.ref,
            ),
        )
    )


def _texts(stated: Iterable[Stated], groups: Mapping[str, int]) -> set[int]:
    return {groups.get(one.figure.ref.source, -1) for one in stated}


def _compares(stated: Sequence[Stated], groups: Mapping[str, int]) -> bool:
    """At least two values, from two texts or of two dates."""
    if len(stated) < 2:
        return False
    dates = {one.as_of for one in stated}
    values = {one.figure.value for one in stated}
    return len(_texts(stated, groups)) >= 2 or (len(dates) >= 2 and len(values) >= 2)
