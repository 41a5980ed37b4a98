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


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A theme as a coloured tag. `hue` is 1 to 8, by its place in site.yaml."""

    href: str
    label: str
    lang: str
    hue: int
    current: bool = False  # the page at hand is the theme's


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherLine:
    """A publisher, and how much of the digest is its."""

    href: str
    name: str | None
    lang: str | None  # where it is not the page's
    articles: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    line: TopicLine
    description: str | None
    description_lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsView:
    topics: tuple[TopicRow, ...]


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
    figures: tuple[TopicFigure, ...]  # the oldest first
    beyond: int  # mentions that are not shown
    search: str
    sources: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    """One bar of a chart, in the units of its drawing."""

    label: str
    label_y: float
    y: float
    width: float
    height: float
    value: str
    value_x: float
    value_y: float
    target: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartView:
    label: str  # for readers who cannot see it
    width: int
    height: int
    bars: tuple[BarView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """A value as one source states it."""

    words: Markup
    place: Markup | None
    as_of: str | None  # ISO 8601; None also for a period
    as_of_label: str | None
    by_article: bool  # the text gives no date: it is the article's
    target: bool
    source: SourceLine
    also: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    id: str
    topic: Link | None
    measure: Markup | None  # None where the topic itself is counted
    sources: int
    place: Markup | None  # the town that all values are about; else each names its own
    chart: ChartView | None  # None where all values are the same
    values: tuple[ValueView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresView:
    comparisons: tuple[ComparisonView, ...]
    beyond: int
    found: int  # figures found in all articles


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFigure:
    subject: Markup
    value: ValueView


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
