"""What stands around a page: title, switch, menu, feeds, canonical and alternate links.

A draft and its issue in, a `Frame` out. An edition in another language than Chinese joins the
alternates only with pages that are written in it (`render.coverage`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model import Edition, Page, Site
from generator.render import addresses
from generator.render.addresses import Place
from generator.render.coverage import Joined, joins
from generator.render.drafts import Draft
from generator.render.issue import Issue
from generator.render.look import LOOK_STYLE
from generator.render.offline import SCRIPT as OFFLINE
from generator.render.structured import social, structured
from generator.render.views.frame import Alternate, Feed, Frame, Link

STYLES = ("style.css", LOOK_STYLE)  # the site's own colour comes after and wins
SWITCH, ICON = "switch.js", "icon.svg"
_ATOM, _JSON_FEED = "application/atom+xml", "application/feed+json"


def frame(
    issue: Issue,
    draft: Draft,
    places: Mapping[str, Place],
    joined: Joined,
    picture: Place | None = None,
    book: Place | None = None,
) -> Frame:
    """`picture` is the card of the page; `book` is the edition's EPUB, where one is made."""
    here = draft.place
    site_title, site_lang = issue.local(issue.site.title)
    site_feeds = _feeds(issue, draft, site_title)
    scripts = [SWITCH, *([draft.script] if draft.script else []), OFFLINE]
    return Frame(
        kind=draft.kind,
        lang=issue.edition.tag,
        title=f"{draft.title} · {site_title}" if draft.title else site_title,
        description=_description(issue, draft),
        site_title=site_title,
        site_lang=site_lang,
        home=addresses.link(here, addresses.home(issue.edition.segment)),
        canonical=addresses.outward(issue.site.base_url, here, here),
        alternates=alternates(
            issue.site, here, draft.indexed and joins(issue.edition, here, joined), joined
        ),
        feeds=(*_theme_feed(issue, draft, site_title), *site_feeds),
        site_feeds=site_feeds,
        styles=files(here, places, STYLES),
        scripts=files(here, places, scripts),
        icon=next(iter(files(here, places, (ICON,))), None),
        logo=logo(issue.site, here, places),
        switch=switch(issue.site.editions, here, issue.edition),
        menu=_menu(issue, here),
        made=_made(issue, here),
        themes=tuple(issue.chip(here, theme.id) for theme in issue.site.themes),
        indexed=draft.indexed,
        words_lang=None if issue.edition.script else issue.converter.lang("Hans"),
        social=social(issue, draft, picture),
        structured=structured(issue, draft, picture),
        book=addresses.link(here, book) if book and draft.kind == "home" else None,
    )


def _description(issue: Issue, draft: Draft) -> str | None:
    """What the page says of itself; a list or a form has only the site's words and its own name."""
    site, _ = issue.local(issue.site.description)
    return (
        draft.description or (f"{draft.title} · {site}" if draft.title and site else site) or None
    )


def files(here: Place, places: Mapping[str, Place], names: Sequence[str]) -> tuple[str, ...]:
    """Addresses of static files; a site may have removed one."""
    return tuple(addresses.link(here, places[name]) for name in names if name in places)


def logo(site: Site, here: Place, places: Mapping[str, Place]) -> str | None:
    wanted = site.look.logo if site.look else None
    return addresses.link(here, places[wanted]) if wanted and wanted in places else None


def alternates(site: Site, here: Place, takes_part: bool, joined: Joined) -> tuple[Alternate, ...]:
    """The page in every edition that it is written in, and for readers of none of them."""
    written = [edition for edition in site.editions if joins(edition, here, joined)]
    if not takes_part or not written:
        return ()
    links = [
        Alternate(
            href=addresses.outward(site.base_url, here, here.in_edition(edition.segment)),
            hreflang=edition.tag,
        )
        for edition in written
    ]
    anyone = addresses.home("") if not here.path else here.in_edition(site.default_edition.segment)
    links.append(
        Alternate(href=addresses.outward(site.base_url, here, anyone), hreflang="x-default")
    )
    return tuple(links)


def switch(editions: Sequence[Edition], here: Place, current: Edition) -> tuple[Link, ...]:
    return tuple(
        Link(
            href=addresses.link(here, here.in_edition(edition.segment)),
            label=edition.label,
            lang=edition.tag,
            current=edition == current,
        )
        for edition in editions
    )


def _menu(issue: Issue, here: Place) -> tuple[Link, ...]:
    segment, text = issue.edition.segment, issue.catalogue.plain

    def item(there: Place, label: str, lang: str | None = None) -> Link:
        return Link(href=addresses.link(here, there), label=label, lang=lang, current=there == here)

    return (
        item(addresses.topics(segment), text("Topics")),
        item(addresses.figures(segment), text("Figures")),
        item(addresses.archive(segment), text("Archive")),
        item(addresses.sources(segment), text("Sources")),
        *(_page_item(issue, here, page) for page in issue.free_pages),
        item(addresses.search(segment), text("Search")),
    )


def _made(issue: Issue, here: Place) -> Link:
    there = addresses.made(issue.edition.segment)
    label = issue.catalogue.plain("How this digest is made")
    return Link(href=addresses.link(here, there), label=label, current=there == here)


def _page_item(issue: Issue, here: Place, page: Page) -> Link:
    there = addresses.free_page(issue.edition.segment, page.slug)
    title, lang = issue.local(page.title)
    return Link(href=addresses.link(here, there), label=title, lang=lang, current=there == here)


def _feeds(issue: Issue, draft: Draft, site_title: str) -> tuple[Feed, ...]:
    segment, here = issue.edition.segment, draft.place
    atom = addresses.link(here, addresses.atom_feed(segment))
    json_feed = addresses.link(here, addresses.json_feed(segment))
    return (
        Feed(href=atom, type=_ATOM, title=site_title),
        Feed(href=json_feed, type=_JSON_FEED, title=site_title),
    )


def _theme_feed(issue: Issue, draft: Draft, site_title: str) -> tuple[Feed, ...]:
    if not draft.theme:
        return ()
    there = addresses.theme_feed(issue.edition.segment, draft.theme)
    href = addresses.link(draft.place, there)
    return (Feed(href=href, type=_ATOM, title=f"{draft.title} · {site_title}"),)
