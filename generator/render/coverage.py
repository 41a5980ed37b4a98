"""Which pages of an edition in another language are written in that language.

An issue in, paths out. A page of which most is still Chinese is there for readers, but search
engines are not told that it is English because its menu is: it joins the alternates and the
sitemap when at least half of the passages it shows are translated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.model import Edition, Page, PassageRef
from generator.render import addresses
from generator.render.addresses import Place
from generator.render.issue import Issue
from generator.render.lists import archive_parts, month_place
from generator.render.world import is_written

Joined = Mapping[str, frozenset[str]]
"""Paths of the pages that join, by the segment of an edition that is not Chinese."""

_BRIEF = 2  # sentences for each theme on the first page
_NEWEST = 8


def joins(edition: Edition, place: Place, joined: Joined) -> bool:
    return edition.script is not None or place.path in joined.get(edition.segment, ())


def joined_paths(issue: Issue) -> frozenset[str]:
    return frozenset(place.path for place, half in _pages(issue) if half)


def _pages(issue: Issue) -> Iterator[tuple[Place, bool]]:
    segment = issue.edition.segment
    yield addresses.home(segment), _home(issue)
    for theme in issue.site.themes:
        yield addresses.theme(segment, theme.id), _half(issue, issue.theme_refs.get(theme.id, ()))
    for card in issue.articles:
        yield issue.place(card.source), is_written(card.teasers)
    for topic in issue.digest.topics:
        yield addresses.topic(segment, topic.id), _half(issue, topic.passages())
    # Lists of names and titles.
    own = issue.edition.tag
    yield (
        addresses.topics(segment),
        _mostly(issue.topics, lambda t: issue.named(t.name).lang == own),
    )
    titles = _mostly(issue.articles, lambda card: card.lang == own)
    yield addresses.archive(segment), titles
    for when in archive_parts(issue):
        yield month_place(issue, when), titles
    yield addresses.sources(segment), titles
    figures = (figure.ref for figure in issue.digest.figures)
    yield addresses.figures(segment), _half(issue, dict.fromkeys(figures))
    # All of it is the program's own words, in the language of its catalogue.
    yield addresses.made(segment), bool(issue.catalogue.messages)
    for page in issue.free_pages:
        yield addresses.free_page(segment, page.slug), written_in(page, issue.edition)


def written_in(page: Page, edition: Edition) -> bool:
    """Whether a free page's file says that it is in the language of the edition."""
    return page.tag.split("-")[0].lower() == edition.language


def _home(issue: Issue) -> bool:
    own = issue.edition.tag
    summaries = issue.digest.theme_summaries.values()
    said = [issue.sentence(one).lang == own for found in summaries for one in found[:_BRIEF]]
    for card in issue.articles[:_NEWEST]:
        said += [words.lang == own for words in card.summary[:1]]
    return _mostly(said, bool)


def _half(issue: Issue, refs: Iterable[PassageRef]) -> bool:
    return is_written([issue.teasers[ref] for ref in refs if ref in issue.teasers])


def _mostly(things: Iterable[object], is_translated: Callable[..., bool]) -> bool:
    """At least half of them. What has nothing to translate is not Chinese."""
    found = [is_translated(thing) for thing in things]
    return 2 * sum(found) >= len(found)
