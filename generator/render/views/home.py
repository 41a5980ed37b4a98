"""The first page of an edition."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.views.frame import Chip, Link
from generator.render.views.parts import ArticleLine, Cited, PublisherLine, TopicLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeBrief:
    id: str
    chip: Chip
    description: str
    description_lang: str
    sentences: tuple[Cited, ...]
    passages: int
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadView:
    """The newest article, with its summary."""

    line: ArticleLine
    sentences: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    title: str
    title_lang: str
    description: str | None
    description_lang: str
    articles: int
    passages: int
    publishers: int
    first_year: str | None
    last_year: str | None
    themes: tuple[ThemeBrief, ...]
    lead: LeadView | None  # None where there is no article
    beside: tuple[ArticleLine, ...]  # the newest after the lead
    newest: tuple[ArticleLine, ...]  # those before them
    topics: tuple[TopicLine, ...]
    sources: tuple[PublisherLine, ...]  # the largest first
    archive: str
    all_topics: str
    all_sources: str
    figures: Link
