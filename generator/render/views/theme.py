"""A theme's page: its passages by topic, and what they are filtered by."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.views.frame import Chip
from generator.render.views.parts import Cited, PassageView, SourceLine, TopicLine


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """A passage away from its article: with its source, date and heading."""

    source: SourceLine
    heading: str | None
    heading_lang: str
    passage: PassageView
    filter_source: str  # what the filter compares
    filter_year: str
    filter_place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeGroup:
    """The theme's passages on one topic; without a topic, all that are on none."""

    id: str
    topic: TopicLine | None
    cards: tuple[CardView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterChoice:
    """Of a source, a place or a year: a link to its first passage, and what the script compares."""

    href: str
    value: str
    label: str
    lang: str | None
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterView:
    sources: tuple[FilterChoice, ...]
    places: tuple[FilterChoice, ...]
    years: tuple[FilterChoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreArticles:
    source: SourceLine
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeView:
    chip: Chip
    description: str
    description_lang: str
    summary: tuple[Cited, ...]
    groups: tuple[ThemeGroup, ...]
    filter: FilterView | None  # None where there is nothing to choose
    more: tuple[MoreArticles, ...]  # articles whose passages would make the page too long
    beyond: int  # articles beyond even those
    archive: str
    passages: int
    sources: int
    feed: str
