"""Passages away from their articles: grouped by topic, with what a reader may filter them by.

An issue and references to passages in, groups of cards out. A card is a passage with its source,
date and heading. One text that two sources print is shown once, with both; which words are nearly
the same the links say (`duplicate`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from generator.model import PassageRef
from generator.render import dates
from generator.render.addresses import Place
from generator.render.issue import Issue
from generator.render.views import CardView, FilterChoice, FilterView, ThemeGroup

GROUP = 3  # passages that make a group of their own
GROUPS = 8
_REST = "other"


def without_repeats(issue: Issue, refs: Iterable[PassageRef]) -> list[PassageRef]:
    """The first of each text."""
    kept: list[PassageRef] = []
    seen: set[PassageRef] = set()
    ids: set[str] = set()
    for ref in refs:
        if ref not in seen and ref.passage not in ids:
            kept.append(ref)
        ids.add(ref.passage)
        seen.add(ref)
        seen.update(issue.same_text(ref))
    return kept


def groups(issue: Issue, here: Place, refs: Sequence[PassageRef]) -> tuple[ThemeGroup, ...]:
    """Passages by the topic they share; each stands in one group, the rest in the last."""
    topics = {topic.id: topic for topic in issue.topics}
    order = {ref: at for at, ref in enumerate(refs)}
    mentions = {topic.id: topic.passages() for topic in issue.digest.topics}
    by_topic: defaultdict[str, list[PassageRef]] = defaultdict(list)
    for topic in issue.topics:
        for ref in dict.fromkeys(mentions[topic.id]):
            if ref in order:
                by_topic[topic.id].append(ref)
    taken: set[PassageRef] = set()
    found: list[ThemeGroup] = []
    # A topic that is in most passages parts nothing; it comes after those that do.
    limit = max(GROUP, len(refs) // 3)
    ranked = sorted(
        by_topic, key=lambda topic: (len(by_topic[topic]) > limit, -len(by_topic[topic]), topic)
    )
    for identity in ranked:
        free = sorted(set(by_topic[identity]) - taken, key=lambda ref: order[ref])
        if len(free) < GROUP or len(found) == GROUPS:
            continue
        taken.update(free)
        found.append(
            ThemeGroup(
                id=f"t-{identity}",
                topic=issue.topic_line(here, topics[identity]),
                cards=tuple(card(issue, here, ref) for ref in free),
            )
        )
    found.sort(key=lambda group: (-len(group.cards), group.id))
    rest = [ref for ref in refs if ref not in taken]
    if rest:
        cards = tuple(card(issue, here, ref) for ref in rest)
        found.append(ThemeGroup(id=_REST, topic=None, cards=cards))
    return tuple(found)


def card(issue: Issue, here: Place, ref: PassageRef) -> CardView:
    headline, passage = issue.headlines[ref.source], issue.passages[ref]
    day = dates.read_date(headline.date)
    return CardView(
        source=issue.passage_line(here, ref),
        heading=passage.heading,
        heading_lang=passage.heading_lang,
        passage=issue.passage_view(
            here, ref, also_in=issue.same_text(ref), related=issue.related(here, ref)
        ),
        filter_source=headline.slug,
        filter_year=str(day.year) if day else "-",
    )


def filter_of(issue: Issue, shown: Sequence[ThemeGroup]) -> FilterView | None:
    """By source and by year. A choice leads to its first passage where no script runs."""
    cards = [card for group in shown for card in group.cards]
    sources = Counter(card.filter_source for card in cards)
    years = Counter(card.filter_year for card in cards)
    if len(sources) < 2:
        return None
    first_of_source: dict[str, CardView] = {}
    first_of_year: dict[str, CardView] = {}
    for card in cards:
        first_of_source.setdefault(card.filter_source, card)
        first_of_year.setdefault(card.filter_year, card)
    return FilterView(
        sources=tuple(
            FilterChoice(
                href=f"#{first.passage.id}",
                value=value,
                label=first.source.title,
                lang=issue.other_lang(first.source.lang),
                passages=number,
            )
            for value, number in sources.most_common()
            for first in (first_of_source[value],)
        ),
        years=tuple(
            FilterChoice(
                href=f"#{first_of_year[value].passage.id}",
                value=value,
                label=_year(issue, value),
                lang=None,
                passages=years[value],
            )
            for value in sorted(years, reverse=True)
        )
        if len(years) > 1
        else (),
    )


def _year(issue: Issue, year: str) -> str:
    if not year.isdigit():
        return issue.catalogue.plain("undated")
    return dates.year_label(int(year), issue.catalogue.locale)
