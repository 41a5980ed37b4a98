"""Which sources are one text: the same article from two sites, or in two scripts.

Two sources whose passages are mostly the same words (the same ids, whatever the script) count as
one source: what only they share does not recur, and a summary that draws on both draws on one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from generator.model import Entry, PassageId

_SAME = 0.4  # of the shorter source's passages; a reprint may lack a few and be cut otherwise


def text_groups(entries: Sequence[Entry]) -> dict[str, int]:
    """Source → number of its text, counted from 0 in the order of `entries`."""
    passages = {
        entry.article.source: {passage.id for passage in entry.passages()} for entry in entries
    }
    holders: dict[PassageId, list[str]] = defaultdict(list)
    for source, ids in passages.items():
        for identity in sorted(ids):
            holders[identity].append(source)
    shared: Counter[tuple[str, str]] = Counter()
    for sources in holders.values():
        # Words that stand in very many sources are a formula, not a reprint.
        if 2 <= len(sources) <= 20:
            first = sources[0]
            shared.update((first, other) for other in sources[1:])
    first_of: dict[str, str] = {}
    for (first, other), count in shared.items():
        if count >= _SAME * min(len(passages[first]), len(passages[other])):
            first_of.setdefault(other, first)
    groups: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for source in passages:
        root = source
        while root in first_of:
            root = first_of[root]
        groups[source] = numbers.setdefault(root, len(numbers))
    return groups
