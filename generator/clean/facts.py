"""What the text of a source says about itself, gathered while it is sorted.

Every list keeps the order of the source; `metadata` weighs them against each other and against the
front matter. Not obvious: a medium is only named in passing, a publisher is credited as the source.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.clean.pieces import Piece
from generator.model import Removed


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """What one block of the source says about who made it."""

    kind: str  # what the block is, for the list of removed things
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    medium: str | None = None  # the newspaper a by-line names
    agency: str | None = None  # a dateline's: 某某社某城5月6日电
    date: str | None = None
    written: str | None = None  # the day a notice was signed
    original_title: str | None = None
    title: str | None = None  # 标题：…, and not 原标题：…
    keywords: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()  # told in passing: authors where no by-line names any
    poster: str | None = None  # by its pen name beside the date: an author for want of others
    url: str | None = None
    sure: bool = True  # False: some of its words are only understood by where they stand


@dataclass(kw_only=True)
class Facts:
    """What the text itself says about the article, in the order found. Filled while sorting."""

    title: str | None = None
    original_title: str | None = None
    labelled_title: str | None = None
    authors: list[str] = field(default_factory=list)
    writers: list[str] = field(default_factory=list)  # named in a note on the author
    posters: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)  # stand where an author would
    publishers: list[str] = field(default_factory=list)  # credited: 来源：…
    media: list[str] = field(default_factory=list)  # named in a by-line or an issue line
    agencies: list[str] = field(default_factory=list)  # sent the text out to the media
    sites: list[str] = field(default_factory=list)  # whose page it is: its title, its fine print
    dates: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)  # 成文日期: before it was made public
    printed: list[str] = field(default_factory=list)  # over the pages of a journal
    urls: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    signed_parts: int = 0  # headings within the text with a by-line right below

    def add_body(self, name: str) -> None:
        """Who signs, issues or prints a text: it stands for an author, and may be the publisher."""
        self.organisations.append(name)
        self.media.append(name)

    def add(self, credits: Credits) -> None:
        self.authors.extend(credits.authors)
        if credits.publisher:
            self.publishers.append(credits.publisher)
        if credits.medium:
            self.media.append(credits.medium)
        if credits.agency:
            self.agencies.append(credits.agency)
        if credits.date:
            self.dates.append(credits.date)
        if credits.written:
            self.written.append(credits.written)
        if credits.poster:
            self.posters.append(credits.poster)
        if credits.url:
            self.urls.append(credits.url)
        self.original_title = self.original_title or credits.original_title
        self.labelled_title = self.labelled_title or credits.title
        self.keywords.extend(credits.keywords)
        self.writers.extend(credits.writers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    pieces: tuple[Piece, ...]
    removed: tuple[Removed, ...]
    facts: Facts
