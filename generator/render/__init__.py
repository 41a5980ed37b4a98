"""Render: the digest and its articles in, every file of the published site out.

`render` is told all it needs; it looks at no disk, clock or network, and the same arguments give
the same bytes. The order of its steps is here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from generator.convert.converter import Converter, converter
from generator.model import Digest, Edition, Entry, Glossary, Output, Page, Site
from generator.render import addresses
from generator.render.addresses import Place
from generator.render.assets import assets
from generator.render.catalogue import catalogue
from generator.render.digest_json import digest_json
from generator.render.feeds import feeds
from generator.render.frame import frame, joins
from generator.render.front_door import chooser, not_found
from generator.render.issue import Issue, issue
from generator.render.pages import pages as drafts
from generator.render.search import search_index
from generator.render.sitemap import robots, sitemap
from generator.render.templates import Templates


def render(
    site: Site,
    entries: tuple[Entry, ...],
    digest: Digest,
    pages: tuple[Page, ...],
    glossary: Glossary,
    templates: Mapping[str, bytes],
    static: Mapping[str, bytes],
    catalogues: Mapping[str, bytes],
) -> Iterator[Output]:
    """Templates and static files are the site's laid over the built-in ones. Raises SiteError."""
    places, static_outputs = assets(static)
    yield from static_outputs
    compiled = Templates(templates)
    # Every edition is converted before any page is made: the search index holds them together.
    issues = tuple(
        issue(
            site,
            edition,
            entries,
            digest,
            pages,
            catalogue(edition, catalogues),
            _converters(edition, glossary),
        )
        for edition in site.editions
    )
    manifests, index_outputs = search_index(issues)
    yield from index_outputs
    kept = [addresses.home("")]
    for one in issues:
        yield from _edition(one, compiled, places, manifests[one.edition.segment], kept)
    yield chooser(issues, compiled, places)
    yield not_found(issues, compiled, places)
    yield sitemap(site, kept)
    yield robots(site)


def _edition(
    one: Issue,
    templates: Templates,
    places: Mapping[str, Place],
    manifest: Place,
    kept: list[Place],
) -> Iterator[Output]:
    """All of one edition; places for the sitemap are added to `kept`."""
    for draft in drafts(one, manifest):
        around = frame(one, draft, places)
        data = templates.page(draft.template, around, draft.view, one.catalogue)
        yield Output(path=draft.place.file, data=data)
        if joins(one.edition, draft):
            kept.append(draft.place)
    yield from feeds(one)
    yield digest_json(one)


def _converters(edition: Edition, glossary: Glossary) -> Callable[[tuple[str, ...]], Converter]:
    """The edition's converter for the names of an article; most articles share one."""

    @lru_cache(maxsize=256)
    def converter_for(names: tuple[str, ...]) -> Converter:
        return converter(edition, glossary, names)

    return converter_for
