"""All articles, by date and by who published them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.views.frame import Link
from generator.render.views.parts import ArticleLine, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineMonth:
    """A month of the timeline; without articles it has no address."""

    href: str | None
    number: int  # 1 to 12
    label: str
    articles: int
    weight: int  # 0 to 4, for its colour


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineYear:
    href: str | None
    label: str
    months: tuple[TimelineMonth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveMonth:
    label: str | None  # None: the source tells only the year
    id: str | None
    articles: tuple[ArticleLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveYear:
    label: str | None  # None: undated
    id: str
    months: tuple[ArchiveMonth, ...]
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveView:
    """All of it, or where there is too much, what leads to the months, or one month."""

    title: str
    up: Link | None  # from a month's page
    years: tuple[ArchiveYear, ...]
    timeline: tuple[TimelineYear, ...]  # years that have months
    newest: tuple[ArticleLine, ...]  # where there are no years
    parts: tuple[Link, ...]  # articles without a month, on pages of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    article: ArticleLine
    facts: tuple[Fact, ...]
    original: str | None
    original_host: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherView:
    id: str
    name: str | None
    lang: str | None  # where it is not the page's
    articles: tuple[SourceFacts, ...]
    beyond: int  # articles that are not shown


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesView:
    archive: str
    publishers: tuple[PublisherView, ...]
    articles: int
