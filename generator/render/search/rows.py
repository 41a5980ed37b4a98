"""What readers can search of an article: its title, its headings and its passages.

An article as an edition shows it in, rows out. The same rows stand in every edition, so that one
number means one place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from babel.core import Locale

from generator.render import dates
from generator.render.shown import ShownArticle


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A text that is found as a whole: a title, a heading or a passage."""

    anchor: str  # "" for the title
    text: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What one edition shows of one article."""

    slug: str
    publisher: str | None
    date_label: str | None
    rows: tuple[Row, ...]  # the title first


def searched(shown: ShownArticle, locale: Locale) -> Searched:
    return Searched(
        slug=shown.article.slug,
        publisher=shown.publisher.text if shown.publisher else None,
        date_label=dates.date_label(shown.article.date, locale),
        rows=tuple(_rows(shown)),
    )


def _rows(shown: ShownArticle) -> Iterator[Row]:
    yield Row(anchor="", text=shown.title, lang=shown.lang)
    for section in shown.sections:
        # A run-in heading is the beginning of its passage.
        if section.heading and not section.run_in:
            yield Row(anchor=section.id, text=section.heading, lang=section.lang)
        for passage in section.passages:
            # Code stands on the page as it was found.
            text = passage.source_text if passage.kind == "code" else passage.text
            yield Row(anchor=passage.ref.passage, text=text, lang=passage.lang)
