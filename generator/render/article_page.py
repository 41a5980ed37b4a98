"""The page of an article: its text with themes and links at the passages, and its record.

An issue of one article and what it is told in, a draft out.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from generator.render import dates
from generator.render.addresses import Place
from generator.render.card import Tally, tally
from generator.render.context import found_lang
from generator.render.drafts import Draft
from generator.render.inline import safe_address
from generator.render.issue import Issue, standing_label
from generator.render.passages import passage_view
from generator.render.shown import ShownArticle, ShownSection
from generator.render.views.article import (
    ArticleView,
    AsFound,
    CorrectionView,
    DoubtView,
    RemovedGroup,
    SectionView,
    TranslationView,
    Words,
)
from generator.render.views.frame import Link
from generator.render.views.parts import Cited, Fact, PassageView
from generator.render.world import Told

_LONG = 60  # characters of a title that would fill a phone


def article_page(issue: Issue, shown: ShownArticle, told: Told, own_summary: str | None) -> Draft:
    article = shown.article
    here = issue.place(article.source)
    original = safe_address(article.url) if article.url else None
    cited = issue.cited(here, told.summary, with_source=False, own=own_summary)
    view = ArticleView(
        title=shown.title,
        is_long=len(shown.title) > _LONG * (1 if shown.lang.startswith("zh") else 2),
        made_up=shown.made_up,
        lang=shown.lang,
        translation=_translation(issue, shown),
        authors=tuple(
            Words(text=author.text, lang=issue.other_lang(author.lang)) for author in shown.authors
        ),
        publisher=Words(text=shown.publisher.text, lang=issue.other_lang(shown.publisher.lang))
        if shown.publisher
        else None,
        date=article.date,
        date_label=dates.date_label(article.date, issue.catalogue.locale),
        standing=standing_label(issue.catalogue, told.standing),
        original=original,
        original_host=host_of(original),
        chips=issue.chips(here, told.themes),
        summary=cited,
        contents=_contents(issue, shown),
        sections=_sections(issue, here, shown, _citations(cited)),
        topics=tuple(issue.topic_line(here, topic) for topic in told.topics),
        keywords=tuple(map(issue.marked, told.keywords)),
        removed=_removed(issue, shown),
        doubts=tuple(
            DoubtView(
                label=issue.catalogue.kind("doubt", doubt.kind),
                found=AsFound(text=doubt.text, lang=found_lang(doubt.text, article)),
                why=why,
                why_lang=why_lang,
            )
            for doubt in article.doubts
            for why, why_lang in (issue.remark(doubt.why),)
        ),
        corrections=tuple(
            CorrectionView(
                find=AsFound(text=edit.find, lang=found_lang(edit.find, article)),
                replace=AsFound(text=edit.replace, lang=found_lang(edit.replace, article)),
                why=issue.words(edit.why),
                why_lang=issue.words_lang(edit.why),
            )
            for edit in article.edits.corrections
        ),
        facts=facts(issue, article.source, shown.title, tally(article)),
    )
    return Draft(
        place=here,
        kind="article",
        template="article.html",
        view=view,
        title=shown.title,
        description=cited[0].text if cited else None,
    )


def _translation(issue: Issue, shown: ShownArticle) -> TranslationView | None:
    if issue.edition.script is not None:
        return None
    states = [passage.state for passage in shown.passages.values()]
    translator = shown.translator
    date = translator.date if translator else None
    done = states.count("translated")
    stale = states.count("stale")
    return TranslationView(
        done=done,
        stale=stale,
        total=done + stale + states.count("untranslated"),
        translator=translator.name if translator else None,
        date=date,
        date_label=dates.date_label(date, issue.catalogue.locale),
        method=translator.method if translator else None,
    )


def _contents(issue: Issue, shown: ShownArticle) -> tuple[Link, ...]:
    links = tuple(
        Link(href=f"#{section.id}", label=section.heading, lang=issue.other_lang(section.lang))
        for section in shown.sections
        if section.heading
    )
    return links if len(links) > 1 else ()


def _citations(cited: tuple[Cited, ...]) -> dict[str, str]:
    """Passage → the way back to the sentence of the summary that cites it first."""
    ways: dict[str, str] = {}
    for sentence in cited:
        if sentence.href:
            ways.setdefault(sentence.href.removeprefix("#"), f"#cite{sentence.number}")
    return ways


def _sections(
    issue: Issue, here: Place, shown: ShownArticle, citations: dict[str, str]
) -> tuple[SectionView, ...]:
    levels = [section.level for section in shown.sections if section.heading]
    top = min(levels, default=1)
    seen: set[str] = set()
    theme: str | None = None
    sections = []
    for section in shown.sections:
        passages: list[PassageView] = []
        if section.heading:
            theme = None  # a heading parts two runs of one theme
        for passage in section.passages:
            chip_of = issue.theme_of(passage.ref)
            first = passage.ref.passage not in seen
            view = passage_view(
                issue,
                here,
                passage.ref,
                own_id=first,
                chip_repeats=chip_of is not None and chip_of == theme,
                back=citations.get(passage.ref.passage) if first else None,
            )
            passages.append(view)
            seen.add(passage.ref.passage)
            theme = chip_of
        sections.append(
            SectionView(
                id=section.id,
                heading=None if _stands_in_text(section) else section.heading,
                rank=min(6, 2 + max(0, section.level - top)),
                lang=section.lang,
                passages=tuple(passages),
            )
        )
    return tuple(sections)


def _stands_in_text(section: ShownSection) -> bool:
    return bool(
        section.run_in
        and section.heading
        and section.passages
        # A translator may say the paragraph's first sentence in other words than the heading.
        and (
            section.passages[0].text.startswith(section.heading)
            or section.passages[0].state in ("translated", "stale")
        )
    )


def _removed(issue: Issue, shown: ShownArticle) -> tuple[RemovedGroup, ...]:
    by_kind: dict[str, list[AsFound]] = {}
    for removed in shown.article.removed:
        found = AsFound(text=removed.text, lang=found_lang(removed.text, shown.article))
        by_kind.setdefault(removed.kind, []).append(found)
    return tuple(
        RemovedGroup(label=issue.catalogue.kind("removed", kind), texts=tuple(texts))
        for kind, texts in by_kind.items()
    )


def facts(issue: Issue, source: str, title: str, found: Tally) -> tuple[Fact, ...]:
    """What is told of the file: by its name, its title as shown, and what was found in it."""
    catalogue = issue.catalogue
    told = [
        _fact(catalogue.plain("File"), source, found_lang(source)),
        _fact(catalogue.plain("Format"), catalogue.kind("format", found.format)),
        _fact(catalogue.plain("Encoding"), found.encoding.upper()),
        _fact(catalogue.plain("Script"), catalogue.kind("script", found.script)),
    ]
    original = found.original_title
    if original and original != title:
        lang = found_lang(original)
        if lang == "zh" and found.script in ("Hans", "Hant"):
            lang = f"zh-{found.script}"
        told.append(_fact(catalogue.plain("Original title"), original, lang))
    return tuple(told)


def _fact(label: str, text: str, found: str | None = None) -> Fact:
    return Fact(label=label, text=text, lang=found, as_found=found is not None)


def host_of(address: str | None) -> str | None:
    return (urlsplit(address).hostname or address) if address else None
