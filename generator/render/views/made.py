"""How the digest is made."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.render.views.frame import Chip, Link
from generator.render.views.parts import PublisherLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A line of a table: what, and how many."""

    label: Markup
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeEdition:
    label: str
    lang: str
    how: str
    translated: int | None  # passages; None in Chinese editions
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeTheme:
    chip: Chip
    words: int
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeView:
    """How the digest is made, by the settings and the articles of this very build."""

    articles: int
    passages: int
    in_themes: int  # passages
    editions: tuple[MadeEdition, ...]
    themes: tuple[MadeTheme, ...]
    article_summary: int  # sentences at most
    theme_summary: int
    topic_sources: int
    links_per_passage: int
    topics: int
    figures: int
    comparisons: Link
    links: tuple[Count, ...]
    removed: tuple[Count, ...]
    removed_from: int  # articles
    doubts: tuple[Count, ...]
    decisions: tuple[Count, ...]
    formats: tuple[Count, ...]
    encodings: tuple[Count, ...]
    publishers: tuple[PublisherLine, ...]
    all_sources: str
