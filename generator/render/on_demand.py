"""The files of `render`, each made when somebody asks for it.

What was read and understood in, a site whose pages exist once they are read out. A preview shows
one page at a time and is renewed at every save; what an article gave to the site before is kept
where nothing that it depends on has changed. The bytes are those of `render`, because the same
functions make them of the same values.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial

from generator.digest.comparisons import Compared, compare_figures
from generator.digest.memory import Memory, go_on
from generator.model import Analysis, Digest, Entry, Inputs, Output
from generator.problems import Problem, SiteError
from generator.render import Passages, addresses, press_of, rows_of
from generator.render.card import Card
from generator.render.context import Context, contexts
from generator.render.converted import Converted
from generator.render.extras import Extras
from generator.render.pictures import Picture, picture_output
from generator.render.printing import (
    Composed,
    GivenBy,
    Press,
    Printed,
    Step,
    article_outputs,
    site_steps,
)
from generator.render.search import (
    Extent,
    Group,
    Layout,
    Leaf,
    extent_of,
    files,
    group_of,
    layout_of,
    leaves_of,
)
from generator.render.search.postings import GROUP
from generator.render.world import Told, retold, world


@dataclass(frozen=True, slots=True)
class Words:
    """An article in the words of every edition."""

    entry: Entry
    own: tuple[Converted, ...]
    cards: tuple[Card, ...]


@dataclass(slots=True)
class _Article:
    """What was made of an article; None where nobody asked for it yet."""

    words: Words
    leaves: tuple[Leaf, ...] | None = None
    extent: Extent | None = None
    told: Told | None = None
    printed: Printed | None = None


class OnDemand:
    """May be read by several threads; each file is made by one of them. Raises SiteError.

    Who makes a file that nobody waits for passes a `look_up`, which is called between its parts
    and may raise Overtaken; what was made for it until then stays.
    """

    def __init__(
        self,
        inputs: Inputs,
        articles: Mapping[str, Words],
        digest: Digest,
        extras: Extras,
        before: OnDemand | None = None,
    ) -> None:
        self._lock = threading.RLock()
        self._look_up = go_on
        self.is_awaited = False  # by somebody who cannot have a file yet
        self._inputs, self._extras = inputs, extras
        self._digest = digest
        self._remembered: Memory = before._remembered if before else Memory()
        self._remembered.look_up = self._between
        self._editions = self._contexts(before)
        self._press, static = self._printer(before)
        self.press_is_new = before is None or before._press is not self._press
        self._articles: dict[str, _Article] = {
            source: self._article(words, before._articles.get(source) if before else None, before)
            for source, words in articles.items()
        }
        cards = {source: words.cards for source, words in articles.items()}
        self._world = world(inputs.site.editions, digest, cards, extras.cards)
        self._groups: dict[int, _KeptGroup] = before._groups if before else {}
        self._pictures: dict[str, Picture] = {}
        self.faults: dict[Problem, None] = {}  # of templates, found while pages were made
        self._files: dict[str, bytes] = {output.path: output.data for output in static}
        self._static = static
        self._own_steps = _by_path(self._article_steps())

    # --- what readers ask ---------------------------------------------------------------

    def has(self, path: str) -> bool:
        """Whether there is such a page; files of the search index are known when it is made."""
        with self._held():
            return path in self._files or self._step(path) is not None

    def static(self) -> list[str]:
        return [output.path for output in self._static]

    def made_so_far(self) -> list[str]:
        return list(self._files)

    def made(self, path: str) -> bytes | None:
        """A file, if it is there already."""
        return self._files.get(path)

    def read(self, path: str, look_up: Callable[[], None] = go_on) -> bytes | None:
        """A file of the site; None when it has none of this name."""
        with self._held():
            if path not in self._files:
                before, self._look_up = self._look_up, look_up
                try:
                    self._make(path)
                finally:
                    self._look_up = before
            return self._files.get(path)

    @contextmanager
    def _held(self) -> Iterator[None]:
        if not self._lock.acquire(blocking=False):
            self.is_awaited = True
            self._lock.acquire()
        try:
            yield
        finally:
            self._lock.release()

    def _between(self) -> None:
        self._look_up()

    def complete(self) -> None:
        """Makes all that nobody asked for."""
        for path in self.unmade():
            self.read(path)

    def unmade(self) -> Iterator[str]:
        """Of each step that nobody asked for yet a file, articles first."""
        for path, step in self._own_steps.items():
            if path == step.paths[0] and path not in self._files:
                yield path
        with self._lock:
            steps = self._site_steps
        for path, step in steps.items():
            if path == step.paths[0] and path not in self._files:
                yield path

    def shows(self, words: Words) -> bool:
        """Whether these are the words of the article here."""
        old = self._articles.get(words.entry.article.source)
        return old is not None and old.words.entry is words.entry and old.words.own is words.own

    def ahead(self, words: Words, analysis: Analysis) -> dict[str, bytes]:
        """The pages of an article with new words, before it is known what these change elsewhere:
        what other articles have to say of it is as before. Nothing where it has another address.
        """
        article = words.entry.article
        with self._lock:
            old = self._articles.get(article.source)
            if old is None or old.words.entry.article.slug != article.slug:
                return {}
            told = retold(self._world.told(article.source), analysis)
            printed = article_outputs(self._press, words.entry, words.own, told)
        return {output.path: output.data for output in printed.outputs}

    def try_each_kind(self, look_up: Callable[[], None] = go_on) -> None:
        """Makes one page of each kind: what is wrong with a template shows at once."""
        kinds: set[tuple[int, str]] = set()
        for path in (*self._own_steps, *self._site_steps):
            parts = path.split("/")  # zh-hans/themes/economy/index.html
            kind = len(parts), parts[1] if len(parts) > 2 else parts[-1]
            if path.endswith(".html") and kind not in kinds:
                kinds.add(kind)
                self.read(path, look_up)

    # --- what is kept from the build before -----------------------------------------------

    def _contexts(self, before: OnDemand | None) -> tuple[Context, ...]:
        new = self._inputs
        if before is not None:
            old = before._inputs
            if _context_inputs(old) == _context_inputs(new):
                return before._editions
        catalogues = {one.path.removesuffix(".po"): one.data for one in new.catalogues}
        return contexts(new.site, new.pages, new.glossary, catalogues, new.translations)

    def _printer(self, before: OnDemand | None) -> tuple[Press, tuple[Output, ...]]:
        new = self._inputs
        if before is not None:
            old = before._inputs
            same = old.static == new.static and old.templates == new.templates
            if same and before._editions is self._editions and before._extras is self._extras:
                return before._press, before._static
        static = {asset.path: asset.data for asset in new.static}
        templates = {asset.path: asset.data for asset in new.templates}
        return press_of(new.site, self._editions, templates, static, self._extras)

    def _article(self, words: Words, old: _Article | None, before: OnDemand | None) -> _Article:
        kept = _Article(words)
        if old is None or before is None or before._editions is not self._editions:
            return kept
        # Whoever renews a preview gives unchanged values as the same objects.
        same = old.words.entry is words.entry and old.words.own is words.own
        if same or (old.words.entry == words.entry and old.words.own == words.own):
            kept.leaves, kept.extent = old.leaves, old.extent
            if not self.press_is_new:
                kept.told, kept.printed = old.told, old.printed
        return kept

    # --- making ----------------------------------------------------------------------------

    def _step(self, path: str) -> Step | None:
        return self._own_steps.get(path) or self._site_steps.get(path)

    def _article_steps(self) -> Iterator[Step]:
        segments = [context.edition.segment for context in self._editions]
        for source in self._world.order:
            slug = self._articles[source].words.entry.article.slug
            paths = [addresses.article(segment, slug).file for segment in segments]
            paths += [addresses.record_file(segment, slug).file for segment in segments]
            yield Step(tuple(paths), partial(self._article_files, source))

    @cached_property
    def _site_steps(self) -> Mapping[str, Step]:
        """Files of the whole site: what they may name is put together when one is asked for."""
        entries = {source: one.words.entry for source, one in self._articles.items()}
        texts = {source: one.words.own for source, one in self._articles.items()}
        passages = [
            Passages(context, at, entries, texts, self._world)
            for at, context in enumerate(self._editions)
        ]
        return _by_path(
            site_steps(
                self._press,
                self._world,
                passages,
                lambda: self._compared,
                lambda: self._search[0],
                GivenBy(self._printed),
            )
        )

    def _make(self, path: str) -> None:
        step = self._step(path)
        if step is not None:
            self._run(step)
        elif path in self._pictures:
            self._draw(self._pictures[path])
        elif "/search/" in path:
            for output in self._search[1]:
                self._files[output.path] = output.data
        elif path.startswith("assets/card-"):  # its page was not made yet
            self.complete()
            if path in self._pictures:
                self._draw(self._pictures[path])

    def _run(self, step: Step) -> None:
        try:
            for made in step.make():
                if isinstance(made, Picture):
                    self._pictures[made.path] = made
                    continue
                if isinstance(made, Composed):
                    made = made.printed(self._press.templates)
                self._files[made.path] = made.data
        except SiteError as fault:
            self.faults[fault.problem] = None
            raise

    def _draw(self, picture: Picture) -> None:
        editions = {edition.segment: edition for edition in self._inputs.site.editions}
        edition = editions[picture.segment]
        fonts = self._extras.fonts_for(edition)
        if fonts:
            output = picture_output(picture, edition, fonts)
            self._files[output.path] = output.data

    def _article_files(self, source: str) -> Iterator[Output | Picture]:
        printed = self._printed(source)
        yield from printed.outputs
        yield from printed.pictures

    def _printed(self, source: str) -> Printed:
        self._look_up()
        one = self._articles[source]
        told = self._world.told(source)
        if one.printed is None or one.told != told:
            one.told = told
            one.printed = article_outputs(self._press, one.words.entry, one.words.own, told)
        return one.printed

    @cached_property
    def _compared(self) -> Compared:
        return compare_figures(self._digest, self._remembered)

    @cached_property
    def _search(self) -> tuple[Mapping[str, str], tuple[Output, ...]]:
        """The addresses of the manifests and all files of the search index."""
        leaves: list[Leaf] = []
        for source in reversed(self._world.order):  # oldest first, as `render` has them
            self._look_up()
            one = self._articles[source]
            if one.leaves is None:
                rows = rows_of(self._editions, one.words.entry, one.words.own)
                one.leaves = tuple(leaves_of(rows))
                one.extent = extent_of(self._inputs.site.editions, rows)
            leaves += one.leaves
        extents = [one.extent for one in self._articles.values() if one.extent]
        layout = layout_of(self._inputs.site.editions, extents)
        parts = [tuple(leaves[at : at + GROUP]) for at in range(0, max(1, len(leaves)), GROUP)]
        old, self._groups = self._groups, {}
        groups = [self._group(old.get(at), at, layout, part) for at, part in enumerate(parts)]
        return files(layout, groups, len(leaves))

    def _group(
        self, old: _KeptGroup | None, at: int, layout: Layout, leaves: tuple[Leaf, ...]
    ) -> Group:
        if old is None or old.layout != layout or old.leaves != leaves:
            self._look_up()
            old = _KeptGroup(layout, leaves, group_of(layout, leaves))
        self._groups[at] = old
        return old.group


@dataclass(frozen=True, slots=True)
class _KeptGroup:
    layout: Layout
    leaves: tuple[Leaf, ...]
    group: Group


def _by_path(steps: Iterable[Step]) -> dict[str, Step]:
    return {path: step for step in steps for path in step.paths}


def _context_inputs(inputs: Inputs) -> tuple[object, ...]:
    return inputs.site, inputs.pages, inputs.glossary, inputs.catalogues, inputs.translations
