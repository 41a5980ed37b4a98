"""What is made of one article alone, as stages for an executor.

`Understand`: a source → a `Brief`, which is all that other articles and pages of the whole site
need of it; its texts in every edition go into the store. `Print`: the article's texts and what it
is told → its pages. `Index`: the texts of some hundred articles → their part of the search index.
Each sees what it carries and its item, and nothing else: both are its key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import NamedTuple, Protocol, TypeVar

from generator.clean import clean
from generator.convert.words import recall_parted
from generator.digest import Knowledge, analyse, learn
from generator.digest.classifier import Example
from generator.digest.packing import Packed, packed, unpacked
from generator.engine.codec import KEY_BYTES, Damaged, decode, encode, key_of
from generator.engine.limits import SECONDS, Overran, time_limit
from generator.engine.store import Store
from generator.model import (
    Analysis,
    DigestOptions,
    Entry,
    Glossary,
    Output,
    Page,
    PassageRef,
    Site,
    Source,
    Text,
    Theme,
    Translations,
)
from generator.problems import Problem, SourceError, error
from generator.render import cards_of, rows_of
from generator.render.addresses import Place
from generator.render.card import Card
from generator.render.context import Context, contexts
from generator.render.converted import Converted, converted
from generator.render.pictures import Picture, picture_place, site_picture
from generator.render.printing import Press, Printed, article_outputs
from generator.render.search import Extent, Layout, extent_of, group_of, leaves_of
from generator.render.templates import Templates
from generator.render.world import Told, World
from generator.split import split
from generator.split.decisions import settle

_Made = TypeVar("_Made")

_ONE_LINE = Source(name="one.md", path="one.md", data="# 一篇\n\n这里只有一句话。\n".encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """An article's words, as it has them and in every edition."""

    entry: Entry
    own: tuple[Converted, ...]

    def at(self, slug: str) -> Texts:
        """Its address may not be the one it would have alone."""
        article = self.entry.article
        if article.slug == slug:
            return self
        return replace(self, entry=replace(self.entry, article=replace(article, slug=slug)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What decides whether and where an article is published."""

    source: str
    slug: str
    date: str | None
    draft: bool
    publish: str | None
    expire: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What came of a source, or the fault for which it is left out."""

    facts: Facts | None = None
    analysis: Analysis | None = None
    cards: tuple[Card, ...] = ()
    extent: Extent | None = None
    texts: bytes = b""  # key in the store
    teasers: bytes = b""  # see `teaser_keys`
    problems: tuple[Problem, ...] = ()
    fault: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What of a site an article's words depend on, beside the article."""

    site: Site
    glossary: Glossary
    catalogues: tuple[tuple[str, bytes], ...]

    def contexts(
        self, translations: tuple[Translations, ...], pages: tuple[Page, ...] = ()
    ) -> tuple[Context, ...]:
        return contexts(self.site, pages, self.glossary, dict(self.catalogues), translations)


def only_words(site: Site) -> Site:
    """The site without what its pages say: what is left decides how articles are converted."""
    return replace(
        site, title=Text(), description=Text(), base_url="", themes=(), publish_drafts=False,
        look=None,
    )  # fmt: skip


@dataclass(frozen=True)
class Lesson:
    """What there is to learn from. Learning takes a third of a second, so it waits until asked."""

    themes: tuple[Theme, ...]
    examples: tuple[Example, ...]
    options: DigestOptions

    @cached_property
    def key(self) -> bytes:
        return key_of(self.themes, self.examples, self.options)

    @cached_property
    def knowledge(self) -> Knowledge:
        return learn(self.themes, self.examples, self.options)

    def learn(self, store: Store, key: bytes) -> None:
        """Before it is sent to workers, so that not each of them learns; or recall what `store`
        keeps under `key`."""
        if "knowledge" in vars(self):
            return
        data = store.get(key)
        if data is not None:
            try:
                vars(self)["knowledge"] = unpacked(decode(data, Packed))
            except Damaged:
                pass
            else:
                return
        store.put(key, encode(packed(self.knowledge)))


@dataclass(frozen=True, slots=True)
class Parted:
    """What the first conversion found out about OpenCC's phrases (`convert.words`)."""

    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spelt:
    """Slugs of topics by their names (`digest.slugs`)."""

    slugs: dict[str, str]


class Wanted(NamedTuple):
    """A source to be understood, and the key of what comes of it."""

    key: bytes
    source: Source


@dataclass(frozen=True)
class Understand:
    """Wanted → an encoded `Brief`."""

    lesson: Lesson
    scope: Scope
    translations: tuple[Translations, ...]
    store: Store
    parted: tuple[str, ...] = ()  # what an earlier process found out about OpenCC's phrases

    @cached_property
    def contexts(self) -> tuple[Context, ...]:
        recall_parted(self.parted)
        return self.scope.contexts(self.translations)

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name != "contexts"}

    def __call__(self, wanted: Wanted) -> bytes:
        made = _bounded(lambda source: self._brief(wanted.key, source), wanted.source)
        return encode(Brief(fault=made) if isinstance(made, Problem) else made)

    def prepare(self) -> None:
        """Load what every article needs: the dictionaries of words and of conversion."""
        entry = split(clean(_ONE_LINE))
        own = converted(self.contexts, entry)
        analyse(entry, self.lesson.knowledge)
        extent_of(self.scope.site.editions, rows_of(self.contexts, entry, own))

    def _brief(self, of: bytes, source: Source) -> Brief:
        entry, problems = settle(split(clean(source)))
        texts = Texts(entry=entry, own=converted(self.contexts, entry))
        analysis = analyse(entry, self.lesson.knowledge)
        article = entry.article
        cards = cards_of(self.contexts, entry, texts.own, analysis.summary)
        key = key_of(of, b"texts")
        self.store.put(key, encode(texts))
        return Brief(
            facts=Facts(
                source=article.source,
                slug=article.slug,
                date=article.date,
                draft=article.draft,
                publish=article.edits.publish,
                expire=article.edits.expire,
            ),
            analysis=analysis,
            cards=cards,
            extent=extent_of(self.scope.site.editions, rows_of(self.contexts, entry, texts.own)),
            texts=key,
            teasers=teaser_keys(cards),
            problems=(*article.problems, *problems),
        )

    def flush(self) -> None:
        self.store.flush()


def read_source(source: Source) -> tuple[Entry, tuple[Problem, ...]] | Problem:
    """One source, cleaned and split. A bad source gives the problem with it."""
    return _bounded(lambda one: settle(split(clean(one))), source)


def _bounded(stage: Callable[[Source], _Made], source: Source) -> _Made | Problem:
    """What a stage makes of a source, or why it cannot: no source ever stops the others."""
    try:
        with time_limit():
            return stage(source)
    except SourceError as fault:
        return fault.problem
    except Overran:
        cause = f"this source takes more than {SECONDS} seconds to read"
        return error(source.path, 1, cause, "shorten it, or divide it into several articles")
    except Exception as fault:  # a mistake of ours or of a library
        cause = f"this source could not be read: {type(fault).__name__}: {fault}"
        return error(source.path, 1, cause, "leave it out, and report it with the file")


def teaser_keys(cards: Sequence[Card]) -> bytes:
    """Keys of the first words of each passage, in all editions, one after the other."""
    teasers = zip(*(card.teasers for card in cards), strict=True)
    return b"".join(key_of(one) for one in teasers)


class ToldKeys:
    """Keys of what is told of articles, without putting it together: what many are told of one is
    hashed once, and its teasers where the article was understood."""

    def __init__(self, everything: World, teasers: Mapping[str, bytes]) -> None:
        self._world = everything
        self._teasers = teasers
        self._headlines: dict[str, bytes] = {}
        self._shown: dict[str, bytes] = {}

    def of(self, source: str) -> bytes:
        """All that the article's own page is told."""
        told = self._world.told_apart(source)
        refs = [tie.other for tie in told.ties]
        near = list(map(self._named.__getitem__, chain(refs, told.sharers)))
        return key_of(told, b"".join(near))

    @cached_property
    def _named(self) -> dict[PassageRef, bytes]:
        """How a page names a passage of another article."""
        return {
            PassageRef(source, passage): headline
            + teasers[KEY_BYTES * place : KEY_BYTES * (place + 1)]
            for source, teasers in self._teasers.items()
            for headline in (self._headline(source),)
            for passage, place in self._world.places[source].items()
        }

    def shown(self, source: str) -> bytes:
        """All that other pages are told which show passages of it without what is related."""
        found = self._shown.get(source)
        if found is None:
            world = self._world
            sharers = world.sharers_of(source)
            same = [tie for tie in world.ties.get(source, ()) if tie.kind == "duplicate"]
            others = dict.fromkeys(ref.source for ref in (*sharers, *(tie.other for tie in same)))
            found = self._shown[source] = key_of(
                world.placements_of(source),
                world.spoken.get(source, ()),
                sharers,
                same,
                [(topic.id, topic.name) for topic in world.topics_of.get(source, ())],
                b"".join(self._headline(other) for other in (source, *others)),
            )
        return found

    def _headline(self, source: str) -> bytes:
        """A key of how it is named, in all editions."""
        found = self._headlines.get(source)
        if found is None:
            found = self._headlines[source] = key_of(self._world.headlines[source])
        return found


@dataclass(frozen=True, slots=True)
class Said:
    """Keys of what pages of the whole site said that were made of the same."""

    pages: tuple[bytes, ...]


class Sink(Protocol):
    """Where a worker puts files."""

    def put(self, output: Output) -> bool:
        """Gives whether it had to be written: it may be there already."""


class Sheet(NamedTuple):
    """An article to be printed, and the key of what comes of it."""

    key: bytes
    texts: bytes
    slug: str
    told: Told

    def __reduce__(self) -> tuple[Callable[..., Sheet], tuple[bytes, bytes, str, bytes]]:
        """On its way to a worker. What is told is hundreds of values: a pickle of them takes as
        long as half of their page."""
        return _sheet, (self.key, self.texts, self.slug, encode(self.told))


def _sheet(key: bytes, texts: bytes, slug: str, told: bytes) -> Sheet:
    return Sheet(key, texts, slug, decode(told, Told))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """The pictures that an article's pages name. What it gives to files of the whole site is kept
    beside it (`fragment_key`, `chapter_key`): few builds need all of that."""

    pictures: tuple[Picture, ...]


def fragment_key(sheet: bytes, edition: int) -> bytes:
    return key_of(sheet, "fragment", edition)


def chapter_key(sheet: bytes, edition: int) -> bytes:
    return key_of(sheet, "chapter", edition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """An article's files: where they are, and, without a sink, what is in them."""

    paths: tuple[str, ...]
    written: tuple[str, ...]
    outputs: tuple[Output, ...]
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """All that pages are made with, as it can be sent to a worker."""

    scope: Scope
    pages: tuple[Page, ...]
    names: tuple[Translations, ...]
    templates: tuple[tuple[str, bytes], ...]
    places: tuple[tuple[str, Place], ...]
    faces: tuple[tuple[str, str], ...]  # of pictures, by edition
    has_book: bool
    book_style: bytes

    def press(self) -> Press:
        editions = self.scope.contexts(self.names, self.pages)
        faces = dict(self.faces)
        return Press(
            contexts=editions,
            templates=Templates(dict(self.templates)),
            places=dict(self.places),
            faces=faces,
            site_pictures={
                one.edition.segment: picture_place(site_picture(one, faces[one.edition.segment]))
                for one in editions
                if one.edition.segment in faces
            },
            has_book=self.has_book,
            book_style=self.book_style,
        )


@dataclass(frozen=True)
class Print:
    """Sheet → encoded `Pages`; nothing where the store has lost the article's texts."""

    paper: Paper
    store: Store
    sink: Sink | None

    @cached_property
    def press(self) -> Press:
        return self.paper.press()

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name != "press"}

    def prepare(self) -> None:
        """Load what every page needs: templates, and the dictionaries of conversion."""
        self.press.templates.prepare()
        for context in self.press.contexts:
            context.words("这里只有一句话")

    def __call__(self, sheet: Sheet) -> bytes:
        texts = texts_in(self.store, sheet.texts)
        if texts is None:
            return b""
        texts = texts.at(sheet.slug)
        made: Printed = article_outputs(self.press, texts.entry, texts.own, sheet.told)
        self.store.put(sheet.key, encode(Rest(pictures=made.pictures)))
        for edition, fragment in enumerate(made.fragments):
            self.store.put(fragment_key(sheet.key, edition), encode(fragment))
        for edition, chapter in enumerate(made.chapters):
            self.store.put(chapter_key(sheet.key, edition), encode(chapter))
        written: tuple[str, ...] = ()
        if self.sink is not None:
            written = tuple(output.path for output in made.outputs if self.sink.put(output))
        return encode(
            Pages(
                paths=tuple(output.path for output in made.outputs),
                written=written,
                outputs=() if self.sink else made.outputs,
                pictures=made.pictures,
            )
        )

    def flush(self) -> None:
        self.store.flush()


class Leaves(NamedTuple):
    """Some leaves of the search index: of which articles, and which of theirs."""

    of: tuple[tuple[bytes, str, tuple[int, ...]], ...]  # texts, slug, leaves


@dataclass(frozen=True)
class Index:
    """Leaves → an encoded group of the search index; nothing where the store has lost a text."""

    scope: Scope
    translations: tuple[Translations, ...]
    layout: Layout
    store: Store

    @cached_property
    def _contexts(self) -> tuple[Context, ...]:
        return self.scope.contexts(self.translations)

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name != "_contexts"}

    def __call__(self, wanted: Leaves) -> bytes:
        found = []
        for key, slug, numbers in wanted.of:
            texts = texts_in(self.store, key)
            if texts is None:
                return b""
            texts = texts.at(slug)
            own = list(leaves_of(rows_of(self._contexts, texts.entry, texts.own)))
            found += [own[number] for number in numbers]
        return encode(group_of(self.layout, found))


def texts_in(store: Store, key: bytes) -> Texts | None:
    data = store.get(key)
    if data is None:
        store.refresh()
        data = store.get(key)
    if data is None:
        return None
    try:
        return decode(data, Texts)
    except Damaged:
        return None


def grouped(articles: Sequence[tuple[bytes, str, int]], size: int) -> list[Leaves]:
    """Articles (texts, slug, how many leaves), in order, as runs of `size` leaves."""
    groups: list[list[tuple[bytes, str, tuple[int, ...]]]] = [[]]
    room = size
    for key, slug, leaves in articles:
        first = 0
        while first < leaves:
            if room == 0:
                groups.append([])
                room = size
            last = min(leaves, first + room)
            groups[-1].append((key, slug, tuple(range(first, last))))
            room -= last - first
            first = last
    return [Leaves(tuple(group)) for group in groups]
