"""Topics: named things that recur in several sources, and where each is mentioned.

In: the finds of all articles, and what the editor wrote in topics.yaml, which comes first and is
never cut. Out: topics with the first mention in each passage. Names come from quotation marks
(“一网通办”), title marks (《…条例》), Latin words (5G), and noun phrases that recur.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from generator.digest.joining import Candidate, join, of_edit
from generator.digest.memory import Memory
from generator.digest.mentions import Finder, Found, key_of, mention_at
from generator.digest.naming import is_common
from generator.digest.slugs import Slugs
from generator.digest.topic_names import glosses, names_in, spelled_out
from generator.model import DigestOptions, Finds, Mention, PassageId, Text, Topic, TopicEdits

_Value = TypeVar("_Value")

# A topic that stands in more than this share of all passages tells no passage from another.
_EVERYWHERE = 0.15
_MANY_PASSAGES = 60
_AROUND = 6  # characters on either side of a mention


class Topics(NamedTuple):
    topics: tuple[Topic, ...]
    matters: tuple[Topic, ...]  # what sources speak of without a name: 产业链. Links lean on them


def find_topics(
    finds: Sequence[Finds],
    passages: Sequence[Sequence[PassageId]],
    groups: Mapping[str, int],
    edits: TopicEdits,
    options: DigestOptions,
    memory: Memory | None = None,
) -> Topics:
    """Topics ranked by the number of sources, then of passages; the editor's are all kept.

    `passages` are the ids of each article, `groups` tells which articles are one text.
    """
    memory = memory or Memory()
    texts = [groups[each.source] for each in finds]
    candidates = [of_edit(edit) for edit in edits.topics]
    known = {key_of(name) for candidate in candidates for name in candidate.names()}
    ignored = {key_of(name) for name in edits.ignore}
    found = names_in(finds, texts, options, memory)
    fresh = [name for name in found if key_of(name) not in ignored]
    candidates += join(fresh, known, glosses(finds), found)
    taken = {key_of(name) for candidate in candidates for name in candidate.names()} | ignored
    candidates += spelled_out(finds, texts, taken, memory)
    told = _mentioned(
        "topics considered", candidates, finds, memory, _passages_of, tuple[tuple[int, int], ...]
    )
    chosen = _choose(candidates, told, texts, sum(map(len, passages)), options)
    # Again, for those that stay: 区块链 is found in a longer name that was not taken.
    mentions: list[list[Mention]] = [[] for _ in chosen]
    around: list[set[str]] = [set() for _ in chosen]
    kind = tuple[tuple[int, Mention, str], ...]
    for found_in in _mentioned("topics placed", chosen, finds, memory, _placed, kind, passages):
        for number, mention, beside in found_in:
            mentions[number].append(mention)
            around[number].add(beside)
    slugs = Slugs()
    topics: list[Topic] = []
    matters: list[Topic] = []
    for candidate, mentioned, said in zip(chosen, mentions, around, strict=True):
        if candidate.edit is None and len(said) < options.topic_sources:
            continue  # one sentence that several sources print
        common = _is_common(candidate)
        slug = candidate.edit.slug if candidate.edit else None
        topic = Topic(
            id=candidate.name if common else slugs.take(slug, candidate.name),
            name=candidate.name,
            aliases=tuple(candidate.aliases),
            description=candidate.edit.description if candidate.edit else Text(),
            mentions=tuple(mentioned),
        )
        (matters if common else topics).append(topic)
    return Topics(tuple(topics), tuple(matters))


def _is_common(candidate: Candidate) -> bool:
    return not candidate.marked and candidate.edit is None and is_common(candidate.name)


# --- mentions and choice ------------------------------------------------------------------


def _mentioned(
    step: str,
    candidates: Sequence[Candidate],
    finds: Sequence[Finds],
    memory: Memory,
    make: Callable[[list[tuple[int, Found]], Finds, Sequence[PassageId]], _Value],
    kind: object,
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

    return memory.each(step, owners, finds, of, kind=kind)


def _passages_of(
    placed: list[tuple[int, Found]], find: Finds, ids: Sequence[PassageId]
) -> tuple[tuple[int, int], ...]:
    """(number of the candidate, passages that mention it)"""
    return tuple(Counter(owner for owner, _ in placed).items())


def _placed(
    placed: list[tuple[int, Found]], find: Finds, ids: Sequence[PassageId]
) -> tuple[tuple[int, Mention, str], ...]:
    """With the words around each mention."""
    return tuple(
        (
            owner,
            mention_at(found, find, ids),
            find.text[max(found.start - _AROUND, 0) : found.end + _AROUND],
        )
        for owner, found in placed
    )


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
    common = [rank[1:] for rank in ranked if _is_common(rank[4])]
    chosen += [rank[1:] for rank in ranked if not _is_common(rank[4])][:room]
    chosen += common[: options.topic_limit]
    return [rank[3] for rank in sorted(chosen, key=lambda rank: rank[:3])]


def _worth(candidate: Candidate) -> float:
    """How likely the name is one: marks say so, and a longer name says more than a common word."""
    if candidate.marked:
        return 1.2
    return {3: 0.6, 4: 0.85}.get(len(candidate.name), 1.0)
