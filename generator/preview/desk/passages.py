"""An article's passages on the desk: themes, summary, and decisions that lost their passage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.decide.sidecar import AUTOMATIC
from generator.decide.yaml_text import Values
from generator.model import Entry, PassageRef
from generator.preview.desk.choices import Choice, mapping, strings
from generator.preview.desk.overview import theme_name
from generator.preview.desk.state import State
from generator.render.catalogue import Catalogue
from generator.report.attention import LOW_CONFIDENCE
from generator.split.decisions import orphans


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    id: str
    number: int
    text: str
    omitted: bool
    themes: tuple[Choice, ...]
    theme: str  # what it has now
    also: tuple[str, ...]
    by_editor: bool
    unsure: bool
    confidence: int  # percent
    reasons: tuple[str, ...]
    summary: tuple[Choice, ...]  # pin, drop, as it comes


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    heading: str
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceView:
    text: str
    passage: str
    pinned: bool
    passage_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrphanView:
    passage: str
    quote: str
    said: str
    heir: str
    heir_text: str


def sections(whole: Entry, state: State, words: Catalogue, values: Values) -> Iterator[SectionView]:
    number = 0
    decided = mapping(values.get("passages"))
    for section in whole.sections:
        passages = []
        for passage in section.passages:
            number += 1
            own = mapping(decided.get(passage.id))
            ref = PassageRef(whole.article.source, passage.id)
            found = state.digest.placements.get(ref)
            chosen = own.get("theme") or "" if "theme" in own else AUTOMATIC
            themes = [(AUTOMATIC, words.plain("as found")), ("", words.plain("no theme"))]
            themes += [(one.id, theme_name(one.id, state, words)) for one in state.themes]
            passages.append(
                PassageView(
                    id=passage.id,
                    number=number,
                    text=passage.text,
                    omitted=own.get("omit") is True,
                    themes=tuple(
                        Choice(value=value, label=label, chosen=value == chosen)
                        for value, label in themes
                    ),
                    theme=theme_name(found.theme, state, words)
                    if found and found.theme
                    else words.plain("no theme"),
                    also=tuple(theme_name(one, state, words) for one in found.also)
                    if found
                    else (),
                    by_editor=bool(found and found.by_editor),
                    unsure=bool(found and found.theme and found.confidence < LOW_CONFIDENCE),
                    confidence=round(100 * found.confidence) if found else 0,
                    reasons=tuple(words.remark(one) for one in found.reasons) if found else (),
                    summary=_in_summary(passage.id, words, values),
                )
            )
        yield SectionView(heading=section.heading or "", passages=tuple(passages))


def _in_summary(passage: str, words: Catalogue, values: Values) -> tuple[Choice, ...]:
    pinned = passage in strings(values.get("pin"))
    dropped = passage in strings(values.get("drop"))
    return (
        Choice(value="", label=words.plain("as it comes"), chosen=not (pinned or dropped)),
        Choice(value="pin", label=words.plain("always"), chosen=pinned),
        Choice(value="drop", label=words.plain("never"), chosen=dropped),
    )


def sentences(whole: Entry, state: State, values: Values) -> Iterator[SentenceView]:
    texts = {passage.id: passage.text for passage in whole.passages()}
    pinned = strings(values.get("pin"))
    for one in state.digest.article_summaries.get(whole.article.source, ()):
        if one.ref is not None:
            yield SentenceView(
                text=one.text,
                passage=one.ref.passage,
                pinned=one.ref.passage in pinned,
                passage_text=texts.get(one.ref.passage, one.text),
            )


def orphaned(
    whole: Entry, state: State, words: Catalogue, values: Values
) -> tuple[OrphanView, ...]:
    decided = mapping(values.get("passages"))
    found = []
    for orphan in orphans(whole):
        own = mapping(decided.get(orphan.passage))
        said = []
        if "theme" in own:
            theme = own["theme"]
            said.append(theme_name(str(theme), state, words) if theme else words.plain("no theme"))
        if own.get("omit"):
            said.append(words.plain("left out"))
        for key, label in (("pin", "always in the summary"), ("drop", "never in the summary")):
            if orphan.passage in strings(values.get(key)):
                said.append(words.plain(label))
        found.append(
            OrphanView(
                passage=orphan.passage,
                quote=orphan.quote,
                said=" · ".join(said),
                heir=orphan.heir.id if orphan.heir else "",
                heir_text=orphan.heir.text if orphan.heir else "",
            )
        )
    return tuple(found)
