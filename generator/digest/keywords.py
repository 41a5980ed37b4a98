"""Keywords of each source: its own, then the topics it dwells on, then its telling phrases.

In: finds and topics. Out: at most eight words a source, in Simplified as all matching is, except
those the source gave itself, which stay as written.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from generator.digest.memory import Memory
from generator.digest.mentions import key_of
from generator.digest.names import towns_in
from generator.digest.naming import is_noun_phrase
from generator.digest.terms import tells, word_lists
from generator.model import Finds, Topic

_MOST = 8
_FROM_TOPICS = 5  # leaves room for what only this source speaks of


def find_keywords(
    finds: Sequence[Finds], topics: Sequence[Topic], memory: Memory | None = None
) -> dict[str, tuple[str, ...]]:
    total = len(finds) + 1
    mentioned: defaultdict[str, Counter[str]] = defaultdict(Counter)
    rare: dict[str, float] = {}
    for topic in topics:
        sources = Counter(mention.ref.source for mention in topic.mentions)
        rare[topic.name] = math.log(1 + total / max(len(sources), 1))
        for source, passages in sources.items():
            mentioned[source][topic.name] += passages
    vague = word_lists().generic | towns_in(finds)
    judged: dict[str, bool] = (memory or Memory()).known("telling phrases", vague)
    found_in: Counter[str] = Counter()
    for each in finds:
        found_in.update(phrase for phrase, _ in each.runs)
    worth: dict[str, float] = {}
    for phrase, sources_of in found_in.items():
        if phrase not in judged:
            judged[phrase] = tells(phrase, vague) and is_noun_phrase(phrase)
        if judged[phrase]:
            worth[phrase] = math.log(1 + total / sources_of) * math.sqrt(len(phrase) / 3)
    keywords: dict[str, tuple[str, ...]] = {}
    for each in finds:
        weight = {name: passages * rare[name] for name, passages in mentioned[each.source].items()}
        own = {phrase: times * worth[phrase] for phrase, times in each.runs if phrase in worth}
        ranked = [*each.keywords]
        ranked += sorted(weight, key=lambda name: (-weight[name], name))[:_FROM_TOPICS]
        ranked += sorted(own, key=lambda phrase: (-own[phrase], phrase))
        keywords[each.source] = _distinct(ranked)
    return keywords


def _distinct(ranked: Sequence[str]) -> tuple[str, ...]:
    """The first eight of which none is a part of another."""
    chosen: list[str] = []
    keys: list[str] = []
    for word in ranked:
        key = key_of(word)
        if key and not any(key in other or other in key for other in keys):
            chosen.append(word)
            keys.append(key)
        if len(chosen) == _MOST:
            break
    return tuple(chosen)
