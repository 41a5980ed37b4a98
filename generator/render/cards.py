"""Passages away from their articles: grouped by topic, with what a reader may filter them by.

An issue and references to passages in, groups of cards out. A card is a passage with its source,
date and heading. One text that two sources print is shown once, with both; which words are nearly
the same the links say (`duplicate`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.convert.fold import fold
from generator.convert.translations import PLACE
from generator.model import PassageRef
from generator.render import dates
from generator.render.addresses import Place
from generator.render.issue import Issue
from generator.render.passages import passage_view
from generator.render.views.theme import CardView, FilterChoice, FilterView, ThemeGroup

GROUP = 3  # passages that make a group of their own
GROUPS = 8
_REST = "other"
_NONE = "-"  # without a year, or without a place


def without_repeats(issue: Issue, refs: Iterable[PassageRef]) -> list[PassageRef]:
    """The first of each text."""
    kept: list[PassageRef] = []
    seen: set[PassageRef] = set()
    ids: set[str] = set()
    for ref in refs:
        if ref.passage not in ids and ref not in seen:
            kept.append(ref)
        ids.add(ref.passage)
        if ref in issue.duplicates:
            seen.update(issue.duplicates[ref])
    return kept


def groups(
    issue: Issue, here: Place, refs: Sequence[PassageRef], town_of: Mapping[str, str]
) -> tuple[ThemeGroup, ...]:
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
                cards=tuple(card(issue, here, ref, town_of) for ref in free),
            )
        )
    found.sort(key=lambda group: (-len(group.cards), group.id))
    rest = [ref for ref in refs if ref not in taken]
    if rest:
        cards = tuple(card(issue, here, ref, town_of) for ref in rest)
        found.append(ThemeGroup(id=_REST, topic=None, cards=cards))
    return tuple(found)


def card(issue: Issue, here: Place, ref: PassageRef, town_of: Mapping[str, str]) -> CardView:
    headline, passage = issue.headlines[ref.source], issue.passages[ref]
    day = dates.read_date(headline.date)
    return CardView(
        source=issue.passage_line(here, ref),
        heading=passage.heading,
        heading_lang=passage.heading_lang,
        passage=passage_view(issue, here, ref, with_chip=False),
        filter_source=headline.slug,
        filter_year=str(day.year) if day else _NONE,
        filter_place=town_in(passage.source_text, ref.source, town_of) or _NONE,
    )


def town_in(text: str, source: str, town_of: Mapping[str, str]) -> str | None:
    """The one town that a passage names, else the one that its article is about, if any."""
    folded = fold(text)
    named = [town for town in sorted(set(town_of.values())) if town in folded]
    return named[0] if len(named) == 1 else town_of.get(source)


def filter_of(issue: Issue, shown: Sequence[ThemeGroup]) -> FilterView | None:
    """By source, place and year. A choice leads to its first passage where no script runs."""
    cards = [card for group in shown for card in group.cards]
    sources = _choices(cards, lambda card: card.filter_source)
    if len(sources) < 2:
        return None
    years = _choices(cards, lambda card: card.filter_year)
    places = _choices(cards, lambda card: card.filter_place)
    return FilterView(
        sources=tuple(
            _choice(value, number, first, first.source.title, issue.other_lang(first.source.lang))
            for value, (number, first) in sources.items()
        ),
        places=tuple(
            _choice(value, number, first, *_place(issue, value))
            for value, (number, first) in places.items()
        )
        if len(places) > 1
        else (),
        years=tuple(
            _choice(value, *years[value], _year(issue, value), None)
            for value in sorted(years, reverse=True)
        )
        if len(years) > 1
        else (),
    )


def _choices(
    cards: Iterable[CardView], value_of: Callable[[CardView], str]
) -> dict[str, tuple[int, CardView]]:
    """The most frequent first, what has none last: how many passages, and the first of them."""
    found: dict[str, list[CardView]] = {}
    for card in cards:
        found.setdefault(value_of(card), []).append(card)
    ranked = sorted(found.items(), key=lambda pair: (pair[0] == _NONE, -len(pair[1])))
    return {value: (len(own), own[0]) for value, own in ranked}


def _choice(value: str, number: int, first: CardView, label: str, lang: str | None) -> FilterChoice:
    href = f"#{first.passage.id}"
    return FilterChoice(href=href, value=value, label=label, lang=lang, passages=number)


def _place(issue: Issue, town: str) -> tuple[str, str | None]:
    if town == _NONE:
        return issue.catalogue.plain("no one place"), None
    words, lang = issue.called(PLACE, town)
    return words, issue.other_lang(lang)


def _year(issue: Issue, year: str) -> str:
    if year == _NONE:
        return issue.catalogue.plain("undated")
    return dates.year_label(int(year), issue.catalogue.locale)
