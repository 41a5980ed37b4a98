"""What pages of several kinds are made of: citations, passages, articles and topics in lists."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.render.views.frame import Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """Where something was said: as short as a citation can be."""

    href: str
    title: str
    lang: str
    made_up: bool  # the title is made from the file's name
    publisher: str | None
    publisher_lang: str | None  # where it is not the page's
    date: str | None  # ISO 8601
    date_label: str | None
    standing: str | None = None  # draft, scheduled …: only where drafts are asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A sentence of a summary. An editor's own sentence has no `href`."""

    number: int
    text: str
    lang: str
    href: str | None
    source: SourceLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageNote:
    """On a page in another language: the passage is not translated, or no longer truly."""

    stale: bool  # translated from words that have changed since; else not translated
    date: str | None  # of the translation, ISO 8601
    date_label: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """`id` is None where the page already has an element of that id."""

    id: str | None
    kind: str
    lang: str
    html: Markup
    rows: tuple[tuple[Markup, ...], ...]  # of a table
    address: str | None  # of an image
    note: PassageNote | None
    chip: Chip | None
    markup: Markup  # all of it, with its theme, its state and what belongs to it


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    id: str
    href: str
    name: str
    lang: str
    passages: int
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    source: SourceLine
    lead: str | None  # the first sentence of its summary
    lead_lang: str | None
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    label: str
    text: str
    lang: str | None
    as_found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherLine:
    """A publisher, and how much of the digest is its."""

    href: str
    name: str | None
    lang: str | None  # where it is not the page's
    articles: int
