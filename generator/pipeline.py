"""The order of a build. This is the only place that knows it.

    read → clean → split → digest → convert → render → write

`build` is a pure function from what was read to what will be written; reading stands before it
(`read.folder`), writing after it (`write`), and how it runs is passed in. A `Builder` is the same
function with a memory: what a stage made of equal arguments is not made again. The stages that run
for each article, in workers, are in `articles`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from generator.articles import (
    Index,
    Pages,
    Paper,
    Print,
    Rest,
    Said,
    Scope,
    Sheet,
    Spelt,
    Texts,
    ToldKeys,
    chapter_key,
    fragment_key,
    grouped,
)
from generator.digest import combine
from generator.digest.comparisons import compare_figures
from generator.digest.meaning import Embed
from generator.digest.memory import Memory as Remembered
from generator.digest.memory import go_on
from generator.digest.slugs import recall_spelt, spelt
from generator.engine.codec import decode, encode, key_of
from generator.engine.executors import Executor, Lost, Serial
from generator.engine.store import MemoryStore, Scratch, Store
from generator.keeping import Keeping, kept
from generator.known import (
    Fetched,
    Read,
    Sheets,
)
from generator.model import (
    Asset,
    Digest,
    Entry,
    Inputs,
    Output,
    PassageRef,
    Source,
)
from generator.problems import Problem
from generator.render import Passages, press_of
from generator.render.digest_json import Fragment
from generator.render.epub import Chapter
from generator.render.extras import NOTHING_MORE, Extras
from generator.render.pictures import Picture, picture_output
from generator.render.printing import Composed, Press, Step, site_steps
from generator.render.search import Group, layout_of
from generator.render.search import files as search_files
from generator.render.search.postings import GROUP
from generator.render.shown import ShownPassage
from generator.render.templates import Templates
from generator.render.world import World, world
from generator.shelves import Memory, Nowhere, Shelf
from generator.understanding import (
    Progress,
    Reading,
    Understanding,
    catalogues_of,
    scope_of,
    site_names,
)

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    entries: Sequence[Entry]  # read from the store when they are asked for
    digest: Digest
    problems: tuple[Problem, ...]
    files: Mapping[str, bytes]  # by path; empty where they went to a folder
    changed: tuple[str, ...]  # paths whose bytes are not those of this builder's last build
    vanished: tuple[str, ...]

    @property
    def outputs(self) -> tuple[Output, ...]:
        return tuple(Output(path=path, data=data) for path, data in self.files.items())

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)


def build(
    inputs: Inputs,
    executor: Executor,
    progress: Progress,
    embed: Embed | None = None,
    extras: Extras = NOTHING_MORE,
) -> Build:
    """Inputs → outputs, from nothing. A source that cannot be read is left out and named."""
    return Builder(executor).build(inputs, progress, embed, extras)


class Builder:
    """Builds again and again. One thread may use it at a time; a build that fails changes nothing.

    `store` keeps what stages made of single articles, for this process or for the next build;
    where the executor has other processes, it must be one that they can reach. `code` is what
    results depend on beside their arguments (`engine.fingerprint`). With `holds_texts` what was
    read from the store stays in memory, so that the same article has the same texts, not equal
    ones: for a preview, which compares at every save.
    """

    def __init__(
        self,
        executor: Executor,
        store: Store | None = None,
        code: bytes = b"",
        *,
        holds_texts: bool = False,
    ) -> None:
        self._executor = executor
        self._store = store or (MemoryStore() if isinstance(executor, Serial) else Scratch())
        self._code = code
        self._templates: tuple[tuple[Asset, ...], Templates] | None = None  # compiled
        self._memory = Memory()
        asked = self._asked
        self._understanding = Understanding(
            executor, self._store, code, asked, holds_texts=holds_texts
        )
        self._keeping = Keeping(self._store, code, asked)
        # By `combine`. A preview has it in memory, and would fill the store from save to save.
        self._remembered = Remembered(None if holds_texts else self._keeping)
        self._combined: tuple[object, Digest] | None = None  # of what, and what came of it
        self._keys: dict[str, bytes] = {}  # of what came of printing, by source
        self._used: set[bytes] = set()  # keys that the last build asked for

    def build(
        self,
        inputs: Inputs,
        progress: Progress,
        embed: Embed | None = None,
        extras: Extras = NOTHING_MORE,
        shelf: Shelf | None = None,
    ) -> Build:
        """Files go to `shelf`, or stay in memory with the build."""
        self._used = set()
        left_out: list[Source] = []
        while True:
            memory = Memory(self._memory)
            try:
                built = self._built(inputs, left_out, progress, embed, extras, shelf or memory)
            except _DiedOf as died:  # it brings every worker down: go on without this article
                left_out += [one for one in inputs.sources if one.name == died.source]
                continue
            break
        if shelf is None:
            before, self._memory = self._memory.files, memory
            built = replace(
                built,
                files=memory.files,
                changed=tuple(
                    path for path, data in memory.files.items() if before.get(path) != data
                ),
                vanished=tuple(path for path in before if path not in memory.files),
            )
        return built

    def _asked(self, key: bytes) -> None:
        self._used.add(key)

    def sweep(self) -> None:
        """Forget results that the last build had no use for."""
        self._store.sweep(self._used)

    def _built(
        self,
        inputs: Inputs,
        left_out: Sequence[Source],
        progress: Progress,
        embed: Embed | None,
        extras: Extras,
        shelf: Shelf,
    ) -> Build:
        self._compiled(inputs).prepare()  # before workers are forked, which then have it
        # One article at a time: what it says, without its junk, cut into passages, understood,
        # in the words of every edition. All of them together: topics, links, summaries.
        reading = self.understand(inputs, progress, embed, left_out)
        progress("digest", 0, 1)
        digested = self.combine(inputs, reading)
        site = inputs.site
        templates = {asset.path: asset.data for asset in inputs.templates}
        static = {asset.path: asset.data for asset in inputs.static}
        scope = Scope(site=site, glossary=inputs.glossary, catalogues=catalogues_of(inputs))
        names = site_names(inputs.translations)
        editions = scope.contexts(names, inputs.pages)
        press, files = press_of(site, editions, templates, static, extras, self._compiled(inputs))
        for output in files:
            shelf.add(key_of("static", output.path), output)
        paper = Paper(
            scope=scope,
            pages=tuple(replace(page, markdown="") for page in inputs.pages),
            names=names,
            templates=tuple(templates.items()),
            places=tuple(press.places.items()),
            faces=tuple(press.faces.items()),
            has_book=press.has_book,
            book_style=press.book_style,
        )
        common = key_of(self._code, "printed", paper)
        everything = world(
            site.editions,
            digested,
            {one.facts.source: one.cards for one in reading.articles},
            extras.cards,
        )
        told_keys = ToldKeys(
            everything, {one.facts.source: one.teasers for one in reading.articles}
        )
        pictures = self._print(reading, everything, told_keys, paper, common, progress, shelf)
        manifests = self._index(inputs, reading, everything, progress, shelf)
        # Pages of the whole site draw on all articles, and look into few of them.
        progress("pages of the site", 0, 1)
        by_source = {one.facts.source: one for one in reading.articles}
        entries = Fetched(by_source, lambda one: self.texts(one).entry)
        own = Fetched(by_source, lambda one: self.texts(one).own)
        passages: list[Mapping[PassageRef, ShownPassage]] = [
            Passages(context, at, entries, own, everything)
            for at, context in enumerate(press.contexts)
        ]
        compared = compare_figures(digested, self._remembered)
        again = Print(paper, self._store, Nowhere())
        given = _Given(self, by_source, everything, again)
        looks = key_of(self._code, "looks", inputs.templates, inputs.catalogues)
        steps = site_steps(press, everything, passages, lambda: compared, lambda: manifests, given)

        def shown(source: str) -> bytes:
            return by_source[source].texts + told_keys.shown(source)

        for step in steps:
            for picture in self._step(step, press, shown, common, looks, shelf):
                pictures[picture.path] = picture
        self._draw(pictures, inputs, extras, shelf)
        return Build(
            entries=reading.entries,
            digest=digested,
            problems=reading.problems,
            files={},
            changed=(),
            vanished=(),
        )

    # --- one article at a time --------------------------------------------------------------

    def understand(
        self,
        inputs: Inputs,
        progress: Progress,
        embed: Embed | None = None,
        left_out: Sequence[Source] = (),
    ) -> Reading:
        return self._understanding.read(inputs, progress, embed, left_out)

    def texts(self, article: Read) -> Texts:
        return self._understanding.texts(article)

    # --- all of them together ---------------------------------------------------------------

    def combine(
        self, inputs: Inputs, reading: Reading, look_up: Callable[[], None] = go_on
    ) -> Digest:
        """What was found in all articles together. `look_up` is called all the while, and may end
        it by raising Overtaken."""
        analyses = tuple(one.analysis for one in reading.articles)
        themes = tuple(theme.id for theme in inputs.site.themes)
        of = analyses, inputs.topics, themes, inputs.site.digest
        if self._combined is not None and reading.sense is None and self._combined[0] == of:
            return self._combined[1]
        self._remembered.look_up = look_up
        keys = () if reading.sense else [(one.analysis, one.key) for one in reading.articles]
        self._keeping.know(keys)
        slugs = key_of(self._code, "slugs")
        self._asked(slugs)
        known = kept(self._store, slugs, Spelt) or Spelt({})
        recall_spelt(known.slugs)
        found = combine(*of, reading.sense, self._remembered)
        if (found_out := spelt()) != known.slugs:
            self._store.put(slugs, encode(Spelt(found_out)))
        self._combined = of, found
        return found

    # --- an article's pages -----------------------------------------------------------------

    def _print(
        self,
        reading: Reading,
        everything: World,
        told_keys: ToldKeys,
        paper: Paper,
        common: bytes,
        progress: Progress,
        shelf: Shelf,
    ) -> dict[str, Picture]:
        """All articles' pages; gives the pictures that they name."""
        pictures: dict[str, Picture] = {}
        wanted: list[tuple[bytes, Read]] = []
        self._keys = {}
        for one in reading.articles:
            key = key_of(common, one.texts, one.facts.slug, told_keys.of(one.facts.source))
            self._used.add(key)
            self._keys[one.facts.source] = key
            rest = kept(self._store, key, Rest) if shelf.kept(key) else None
            if rest is None:
                wanted.append((key, one))
            else:
                pictures |= {picture.path: picture for picture in rest.pictures}
        self._store.flush()
        stage = Print(paper, self._store, shelf.sink)
        sheets = Sheets(wanted, everything.told)
        results = self._executor.map(stage, sheets) if wanted else iter(())
        for done, ((key, one), result) in enumerate(zip(wanted, results, strict=True), 1):
            progress("pages", done, len(wanted))
            if isinstance(result, Lost):
                raise _DiedOf(one.facts.source)
            if not result:
                self.texts(one)
                result = stage(sheets[done - 1])
            pages = decode(result, Pages)
            for output in pages.outputs:
                shelf.add(key, output)
            if not pages.outputs:
                shelf.added(key, pages.paths, pages.written)
            pictures |= {picture.path: picture for picture in pages.pictures}
        self._store.refresh()
        return pictures

    def given(self, key: bytes, kind: type[_Value]) -> _Value | None:
        """What an article's printing left under `key` for the files of the whole site."""
        self._used.add(key)
        return kept(self._store, key, kind)

    def print_again(self, stage: Print, article: Read, everything: World) -> None:
        """For what the store has lost; the pages stay where they are."""
        self.texts(article)
        source = article.facts.source
        key, told = self.sheet_key(source), everything.told(source)
        stage(Sheet(key, article.texts, article.facts.slug, told))

    def sheet_key(self, source: str) -> bytes:
        return self._keys[source]

    # --- the whole site ---------------------------------------------------------------------

    def _step(
        self,
        step: Step,
        press: Press,
        shown: Callable[[str], bytes],
        common: bytes,
        looks: bytes,
        shelf: Shelf,
    ) -> list[Picture]:
        """Files that belong to no single article; gives the pictures that they name.

        A page is put into its template where it says something else than the last time. What a
        page says is looked up only where something of what it is made of has changed.
        """
        key = None
        if step.made_of is not None:
            found = step.made_of()
            key = key_of(common, step.paths, found.values, *map(shown, found.sources))
            self._used.add(key)
            known = kept(self._store, key, Said)
            if known is not None and all(map(shelf.kept, known.pages)):
                return []
        said: list[bytes] = []
        pictures: list[Picture] = []
        for made in step.make():
            if isinstance(made, Picture):
                pictures.append(made)
            elif isinstance(made, Composed):
                view = made.frame, type(made.view).__name__, made.view
                own = key_of(looks, made.path, made.template, made.catalogue.tag, *view)
                said.append(own)
                if not shelf.kept(own):
                    shelf.add(own, made.printed(press.templates))
            else:
                shelf.add(key_of("site", made.path), made)
        if key is not None and not pictures:
            self._store.put(key, encode(Said(tuple(said))))
        return pictures

    def _index(
        self,
        inputs: Inputs,
        reading: Reading,
        everything: World,
        progress: Progress,
        shelf: Shelf,
    ) -> dict[str, str]:
        """The search index; gives the addresses of its manifests."""
        by_source = {one.facts.source: one for one in reading.articles}
        # Oldest first, so that a new article moves no other's numbers.
        articles = [by_source[source] for source in reversed(everything.order)]
        layout = layout_of(inputs.site.editions, [one.extent for one in articles])
        leaves = [(one.texts, one.facts.slug, one.extent.leaves) for one in articles]
        stage = Index(*scope_of(inputs), layout, self._store)
        wanted = grouped(leaves, GROUP)
        common = key_of(self._code, "index", stage.scope, layout)
        keys = [key_of(common, one) for one in wanted]
        self._used.update(keys)
        known = {key: found for key in keys if (found := kept(self._store, key, Group)) is not None}
        missing = [at for at, key in enumerate(keys) if key not in known]
        results = self._executor.map(stage, [wanted[at] for at in missing]) if missing else iter(())
        for done, (at, result) in enumerate(zip(missing, results, strict=True), 1):
            progress("search", done, len(missing))
            if isinstance(result, Lost) or not result:
                texts = {one.texts: one for one in articles}
                for key, _, _ in wanted[at].of:
                    self.texts(texts[key])
                result = stage(wanted[at])
            self._store.put(keys[at], result)
            known[keys[at]] = decode(result, Group)
        count = sum(one.extent.leaves for one in articles)
        manifests, outputs = search_files(layout, [known[key] for key in keys], count)
        for output in outputs:
            shelf.add(key_of("search", output.path), output)
        return manifests

    def _draw(
        self, pictures: Mapping[str, Picture], inputs: Inputs, extras: Extras, shelf: Shelf
    ) -> None:
        """Each picture once. Its name says what is on it: one that is there need not be drawn."""
        editions = {edition.segment: edition for edition in inputs.site.editions}
        for picture in pictures.values():
            key = key_of("picture", self._code, picture.path)
            if shelf.kept(key):
                continue
            edition = editions[picture.segment]
            fonts = extras.fonts_for(edition)
            if fonts:
                shelf.add(key, picture_output(picture, edition, fonts))

    def _compiled(self, inputs: Inputs) -> Templates:
        words = (*inputs.templates, *inputs.catalogues)
        if self._templates is None or self._templates[0] != words:
            templates = {asset.path: asset.data for asset in inputs.templates}
            self._templates = (words, Templates(templates))
        return self._templates[1]


class _Given:
    """What articles gave to files of the whole site, from the store: see `printing.Given`."""

    def __init__(
        self, builder: Builder, articles: Mapping[str, Read], everything: World, again: Print
    ) -> None:
        self._builder = builder
        self._articles = articles
        self._everything = everything
        self._again = again

    def fragment(self, source: str, edition: int) -> Fragment:
        key = fragment_key(self._builder.sheet_key(source), edition)
        return self._given(source, key, Fragment)

    def chapter(self, source: str, edition: int) -> Chapter:
        key = chapter_key(self._builder.sheet_key(source), edition)
        return self._given(source, key, Chapter)

    def _given(self, source: str, key: bytes, kind: type[_Value]) -> _Value:
        found = self._builder.given(key, kind)
        if found is None:
            self._builder.print_again(self._again, self._articles[source], self._everything)
            found = self._builder.given(key, kind)
            assert found is not None, "what was just put into the store is there"
        return found


class _DiedOf(Exception):
    """Making the pages of this source ended the process that made them, twice."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.source = source


def read_sources(inputs: Inputs, executor: Executor, progress: Progress) -> tuple[Reading, Digest]:
    """What a build understands of the sources, without making pages."""
    builder = Builder(executor)
    reading = builder.understand(inputs, progress)
    return reading, builder.combine(inputs, reading)
