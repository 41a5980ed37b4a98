"""Figures that can be laid side by side: the same thing, in the same unit, said more than once.

In: the digest, with the analyses it was made of. Out: comparisons, the most widely stated first,
and the figures of each topic in the order of time. What is compared is the thing a topic is
counted by (灵犀|用户) or a noun that says enough alone (规模以上工业企业); the town is no part
of it, so that two towns stand beside each other, each named. Increases (新增33万) are never laid
beside totals, and of what disagrees nothing is chosen: each value keeps its date and its source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from generator.digest.counted import (
    COUNTS,
    TopicNames,
    core_of,
    counted_by,
    names_of,
    nearest_topics,
    owners_of,
    plain,
    says_little,
    topic_in,
    topic_of_title,
)
from generator.digest.memory import Memory
from generator.digest.towns import TownFinder, towns_of
from generator.model import (
    Analysis,
    Before,
    Digest,
    Figure,
    PassageId,
    PassageRef,
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


class _Key(NamedTuple):
    topic: str | None
    measure: str
    unit: str


_MOST_VALUES = 12  # in one comparison: more is no longer read
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
# What is done in a year is no part of what was done in all.
_YEARLY = re.compile(
    "(?:全年|每年|年均)[^，,]{0,6}?(?:培训|培养|招收|招聘|引进|改造|诊断|建成|建设)"
)
_LEVEL = re.compile("(?:增加|增长|增|上升|提升|提高|减少|下降|降低|降|缩短|压缩|压|减)[到至]")
_EMPTY = re.compile(
    "[我你他这那]|首批|低于|超过|高于|不[足到少多]|目标$|一座|一期|二期|平均$|^每|^占|^比"
)
_BEFORE_THAT = re.compile("之前|以前|此前|过去|原来|原先|上线前|启用前")
_FROM = re.compile("(?:由|从)[^\\d]{0,4}$")
_NOW = re.compile("这个月|本月|目前|如今|现在|眼下|迄今")
_YEAR_END = re.compile("年[底末]")
_AIM = re.compile("力争|争取|目标|计划|预计|预期|拟|有望|规划|确保|努力")
_SCOPES = ("全国", "全省", "全球", "世界", "国内")
_CLAUSE = re.compile("[，,。；;：:！!？?]")
_NO_COUNT = frozenset(("", "位", "个百分点", "倍"))
_CLAUSE_LENGTH = 24  # characters


def compare_figures(digest: Digest, memory: Memory | None = None) -> Compared:
    """All comparisons of a site. A pure function of the digest; the order is the page's.

    Sources that are one text say a thing once.
    """
    memory = memory or Memory()
    analyses, topics = digest.analyses, digest.topics
    groups = {one.source: digest.texts.get(one.source, -1 - at) for at, one in enumerate(analyses)}
    towns = towns_of(analyses, memory)
    names = names_of(topics)
    by_id = {topic.id: topic for topic in topics}
    near = nearest_topics(topics)
    owners = owners_of(analyses, names, memory)
    newest = max((one.date or "" for one in analyses), default="")
    told = (names, tuple(sorted(owners)), towns.all, newest)
    finder = TownFinder(towns.all)
    beside = [(near.get(one.source, ()), towns.of_source.get(one.source)) for one in analyses]

    def of(at: int) -> list[_Said]:
        return list(_said(analyses[at], *beside[at], names, owners, finder, newest))

    found: dict[_Key, list[Stated]] = {}
    of_topic: defaultdict[str, list[Stated]] = defaultdict(list)
    known: dict[tuple[str, str], str] = {}  # variants of a noun → the form it was first met in
    for own in memory.each("figures compared", told, analyses, of, beside, list[_Said]):
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
    names: TopicNames,
    owners: frozenset[str],
    towns: TownFinder,
    newest: str,
) -> Iterator[_Said]:
    """`near` are the topics mentioned in the article, `home` is the town it is about."""
    near_of: defaultdict[PassageId, list[tuple[int, str]]] = defaultdict(list)
    for passage, start, topic in near:
        near_of[passage].append((start, topic))
    title = topic_of_title(analysis.finds.title, names, owners)
    for figure, before in zip(analysis.figures, analysis.before, strict=True):
        if figure.unit in _NO_COUNT:
            continue
        clause = _CLAUSE.split(before.words[-_CLAUSE_LENGTH:])[-1].strip()
        mentioned = near_of.get(figure.ref.passage, ())
        subject = counted_by(figure, before, clause, title, names, owners, mentioned, towns)
        if subject is None:
            continue
        place = _scope(clause) or subject.place or towns.town_before(before.words) or home
        stated = _stated(figure, before, clause, analysis.date, place, newest)
        # What is only said on the topic's page or after its name may be another's: 逃费率.
        named = topic_in(plain(figure.subject), names)[0] == subject.topic
        shown = subject.topic if named or subject.measure in COUNTS else None
        measure = subject.measure
        compared = not (
            _is_change(clause)
            or _EMPTY.search(measure)
            or (subject.topic is None and says_little(measure))
        )
        if shown or compared:
            key = _Key(subject.topic, measure, figure.unit) if compared else None
            yield _Said(shown, key, core_of(measure), stated)


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
    if _BEFORE_THAT.search(clause) or (date is None and _FROM.search(clause)):
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


# --- whether it is a value ------------------------------------------------------------------


def _is_change(clause: str) -> bool:
    if clause.startswith(("若", "如果", "假如", "倘")):
        return True  # nobody says it is so
    if _LEVEL.search(clause[-8:]):
        return False
    if _CHANGE.search(clause[-8:]) or _PART.search(clause):
        return True
    return bool(_NEW.search(clause) or _YEARLY.search(clause)) and not _TOTAL.search(clause)


def _scope(clause: str) -> str | None:
    return next((scope for scope in _SCOPES if scope in clause), None)


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
    dates = {one.as_of for one in stated if one.as_of}
    values = {one.figure.value for one in stated}
    return len(_texts(stated, groups)) >= 2 or (len(dates) >= 2 and len(values) >= 2)
