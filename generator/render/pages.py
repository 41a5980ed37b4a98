"""The pages of one edition that belong to no single article, in the order they are made.

An issue of the whole site in, planned pages out: where each stands, and how its draft is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from generator.digest.comparisons import Compared
from generator.model import Page, Theme, Topic
from generator.render import addresses
from generator.render.addresses import Place
from generator.render.drafts import Draft, MadeOf, Planned
from generator.render.figures import figures_made_of, figures_view
from generator.render.free_pages import free_page
from generator.render.home import home, publishers
from generator.render.issue import Issue
from generator.render.lists import archive, archive_month, archive_parts, month_place, sources
from generator.render.made import made_view
from generator.render.theme_pages import theme_page
from generator.render.topic_pages import topic_made_of, topic_page, topics_view
from generator.render.views.others import FreePageView, SearchView

SEARCH_TITLES = 300  # for readers without scripts; the archive has them all

Manifest = Callable[[], str]
"""The address of the edition's search index; it is known when all texts have been looked at."""


def site_pages(
    issue: Issue,
    search_manifest: Manifest,
    compared: Callable[[], Compared],
    places: Mapping[str, Place],
) -> Iterator[Planned]:
    segment = issue.edition.segment
    yield Planned(place=addresses.home(segment), draft=partial(home, issue))
    for theme in issue.site.themes:
        place = addresses.theme(segment, theme.id)
        yield Planned(place=place, draft=partial(_theme, issue, theme, compared))
    yield Planned(place=addresses.topics(segment), draft=partial(_topics, issue))
    topics = {topic.id: topic for topic in issue.digest.topics}
    for card in issue.topics:
        topic = topics[card.id]
        place = addresses.topic(segment, topic.id)
        yield Planned(
            place=place,
            draft=partial(_topic, issue, topic, compared),
            made_of=partial(_topic_made_of, issue, topic, compared),
        )
    place = addresses.figures(segment)
    yield Planned(
        place=place,
        draft=partial(_figures, issue, compared),
        made_of=partial(_figures_made_of, issue, compared),
    )
    yield Planned(place=addresses.archive(segment), draft=partial(archive, issue))
    for when, cards in archive_parts(issue).items():
        there = month_place(issue, when)
        yield Planned(place=there, draft=partial(archive_month, issue, when, cards))
    yield Planned(place=addresses.sources(segment), draft=partial(_sources, issue))
    yield Planned(place=addresses.made(segment), draft=partial(_made, issue))
    yield Planned(
        place=addresses.search(segment),
        draft=partial(_search, issue, search_manifest),
        listed=False,  # search engines may keep it, and need not be told to
    )
    for page in issue.free_pages:
        place = addresses.free_page(segment, page.slug)
        yield Planned(place=place, draft=partial(_free_page, issue, page, places))


def _theme(issue: Issue, theme: Theme, compared: Callable[[], Compared]) -> Draft:
    return theme_page(issue, theme, compared().town_of)


def _topics(issue: Issue) -> Draft:
    here = addresses.topics(issue.edition.segment)
    return Draft(
        place=here,
        kind="topics",
        template="topics.html",
        view=topics_view(issue, here),
        title=issue.catalogue.plain("Topics"),
    )


def _topic(issue: Issue, topic: Topic, compared: Callable[[], Compared]) -> Draft:
    return topic_page(issue, topic, compared())


def _topic_made_of(issue: Issue, topic: Topic, compared: Callable[[], Compared]) -> MadeOf:
    return topic_made_of(issue, topic, compared())


def _figures(issue: Issue, compared: Callable[[], Compared]) -> Draft:
    here = addresses.figures(issue.edition.segment)
    return Draft(
        place=here,
        kind="figures",
        template="figures.html",
        view=figures_view(issue, here, compared()),
        title=issue.catalogue.plain("Figures"),
    )


def _figures_made_of(issue: Issue, compared: Callable[[], Compared]) -> MadeOf:
    return figures_made_of(issue, compared())


def _sources(issue: Issue) -> Draft:
    return Draft(
        place=addresses.sources(issue.edition.segment),
        kind="sources",
        template="sources.html",
        view=sources(issue),
        title=issue.catalogue.plain("Sources"),
    )


def _made(issue: Issue) -> Draft:
    here = addresses.made(issue.edition.segment)
    return Draft(
        place=here,
        kind="page",
        template="made.html",
        view=made_view(issue, here, publishers(issue, here)),
        title=issue.catalogue.plain("How this digest is made"),
    )


def _search(issue: Issue, manifest: Manifest) -> Draft:
    here = addresses.search(issue.edition.segment)
    return Draft(
        place=here,
        kind="search",
        template="search.html",
        view=SearchView(
            manifest=manifest(),
            themes=tuple(issue.chip(here, theme.id) for theme in issue.site.themes),
            articles=tuple(
                issue.article_line(here, article) for article in issue.articles[:SEARCH_TITLES]
            ),
        ),
        title=issue.catalogue.plain("Search"),
        script="search.js",
    )


def _free_page(issue: Issue, page: Page, places: Mapping[str, Place]) -> Draft:
    here = addresses.free_page(issue.edition.segment, page.slug)
    pictures = {path: addresses.link(here, place) for path, place in places.items()}
    shown = free_page(page, issue.converter, pictures)
    title, title_lang = issue.local(page.title)
    return Draft(
        place=here,
        kind="page",
        template="page.html",
        view=FreePageView(title=title, title_lang=title_lang, lang=shown.lang, html=shown.html),
        title=title,
    )
