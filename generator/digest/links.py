"""Links between passages of different sources, each with the reason a reader is shown.

In: the finds of all articles, placements, topics, figures. Out: the few best links of each
passage. Evidence is the likeness of the wording (`likeness`), shared topics, the rarer the
stronger, figures that agree or can be compared, the theme, and whether the passages beside them
are alike too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from generator.digest.likeness import Floats, Index, Ints, Pairs, alike, index
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
_BETWEEN = 4096  # pairs, between two looks whether the links are still wanted
_TELLING_VALUE = 10  # a smaller number is shared by chance


@dataclass(frozen=True, slots=True)
class _Site:
    """All passages, numbered through, and what is known of each."""

    refs: tuple[PassageRef, ...]
    words: Ints  # number of the passage's id: the same where two say the same
    themes: Ints  # number of the theme; -1: none
    topics: NDArray[np.uint64]  # bits, a row a passage
    figures: Mapping[int, Sequence[Figure]]


def find_links(
    finds: Sequence[Finds],
    passages: Sequence[Sequence[PassageId]],
    placements: Mapping[PassageRef, Placement],
    topics: Sequence[Topic],
    figures: Sequence[Figure],
    groups: Mapping[str, int],
    options: DigestOptions,
    sense: Meaning | None = None,
    memory: Memory | None = None,
) -> tuple[Link, ...]:
    """Links in reading order of their first passage, the best first.

    `passages` are the ids of each article, `groups` tells which articles are one text.
    """
    if not finds:
        return ()
    memory = memory or Memory()
    site = _site(finds, passages, placements, topics, figures)
    found = index(finds, _linkable(finds, site, placements))
    weights = _topic_weights(topics, len(site.refs))
    memory.look_up()
    likely = alike(found, memory.look_up)
    memory.look_up()
    pairs = _weighed(likely, site, found, weights, sense)
    memory.look_up()
    forbidden = {_sorted(*pair) for each in finds for pair in each.unlink}
    texts = np.array([groups.get(each.source, -1 - at) for at, each in enumerate(finds)])
    one_each = _chosen(pairs, site, forbidden, texts[found.source], _copies(texts, found), options)
    ends = zip(one_each.left.tolist(), one_each.right.tolist(), strict=True)
    scores = dict(zip(ends, one_each.likeness.tolist(), strict=True))
    wanted = _editors(finds, site, found)
    asked = sorted(scores.keys() | wanted)
    memory.look_up()
    reasons = Reasons(finds, found, asked, memory)
    shared = _topics_of_both(site, asked, weights, [topic.name for topic in topics])
    before = memory.known("links", (reasons.places, reasons.few))
    after: dict[tuple[PassageRef, PassageRef], _Kept] = {}
    source, group = found.source.tolist(), texts.tolist()
    links: list[tuple[int, int, Link]] = []
    for at, pair in enumerate(asked):
        if at % _BETWEEN == 0:
            memory.look_up()
        left, right = pair
        refs = site.refs[left], site.refs[right]
        one, other = source[left], source[right]
        score = scores.get(pair, 0.0)
        one_text = group[one] == group[other]
        told = (score, one_text, pair in wanted, shared.get(pair, ()), reasons.words(pair))
        kept = before.get(refs)
        if kept is None or kept[0] is not finds[one] or kept[1] is not finds[other]:
            kept = None
        if kept is None or kept[2] != told:
            link = _link(site, pair, score, one_text, pair in wanted, told[3], reasons)
            kept = finds[one], finds[other], told, link
        after[refs] = kept
        if kept[3] is not None:
            links.append((left, right, kept[3]))
    before.clear()
    before.update(after)
    links.sort(key=lambda each: (each[0], -each[2].score, each[1]))
    return tuple(link for _, _, link in links)


_Kept = tuple[Finds, Finds, object, Link | None]
"""A link, or that there is none, with all that it was made of."""


def _link(
    site: _Site,
    pair: tuple[int, int],
    score: float,
    one_text: bool,
    wanted: bool,
    shared: Sequence[str],
    reasons: Reasons,
) -> Link | None:
    left, right = pair
    compared = compare(site.figures.get(left, ()), site.figures.get(right, ()))
    duplicate = score >= _MAYBE_DUPLICATE and (one_text or _is_duplicate(reasons, left, right))
    why = reasons.why(pair, compared, shared)
    if not why and not wanted:
        return None  # a reader would ask what the two have to do with each other
    return Link(
        a=site.refs[left],
        b=site.refs[right],
        kind=_kind(duplicate, compared),
        score=round(min(score + duplicate, 1.0), 4),
        why=why,
    )


# --- passages -----------------------------------------------------------------------------


def _site(
    finds: Sequence[Finds],
    passages: Sequence[Sequence[PassageId]],
    placements: Mapping[PassageRef, Placement],
    topics: Sequence[Topic],
    figures: Sequence[Figure],
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
    of_passage: defaultdict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        of_passage[number[figure.ref]].append(figure)
    return _Site(refs, words, themes, bits, of_passage)


def _linkable(
    finds: Sequence[Finds], site: _Site, placements: Mapping[PassageRef, Placement]
) -> NDArray[np.bool_]:
    """Passages long enough; a greeting that belongs to no theme has to be longer."""
    able = np.frombuffer(b"".join(each.linkable for each in finds), np.bool_)
    lengths = np.concatenate(
        [np.diff(np.frombuffer(each.starts, np.uint32).astype(np.int64)) for each in finds]
    )
    linkable: NDArray[np.bool_] = able & ((site.themes >= 0) | (lengths > _SHORTEST_FRAMING))
    return linkable


def _topic_weights(topics: Sequence[Topic], passages: int) -> tuple[float, ...]:
    """How much sharing each topic says: from 1 for two passages down to 0 for all."""
    most = np.log(max(passages, 3) / 2)
    return tuple(
        max(float(np.log(max(passages, 3) / max(len(topic.mentions), 2)) / most), 0.0)
        for topic in topics
    )


# --- evidence -----------------------------------------------------------------------------


def _weighed(
    pairs: Pairs,
    site: _Site,
    found: Index,
    weights: Sequence[float],
    sense: Meaning | None,
) -> Pairs:
    """The pairs with all that speaks for them."""
    left, right, likeness = pairs.left, pairs.right, pairs.likeness
    total = len(site.refs)
    codes = left * total + right  # ascending
    score = likeness + np.float32(_TOPIC_SHARE) * _topical(site, left, right, weights)
    for keys in _figure_keys(site):
        at = np.searchsorted(codes, (met := _meeting(keys, total)))
        there = at < len(codes)
        at, met = at[there], met[there]
        score[at[codes[at] == met]] += np.float32(_FIGURE_SHARE)
    theme, other = site.themes[left], site.themes[right]
    score[(theme == other) & (theme >= 0)] += np.float32(_THEME_SHARE)
    score += np.float32(_NEIGHBOUR_SHARE) * _beside(codes, left, right, likeness, found)
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


def _figure_keys(site: _Site) -> tuple[Mapping[object, list[int]], Mapping[object, list[int]]]:
    """Passages by the values they give, and by what they count."""
    values: defaultdict[object, list[int]] = defaultdict(list)
    counted: defaultdict[object, list[int]] = defaultdict(list)
    for passage, figures in site.figures.items():
        for figure in figures:
            if figure.value > _TELLING_VALUE:
                values[figure.value, figure.unit].append(passage)
            if figure.unit and len(figure.subject) >= 3:
                counted[figure.subject, figure.unit].append(passage)
    return values, counted


def _meeting(keys: Mapping[object, list[int]], total: int) -> Ints:
    """Pairs of passages that share a key, as one number each, ascending."""
    met: set[int] = set()
    for passages in keys.values():
        held = sorted(set(passages))
        if 2 <= len(held) <= _MEETINGS:
            met.update(
                one * total + other for at, one in enumerate(held) for other in held[at + 1 :]
            )
    return np.array(sorted(met), np.int64)


def _beside(codes: Ints, left: Ints, right: Ints, likeness: Floats, found: Index) -> Floats:
    """How alike the passages beside the two are: articles on one matter go along together."""
    near = np.zeros(len(codes), np.float32)
    weighty = np.nonzero(likeness >= _WEIGHTY)[0]  # a faint pair is chosen for nothing else
    left, right = left[weighty], right[weighty]
    source = found.source
    total = len(source)
    for step_left, step_right in ((-1, 0), (1, 0), (0, -1), (0, 1)):
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
    most = options.links_per_passage
    near = np.minimum(*_ranks(left, right, score)) < _LOOKED_AT * most
    left, right, score = left[near], right[near], score[near]
    order = np.lexsort((right, left, -score))
    left, right, score = left[order], right[order], score[order]
    taken = [0] * len(site.refs)
    kept = []
    for place, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        fewer, more = taken[one], taken[other]
        if fewer > more:
            fewer, more = more, fewer
        if fewer < most and more < 2 * most:
            taken[one] += 1
            taken[other] += 1
            kept.append(place)
    return Pairs(left[kept], right[kept], score[kept])


def _ranks(left: Ints, right: Ints, score: Floats) -> tuple[Ints, Ints]:
    """Of each pair its place, from 0, among those of the one passage and among the other's."""
    passages, scores = np.concatenate([left, right]), np.concatenate([score, score])
    order = np.lexsort((-scores, passages))
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


def _topics_of_both(
    site: _Site,
    pairs: Sequence[tuple[int, int]],
    weights: Sequence[float],
    names: Sequence[str],
) -> dict[tuple[int, int], tuple[str, ...]]:
    """Names of the topics that both mention, the rarest first; pairs without one are left out."""
    if not pairs:
        return {}
    left, right = np.array(pairs, np.int64).T
    found: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for at in sorted(range(len(names)), key=lambda at: (-weights[at], at)):
        bit = np.uint64(1 << at % 64)
        both = site.topics[left, at // 64] & site.topics[right, at // 64] & bit
        for number in np.nonzero(both)[0].tolist():
            found[pairs[number]].append(at)
    return {pair: tuple(names[at] for at in numbers) for pair, numbers in found.items()}


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
