"""Links between passages of different sources, each with the reason a reader is shown.

In: entries, placements, topics, figures. Out: the few best links of each passage. Evidence is the
likeness of the wording (weighted pairs of characters), shared topics, the rarer the stronger,
figures that can be compared, and the theme. Nothing compares all passages with all: candidates
come from inverted indexes, and what stands in very many passages is left out of them.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from generator.digest.meaning import Meaning
from generator.digest.terms import runs, squeeze, word_lists, words_needed
from generator.model import (
    DigestOptions,
    Entry,
    Figure,
    Link,
    LinkKind,
    Mention,
    PassageId,
    PassageRef,
    Placement,
    Topic,
)

_WORDS = re.compile("[\u4e00-\u9fff\u3400-\u4dbf]+|[a-z][a-z0-9]+")
_SHORTEST_PASSAGE = 20
_SHORTEST_FRAMING = 60  # a framing passage shorter than this is passed over
_QUERY_PAIRS = 200  # the rarest pairs of characters of a passage: nearly all, unless it is long
_LONGEST_POSTING = 48  # pairs found in more passages than this tell too little
_RERANKED = 20
_DUPLICATE = 0.8
_MAYBE_DUPLICATE = 0.5
_LEAST = 0.06
_SURE = 0.12  # below this a link needs a reason that tells something
# 算力中心 says what is shared; 件事, 个百分点 and 十点二 do not.
_TELLING = re.compile("[^个個件万萬亿億家名项項位一二三四五六七八九十百千两兩].{2,}")
_COMMON_TOPIC = 0.12  # a topic in more than this share of passages brings no candidates
_MOST_REASONS = 4
# What each witness is worth beside the likeness of the wording, which is 0 to 1.
_TOPIC_SHARE = 0.12
_FIGURE_SHARE = 0.08
_THEME_SHARE = 0.05
_MEANING_SHARE = 2.0
_FRAMING_FACTOR = 0.8
_LISTED = 0.4  # a topic that is only one item of an enumeration


@dataclass(frozen=True, slots=True)
class _Item:
    """A passage as the links see it."""

    ref: PassageRef
    source: int
    text: str
    theme: str | None
    pairs: dict[str, float]  # weighted, of length 1
    topics: dict[int, float]  # topic → how much the passage is about it
    figures: tuple[int, ...]


class _Scored(NamedTuple):
    """What two passages have in common, in numbers."""

    score: float
    duplicate: bool  # nearly the same words
    compared: _Compared | None


class _Compared(NamedTuple):
    """Two figures on one thing."""

    words: str
    same: bool
    dated: bool


def find_links(
    entries: Sequence[Entry],
    placements: Mapping[PassageRef, Placement],
    topics: Sequence[Topic],
    figures: Sequence[Figure],
    options: DigestOptions,
    sense: Meaning | None = None,
) -> tuple[Link, ...]:
    """Links in reading order of their first passage, the best first."""
    items = _items(entries, placements, topics, figures)
    weights = _topic_weights(topics, len(items))
    allowed_first = _decided(entries, "link")
    forbidden = _decided(entries, "unlink")
    scored: dict[tuple[int, int], _Scored] = {}
    for left, right in _candidates(items, weights):
        one, other = items[left], items[right]
        if one.ref.passage == other.ref.passage:
            continue
        if _pair(one.ref.passage, other.ref.passage) in forbidden:
            continue
        found = _score(one, other, weights, figures)
        if sense:
            nearer = _MEANING_SHARE * sense.likeness(one.ref, other.ref)
            found = found._replace(score=found.score + nearer)
        scored[left, right] = found
    chosen = _best_of_each(scored, options.links_per_passage)
    wanted = _editors(items, allowed_first, scored, weights, figures)
    phrases = _PhraseWeights(items)
    links: list[Link] = []
    for left, right in sorted(chosen | wanted):
        score, _, compared = scored[left, right]
        one, other = items[left], items[right]
        why = _why(one, other, compared, topics, weights, phrases)
        telling = any(score >= _SURE or _TELLING.match(reason) for reason in why)
        if not telling and (left, right) not in wanted:
            continue  # a reader would ask what the two have to do with each other
        links.append(
            Link(
                a=one.ref,
                b=other.ref,
                kind=_kind(scored[left, right]),
                score=round(min(score, 1.0), 4),
                why=why,
            )
        )
    order = {item.ref: number for number, item in enumerate(items)}
    links.sort(key=lambda link: (order[link.a], -link.score, order[link.b]))
    return tuple(links)


# --- passages -----------------------------------------------------------------------------


def _items(
    entries: Sequence[Entry],
    placements: Mapping[PassageRef, Placement],
    topics: Sequence[Topic],
    figures: Sequence[Figure],
) -> list[_Item]:
    topics_of: dict[PassageRef, dict[int, Mention]] = defaultdict(dict)
    for number, topic in enumerate(topics):
        for mention in topic.mentions:
            topics_of[mention.ref][number] = mention
    figures_of: dict[PassageRef, list[int]] = defaultdict(list)
    for number, figure in enumerate(figures):
        figures_of[figure.ref].append(number)
    kept: list[tuple[PassageRef, int, str, str, str | None]] = []
    for source, entry in enumerate(entries):
        for passage in entry.passages():
            if len(passage.folded) < _SHORTEST_PASSAGE or passage.kind in ("code", "image", "note"):
                continue
            ref = PassageRef(entry.article.source, passage.id)
            placement = placements.get(ref)
            theme = placement.theme if placement else None
            if theme is None and len(passage.folded) < _SHORTEST_FRAMING:
                continue
            text = squeeze(passage.folded).text.lower()
            kept.append((ref, source, text, passage.folded, theme))
    counts = [_pairs(text) for _, _, text, _, _ in kept]
    found_in: Counter[str] = Counter()
    for pairs in counts:
        found_in.update(pairs.keys())
    total = len(kept)
    rarity = {pair: math.log((total + 1) / number) for pair, number in found_in.items()}
    return [
        _Item(
            ref=ref,
            source=source,
            text=text,
            theme=theme,
            pairs=_weighted(pairs, rarity),
            topics={
                number: _salience(folded, mention)
                for number, mention in topics_of.get(ref, {}).items()
            },
            figures=tuple(figures_of.get(ref, ())),
        )
        for (ref, source, text, folded, theme), pairs in zip(kept, counts, strict=True)
    ]


def _salience(text: str, mention: Mention) -> float:
    """How much a passage is about what it mentions: little where it is one item of a list."""
    before = text[max(mention.start - 2, 0) : mention.start]
    after = text[mention.end : mention.end + 2]
    listed = "、" in before or "、" in after
    name = text[mention.start : mention.end]
    if listed and text.count(name) == 1:
        return _LISTED
    return 1.0


def _pairs(text: str) -> Counter[str]:
    """Pairs of neighbouring Han characters, and Latin words whole."""
    pairs: Counter[str] = Counter()
    for word in _WORDS.findall(text):
        if word.isascii():
            pairs[word] += 1
        else:
            pairs.update(map("".join, pairwise(word)))
    return pairs


def _weighted(pairs: Counter[str], rarity: Mapping[str, float]) -> dict[str, float]:
    weights = {pair: (1 + math.log(count)) * rarity[pair] for pair, count in pairs.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {pair: weight / length for pair, weight in weights.items()}


def _topic_weights(topics: Sequence[Topic], passages: int) -> tuple[float, ...]:
    """How much sharing each topic says: from 1 for two passages down to 0 for all."""
    most = math.log(max(passages, 3) / 2)
    return tuple(
        max(math.log(max(passages, 3) / max(len(topic.mentions), 2)) / most, 0.0)
        for topic in topics
    )


# --- candidates ---------------------------------------------------------------------------


def _candidates(items: Sequence[_Item], weights: Sequence[float]) -> Iterable[tuple[int, int]]:
    """Pairs of passages worth comparing, each once, the earlier passage first."""
    queries = [
        sorted(item.pairs, key=lambda pair, pairs=item.pairs: (-pairs[pair], pair))[:_QUERY_PAIRS]  # type: ignore[misc]
        for item in items
    ]
    postings: dict[str, list[int]] = defaultdict(list)
    for number, pairs in enumerate(queries):
        for pair in pairs:
            postings[pair].append(number)
    longest = max(8, min(_LONGEST_POSTING, len(items) // 4))
    for pair in [pair for pair, found in postings.items() if not 2 <= len(found) <= longest]:
        del postings[pair]
    by_topic: dict[int, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        for topic in item.topics:
            by_topic[topic].append(number)
    most = max(12, min(_LONGEST_POSTING, int(len(items) * _COMMON_TOPIC)))
    seen: set[tuple[int, int]] = set()
    for number, item in enumerate(items):
        likeness: dict[int, float] = defaultdict(float)
        for pair in queries[number]:
            weight = item.pairs[pair]
            for other in postings.get(pair, ()):
                likeness[other] += weight * items[other].pairs[pair]
        for topic in sorted(item.topics):
            if len(by_topic[topic]) <= most:
                for other in by_topic[topic]:
                    likeness[other] += 0.1 * weights[topic]
        source = item.source
        near = [
            (-score, other)
            for other, score in likeness.items()
            if score > 0.02 and items[other].source != source
        ]
        near.sort()
        for _, other in near[:_RERANKED]:
            pair_of = (number, other) if number < other else (other, number)
            if pair_of not in seen:
                seen.add(pair_of)
                yield pair_of


def _score(
    one: _Item, other: _Item, weights: Sequence[float], figures: Sequence[Figure]
) -> _Scored:
    small, large = (
        (one.pairs, other.pairs) if len(one.pairs) < len(other.pairs) else (other.pairs, one.pairs)
    )
    likeness = sum(weight * large[pair] for pair, weight in small.items() if pair in large)
    shared = sorted(
        (
            weights[topic] * math.sqrt(salience * other.topics[topic])
            for topic, salience in one.topics.items()
            if topic in other.topics
        ),
        reverse=True,
    )
    # Each further topic adds half as much: a long list of common names is no argument.
    topical = sum(weight * 0.5**place for place, weight in enumerate(shared))
    compared = _compare(one, other, figures)
    score = likeness + _TOPIC_SHARE * topical + (_FIGURE_SHARE if compared else 0.0)
    if one.theme is not None and one.theme == other.theme:
        score += _THEME_SHARE
    if one.theme is None or other.theme is None:
        score *= _FRAMING_FACTOR
    duplicate = likeness >= _MAYBE_DUPLICATE and _overlap(small, large) >= _DUPLICATE
    return _Scored(score + 1.0 if duplicate else score, duplicate, compared)


def _overlap(small: Mapping[str, float], large: Mapping[str, float]) -> float:
    """Share of the pairs of both texts that both hold, however rare they are."""
    return 2 * len(small.keys() & large.keys()) / (len(small) + len(large))


def _compare(one: _Item, other: _Item, figures: Sequence[Figure]) -> _Compared | None:
    """The best pair of figures on the same thing in the same unit, if there is one."""
    best: _Compared | None = None
    for left in one.figures:
        for right in other.figures:
            first, second = figures[left], figures[right]
            if first.unit != second.unit:
                continue
            shared = _shared_subject(first.subject, second.subject)
            if not shared:
                continue
            same = first.value == second.value
            dated = first.kind != second.kind or (
                first.date is not None and second.date is not None and first.date != second.date
            )
            found = _Compared(shared, same, dated)
            if best is None or (found.same, len(found.words)) > (best.same, len(best.words)):
                best = found
    return best


def _shared_subject(first: str, second: str) -> str:
    """What two figures both count: most of the shorter subject, and its last word."""
    start, words = _longest_common(first, second)
    words = _whole_words(first, start, start + len(words)) if words else ""
    shorter = min(len(first), len(second))
    if (
        len(words) < 3
        or len(words) * 3 < shorter * 2
        or len(words) * 3 < max(len(first), len(second))
    ):
        return ""
    vague = word_lists().generic
    return "" if 1 <= words_needed(words, vague) <= 1 else words


def _longest_common(first: str, second: str) -> tuple[int, str]:
    """Where in `first` the longest text both hold begins, and the text."""
    at, best = 0, ""
    for start in range(len(first)):
        while start + len(best) < len(first) and first[start : start + len(best) + 1] in second:
            at, best = start, first[start : start + len(best) + 1]
    return at, best


# --- choice -------------------------------------------------------------------------------


def _best_of_each(scored: Mapping[tuple[int, int], _Scored], most: int) -> set[tuple[int, int]]:
    """The best few of each passage; one that is near to everything gets twice as many at most."""
    ranked = sorted((-found.score, pair) for pair, found in scored.items() if found.score >= _LEAST)
    taken: Counter[int] = Counter()
    chosen: set[tuple[int, int]] = set()
    for _, (left, right) in ranked:
        if min(taken[left], taken[right]) < most and max(taken[left], taken[right]) < 2 * most:
            chosen.add((left, right))
            taken[left] += 1
            taken[right] += 1
    return chosen


def _decided(entries: Sequence[Entry], what: str) -> set[tuple[PassageId, PassageId]]:
    pairs: set[tuple[PassageId, PassageId]] = set()
    for entry in entries:
        decided = entry.article.edits.link if what == "link" else entry.article.edits.unlink
        pairs.update(_pair(first, second) for first, second in decided)
    return pairs


def _pair(first: PassageId, second: PassageId) -> tuple[PassageId, PassageId]:
    return (first, second) if first < second else (second, first)


def _editors(
    items: Sequence[_Item],
    wanted: set[tuple[PassageId, PassageId]],
    scored: dict[tuple[int, int], _Scored],
    weights: Sequence[float],
    figures: Sequence[Figure],
) -> set[tuple[int, int]]:
    """The links editors added, scored like the others; ids unknown here are left alone."""
    by_id: dict[PassageId, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        by_id[item.ref.passage].append(number)
    chosen: set[tuple[int, int]] = set()
    for first, second in wanted:
        for one in by_id.get(first, ()):
            for other in by_id.get(second, ()):
                if items[one].source == items[other].source:
                    continue
                pair = (min(one, other), max(one, other))
                if pair not in scored:
                    scored[pair] = _score(items[pair[0]], items[pair[1]], weights, figures)
                chosen.add(pair)
    return chosen


def _kind(scored: _Scored) -> LinkKind:
    if scored.duplicate:
        return "duplicate"
    if scored.compared is None:
        return "same-topic"
    if scored.compared.same:
        return "same-figure"
    return "update" if scored.compared.dated else "contrast"


# --- reasons ------------------------------------------------------------------------------


class _PhraseWeights:
    """How rare a phrase is, by its rarest pair of characters."""

    def __init__(self, items: Sequence[_Item]) -> None:
        self._found_in: Counter[str] = Counter()
        for item in items:
            self._found_in.update(item.pairs.keys())

    def rarity(self, phrase: str) -> float:
        pairs = [phrase[i : i + 2] for i in range(len(phrase) - 1)]
        return sum(1.0 / max(self._found_in[pair], 1) for pair in pairs) / len(pairs)


def _why(
    one: _Item,
    other: _Item,
    compared: _Compared | None,
    topics: Sequence[Topic],
    weights: Sequence[float],
    phrases: _PhraseWeights,
) -> tuple[str, ...]:
    reasons: list[str] = []
    if compared is not None:
        reasons.append(compared.words)
    shared = sorted(
        one.topics.keys() & other.topics.keys(), key=lambda topic: (-weights[topic], topic)
    )
    reasons += [topics[topic].name for topic in shared]
    if not reasons:
        reasons += _shared_phrases(one, other, phrases)
    unique: list[str] = []
    for reason in reasons:
        if not any(reason in known for known in unique):
            unique.append(reason)
    return tuple(unique[:_MOST_REASONS])


def _shared_phrases(one: _Item, other: _Item, phrases: _PhraseWeights) -> list[str]:
    """The one to three rarest phrases both texts hold, whole ones, never cut inside a word."""
    lists = word_lists()
    second = other.text
    found: dict[str, float] = {}
    for run in _WORDS.finditer(one.text):
        text = run.group()
        start = 0
        while start < len(text) - 1 and not text.isascii():
            if text[start : start + 2] not in other.pairs:
                start += 1
                continue
            length = 2
            while start + length < len(text) and text[start : start + length + 1] in second:
                length += 1
            piece = _whole_words(text, start, start + length)
            for part in runs(piece):
                phrase = piece[part.start : part.end]
                if len(phrase) >= 2 and phrase not in lists.generic:
                    found[phrase] = phrases.rarity(phrase) * min(len(phrase), 6)
            start += length - 1
    ranked = sorted(found, key=lambda phrase: (-found[phrase], phrase))
    return ranked[:3]


def _whole_words(text: str, start: int, end: int) -> str:
    """The phrase without halves of known words at its edges: 规|上工业企业 gives 工业企业."""
    known = word_lists().known
    for length in (4, 3, 2):
        for inside in range(1, length):
            before = start - (length - inside)
            if before >= 0 and text[before : before + length] in known:
                start += inside
            after = text[end - inside : end - inside + length]
            if len(after) == length and after in known:
                end -= inside
    return text[start:end]
