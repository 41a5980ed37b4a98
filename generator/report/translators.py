"""What translators of a site are asked for: a file for each article, and one for all names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.convert.scripts import has_han
from generator.convert.translations import (
    AUTHOR,
    MEASURE,
    PLACE,
    PUBLISHER,
    SITE_NAMES,
    TOPIC,
    wanted,
)
from generator.digest.comparisons import compare_figures
from generator.model import Digest, Entry

Asked = tuple[str, tuple[Entry, ...], list[tuple[str, str]]]
"""A file's name without its ending, the articles in it, and context and Chinese of each entry."""


def asked_for(entries: Sequence[Entry], digest: Digest) -> Iterator[Asked]:
    by_stem: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.article.source):
        by_stem.setdefault(entry.article.source.rsplit(".", 1)[0], []).append(entry)
    for stem, ones in by_stem.items():
        yield stem, tuple(ones), [pair for entry in ones for pair in wanted(entry)]
    yield SITE_NAMES, (), list(dict.fromkeys(_names(entries, digest)))


def _names(entries: Sequence[Entry], digest: Digest) -> Iterator[tuple[str, str]]:
    articles = [entry.article for entry in entries]
    named = [(PUBLISHER, article.publisher) for article in articles]
    named += [(AUTHOR, author) for article in articles for author in article.authors]
    named += [(TOPIC, topic.name) for topic in digest.topics]
    named += _counted(digest)
    for context, name in named:
        if name and has_han(name):
            yield context, name


def _counted(digest: Digest) -> Iterator[tuple[str, str]]:
    """What the figures count that stand side by side or on a topic's page, and where."""
    compared = compare_figures(digest)
    named = {topic.name for topic in digest.topics}
    yield from ((MEASURE, one.measure) for one in compared.comparisons if one.measure not in named)
    of_topics = [one for ones in compared.by_topic.values() for one in ones]
    subjects = [one.figure.subject for one in of_topics]
    yield from ((MEASURE, subject) for subject in subjects if subject not in named)
    beside = [one for comparison in compared.comparisons for one in comparison.stated]
    yield from ((PLACE, one.place) for one in beside if one.place)
