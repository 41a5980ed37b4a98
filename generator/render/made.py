"""How this digest is made: told by the settings in force and by what this build found.

An issue in, a view out. Nothing here is written down twice: change a setting, and the page says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from markupsafe import escape

from generator.digest.lexicon import lexicon
from generator.model import PassageRef, Theme
from generator.render import addresses
from generator.render.addresses import Place
from generator.render.card import DECISIONS, Tally
from generator.render.issue import Issue
from generator.render.views.frame import Link
from generator.render.views.made import Count, MadeEdition, MadeTheme, MadeView
from generator.render.views.parts import PublisherLine

PUBLISHERS = 60
KINDS = 30


def made_view(issue: Issue, here: Place, publishers: tuple[PublisherLine, ...]) -> MadeView:
    site, segment, plain = issue.site, issue.edition.segment, issue.catalogue.plain
    found = [card.tally for card in issue.articles]
    removed, doubts = (_summed(tally.removed for tally in found), _summed(t.doubts for t in found))
    links: Counter[str] = Counter(link.kind for link in issue.links)
    return MadeView(
        articles=len(found),
        passages=len(issue.teasers),
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
        removed_from=sum(1 for tally in found if tally.removed),
        doubts=_counts(issue, "doubt", doubts),
        decisions=_decisions(issue, found),
        formats=_counts(issue, "format", Counter(tally.format for tally in found)),
        encodings=tuple(
            Count(label=escape(encoding.upper()), number=number)
            for encoding, number in Counter(tally.encoding for tally in found).most_common()
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
            states = [teaser.state for teaser in issue.teasers.values()]
            translated = len(states) - states.count("untranslated")
        yield MadeEdition(
            label=edition.label,
            lang=edition.tag,
            how=how,
            translated=translated,
            passages=len(issue.teasers),
        )


def _themes(issue: Issue, here: Place) -> tuple[MadeTheme, ...]:
    words = _marking(issue.site.themes)
    return tuple(
        MadeTheme(
            chip=issue.chip(here, theme.id),
            words=words.get(theme.id, 0),
            passages=len(issue.theme_refs.get(theme.id, ())),
        )
        for theme in issue.site.themes
    )


@lru_cache(maxsize=2)  # the same in every edition
def _marking(themes: tuple[Theme, ...]) -> Mapping[str, int]:
    """How many words mark each theme."""
    words: Counter[str] = Counter()
    for by_theme in lexicon(themes).words.values():
        words.update(theme for theme, weight in by_theme.items() if weight > 0)
    return words


def _counts(issue: Issue, context: str, counted: Counter[str]) -> tuple[Count, ...]:
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(
        Count(label=escape(issue.catalogue.kind(context, kind)), number=number)
        for kind, number in ranked[:KINDS]
    )


def _summed(counts: Iterable[tuple[tuple[str, int], ...]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for own in counts:
        for kind, number in own:
            found[kind] += number
    return found


def _decisions(issue: Issue, found: list[Tally]) -> tuple[Count, ...]:
    numbers = [sum(column) for column in zip(*(tally.decisions for tally in found), strict=True)]
    return tuple(
        Count(label=escape(issue.catalogue.plain(decision)), number=number)
        for decision, number in zip(DECISIONS, numbers, strict=False)
        if number
    )
