"""One article in the words of every edition: the only step that converts text at length.

Contexts and an entry in, one `Converted` for each edition out. Nothing of the digest or of another
article goes in, so it is made once for each article, by whoever understands it, and kept. In an
edition in another language a passage that an editor translated is in the translation, and the
others stay Chinese.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.convert.doubts import doubts_about
from generator.convert.recorded import Change
from generator.convert.translations import (
    AUTHOR,
    HEADING,
    PUBLISHER,
    SUMMARY,
    TITLE,
    needs_translation,
    translation_of,
)
from generator.model import Article, Doubt, Entry, Mark
from generator.render.context import Context, found_lang

State = Literal["plain", "translated", "stale", "untranslated"]
"""`plain` is a passage that needs no translation, and every passage of a Chinese edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of an edition, and the language they are truly in."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Translator:
    """Who translated an article, when and how, as far as it is known."""

    name: str | None
    date: str | None
    method: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """Texts and what is told of each, in the order of the entry's passages and sections."""

    title: Words
    authors: tuple[Words, ...]
    publisher: Words | None
    summary: str | None  # the editor's own, in the language of an edition that is not Chinese
    translator: Translator | None
    headings: tuple[Words | None, ...]
    texts: tuple[str, ...]
    langs: tuple[str, ...]
    states: tuple[State, ...]
    marks: tuple[tuple[Mark, ...], ...]  # the source's own, moved where they belong
    changes: tuple[tuple[Change, ...], ...]  # where it was written otherwise than by OpenCC
    doubts: tuple[tuple[Doubt, ...], ...]  # about its conversion


def converted(contexts: tuple[Context, ...], entry: Entry) -> tuple[Converted, ...]:
    """Editions that write Chinese in the same way share the work."""
    made: dict[str, Converted] = {}
    found = []
    for context in contexts:
        tag = context.chinese.tag
        if tag not in made:
            made[tag] = _chinese(context, entry)
        own = made[tag]
        found.append(own if context.edition.script else _translated(context, entry, own))
    return tuple(found)


def names_in(article: Article) -> tuple[str, ...]:
    """Persons that the by-line or the editor names."""
    return tuple(dict.fromkeys((*article.authors, *article.edits.names)))


def label_of(article: Article) -> str:
    """The file's name without its ending, which is all that is known of a nameless source."""
    return article.source.rsplit(".", 1)[0]


def _chinese(context: Context, entry: Entry) -> Converted:
    article = entry.article
    master = article.master
    converter = context.converter_for(names_in(article))
    lang = converter.lang(master)
    passages = list(entry.passages())
    headings = [section.heading or "" for section in entry.sections]
    names = [article.title or "", article.publisher or "", *article.authors, *headings]
    # One call for all: conversion has a price by the call, and names found in one hold in all.
    together = converter.recorded(
        [*((name, ()) for name in names), *((one.text, one.marks) for one in passages)], master
    )
    words = iter(one.text for one in together)
    title, publisher = next(words), next(words)
    authors = tuple(Words(text=next(words), lang=lang) for _ in article.authors)
    found = tuple(Words(text=text, lang=lang) if (text := next(words)) else None for _ in headings)
    shown = together[len(names) :]
    texts = [one.text for one in shown]
    label = label_of(article)
    plain_state: State = "plain"
    return Converted(
        title=Words(text=title, lang=lang) if title else Words(text=label, lang=found_lang(label)),
        authors=authors,
        publisher=Words(text=publisher, lang=lang) if publisher else None,
        summary=None,
        translator=None,
        headings=found,
        texts=tuple(texts),
        langs=tuple(converter.lang(master, one.text) for one in passages),
        states=(plain_state,) * len(texts),
        marks=tuple(one.marks for one in shown),
        changes=tuple(one.changes for one in shown),
        doubts=tuple(doubts_about([passage.text for passage in passages], shown))
        if context.chinese.script == "Hant"
        else ((),) * len(texts),
    )


def _translated(context: Context, entry: Entry, chinese: Converted) -> Converted:
    """The article with all that is translated of it; the rest stays as it is."""
    article, other = entry.article, context.other
    if other is None:
        return chinese
    found = translation_of(entry, other.articles.get(label_of(article)))
    title = found.text(TITLE, article.title)
    publisher = other.name(PUBLISHER, article.publisher) if article.publisher else None
    texts: list[str] = []
    langs: list[str] = []
    states: list[State] = []
    marks: list[tuple[Mark, ...]] = []
    for at, passage in enumerate(entry.passages()):
        translated = found.passages.get(passage.id)
        if translated is None:
            texts.append(chinese.texts[at])
            langs.append(chinese.langs[at])
            states.append("untranslated" if needs_translation(passage) else "plain")
            marks.append(chinese.marks[at])
        else:
            texts.append(translated.text)
            langs.append(other.tag)
            states.append("stale" if translated.stale else "translated")
            # The address of a picture; other marks stand on Chinese words.
            links = [mark for mark in chinese.marks[at] if mark.kind == "link"]
            marks.append(tuple(links[:1]) if passage.kind == "image" else ())
    any_done = any(state in ("translated", "stale") for state in states)
    return Converted(
        title=Words(text=title, lang=other.tag) if title else chinese.title,
        authors=tuple(
            Words(text=name, lang=other.tag) if (name := other.name(AUTHOR, author)) else as_is
            for author, as_is in zip(article.authors, chinese.authors, strict=True)
        ),
        publisher=Words(text=publisher, lang=other.tag) if publisher else chinese.publisher,
        summary=found.text(SUMMARY, article.edits.summary),
        translator=Translator(name=found.translator, date=found.date, method=found.method)
        if any_done
        else None,
        headings=tuple(
            Words(text=words, lang=other.tag)
            if (words := found.text(HEADING, section.heading))
            else as_is
            for section, as_is in zip(entry.sections, chinese.headings, strict=True)
        ),
        texts=tuple(texts),
        langs=tuple(langs),
        states=tuple(states),
        marks=tuple(marks),
        changes=((),) * len(texts),
        doubts=((),) * len(texts),
    )
