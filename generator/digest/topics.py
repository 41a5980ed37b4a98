"""Topics: named things that recur in several sources, and where each is mentioned.

In: the finds of all articles, and what the editor wrote in topics.yaml, which comes first and is
never cut. Out: topics with the first mention in each passage. Names come from quotation marks
(“一网通办”), title marks (《…条例》), Latin words (5G), and noun phrases that recur.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import lru_cache
from typing import TypeVar

import numpy as np

from generator.digest.joining import Candidate, join, of_edit
from generator.digest.memory import Memory
from generator.digest.mentions import Finder, Found, counted, key_of, mention_at
from generator.digest.names import COMMON_LATIN, is_end_word, may_join, towns_in
from generator.digest.slugs import Slugs
from generator.digest.terms import word_lists, words_needed
from generator.digest.words import is_listed, pieces, word_class
from generator.model import DigestOptions, Finds, Mention, PassageId, Text, Topic, TopicEdits

_Value = TypeVar("_Value")

_HAN = "\u4e00-\u9fff"
_OFFICES = (
    "书记", "市长", "省长", "县长", "局长", "记者", "主任", "主席", "党代会", "精神", "讲话",
)  # fmt: skip
_BAD_FIRST = frozenset("个项家座次位名件条种第年月日号等们吨倍元率度副化性式型市省县区")
_BAD_LAST = frozenset("第个项次位件年月日各将高副等们")
_BAD_LAST_OF_THREE = frozenset("性化式型感度率")
_WIDENING = frozenset("跨各多非按分逐某")  # before a general word they name nothing: 跨部门
_MAKING_KINDS = re.compile("(?<=..)[型级性类]")  # 服务|型|政府
_TWO_ACTS = re.compile(r"(.).{1,2}\1.{0,3}")  # 上云上平台
_PLACE = re.compile(f"([{_HAN}]{{2,3}})[市县区省]")
_WIDE = frozenset(
    "全国 全省 全市 全县 全区 全城 全港 全台 我国 我市 我省 我区 本市 本省 本区 该市 各地".split()  # noqa: SIM905
)
_QUOTED_OFTEN = 3  # in one source
_MOST_NAMES = 6_000  # names and phrases looked at: the most widely told
_MANY_SHORT_FORMS = 100
_SHORTEST_NAME = 3
_GENERIC_WORDS = 3  # a compound of so many general words or fewer names nothing
_ALONE = 0.25  # of the sources of a phrase: in so many it stands for itself
_PART_OF = 0.8  # of the places of a name: in more it is part of a longer one
_LEAST_CUT = 3  # places of a word cut wrongly
# A topic that stands in more than this share of all passages tells no passage from another.
_EVERYWHERE = 0.15
_MANY_PASSAGES = 60


def find_topics(
    finds: Sequence[Finds],
    passages: Sequence[Sequence[PassageId]],
    groups: Mapping[str, int],
    edits: TopicEdits,
    options: DigestOptions,
    memory: Memory | None = None,
) -> tuple[Topic, ...]:
    """Topics ranked by the number of sources, then of passages; the editor's are all kept.

    `passages` are the ids of each article, `groups` tells which articles are one text.
    """
    memory = memory or Memory()
    texts = [groups[each.source] for each in finds]
    candidates = [of_edit(edit) for edit in edits.topics]
    known = {key_of(name) for candidate in candidates for name in candidate.names()}
    ignored = {key_of(name) for name in edits.ignore}
    found = _names_in(finds, texts, options, memory)
    fresh = [name for name in found if key_of(name) not in ignored]
    candidates += join(fresh, known, _glosses(finds), found)
    taken = {key_of(name) for candidate in candidates for name in candidate.names()} | ignored
    candidates += _spelled_out(finds, texts, taken, memory)
    told = _mentioned("topics considered", candidates, finds, memory, _passages_of)
    chosen = _choose(candidates, told, texts, sum(map(len, passages)), options)
    # Again, for those that stay: 区块链 is found in a longer name that was not taken.
    mentions: list[list[Mention]] = [[] for _ in chosen]
    for found_in in _mentioned("topics", chosen, finds, memory, _placed, passages):
        for number, mention in found_in:
            mentions[number].append(mention)
    slugs = Slugs()
    return tuple(
        Topic(
            id=slugs.take(candidate.edit.slug if candidate.edit else None, candidate.name),
            name=candidate.name,
            aliases=tuple(candidate.aliases),
            description=candidate.edit.description if candidate.edit else Text(),
            mentions=tuple(found_in),
        )
        for candidate, found_in in zip(chosen, mentions, strict=True)
    )


# --- names --------------------------------------------------------------------------------


def _names_in(
    finds: Sequence[Finds], texts: Sequence[int], options: DigestOptions, memory: Memory
) -> dict[str, tuple[int, bool]]:
    """Names that may be topics → (sources, whether marked as a name)."""
    towns = towns_in(finds)
    people = frozenset(form for name in _marked(finds, "person") for form in (name, name[:2]))
    vague = word_lists().generic | towns
    judged: dict[str, bool] = memory.known("quoted names", vague)
    named: dict[str, str | None] = memory.known("phrases", (towns, vague))
    marked: defaultdict[str, set[int]] = defaultdict(set)
    spoken_of: defaultdict[str, set[int]] = defaultdict(set)
    quoted: Counter[str] = Counter()
    for each, text in zip(finds, texts, strict=True):
        for mark, name in each.names:
            if mark == "quoted":
                quoted[name] += 1
                spoken_of[name].add(text)
                if name not in judged:
                    judged[name] = _is_name(name, vague)
                if judged[name]:
                    marked[name].add(text)
            elif mark == "latin":
                marked[name].add(text)
            elif mark == "title":
                bare = _bare_title(name, towns)
                if 4 <= len(bare) <= 24:
                    marked[bare].add(text)
    least = options.topic_sources
    for name, sources_of in spoken_of.items():
        # What several sources put in quotation marks is a name, whatever words are in it.
        if len(sources_of) >= least and len(name) <= 6 and not words_needed(name, vague):
            marked[name] = sources_of
    widest = sorted(marked, key=lambda name: (-len(marked[name]), -quoted[name], name))
    looked_at = widest[:_MOST_NAMES]
    counts = _count(looked_at, finds, texts, memory)
    names: dict[str, tuple[int, bool]] = {}
    for name in looked_at:
        sources, times = counts[name]
        # A common word that someone once put in quotation marks is not a name: “高峰”.
        rare = len(name) > 3 or not quoted[name] or quoted[name] * 3 >= times
        if len(name) == 2 and name in quoted:
            rare = len(marked[name]) >= least
        if sources >= least and rare and name not in people:
            names[name] = (sources, True)
    # The more sources, the more words recur by chance: a bare phrase needs more of them.
    enough = max(least, min(4, 1 + len(set(texts)) // 8))
    for phrase, sources in _phrases(finds, texts, enough):
        if phrase not in named:
            whole = _trim_any(phrase, towns)
            named[phrase] = whole if names_something(whole, vague) else None
        fit = named[phrase]
        if fit is not None and fit not in people:
            names.setdefault(fit, (sources, False))
    mended = _mended(names, finds, texts, memory)
    return dict(sorted(_whole(mended, finds, texts, memory).items()))


def names_something(name: str, vague: frozenset[str]) -> bool:
    """Whether a noun phrase can be a name: no office, measure, general word or piece of one."""
    if len(name) < _SHORTEST_NAME or any(office in name for office in _OFFICES):
        return False
    cut = pieces(name)
    if cut[0] in _BAD_FIRST or name[-1] in _BAD_LAST or re.fullmatch(r"\d{2,}[A-Za-z]+", name):
        return False
    if len(name) == 3 and name[-1] in _BAD_LAST_OF_THREE:
        return False
    if is_place(name) or _are_two_acts(name):
        return False
    lists = word_lists()
    if name[0] in _WIDENING and words_needed(name[1:], vague):
        return False
    general = words_needed(_MAKING_KINDS.sub("", name), vague) or words_needed(name, vague)
    if 1 <= general <= _GENERIC_WORDS:
        return False
    if general and cut[-1] in lists.nominal:
        return False  # many general words, and what is done with them: no institution
    said = words_needed(name, vague | lists.breaks)
    if 1 <= said <= 2 or (said == 3 and cut[0] in lists.breaks):
        return False
    if len(cut) == 1:
        return name not in COMMON_LATIN and word_class(name)[0] in "nje"
    if len(cut) == 2 and cut[0] in lists.nominal and cut[1] in lists.generic:
        return False  # 登记用户
    if len(cut) == 2 and cut[1] in lists.leading and cut[1] in lists.generic:
        return False  # 集群发展
    return not (cut[0] in lists.breaks and cut[0] not in lists.nominal)


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


def _whole(
    names: Mapping[str, tuple[int, bool]],
    finds: Sequence[Finds],
    texts: Sequence[int],
    memory: Memory,
) -> dict[str, tuple[int, bool]]:
    """Without the names that nearly always stand inside one longer name: 登记所 in 数据登记所."""
    times = {
        key_of(name): counts[1] for name, counts in _count(names, finds, texts, memory).items()
    }
    most: Counter[str] = Counter()
    for key in times:
        for start in range(len(key)):
            for end in range(start + 2, len(key) + 1):
                part = key[start:end]
                if part in times and end - start < len(key):
                    most[part] = max(most[part], times[key])
    return {
        name: counted
        for name, counted in names.items()
        if counted[1] or most[key_of(name)] < _PART_OF * times[key_of(name)]
    }


def _mended(
    names: Mapping[str, tuple[int, bool]],
    finds: Sequence[Finds],
    texts: Sequence[int],
    memory: Memory,
) -> dict[str, tuple[int, bool]]:
    """Without the halves of words cut wrongly, 智能网 of 智能网|联, and without what stands on both
    sides of a verb: 市民|交|电费. It is a word cut wrongly where one half is hardly ever alone."""
    across: dict[str, tuple[str, str]] = {}
    for name, (_, marked) in names.items():
        cut = pieces(name)
        at = next((at for at in range(1, len(cut) - 1) if may_join(cut[at])), 0)
        if at and not marked and not is_end_word(cut[at]):
            across[name] = cut[at - 1], cut[at - 1] + cut[at]
    if not across:
        return dict(names)
    words = sorted({word for pair in across.values() for word in pair})
    counts = _count(words, finds, texts, memory)
    halves = {
        half
        for half, whole in across.values()
        if counts[whole][1] >= max(_LEAST_CUT, _PART_OF * counts[half][1])
    }
    return {
        name: counted
        for name, counted in names.items()
        if counted[1]
        or (across[name][0] in halves if name in across else not name.endswith(tuple(halves)))
    }


def _marked(finds: Iterable[Finds], wanted: str) -> Iterable[str]:
    return (name for each in finds for mark, name in each.names if mark == wanted)


def _is_name(name: str, vague: frozenset[str]) -> bool:
    if not re.search(f"[{_HAN}A-Za-z]", name) or words_needed(name, vague):
        return False
    if name[0].isdigit() or len(name) > 10:
        return False
    slogan = word_lists().slogan
    if any(len(word) > 1 and word in name for word in slogan):
        return False
    return slogan.isdisjoint(pieces(name))


def _bare_title(title: str, towns: frozenset[str]) -> str:
    """A law or plan without the town before it and the years behind it."""
    bare = re.sub(r"[(][^)]*[)]|\d{4}.*$", "", title).strip()
    return _trim(bare, towns)


def _trim_any(name: str, towns: frozenset[str]) -> str:
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


def _glosses(finds: Iterable[Finds]) -> dict[str, str]:
    """CIM → 城市信息模型, where a text explains one by the other in brackets."""
    return dict(gloss.split("\t") for gloss in _marked(finds, "gloss"))


def _count(
    names: Iterable[str], finds: Sequence[Finds], texts: Sequence[int], memory: Memory
) -> dict[str, tuple[int, int]]:
    """Name → (sources, times) over all passages."""
    keys = {name: key_of(name) for name in names}
    sources: dict[str, set[int]] = {key: set() for key in keys.values()}
    times = dict.fromkeys(sources, 0)
    for text, found in zip(texts, counted(memory).count(sources, finds), strict=True):
        for key, number in found.items():
            if key in sources:
                sources[key].add(text)
                times[key] += number
    return {name: (len(sources[key]), times[key]) for name, key in keys.items()}


def _phrases(finds: Sequence[Finds], texts: Sequence[int], least: int) -> list[tuple[str, int]]:
    """Noun phrases told by enough sources and standing for themselves, with their sources."""
    first_of: dict[int, int] = {}
    for at, text in enumerate(texts):
        first_of.setdefault(text, at)
    firsts = list(first_of.values())
    arrays = [np.frombuffer(finds[at].phrases, np.uint32) for at in firsts]
    if not arrays:
        return []
    keys = np.concatenate(arrays)
    article = np.repeat(np.array(firsts), [len(each) for each in arrays])
    places = np.concatenate([np.frombuffer(finds[at].phrase_places, np.uint32) for at in firsts])
    unique, first, which, counts = np.unique(
        keys >> np.uint32(1), return_index=True, return_inverse=True, return_counts=True
    )
    alone = np.bincount(which, keys & np.uint32(1), minlength=len(unique))
    wide = np.nonzero(counts >= least)[0]
    wide = wide[np.argsort(-counts[wide], kind="stable")][:_MOST_NAMES]
    sources: dict[str, int] = {}
    standing: dict[str, float] = {}
    for at in wide.tolist():
        place = int(places[first[at]])
        start, size = place >> 8, place & 255
        phrase = finds[int(article[first[at]])].text[start : start + size]
        sources[phrase] = int(counts[at])
        standing[phrase] = float(alone[at] / counts[at])
    return sorted((phrase, sources[phrase]) for phrase in sources if standing[phrase] >= _ALONE)


def _spelled_out(
    finds: Sequence[Finds], texts: Sequence[int], taken: Set[str], memory: Memory
) -> list[Candidate]:
    """Short forms that one source quotes often and others write out: “智改数转” is their
    智能化改造和数字化转型."""
    quoted = Counter(
        name
        for name in _marked(finds, "quoted")
        if re.fullmatch(f"[{_HAN}]{{4}}", name) and key_of(name) not in taken
    )
    often = quoted.most_common(_MANY_SHORT_FORMS)
    shorts = tuple(name for name, times in often if times >= _QUOTED_OFTEN)
    if not shorts:
        return []
    written = memory.each("written out", shorts, finds, lambda at: _written(shorts, finds[at].text))
    found = []
    for name in shorts:
        home = {
            text for text, each in zip(texts, written, strict=True) if None in each.get(name, ())
        }
        aliases = Counter(
            alias
            for text, each in zip(texts, written, strict=True)
            if text not in home
            for alias in each.get(name, ())
            if alias is not None
        )
        if aliases:
            found.append(Candidate(name, sorted(aliases), marked=True))
    return found


def _written(shorts: Sequence[str], text: str) -> dict[str, tuple[str | None, ...]]:
    """How a text writes out each short form; None where it has the short form itself."""
    characters = frozenset(text)
    found: dict[str, tuple[str | None, ...]] = {}
    for name in shorts:
        if characters.issuperset(name):
            own: list[str | None] = [None] if name in text else []
            own += _written_out(name).findall(text)
            if own:
                found[name] = tuple(own)
    return found


@lru_cache(maxsize=1_000)
def _written_out(name: str) -> re.Pattern[str]:
    first, second, third, fourth = list(name)
    return re.compile(
        f"{first}[{_HAN}]{{1,3}}{second}[{_HAN}]{{0,2}}[、和与及]?{third}[{_HAN}]{{1,3}}{fourth}[{_HAN}]?"
    )


# --- mentions and choice ------------------------------------------------------------------


def _mentioned(
    step: str,
    candidates: Sequence[Candidate],
    finds: Sequence[Finds],
    memory: Memory,
    make: Callable[[list[tuple[int, Found]], Finds, Sequence[PassageId]], _Value],
    passages: Sequence[Sequence[PassageId]] | None = None,
) -> list[_Value]:
    """Of each article what `make` gives for its mentions: (number of the candidate, place), the
    first in each passage."""
    owners: dict[str, int] = {}
    for number, candidate in enumerate(candidates):
        for name in candidate.names():
            owners.setdefault(key_of(name), number)
    finder = Finder(owners)

    def of(at: int) -> _Value:
        first: dict[tuple[int, int], Found] = {}
        for name, found in finder.find(finds[at]):
            first.setdefault((owners[name], found.passage), found)
        placed = [(owner, found) for (owner, _), found in first.items()]
        return make(placed, finds[at], passages[at] if passages else ())

    return memory.each(step, owners, finds, of)


def _passages_of(
    placed: list[tuple[int, Found]], find: Finds, ids: Sequence[PassageId]
) -> tuple[tuple[int, int], ...]:
    """(number of the candidate, passages that mention it)"""
    return tuple(Counter(owner for owner, _ in placed).items())


def _placed(
    placed: list[tuple[int, Found]], find: Finds, ids: Sequence[PassageId]
) -> tuple[tuple[int, Mention], ...]:
    return tuple((owner, mention_at(found, find, ids)) for owner, found in placed)


def _choose(
    candidates: Sequence[Candidate],
    told: Sequence[Sequence[tuple[int, int]]],
    texts: Sequence[int],
    passages: int,
    options: DigestOptions,
) -> list[Candidate]:
    limit = passages * _EVERYWHERE if passages >= _MANY_PASSAGES else passages
    ranked: list[tuple[float, int, int, str, Candidate]] = []
    chosen: list[tuple[int, int, str, Candidate]] = []
    told_by: list[set[int]] = [set() for _ in candidates]
    times = [0] * len(candidates)
    for text, found_in in zip(texts, told, strict=True):
        for number, in_passages in found_in:
            told_by[number].add(text)
            times[number] += in_passages
    for number, candidate in enumerate(candidates):
        sources = len(told_by[number])
        rank = (-sources, -times[number], candidate.name, candidate)
        if candidate.edit is not None:
            chosen.append(rank)
        elif sources >= options.topic_sources and times[number] <= limit:
            ranked.append((-_worth(candidate) * sources, *rank))
    ranked.sort(key=lambda rank: rank[:4])
    room = max(options.topic_limit - len(chosen), 0)
    chosen += [rank[1:] for rank in ranked[:room]]
    return [rank[3] for rank in sorted(chosen, key=lambda rank: rank[:3])]


def _worth(candidate: Candidate) -> float:
    """How likely the name is one: marks say so, and a longer name says more than a common word."""
    if candidate.marked:
        return 1.2
    return {3: 0.6, 4: 0.85}.get(len(candidate.name), 1.0)
