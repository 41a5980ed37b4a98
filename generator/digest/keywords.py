"""Keywords of each source: its own, then the topics it dwells on, then its telling phrases.

In: entries and topics. Out: at most eight words a source, in Simplified as all matching is, except
those the source gave itself, which stay as written.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from generator.convert.fold import fold
from generator.digest.terms import learn_places, telling_phrases
from generator.model import Entry, Topic

_MOST = 8
_FROM_TOPICS = 5  # leaves room for what only this source speaks of


def find_keywords(entries: Sequence[Entry], topics: Sequence[Topic]) -> dict[str, tuple[str, ...]]:
    mentioned: dict[str, Counter[str]] = defaultdict(Counter)
    sources_of: dict[str, int] = {}
    for topic in topics:
        sources_of[topic.name] = len({mention.ref.source for mention in topic.mentions})
        for mention in topic.mentions:
            mentioned[mention.ref.source][topic.name] += 1
    texts = [tuple(passage.folded for passage in entry.passages()) for entry in entries]
    places = learn_places(text for passages in texts for text in passages)
    phrases = [telling_phrases(passages, places) for passages in texts]
    found_in: Counter[str] = Counter()
    for counts in phrases:
        found_in.update(counts.keys())
    total = len(entries) + 1
    keywords: dict[str, tuple[str, ...]] = {}
    for entry, counts in zip(entries, phrases, strict=True):
        source = entry.article.source
        weight = {
            name: passages * math.log(1 + total / sources_of[name])
            for name, passages in mentioned[source].items()
        }
        own = {
            phrase: times * math.log(1 + total / found_in[phrase]) * math.sqrt(len(phrase) / 3)
            for phrase, times in counts.items()
        }
        ranked = [*entry.article.keywords]
        ranked += sorted(weight, key=lambda name: (-weight[name], name))[:_FROM_TOPICS]
        ranked += sorted(own, key=lambda phrase: (-own[phrase], phrase))
        keywords[source] = _distinct(ranked)
    return keywords


def _distinct(ranked: Sequence[str]) -> tuple[str, ...]:
    """The first eight of which none is a part of another."""
    chosen: list[str] = []
    keys: list[str] = []
    for word in ranked:
        key = fold(word).lower()
        if key and not any(key in other or other in key for other in keys):
            chosen.append(word)
            keys.append(key)
        if len(chosen) == _MOST:
            break
    return tuple(chosen)
