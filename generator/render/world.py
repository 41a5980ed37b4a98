"""Who is told what: the digest and all articles' cards, cut into what each article's page needs.

The digest and the cards of one edition after another in, a `World` out; `World.told(source)` gives
the slice for one article. Only slices reach an article's page, so that a page is made again only
when something it shows has changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from generator.model import (
    PUBLISHED,
    Analysis,
    Digest,
    Edition,
    Figure,
    LinkKind,
    PassageId,
    PassageRef,
    Placement,
    Standing,
    SummarySentence,
    Topic,
)
from generator.render import dates
from generator.render.card import Card, Headline, Teaser
from generator.render.shown import Spoken

_Places = Mapping[str, Mapping[PassageId, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCard:
    """A topic as lists show it."""

    id: str
    name: str
    aliases: tuple[str, ...]
    passages: int
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A link, seen from one of its passages."""

    passage: PassageId
    other: PassageRef
    kind: LinkKind
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Another article that the page leads to, and its passages that it names."""

    headline: Headline
    teasers: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that an article's pages say and that does not come from the article itself."""

    themes: tuple[str, ...]
    summary: tuple[SummarySentence, ...]
    keywords: tuple[str, ...]
    placements: tuple[Placement | None, ...]  # of its passages, in order
    topics: tuple[TopicCard, ...]
    spoken: tuple[Spoken, ...]
    ties: tuple[Tie, ...]  # best first
    figures: tuple[Figure, ...]
    sharers: tuple[PassageRef, ...]  # passages of other articles that have the words of one here
    near: tuple[tuple[Near, ...], ...]  # by edition
    joined: tuple[str, ...]  # segments of editions not Chinese in which most of it is written
    is_recent: bool  # of the newest, for which pictures are drawn
    standing: Standing = PUBLISHED


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    editions: tuple[Edition, ...]
    digest: Digest
    order: tuple[str, ...]  # sources, newest first, undated last
    cards: Mapping[str, tuple[Card, ...]]  # by source; by edition
    headlines: Mapping[str, tuple[Headline, ...]]  # the same, as other articles name them
    ids: Mapping[str, tuple[PassageId, ...]]  # passages of a source, in order
    places: Mapping[str, Mapping[PassageId, int]]  # of each source: where a passage first stands
    sharers: Mapping[PassageId, tuple[PassageRef, ...]]  # where more than one has the words
    ties: Mapping[str, tuple[Tie, ...]]  # by source, best first
    topics: tuple[TopicCard, ...]  # most connected first
    topics_of: Mapping[str, tuple[TopicCard, ...]]
    spoken: Mapping[str, tuple[Spoken, ...]]
    figures: Mapping[str, tuple[Figure, ...]]
    theme_refs: Mapping[str, tuple[PassageRef, ...]]
    recent: frozenset[str]

    def told(self, source: str) -> Told:
        named = self.named(source)
        return replace(
            self.told_apart(source),
            near=tuple(
                tuple(
                    Near(
                        headline=self.headlines[other][at],
                        teasers=tuple(self.cards[other][at].teasers[place] for place in places),
                    )
                    for other, places in named
                )
                for at in range(len(self.editions))
            ),
        )

    def named(self, source: str) -> list[tuple[str, list[int]]]:
        """The articles that its page names, and of each the passages, by their place there."""
        wanted: dict[str, set[int]] = {}
        refs = (tie.other for tie in self.ties.get(source, ()))
        for other, passage in chain(refs, self._sharers_of(source)):
            wanted.setdefault(other, set()).add(self.places[other][passage])
        return [(other, sorted(places)) for other, places in wanted.items()]

    def _sharers_of(self, source: str) -> tuple[PassageRef, ...]:
        return tuple(
            ref
            for passage in dict.fromkeys(self.ids[source])
            for ref in self.sharers.get(passage, ())
            if ref.source != source
        )

    def told_apart(self, source: str) -> Told:
        """What it is told, without the words of the articles that it names."""
        digest = self.digest
        ids = self.ids[source]
        return Told(
            themes=digest.article_themes.get(source, ()),
            summary=digest.article_summaries.get(source, ()),
            keywords=digest.keywords.get(source, ()),
            placements=tuple(digest.placements.get(PassageRef(source, passage)) for passage in ids),
            topics=self.topics_of.get(source, ()),
            spoken=self.spoken.get(source, ()),
            ties=self.ties.get(source, ()),
            figures=self.figures.get(source, ()),
            sharers=self._sharers_of(source),
            near=(),
            joined=tuple(
                edition.segment
                for edition, card in zip(self.editions, self.cards[source], strict=True)
                if edition.script is None and is_written(card.teasers)
            ),
            is_recent=source in self.recent,
            standing=self.cards[source][0].standing,
        )


def world(
    editions: tuple[Edition, ...],
    digest: Digest,
    cards: Mapping[str, tuple[Card, ...]],
    recent: int | None = None,
) -> World:
    """`recent` is how many of the newest articles count as such; None: all."""
    ids = {
        source: tuple(teaser.passage for teaser in found[0].teasers)
        for source, found in cards.items()
    }
    order = newest_first(found[0] for found in cards.values())
    sharers: defaultdict[PassageId, list[PassageRef]] = defaultdict(list)
    for source in order:
        for passage in dict.fromkeys(ids[source]):
            sharers[passage].append(PassageRef(source, passage))
    places: dict[str, dict[PassageId, int]] = {}
    for source, passages in ids.items():
        own: dict[PassageId, int] = {}
        for at, passage in enumerate(passages):
            own.setdefault(passage, at)
        places[source] = own
    ties: defaultdict[str, list[tuple[float, PassageRef, Tie]]] = defaultdict(list)
    for link in digest.links:
        if _is_known(places, link.a) and _is_known(places, link.b):
            for here, there in ((link.a, link.b), (link.b, link.a)):
                tie = Tie(passage=here.passage, other=there, kind=link.kind, why=link.why)
                ties[here.source].append((-link.score, there, tie))
    topics, topics_of, spoken = _topics(digest, places)
    return World(
        editions=editions,
        digest=digest,
        order=order,
        cards=cards,
        headlines={source: tuple(map(_headline, found)) for source, found in cards.items()},
        ids=ids,
        places=places,
        sharers={passage: tuple(refs) for passage, refs in sharers.items() if len(refs) > 1},
        ties={
            source: tuple(tie for _, _, tie in sorted(found, key=lambda one: one[:2]))
            for source, found in ties.items()
        },
        topics=topics,
        topics_of=topics_of,
        spoken=spoken,
        figures=_figures(digest, places),
        theme_refs=_theme_refs(digest, order, ids),
        recent=frozenset(order if recent is None else order[:recent]),
    )


def retold(told: Told, analysis: Analysis) -> Told:
    """What an article was told, for new words of its own: what others say of it stays where the
    passage is still there."""
    ids = frozenset(analysis.passages)
    return replace(
        told,
        themes=analysis.themes,
        summary=analysis.summary,
        placements=analysis.placements,
        spoken=tuple(one for one in told.spoken if one.passage in ids),
        ties=tuple(tie for tie in told.ties if tie.passage in ids),
        figures=analysis.figures,
        sharers=tuple(ref for ref in told.sharers if ref.passage in ids),
    )


def newest_first(cards: Iterable[Headline]) -> tuple[str, ...]:
    """Undated articles last, each group in the site's own order."""
    ordered = sorted(cards, key=lambda one: dates.sort_key(one.date), reverse=True)
    return tuple(one.source for one in ordered)


def is_written(teasers: Sequence[Teaser]) -> bool:
    """Whether at least half of what needs a translation is truly translated."""
    states = [teaser.state for teaser in teasers if teaser.state != "plain"]
    return 2 * states.count("translated") >= len(states)


def topic_card(topic: Topic) -> TopicCard:
    return TopicCard(
        id=topic.id,
        name=topic.name,
        aliases=topic.aliases,
        passages=len(topic.mentions),
        sources=len({mention.ref.source for mention in topic.mentions}),
    )


def _headline(card: Card) -> Headline:
    return Headline(
        source=card.source,
        slug=card.slug,
        title=card.title,
        lang=card.lang,
        made_up=card.made_up,
        publisher=card.publisher,
        publisher_lang=card.publisher_lang,
        date=card.date,
        standing=card.standing,
    )


def _is_known(known: _Places, ref: PassageRef) -> bool:
    return ref.passage in known.get(ref.source, ())


def _topics(
    digest: Digest, known: _Places
) -> tuple[tuple[TopicCard, ...], dict[str, tuple[TopicCard, ...]], dict[str, tuple[Spoken, ...]]]:
    """Topics that a published passage mentions; by source; and where each source mentions them."""
    cards = [
        topic_card(topic)
        for topic in digest.topics
        if any(_is_known(known, mention.ref) for mention in topic.mentions)
    ]
    cards.sort(key=lambda topic: (-topic.sources, -topic.passages, topic.id))
    by_id = {topic.id: topic for topic in cards}
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    spoken: defaultdict[str, list[Spoken]] = defaultdict(list)
    places = {topic.id: topic for topic in digest.topics}
    for card in cards:  # in this order, so that of two topics in one place the larger comes first
        for mention in places[card.id].mentions:
            counts[mention.ref.source][card.id] += 1
    for topic in digest.topics:
        for mention in topic.mentions:
            spoken[mention.ref.source].append(
                Spoken(
                    passage=mention.ref.passage,
                    topic=topic.id,
                    start=mention.start,
                    end=mention.end,
                )
            )
    topics_of = {
        source: tuple(by_id[topic] for topic, _ in found.most_common())
        for source, found in counts.items()
    }
    return tuple(cards), topics_of, {source: tuple(found) for source, found in spoken.items()}


def _figures(digest: Digest, known: _Places) -> dict[str, tuple[Figure, ...]]:
    found: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in digest.figures:
        if _is_known(known, figure.ref):
            found[figure.ref.source].append(figure)
    return {source: tuple(own) for source, own in found.items()}


def _theme_refs(
    digest: Digest, order: Sequence[str], ids: Mapping[str, tuple[PassageId, ...]]
) -> dict[str, tuple[PassageRef, ...]]:
    refs: defaultdict[str, dict[PassageRef, None]] = defaultdict(dict)
    for source in order:
        for passage in ids[source]:
            ref = PassageRef(source, passage)
            placement = digest.placements.get(ref)
            if placement and placement.theme:
                refs[placement.theme][ref] = None
    return {theme: tuple(found) for theme, found in refs.items()}
