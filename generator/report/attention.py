"""What an editor should look at before publishing, most pressing first, one line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model import Article, Digest, Entry, PassageRef
from generator.problems import Problem, warning

_LOW_CONFIDENCE = 0.6


def attention(
    entries: Sequence[Entry], digest: Digest, problems: Sequence[Problem]
) -> Iterator[Problem]:
    """Problems first, then what sources leave open, doubts, and unsure themes."""
    yield from sorted(problems, key=lambda problem: problem.severity != "error")
    for entry in entries:
        yield from _missing(entry.article)
    for entry in entries:
        yield from _doubts(entry.article)
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
