"""Render: the digest and its articles in, every file of the published site out.

`render` is told all it needs; it looks at no disk, clock or network, and the same arguments give
the same bytes. The order of its steps is here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from generator.convert.converter import Converter, converter
from generator.convert.translations import for_edition
from generator.digest.comparisons import Compared, compare_figures
from generator.model import Digest, Edition, Entry, Glossary, Output, Page, Site, Translations
from generator.render import addresses
from generator.render.addresses import Place
from generator.render.assets import assets
from generator.render.catalogue import catalogue
from generator.render.coverage import Joined, joined_paths, joins
from generator.render.digest_json import digest_json
from generator.render.epub import CHAPTERS, STYLE, book, book_place, chapter
from generator.render.extras import NOTHING_MORE, Extras
from generator.render.feeds import feeds
from generator.render.frame import frame
from generator.render.front_door import chooser, not_found
from generator.render.issue import Issue, issue
from generator.render.look import with_look
from generator.render.pages import pages as drafts
from generator.render.pictures import card_of, card_output
from generator.render.record_json import record_json
from generator.render.search import search_index
from generator.render.search.rows import searched
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
    translations: tuple[Translations, ...] = (),
    extras: Extras = NOTHING_MORE,
    compiled: Templates | None = None,
) -> Iterator[Output]:
    """Templates and static files are the site's laid over the built-in ones. Raises SiteError.

    `compiled` are the same templates from an earlier build, which may keep pages they made.
    """
    places, static_outputs = assets(with_look(static, site.look))
    yield from static_outputs
    compiled = compiled or Templates(templates)
    # Every edition is converted before any page is made: the search index holds them together.
    issues = tuple(
        issue(
            site,
            edition,
            entries,
            digest,
            pages,
            catalogue(edition, catalogues),
            _converters(_chinese(edition, site), glossary),
            converter(edition, glossary).local,
            for_edition(edition, translations),
        )
        for edition in site.editions
    )
    compared = compare_figures(digest.figures, entries, digest.topics)
    manifests, index_outputs = search_index(
        site.editions,
        # Oldest first, so that a new article moves no other's numbers.
        zip(
            *(
                [searched(shown, one.catalogue.locale) for shown in reversed(one.articles)]
                for one in issues
            ),
            strict=True,
        ),
    )
    yield from index_outputs
    joined = {
        one.edition.segment: joined_paths(one) for one in issues if one.edition.script is None
    }
    kept = [addresses.home("")]
    for one in issues:
        manifest = manifests[one.edition.segment]
        yield from _edition(one, compiled, places, manifest, joined, kept, compared, extras)
        if extras.book:
            yield from _book(one, compiled, manifest, joined, compared, templates[STYLE])
    yield chooser(issues, compiled, places, joined)
    yield not_found(issues, compiled, places)
    yield sitemap(site, kept, joined)
    yield robots(site)


def _edition(
    one: Issue,
    templates: Templates,
    places: Mapping[str, Place],
    manifest: str,
    joined: Joined,
    kept: list[Place],
    compared: Compared,
    extras: Extras,
) -> Iterator[Output]:
    """All of one edition; places for the sitemap are added to `kept`."""
    fonts = extras.fonts_for(one.edition)
    drawn = 0
    site_card: Place | None = None
    book_at = book_place(one.edition.segment) if extras.book else None
    for draft in drafts(one, manifest, compared):
        card = card_of(one, draft) if fonts else None
        picture = site_card
        if card and fonts:
            drawn += draft.kind == "article"
            # The newest come first; the others are shown with the site's own.
            if draft.kind != "article" or extras.cards is None or drawn <= extras.cards:
                picture, output = card_output(card, draft, one.edition, fonts)
                yield output
        if draft.kind == "home":
            site_card = picture
        around = frame(one, draft, places, joined, picture, book_at)
        data = templates.page(draft.template, around, draft.view, one.catalogue)
        yield Output(path=draft.place.file, data=data)
        if draft.listed and draft.indexed and joins(one.edition, draft.place, joined):
            kept.append(draft.place)
    yield from feeds(one)
    yield digest_json(one)
    for shown in one.articles:
        yield record_json(one, shown)


def _book(
    one: Issue,
    templates: Templates,
    manifest: str,
    joined: Joined,
    compared: Compared,
    style: bytes,
) -> Iterator[Output]:
    chapters = [
        chapter(one, draft, frame(one, draft, {}, joined), templates)
        for draft in drafts(one, manifest, compared)
        if draft.template in CHAPTERS
    ]
    yield book(one, chapters, style)


def _chinese(edition: Edition, site: Site) -> Edition:
    """Whose script Chinese words have in an edition: its own, or that of the first Chinese one."""
    if edition.script is not None:
        return edition
    return next((one for one in site.editions if one.script is not None), edition)


def _converters(edition: Edition, glossary: Glossary) -> Callable[[tuple[str, ...]], Converter]:
    """The edition's converter for the names of an article; most articles share one."""

    @lru_cache(maxsize=256)
    def converter_for(names: tuple[str, ...]) -> Converter:
        return converter(edition, glossary, names)

    return converter_for
