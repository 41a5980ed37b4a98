"""The articles of a site as a build holds them: their facts and analyses, in the reader's order.

Of each article only what the whole site needs is held (`Read`); its text stays in the store and is
fetched when somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, overload

from generator.articles import Brief, Facts, Sheet
from generator.model import PUBLISHED, Analysis, Entry, Source, Standing
from generator.render.card import Card
from generator.render.search import Extent
from generator.render.world import Told

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A published article: all that is held of each while the whole site is made."""

    source: Source
    key: bytes  # of what came of the source
    facts: Facts  # with the slug that it has on this site
    texts: bytes  # key in the store
    teasers: bytes  # keys of the first words of each passage
    analysis: Analysis
    cards: tuple[Card, ...]
    extent: Extent


def read_of(source: Source, key: bytes, brief: Brief) -> Read | None:
    if brief.facts is None or brief.analysis is None or brief.extent is None:
        return None
    return Read(
        source=source,
        key=key,
        facts=brief.facts,
        texts=brief.texts,
        teasers=brief.teasers,
        analysis=brief.analysis,
        cards=brief.cards,
        extent=brief.extent,
    )


def standing_of(facts: Facts, today: str) -> Standing:
    if facts.draft:
        return "draft"
    if facts.publish is not None and facts.publish[:10] > today:
        return "scheduled"
    if facts.expire is not None and facts.expire[:10] <= today:
        return "expired"
    return PUBLISHED


def marked(cards: tuple[Card, ...], standing: Standing) -> tuple[Card, ...]:
    if standing == PUBLISHED:
        return cards
    return tuple(replace(card, standing=standing) for card in cards)


def with_own_slugs(found: Sequence[Read]) -> list[Read]:
    """Two articles with one slug: the later by file name gets a number."""
    taken: set[str] = set()
    renamed = []
    for one in sorted(found, key=_source):
        slug, number = one.facts.slug, 1
        while slug in taken:
            number += 1
            slug = f"{one.facts.slug}-{number}"
        taken.add(slug)
        if number > 1:
            cards = tuple(replace(card, slug=slug) for card in one.cards)
            one = replace(one, facts=replace(one.facts, slug=slug), cards=cards)
        renamed.append(one)
    return renamed


def in_reading_order(found: Sequence[Read]) -> list[Read]:
    # Sorting is stable: of one day, and of no date, the names decide.
    return sorted(sorted(found, key=_source), key=lambda one: one.facts.date or "", reverse=True)


def _source(article: Read) -> str:
    return article.facts.source


class Fetched(Mapping[str, _Value]):
    """Values by source, fetched when asked for and not held."""

    def __init__(self, articles: Mapping[str, Read], fetch: Callable[[Read], _Value]) -> None:
        self._articles = articles
        self._fetch = fetch

    def __getitem__(self, source: str) -> _Value:
        return self._fetch(self._articles[source])

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)


class FetchedEntries(Sequence[Entry]):
    """Articles in reading order, each fetched when it is looked at and not held."""

    def __init__(self, articles: Sequence[Read], fetch: Callable[[Read], Entry]) -> None:
        self._articles = articles
        self._fetch = fetch

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(at, slice):
            return FetchedEntries(self._articles[at], self._fetch)
        return self._fetch(self._articles[at])

    def __len__(self) -> int:
        return len(self._articles)


class Sheets(Sequence[Sheet]):
    """Articles to be printed, each under its key; what one is told is put together when it is
    asked for, and not held."""

    def __init__(self, wanted: Sequence[tuple[bytes, Read]], told: Callable[[str], Told]) -> None:
        self._wanted = wanted
        self._told = told

    @overload
    def __getitem__(self, at: int) -> Sheet: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Sheet]: ...
    def __getitem__(self, at: int | slice) -> Sheet | Sequence[Sheet]:
        if isinstance(at, slice):
            return [self._sheet(*one) for one in self._wanted[at]]
        return self._sheet(*self._wanted[at])

    def __len__(self) -> int:
        return len(self._wanted)

    def _sheet(self, key: bytes, one: Read) -> Sheet:
        return Sheet(key, one.texts, one.facts.slug, self._told(one.facts.source))
