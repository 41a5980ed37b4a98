"""The order of a build. This is the only place that knows it.

    read → clean → split → digest → convert → render → write

`build` is a pure function from what was read to what will be written; reading stands before it
(`read.folder`), writing after it (`write.publish`), and how it runs is passed in. A `Builder` is
the same function with a memory: what a stage made of equal arguments is not made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from generator.clean import clean
from generator.digest import Knowledge, analyse, combine, decided, learn
from generator.digest.classifier import Example
from generator.digest.meaning import Embed, meaning
from generator.engine.codec import Damaged, decode, encode, key_of
from generator.engine.executors import Executor, Lost
from generator.engine.limits import SECONDS, Overran, time_limit
from generator.engine.store import MemoryStore, Store
from generator.model import (
    Analysis,
    Article,
    Asset,
    Digest,
    DigestOptions,
    Edits,
    Entry,
    Inputs,
    Output,
    Source,
    Theme,
)
from generator.problems import Problem, SourceError, error
from generator.render import render
from generator.render.catalogue import Catalogue
from generator.render.extras import NOTHING_MORE, Extras
from generator.render.templates import Templates
from generator.render.views import Frame
from generator.split import split
from generator.split.decisions import settle

Progress = Callable[[str, int, int], None]
"""Told (what is being done, how many are done, how many there are)."""


_Found = tuple[Entry, Analysis]
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All sources, understood, in the site's reading order: newest first, undated last."""

    entries: tuple[Entry, ...]
    analyses: tuple[Analysis, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    outputs: tuple[Output, ...]
    entries: tuple[Entry, ...]
    digest: Digest
    problems: tuple[Problem, ...]
    files: Mapping[str, bytes]  # the same outputs by path
    changed: tuple[str, ...]  # paths whose bytes are not those of this builder's last build
    vanished: tuple[str, ...]

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
    `code` is what their results depend on beside their arguments (`engine.fingerprint`).
    """

    def __init__(self, executor: Executor, store: Store | None = None, code: bytes = b"") -> None:
        self._executor = executor
        self._store = MemoryStore() if store is None else store
        self._code = code
        self._templates: tuple[tuple[Asset, ...], KeptPages] | None = None  # and what they hold
        self._learned: _Lesson | None = None
        self._recalled: dict[str, _Recalled] = {}
        self._taught: dict[str, tuple[Source, tuple[Example, ...]]] = {}
        self._last: Mapping[str, bytes] = {}
        self._used: set[bytes] = set()  # keys that the last build asked for

    def build(
        self,
        inputs: Inputs,
        progress: Progress,
        embed: Embed | None = None,
        extras: Extras = NOTHING_MORE,
    ) -> Build:
        # One article at a time: what it says, without its junk, cut into passages, understood.
        # All of them together: topics, links and summaries need every passage.
        reading, digested = self.read(inputs, progress, embed)
        # Every edition is a projection of the same passages, so conversion comes with rendering.
        outputs = []
        pages = self._pages(inputs)
        rendering = render(
            inputs.site,
            reading.entries,
            digested,
            inputs.pages,
            inputs.glossary,
            {asset.path: asset.data for asset in inputs.templates},
            {asset.path: asset.data for asset in inputs.static},
            {asset.path.removesuffix(".po"): asset.data for asset in inputs.catalogues},
            inputs.translations,
            extras,
            pages,
        )
        for output in rendering:
            outputs.append(output)
            progress("pages", len(outputs), 0)
        pages.forget()
        before, files = self._last, {output.path: output.data for output in outputs}
        self._last = files
        return Build(
            outputs=tuple(outputs),
            entries=reading.entries,
            digest=digested,
            problems=reading.problems,
            files=files,
            changed=tuple(path for path, data in files.items() if before.get(path) != data),
            vanished=tuple(path for path in before if path not in files),
        )

    def sweep(self) -> None:
        """Close the store, and forget results that the last build had no use for."""
        self._store.sweep(self._used)

    def _pages(self, inputs: Inputs) -> KeptPages:
        words = (*inputs.templates, *inputs.catalogues)
        if self._templates is None or self._templates[0] != words:
            templates = {asset.path: asset.data for asset in inputs.templates}
            self._templates = (words, KeptPages(templates))
        return self._templates[1]

    def read(
        self, inputs: Inputs, progress: Progress, embed: Embed | None = None
    ) -> tuple[Reading, Digest]:
        """All sources, understood, and what was found in all of them together."""
        lesson = self._lesson(inputs)
        kept: list[tuple[Entry, Analysis]] = []
        problems: list[Problem] = []
        understood = self._understood(inputs.sources, lesson)
        for done, (source, result) in enumerate(zip(inputs.sources, understood, strict=True), 1):
            progress("articles", done, len(inputs.sources))
            if isinstance(result, Lost):
                problems.append(_lost(source))
            elif result.fault is not None:
                problems.append(result.fault)
            elif result.entry is not None and result.analysis is not None:
                problems += [*result.entry.article.problems, *result.problems]
                if _is_published(result.entry.article, inputs):
                    kept.append((result.entry, result.analysis))
        ordered = _in_reading_order(_with_own_slugs(kept))
        entries = tuple(entry for entry, _ in ordered)
        analyses = tuple(analysis for _, analysis in ordered)
        progress("digest", 0, 1)
        sense = None
        if embed is not None:
            sense = meaning(entries, lesson.knowledge.learned, embed)
            analyses = tuple(analyse(entry, lesson.knowledge, sense) for entry in entries)
        digested = combine(
            entries,
            analyses,
            inputs.topics,
            tuple(theme.id for theme in inputs.site.themes),
            inputs.site.digest,
            sense,
        )
        reading = Reading(entries=entries, analyses=analyses, problems=tuple(problems))
        return reading, digested

    def _lesson(self, inputs: Inputs) -> _Lesson:
        """What editors decided is learned from first; few sources hold such decisions."""
        before, self._taught = self._taught, {}
        examples: list[Example] = []
        for source in inputs.sources:
            if _teaches(source):
                same, taught = before.get(source.name, (None, ()))
                if same is not source:
                    taught = _examples(source)
                self._taught[source.name] = source, taught
                examples += taught
        lesson = _Lesson(inputs.site.themes, tuple(examples), inputs.site.digest)
        if self._learned is None or self._learned != lesson:
            self._learned = lesson
        return self._learned  # with what was learned from it

    def _understood(
        self, sources: Sequence[Source], lesson: _Lesson
    ) -> Iterator[Understood | Lost]:
        recalled = self._recalled
        keys = [self._key(source, lesson, recalled.get(source.name)) for source in sources]
        self._used = set(keys)
        known = {one.key: one.found for one in recalled.values()}
        known = {key: found for key in keys if (found := known.get(key) or self._kept(key))}
        self._recalled = {}
        missing = [at for at, key in enumerate(keys) if key not in known]
        made: Iterator[bytes | Lost] = iter(())
        if missing:
            stage = Understand(lesson.knowledge)
            made = self._executor.map(stage, [sources[at] for at in missing])
        for source, key in zip(sources, keys, strict=True):
            result = known.get(key)
            if result is None:
                fresh = next(made)
                if isinstance(fresh, Lost):
                    yield fresh
                    continue
                self._store.put(key, fresh)
                # Read back even now: what is kept and what is fresh are then alike to the last
                # detail, such as a whole number where the model says float.
                result = decode(fresh, Understood)
            self._recalled[source.name] = _Recalled(source, lesson, key, result)
            yield result

    def _key(self, source: Source, lesson: _Lesson, recalled: _Recalled | None) -> bytes:
        """What the source is kept under. A preview gives an unchanged source as the same object."""
        if recalled and recalled.source is source and recalled.lesson is lesson:
            return recalled.key
        return key_of(self._code, lesson.key, source)

    def _kept(self, key: bytes) -> Understood | None:
        data = self._store.get(key)
        if data is None:
            return None
        try:
            return decode(data, Understood)
        except Damaged:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What came of a source: an entry and its analysis, or the fault for which it is left out."""

    entry: Entry | None = None
    analysis: Analysis | None = None
    problems: tuple[Problem, ...] = ()
    fault: Problem | None = None


@dataclass(frozen=True, slots=True)
class Understand:
    """All that is made of one source alone: a stage for an executor. Gives an encoded value."""

    knowledge: Knowledge

    def __call__(self, source: Source) -> bytes:
        result = _bounded(self._understood, source)
        return encode(Understood(fault=result) if isinstance(result, Problem) else result)

    def _understood(self, source: Source) -> Understood:
        entry, problems = settle(split(clean(source)))
        analysis = analyse(entry, self.knowledge)
        return Understood(entry=entry, analysis=analysis, problems=problems)


class KeptPages(Templates):
    """Templates that make a page again only when they are told something else of it."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        super().__init__(sources)
        self._made: dict[bytes, bytes] = {}
        self._asked: dict[bytes, bytes] = {}

    def page(self, name: str, frame: Frame, view: object, catalogue: Catalogue) -> bytes:
        key = key_of(name, frame, type(view).__name__, view, catalogue.tag)
        data = self._made.get(key) or super().page(name, frame, view, catalogue)
        self._asked[key] = data
        return data

    def forget(self) -> None:
        """After a build: keep what it asked for, and no more."""
        self._made, self._asked = self._asked, {}


@dataclass(frozen=True, slots=True)
class _Recalled:
    """What the last build understood of a source."""

    source: Source
    lesson: _Lesson
    key: bytes
    found: Understood


@dataclass(frozen=True)
class _Lesson:
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


def read_sources(inputs: Inputs, executor: Executor, progress: Progress) -> tuple[Reading, Digest]:
    """What a build understands of the sources, without making pages."""
    return Builder(executor).read(inputs, progress)


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


def _examples(source: Source) -> tuple[Example, ...]:
    result = read_source(source)
    return () if isinstance(result, Problem) else tuple(decided(result[0]))


def _teaches(source: Source) -> bool:
    return any(edit.sets_theme for edit in source.edits.passages)


def _lost(source: Source) -> Problem:
    fix = "this article is left out; try `wenzhai inspect` on it, or shorten it"
    return error(source.path, 1, "the process that read it died, twice", fix)


def _is_published(article: Article, inputs: Inputs) -> bool:
    edits: Edits = article.edits
    if inputs.site.publish_drafts:
        return True
    waiting = edits.publish is not None and edits.publish[:10] > inputs.today
    expired = edits.expire is not None and edits.expire[:10] <= inputs.today
    return not (article.draft or waiting or expired)


def _with_own_slugs(found: Sequence[_Found]) -> list[_Found]:
    """Two articles with one slug: the later by file name gets a number."""
    taken: set[str] = set()
    renamed = []
    for entry, analysis in sorted(found, key=_source):
        slug, number = entry.article.slug, 1
        while slug in taken:
            number += 1
            slug = f"{entry.article.slug}-{number}"
        taken.add(slug)
        if number > 1:
            entry = replace(entry, article=replace(entry.article, slug=slug))
        renamed.append((entry, analysis))
    return renamed


def _in_reading_order(found: Sequence[_Found]) -> list[_Found]:
    # Sorting is stable: of one day, and of no date, the names decide.
    return sorted(
        sorted(found, key=_source), key=lambda one: one[0].article.date or "", reverse=True
    )


def _source(found: _Found) -> str:
    return found[0].article.source
