"""The lists of all articles: by date, and by who published them."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from generator.render import addresses, dates
from generator.render.addresses import Place
from generator.render.article_page import facts, host_of
from generator.render.card import Card
from generator.render.home import by_publisher, publisher_id
from generator.render.inline import safe_address
from generator.render.issue import Issue
from generator.render.views import (
    ArchiveMonth,
    ArchiveView,
    ArchiveYear,
    PublisherView,
    SourceFacts,
    SourcesView,
    TimelineMonth,
    TimelineYear,
)


def archive(issue: Issue) -> ArchiveView:
    here = addresses.archive(issue.edition.segment)
    locale = issue.catalogue.locale
    days = {a.source: dates.read_date(a.date) for a in issue.articles}

    def year_of(article: Card) -> int | None:
        day = days[article.source]
        return day.year if day else None

    def month_of(article: Card) -> int | None:
        day = days[article.source]
        return day.month if day else None

    years = []
    for year, in_year in groupby(issue.articles, key=year_of):
        articles = list(in_year)
        # What has only a year stands before its months, which groupby then finds together.
        articles.sort(key=lambda article: month_of(article) is not None)
        months = tuple(
            ArchiveMonth(
                label=dates.month_label(year, month, locale) if year and month else None,
                id=_month_id(year, month) if year and month else None,
                articles=tuple(issue.article_line(here, article) for article in in_month),
            )
            for month, in_month in groupby(articles, key=month_of)
        )
        years.append(
            ArchiveYear(
                label=dates.year_label(year, locale) if year else None,
                id=f"y{year}" if year else "undated",
                months=months,
                articles=len(articles),
            )
        )
    counts = Counter((day.year, day.month) for day in days.values() if day and day.month)
    most = max(counts.values(), default=1)
    timeline = tuple(
        TimelineYear(
            href=f"#y{year}",
            label=dates.year_label(year, locale),
            months=tuple(
                TimelineMonth(
                    href=f"#{_month_id(year, month)}" if counts[year, month] else None,
                    number=month,
                    label=dates.month_label(year, month, locale),
                    articles=counts[year, month],
                    weight=-(-4 * counts[year, month] // most),
                )
                for month in range(1, 13)
            ),
        )
        for year in sorted({year for year, _ in counts}, reverse=True)
    )
    return ArchiveView(years=tuple(years), timeline=timeline)


def _month_id(year: int, month: int) -> str:
    return f"y{year}-{month:02}"


def sources(issue: Issue) -> SourcesView:
    here = addresses.sources(issue.edition.segment)
    return SourcesView(
        publishers=tuple(
            PublisherView(
                id=publisher_id(at),
                name=name,
                lang=issue.other_lang(found[0].publisher_lang),
                articles=tuple(_source_facts(issue, here, shown) for shown in found),
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
