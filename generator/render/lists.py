"""The lists of all articles: by date, and by who published them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from generator.render import addresses, dates
from generator.render.addresses import Place
from generator.render.article_page import facts, host_of
from generator.render.card import Card
from generator.render.drafts import Draft
from generator.render.home import by_publisher, publisher_id
from generator.render.inline import safe_address
from generator.render.issue import Issue
from generator.render.views.archive import (
    ArchiveMonth,
    ArchiveView,
    ArchiveYear,
    PublisherView,
    SourceFacts,
    SourcesView,
    TimelineMonth,
    TimelineYear,
)
from generator.render.views.frame import Link

ONE_PAGE = 400  # articles that one page can list
NEWEST = 50  # articles on the archive's own page where months have theirs
OF_PUBLISHER = 12  # articles of each publisher on the page of sources where there are more


def archive(issue: Issue) -> Draft:
    """All articles while one page can list them; else the newest, and the way to each month."""
    here = addresses.archive(issue.edition.segment)
    title = issue.catalogue.plain("Archive")
    months = by_month(issue)
    whole = len(issue.articles) <= ONE_PAGE
    view = ArchiveView(
        title=title,
        up=None,
        years=tuple(_years(issue, here, months)) if whole else (),
        timeline=_timeline(issue, here, months, parted=not whole),
        newest=()
        if whole
        else tuple(issue.article_line(here, card) for card in issue.articles[:NEWEST]),
        parts=()
        if whole
        else tuple(
            Link(href=addresses.link(here, month_place(issue, when)), label=_label(issue, when))
            for when in months
            if not when.month
        ),
    )
    return _archive_page(here, title, view)


def archive_parts(issue: Issue) -> dict[Month, list[Card]]:
    """The months that have pages of their own, where one page cannot list all articles."""
    return {} if len(issue.articles) <= ONE_PAGE else by_month(issue)


def archive_month(issue: Issue, when: Month, cards: list[Card]) -> Draft:
    here, label = month_place(issue, when), _label(issue, when)
    up = addresses.link(here, addresses.archive(issue.edition.segment))
    view = ArchiveView(
        title=label,
        up=Link(href=up, label=issue.catalogue.plain("Archive")),
        years=(),
        timeline=(),
        newest=tuple(issue.article_line(here, card) for card in cards),
        parts=(),
    )
    return _archive_page(here, label, view)


class Month(NamedTuple):
    """When articles appeared, as far as is known; without a year they are undated."""

    year: int | None
    month: int | None


def by_month(issue: Issue) -> dict[Month, list[Card]]:
    """The newest first; what has only a year stands before the months of that year."""
    found: dict[Month, list[Card]] = {}
    for card in issue.articles:
        day = dates.read_date(card.date)
        when = Month(day.year, day.month) if day else Month(None, None)
        found.setdefault(when, []).append(card)
    order = sorted(found, key=lambda when: (when.year or 0, when.month or 13), reverse=True)
    return {when: found[when] for when in order}


def _archive_page(place: Place, title: str, view: ArchiveView) -> Draft:
    return Draft(place=place, kind="archive", template="archive.html", view=view, title=title)


def month_place(issue: Issue, when: Month) -> Place:
    name = f"{when.year}-{when.month:02}" if when.month else str(when.year or "undated")
    return addresses.archive_part(issue.edition.segment, name)


def _label(issue: Issue, when: Month) -> str:
    locale = issue.catalogue.locale
    if when.year is None:
        return issue.catalogue.plain("undated")
    if when.month is None:
        return dates.year_label(when.year, locale)
    return dates.month_label(when.year, when.month, locale)


def _years(issue: Issue, here: Place, months: Mapping[Month, list[Card]]) -> Iterator[ArchiveYear]:
    for year, in_year in groupby(months, key=lambda when: when.year):
        own = list(in_year)
        yield ArchiveYear(
            label=dates.year_label(year, issue.catalogue.locale) if year else None,
            id=f"y{year}" if year else "undated",
            months=tuple(
                ArchiveMonth(
                    label=_label(issue, when) if when.month else None,
                    id=_month_id(when) if when.month else None,
                    articles=tuple(issue.article_line(here, card) for card in months[when]),
                )
                for when in own
            ),
            articles=sum(len(months[when]) for when in own),
        )


def _timeline(
    issue: Issue, here: Place, months: Mapping[Month, list[Card]], *, parted: bool
) -> tuple[TimelineYear, ...]:
    locale = issue.catalogue.locale
    counts = {when: len(cards) for when, cards in months.items() if when.month}
    most = max(counts.values(), default=1)

    def month(when: Month) -> TimelineMonth:
        count = counts.get(when, 0)
        there = addresses.link(here, month_place(issue, when)) if parted else f"#{_month_id(when)}"
        return TimelineMonth(
            href=there if count else None,
            number=when.month or 0,
            label=_label(issue, when),
            articles=count,
            weight=-(-4 * count // most),
        )

    return tuple(
        TimelineYear(
            href=None if parted else f"#y{year}",
            label=dates.year_label(year, locale),
            months=tuple(month(Month(year, number)) for number in range(1, 13)),
        )
        for year in dict.fromkeys(when.year for when in counts)
        if year
    )


def _month_id(when: Month) -> str:
    return f"y{when.year}-{when.month:02}"


def sources(issue: Issue) -> SourcesView:
    here = addresses.sources(issue.edition.segment)
    limit = len(issue.articles) if len(issue.articles) <= ONE_PAGE else OF_PUBLISHER
    return SourcesView(
        archive=addresses.link(here, addresses.archive(issue.edition.segment)),
        publishers=tuple(
            PublisherView(
                id=publisher_id(at),
                name=name,
                lang=issue.other_lang(found[0].publisher_lang),
                articles=tuple(_source_facts(issue, here, card) for card in found[:limit]),
                beyond=len(found[limit:]),
            )
            for at, (name, found) in enumerate(by_publisher(issue), 1)
        ),
        articles=len(issue.articles),
    )


def _source_facts(issue: Issue, here: Place, card: Card) -> SourceFacts:
    original = safe_address(card.url) if card.url else None
    return SourceFacts(
        article=issue.article_line(here, card),
        facts=facts(issue, card.source, card.title, card.tally),
        original=original,
        original_host=host_of(original),
    )
