"""The page of one article: what was read, what was decided, and what can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from generator.clean.encoding import decode
from generator.convert.converter import converter
from generator.convert.translations import for_edition, needs_translation, translation_of
from generator.convert.translations import wanted as wanted_of
from generator.decide.po_text import cut
from generator.decide.sidecar import AUTOMATIC
from generator.decide.translation import entry_of
from generator.decide.yaml_text import Values
from generator.model import Edition, Entry, Link, Passage, PassageId, PassageRef, Source
from generator.preview.desk.forms import TEXTS
from generator.preview.desk.overview import (
    Looking,
    article_href,
    lang_of,
    publication,
    theme_name,
    title_of,
)
from generator.preview.desk.state import OnDisk, State, whole_entry
from generator.problems import Problem
from generator.render.catalogue import Catalogue
from generator.report.attention import LOW_CONFIDENCE
from generator.report.beside import beside
from generator.split.decisions import orphans

_EXCERPT = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    name: str
    label: str
    value: str  # as decided
    read: str  # as the source says
    hint: str
    long: bool = False


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
class LinkView:
    passage: str
    excerpt: str
    other: str
    other_excerpt: str
    other_title: str
    other_href: str
    other_lang: str
    kind: str
    why: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtView:
    kind: str
    text: str
    why: str
    edition: str = ""
    shown: str = ""  # what that edition writes now
    passage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrphanView:
    passage: str
    quote: str
    said: str
    heir: str
    heir_text: str


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
class EditionLink:
    label: str
    href: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    find: str
    replace: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    source: str
    href: str
    title: str
    lang: str
    path: str
    how: str  # format, encoding, script
    state: str
    fault: str
    sidecar: OnDisk
    glossary: OnDisk
    pages: tuple[EditionLink, ...]
    translate: tuple[EditionLink, ...]
    fields: tuple[Field, ...]
    draft: tuple[Choice, ...]
    article_themes: tuple[Choice, ...]
    found_themes: str
    sections: tuple[SectionView, ...]
    sentences: tuple[SentenceView, ...]
    own_summary: str
    links: tuple[LinkView, ...]
    forbidden: tuple[LinkView, ...]
    topics: tuple[TopicView, ...]
    figures: tuple[FigureView, ...]
    doubts: tuple[DoubtView, ...]
    conversions: tuple[DoubtView, ...]
    corrections: tuple[CorrectionView, ...]
    names: tuple[str, ...]
    orphans: tuple[OrphanView, ...]
    script_editions: tuple[str, ...]


def article(
    source: Source,
    state: State,
    words: Catalogue,
    sidecar: OnDisk,
    glossary: OnDisk,
    looking: Looking,
) -> ArticleView:
    whole = whole_entry(source)
    values = sidecar.values
    if isinstance(whole, Problem):
        return _unread(source, whole, words, sidecar, glossary)
    entry = state.entries.get(source.name)
    read = whole.article
    plain = words.plain
    themes = [(theme.id, theme_name(theme.id, state, words)) for theme in state.themes]
    own_themes = _strings(values.get("themes"))
    draft = values.get("draft")
    return ArticleView(
        source=source.name,
        href=article_href(source.name),
        title=title_of(whole),
        lang=lang_of(whole),
        path=source.path,
        how=" · ".join(
            (words.kind("format", read.format), read.encoding, words.kind("script", read.script))
        ),
        state=publication(whole, state.inputs.today),
        fault=_fault(sidecar, words),
        sidecar=sidecar,
        glossary=glossary,
        pages=_pages(state, entry),
        translate=tuple(
            EditionLink(label=one.label, href=f"translate/{one.tag}/", lang=one.tag)
            for one in state.others()
        ),
        fields=_facts(whole, values, words),
        draft=(
            Choice(value="", label=plain("as the source says"), chosen=not isinstance(draft, bool)),
            Choice(value="yes", label=plain("yes, do not publish"), chosen=draft is True),
            Choice(value="no", label=plain("no, publish"), chosen=draft is False),
        ),
        article_themes=tuple(
            Choice(value=value, label=label, chosen=value in own_themes) for value, label in themes
        ),
        found_themes=_joined(
            theme_name(one, state, words)
            for one in state.digest.article_themes.get(source.name, ())
        ),
        sections=tuple(_sections(whole, state, words, values)),
        sentences=tuple(_sentences(whole, state, values)),
        own_summary=str(values.get("summary") or ""),
        links=tuple(_links(source.name, state, words, values)),
        forbidden=tuple(_forbidden(source.name, state, words, values)),
        topics=_topics(source.name, state),
        figures=_figures(source.name, state),
        doubts=tuple(
            DoubtView(kind=words.kind("doubt", one.kind), text=one.text, why=words.remark(one.why))
            for one in read.doubts
        ),
        conversions=_conversion_doubts(entry, state, words, looking) if entry else (),
        corrections=_corrections(values),
        names=_strings(values.get("names")),
        orphans=_orphans(whole, state, words, values),
        script_editions=tuple(one.tag for one in state.scripts()),
    )


def _unread(
    source: Source, fault: Problem, words: Catalogue, sidecar: OnDisk, glossary: OnDisk
) -> ArticleView:
    """A source that cannot be read has nothing to decide about but its sidecar."""
    told = f"{words.problem(fault.cause)} — {words.problem(fault.fix)}"
    return ArticleView(
        source=source.name,
        href=article_href(source.name),
        title=source.name,
        lang="",
        path=source.path,
        how="",
        state="",
        fault=told,
        sidecar=sidecar,
        glossary=glossary,
        pages=(),
        translate=(),
        fields=(),
        draft=(),
        article_themes=(),
        found_themes="",
        sections=(),
        sentences=(),
        own_summary="",
        links=(),
        forbidden=(),
        topics=(),
        figures=(),
        doubts=(),
        conversions=(),
        corrections=(),
        names=(),
        orphans=(),
        script_editions=(),
    )


def _fault(sidecar: OnDisk, words: Catalogue) -> str:
    if sidecar.fault is None:
        return ""
    fault = sidecar.fault
    cause, fix = words.problem(fault.cause), words.problem(fault.fix)
    return f"{fault.path}:{fault.line}: {cause} — {fix}"


def _joined(names: Iterable[str]) -> str:
    return "、".join(names)


def _strings(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(one) for one in (value if isinstance(value, list) else [value]))


def _pages(state: State, entry: Entry | None) -> tuple[EditionLink, ...]:
    if entry is None:
        return ()
    return tuple(
        EditionLink(
            label=one.label,
            href=f"/{one.segment}/articles/{quote(entry.article.slug)}/",
            lang=one.tag,
        )
        for one in state.inputs.site.editions
    )


_LABELS = {
    "title": "Title",
    "date": "Date",
    "authors": "Authors",
    "publisher": "Publisher",
    "url": "Address of the original",
    "slug": "Name in the address",
    "lang": "Language",
    "publish": "Publish from",
    "expire": "Withdraw on",
    "note": "Note for readers",
}
_HINTS = {
    "date": "2024-05-06, 2024-05 or 2024",
    "authors": "several with 、 between them",
    "slug": "a-z, 0-9 and hyphens",
    "lang": "zh-Hans or zh-Hant, where it was taken for the wrong one",
    "publish": "2024-05-06; until then it is a draft",
    "expire": "2024-05-06; from then on it is not published",
}


def _facts(whole: Entry, values: Values, words: Catalogue) -> tuple[Field, ...]:
    article, fields = whole.article, []
    read = {
        "title": article.title,
        "date": article.date,
        "authors": "、".join(article.authors),
        "publisher": article.publisher,
        "url": article.url,
        "slug": article.slug,
        "lang": {"Hans": "zh-Hans", "Hant": "zh-Hant"}.get(article.script, ""),
    }
    for name in (
        "title",
        "date",
        "authors",
        *(one for one in TEXTS if one not in ("title", "date")),
    ):
        decided = values.get(name)
        value = "、".join(_strings(decided)) if name == "authors" else str(decided or "")
        fields.append(
            Field(
                name=name,
                label=words.plain(_LABELS[name]),
                value=value,
                read=str(read.get(name) or ""),
                hint=words.plain(_HINTS[name]) if name in _HINTS else "",
                long=name == "note",
            )
        )
    return tuple(fields)


def _sections(
    whole: Entry, state: State, words: Catalogue, values: Values
) -> Iterator[SectionView]:
    number = 0
    decided = values.get("passages")
    decided = decided if isinstance(decided, dict) else {}
    for section in whole.sections:
        passages = []
        for passage in section.passages:
            number += 1
            own = decided.get(passage.id)
            own = own if isinstance(own, dict) else {}
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
    pinned = passage in _strings(values.get("pin"))
    dropped = passage in _strings(values.get("drop"))
    return (
        Choice(value="", label=words.plain("as it comes"), chosen=not (pinned or dropped)),
        Choice(value="pin", label=words.plain("always"), chosen=pinned),
        Choice(value="drop", label=words.plain("never"), chosen=dropped),
    )


def _sentences(whole: Entry, state: State, values: Values) -> Iterator[SentenceView]:
    texts = {passage.id: passage.text for passage in whole.passages()}
    pinned = _strings(values.get("pin"))
    for one in state.digest.article_summaries.get(whole.article.source, ()):
        if one.ref is not None:
            yield SentenceView(
                text=one.text,
                passage=one.ref.passage,
                pinned=one.ref.passage in pinned,
                passage_text=texts.get(one.ref.passage, one.text),
            )


def _links(source: str, state: State, words: Catalogue, values: Values) -> Iterator[LinkView]:
    for link in state.digest.links:
        if source in (link.a.source, link.b.source):
            here, there = (link.a, link.b) if link.a.source == source else (link.b, link.a)
            view = _link_view(here, there, link, state, words, values)
            if view is not None:
                yield view


def _forbidden(source: str, state: State, words: Catalogue, values: Values) -> Iterator[LinkView]:
    links = values.get("links")
    pairs = links.get("forbid") if isinstance(links, dict) else None
    places = {
        passage.id: name for name, entry in state.entries.items() for passage in entry.passages()
    }
    for pair in pairs if isinstance(pairs, list) else ():
        if not isinstance(pair, list) or len(pair) != 2:
            continue
        own = (
            {one.id for one in state.entries[source].passages()} if source in state.entries else ()
        )
        first, second = map(str, pair if pair[0] in own else reversed(pair))
        here = PassageRef(source, PassageId(first))
        there = PassageRef(places.get(PassageId(second), ""), PassageId(second))
        view = _link_view(here, there, None, state, words, values)
        if view is not None:
            yield view


def _link_view(
    here: PassageRef,
    there: PassageRef,
    link: Link | None,
    state: State,
    words: Catalogue,
    values: Values,
) -> LinkView | None:
    other = state.entries.get(there.source)
    texts = {
        ref: passage.text
        for name in (here.source, there.source)
        if name in state.entries
        for ref, passage in _by_ref(state.entries[name])
        if ref in (here, there)
    }
    if other is None or here not in texts or there not in texts:
        return None
    links = values.get("links")
    links = links if isinstance(links, dict) else {}
    pair = {here.passage, there.passage}
    choice = next(
        (
            key
            for key in ("add", "forbid")
            if any(isinstance(one, list) and set(one) == pair for one in links.get(key) or ())
        ),
        "",
    )
    return LinkView(
        passage=here.passage,
        excerpt=texts[here][:_EXCERPT],
        other=there.passage,
        other_excerpt=texts[there][:_EXCERPT],
        other_title=title_of(other),
        other_href=article_href(there.source, there.passage),
        other_lang=lang_of(other),
        kind=words.kind("link", link.kind) if link else "",
        why="、".join(link.why) if link else "",
        choices=(
            Choice(value="", label=words.plain("as it comes"), chosen=choice == ""),
            Choice(value="add", label=words.plain("accept"), chosen=choice == "add"),
            Choice(value="forbid", label=words.plain("forbid"), chosen=choice == "forbid"),
        ),
    )


def _by_ref(entry: Entry) -> Iterator[tuple[PassageRef, Passage]]:
    for passage in entry.passages():
        yield PassageRef(entry.article.source, passage.id), passage


def _topics(source: str, state: State) -> tuple[TopicView, ...]:
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


def _figures(source: str, state: State) -> tuple[FigureView, ...]:
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


def _conversion_doubts(
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


def _corrections(values: Values) -> tuple[CorrectionView, ...]:
    ones = values.get("corrections")
    return tuple(
        CorrectionView(
            find=str(one.get("find") or ""),
            replace=str(one.get("replace") or ""),
            why=str(one.get("why") or ""),
        )
        for one in (ones if isinstance(ones, list) else ())
        if isinstance(one, dict)
    )


def _orphans(
    whole: Entry, state: State, words: Catalogue, values: Values
) -> tuple[OrphanView, ...]:
    decided = values.get("passages")
    decided = decided if isinstance(decided, dict) else {}
    found = []
    for orphan in orphans(whole):
        own = decided.get(orphan.passage)
        own = own if isinstance(own, dict) else {}
        said = []
        if "theme" in own:
            theme = own["theme"]
            said.append(theme_name(str(theme), state, words) if theme else words.plain("no theme"))
        if own.get("omit"):
            said.append(words.plain("left out"))
        for key, label in (("pin", "always in the summary"), ("drop", "never in the summary")):
            if orphan.passage in _strings(values.get(key)):
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


# --- the source beside what was read --------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    number: int
    text: str
    what: str
    passage: str
    removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedView:
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    source: str
    title: str
    lang: str
    lines: tuple[SourceLine, ...]
    removed: tuple[RemovedView, ...]
    binary: bool
    fault: str


def source_page(source: Source, words: Catalogue) -> SourceView:
    whole = whole_entry(source)
    if isinstance(whole, Problem):
        told = f"{words.problem(whole.cause)} — {words.problem(whole.fix)}"
        return SourceView(
            source=source.name,
            title=source.name,
            lang="",
            lines=(),
            removed=(),
            binary=False,
            fault=told,
        )
    binary = whole.article.format in ("docx", "pdf")
    ids = {passage.id for passage in whole.passages()}
    lines = []
    if not binary:
        text = decode(source.data, source.path, source.edits).text
        for number, line, what in beside(text, whole):
            removed = "removed" in what
            parts = [_named(part, words) for part in what.split(", ")]
            passage = next((part for part in what.split(", ") if part in ids), "")
            lines.append(
                SourceLine(
                    number=number,
                    text=line,
                    what="、".join(parts) if not passage else "",
                    passage=passage,
                    removed=removed and not passage,
                )
            )
    return SourceView(
        source=source.name,
        title=title_of(whole),
        lang=lang_of(whole),
        lines=tuple(lines),
        removed=tuple(
            RemovedView(kind=words.kind("removed", one.kind), text=one.text)
            for one in whole.article.removed
        ),
        binary=binary,
        fault="",
    )


def _named(what: str, words: Catalogue) -> str:
    if what.startswith("removed: "):
        kind = words.kind("removed", what.removeprefix("removed: "))
        return words.plain("removed: %(a)s").replace("%(a)s", kind)
    return words.plain(what) if what != "–" else ""


# --- translation ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationRow:
    context: str
    label: str
    chinese: str
    text: str
    state: str  # done, stale, unsure, empty


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslateView:
    source: str
    title: str
    lang: str
    language: str
    language_label: str
    file: OnDisk
    rows: tuple[TranslationRow, ...]
    done: int


def translate(
    entry: Entry, edition: Edition, state: State, words: Catalogue, file: OnDisk
) -> TranslateView:
    stem = entry.article.source.rsplit(".", 1)[0]
    known = translation_of(entry, for_edition(edition, state.inputs.translations).get(stem))
    text = (file.data or b"").decode("utf-8", "replace")
    fuzzy = [one for one in cut(text).entries if one.fuzzy and not one.obsolete]
    unsure = {(one.context, one.chinese) for one in fuzzy}
    guessed = {
        (one.context, one.chinese)
        for one in fuzzy
        if any(line.startswith("#|") for line in one.comments)
    }
    needed = {str(one.id) for one in entry.passages() if needs_translation(one)}
    rows = []
    for context, chinese in dict.fromkeys(wanted_of(entry)):
        own = entry_of(file.data, file.path, context, chinese) or ""
        old = known.passages.get(PassageId(context)) if context in needed else None
        stale = not own and old is not None and old.stale
        what = "done" if own else "empty"
        if stale or (context, chinese) in guessed:
            what = "stale"
        elif (context, chinese) in unsure:
            what = "unsure"
        rows.append(
            TranslationRow(
                context=context,
                label=words.plain(context) if context not in needed else "",
                chinese=chinese,
                text=own or (old.text if stale and old else ""),
                state=what,
            )
        )
    return TranslateView(
        source=entry.article.source,
        title=title_of(entry),
        lang=lang_of(entry),
        language=edition.tag,
        language_label=edition.label,
        file=file,
        rows=tuple(rows),
        done=sum(row.state == "done" for row in rows),
    )
