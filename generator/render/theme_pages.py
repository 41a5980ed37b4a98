"""The page of a theme: its summary, and its passages by topic as far as a page has room."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping
from itertools import accumulate, groupby

from generator.model import PassageRef, Theme
from generator.render import addresses, cards
from generator.render.drafts import Draft
from generator.render.issue import Issue
from generator.render.views.theme import MoreArticles, ThemeView

# Characters of passages on a theme's page, so that it stays below 30 KiB compressed however
# many articles there are; the articles after that are listed by title.
THEME_CHARACTERS = 12_000
THEME_TITLES = 150


def theme_page(issue: Issue, theme: Theme, town_of: Mapping[str, str]) -> Draft:
    """`town_of` tells which town an article is about, by its source."""
    segment = issue.edition.segment
    here = addresses.theme(segment, theme.id)
    refs = issue.theme_refs.get(theme.id, ())
    chosen, left_out = _chosen(issue, refs)
    more = [
        MoreArticles(source=issue.source_line(here, issue.headlines[source]), passages=passages)
        for source, passages in left_out[:THEME_TITLES]
    ]
    groups = cards.groups(issue, here, chosen, town_of)
    description, description_lang = issue.local(theme.description)
    chip = issue.chip(here, theme.id)
    view = ThemeView(
        chip=chip,
        description=description,
        description_lang=description_lang,
        summary=issue.cited(here, issue.digest.theme_summaries.get(theme.id, ()), with_source=True),
        groups=groups,
        filter=cards.filter_of(issue, groups),
        more=tuple(more),
        beyond=len(left_out[THEME_TITLES:]),
        archive=addresses.link(here, addresses.archive(segment)),
        passages=len({ref.passage for ref in refs}),
        sources=len({ref.source for ref in refs}),
        feed=addresses.link(here, addresses.theme_feed(segment, theme.id)),
    )
    return Draft(
        place=here,
        kind="theme",
        template="theme.html",
        view=view,
        title=chip.label,
        description=description or None,
        theme=theme.id,
        script="filter.js",
    )


def _chosen(
    issue: Issue, refs: tuple[PassageRef, ...]
) -> tuple[list[PassageRef], list[tuple[str, int]]]:
    """Passages for the page, article by article as long as there is room, each text once; and of
    each article how many are left out.

    Of a first article that is too long alone, as many as there is room for.
    """
    chosen: list[PassageRef] = []
    left_out: list[tuple[str, int]] = []
    characters = 0
    own_texts = cards.without_repeats(issue, refs)
    for source, found in groupby(own_texts, key=lambda ref: ref.source):
        own = list(found)
        ends = list(accumulate(_weight(issue, ref) for ref in own))
        room = THEME_CHARACTERS - characters
        fit = len(own) if ends[-1] <= room else 0 if chosen else max(1, bisect(ends, room))
        if fit < len(own):
            left_out.append((source, len(own) - fit))
        if fit:
            characters += ends[fit - 1]
            chosen += own[:fit]
    return chosen, left_out


def _weight(issue: Issue, ref: PassageRef) -> int:
    """Characters a passage takes on a page: its source about 60, a related passage 80.

    Those of the source: a page shows the same passages in every edition.
    """
    return issue.teasers[ref].length + 60 + 80 * len(issue.ties.get(ref, ()))
