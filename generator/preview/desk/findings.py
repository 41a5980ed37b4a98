"""What was found in an article, as the desk shows it: topics, figures, doubts, corrections."""

from __future__ import annotations

from dataclasses import dataclass

from generator.convert.converter import converter
from generator.decide.yaml_text import Values
from generator.model import Entry
from generator.preview.desk.choices import listed
from generator.preview.desk.overview import Looking
from generator.preview.desk.state import State
from generator.render.catalogue import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtView:
    kind: str
    text: str
    why: str
    edition: str = ""
    shown: str = ""  # what that edition writes now
    passage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    name: str
    href: str
    approved: bool
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    subject: str
    text: str
    date: str
    passage: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    find: str
    replace: str
    why: str


def topics_of(source: str, state: State) -> tuple[TopicView, ...]:
    approved = {one.name for one in state.inputs.topics.topics}
    return tuple(
        TopicView(
            name=topic.name,
            href=f"topics/#{topic.id}",
            approved=topic.name in approved,
            mentions=sum(ref.source == source for ref in topic.passages()),
        )
        for topic in state.digest.topics
        if any(ref.source == source for ref in topic.passages())
    )


def figures_of(source: str, state: State) -> tuple[FigureView, ...]:
    return tuple(
        FigureView(
            subject=one.subject,
            text=one.text,
            date=one.date or "",
            passage=one.ref.passage,
            sentence=one.sentence,
        )
        for one in state.digest.figures
        if one.ref.source == source
    )


def conversion_doubts(
    entry: Entry, state: State, words: Catalogue, looking: Looking
) -> tuple[DoubtView, ...]:
    editions = {one.tag: one for one in state.scripts()}
    found = []
    for matter in looking.conversions(entry, state):
        edition = editions[matter.edition]
        to = converter(edition, state.inputs.glossary, entry.article.edits.names)
        found.append(
            DoubtView(
                kind="",
                text=matter.quote,
                why=words.remark(matter.why),
                edition=edition.tag,
                shown=to.text(matter.quote, entry.article.master),
                passage=matter.passage,
            )
        )
    return tuple(found)


def corrections_of(values: Values) -> tuple[CorrectionView, ...]:
    return tuple(
        CorrectionView(
            find=str(one.get("find") or ""),
            replace=str(one.get("replace") or ""),
            why=str(one.get("why") or ""),
        )
        for one in listed(values.get("corrections"))
        if isinstance(one, dict)
    )
