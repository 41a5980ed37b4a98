"""One theme for all copies of a passage.

In: analyses and links. Out: the analyses, where near-copies of one passage were placed apart with
the placement of the surest. What an editor decided stays, and the copies follow it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.model import Analysis, Link, PassageId, PassageRef, Placement


def agreed(analyses: Sequence[Analysis], links: Iterable[Link]) -> tuple[Analysis, ...]:
    """An analysis of which nothing changes is the same object."""
    placed = {
        PassageRef(analysis.source, passage): placement
        for analysis in analyses
        for passage, placement in zip(analysis.passages, analysis.placements, strict=True)
    }
    changed: dict[PassageRef, Placement] = {}
    for copies in _copies(placed, links):
        best = _surest([placed[ref] for ref in copies])
        for ref in copies:
            if best and placed[ref].theme != best.theme and not placed[ref].by_editor:
                changed[ref] = replace(best, by_editor=False)
    sources = {ref.source for ref in changed}
    return tuple(
        analysis
        if analysis.source not in sources
        else replace(
            analysis,
            placements=tuple(
                changed.get(PassageRef(analysis.source, passage), placement)
                for passage, placement in zip(analysis.passages, analysis.placements, strict=True)
            ),
        )
        for analysis in analyses
    )


def _surest(placements: Sequence[Placement]) -> Placement | None:
    """The editor's, or the one most is believed of; none where two editors differ."""
    decided = [one for one in placements if one.by_editor]
    if decided:
        return decided[0] if len({one.theme for one in decided}) == 1 else None
    return max(placements, key=lambda one: one.confidence)


def _copies(refs: Iterable[PassageRef], links: Iterable[Link]) -> Iterable[tuple[PassageRef, ...]]:
    """Passages in the same words, and those that are linked as duplicates, group by group."""
    same: defaultdict[PassageId, list[PassageRef]] = defaultdict(list)
    for ref in refs:
        same[ref.passage].append(ref)
    beside: defaultdict[PassageId, set[PassageId]] = defaultdict(set)
    for link in links:
        if link.kind == "duplicate":
            beside[link.a.passage].add(link.b.passage)
            beside[link.b.passage].add(link.a.passage)
    seen: set[PassageId] = set()
    for first, own in same.items():
        if first in seen or (len(own) < 2 and first not in beside):
            continue
        group, waiting = [], [first]
        while waiting:
            passage = waiting.pop()
            if passage not in seen:
                seen.add(passage)
                group += same[passage]
                waiting += sorted(beside[passage])
        yield tuple(group)
