"""Topics: named things that recur in several sources, and where each is mentioned.

In: all entries, and what the editor wrote in topics.yaml, which comes first and is never cut.
Out: topics with the first mention in each passage. Names come from quotation marks (“一网通办”),
title marks (《…条例》), Latin words (5G), and noun phrases that recur (`terms`). Not obvious:
everything is matched on text without spaces and quotation marks, so 5G 基站 is 5G基站.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from generator.convert.fold import fold
from generator.digest.terms import (
    Squeezed,
    learn_places,
    recurring_phrases,
    squeeze,
    word_lists,
    words_needed,
)
from generator.digest.twins import text_groups
from generator.model import (
    DigestOptions,
    Entry,
    Figure,
    Mention,
    PassageRef,
    Text,
    Topic,
    TopicEdit,
    TopicEdits,
)

_HAN = "\u4e00-\u9fff"
_QUOTED = re.compile(f"[“‘]([{_HAN}A-Za-z0-9+.\\-]{{2,12}})[”’]")
_TITLE = re.compile(r"《([^《》]{3,40})》")
_LATIN = re.compile(
    r"(?<![A-Za-z0-9.+\-])(?:[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9]*|\d[A-Z])(?![A-Za-z0-9])"
)
_GLOSS = re.compile(f"([{_HAN}]{{4,12}})[(]([A-Z][A-Za-z0-9]{{1,7}})[)]")
# Latin that names nothing an editor would make a page of: units, offices, generic labels.
_COMMON_LATIN = frozenset(
    re.findall(
        r"\S+",
        "APP App GDP CPI ID OK VIP TOP PDF CEO CFO CTO CIO KM GB TB PB MB KB KW MW VR AR QQ AI IT "
        "ICT PM AM NO TV PC USB LED LCD HTML URL WWW HTTP HTTPS COM SK BIM UI UX II III IV",
    )
)
_OFFICES = (
    "书记",
    "市长",
    "省长",
    "县长",
    "局长",
    "记者",
    "主任",
    "主席",
    "党代会",
    "精神",
    "讲话",
)
_SURNAME = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃戴莫孔向汤]"
)
_PERSON = re.compile(
    "(?:书记|市长|省长|县长|区长|局长|处长|主任|校长|院长|董事长|总经理|主席|记者|教授|研究员|部长|厅长)"
    f"({_SURNAME}[{_HAN}]{{1,2}})"
    f"|({_SURNAME}[{_HAN}]{{1,2}}?)(?=说|表示|介绍|指出|强调|认为|坦言|告诉|提出|要求|在致辞|主持)"
)
_SHORT_FORM = re.compile(f"[“‘]([{_HAN}]{{4}})[”’]")
_QUOTED_OFTEN = 3  # in one source
_MANY_SHORT_FORMS = 100
# A topic that stands in more than this share of all passages tells no passage from another.
_EVERYWHERE = 0.15
_MANY_PASSAGES = 60
_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class _Place:
    """A passage, ready to be searched."""

    ref: PassageRef
    source: int
    squeezed: Squeezed
    searched: str  # squeezed text with Latin letters in lower case


@dataclass(slots=True)
class _Candidate:
    """A name under consideration, with the other names of the same thing."""

    name: str
    aliases: list[str] = field(default_factory=list)
    marked: bool = False  # stood in quotation or title marks, or is Latin
    edit: TopicEdit | None = None

    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


def find_topics(
    entries: Sequence[Entry],
    figures: Sequence[Figure],
    edits: TopicEdits,
    options: DigestOptions,
) -> tuple[Topic, ...]:
    """Topics ranked by the number of sources, then of passages; the editor's are all kept."""
    del figures  # the stage's order of arguments; figures may weigh here one day
    groups = text_groups(entries)
    places = _search_places(entries, groups)
    candidates = [_of_edit(edit) for edit in edits.topics]
    known = {_key(name) for candidate in candidates for name in candidate.names()}
    ignored = {_key(name) for name in edits.ignore}
    found = _names_in(entries, places, groups, options)
    fresh = [name for name in found if _key(name) not in ignored]
    candidates += _join(fresh, known, dict(_glosses(entries)), found)
    taken = {_key(name) for candidate in candidates for name in candidate.names()} | ignored
    candidates += _spelled_out(entries, groups, taken)
    mentions = _mentions(candidates, places)
    chosen = _choose(candidates, mentions, places, options)
    # Again, for those that stay: 区块链 is found in a longer name that was not taken.
    mentions = _mentions(chosen, places)
    slugs = _Slugs()
    return tuple(
        Topic(
            id=slugs.take(candidate.edit.slug if candidate.edit else None, candidate.name),
            name=candidate.name,
            aliases=tuple(candidate.aliases),
            description=candidate.edit.description if candidate.edit else Text(),
            mentions=tuple(found.mention() for found in found_in.values()),
        )
        for candidate, found_in in zip(chosen, mentions, strict=True)
    )


def _search_places(entries: Sequence[Entry], groups: Mapping[str, int]) -> list[_Place]:
    places: list[_Place] = []
    for entry in entries:
        source = groups[entry.article.source]
        for passage in entry.passages():
            squeezed = squeeze(passage.folded)
            ref = PassageRef(entry.article.source, passage.id)
            places.append(_Place(ref, source, squeezed, _lower(squeezed.text)))
    return places


def _of_edit(edit: TopicEdit) -> _Candidate:
    return _Candidate(edit.name, list(dict.fromkeys(edit.aliases)), edit=edit)


def _lower(text: str) -> str:
    """Lower case of the same length, which `str.lower` does not promise."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def _key(name: str) -> str:
    """One form of a name, whatever its script, width, quotes, spaces and capitals."""
    return _lower(squeeze(fold(name)).text)


# --- names --------------------------------------------------------------------------------


def _names_in(
    entries: Sequence[Entry],
    places: Sequence[_Place],
    groups: Mapping[str, int],
    options: DigestOptions,
) -> dict[str, tuple[int, bool]]:
    """Names that may be topics → (sources, whether marked as a name)."""
    texts = [
        (groups[entry.article.source], passage.folded)
        for entry in entries
        for passage in entry.passages()
    ]
    towns = learn_places(text for _, text in texts)
    people = _persons(text for _, text in texts)
    vague = word_lists().generic | towns
    marked: dict[str, set[int]] = defaultdict(set)  # in quotation or title marks, or Latin
    quoted: Counter[str] = Counter()
    for source, text in texts:
        for match in _QUOTED.finditer(text):
            name = match.group(1)
            quoted[name] += 1
            if _is_name(name, vague):
                marked[name].add(source)
        for match in _TITLE.finditer(text):
            name = _bare_title(match.group(1), towns)
            if 4 <= len(name) <= 24:
                marked[name].add(source)
        for match in _LATIN.finditer(text):
            if match.group() not in _COMMON_LATIN:
                marked[match.group()].add(source)
    counts = _count(marked, places)
    least = options.topic_sources
    names: dict[str, tuple[int, bool]] = {}
    for name in marked:
        sources, times = counts[name]
        # A common word that someone once put in quotation marks is not a name: “高峰”.
        rare = len(name) > 3 or not quoted[name] or quoted[name] * 3 >= times
        if len(name) == 2 and name in quoted:
            rare = len(marked[name]) >= least
        if sources >= least and rare and name not in people:
            names[name] = (sources, True)
    # The more sources, the more words recur by chance: a bare phrase needs more of them.
    texts_in_all = len(set(groups.values()))
    for phrase in recurring_phrases(texts, towns, max(least, min(4, 1 + texts_in_all // 8))):
        name = _trim(phrase.text, towns)
        if len(name) < 3 or any(office in name for office in _OFFICES):
            continue
        if len(name) == 3 and name in people:
            continue
        if len(name) == 3 and name[-1] in "性化式型感度率":
            continue
        if name != phrase.text and 1 <= words_needed(name, vague) <= 3:
            continue
        names.setdefault(name, (phrase.sources, False))
    return dict(sorted(names.items()))


def _is_name(name: str, vague: frozenset[str]) -> bool:
    if not re.search(f"[{_HAN}A-Za-z]", name) or words_needed(name, vague):
        return False
    if name[0].isdigit() or len(name) > 10:
        return False
    return not any(word in name for word in word_lists().slogan)


def _persons(texts: Iterable[str]) -> frozenset[str]:
    """Names of those who speak or hold an office: 市长某某某, 某某某说."""
    found: set[str] = set()
    for text in texts:
        for match in _PERSON.finditer(text):
            name = match.group(1) or match.group(2)
            found |= {name, name[:2]}
    return frozenset(found)


def _bare_title(title: str, towns: frozenset[str]) -> str:
    """A law or plan without the town before it and the years behind it."""
    bare = re.sub(r"[(][^)]*[)]|\d{4}.*$", "", title).strip()
    return _trim(bare, towns)


def _trim(name: str, towns: frozenset[str]) -> str:
    """The name without a town at its head: 某市数字化转型促进条例 is a 数字化转型促进条例."""
    for length in range(min(5, len(name) - 3), 1, -1):
        if name[:length] in towns:
            return name[length:]
    return name


def _glosses(entries: Iterable[Entry]) -> Iterable[tuple[str, str]]:
    """(CIM, 城市信息模型) where a text explains one by the other in brackets."""
    for entry in entries:
        for passage in entry.passages():
            for match in _GLOSS.finditer(passage.folded):
                yield match.group(2), match.group(1)


def _count(names: Iterable[str], places: Sequence[_Place]) -> dict[str, tuple[int, int]]:
    """Name → (sources, times) over all passages."""
    sources: dict[str, set[int]] = defaultdict(set)
    times: Counter[str] = Counter()
    keyed: dict[str, list[str]] = defaultdict(list)
    for name in names:
        keyed[_lower(squeeze(name).text)].append(name)
    finder = _Finder(keyed)
    for place in places:
        for _, _, key in finder.find(place.searched):
            for name in keyed[key]:
                sources[name].add(place.source)
                times[name] += 1
    return {name: (len(sources[name]), times[name]) for name in names}


# --- one thing, several names -------------------------------------------------------------


def _join(
    names: Iterable[str],
    known: set[str],
    glosses: dict[str, str],
    found: dict[str, tuple[int, bool]],
) -> list[_Candidate]:
    """Candidates, each with its aliases: X and X平台, X and “X”, CIM and its gloss."""
    ordered = sorted(names, key=lambda name: (len(name), name))
    by_key: dict[str, _Candidate] = {}
    for name in ordered:
        key = _key(name)
        if key in by_key or any(
            # An approved name with a town before it is that name: 甲市|数据交易所.
            key.endswith(name) and len(key) - len(name) <= 4
            for name in known
        ):
            continue
        owner = _owner(key, by_key)
        # What adds more than a word or two names a thing of its own: 区块链, 国家区块链创新应用.
        if owner is not None and len(name) - len(owner.name) <= 4:
            owner.aliases.append(name)
            by_key[key] = owner
        else:
            by_key[key] = _Candidate(name, marked=found[name][1])
    candidates = list({id(candidate): candidate for candidate in by_key.values()}.values())
    for candidate in candidates:
        gloss = glosses.get(candidate.name)
        if gloss:
            tail = re.split("[的和与及全面推进建设打造]", gloss)[-1]
            if len(tail) >= 4:
                candidate.aliases.append(tail)
    return _with_abbreviations(candidates, found)


def _owner(key: str, by_key: dict[str, _Candidate]) -> _Candidate | None:
    """The candidate of which this name is only a longer form: 灵犀App of 灵犀."""
    lists = word_lists()
    for suffix in lists.suffixes:
        suffix = _lower(suffix)
        if key.endswith(suffix) and key[: -len(suffix)] in by_key:
            return by_key[key[: -len(suffix)]]
    # A general word before or behind a name makes no other name: 企业首席数据官 is one of those.
    for length in range(2, min(6, len(key) - 2)):
        if key[:length] in lists.modifiers and key[length:] in by_key:
            return by_key[key[length:]]
        if key[-length:] in lists.generic and key[:-length] in by_key:
            return by_key[key[:-length]]
    return None


def _with_abbreviations(
    candidates: list[_Candidate], found: dict[str, tuple[int, bool]]
) -> list[_Candidate]:
    """Join 城运中心 to 城市运行管理中心 and 智改数转 to 智能化改造数字化转型.

    The short form has four to five characters, takes them in order from the long one, begins
    alike, and takes its second character from within the first word's reach.
    """
    long_by_head: dict[str, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        if 7 <= len(candidate.name) <= 16:
            long_by_head[candidate.name[0]].append(candidate)
    joined: set[int] = set()
    for short in candidates:
        if not 4 <= len(short.name) <= 5:
            continue
        for long in long_by_head.get(short.name[0], ()):
            if id(long) in joined or not _abbreviates(short.name, long.name):
                continue
            short.aliases += long.names()
            joined.add(id(long))
            if found[long.name] > found[short.name]:
                names = [name for name in short.names() if name != long.name]
                short.name, short.aliases = long.name, names
    return [candidate for candidate in candidates if id(candidate) not in joined]


def _spelled_out(
    entries: Sequence[Entry], groups: Mapping[str, int], taken: Set[str]
) -> list[_Candidate]:
    """Short forms that one source quotes often and others write out: “智改数转” is their
    智能化改造和数字化转型."""
    texts = [
        (groups[entry.article.source], passage.folded)
        for entry in entries
        for passage in entry.passages()
    ]
    quoted: Counter[str] = Counter()
    for _, text in texts:
        quoted.update(name for name in _SHORT_FORM.findall(text) if _key(name) not in taken)
    found = []
    for name, times in quoted.most_common(_MANY_SHORT_FORMS):
        if times < _QUOTED_OFTEN:
            break
        first, second, third, fourth = list(name)
        written = re.compile(
            f"{first}[{_HAN}]{{1,3}}{second}[{_HAN}]{{0,2}}[、和与及]?{third}[{_HAN}]{{1,3}}{fourth}[{_HAN}]?"
        )
        home = {group for group, text in texts if name in text}
        aliases = Counter(
            alias for group, text in texts if group not in home for alias in written.findall(text)
        )
        if aliases:
            found.append(_Candidate(name, sorted(aliases), marked=True))
    return found


def _abbreviates(short: str, long: str) -> bool:
    if short in long:
        return False
    at = 0
    for character in short:
        found = long.find(character, at)
        if found < 0 or found - at > 4:
            return False
        at = found + 1
    return long[0] == short[0] and len(long) - at <= 2


# --- mentions -----------------------------------------------------------------------------


class _Found(NamedTuple):
    """A name in the squeezed text of a passage."""

    place: _Place
    start: int
    end: int

    def mention(self) -> Mention:
        start, end = self.place.squeezed.span(self.start, self.end)
        return Mention(ref=self.place.ref, start=start, end=end)


class _Finder:
    """Finds many names in a text, the longest at each place, none inside another."""

    def __init__(self, names: Iterable[str]) -> None:
        by_head: dict[str, list[str]] = defaultdict(list)
        for name in names:
            if len(name) >= 2:
                by_head[name[:2]].append(name)
        self._by_head = {
            head: sorted(tails, key=lambda name: (-len(name), name))
            for head, tails in by_head.items()
        }

    def find(self, text: str) -> Iterable[tuple[int, int, str]]:
        by_head = self._by_head
        free_from = 0
        for start, head in enumerate(map("".join, pairwise(text))):
            if head not in by_head or start < free_from:
                continue
            for name in by_head[head]:
                if text.startswith(name, start) and _stands_alone(text, start, name):
                    free_from = start + len(name)
                    yield start, free_from, name
                    break


def _stands_alone(text: str, start: int, name: str) -> bool:
    """Latin names are whole words: CIM is not in CIMS."""
    if name[0].isascii() and start and text[start - 1].isascii() and text[start - 1].isalnum():
        return False
    end = start + len(name)
    after = text[end : end + 1]
    return not (name[-1].isascii() and after.isascii() and after.isalnum())


def _mentions(
    candidates: Sequence[_Candidate], places: Sequence[_Place]
) -> list[dict[PassageRef, _Found]]:
    """For each candidate its first mention in each passage, in reading order."""
    owners: dict[str, int] = {}
    for number, candidate in enumerate(candidates):
        for name in candidate.names():
            owners.setdefault(_key(name), number)
    finder = _Finder(owners)
    mentions: list[dict[PassageRef, _Found]] = [{} for _ in candidates]
    for place in places:
        for first, last, name in finder.find(place.searched):
            mentions[owners[name]].setdefault(place.ref, _Found(place, first, last))
    return mentions


def _choose(
    candidates: Sequence[_Candidate],
    mentions: Sequence[dict[PassageRef, _Found]],
    places: Sequence[_Place],
    options: DigestOptions,
) -> list[_Candidate]:
    limit = len(places) * _EVERYWHERE if len(places) >= _MANY_PASSAGES else len(places)
    ranked: list[tuple[float, int, int, str, _Candidate]] = []
    chosen: list[tuple[int, int, str, _Candidate]] = []
    for candidate, found_in in zip(candidates, mentions, strict=True):
        sources = len({found.place.source for found in found_in.values()})
        passages = len(found_in)
        rank = (-sources, -passages, candidate.name, candidate)
        if candidate.edit is not None:
            chosen.append(rank)
        elif sources >= options.topic_sources and passages <= limit:
            ranked.append((-_worth(candidate) * sources, *rank))
    ranked.sort(key=lambda rank: rank[:4])
    room = max(options.topic_limit - len(chosen), 0)
    chosen += [rank[1:] for rank in ranked[:room]]
    return [rank[3] for rank in sorted(chosen, key=lambda rank: rank[:3])]


def _worth(candidate: _Candidate) -> float:
    """How likely the name is one: marks say so, and a longer name says more than a common word."""
    if candidate.marked:
        return 1.2
    return {3: 0.6, 4: 0.85}.get(len(candidate.name), 1.0)


# --- slugs --------------------------------------------------------------------------------


class _Slugs:
    """Gives each topic an ASCII slug that no other has."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str | None, name: str) -> str:
        slug = wanted or slug_of(name)
        number = 2
        unique = slug
        while unique in self._taken:
            unique = f"{slug}-{number}"
            number += 1
        self._taken.add(unique)
        return unique


def slug_of(name: str) -> str:
    """`5g` for 5G, `wu-lian-wang` for 物联网; never empty, at most sixty characters."""
    from pypinyin import lazy_pinyin  # loaded when first needed: it reads a large dictionary

    words = lazy_pinyin(squeeze(fold(name)).text)  # what is not Han stays as it is
    text = "-".join(re.sub("[^a-z0-9]+", "-", word.lower()).strip("-") for word in words)
    slug = re.sub("-+", "-", text).strip("-")
    if len(slug) > _LONGEST_SLUG:
        slug = slug[: _LONGEST_SLUG + 1].rsplit("-", 1)[0][:_LONGEST_SLUG]
    return slug or "topic"
