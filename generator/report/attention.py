"""What an editor should look at before publishing, most pressing first.

`check` prints the problem of each matter, one to a line; the desk shows the same matters by kind,
each with a way to settle it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.convert.converter import converter
from generator.convert.doubts import conversion_doubts
from generator.convert.translations import coverage, for_edition
from generator.model import (
    Article,
    Digest,
    Edition,
    Entry,
    Glossary,
    PassageRef,
    Translations,
)
from generator.problems import Problem, warning

LOW_CONFIDENCE = 0.6
_NAMED = 3  # stale passages named in one line


Kind = Literal[
    "fault", "warning", "slip", "stale", "missing", "conversion", "theme", "untranslated"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One thing to look at. What a kind has no use for is empty."""

    kind: Kind
    problem: Problem
    source: str = ""  # file name
    passage: str = ""
    quote: str = ""
    why: str = ""
    edition: str = ""


def attention(
    entries: Sequence[Entry],
    digest: Digest,
    problems: Sequence[Problem],
    editions: Sequence[Edition] = (),
    translations: Sequence[Translations] = (),
    glossary: Glossary | None = None,
) -> Iterator[Matter]:
    """By weight: what keeps an article from being published or a decision from being applied;
    what may be false on a page; what sources leave open; what may read wrong; what is unsure."""
    for problem in problems:
        if problem.severity == "error":
            yield Matter(kind="fault", problem=problem)
    for problem in problems:
        if problem.severity != "error":
            yield Matter(kind="warning", problem=problem)
    for entry in entries:
        yield from _doubts(entry.article)
    others = [edition for edition in editions if edition.script is None]
    found = {edition.tag: for_edition(edition, translations) for edition in others}
    translated = [
        matter
        for edition in others
        for entry in entries
        for matter in translation_matters(entry, edition, found[edition.tag])
    ]
    yield from (matter for matter in translated if matter.kind == "stale")
    for entry in entries:
        yield from _missing(entry.article)
    for edition in editions:
        if edition.script == "Hant":
            for entry in entries:
                yield from conversion_matters(entry, edition, glossary or Glossary())
            break  # the editions in Traditional script share their doubts
    for entry in entries:
        yield from _unsure(entry, digest)
    yield from (matter for matter in translated if matter.kind != "stale")


def _missing(article: Article) -> Iterator[Matter]:
    for name, value in (("title", article.title), ("date", article.date)):
        if value is None:
            problem = warning(
                article.path,
                1,
                f"the source names no {name}",
                f"if you know it, write `{name}:` in {_sidecar(article)}",
            )
            yield Matter(kind="missing", problem=problem, source=article.source, quote=name)


def _doubts(article: Article) -> Iterator[Matter]:
    for doubt in article.doubts:
        problem = warning(
            article.path,
            1,
            f"suspected slip “{doubt.text}”: {doubt.why}",
            f"compare the original; mend it with `corrections:` in {_sidecar(article)}",
        )
        yield Matter(
            kind="slip", problem=problem, source=article.source, quote=doubt.text, why=doubt.why
        )


def conversion_matters(entry: Entry, edition: Edition, glossary: Glossary) -> Iterator[Matter]:
    to = converter(edition, glossary, entry.article.edits.names)
    for passage in entry.passages():
        for doubt in conversion_doubts(passage.text, to, entry.article.master):
            problem = warning(
                entry.article.path,
                1,
                f"unsure how {edition.tag} writes “{doubt.text}” in {passage.id}: {doubt.why}",
                "decide with `pairs:` or `protect:` in content/glossary.yaml",
            )
            yield Matter(
                kind="conversion",
                problem=problem,
                source=entry.article.source,
                passage=passage.id,
                quote=doubt.text,
                why=doubt.why,
                edition=edition.tag,
            )


def translation_matters(
    entry: Entry, edition: Edition, found: Mapping[str, Translations]
) -> Iterator[Matter]:
    """One line for what is stale in an article, one for what is missing."""
    article = entry.article
    catalogue = found.get(article.source.rsplit(".", 1)[0])
    path = catalogue.path if catalogue else article.path
    counted = coverage(entry, catalogue)
    refresh = f"run `wenzhai translate --to {edition.tag}`"
    if counted.stale:
        named = ", ".join(f"{one.id} “{one.text[:12]}…”" for one in counted.stale[:_NAMED])
        more = f" and {len(counted.stale) - _NAMED} more" if len(counted.stale) > _NAMED else ""
        problem = warning(
            path,
            1,
            f"the Chinese has changed since {len(counted.stale)} of {counted.total} passages "
            f"were translated to {edition.tag}: {named}{more}",
            f"{refresh}, then translate them anew",
        )
        yield Matter(
            kind="stale",
            problem=problem,
            source=article.source,
            quote=f"{len(counted.stale)}/{counted.total}",
            edition=edition.tag,
        )
    if counted.missing or counted.words:
        what = [f"{len(counted.missing)} of {counted.total} passages"] if counted.missing else []
        what += [f"the {name}" for name in counted.words]
        problem = warning(
            path,
            1,
            f"not translated to {edition.tag}: {', '.join(what)}",
            f"{refresh} and fill in what is empty" if catalogue is None else "fill in the file",
        )
        yield Matter(
            kind="untranslated",
            problem=problem,
            source=article.source,
            quote=f"{counted.done}/{counted.total}",
            edition=edition.tag,
        )


def _unsure(entry: Entry, digest: Digest) -> Iterator[Matter]:
    article = entry.article
    for passage in entry.passages():
        placement = digest.placements[PassageRef(article.source, passage.id)]
        if placement.theme is not None and placement.confidence < LOW_CONFIDENCE:
            others = " or ".join((placement.theme, *placement.also))
            problem = warning(
                article.path,
                1,
                f"unsure of the theme ({others}) of {passage.id} “{passage.text[:20]}…”",
                f"decide with `passages: {{{passage.id}: {{theme: …}}}}` in {_sidecar(article)}",
            )
            yield Matter(
                kind="theme",
                problem=problem,
                source=article.source,
                passage=passage.id,
                quote=passage.text,
                why=others,
            )


def _sidecar(article: Article) -> str:
    return article.source.rsplit(".", 1)[0] + ".edit.yaml"
