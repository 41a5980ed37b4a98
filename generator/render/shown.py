"""What one edition shows of each article: every text converted once, before any page is built.

Entries and a converter in, `ShownArticle`s out. A passage stands on its article's page, its
theme's and its topics'; converting it here, once, makes them agree. The topics it mentions become
marks that go through the conversion with the source's own, so that offsets stay true. In an
edition in another language a passage that an editor translated is shown in the translation, and
the others in Chinese.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from generator.convert.converter import Converter, Master
from generator.convert.scripts import detect, has_han
from generator.convert.translations import (
    AUTHOR,
    HEADING,
    NOTHING,
    PUBLISHER,
    SITE_NAMES,
    SUMMARY,
    TITLE,
    TOPIC,
    ArticleTranslation,
    Translated,
    essence,
    needs_translation,
    translated_words,
    translation_of,
)
from generator.model import (
    Article,
    BlockKind,
    Digest,
    Edition,
    Entry,
    Mark,
    Passage,
    PassageRef,
    Section,
    SummarySentence,
    Translations,
)
from generator.render.inline import TOPIC as TOPIC_LINK
from generator.split.latin import latin_sentences
from generator.split.sentences import sentence_spans

_EXCERPT, _LATIN_EXCERPT = 42, 110  # characters: two lines of a phone
_PAUSES = "，。；：！？、,;:!?"
_SHORT = 60  # words of a translated passage that can stand for one of its sentences

State = Literal["plain", "translated", "stale", "untranslated"]
"""`plain` is a passage that needs no translation, and every passage of a Chinese edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPassage:
    ref: PassageRef
    kind: BlockKind
    text: str
    marks: tuple[Mark, ...]  # links to topics have a target that begins with TOPIC
    lang: str
    source_text: str
    folded: str
    heading: str | None  # of the nearest section that has one
    heading_lang: str
    state: State = "plain"

    @property
    def excerpt(self) -> str:
        """The first words, cut at a pause where there is one."""
        text = " ".join(self.text.split())
        if self.state in ("translated", "stale"):
            return text if len(text) <= _LATIN_EXCERPT else _first_words(text) + "…"
        if len(text) <= _EXCERPT:
            return text
        cut = max(text.rfind(pause, _EXCERPT // 2, _EXCERPT) for pause in _PAUSES)
        return text[: cut if cut > 0 else _EXCERPT] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    id: str
    heading: str | None
    lang: str  # of the heading
    level: int
    run_in: bool
    passages: tuple[ShownPassage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownArticle:
    entry: Entry
    title: str
    made_up: bool  # the source has no title: `title` is made from the file's name
    lang: str
    authors: tuple[str, ...]
    author_langs: tuple[str, ...]
    publisher: str | None
    publisher_lang: str
    summary: str | None  # the editor's own, in the language of the edition
    translation: ArticleTranslation
    sections: tuple[ShownSection, ...]
    passages: Mapping[PassageRef, ShownPassage]

    @property
    def article(self) -> Article:
        return self.entry.article


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What an edition in another language than Chinese has of its own."""

    tag: str
    articles: Mapping[str, Translations]  # by the source's name without its ending
    names: Mapping[tuple[str, str], str]  # of publishers, authors and topics

    def name(self, context: str, chinese: str) -> str | None:
        return self.names.get((context, essence(chinese)))


def language(edition: Edition, articles: Mapping[str, Translations]) -> Language | None:
    """None for a Chinese edition, which needs no translator."""
    if edition.script is not None:
        return None
    names = translated_words(articles.get(SITE_NAMES))
    return Language(tag=edition.tag, articles=articles, names=names)


def shown_articles(
    entries: Iterable[Entry],
    digest: Digest,
    converter_for: Callable[[tuple[str, ...]], Converter],
    other: Language | None = None,
) -> tuple[ShownArticle, ...]:
    """`converter_for` gives the edition's converter for an article's own names."""
    mentions: defaultdict[PassageRef, list[Mark]] = defaultdict(list)
    for topic in digest.topics:
        for mention in topic.mentions:
            mentions[mention.ref].append(
                Mark(
                    start=mention.start, end=mention.end, kind="link", target=TOPIC_LINK + topic.id
                )
            )
    shown = tuple(
        _shown(entry, mentions, converter_for(names_in(entry.article))) for entry in entries
    )
    if other is None:
        return shown
    topics = {
        TOPIC_LINK + topic.id: name
        for topic in digest.topics
        if (name := other.name(TOPIC, topic.name))
    }
    return tuple(_in_language(article, other, topics) for article in shown)


def names_in(article: Article) -> tuple[str, ...]:
    """Persons that the by-line or the editor names."""
    return tuple(dict.fromkeys((*article.authors, *article.edits.names)))


def shown_sentence(
    sentence: SummarySentence, passage: ShownPassage | None, converter: Converter
) -> tuple[str, str]:
    """A summary's sentence and its language, in the very words of the passage shown."""
    if passage is None:
        master = master_of(sentence.text)
        return converter.text(sentence.text, master), converter.lang(master)
    if passage.state == "translated":
        translated = translated_sentence(sentence.text, passage.source_text, passage.text)
        if translated:
            return translated, passage.lang
    if passage.state in ("translated", "stale"):
        master = master_of(passage.source_text)
        return converter.text(sentence.text, master), converter.lang(master)
    start = passage.source_text.find(sentence.text)
    if start >= 0 and len(passage.text) == len(passage.source_text):
        return passage.text[start : start + len(sentence.text)], passage.lang
    master = master_of(passage.source_text)
    return converter.text(sentence.text, master), passage.lang


def translated_sentence(sentence: str, chinese: str, translation: str) -> str | None:
    """The translation of a sentence of a passage, as far as it can be told.

    Translators say a passage's sentences in their order: where there are as many, they pair.
    """
    spans = sentence_spans(chinese)
    theirs = latin_sentences(translation)
    start = chinese.find(sentence)
    if start >= 0 and len(spans) == len(theirs):
        end = start + len(sentence)
        said = [words for (a, b), words in zip(spans, theirs, strict=True) if a < end and b > start]
        first, last = translation.find(said[0]), translation.find(said[-1])
        return translation[first : last + len(said[-1])]
    return translation if len(translation.split()) < _SHORT else None


def master_of(words: str) -> Master:
    """The script to convert an editor's or the program's own words from."""
    return "Hant" if detect(words) in ("Hant", "mixed") else "Hans"


def found_lang(text: str, article: Article | None = None) -> str:
    """The language of text that is shown as it was found."""
    if not has_han(text):
        return "und"
    script = detect(text)
    if script == "none" and article is not None:
        script = article.script
    return f"zh-{script}" if script in ("Hans", "Hant") else "zh"


def _shown(
    entry: Entry, mentions: Mapping[PassageRef, list[Mark]], converter: Converter
) -> ShownArticle:
    article = entry.article
    master = article.master
    lang = converter.lang(master)
    # One call for all that carries no marks: conversion has a price by the call.
    plain = [
        passage
        for passage in entry.passages()
        if not passage.marks and PassageRef(article.source, passage.id) not in mentions
    ]
    headings = [section.heading or "" for section in entry.sections]
    words = converter.texts([*headings, *(passage.text for passage in plain)], master)
    converted = dict(zip(map(id, plain), words[len(headings) :], strict=True))
    sections: list[ShownSection] = []
    heading: str | None = None
    for section, shown_heading in zip(entry.sections, words, strict=False):
        heading = shown_heading or heading
        passages = []
        for passage in section.passages:
            ref = PassageRef(article.source, passage.id)
            marks = _all_marks(passage, mentions, ref)
            text = converted.get(id(passage))
            if text is None:
                text, marks = converter.marked(passage.text, marks, master)
            passages.append(_shown_passage(ref, passage, text, marks, lang, heading))
        sections.append(_shown_section(section, shown_heading or None, lang, tuple(passages)))
    return ShownArticle(
        entry=entry,
        title=converter.text(article.title, master) if article.title else _label(article),
        made_up=not article.title,
        lang=lang if article.title else found_lang(_label(article)),
        authors=tuple(converter.text(author, master) for author in article.authors),
        author_langs=(lang,) * len(article.authors),
        publisher=converter.text(article.publisher, master) if article.publisher else None,
        publisher_lang=lang,
        summary=None,
        translation=NOTHING,
        sections=tuple(sections),
        passages={passage.ref: passage for section in sections for passage in section.passages},
    )


def _all_marks(
    passage: Passage, mentions: Mapping[PassageRef, list[Mark]], ref: PassageRef
) -> tuple[Mark, ...]:
    own = (mark for mark in passage.marks if not mark.target.startswith(TOPIC_LINK))
    return (*own, *mentions.get(ref, ()))


def _shown_passage(
    ref: PassageRef,
    passage: Passage,
    text: str,
    marks: tuple[Mark, ...],
    lang: str,
    heading: str | None,
) -> ShownPassage:
    return ShownPassage(
        ref=ref,
        kind=passage.kind,
        text=text,
        marks=marks,
        lang=lang,
        source_text=passage.text,
        folded=passage.folded,
        heading=heading,
        heading_lang=lang,
    )


def _shown_section(
    section: Section, heading: str | None, lang: str, passages: tuple[ShownPassage, ...]
) -> ShownSection:
    return ShownSection(
        id=section.id,
        heading=heading,
        lang=lang,
        level=section.level,
        run_in=section.run_in,
        passages=_with_run_in_heading(heading, passages) if section.run_in else passages,
    )


def _with_run_in_heading(
    heading: str | None, passages: tuple[ShownPassage, ...]
) -> tuple[ShownPassage, ...]:
    """A heading that is the paragraph's first sentence is set bold there."""
    if not heading or not passages or not passages[0].text.startswith(heading):
        return passages
    bold = Mark(start=0, end=len(heading), kind="strong")
    first = replace(passages[0], marks=(*passages[0].marks, bold))
    return (first, *passages[1:])


def _in_language(shown: ShownArticle, other: Language, topics: Mapping[str, str]) -> ShownArticle:
    """The article with all that is translated of it; the rest stays as it is."""
    article = shown.article
    found = translation_of(shown.entry, other.articles.get(article.source.rsplit(".", 1)[0]))
    title = found.text(TITLE, article.title)
    publisher = other.name(PUBLISHER, article.publisher) if article.publisher else None
    authors = [
        (name, other.tag) if (name := other.name(AUTHOR, author)) else (as_is, lang)
        for author, as_is, lang in zip(
            article.authors, shown.authors, shown.author_langs, strict=True
        )
    ]
    sections: list[ShownSection] = []
    heading: str | None = None
    heading_lang = shown.lang
    for section, source in zip(shown.sections, shown.entry.sections, strict=True):
        own = found.text(HEADING, source.heading)
        own_heading, own_lang = (own, other.tag) if own else (section.heading, section.lang)
        if own_heading:
            heading, heading_lang = own_heading, own_lang
        passages = tuple(
            replace(
                _passage_in_language(passage, kept, found.passages.get(kept.id), other, topics),
                heading=heading,
                heading_lang=heading_lang,
            )
            for passage, kept in zip(section.passages, source.passages, strict=True)
        )
        sections.append(replace(section, heading=own_heading, lang=own_lang, passages=passages))
    return replace(
        shown,
        title=title or shown.title,
        lang=other.tag if title else shown.lang,
        authors=tuple(name for name, _ in authors),
        author_langs=tuple(lang for _, lang in authors),
        publisher=publisher or shown.publisher,
        publisher_lang=other.tag if publisher else shown.publisher_lang,
        summary=found.text(SUMMARY, article.edits.summary),
        translation=found,
        sections=tuple(sections),
        passages={passage.ref: passage for section in sections for passage in section.passages},
    )


def _passage_in_language(
    shown: ShownPassage,
    passage: Passage,
    translated: Translated | None,
    other: Language,
    topics: Mapping[str, str],
) -> ShownPassage:
    if translated is None:
        return replace(shown, state="untranslated") if needs_translation(passage) else shown
    marks: list[Mark] = []
    if passage.kind == "image":
        marks += [mark for mark in shown.marks if mark.kind == "link"][:1]
    for target in dict.fromkeys(mark.target for mark in shown.marks if mark.target in topics):
        name = re.search(rf"(?<!\w){re.escape(topics[target])}(?!\w)", translated.text, re.I)
        if name:
            marks.append(Mark(start=name.start(), end=name.end(), kind="link", target=target))
    return replace(
        shown,
        text=translated.text,
        marks=tuple(marks),
        lang=other.tag,
        state="stale" if translated.stale else "translated",
    )


def _first_words(text: str) -> str:
    cut = text.rfind(" ", 0, _LATIN_EXCERPT)
    return text[: cut if cut > 0 else _LATIN_EXCERPT].rstrip(",;:—– ")


def _label(article: Article) -> str:
    """The file's name without its ending, which is all that is known of a nameless source."""
    return article.source.rsplit(".", 1)[0]
