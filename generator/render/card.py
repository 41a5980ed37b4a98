"""What other pages may tell of an article: title, source and date, summary, first words.

An article as an edition shows it in, a `Card` out: small, and all that is held of every article
while the pages that list them are made.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.convert.converter import Converter
from generator.model import PUBLISHED, Article, Edits, PassageId, Standing, SummarySentence
from generator.render.context import Context
from generator.render.converted import Converted, State, Words
from generator.render.shown import ShownArticle, shown_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """As short as an article can be named."""

    source: str
    slug: str
    title: str
    lang: str
    made_up: bool  # the title is made from the file's name
    publisher: str | None
    publisher_lang: str
    date: str | None
    standing: Standing = PUBLISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """The first words of a passage."""

    passage: PassageId
    excerpt: str
    lang: str
    state: State
    length: int  # characters of the whole passage in the source


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was done to the source, in numbers: the same in every edition."""

    format: str
    encoding: str
    script: str
    original_title: str | None
    removed: tuple[tuple[str, int], ...]
    doubts: tuple[tuple[str, int], ...]
    decisions: tuple[int, ...]  # of the editor, in the order of DECISIONS


DECISIONS = (
    "sources with decisions of an editor",
    "facts set by the editor: title, date, publisher …",
    "corrections of slips",
    "themes of passages",
    "passages left out",
    "summaries in the editor’s words",
    "sentences taken into summaries or kept out",
    "links added or taken out",
    "names kept from conversion",
)
_FACTS = ("title", "date", "authors", "publisher", "url", "encoding")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Headline):
    authors: tuple[Words, ...]
    url: str | None
    summary: tuple[Words, ...]
    teasers: tuple[Teaser, ...]  # of its passages, in order
    tally: Tally


def card(
    context: Context, shown: ShownArticle, own: Converted, summary: tuple[SummarySentence, ...]
) -> Card:
    article = shown.article
    publisher = shown.publisher
    return Card(
        source=article.source,
        slug=article.slug,
        title=shown.title,
        lang=shown.lang,
        made_up=shown.made_up,
        publisher=publisher.text if publisher else None,
        publisher_lang=publisher.lang if publisher else shown.lang,
        date=article.date,
        authors=shown.authors,
        url=article.url,
        summary=summary_words(context, shown, own, summary),
        teasers=tuple(
            Teaser(
                passage=passage.ref.passage,
                excerpt=passage.excerpt,
                lang=passage.lang,
                state=passage.state,
                length=len(passage.source_text),
            )
            for section in shown.sections
            for passage in section.passages
        ),
        tally=tally(article),
    )


def summary_words(
    context: Context, shown: ShownArticle, own: Converted, summary: tuple[SummarySentence, ...]
) -> tuple[Words, ...]:
    """One for each sentence of the digest; an editor's own in the editor's translation, if any."""
    found = []
    for sentence in summary:
        passage = shown.passages.get(sentence.ref) if sentence.ref else None
        if passage is None and own.summary and sentence.text == shown.article.edits.summary:
            found.append(Words(text=own.summary, lang=context.edition.tag))
            continue
        converter: Converter = context.converter
        text, lang = shown_sentence(sentence, passage, converter)
        found.append(Words(text=text, lang=lang))
    return tuple(found)


def tally(article: Article) -> Tally:
    return Tally(
        format=article.format,
        encoding=article.encoding,
        script=article.script,
        original_title=article.title,
        removed=tuple(Counter(one.kind for one in article.removed).items()),
        doubts=tuple(Counter(one.kind for one in article.doubts).items()),
        decisions=_decisions(article.edits),
    )


def _decisions(edits: Edits) -> tuple[int, ...]:
    return (
        int(bool(edits.path)),
        sum(getattr(edits, fact) is not None for fact in _FACTS),
        len(edits.corrections),
        sum(passage.sets_theme for passage in edits.passages),
        sum(passage.omit for passage in edits.passages),
        int(bool(edits.summary)),
        len(edits.pin) + len(edits.drop),
        len(edits.link) + len(edits.unlink),
        len(edits.names),
    )
