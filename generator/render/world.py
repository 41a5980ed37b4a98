"""Who is told what: the digest and all articles' cards, cut into what each article's page needs.

The digest and the cards of one edition after another in, a `World` out; `World.told(source)` gives
the slice for one article. Only slices reach an article's page, so that a page is made again only
when something it shows has changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import NamedTuple, TypeVar

from generator.model import (
    PUBLISHED,
    Analysis,
    Digest,
    Edition,
    Figure,
    Link,
    LinkKind,
    Mention,
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

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCard:
    """A topic as lists show it."""

    id: str
    name: str
    aliases: tuple[str, ...]
    passages: int
    sources: int


class Tie(NamedTuple):
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


@dataclass(frozen=True, kw_only=True, eq=False)
class World:
    """What is put together of all articles is so when it is first asked for: a preview shows one
    page of a site that changes at every save."""

    editions: tuple[Edition, ...]
    digest: Digest
    order: tuple[str, ...]  # sources, newest first, undated last
    cards: Mapping[str, tuple[Card, ...]]  # by source; by edition
    recent: frozenset[str]

    @cached_property
    def headlines(self) -> Mapping[str, tuple[Headline, ...]]:
        """Cards as other articles name them."""
        return _Each(self.cards, lambda source: tuple(map(_headline, self.cards[source])))

    @cached_property
    def ids(self) -> Mapping[str, tuple[PassageId, ...]]:
        """Passages of a source, in order."""
        return _Each(
            self.cards, lambda source: tuple(one.passage for one in self.cards[source][0].teasers)
        )

    @cached_property
    def places(self) -> Mapping[str, Mapping[PassageId, int]]:
        """Of each source: where a passage first stands."""
        return _Each(self.cards, lambda source: _first_places(self.ids[source]))

    @cached_property
    def sharers(self) -> Mapping[PassageId, tuple[PassageRef, ...]]:
        """Passages whose words stand in more than one article."""
        first: dict[PassageId, str] = {}
        more: dict[PassageId, list[str]] = {}
        for source in self.order:
            for passage in dict.fromkeys(self.ids[source]):
                if first.setdefault(passage, source) is not source:
                    more.setdefault(passage, [first[passage]]).append(source)
        return {
            passage: tuple(PassageRef(source, passage) for source in sources)
            for passage, sources in more.items()
        }

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Those between published passages."""
        return tuple(
            link for link in self.digest.links if self._is_known(link.a) and self._is_known(link.b)
        )

    @cached_property
    def duplicates(self) -> Mapping[PassageRef, Sequence[PassageRef]]:
        """Of a passage those that say nearly the same, where there are any."""
        found: defaultdict[PassageRef, list[PassageRef]] = defaultdict(list)
        for link in self.links:
            if link.kind == "duplicate":
                found[link.a].append(link.b)
                found[link.b].append(link.a)
        return dict(found)

    @cached_property
    def ties(self) -> Mapping[str, tuple[Tie, ...]]:
        """By source, best first."""
        found: defaultdict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            found[link.a.source].append(link)
            if link.b.source != link.a.source:
                found[link.b.source].append(link)
        return _Each(found, lambda source: _ties(source, found[source]))

    @cached_property
    def topics(self) -> tuple[TopicCard, ...]:
        """Those that a published passage mentions, most connected first."""
        cards = [
            topic_card(topic)
            for topic in self.digest.topics
            if any(self._is_known(mention.ref) for mention in topic.mentions)
        ]
        return tuple(sorted(cards, key=lambda topic: (-topic.sources, -topic.passages, topic.id)))

    @cached_property
    def _mentions(self) -> Mapping[str, Sequence[tuple[str, Mention]]]:
        """By source: topics and where they are mentioned."""
        found: defaultdict[str, list[tuple[str, Mention]]] = defaultdict(list)
        for topic in self.digest.topics:
            for mention in topic.mentions:
                found[mention.ref.source].append((topic.id, mention))
        return found

    @cached_property
    def topics_of(self) -> Mapping[str, tuple[TopicCard, ...]]:
        """By source, those first that it mentions most; of those the most connected."""

        def of(source: str) -> tuple[TopicCard, ...]:
            times = Counter(topic for topic, _ in self._mentions[source])
            own = [card for card in self.topics if card.id in times]
            return tuple(sorted(own, key=lambda card: -times[card.id]))

        return _Each(self._mentions, of)

    @cached_property
    def spoken(self) -> Mapping[str, tuple[Spoken, ...]]:
        return _Each(
            self._mentions,
            lambda source: tuple(
                Spoken(passage=one.ref.passage, topic=topic, start=one.start, end=one.end)
                for topic, one in self._mentions[source]
            ),
        )

    @cached_property
    def figures(self) -> Mapping[str, tuple[Figure, ...]]:
        found: defaultdict[str, list[Figure]] = defaultdict(list)
        for figure in self.digest.figures:
            found[figure.ref.source].append(figure)
        return _Each(
            found, lambda source: tuple(one for one in found[source] if self._is_known(one.ref))
        )

    @cached_property
    def theme_refs(self) -> Mapping[str, tuple[PassageRef, ...]]:
        refs: defaultdict[str, dict[PassageRef, None]] = defaultdict(dict)
        for source in self.order:
            for passage in self.ids[source]:
                ref = PassageRef(source, passage)
                placement = self.digest.placements.get(ref)
                if placement and placement.theme:
                    refs[placement.theme][ref] = None
        return {theme: tuple(found) for theme, found in refs.items()}

    def _is_known(self, ref: PassageRef) -> bool:
        return ref.source in self.cards and ref.passage in self.places[ref.source]

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
        for other, passage in chain(refs, self.sharers_of(source)):
            wanted.setdefault(other, set()).add(self.places[other][passage])
        return [(other, sorted(places)) for other, places in wanted.items()]

    def sharers_of(self, source: str) -> tuple[PassageRef, ...]:
        return tuple(
            ref
            for passage in dict.fromkeys(self.ids[source])
            for ref in self.sharers.get(passage, ())
            if ref.source != source
        )

    def placements_of(self, source: str) -> tuple[Placement | None, ...]:
        placements = self.digest.placements
        return tuple(placements.get(PassageRef(source, passage)) for passage in self.ids[source])

    def told_apart(self, source: str) -> Told:
        """What it is told, without the words of the articles that it names."""
        digest = self.digest
        return Told(
            themes=digest.article_themes.get(source, ()),
            summary=digest.article_summaries.get(source, ()),
            keywords=digest.keywords.get(source, ()),
            placements=self.placements_of(source),
            topics=self.topics_of.get(source, ()),
            spoken=self.spoken.get(source, ()),
            ties=self.ties.get(source, ()),
            figures=self.figures.get(source, ()),
            sharers=self.sharers_of(source),
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
    order = newest_first(found[0] for found in cards.values())
    return World(
        editions=editions,
        digest=digest,
        order=order,
        cards=cards,
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


def _first_places(passages: Iterable[PassageId]) -> dict[PassageId, int]:
    places: dict[PassageId, int] = {}
    for at, passage in enumerate(passages):
        places.setdefault(passage, at)
    return places


def _ties(source: str, links: Iterable[Link]) -> tuple[Tie, ...]:
    """Links as one of their sources sees them, best first."""
    found: list[tuple[float, PassageRef, Tie]] = []
    for link in links:
        for here, there in ((link.a, link.b), (link.b, link.a)):
            if here.source == source:
                tie = Tie(passage=here.passage, other=there, kind=link.kind, why=link.why)
                found.append((-link.score, there, tie))
    found.sort(key=lambda one: one[:2])
    return tuple(tie for _, _, tie in found)


class _Each(Mapping[str, _Value]):
    """A value for each key, made when it is first asked for."""

    def __init__(self, keys: Collection[str], make: Callable[[str], _Value]) -> None:
        self._keys = keys
        self._make = make
        self._made: dict[str, _Value] = {}

    def __getitem__(self, key: str) -> _Value:
        found = self._made.get(key)
        if found is None:
            if key not in self._keys:
                raise KeyError(key)
            found = self._made[key] = self._make(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
