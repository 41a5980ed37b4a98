"""What stands around the contents of every page."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    href: str
    label: str
    lang: str | None = None  # where it is not the page's
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A theme as a coloured tag. `hue` is 1 to 8, by its place in site.yaml."""

    href: str
    label: str
    lang: str
    hue: int
    current: bool = False  # the page at hand is the theme's


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    href: str
    hreflang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    href: str
    type: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Social:
    """What those who are sent a link to the page are shown of it: OpenGraph."""

    type: str  # article or website
    title: str
    description: str | None
    locale: str  # zh_Hans
    image: str | None  # 1200×630; None where the machine could not draw one
    published: str | None  # ISO 8601


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around the page's own contents."""

    kind: str
    lang: str
    title: str  # of the window
    description: str | None
    site_title: str
    site_lang: str
    home: str
    canonical: str
    alternates: tuple[Alternate, ...]
    feeds: tuple[Feed, ...]
    site_feeds: tuple[Feed, ...]  # without the page's own
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    icon: str | None
    logo: str | None  # the site's own, beside its name
    switch: tuple[Link, ...]  # the same page in every edition
    menu: tuple[Link, ...]
    made: Link | None  # how the digest is made
    themes: tuple[Chip, ...]
    indexed: bool  # whether search engines should keep it
    words_lang: str | None  # of names and keywords, where it is not the page's
    social: Social | None = None
    structured: Markup | None = None  # JSON-LD
    book: str | None = None  # address of the edition's EPUB, on the first page
