"""The pages of topics, of the glossary, and of what was decided so far."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.convert.converter import converter
from generator.decide.yaml_text import Values
from generator.model import Topic
from generator.preview.desk.choices import Choice
from generator.preview.desk.overview import Looking, article_href, theme_name, title_of
from generator.preview.desk.state import OnDisk, State
from generator.render.catalogue import Catalogue
from generator.write.journal import Decided

_SAMPLES = 2
_AROUND = 24  # characters beside a mention
_DOUBTS = 120
_SECONDS = 3.0  # for looking at articles that nobody looked at yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    before: str
    name: str
    after: str
    href: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    tag: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    id: str
    name: str
    aliases: tuple[str, ...]
    found: tuple[str, ...]  # other names the program joined to it
    passages: int
    sources: int
    samples: tuple[Sample, ...]
    descriptions: tuple[Description, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsView:
    file: OnDisk
    approved: tuple[TopicRow, ...]
    proposed: tuple[TopicRow, ...]
    ignored: tuple[str, ...]
    names: tuple[str, ...]


def topics(state: State, file: OnDisk) -> TopicsView:
    found = {topic.name: topic for topic in state.digest.topics}
    listed = file.values.get("topics")
    rows = [
        _approved(one, found, state)
        for one in (listed if isinstance(listed, list) else ())
        if isinstance(one, dict) and one.get("name")
    ]
    names = {row.name for row in rows}
    ignored = file.values.get("ignore")
    return TopicsView(
        file=file,
        approved=tuple(rows),
        proposed=tuple(
            _row(topic.name, topic, (), (), state)
            for topic in state.digest.topics
            if topic.name not in names
        ),
        ignored=tuple(map(str, ignored if isinstance(ignored, list) else ())),
        names=tuple(sorted({*names, *found})),
    )


def _approved(values: Values, found: dict[str, Topic], state: State) -> TopicRow:
    name = str(values["name"])
    aliases = values.get("aliases")
    told = values.get("description")
    by_tag = told if isinstance(told, dict) else {"": told or ""}
    descriptions = []
    first = True
    for edition in state.inputs.site.editions:
        if edition.script is not None and not first:
            continue  # one Chinese script is enough, the other is converted
        text = by_tag.get(edition.tag) or (by_tag.get("") if edition.script else "") or ""
        descriptions.append(Description(tag=edition.tag, label=edition.label, text=str(text)))
        first = first and edition.script is None
    own = tuple(map(str, aliases if isinstance(aliases, list) else [aliases] if aliases else ()))
    return _row(name, found.get(name), own, tuple(descriptions), state)


def _row(
    name: str,
    topic: Topic | None,
    aliases: tuple[str, ...],
    descriptions: tuple[Description, ...],
    state: State,
) -> TopicRow:
    refs = topic.passages() if topic else ()
    return TopicRow(
        id=topic.id if topic else "",
        name=name,
        aliases=aliases,
        found=tuple(one for one in topic.aliases if one not in aliases) if topic else (),
        passages=len(refs),
        sources=len({ref.source for ref in refs}),
        samples=tuple(_samples(topic, state)) if topic else (),
        descriptions=descriptions,
    )


def _samples(topic: Topic, state: State) -> Sequence[Sample]:
    samples: list[Sample] = []
    seen: set[str] = set()
    for mention in topic.mentions:
        entry = state.entries.get(mention.ref.source)
        if entry is None or mention.ref.source in seen:
            continue
        text = next((one.text for one in entry.passages() if one.id == mention.ref.passage), "")
        seen.add(mention.ref.source)
        samples.append(
            Sample(
                before=text[max(0, mention.start - _AROUND) : mention.start],
                name=text[mention.start : mention.end],
                after=text[mention.end : mention.end + _AROUND],
                href=article_href(mention.ref.source, mention.ref.passage),
                title=title_of(entry),
            )
        )
        if len(samples) == _SAMPLES:
            break
    return samples


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    hans: str
    hant: str
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsureRow:
    clause: str
    shown: str
    why: str
    edition: str
    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryView:
    file: OnDisk
    pairs: tuple[PairRow, ...]
    protect: tuple[str, ...]
    editions: tuple[Choice, ...]
    unsure: tuple[UnsureRow, ...]
    more: int
    left: int  # articles not yet looked through


def glossary(state: State, words: Catalogue, file: OnDisk, looking: Looking) -> GlossaryView:
    pairs, protect = file.values.get("pairs"), file.values.get("protect")
    editions = {one.tag: one for one in state.scripts()}
    rows: dict[str, UnsureRow] = {}
    matters, left = looking.all_matters(state, _SECONDS)
    for matter in matters:
        if matter.kind == "conversion":
            entry = state.entries[matter.source]
            to = converter(
                editions[matter.edition], state.inputs.glossary, entry.article.edits.names
            )
            rows.setdefault(
                matter.quote,
                UnsureRow(
                    clause=matter.quote,
                    shown=to.text(matter.quote, entry.article.master),
                    why=words.remark(matter.why),
                    edition=matter.edition,
                    title=title_of(entry),
                    href=article_href(entry.article.source, matter.passage),
                ),
            )
    return GlossaryView(
        file=file,
        pairs=tuple(
            PairRow(
                hans=str(one.get("hans") or ""),
                hant=str(one.get("hant") or ""),
                edition=str(one.get("edition") or ""),
            )
            for one in (pairs if isinstance(pairs, list) else ())
            if isinstance(one, dict)
        ),
        protect=tuple(map(str, protect if isinstance(protect, list) else ())),
        editions=(
            Choice(value="", label=words.plain("all editions"), chosen=True),
            *(Choice(value=tag, label=one.label, chosen=False) for tag, one in editions.items()),
        ),
        unsure=tuple(rows.values())[:_DOUBTS],
        more=max(0, len(rows) - _DOUBTS),
        left=left,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    id: str
    told: Markup
    path: str
    when: str
    undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    steps: tuple[StepRow, ...]


def history(decided: Sequence[Decided], state: State, words: Catalogue) -> HistoryView:
    return HistoryView(
        steps=tuple(step(one, state, words) for one in reversed(decided)),
    )


def step(one: Decided, state: State, words: Catalogue) -> StepRow:
    return StepRow(
        id=one.id,
        told=told(one, state, words),
        path=one.path,
        when=time.strftime("%Y-%m-%d %H:%M", time.localtime(one.moment)),
        undone=one.undone,
    )


def told(one: Decided, state: State, words: Catalogue) -> Markup:
    values = {key: value for key, value in one.told.items() if key != "say"}
    if "theme" in values:
        values["theme"] = theme_name(values["theme"], state, words)
    if values.get("source") in state.entries:
        values["source"] = title_of(state.entries[values["source"]])
    return words.text(one.told.get("say", one.path), **values)
