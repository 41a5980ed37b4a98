"""What an editor should look at before publishing, most pressing first, one line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.convert.converter import Converter, converter
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

_LOW_CONFIDENCE = 0.6
_NAMED = 3  # stale passages named in one line


def attention(
    entries: Sequence[Entry],
    digest: Digest,
    problems: Sequence[Problem],
    editions: Sequence[Edition] = (),
    translations: Sequence[Translations] = (),
    glossary: Glossary | None = None,
) -> Iterator[Problem]:
    """Problems first, then what sources leave open, doubts of the source and of its conversion,
    translations, and unsure themes."""
    yield from sorted(problems, key=lambda problem: problem.severity != "error")
    for entry in entries:
        yield from _missing(entry.article)
    for entry in entries:
        yield from _doubts(entry.article)
    for edition in editions:
        if edition.script == "Hant":
            for entry in entries:
                names = entry.article.edits.names
                yield from _conversions(
                    entry, converter(edition, glossary or Glossary(), names), edition
                )
            break  # the editions in Traditional script share their doubts
    for edition in editions:
        if edition.script is None:
            found = for_edition(edition, translations)
            for entry in entries:
                yield from _translations(entry, edition, found)
    for entry in entries:
        yield from _unsure(entry, digest)


def _missing(article: Article) -> Iterator[Problem]:
    for name, value in (("title", article.title), ("date", article.date)):
        if value is None:
            yield warning(
                article.path,
                1,
                f"the source names no {name}",
                f"if you know it, write `{name}:` in {_sidecar(article)}",
            )


def _doubts(article: Article) -> Iterator[Problem]:
    for doubt in article.doubts:
        yield warning(
            article.path,
            1,
            f"suspected slip “{doubt.text}”: {doubt.why}",
            f"compare the original; mend it with `corrections:` in {_sidecar(article)}",
        )


def _conversions(entry: Entry, to: Converter, edition: Edition) -> Iterator[Problem]:
    for passage in entry.passages():
        for doubt in conversion_doubts(passage.text, to, entry.article.master):
            yield warning(
                entry.article.path,
                1,
                f"unsure how {edition.tag} writes “{doubt.text}” in {passage.id}: {doubt.why}",
                "decide with `pairs:` or `protect:` in content/glossary.yaml",
            )


def _translations(
    entry: Entry, edition: Edition, found: Mapping[str, Translations]
) -> Iterator[Problem]:
    """One line for what is stale in an article, one for what is missing."""
    article = entry.article
    catalogue = found.get(article.source.rsplit(".", 1)[0])
    path = catalogue.path if catalogue else article.path
    counted = coverage(entry, catalogue)
    refresh = f"run `wenzhai translate --to {edition.tag}`"
    if counted.stale:
        named = ", ".join(f"{one.id} “{one.text[:12]}…”" for one in counted.stale[:_NAMED])
        more = f" and {len(counted.stale) - _NAMED} more" if len(counted.stale) > _NAMED else ""
        yield warning(
            path,
            1,
            f"the Chinese has changed since {len(counted.stale)} of {counted.total} passages "
            f"were translated to {edition.tag}: {named}{more}",
            f"{refresh}, then translate them anew",
        )
    if counted.missing or counted.words:
        what = [f"{len(counted.missing)} of {counted.total} passages"] if counted.missing else []
        what += [f"the {name}" for name in counted.words]
        yield warning(
            path,
            1,
            f"not translated to {edition.tag}: {', '.join(what)}",
            f"{refresh} and fill in what is empty" if catalogue is None else "fill in the file",
        )


def _unsure(entry: Entry, digest: Digest) -> Iterator[Problem]:
    article = entry.article
    for passage in entry.passages():
        placement = digest.placements[PassageRef(article.source, passage.id)]
        if placement.theme is not None and placement.confidence < _LOW_CONFIDENCE:
            others = " or ".join((placement.theme, *placement.also))
            yield warning(
                article.path,
                1,
                f"unsure of the theme ({others}) of {passage.id} “{passage.text[:20]}…”",
                f"decide with `passages: {{{passage.id}: {{theme: …}}}}` in {_sidecar(article)}",
            )


def _sidecar(article: Article) -> str:
    return article.source.rsplit(".", 1)[0] + ".edit.yaml"
