"""What templates are told: one finished view for each kind of page.

Every text is in the words of the edition and carries its language where it may differ from the
page's; every address is written as it stands on that page; every list is sorted. `Markup` is
HTML that is safe as it is, all else is escaped by the template. None means: not there.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

# --- what every page has --------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    href: str
    label: str
    lang: str | None = None  # where it is not the page's
    current: bool = False


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
    switch: tuple[Link, ...]  # the same page in every edition
    menu: tuple[Link, ...]
    themes: tuple[Chip, ...]
    indexed: bool  # whether search engines should keep it
    words_lang: str | None  # of names and keywords, where it is not the page's


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A theme as a coloured tag. `hue` is 1 to 8, by its place in site.yaml."""

    href: str
    label: str
    lang: str
    hue: int


# --- parts of pages -------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A sentence of a summary. An editor's own sentence has no `href`."""

    number: int
    text: str
    lang: str
    href: str | None
    source: SourceLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A passage of another source, and what the two share."""

    href: str
    excerpt: str
    lang: str
    source: SourceLine
    kind: str  # same-topic, update, …
    kind_label: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """`id` is None where the page already has an element of that id."""

    id: str | None
    kind: str
    lang: str
    html: Markup
    rows: tuple[tuple[Markup, ...], ...]  # of a table
    address: str | None  # of an image
    chip: Chip | None
    chip_repeats: bool  # the passage before has the same theme
    related: tuple[Related, ...]
    also_in: tuple[SourceLine, ...]  # other sources with the same words


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    id: str
    heading: str | None  # None also where the heading is the passage's first sentence
    rank: int  # 2 to 6: of the HTML heading
    lang: str
    passages: tuple[PassageView, ...]


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
class Fact:
    label: str
    text: str
    lang: str | None
    as_found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
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


# --- pages ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeBrief:
    chip: Chip
    description: str
    description_lang: str
    sentences: tuple[Cited, ...]
    passages: int
    sources: int


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
    newest: tuple[ArticleLine, ...]
    topics: tuple[TopicLine, ...]
    archive: str
    all_topics: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeGroup:
    """The passages of one article that belong to the theme, by heading."""

    source: SourceLine
    runs: tuple[ThemeRun, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRun:
    heading: str | None
    lang: str
    passages: tuple[PassageView, ...]


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
    more: tuple[MoreArticles, ...]  # articles whose passages would make the page too long
    beyond: int  # articles beyond even those
    archive: str
    passages: int
    sources: int
    feed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    title: str
    made_up: bool
    lang: str
    authors: tuple[str, ...]
    publisher: str | None
    words_lang: str | None  # of authors, publisher and headings, where it is not the page's
    date: str | None
    date_label: str | None
    original: str | None  # address
    original_host: str | None
    chips: tuple[Chip, ...]
    summary: tuple[Cited, ...]
    contents: tuple[Link, ...]
    sections: tuple[SectionView, ...]
    topics: tuple[TopicLine, ...]
    keywords: tuple[str, ...]
    removed: tuple[RemovedGroup, ...]
    doubts: tuple[DoubtView, ...]
    corrections: tuple[CorrectionView, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsView:
    topics: tuple[TopicLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionView:
    source: SourceLine
    passage: PassageView


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    name: str
    lang: str
    aliases: tuple[str, ...]
    description: str | None
    description_lang: str
    summary: tuple[Cited, ...]
    mentions: tuple[MentionView, ...]
    beyond: int  # mentions that are not shown
    search: str
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveMonth:
    label: str | None  # None: the source tells only the year
    articles: tuple[ArticleLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveYear:
    label: str | None  # None: undated
    id: str
    months: tuple[ArchiveMonth, ...]
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveView:
    years: tuple[ArchiveYear, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    article: ArticleLine
    facts: tuple[Fact, ...]
    original: str | None
    original_host: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherView:
    name: str | None
    articles: tuple[SourceFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesView:
    publishers: tuple[PublisherView, ...]
    articles: int


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
