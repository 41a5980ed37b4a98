"""Render: the digest and its articles in, every file of the published site out.

`render` is told all it needs; it looks at no disk, clock or network, and the same arguments give
the same bytes. The order of its steps is here and nowhere else:

    converted   each article in the words of every edition       of the article alone
    card        what other pages may tell of it                   of the article alone
    world       who is told what                                  of all cards and the digest
    article_outputs   each article's pages                        of the article and what it is told
    site_steps        all other pages                             of the world
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.digest.comparisons import compare_figures
from generator.model import (
    Digest,
    Entry,
    Glossary,
    Output,
    Page,
    PassageRef,
    Site,
    SummarySentence,
    Translations,
)
from generator.render.addresses import Place
from generator.render.assets import assets
from generator.render.card import Card, card
from generator.render.context import Context, contexts
from generator.render.converted import Converted, converted
from generator.render.epub import STYLE
from generator.render.extras import NOTHING_MORE, Extras
from generator.render.look import with_look
from generator.render.offline import with_worker
from generator.render.pictures import Picture, faces_of, picture_output, picture_place, site_picture
from generator.render.printing import (
    Composed,
    GivenBy,
    Press,
    Printed,
    article_outputs,
    shown_in,
    site_steps,
)
from generator.render.search import search_index
from generator.render.search.rows import Searched, searched
from generator.render.shown import ShownPassage, shown_article
from generator.render.templates import Templates
from generator.render.world import World, world


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

    `compiled` are the same templates, where somebody has kept them from the build before.
    """
    editions = contexts(site, pages, glossary, catalogues, translations)
    press, static_outputs = press_of(site, editions, templates, static, extras, compiled)
    yield from static_outputs
    by_source = {entry.article.source: entry for entry in entries}
    texts = {source: converted(editions, entry) for source, entry in by_source.items()}
    cards = {
        source: cards_of(editions, entry, texts[source], digest.article_summaries.get(source, ()))
        for source, entry in by_source.items()
    }
    everything = world(site.editions, digest, cards, extras.cards)
    drawn: set[str] = set()
    printed: dict[str, Printed] = {}
    for source in everything.order:
        made = article_outputs(press, by_source[source], texts[source], everything.told(source))
        yield from made.outputs
        yield from _drawn(made.pictures, site, extras, drawn)
        printed[source] = made
    # Oldest first, so that a new article moves no other's numbers.
    rows = (rows_of(editions, by_source[one], texts[one]) for one in reversed(everything.order))
    manifests, index_outputs = search_index(site.editions, rows)
    yield from index_outputs
    passages = [
        Passages(context, at, by_source, texts, everything) for at, context in enumerate(editions)
    ]
    compared = compare_figures(digest)
    given = GivenBy(printed.__getitem__)
    for step in site_steps(press, everything, passages, lambda: compared, lambda: manifests, given):
        for one in step.make():
            if isinstance(one, Picture):
                yield from _drawn([one], site, extras, drawn)
            elif isinstance(one, Composed):
                yield one.printed(press.templates)
            else:
                yield one


def press_of(
    site: Site,
    editions: tuple[Context, ...],
    templates: Mapping[str, bytes],
    static: Mapping[str, bytes],
    extras: Extras,
    compiled: Templates | None = None,
) -> tuple[Press, tuple[Output, ...]]:
    """What every page is made with, and the static files, whose names the pages hold."""
    files, worker = with_worker(with_look(static, site.look), site.offline)
    places, outputs = assets(files)
    press = Press(
        contexts=editions,
        templates=compiled or Templates(templates),
        places=places,
        faces=_faces(editions, extras),
        site_pictures=_site_pictures(editions, extras),
        has_book=extras.book,
        book_style=templates[STYLE] if extras.book else b"",
    )
    return press, (*outputs, *worker)


def cards_of(
    editions: tuple[Context, ...],
    entry: Entry,
    texts: tuple[Converted, ...],
    summary: tuple[SummarySentence, ...],
) -> tuple[Card, ...]:
    """An article's cards, by edition; `summary` is what the digest says of this article alone."""
    return tuple(
        card(context, shown_article(context, entry, own), own, summary)
        for context, own in zip(editions, texts, strict=True)
    )


def rows_of(
    editions: tuple[Context, ...], entry: Entry, texts: tuple[Converted, ...]
) -> tuple[Searched, ...]:
    """What readers can search of an article, by edition."""
    return tuple(
        searched(shown_article(context, entry, own), context.catalogue.locale)
        for context, own in zip(editions, texts, strict=True)
    )


class Passages(Mapping[PassageRef, ShownPassage]):
    """The passages of one edition, put together article by article when a page asks for one."""

    def __init__(
        self,
        context: Context,
        edition: int,
        entries: Mapping[str, Entry],
        texts: Mapping[str, Sequence[Converted]],
        everything: World,
    ) -> None:
        self._context = context
        self._edition = edition
        self._entries = entries
        self._texts = texts
        self._world = everything
        self._known: dict[str, Mapping[PassageRef, ShownPassage]] = {}

    def __getitem__(self, ref: PassageRef) -> ShownPassage:
        return self._of(ref.source)[ref]

    def __iter__(self) -> Iterator[PassageRef]:
        for source in self._world.order:
            yield from self._of(source)

    def __len__(self) -> int:
        return sum(len(set(ids)) for ids in self._world.ids.values())

    def _of(self, source: str) -> Mapping[PassageRef, ShownPassage]:
        if source not in self._known:
            own = self._texts[source][self._edition]
            world = self._world
            spoken, topics = world.spoken.get(source, ()), world.topics_of.get(source, ())
            shown = shown_in(self._context, self._entries[source], own, spoken, topics)
            self._known[source] = shown.passages
        return self._known[source]


def _faces(editions: Sequence[Context], extras: Extras) -> dict[str, str]:
    """For the editions whose script the machine has a font for."""
    found = {one.edition.segment: extras.fonts_for(one.edition) for one in editions}
    return {segment: faces_of(fonts) for segment, fonts in found.items() if fonts}


def _site_pictures(editions: Sequence[Context], extras: Extras) -> dict[str, Place]:
    faces = _faces(editions, extras)
    return {
        one.edition.segment: picture_place(site_picture(one, faces[one.edition.segment]))
        for one in editions
        if one.edition.segment in faces
    }


def _drawn(
    pictures: Sequence[Picture], site: Site, extras: Extras, drawn: set[str]
) -> Iterator[Output]:
    """Each picture once: the site's own stands on many pages."""
    editions = {edition.segment: edition for edition in site.editions}
    for picture in pictures:
        edition = editions[picture.segment]
        fonts = extras.fonts_for(edition)
        if fonts and picture.path not in drawn:
            drawn.add(picture.path)
            yield picture_output(picture, edition, fonts)
