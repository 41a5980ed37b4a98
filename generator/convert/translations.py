"""Which words of an article an editor's translation gives, and which of them are out of date.

An entry with its PO file in; per passage the translation out. A translation counts when it was
made from the very words that stand there now, whatever their script, width and punctuation. One
made from words that have changed since is stale: it is shown with a mark, never as if it were
true, because the figure that changed may be the one that matters.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.convert.fold import fold
from generator.convert.scripts import has_han
from generator.model import Edition, Entry, Passage, PassageId, Translation, Translations

TITLE, HEADING, SUMMARY = "title", "heading", "summary"
PUBLISHER, AUTHOR, TOPIC = "publisher", "author", "topic"
MEASURE, PLACE = "measure", "place"  # what a figure counts, and where
NAMES = (PUBLISHER, AUTHOR, TOPIC, MEASURE, PLACE)
SITE_NAMES = "site"  # the catalogue that holds them, for all articles

_ALIKE = 0.6  # from here on an entry whose passage is gone is taken for its successor's


@dataclass(frozen=True, slots=True)
class Translated:
    """A passage in another language."""

    text: str
    stale: bool  # the Chinese changed since


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleTranslation:
    translator: str | None = None
    date: str | None = None
    method: str | None = None
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)  # of titles, headings …
    passages: Mapping[PassageId, Translated] = field(default_factory=dict)

    def text(self, context: str, chinese: str | None) -> str | None:
        """The translation of a title, heading or summary, where it was made from these words."""
        return self.words.get((context, essence(chinese))) if chinese else None


NOTHING = ArticleTranslation()


def essence(text: str) -> str:
    """What two texts share that say the same words; as in a passage's id."""
    folded = fold(text)
    return "".join(character for character in folded if character.isalnum()).lower() or folded


def needs_translation(passage: Passage) -> bool:
    """Figures alone, and what is not Chinese, read the same in every edition; so does code."""
    return passage.kind != "code" and has_han(passage.text)


def for_edition(edition: Edition, translations: Iterable[Translations]) -> dict[str, Translations]:
    """By name of the source. A folder `en` serves `en-GB` too, unless that has its own."""
    if edition.script is not None:
        return {}
    found: dict[str, Translations] = {}
    for tag in (edition.language, edition.tag.lower()):
        found |= {one.name: one for one in translations if one.language.lower() == tag}
    return found


def translated_words(translations: Translations | None) -> dict[tuple[str, str], str]:
    """Translations of words that stand in no passage: (what they are, their essence) → words."""
    usable = [one for one in translations.entries if _usable(one)] if translations else []
    # What is in use comes last and wins over what was kept.
    usable.sort(key=lambda one: not one.obsolete)
    return {(one.context, essence(one.chinese)): one.text for one in usable}


def translation_of(entry: Entry, translations: Translations | None) -> ArticleTranslation:
    if translations is None:
        return NOTHING
    return ArticleTranslation(
        translator=translations.translator,
        date=translations.date,
        method=translations.method,
        words=translated_words(translations),
        passages=_passages(entry, translations),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of an article is translated."""

    total: int  # passages that need it
    stale: tuple[Passage, ...]
    missing: tuple[Passage, ...]
    words: tuple[str, ...]  # title, headings, summary where they are missing

    @property
    def done(self) -> int:
        return self.total - len(self.stale) - len(self.missing)


def coverage(entry: Entry, translations: Translations | None) -> Coverage:
    found = translation_of(entry, translations)
    passages = [passage for passage in entry.passages() if needs_translation(passage)]
    given = {id(passage): found.passages.get(passage.id) for passage in passages}
    missing = [
        context
        for context, chinese in wanted(entry)
        if context in (TITLE, HEADING, SUMMARY) and not found.text(context, chinese)
    ]
    return Coverage(
        total=len(passages),
        stale=tuple(one for one in passages if (told := given[id(one)]) and told.stale),
        missing=tuple(one for one in passages if given[id(one)] is None),
        words=tuple(dict.fromkeys(missing)),
    )


def wanted(entry: Entry) -> Iterator[tuple[str, str]]:
    """All that a translator of the article is asked for, in its order: context and Chinese."""
    article = entry.article
    if article.title and has_han(article.title):
        yield TITLE, article.title
    if article.edits.summary and has_han(article.edits.summary):
        yield SUMMARY, article.edits.summary
    for section in entry.sections:
        if section.heading and has_han(section.heading):
            yield HEADING, section.heading
        for passage in section.passages:
            if needs_translation(passage):
                yield str(passage.id), passage.text


def _usable(one: Translation) -> bool:
    return bool(one.text) and not one.fuzzy


def _passages(entry: Entry, translations: Translations) -> dict[PassageId, Translated]:
    passages = {passage.id: passage for passage in entry.passages() if needs_translation(passage)}
    by_id: dict[str, list[Translation]] = {}
    for one in translations.entries:
        if _usable(one):
            by_id.setdefault(one.context, []).append(one)
    found: dict[PassageId, Translated] = {}
    for identity, passage in passages.items():
        own = by_id.get(identity, ())
        words = essence(passage.text) if own else ""
        exact = next((one for one in own if essence(one.chinese) == words), None)
        if exact is not None:
            found[identity] = Translated(exact.text, False)
        elif own:
            found[identity] = Translated(own[0].text, True)
    known = {str(passage.id) for passage in entry.passages()} | {TITLE, HEADING, SUMMARY, *NAMES}
    gone = [one for context, ones in by_id.items() if context not in known for one in ones]
    waiting = [passage for identity, passage in passages.items() if identity not in found]
    for passage, one in _heirs(waiting, gone):
        found[passage.id] = Translated(one.text, True)
    return found


def _heirs(
    passages: list[Passage], gone: list[Translation]
) -> Iterable[tuple[Passage, Translation]]:
    """Each passage with the entry that was made from words most like it; each entry once."""
    pairs = []
    for at, one in enumerate(gone):
        # Without `autojunk`, which ignores the frequent characters of any longer text.
        matcher = difflib.SequenceMatcher(None, b=fold(one.chinese), autojunk=False)
        for number, passage in enumerate(passages):
            matcher.set_seq1(passage.folded)
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
                ratio = matcher.ratio()
                if ratio >= _ALIKE:
                    pairs.append((-ratio, number, at))
    taken: set[int] = set()
    used: set[int] = set()
    for _, number, at in sorted(pairs):
        if number not in taken and at not in used:
            taken.add(number)
            used.add(at)
            yield passages[number], gone[at]
