"""How this digest is made: told by the settings in force and by what this build found.

An issue in, a view out. Nothing here is written down twice: change a setting, and the page says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from markupsafe import escape

from generator.digest.lexicon import lexicon
from generator.model import Edits, PassageRef
from generator.render import addresses
from generator.render.addresses import Place
from generator.render.issue import Issue
from generator.render.views import (
    Count,
    Link,
    MadeEdition,
    MadeTheme,
    MadeView,
    PublisherLine,
)

PUBLISHERS = 60
KINDS = 30


def made_view(issue: Issue, here: Place, publishers: tuple[PublisherLine, ...]) -> MadeView:
    site, segment, plain = issue.site, issue.edition.segment, issue.catalogue.plain
    articles = [shown.article for shown in issue.articles]
    removed = Counter(one.kind for article in articles for one in article.removed)
    doubts = Counter(one.kind for article in articles for one in article.doubts)
    links: Counter[str] = Counter(
        link.kind
        for link in issue.digest.links
        if link.a in issue.passages and link.b in issue.passages
    )
    return MadeView(
        articles=len(articles),
        passages=len(issue.passages),
        in_themes=len(_in_themes(issue)),
        editions=tuple(_editions(issue)),
        themes=_themes(issue, here),
        article_summary=site.digest.article_summary,
        theme_summary=site.digest.theme_summary,
        topic_sources=site.digest.topic_sources,
        links_per_passage=site.digest.links_per_passage,
        topics=len(issue.topics),
        figures=len(issue.digest.figures),
        comparisons=Link(
            href=addresses.link(here, addresses.figures(segment)),
            label=plain("Figures side by side"),
        ),
        links=_counts(issue, "link", links),
        removed=_counts(issue, "removed", removed),
        removed_from=sum(1 for article in articles if article.removed),
        doubts=_counts(issue, "doubt", doubts),
        decisions=_decisions(issue, [article.edits for article in articles]),
        formats=_counts(issue, "format", Counter(article.format for article in articles)),
        encodings=tuple(
            Count(label=escape(encoding.upper()), number=number)
            for encoding, number in Counter(article.encoding for article in articles).most_common()
        ),
        publishers=publishers[:PUBLISHERS],
        all_sources=addresses.link(here, addresses.sources(segment)),
    )


def _in_themes(issue: Issue) -> set[PassageRef]:
    return {ref for refs in issue.theme_refs.values() for ref in refs}


def _editions(issue: Issue) -> Iterable[MadeEdition]:
    plain = issue.catalogue.plain
    for edition in issue.site.editions:
        if edition.script == "Hans":
            how = plain("Traditional sources converted to Simplified, Simplified ones as they are")
        elif edition.script == "Hant":
            how = plain(
                "Simplified sources converted to Traditional, good Traditional ones as they are"
            )
        else:
            how = plain("translated by editors, passage by passage; the rest stays Chinese")
        translated = None
        if edition == issue.edition and edition.script is None:
            states = [passage.state for passage in issue.passages.values()]
            translated = len(states) - states.count("untranslated")
        yield MadeEdition(
            label=edition.label,
            lang=edition.tag,
            how=how,
            translated=translated,
            passages=len(issue.passages),
        )


def _themes(issue: Issue, here: Place) -> tuple[MadeTheme, ...]:
    words: Counter[str] = Counter()
    for by_theme in lexicon(issue.site.themes).words.values():
        words.update(theme for theme, weight in by_theme.items() if weight > 0)
    return tuple(
        MadeTheme(
            chip=issue.chip(here, theme.id),
            words=words[theme.id],
            passages=len(issue.theme_refs.get(theme.id, ())),
        )
        for theme in issue.site.themes
    )


def _counts(issue: Issue, context: str, counted: Counter[str]) -> tuple[Count, ...]:
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(
        Count(label=escape(issue.catalogue.kind(context, kind)), number=number)
        for kind, number in ranked[:KINDS]
    )


def _decisions(issue: Issue, edits: list[Edits]) -> tuple[Count, ...]:
    plain = issue.catalogue.plain
    facts = ("title", "date", "authors", "publisher", "url", "encoding")
    counted = (
        (plain("sources with decisions of an editor"), sum(1 for one in edits if one.path)),
        (
            plain("facts set by the editor: title, date, publisher …"),
            sum(getattr(one, fact) is not None for one in edits for fact in facts),
        ),
        (plain("corrections of slips"), sum(len(one.corrections) for one in edits)),
        (
            plain("themes of passages"),
            sum(passage.sets_theme for one in edits for passage in one.passages),
        ),
        (
            plain("passages left out"),
            sum(passage.omit for one in edits for passage in one.passages),
        ),
        (plain("summaries in the editor’s words"), sum(bool(one.summary) for one in edits)),
        (
            plain("sentences taken into summaries or kept out"),
            sum(len(one.pin) + len(one.drop) for one in edits),
        ),
        (
            plain("links added or taken out"),
            sum(len(one.link) + len(one.unlink) for one in edits),
        ),
        (plain("names kept from conversion"), sum(len(one.names) for one in edits)),
    )
    return tuple(Count(label=escape(label), number=number) for label, number in counted if number)
