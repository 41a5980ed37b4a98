"""Names that may be topics: what is marked as one, and noun phrases that several sources use.

In: the finds of all articles. Out: name → sources and whether it is marked; short forms with what
they stand for (城运中心). Halves of words cut wrongly and parts of longer names are left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache

import numpy as np

from generator.digest.joining import Candidate
from generator.digest.memory import Memory
from generator.digest.mentions import counted, key_of
from generator.digest.names import is_end_word, may_join, towns_in
from generator.digest.naming import bare_title, is_marked_name, is_said, names_something, trim_any
from generator.digest.terms import in_one_region, word_lists, words_needed
from generator.digest.words import pieces
from generator.model import DigestOptions, Finds

_HAN = "\u4e00-\u9fff"
_QUOTED_OFTEN = 3  # in one source
_MOST_NAMES = 6_000  # names and phrases looked at: the most widely told
_MANY_SHORT_FORMS = 100
_ALONE = 0.25  # of the sources of a phrase: in so many it stands for itself
_PART_OF = 0.8  # of the places of a name: in more it is part of a longer one
_LEAST_CUT = 3  # places of a word cut wrongly


def names_in(
    finds: Sequence[Finds], texts: Sequence[int], options: DigestOptions, memory: Memory
) -> dict[str, tuple[int, bool]]:
    """Names that may be topics → (sources, whether marked as a name)."""
    towns = towns_in(finds)
    people = frozenset(form for name in _marked(finds, "person") for form in (name, name[:2]))
    vague = word_lists().generic | towns
    judged: dict[str, bool] = memory.judged(
        "quoted names",
        sorted(vague),
        (name for each in finds for mark, name in each.names if mark == "quoted"),
        lambda name: not is_said(name) and is_marked_name(name, vague),
        bool,
    )
    marked: defaultdict[str, set[int]] = defaultdict(set)
    spoken_of: defaultdict[str, set[int]] = defaultdict(set)
    quoted: Counter[str] = Counter()
    together: dict[str, int] = {}  # names of one thing in several regions → all its sources
    for each, text in zip(finds, texts, strict=True):
        memory.look_up()
        for mark, name in each.names:
            if mark == "quoted":
                quoted[name] += 1
                if judged[name] or not is_said(name):
                    spoken_of[name].add(text)
                if judged[name]:
                    marked[name].add(text)
            elif mark == "latin":
                marked[name].add(text)
            elif mark == "title":
                bare = bare_title(name, towns)
                if 4 <= len(bare) <= 24:
                    marked[bare].add(text)
    least = options.topic_sources
    for names_of_one in _regional(marked):
        told = frozenset[int]().union(*(marked[name] for name in names_of_one))
        for name in names_of_one:
            marked[name] |= told
            together[name] = len(told)
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
        sources = max(sources, together.get(name, 0))
        # A common word that someone once put in quotation marks is not a name: “高峰”.
        rare = len(name) > 3 or not quoted[name] or quoted[name] * 3 >= times
        if len(name) == 2 and name in quoted:
            rare = len(marked[name]) >= least
        if sources >= least and rare and name not in people:
            names[name] = (sources, True)
    # The more sources, the more words recur by chance: a bare phrase needs more of them.
    enough = max(least, min(4, 1 + len(set(texts)) // 8))
    phrases = _phrases(finds, texts, enough)

    def named(phrase: str) -> str | None:
        whole = trim_any(phrase, towns)
        return whole if names_something(whole, vague) else None

    words = sorted(towns), sorted(vague)
    names_of = memory.judged("phrases", words, (one for one, _ in phrases), named, str | None)
    for phrase, sources in phrases:
        fit = names_of[phrase]
        if fit is not None and fit not in people:
            names.setdefault(fit, (sources, False))
    mended = _mended(names, finds, texts, memory)
    return dict(sorted(_whole(mended, finds, texts, memory).items()))


def _regional(marked: Mapping[str, set[int]]) -> Iterable[list[str]]:
    """Names that differ only in what a region calls things: 数位圆桌, 数码圆桌."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(marked):
        alike[in_one_region(name)].append(name)
    return (names for names in alike.values() if len(names) > 1)


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


def glosses(finds: Iterable[Finds]) -> dict[str, str]:
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
        memory.look_up()
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


def spelled_out(
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
    written = memory.each(
        "written out",
        shorts,
        finds,
        lambda at: _written(shorts, finds[at].text),
        kind=dict[str, tuple[str | None, ...]],
    )
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
