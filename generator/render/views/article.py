"""An article's page: its sections, and what is said of its text and its file."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.render.views.frame import Chip, Link
from generator.render.views.parts import Cited, Fact, PassageView, TopicLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    id: str
    heading: str | None  # None also where the heading is the passage's first sentence
    rank: int  # 2 to 6: of the HTML heading
    lang: str
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A name."""

    text: str
    lang: str | None  # where it is not the page's


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationView:
    """How much of an article is translated, by whom, when and how."""

    done: int  # passages
    stale: int
    total: int
    translator: str | None
    date: str | None
    date_label: str | None
    method: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AsFound:
    """Words of a source as they stand there."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedGroup:
    label: str
    texts: tuple[AsFound, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtView:
    label: str
    found: AsFound
    why: str
    why_lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    find: AsFound
    replace: AsFound
    why: str
    why_lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    title: str
    is_long: bool  # the title: it is set smaller
    made_up: bool
    lang: str
    translation: TranslationView | None  # None in Chinese editions
    authors: tuple[Words, ...]
    publisher: Words | None
    date: str | None
    date_label: str | None
    standing: str | None
    original: str | None  # address
    original_host: str | None
    chips: tuple[Chip, ...]
    summary: tuple[Cited, ...]
    contents: tuple[Link, ...]
    sections: tuple[SectionView, ...]
    topics: tuple[TopicLine, ...]
    keywords: tuple[Markup, ...]
    removed: tuple[RemovedGroup, ...]
    doubts: tuple[DoubtView, ...]
    corrections: tuple[CorrectionView, ...]
    facts: tuple[Fact, ...]
