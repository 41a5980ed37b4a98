"""Summaries: the sentences that say what an article, a theme or a topic is about, word for word.

In: sentences with their weights (`weighing`). Out: sentences with the passages they stand in.
Nothing is written anew and nothing is cut: a sentence that is too long is passed over while there
are others. Plain news is led by its first sentence, where a reporter has put the gist; a policy
paper never is, for it opens with a bow.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np

from generator.convert.fold import fold
from generator.digest.memory import Memory
from generator.digest.signs import UNREADABLE
from generator.digest.terms import squeeze
from generator.digest.weighing import Weighed, Weighing
from generator.digest.wordings import wording
from generator.model import (
    Analysis,
    DigestOptions,
    Entry,
    PassageId,
    PassageRef,
    Sentence,
    SummarySentence,
    Topic,
)

_PART = 0.5  # of an article's sentences: what is nearly the whole is no summary
_TOPIC_SENTENCES = 2
_HANGS = 0.5  # of the best sentence: one that hangs on another has to say as much
_FROM_ONE_TEXT = 2
_REDUNDANCY = 0.40
_SAME = 0.72  # sentences this alike say the same thing
_SAME_THEME = 0.15
_SAME_PASSAGE = 0.10
_SAME_TEXT = 0.12
_SAME_NAME = 0.25  # two sentences on one programme, where a page has room for five
_NAME = re.compile("“([^“”]{2,12})”")
# On a page of many sources.
_PINNED = 0.6
_NOT_ALONE = 0.5
_FACTS = 0.12
_PRAISE = 0.4  # a slogan among facts reads worse than in its own article
_A_LIST = 3  # semicolons: a list of goals is about everything
_ONE_OF_MANY = -0.45
_SEMICOLON = re.compile("[;；]")
_SHARED = 0.25  # for the sentence that shares most with the theme's others
_WORTH_SAYING, _WORTH_SAYING_AGAIN = 0.3, 0.5  # of the best sentence
_OF_ONE_ARTICLE = 4  # candidates
_LOOKED_AT = 120


def summarise_article(
    entry: Entry, weighing: Weighing, options: DigestOptions
) -> tuple[SummarySentence, ...]:
    """Its sentences in text order; the editor's own summary stands alone."""
    edits = entry.article.edits
    if edits.summary:
        return (SummarySentence(text=edits.summary, ref=None),)
    sentences = weighing.sentences
    pinned = set(edits.pin)
    first = [_best_of(sentences, passage) for passage in edits.pin]
    fixed = [sentence for sentence in first if sentence is not None]
    fixed += [s for s in sentences if s.lead and s.ref.passage not in pinned][:1]
    most = min(options.article_summary, max(round(len(sentences) * _PART), 1))
    chosen = _choose(weighing, max(most, len(fixed)), fixed, spread_themes=True)
    return _spoken(sorted(chosen, key=lambda sentence: sentence.order))


def telling(entry: Entry, weighing: Weighing) -> tuple[Sentence, ...]:
    """What pages of many articles may choose from: sentences with what they are worth there.

    A theme's page is read without the article: what stands alone and holds facts comes first.
    """
    pinned = set(entry.article.edits.pin)
    return tuple(
        Sentence(
            passage=one.number,
            start=one.start,
            text=one.text,
            worth=round(
                one.score * (0.5 + 0.5 * one.strength)
                - _NOT_ALONE * (1 - one.alone)
                + (_FACTS if one.tells else 0.0)
                - (_PRAISE * (one.signs.warm + one.signs.exhorting / 3) if one.signs else 0.0)
                + (_ONE_OF_MANY if len(_SEMICOLON.findall(one.text)) >= _A_LIST else 0.0)
                + (_PINNED if one.ref.passage in pinned else 0.0),
                4,
            ),
            score=round(one.score, 4),
            alone=one.alone,
        )
        for one in weighing.sentences
        if not one.barred and len(one.text) <= UNREADABLE
    )


def summarise_themes(
    analyses: Sequence[Analysis],
    groups: Mapping[str, int],
    theme_ids: Sequence[str],
    options: DigestOptions,
    memory: Memory | None = None,
) -> dict[str, tuple[SummarySentence, ...]]:
    """For each theme sentences of several sources, the weightiest first.

    `groups` says which sources are one text.
    """
    memory = memory or Memory()
    offered = memory.each("offered to themes", None, analyses, lambda at: _candidates(analyses[at]))
    pages: dict[str, list[_Candidate]] = {theme: [] for theme in theme_ids}
    asides: dict[str, list[_Candidate]] = {theme: [] for theme in theme_ids}
    for own, aside in offered:
        for theme, candidates in own.items():
            if theme in pages:
                pages[theme] += candidates
        for theme, candidates in aside.items():
            if theme in asides:
                asides[theme] += candidates
    summaries: dict[str, tuple[SummarySentence, ...]] = {}
    for theme in theme_ids:
        memory.look_up()
        mine = pages[theme]
        if len({groups[one.analysis.source] for one in mine}) < 2:
            mine = [*mine, *asides[theme]]
        best = _best(mine)
        summaries[theme] = memory.made_of(
            "themes said",
            theme,
            (_asked(best, groups), options.theme_summary),
            partial(_said_of_theme, best, groups, options.theme_summary),
            tuple[SummarySentence, ...],
        )
    return summaries


def _said_of_theme(
    best: Sequence[_Candidate], groups: Mapping[str, int], most: int
) -> tuple[SummarySentence, ...]:
    chosen = _choose(_recalled_anew(best, groups), most, [], from_one=_FROM_ONE_TEXT)
    return _spoken(_worth_saying(chosen))


def _worth_saying(chosen: Sequence[Weighed]) -> list[Weighed]:
    """A short summary is better than one filled up: what follows says much less. A source heard
    for the first time may say a little less than one that is heard again."""
    best = max((one.score for one in chosen), default=0.0)
    kept: list[Weighed] = []
    for one in chosen:
        again = any(one.text_group == other.text_group for other in kept)
        least = best * (_WORTH_SAYING_AGAIN if again else _WORTH_SAYING)
        if len(kept) < 2 or (one.alone > 0 and one.score >= least):
            kept.append(one)
    return kept


class _Candidate(NamedTuple):
    worth: float
    analysis: Analysis
    sentence: Sentence


def _candidates(
    analysis: Analysis,
) -> tuple[dict[str, list[_Candidate]], dict[str, list[_Candidate]]]:
    """The article's best for each theme, and its best where a theme is a secondary one."""
    own: dict[str, list[_Candidate]] = defaultdict(list)
    aside: dict[str, list[_Candidate]] = defaultdict(list)
    for one in analysis.sentences:
        placement = analysis.placements[one.passage]
        if placement.theme is not None:
            own[placement.theme].append(_Candidate(one.worth, analysis, one))
        for theme in placement.also:
            aside[theme].append(_Candidate(one.score * 0.5, analysis, one))
    for found in (own, aside):
        for theme, candidates in found.items():
            found[theme] = sorted(candidates, key=lambda one: -one.worth)[:_OF_ONE_ARTICLE]
    return own, aside


_Asked = list[tuple[float, int, PassageRef, str | None, Sentence]]


def _asked(candidates: Sequence[_Candidate], groups: Mapping[str, int]) -> _Asked:
    """All that a summary made of these depends on."""
    return [
        (
            one.worth,
            groups[one.analysis.source],
            PassageRef(one.analysis.source, one.analysis.passages[one.sentence.passage]),
            one.analysis.placements[one.sentence.passage].theme,
            one.sentence,
        )
        for one in candidates
    ]


def _recalled_anew(best: Sequence[_Candidate], groups: Mapping[str, int]) -> Weighing:
    """The best in reading order, weighed anew by how much they share with the theme's others."""
    worded = wording([_plain(one.sentence.text) for one in best])
    shared = worded.shared()
    most = max(float(shared.max()), 1e-9) if best else 1.0
    sentences = [
        _recalled(
            one.analysis,
            one.sentence,
            groups[one.analysis.source],
            order,
            one.worth + _SHARED * float(shared[order]) / most,
        )
        for order, one in enumerate(best)
    ]
    return Weighing(tuple(sentences), worded)


def _recalled(analysis: Analysis, one: Sentence, group: int, order: int, score: float) -> Weighed:
    """A sentence of an analysis among those of other articles."""
    return Weighed(
        ref=PassageRef(analysis.source, analysis.passages[one.passage]),
        number=one.passage,
        start=one.start,
        order=order,
        text=one.text,
        score=score,
        theme=analysis.placements[one.passage].theme,
        alone=one.alone,
        text_group=group,
    )


@lru_cache(maxsize=1 << 16)  # topics share sentences, and a preview asks again at every save
def _plain(text: str) -> str:
    """A sentence as its wording is compared: folded, without spaces."""
    return squeeze(fold(text)).text


def summarise_topics(
    analyses: Sequence[Analysis],
    groups: Mapping[str, int],
    topics: Sequence[Topic],
    memory: Memory | None = None,
) -> dict[str, tuple[SummarySentence, ...]]:
    """For each topic's id a sentence or two that say what it is, from different sources."""
    memory = memory or Memory()
    offered: dict[int, list[_Candidate]] = {number: [] for number in range(len(topics))}
    for analysis, offers in zip(analyses, _offers(analyses, topics, memory), strict=True):
        for number, at, worth in offers:
            offered[number].append(_Candidate(worth, analysis, analysis.sentences[at]))
    summaries: dict[str, tuple[SummarySentence, ...]] = {}
    for number, topic in enumerate(topics):
        memory.look_up()
        mine = offered[number]
        best = _best(mine)
        summaries[topic.id] = memory.made_of(
            "topics said",
            topic.id,
            _asked(best, groups),
            partial(_said_of_topic, best, groups),
            tuple[SummarySentence, ...],
        )
    known = memory.known("topics said", None)
    for gone in known.keys() - summaries.keys():
        del known[gone]
    return summaries


def _said_of_topic(
    best: Sequence[_Candidate], groups: Mapping[str, int]
) -> tuple[SummarySentence, ...]:
    weighed = tuple(
        _recalled(one.analysis, one.sentence, groups[one.analysis.source], order, one.worth)
        for order, one in enumerate(best)
    )
    worded = wording([_plain(one.text) for one in weighed])
    chosen = _choose(Weighing(weighed, worded), _TOPIC_SENTENCES, [], from_one=1)
    return _spoken(_defining(chosen))


def _defining(chosen: Sequence[Weighed]) -> list[Weighed]:
    """The best, and what follows only where it says half as much and is understood alone."""
    best = max((one.score for one in chosen), default=0.0)
    return [
        one
        for at, one in enumerate(chosen)
        if not at or (one.alone > 0 and one.score >= best * _WORTH_SAYING_AGAIN)
    ]


class _Offer(NamedTuple):
    """A sentence that a topic is mentioned in."""

    topic: int
    sentence: int
    worth: float


def _offers(
    analyses: Sequence[Analysis], topics: Sequence[Topic], memory: Memory
) -> list[list[_Offer]]:
    """What each article has to say of topics."""
    names = [
        tuple(squeeze(fold(name)).text for name in (topic.name, *topic.aliases)) for topic in topics
    ]
    mentioned: defaultdict[str, list[tuple[int, PassageId, int]]] = defaultdict(list)
    for number, topic in enumerate(topics):
        for mention in topic.mentions:
            mentioned[mention.ref.source].append((number, mention.ref.passage, mention.start))
    beside = [tuple(mentioned[analysis.source]) for analysis in analyses]

    def of(article: int) -> list[_Offer]:
        analysis = analyses[article]
        by_passage: defaultdict[PassageId, list[int]] = defaultdict(list)
        for at, one in enumerate(analysis.sentences):
            by_passage[analysis.passages[one.passage]].append(at)
        return [
            _Offer(number, at, _worth_for_topic(one, names[number]))
            for number, passage, start in beside[article]
            for at in by_passage[passage]
            for one in (analysis.sentences[at],)
            if one.start <= start < one.start + len(one.text)
        ]

    return memory.each("offered to topics", names, analyses, of, beside, list[_Offer])


def _worth_for_topic(one: Sentence, names: tuple[str, ...]) -> float:
    return one.score - _NOT_ALONE * (1 - one.alone) + _says_what(one.text, names)


def _best(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The worthiest, in reading order."""
    if len(candidates) <= _LOOKED_AT:
        return list(candidates)
    numbered = sorted(enumerate(candidates), key=lambda pair: (-pair[1].worth, pair[0]))
    return [one for _, one in sorted(numbered[:_LOOKED_AT], key=lambda pair: pair[0])]


# --- choosing -------------------------------------------------------------------------------


def _choose(
    weighing: Weighing,
    most: int,
    fixed: Sequence[Weighed],
    *,
    from_one: int | None = None,
    spread_themes: bool = False,
) -> list[Weighed]:
    """The best sentences that repeat neither one another nor, if asked, a theme or a source."""
    sentences, worded = weighing.sentences, weighing.wording
    chosen = list(fixed)
    good = [s for s in sentences if not s.barred and len(s.text) <= UNREADABLE]
    if not good and not chosen:
        good = [sentence for sentence in sentences if len(sentence.text) <= UNREADABLE][:1]
    most_said = max((sentence.score for sentence in good), default=0.0)
    open_to = [
        sentence
        for sentence in good
        if sentence not in chosen and not _hangs(sentence, _HANGS * most_said)
    ]
    nearest = [0.0] * len(sentences)
    told: Counter[str] = Counter()  # names of sentences chosen from other articles
    themes: Counter[str | None] = Counter(sentence.theme for sentence in chosen)
    passages: Counter[PassageRef] = Counter(sentence.ref for sentence in chosen)
    texts = Counter(sentence.text_group for sentence in chosen)
    for sentence in chosen:
        nearest = np.maximum(nearest, worded.likeness(sentence.order)).tolist()
    while len(chosen) < most and open_to:
        best = max(
            open_to,
            key=lambda sentence: (
                sentence.score
                - _REDUNDANCY * nearest[sentence.order]
                - (_SAME_PASSAGE * passages[sentence.ref] if spread_themes else 0.0)
                - (_SAME_THEME * themes[sentence.theme] if spread_themes else 0.0)
                - (_SAME_TEXT * texts[sentence.text_group] if from_one else 0.0)
                - (_SAME_NAME * _most_told(sentence.text, told) if told else 0.0),
                -sentence.order,
            ),
        )
        chosen.append(best)
        themes[best.theme] += 1
        passages[best.ref] += 1
        texts[best.text_group] += 1
        if from_one is not None and most > from_one:
            told.update(_names_in(best.text))
        full = from_one is not None and texts[best.text_group] >= from_one
        nearest = np.maximum(nearest, worded.likeness(best.order)).tolist()
        open_to = [
            sentence
            for sentence in open_to
            if sentence.order != best.order
            and nearest[sentence.order] < _SAME
            and not (full and sentence.text_group == best.text_group)
            and not (spread_themes and sentence.ref == best.ref and best.lead)
        ]
    return chosen


def _hangs(sentence: Weighed, least: float) -> bool:
    """Whether it begins with what stands elsewhere (从那天起, 第二), and says little itself."""
    signs = sentence.signs
    return bool(signs and (signs.dependent or signs.enumerated)) and sentence.score < least


@lru_cache(maxsize=1 << 14)
def _names_in(text: str) -> frozenset[str]:
    return frozenset(_NAME.findall(fold(text)))


def _most_told(text: str, told: Counter[str]) -> int:
    """How often the name of it that was told most often was told already."""
    return max((told[name] for name in _names_in(text)), default=0)


def _best_of(sentences: Sequence[Weighed], passage: str) -> Weighed | None:
    mine = [sentence for sentence in sentences if sentence.ref.passage == passage]
    return max(mine, key=lambda sentence: (sentence.score, -sentence.order), default=None)


@lru_cache(maxsize=1 << 16)  # a preview asks again at every save
def _says_what(text: str, names: tuple[str, ...]) -> float:
    """A sentence that begins with the name, or says that it is something, defines it; one that
    names it far behind, or among many things, is about something else."""
    folded = _plain(text)
    if folded.count(";") >= _A_LIST:
        return 2 * _ONE_OF_MANY
    for name in names:  # squeezed
        at = folded.find(name)
        if at < 0:
            continue
        weight = 0.25 if at <= 8 else 0.1 if at <= 24 else 0.0 if at <= 48 else _ONE_OF_MANY
        if re.match("(?:App|平台|系统)?(?:是|作为|已|于|将|由)", folded[at + len(name) :]):
            weight += 0.2
        return weight
    return 0.0


def _spoken(sentences: Iterable[Weighed]) -> tuple[SummarySentence, ...]:
    return tuple(SummarySentence(text=sentence.text, ref=sentence.ref) for sentence in sentences)
