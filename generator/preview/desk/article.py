"""The page of one article: what was read, what was decided, and what can be."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from generator.model import Entry, Source
from generator.preview.desk.choices import Choice, joined, strings
from generator.preview.desk.facts import Field, facts
from generator.preview.desk.findings import (
    CorrectionView,
    DoubtView,
    FigureView,
    TopicView,
    conversion_doubts,
    corrections_of,
    figures_of,
    topics_of,
)
from generator.preview.desk.linked import LinkView, forbidden, links_of
from generator.preview.desk.overview import (
    Looking,
    article_href,
    lang_of,
    publication,
    theme_name,
    title_of,
)
from generator.preview.desk.passages import (
    OrphanView,
    SectionView,
    SentenceView,
    orphaned,
    sections,
    sentences,
)
from generator.preview.desk.state import OnDisk, State, whole_entry
from generator.problems import Problem
from generator.render.catalogue import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLink:
    label: str
    href: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    source: str
    href: str
    title: str
    lang: str = ""
    path: str
    how: str = ""  # format, encoding, script
    state: str = ""
    fault: str
    sidecar: OnDisk
    glossary: OnDisk
    pages: tuple[EditionLink, ...] = ()
    translate: tuple[EditionLink, ...] = ()
    fields: tuple[Field, ...] = ()
    draft: tuple[Choice, ...] = ()
    article_themes: tuple[Choice, ...] = ()
    found_themes: str = ""
    sections: tuple[SectionView, ...] = ()
    sentences: tuple[SentenceView, ...] = ()
    own_summary: str = ""
    links: tuple[LinkView, ...] = ()
    forbidden: tuple[LinkView, ...] = ()
    topics: tuple[TopicView, ...] = ()
    figures: tuple[FigureView, ...] = ()
    doubts: tuple[DoubtView, ...] = ()
    conversions: tuple[DoubtView, ...] = ()
    corrections: tuple[CorrectionView, ...] = ()
    names: tuple[str, ...] = ()
    orphans: tuple[OrphanView, ...] = ()


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
    own_themes = strings(values.get("themes"))
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
        fields=facts(whole, values, words),
        draft=(
            Choice(value="", label=plain("as the source says"), chosen=not isinstance(draft, bool)),
            Choice(value="yes", label=plain("yes, do not publish"), chosen=draft is True),
            Choice(value="no", label=plain("no, publish"), chosen=draft is False),
        ),
        article_themes=tuple(
            Choice(value=value, label=label, chosen=value in own_themes) for value, label in themes
        ),
        found_themes=joined(
            theme_name(one, state, words)
            for one in state.digest.article_themes.get(source.name, ())
        ),
        sections=tuple(sections(whole, state, words, values)),
        sentences=tuple(sentences(whole, state, values)),
        own_summary=str(values.get("summary") or ""),
        links=tuple(links_of(source.name, state, words, values)),
        forbidden=tuple(forbidden(source.name, state, words, values)),
        topics=topics_of(source.name, state),
        figures=figures_of(source.name, state),
        doubts=tuple(
            DoubtView(kind=words.kind("doubt", one.kind), text=one.text, why=words.remark(one.why))
            for one in read.doubts
        ),
        conversions=conversion_doubts(entry, state, words, looking) if entry else (),
        corrections=corrections_of(values),
        names=strings(values.get("names")),
        orphans=orphaned(whole, state, words, values),
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
        path=source.path,
        fault=told,
        sidecar=sidecar,
        glossary=glossary,
    )


def _fault(sidecar: OnDisk, words: Catalogue) -> str:
    if sidecar.fault is None:
        return ""
    fault = sidecar.fault
    cause, fix = words.problem(fault.cause), words.problem(fault.fix)
    return f"{fault.path}:{fault.line}: {cause} — {fix}"


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
