"""Links between passages of different sources, each with the reason a reader is shown.

In: the finds of all articles, placements, topics, figures. Out: the few best links of each
passage. Evidence is the likeness of the wording (`likeness`), shared topics, the rarer the
stronger, figures that agree or can be compared, the theme, and whether the passages beside them
are alike too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.digest.likeness import Floats, Index, Ints, Pairs, alike, coarse, index
from generator.digest.meaning import Meaning
from generator.digest.memory import Memory
from generator.digest.reasons import Reasons
from generator.digest.same_figures import Compared, compare
from generator.model import (
    DigestOptions,
    Figure,
    Finds,
    Link,
    LinkKind,
    PassageId,
    PassageRef,
    Placement,
    Topic,
)

_SHORTEST_FRAMING = 60  # a passage of no theme shorter than this is passed over
_LEAST = 0.05
_WEIGHTY = 0.02
_LOOKED_AT = 4  # times as many pairs of a passage as it may have links
_MAYBE_DUPLICATE = 0.5
_DUPLICATE = 0.8  # of the words and pairs of both
_CONTAINED = 0.9  # of those of the shorter, where it is an excerpt
_MEETINGS = 40  # passages that one figure or subject may bring together
# What each witness is worth beside the likeness of the wording.
_TOPIC_SHARE = 0.05
_FIGURE_SHARE = 0.05
_THEME_SHARE = 0.03
_NEIGHBOUR_SHARE = 0.05
_MEANING_SHARE = 2.0
_FRAMING_FACTOR = 0.8
_BETWEEN = 8192  # pairs, between two looks whether the links are still wanted
_TELLING_VALUE = 10  # a smaller number is shared by chance


@dataclass(frozen=True, slots=True)
class _Asked:
    """Pairs of passages of which a link is made, in order."""

    left: Ints
    right: Ints
    likeness: Floats  # 0 for what only the editor wants
    wanted: NDArray[np.bool_]  # by the editor


@dataclass(frozen=True, slots=True)
class _Site:
    """All passages, numbered through, and what is known of each."""

    refs: tuple[PassageRef, ...]
    words: Ints  # number of the passage's id: the same where two say the same
    themes: Ints  # number of the theme; -1: none
    topics: NDArray[np.uint64]  # bits, a row a passage
    number: Mapping[PassageRef, int]


def find_links(
    finds: Sequence[Finds],
    passages: Sequence[Sequence[PassageId]],
    placements: Mapping[PassageRef, Placement],
    topics: Sequence[Topic],
    figures: Sequence[Sequence[Figure]],
    groups: Mapping[str, int],
    options: DigestOptions,
    sense: Meaning | None = None,
    memory: Memory | None = None,
) -> tuple[Link, ...]:
    """Links in reading order of their first passage, the best first.

    `passages` are the ids of each article and `figures` its figures; `groups` tells which articles
    are one text.
    """
    if not finds:
        return ()
    memory = memory or Memory()
    look_up = memory.look_up
    site = _site(finds, passages, placements, topics)
    look_up()
    found = index(finds, _linkable(finds, site), look_up)
    weights = _topic_weights(topics, len(site.refs))
    likely = alike(found, look_up)
    meetings = _meetings(finds, figures, site, found, memory)
    pairs = _weighed(likely, site, found, weights, meetings, sense, look_up)
    forbidden = {_sorted(*pair) for each in finds for pair in each.unlink}
    texts = np.array([groups.get(each.source, -1 - at) for at, each in enumerate(finds)])
    copies = _copies(texts, found)
    best = _chosen(pairs, site, forbidden, texts[found.source], copies, options, look_up)
    asked = _with_editors(best, _editors(finds, site, found))
    look_up()
    said = _said(finds, figures, site, found, asked, texts, topics, weights, memory)
    look_up()
    links: list[tuple[int, float, int, Link]] = []
    ends = zip(asked.left.tolist(), asked.right.tolist(), strict=True)
    for (left, right), likeness, one in zip(ends, asked.likeness.tolist(), said, strict=True):
        if one is not None:
            score = round(min(likeness + (one.kind == "duplicate"), 1.0), 4)
            a, b = site.refs[left], site.refs[right]
            link = Link(a=a, b=b, kind=one.kind, score=score, why=one.why)
            links.append((left, -score, right, link))
    look_up()
    links.sort(key=lambda each: each[:3])
    return tuple(each[3] for each in links)


class _Said(NamedTuple):
    """What a link says."""

    kind: LinkKind
    why: tuple[str, ...]


def _said(
    finds: Sequence[Finds],
    figures: Sequence[Sequence[Figure]],
    site: _Site,
    found: Index,
    asked: _Asked,
    texts: Ints,
    topics: Sequence[Topic],
    weights: Sequence[float],
    memory: Memory,
) -> list[_Said | None]:
    """What the link of each pair says; None: a reader would ask what the two have to do with each
    other.

    It depends on a few things beside the two articles. It is kept by the article of the first
    passage, so that an edit makes anew what is said beside what it touches.
    """
    left, right = asked.left, asked.right
    shared = _topics_of_both(site, left, right, weights, [topic.name for topic in topics])
    wordless = np.zeros(len(left), np.bool_)
    wordless[list(shared)] = True  # the topics are reason enough
    reasons = Reasons(finds, found, left, right, wordless, memory)
    one, other = found.source[left], found.source[right]
    maybe = asked.likeness >= _MAYBE_DUPLICATE
    one_text = texts[one] == texts[other]
    own = np.stack([left - found.first[one], right - found.first[other]], axis=1)
    marks = np.stack([maybe, one_text, asked.wanted], axis=1)
    first = np.searchsorted(one, np.arange(len(finds) + 1)).tolist()
    stands_for = [memory.stand_in(each) for each in finds]
    others = other.tolist()
    beside = [
        (
            tuple(stands_for[at] for at in others[low:high]),
            own[low:high].astype(np.uint32).tobytes(),
            marks[low:high].tobytes(),
            tuple((at - low, shared[at]) for at in range(low, high) if at in shared),
            reasons.words(low, high),
        )
        for low, high in pairwise(first)
    ]

    @cache
    def figures_of(article: int) -> dict[int, list[Figure]]:
        return _by_passage(figures[article], site)

    def of_pair(at: int) -> _Said | None:
        pair = int(left[at]), int(right[at])
        compared = compare(
            *(figures_of(int(found.source[each])).get(each, ()) for each in pair),
        )
        why = reasons.why(at, compared, shared.get(at, ()))
        if not why and not asked.wanted[at]:
            return None
        duplicate = bool(maybe[at]) and (bool(one_text[at]) or _is_duplicate(reasons, *pair))
        return _Said(_kind(duplicate, compared), why)

    def of(article: int) -> list[_Said | None]:
        return [of_pair(at) for at in range(first[article], first[article + 1])]

    told = tuple(sorted(reasons.places)), reasons.few
    kept = memory.each("links", told, finds, of, beside, list[_Said | None])
    return list(chain.from_iterable(kept))


# --- passages -----------------------------------------------------------------------------


def _site(
    finds: Sequence[Finds],
    passages: Sequence[Sequence[PassageId]],
    placements: Mapping[PassageRef, Placement],
    topics: Sequence[Topic],
) -> _Site:
    refs = tuple(
        PassageRef(each.source, passage)
        for each, ids in zip(finds, passages, strict=True)
        for passage in ids
    )
    number = {ref: at for at, ref in enumerate(refs)}
    ids: dict[PassageId, int] = {}
    words = np.array([ids.setdefault(ref.passage, len(ids)) for ref in refs], np.int64)
    known: dict[str, int] = {}
    themes = np.full(len(refs), -1, np.int64)
    for at, ref in enumerate(refs):
        placement = placements.get(ref)
        if placement and placement.theme:
            themes[at] = known.setdefault(placement.theme, len(known))
    bits = np.zeros((len(refs), len(topics) // 64 + 1), np.uint64)
    for place, topic in enumerate(topics):
        held = [number[mention.ref] for mention in topic.mentions]
        bits[held, place // 64] |= np.uint64(1 << place % 64)
    return _Site(refs, words, themes, bits, number)


def _by_passage(figures: Sequence[Figure], site: _Site) -> dict[int, list[Figure]]:
    found: dict[int, list[Figure]] = {}
    for figure in figures:
        found.setdefault(site.number[figure.ref], []).append(figure)
    return found


def _linkable(finds: Sequence[Finds], site: _Site) -> NDArray[np.bool_]:
    """Passages long enough; a greeting that belongs to no theme has to be longer."""
    able = np.frombuffer(b"".join(each.linkable for each in finds), np.bool_)
    lengths = np.concatenate(
        [np.diff(np.frombuffer(each.starts, np.uint32).astype(np.int64)) for each in finds]
    )
    linkable: NDArray[np.bool_] = able & ((site.themes >= 0) | (lengths > _SHORTEST_FRAMING))
    return linkable


def _topic_weights(topics: Sequence[Topic], passages: int) -> tuple[float, ...]:
    """How much sharing each topic says: from 1 for two passages down to 0 for all."""
    counts = coarse(np.array([passages, *(len(topic.mentions) for topic in topics)], np.int64))
    every = max(int(counts[0]), 3)
    most = np.log(every / 2)
    return tuple(
        max(float(np.log(every / max(in_passages, 2)) / most), 0.0)
        for in_passages in counts[1:].tolist()
    )


# --- evidence -----------------------------------------------------------------------------


def _weighed(
    pairs: Pairs,
    site: _Site,
    found: Index,
    weights: Sequence[float],
    meetings: Sequence[Ints],
    sense: Meaning | None,
    between: Callable[[], None],
) -> Pairs:
    """The pairs with all that speaks for them."""
    left, right, likeness = pairs.left, pairs.right, pairs.likeness
    total = len(site.refs)
    codes = left * total + right  # ascending
    between()
    score = likeness + np.float32(_TOPIC_SHARE) * _topical(site, left, right, weights)
    between()
    for met in meetings:
        at = np.searchsorted(codes, met)
        there = at < len(codes)
        at, met = at[there], met[there]
        score[at[codes[at] == met]] += np.float32(_FIGURE_SHARE)
    between()
    theme, other = site.themes[left], site.themes[right]
    score[(theme == other) & (theme >= 0)] += np.float32(_THEME_SHARE)
    score += np.float32(_NEIGHBOUR_SHARE) * _beside(codes, left, right, likeness, found, between)
    score[(theme < 0) | (other < 0)] *= np.float32(_FRAMING_FACTOR)
    if sense:
        for place in np.nonzero(likeness >= _LEAST / 2)[0]:
            nearer = sense.likeness(site.refs[left[place]], site.refs[right[place]])
            score[place] += _MEANING_SHARE * nearer
    return Pairs(left, right, np.round(score.astype(np.float64), 5).astype(np.float32))


def _topical(site: _Site, left: Ints, right: Ints, weights: Sequence[float]) -> Floats:
    """The weight of the rarest topic both mention."""
    best = np.zeros(len(left), np.float32)
    for column in range(site.topics.shape[1]):
        shared = site.topics[left, column] & site.topics[right, column]
        some = np.nonzero(shared)[0]
        bits = shared[some]
        for place, weight in enumerate(weights[column * 64 : column * 64 + 64]):
            holds = some[(bits >> np.uint64(place)) & np.uint64(1) == 1]
            best[holds] = np.maximum(best[holds], np.float32(weight))
    return best


def _meetings(
    finds: Sequence[Finds],
    figures: Sequence[Sequence[Figure]],
    site: _Site,
    found: Index,
    memory: Memory,
) -> list[Ints]:
    """Pairs of passages that give the same value, and that count the same, as one number each,
    ascending."""
    first = found.first.tolist()

    def of(article: int) -> tuple[bytes, bytes]:
        mine = _by_passage(figures[article], site)
        told = [
            (passage - first[article], figure) for passage, some in mine.items() for figure in some
        ]
        return (
            _hashed(
                (at, f"{float(one.value)!r} {one.unit}")
                for at, one in told
                if one.value > _TELLING_VALUE
            ),
            _hashed(
                (at, f"{one.subject} {one.unit}")
                for at, one in told
                if one.unit and len(one.subject) >= 3
            ),
        )

    kept = memory.each("telling figures", None, finds, of, kind=tuple[bytes, bytes])
    met = []
    for some in zip(*kept, strict=True):
        rows = np.frombuffer(b"".join(some), np.uint64).reshape(-1, 2)
        begins = np.repeat(found.first[:-1], [len(each) // 16 for each in some])
        memory.look_up()
        met.append(_met(rows[:, 0], rows[:, 1].astype(np.int64) + begins, len(site.refs)))
    return met


def _hashed(told: Iterable[tuple[int, str]]) -> bytes:
    """(passage, what it tells) as rows of two numbers: a hash of that, and the passage."""
    rows = (
        blake2b(words.encode(), digest_size=8).digest() + passage.to_bytes(8, "little")
        for passage, words in told
    )
    return b"".join(rows)


def _met(keys: NDArray[np.uint64], passages: Ints, total: int) -> Ints:
    """Pairs of passages that share a key."""
    order = np.lexsort((passages, keys))
    keys, passages = keys[order], passages[order]
    again = (keys[1:] == keys[:-1]) & (passages[1:] == passages[:-1])
    once = np.append(True, ~again)[: len(keys)]
    keys, passages = keys[once], passages[once]
    ends = np.append(np.nonzero(np.diff(keys))[0] + 1, len(keys))
    holders = np.diff(ends, prepend=0)
    starts = ends - holders
    met = [np.zeros(0, np.int64)]
    for size in range(2, _MEETINGS + 1):
        here = starts[holders == size]
        if len(here):
            held = passages[here[:, None] + np.arange(size)]
            one, other = np.triu_indices(size, 1)
            met.append((held[:, one] * total + held[:, other]).ravel())
    return np.unique(np.concatenate(met))


def _beside(
    codes: Ints,
    left: Ints,
    right: Ints,
    likeness: Floats,
    found: Index,
    between: Callable[[], None],
) -> Floats:
    """How alike the passages beside the two are: articles on one matter go along together."""
    near = np.zeros(len(codes), np.float32)
    weighty = np.nonzero(likeness >= _WEIGHTY)[0]  # a faint pair is chosen for nothing else
    left, right = left[weighty], right[weighty]
    source = found.source
    total = len(source)
    for step_left, step_right in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        between()
        one, other = left + step_left, right + step_right
        inside = (one >= 0) & (other < total) & (other >= 0) & (one < total)
        one, other = np.clip(one, 0, total - 1), np.clip(other, 0, total - 1)
        inside &= (source[one] == source[left]) & (source[other] == source[right])
        wanted = one * total + other
        at = np.minimum(np.searchsorted(codes, wanted), max(len(codes) - 1, 0))
        there = inside & (codes[at] == wanted) if len(codes) else inside
        near[weighty[there]] += likeness[at[there]]
    return near


# --- choice -------------------------------------------------------------------------------


def _chosen(
    pairs: Pairs,
    site: _Site,
    forbidden: set[tuple[PassageId, PassageId]],
    texts: Ints,
    copies: NDArray[np.bool_],
    options: DigestOptions,
    between: Callable[[], None],
) -> Pairs:
    """The best few of each passage; one that is near to everything gets twice as many at most."""
    left, right, score = pairs.left, pairs.right, pairs.likeness
    # Of two copies of a text the first stands for both, but for the link between them.
    one_text = texts[left] == texts[right]
    able = (score >= _LEAST) & np.where(
        one_text, score >= _MAYBE_DUPLICATE, ~(copies[left] | copies[right])
    )
    able &= site.words[left] != site.words[right]
    places = np.nonzero(able)[0]
    if forbidden:
        refs = site.refs
        places = np.array(
            [
                at
                for at in places.tolist()
                if _sorted(refs[left[at]].passage, refs[right[at]].passage) not in forbidden
            ],
            np.int64,
        )
    left, right, score = left[places], right[places], score[places]
    between()
    most = options.links_per_passage
    near = np.minimum(*_ranks(left, right, score, between)) < _LOOKED_AT * most
    between()
    left, right, score = left[near], right[near], score[near]
    order = np.lexsort((right, left, -score))
    left, right, score = left[order], right[order], score[order]
    taken = [0] * len(site.refs)
    kept = []
    for place, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        if place % _BETWEEN == 0:
            between()
        fewer, more = taken[one], taken[other]
        if fewer > more:
            fewer, more = more, fewer
        if fewer < most and more < 2 * most:
            taken[one] += 1
            taken[other] += 1
            kept.append(place)
    return Pairs(left[kept], right[kept], score[kept])


def _ranks(
    left: Ints, right: Ints, score: Floats, between: Callable[[], None]
) -> tuple[Ints, Ints]:
    """Of each pair its place, from 0, among those of the one passage and among the other's."""
    # Passage and score, the highest first, in one number: twice as fast as by two.
    lowest = (1 << 32) - 1 - score.view(np.uint32).astype(np.int64)
    passages = np.concatenate([left, right])
    between()
    order = np.argsort(passages << 32 | np.concatenate([lowest, lowest]), kind="stable")
    between()
    ordered = passages[order]
    begins = np.append(0, np.nonzero(np.diff(ordered))[0] + 1)[: len(ordered)]
    sizes = np.diff(np.append(begins, len(ordered)))
    ranks = np.empty(len(ordered), np.int64)
    ranks[order] = np.arange(len(ordered)) - np.repeat(begins, sizes)
    return ranks[: len(left)], ranks[len(left) :]


def _copies(texts: Ints, found: Index) -> NDArray[np.bool_]:
    """Passages of articles that are the text of an earlier one."""
    seen: set[int] = set()
    again = np.zeros(len(found.source), np.bool_)
    for text, (low, high) in zip(texts.tolist(), pairwise(found.first.tolist()), strict=True):
        again[low:high] = text in seen
        seen.add(text)
    return again


def _sorted(first: PassageId, second: PassageId) -> tuple[PassageId, PassageId]:
    return (first, second) if first < second else (second, first)


def _editors(finds: Sequence[Finds], site: _Site, found: Index) -> set[tuple[int, int]]:
    """The links editors added; ids unknown here are left alone."""
    added = {_sorted(*pair) for each in finds for pair in each.link}
    if not added:
        return set()
    asked = set(chain.from_iterable(added))
    by_id: defaultdict[PassageId, list[int]] = defaultdict(list)
    for at, ref in enumerate(site.refs):
        if ref.passage in asked:
            by_id[ref.passage].append(at)
    return {
        (min(one, other), max(one, other))
        for first, second in added
        for one in by_id[first]
        for other in by_id[second]
        if found.source[one] != found.source[other]
    }


def _with_editors(best: Pairs, wanted: set[tuple[int, int]]) -> _Asked:
    """The best pairs and those that the editor wants, in order."""
    ends = zip(best.left.tolist(), best.right.tolist(), strict=True)
    scores = dict(zip(ends, best.likeness.tolist(), strict=True))
    pairs = sorted(scores.keys() | wanted)
    left, right = np.array(pairs, np.int64).reshape(-1, 2).T
    return _Asked(
        left=left,
        right=right,
        likeness=np.array([scores.get(pair, 0.0) for pair in pairs], np.float32),
        wanted=np.array([pair in wanted for pair in pairs], np.bool_),
    )


def _topics_of_both(
    site: _Site, left: Ints, right: Ints, weights: Sequence[float], names: Sequence[str]
) -> dict[int, tuple[str, ...]]:
    """By number of the pair the names of the topics that both mention, the rarest first."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for at in sorted(range(len(names)), key=lambda at: (-weights[at], at)):
        bit = np.uint64(1 << at % 64)
        both = site.topics[left, at // 64] & site.topics[right, at // 64] & bit
        for number in np.nonzero(both)[0].tolist():
            found[number].append(names[at])
    return {pair: tuple(some) for pair, some in found.items()}


def _is_duplicate(reasons: Reasons, left: int, right: int) -> bool:
    """Nearly the same words, or an excerpt of the other."""
    one, other = reasons.keys_of(left), reasons.keys_of(right)
    shared = len(one & other)
    shorter = min(len(one), len(other))
    return shared * 2 >= _DUPLICATE * (len(one) + len(other)) or (
        shared >= _CONTAINED * shorter and shorter * 2 >= max(len(one), len(other))
    )


def _kind(duplicate: bool, compared: Compared | None) -> LinkKind:
    if duplicate:
        return "duplicate"
    if compared is None:
        return "same-topic"
    if compared.same:
        return "same-figure"
    return "update" if compared.dated else "contrast"
