"""The search page, free pages, and the pages that lead into an edition."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.render.views.frame import Chip
from generator.render.views.parts import ArticleLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    manifest: str  # address of the index
    themes: tuple[Chip, ...]
    articles: tuple[ArticleLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePageView:
    title: str
    title_lang: str
    lang: str
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionChoice:
    href: str
    label: str
    lang: str
    title: str
    title_lang: str
    description: str | None
    description_lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooserView:
    choices: tuple[EditionChoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    choices: tuple[EditionChoice, ...]
