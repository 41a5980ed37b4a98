"""The order of a build. This is the only place that knows it.

    read → clean → split → digest → convert → render → write

`build` is a pure function from what was read to what will be written; reading stands before it
(`read.folder`), writing after it (`write.publish`), and how it runs is passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from generator.clean import clean
from generator.digest import digest
from generator.digest.meaning import Embed
from generator.engine.executors import Executor
from generator.model import Article, Digest, Edits, Entry, Inputs, Output, Source
from generator.problems import Problem, SourceError
from generator.render import render
from generator.render.extras import NOTHING_MORE, Extras
from generator.split import split
from generator.split.decisions import settle

Progress = Callable[[str, int, int], None]
"""Told (what is being done, how many are done, how many there are)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All sources, understood, in the site's reading order: newest first, undated last."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    outputs: tuple[Output, ...]
    entries: tuple[Entry, ...]
    digest: Digest
    problems: tuple[Problem, ...]


def build(
    inputs: Inputs,
    executor: Executor,
    progress: Progress,
    embed: Embed | None = None,
    extras: Extras = NOTHING_MORE,
) -> Build:
    """Inputs → outputs. A source that cannot be read is left out and named."""
    # One article at a time: what it says, without its junk, cut into passages.
    reading = read_sources(inputs, executor, progress)
    # All of them together: themes, topics, links, summaries need every passage.
    progress("digest", 0, 1)
    digested = digest(reading.entries, inputs.site.themes, inputs.topics, inputs.site.digest, embed)
    # Every edition is a projection of the same passages, so conversion comes with rendering.
    outputs = []
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
    )
    for output in rendering:
        outputs.append(output)
        progress("pages", len(outputs), 0)
    return Build(
        outputs=tuple(outputs),
        entries=reading.entries,
        digest=digested,
        problems=reading.problems,
    )


def read_sources(inputs: Inputs, executor: Executor, progress: Progress) -> Reading:
    """Clean and split every source; order them; give each its own address."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for done, result in enumerate(executor.map(read_source, inputs.sources), 1):
        progress("articles", done, len(inputs.sources))
        if isinstance(result, Problem):
            problems.append(result)
            continue
        entry, noticed = result
        problems += [*entry.article.problems, *noticed]
        if _is_published(entry.article, inputs):
            entries.append(entry)
    return Reading(entries=_in_reading_order(_with_own_slugs(entries)), problems=tuple(problems))


def read_source(source: Source) -> tuple[Entry, tuple[Problem, ...]] | Problem:
    """One source, whole: a stage for an executor. A bad source gives the problem with it."""
    try:
        return settle(split(clean(source)))
    except SourceError as fault:
        return fault.problem


def _is_published(article: Article, inputs: Inputs) -> bool:
    edits: Edits = article.edits
    if inputs.site.publish_drafts:
        return True
    waiting = edits.publish is not None and edits.publish[:10] > inputs.today
    expired = edits.expire is not None and edits.expire[:10] <= inputs.today
    return not (article.draft or waiting or expired)


def _with_own_slugs(entries: Sequence[Entry]) -> list[Entry]:
    """Two articles with one slug: the later by file name gets a number."""
    taken: set[str] = set()
    renamed = []
    for entry in sorted(entries, key=lambda entry: entry.article.source):
        slug, number = entry.article.slug, 1
        while slug in taken:
            number += 1
            slug = f"{entry.article.slug}-{number}"
        taken.add(slug)
        renamed.append(replace(entry, article=replace(entry.article, slug=slug)))
    return renamed


def _in_reading_order(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    by_name = sorted(entries, key=lambda entry: entry.article.source)
    # Sorting is stable: of one day, and of no date, the names decide.
    return tuple(sorted(by_name, key=lambda entry: entry.article.date or "", reverse=True))
