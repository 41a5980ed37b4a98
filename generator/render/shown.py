"""What one edition shows of one article: its converted texts with the marks they carry.

An entry, what was made of it (`render.converted`) and the topics it mentions in; a `ShownArticle`
out. A passage stands on its article's page, its theme's and its topics'; all take it from here,
and so they agree. Nothing is converted here, so it is cheap and need not be kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.convert.converter import Converter
from generator.model import (
    Article,
    BlockKind,
    Entry,
    Mark,
    Passage,
    PassageId,
    PassageRef,
    Section,
    SummarySentence,
)
from generator.render.context import Context, master_of
from generator.render.converted import Converted, State, Translator, Words, names_in
from generator.render.inline import TOPIC as TOPIC_LINK
from generator.render.pairing import paired
from generator.split.latin import latin_sentences
from generator.split.sentences import sentence_spans

_EXCERPT, _LATIN_EXCERPT = 42, 110  # characters: two lines of a phone
_PAUSES = "，。；：！？、,;:!?"
_SHORT = 60  # words of a translated passage that can stand for one of its sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPassage:
    ref: PassageRef
    kind: BlockKind
    text: str
    marks: tuple[Mark, ...]  # links to topics have a target that begins with TOPIC
    lang: str
    source_text: str
    heading: str | None  # of the nearest section that has one
    heading_lang: str
    state: State = "plain"
    translated: str | None = None  # ISO date of its translation, where that is known

    @property
    def excerpt(self) -> str:
        """The first words, cut at a pause where there is one."""
        return excerpt(self.text, self.state)


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
    authors: tuple[Words, ...]
    publisher: Words | None
    translator: Translator | None
    sections: tuple[ShownSection, ...]
    passages: Mapping[PassageRef, ShownPassage]

    @property
    def article(self) -> Article:
        return self.entry.article

    @property
    def refs(self) -> list[PassageRef]:
        """Of its passages, in order; the same words twice have one reference."""
        return [passage.ref for section in self.sections for passage in section.passages]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A topic that a passage mentions, at its first mention there."""

    passage: PassageId
    topic: str  # its id
    start: int
    end: int


def shown_article(
    context: Context,
    entry: Entry,
    own: Converted,
    spoken: Iterable[Spoken] = (),
    topics: Mapping[str, str] | None = None,
) -> ShownArticle:
    """`topics` are their names in the language of an edition that is not Chinese, by id."""
    mentions: dict[PassageId, list[Mark]] = {}
    for one in spoken:
        target = TOPIC_LINK + one.topic
        mark = Mark(start=one.start, end=one.end, kind="link", target=target)
        mentions.setdefault(one.passage, []).append(mark)
    source = entry.article.source
    dated = own.translator.date if own.translator else None
    sections: list[ShownSection] = []
    heading, at = Words(text="", lang=own.title.lang), 0
    for section, own_heading in zip(entry.sections, own.headings, strict=True):
        heading = own_heading or heading
        passages = []
        for passage in section.passages:
            text, state = own.texts[at], own.states[at]
            marks = own.marks[at]
            named = mentions.get(passage.id)
            if named and state in ("translated", "stale"):
                marks = (*marks, *_named_in(text, named, topics or {}))
            elif named and len(text) == len(passage.text):
                marks = (*marks, *named)
            elif named:
                marks = _moved(context, entry.article, passage, (*passage.marks, *named))
            passages.append(
                ShownPassage(
                    ref=PassageRef(source, passage.id),
                    kind=passage.kind,
                    text=text,
                    marks=marks,
                    lang=own.langs[at],
                    source_text=passage.text,
                    heading=heading.text or None,
                    heading_lang=heading.lang,
                    state=state,
                    translated=dated,
                )
            )
            at += 1
        sections.append(_shown_section(section, own_heading, own.title.lang, tuple(passages)))
    return ShownArticle(
        entry=entry,
        title=own.title.text,
        made_up=not entry.article.title,
        lang=own.title.lang,
        authors=own.authors,
        publisher=own.publisher,
        translator=own.translator,
        sections=tuple(sections),
        passages={passage.ref: passage for section in sections for passage in section.passages},
    )


def excerpt(text: str, state: State) -> str:
    """The first words, cut at a pause where there is one."""
    text = " ".join(text.split())
    if state in ("translated", "stale"):
        return text if len(text) <= _LATIN_EXCERPT else _first_words(text) + "…"
    if len(text) <= _EXCERPT:
        return text
    cut = max(text.rfind(pause, _EXCERPT // 2, _EXCERPT) for pause in _PAUSES)
    return text[: cut if cut > 0 else _EXCERPT] + "…"


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

    It may say the sentence beside it too, where the translator joined them; more than that is no
    translation of this sentence, and a short passage is shown whole instead.
    """
    spans = sentence_spans(chinese)
    theirs = latin_sentences(translation)
    start = chinese.find(sentence)
    stretches = paired([chinese[a:b] for a, b in spans], theirs) if start >= 0 else None
    if stretches:
        end = start + len(sentence)
        said = [
            number
            for own, other in stretches
            if any(spans[at][0] < end and spans[at][1] > start for at in own)
            for number in other
        ]
        asked = sum(a < end and b > start for a, b in spans)
        if said and len(said) <= 3 * asked:
            return " ".join(theirs[number] for number in said)
    return translation if len(translation.split()) < _SHORT else None


def _named_in(text: str, mentions: Iterable[Mark], topics: Mapping[str, str]) -> Iterable[Mark]:
    """Topics where the translation names them."""
    for target in dict.fromkeys(mark.target for mark in mentions):
        called = topics.get(target.removeprefix(TOPIC_LINK))
        name = re.search(rf"(?<!\w){re.escape(called)}(?!\w)", text, re.I) if called else None
        if name:
            yield Mark(start=name.start(), end=name.end(), kind="link", target=target)


def _moved(
    context: Context, article: Article, passage: Passage, marks: tuple[Mark, ...]
) -> tuple[Mark, ...]:
    """A glossary changed the length of the text: marks go where their words went."""
    converter = context.converter_for(names_in(article))
    return converter.marked(passage.text, marks, article.master)[1]


def _shown_section(
    section: Section, heading: Words | None, lang: str, passages: tuple[ShownPassage, ...]
) -> ShownSection:
    if section.run_in and heading:
        passages = _with_run_in_heading(heading.text, passages)
    return ShownSection(
        id=section.id,
        heading=heading.text if heading else None,
        lang=heading.lang if heading else lang,
        level=section.level,
        run_in=section.run_in,
        passages=passages,
    )


def _with_run_in_heading(
    heading: str, passages: tuple[ShownPassage, ...]
) -> tuple[ShownPassage, ...]:
    """A heading that is the paragraph's first sentence is set bold there."""
    if not passages or not passages[0].text.startswith(heading):
        return passages
    bold = Mark(start=0, end=len(heading), kind="strong")
    first = replace(passages[0], marks=(*passages[0].marks, bold))
    return (first, *passages[1:])


def _first_words(text: str) -> str:
    cut = text.rfind(" ", 0, _LATIN_EXCERPT)
    return text[: cut if cut > 0 else _LATIN_EXCERPT].rstrip(",;:—– ")
