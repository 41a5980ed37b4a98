"""The first page of an edition, and who published its articles."""

from __future__ import annotations

from generator.convert.scripts import has_han
from generator.model import Theme
from generator.render import addresses, dates
from generator.render.addresses import Place
from generator.render.card import Card
from generator.render.drafts import Draft
from generator.render.issue import Issue
from generator.render.views.frame import Link
from generator.render.views.home import HomeView, LeadView, ThemeBrief
from generator.render.views.parts import Cited, PublisherLine

NEWEST = 8  # articles on the first page: one leads,
BESIDE = 3  # so many stand beside it, and the others below
LEAD = 3  # sentences of the summary of the first
HOME_TOPICS = 24
HOME_SOURCES = 12
BRIEF = 2  # sentences for each theme on the first page
_AT_ONCE, _LATIN_AT_ONCE = 240, 720  # characters of them together: more is not read there


def home(issue: Issue) -> Draft:
    here = addresses.home(issue.edition.segment)
    title, title_lang = issue.local(issue.site.title)
    description, description_lang = issue.local(issue.site.description)
    years = [day.year for day in (dates.read_date(a.date) for a in issue.articles) if day]
    view = HomeView(
        title=title,
        title_lang=title_lang,
        description=description or None,
        description_lang=description_lang,
        articles=len(issue.articles),
        passages=len(issue.teasers),
        publishers=len({a.publisher for a in issue.articles if a.publisher}),
        first_year=str(min(years)) if years else None,
        last_year=str(max(years)) if years else None,
        themes=tuple(_brief(issue, here, theme) for theme in issue.site.themes),
        lead=_lead(issue, here, issue.articles[0]) if issue.articles else None,
        beside=tuple(issue.article_line(here, a) for a in issue.articles[1 : 1 + BESIDE]),
        newest=tuple(issue.article_line(here, a) for a in issue.articles[1 + BESIDE : NEWEST]),
        topics=tuple(issue.topic_line(here, topic) for topic in issue.topics[:HOME_TOPICS]),
        archive=addresses.link(here, addresses.archive(issue.edition.segment)),
        all_topics=addresses.link(here, addresses.topics(issue.edition.segment)),
        sources=publishers(issue, here)[:HOME_SOURCES],
        all_sources=addresses.link(here, addresses.sources(issue.edition.segment)),
        figures=Link(
            href=addresses.link(here, addresses.figures(issue.edition.segment)),
            label=issue.catalogue.plain("Figures side by side"),
        ),
    )
    return Draft(
        place=here,
        kind="home",
        template="home.html",
        view=view,
        title=None,
        description=description or None,
    )


def _lead(issue: Issue, here: Place, card: Card) -> LeadView:
    summary = issue.digest.article_summaries.get(card.source, ())
    # An editor's own summary is in the card in the language of the edition.
    own = card.summary[0].text if card.summary and not summary[0].ref else None
    return LeadView(
        line=issue.article_line(here, card),
        sentences=_readable(issue.cited(here, summary[:LEAD], with_source=False, own=own)),
    )


def _readable(sentences: tuple[Cited, ...]) -> tuple[Cited, ...]:
    """The first, and of the others as many as a reader takes in at a glance."""
    share = 0.0
    for at, sentence in enumerate(sentences):
        share += len(sentence.text) / (_AT_ONCE if has_han(sentence.text) else _LATIN_AT_ONCE)
        if at and share > 1:
            return sentences[:at]
    return sentences


def publishers(issue: Issue, here: Place) -> tuple[PublisherLine, ...]:
    """Who published the articles, with the place on the page of sources."""
    sources = addresses.sources(issue.edition.segment)
    return tuple(
        PublisherLine(
            href=addresses.link(here, sources, publisher_id(at)),
            name=name,
            lang=issue.other_lang(found[0].publisher_lang) if name else None,
            articles=len(found),
        )
        for at, (name, found) in enumerate(by_publisher(issue), 1)
    )


def by_publisher(issue: Issue) -> list[tuple[str | None, list[Card]]]:
    """The largest first, articles without one last."""
    found: dict[str | None, list[Card]] = {}
    for shown in issue.articles:
        found.setdefault(shown.publisher, []).append(shown)
    return sorted(
        found.items(), key=lambda pair: (pair[0] is None, -len(pair[1]), _first_date(pair[1]))
    )


def _first_date(articles: list[Card]) -> str:
    """The same in every edition, unlike the publisher's name."""
    return min(f"{shown.date or ''} {shown.source}" for shown in articles)


def publisher_id(number: int) -> str:
    return f"publisher-{number}"


def _brief(issue: Issue, here: Place, theme: Theme) -> ThemeBrief:
    description, lang = issue.local(theme.description)
    refs = issue.theme_refs.get(theme.id, ())
    summary = issue.digest.theme_summaries.get(theme.id, ())
    return ThemeBrief(
        id=theme.id,
        chip=issue.chip(here, theme.id),
        description=description,
        description_lang=lang,
        sentences=_readable(issue.cited(here, summary[:BRIEF], with_source=True)),
        passages=len({ref.passage for ref in refs}),
        sources=len({ref.source for ref in refs}),
    )
