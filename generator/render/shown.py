"""What one edition shows of each article: every text converted once, before any page is built.

Entries and a converter in, `ShownArticle`s out. A passage stands on its article's page, its
theme's and its topics'; converting it here, once, makes them agree. The topics it mentions become
marks that go through the conversion with the source's own, so that offsets stay true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from generator.convert.converter import Converter, Master
from generator.convert.scripts import detect, has_han
from generator.model import (
    Article,
    BlockKind,
    Digest,
    Entry,
    Mark,
    Passage,
    PassageRef,
    Section,
    SummarySentence,
)
from generator.render.inline import TOPIC

_EXCERPT = 42  # characters: two lines of a phone
_PAUSES = "，。；：！？、,;:!?"


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

    @property
    def excerpt(self) -> str:
        """The first words, cut at a pause where there is one."""
        text = " ".join(self.text.split())
        if len(text) <= _EXCERPT:
            return text
        cut = max(text.rfind(pause, _EXCERPT // 2, _EXCERPT) for pause in _PAUSES)
        return text[: cut if cut > 0 else _EXCERPT] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    id: str
    heading: str | None
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
    publisher: str | None
    sections: tuple[ShownSection, ...]
    passages: Mapping[PassageRef, ShownPassage]

    @property
    def article(self) -> Article:
        return self.entry.article


def shown_articles(
    entries: Iterable[Entry], digest: Digest, converter_for: Callable[[tuple[str, ...]], Converter]
) -> tuple[ShownArticle, ...]:
    """`converter_for` gives the edition's converter for an article's own names."""
    mentions: defaultdict[PassageRef, list[Mark]] = defaultdict(list)
    for topic in digest.topics:
        for mention in topic.mentions:
            mentions[mention.ref].append(
                Mark(start=mention.start, end=mention.end, kind="link", target=TOPIC + topic.id)
            )
    return tuple(
        _shown(entry, mentions, converter_for(names_in(entry.article))) for entry in entries
    )


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
    start = passage.source_text.find(sentence.text)
    if start >= 0 and len(passage.text) == len(passage.source_text):
        return passage.text[start : start + len(sentence.text)], passage.lang
    master = master_of(passage.source_text)
    return converter.text(sentence.text, master), passage.lang


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
        sections.append(_shown_section(section, shown_heading or None, tuple(passages)))
    return ShownArticle(
        entry=entry,
        title=converter.text(article.title, master) if article.title else _label(article),
        made_up=not article.title,
        lang=lang if article.title else found_lang(_label(article)),
        authors=tuple(converter.text(author, master) for author in article.authors),
        publisher=converter.text(article.publisher, master) if article.publisher else None,
        sections=tuple(sections),
        passages={passage.ref: passage for section in sections for passage in section.passages},
    )


def _all_marks(
    passage: Passage, mentions: Mapping[PassageRef, list[Mark]], ref: PassageRef
) -> tuple[Mark, ...]:
    own = (mark for mark in passage.marks if not mark.target.startswith(TOPIC))
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
    )


def _shown_section(
    section: Section, heading: str | None, passages: tuple[ShownPassage, ...]
) -> ShownSection:
    return ShownSection(
        id=section.id,
        heading=heading,
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


def _label(article: Article) -> str:
    """The file's name without its ending, which is all that is known of a nameless source."""
    return article.source.rsplit(".", 1)[0]
