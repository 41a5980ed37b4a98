"""The pages of one edition that belong to no single article, in the order they are made.

An issue of the whole site in, `Draft`s out.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.digest.comparisons import Compared
from generator.render import addresses
from generator.render.drafts import Draft
from generator.render.figures import figures_view
from generator.render.free_pages import free_page
from generator.render.home import home, publishers
from generator.render.issue import Issue
from generator.render.lists import archive, sources
from generator.render.made import made_view
from generator.render.theme_pages import theme_page
from generator.render.topic_pages import topic_page, topics_view
from generator.render.views import FreePageView, SearchView

SEARCH_TITLES = 300  # for readers without scripts; the archive has them all


def site_pages(issue: Issue, search_manifest: str, compared: Compared) -> Iterator[Draft]:
    segment, text = issue.edition.segment, issue.catalogue.plain
    yield home(issue)
    for theme in issue.site.themes:
        yield theme_page(issue, theme, compared.town_of)
    here = addresses.topics(segment)
    yield Draft(
        place=here,
        kind="topics",
        template="topics.html",
        view=topics_view(issue, here),
        title=text("Topics"),
    )
    topics = {topic.id: topic for topic in issue.digest.topics}
    for topic in issue.topics:
        yield topic_page(issue, topics[topic.id], compared)
    here = addresses.figures(segment)
    yield Draft(
        place=here,
        kind="figures",
        template="figures.html",
        view=figures_view(issue, here, compared),
        title=text("Figures"),
    )
    yield Draft(
        place=addresses.archive(segment),
        kind="archive",
        template="archive.html",
        view=archive(issue),
        title=text("Archive"),
    )
    yield Draft(
        place=addresses.sources(segment),
        kind="sources",
        template="sources.html",
        view=sources(issue),
        title=text("Sources"),
    )
    here = addresses.made(segment)
    yield Draft(
        place=here,
        kind="page",
        template="made.html",
        view=made_view(issue, here, publishers(issue, here)),
        title=text("How this digest is made"),
    )
    here = addresses.search(segment)
    yield Draft(
        place=here,
        kind="search",
        template="search.html",
        view=SearchView(
            manifest=search_manifest,
            themes=tuple(issue.chip(here, theme.id) for theme in issue.site.themes),
            articles=tuple(
                issue.article_line(here, article) for article in issue.articles[:SEARCH_TITLES]
            ),
        ),
        title=text("Search"),
        script="search.js",
        listed=False,  # search engines may keep it, and need not be told to
    )
    for page in issue.free_pages:
        shown = free_page(page, issue.converter, issue.edition)
        title, title_lang = issue.local(page.title)
        yield Draft(
            place=addresses.free_page(segment, page.slug),
            kind="page",
            template="page.html",
            view=FreePageView(title=title, title_lang=title_lang, lang=shown.lang, html=shown.html),
            title=title,
        )
