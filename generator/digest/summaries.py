"""Summaries: the sentences that say what an article, a theme or a topic is about, word for word.

In: sentences with their weights (`weighing`). Out: sentences with the passages they stand in.
Nothing is written anew and nothing is cut: a sentence that is too long is passed over while there
are others. Plain news is led by its first sentence, where a reporter has put the gist; a policy
paper never is, for it opens with a bow.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from generator.convert.fold import fold
from generator.digest.terms import squeeze
from generator.digest.weighing import UNREADABLE, Weighed
from generator.model import DigestOptions, Entry, SummarySentence, Topic

_TOPIC_SENTENCES = 2
_FROM_ONE_TEXT = 2
_REDUNDANCY = 0.45
_SAME = 0.72  # sentences this alike say the same thing
_SAME_THEME = 0.10
_SAME_TEXT = 0.12
# On a page of many sources.
_PINNED = 0.6
_ALONE = 0.5
_FACTS = 0.12
_WORTH_SAYING = 0.4  # of the best sentence


def summarise_articles(
    entries: Sequence[Entry], weighed: Sequence[Weighed], options: DigestOptions
) -> dict[str, tuple[SummarySentence, ...]]:
    """For each source its sentences in text order; the editor's own summary stands alone."""
    by_source: dict[str, list[Weighed]] = defaultdict(list)
    for sentence in weighed:
        by_source[sentence.source].append(sentence)
    summaries: dict[str, tuple[SummarySentence, ...]] = {}
    for entry in entries:
        article = entry.article
        if article.edits.summary:
            summaries[article.source] = (SummarySentence(text=article.edits.summary, ref=None),)
            continue
        pinned = set(article.edits.pin)
        sentences = by_source[article.source]
        first = [_best_of(sentences, passage) for passage in article.edits.pin]
        fixed = [sentence for sentence in first if sentence is not None]
        fixed += [s for s in sentences if s.lead and s.ref.passage not in pinned][:1]
        most = max(options.article_summary, len(fixed))
        chosen = _choose(sentences, most, fixed, spread_themes=True)
        summaries[article.source] = _spoken(sorted(chosen, key=lambda sentence: sentence.order))
    return summaries


def summarise_themes(
    entries: Sequence[Entry],
    weighed: Sequence[Weighed],
    theme_ids: Sequence[str],
    options: DigestOptions,
) -> dict[str, tuple[SummarySentence, ...]]:
    """For each theme sentences of several sources, the weightiest first."""
    pinned = {(e.article.source, passage) for e in entries for passage in e.article.edits.pin}
    summaries: dict[str, tuple[SummarySentence, ...]] = {}
    for theme in theme_ids:
        mine = [
            replace(sentence, score=_worth_for_theme(sentence, pinned))
            for sentence in weighed
            if sentence.theme == theme
        ]
        if len({sentence.text_group for sentence in mine}) < 2:
            mine += [
                replace(sentence, score=sentence.score * 0.5)
                for sentence in weighed
                if theme in sentence.also
            ]
        mine = _nearest_theme(mine)
        chosen = _choose(mine, options.theme_summary, [], from_one=_FROM_ONE_TEXT)
        # A short summary is better than one filled up: what follows says much less.
        enough = _WORTH_SAYING * max((one.score for one in chosen), default=0.0)
        chosen = [one for at, one in enumerate(chosen) if at < 2 or one.score >= enough]
        summaries[theme] = _spoken(chosen)
    return summaries


def _worth_for_theme(sentence: Weighed, pinned: Set[tuple[str, str]]) -> float:
    """A theme's page is read without the article: what stands alone and holds facts comes first."""
    worth = sentence.score * (0.6 + 0.4 * sentence.strength) + _ALONE * sentence.alone
    if sentence.figures and sentence.topics:
        worth += _FACTS
    if (sentence.source, sentence.ref.passage) in pinned:
        worth += _PINNED
    return worth


def summarise_topics(
    topics: Sequence[Topic], weighed: Sequence[Weighed]
) -> dict[str, tuple[SummarySentence, ...]]:
    """For each topic's id a sentence or two that say what it is, from different sources."""
    naming: dict[str, list[Weighed]] = defaultdict(list)
    for sentence in weighed:
        for topic_id in sentence.topics:
            naming[topic_id].append(sentence)
    summaries: dict[str, tuple[SummarySentence, ...]] = {}
    for topic in topics:
        names = [fold(name) for name in (topic.name, *topic.aliases)]
        mine = [
            replace(
                sentence,
                score=sentence.score + _ALONE * sentence.alone + _says_what(sentence.text, names),
            )
            for sentence in naming[topic.id]
            if not sentence.barred
        ]
        summaries[topic.id] = _spoken(_choose(mine, _TOPIC_SENTENCES, [], from_one=1))
    return summaries


# --- choosing -------------------------------------------------------------------------------


def _choose(
    sentences: Sequence[Weighed],
    most: int,
    fixed: Sequence[Weighed],
    *,
    from_one: int | None = None,
    spread_themes: bool = False,
) -> list[Weighed]:
    """The best sentences that repeat neither one another nor, if asked, a theme or a source."""
    chosen = list(fixed)
    good = [s for s in sentences if not s.barred and len(s.text) <= UNREADABLE]
    if not good and not chosen:
        good = [sentence for sentence in sentences if len(sentence.text) <= UNREADABLE][:1]
    open_to = [sentence for sentence in good if sentence not in chosen]
    nearest = {sentence.order: 0.0 for sentence in open_to}
    themes: Counter[str | None] = Counter(sentence.theme for sentence in chosen)
    texts = Counter(sentence.text_group for sentence in chosen)
    for sentence in chosen:
        _draw_near(nearest, open_to, sentence)
    while len(chosen) < most and open_to:
        best = max(
            open_to,
            key=lambda sentence: (
                sentence.score
                - _REDUNDANCY * nearest[sentence.order]
                - (_SAME_THEME * themes[sentence.theme] if spread_themes else 0.0)
                - (_SAME_TEXT * texts[sentence.text_group] if from_one else 0.0),
                -sentence.order,
            ),
        )
        chosen.append(best)
        themes[best.theme] += 1
        texts[best.text_group] += 1
        full = from_one is not None and texts[best.text_group] >= from_one
        _draw_near(nearest, open_to, best)
        open_to = [
            sentence
            for sentence in open_to
            if sentence.order != best.order
            and nearest[sentence.order] < _SAME
            and not (full and sentence.text_group == best.text_group)
            and not (spread_themes and sentence.ref == best.ref and best.lead)
        ]
    return chosen


def _draw_near(nearest: dict[int, float], open_to: Sequence[Weighed], chosen: Weighed) -> None:
    for sentence in open_to:
        likeness = _likeness(sentence.pairs, chosen.pairs)
        if likeness > nearest[sentence.order]:
            nearest[sentence.order] = likeness


def _likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[pair] for pair, weight in one.items() if pair in other)


def _best_of(sentences: Sequence[Weighed], passage: str) -> Weighed | None:
    mine = [sentence for sentence in sentences if sentence.ref.passage == passage]
    return max(mine, key=lambda sentence: (sentence.score, -sentence.order), default=None)


def _nearest_theme(sentences: Sequence[Weighed], keep: int = 120) -> list[Weighed]:
    """The best by themselves, weighed anew by how much they share with the theme's others."""
    best = sorted(sentences, key=lambda sentence: (-sentence.score, sentence.order))[:keep]
    found_in: Counter[str] = Counter()
    for sentence in best:
        found_in.update(sentence.pairs.keys())
    shared = {pair: math.log1p(number) for pair, number in found_in.items() if number >= 2}
    most = max((_mean_weight(sentence.pairs, shared) for sentence in best), default=0.0)
    if not most:
        return best
    return [
        replace(sentence, score=sentence.score + 0.25 * _mean_weight(sentence.pairs, shared) / most)
        for sentence in best
    ]


def _mean_weight(pairs: Mapping[str, float], shared: Mapping[str, float]) -> float:
    return sum(shared.get(pair, 0.0) for pair in pairs) / max(len(pairs), 1)


def _says_what(text: str, names: Sequence[str]) -> float:
    """A sentence that begins with the name, or says that it is something, defines it."""
    folded = squeeze(fold(text)).text
    for name in names:
        at = folded.find(squeeze(name).text)
        if at < 0:
            continue
        weight = 0.25 if at <= 8 else 0.1 if at <= 24 else 0.0
        if re.match("(?:App|平台|系统)?(?:是|作为|已|于|将|由)", folded[at + len(name) :]):
            weight += 0.2
        return weight
    return 0.0


def _spoken(sentences: Iterable[Weighed]) -> tuple[SummarySentence, ...]:
    return tuple(SummarySentence(text=sentence.text, ref=sentence.ref) for sentence in sentences)
