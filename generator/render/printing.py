"""The last step: an article's own pages, and the pages of the whole site, as files.

`article_outputs` is for one article in every edition and sees only what it is told; a worker makes
it. `site_outputs` makes everything else. Both are pure; pictures are named here and drawn later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.convert.translations import TOPIC
from generator.digest.comparisons import Compared
from generator.model import Entry, Output, PassageRef
from generator.render import addresses
from generator.render.addresses import Place
from generator.render.article_page import article_page
from generator.render.context import Context
from generator.render.converted import Converted
from generator.render.coverage import Joined, joined_paths, joins
from generator.render.digest_json import Fragment, digest_json, fragment
from generator.render.drafts import Draft
from generator.render.epub import CHAPTERS, Chapter, book, book_place, chapter
from generator.render.feeds import feeds
from generator.render.frame import frame
from generator.render.front_door import chooser, not_found
from generator.render.issue import Issue, article_issue, site_issue
from generator.render.pages import site_pages
from generator.render.pictures import Picture, picture_of, picture_place
from generator.render.record_json import record_json
from generator.render.shown import ShownArticle, ShownPassage, shown_article
from generator.render.sitemap import robots, sitemap
from generator.render.templates import Templates
from generator.render.world import Told, World


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Press:
    """What every page is made with."""

    contexts: tuple[Context, ...]
    templates: Templates
    places: Mapping[str, Place]  # of static files
    faces: Mapping[str, str] = field(default_factory=dict)  # of pictures, by edition; see pictures
    site_pictures: Mapping[str, Place] = field(default_factory=dict)  # by edition
    has_book: bool = False
    book_style: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One article in every edition: its files, and what it gives to files of the whole site."""

    outputs: tuple[Output, ...]
    fragments: tuple[Fragment, ...]  # by edition, for digest.json
    pictures: tuple[Picture, ...]
    chapters: tuple[Chapter, ...]  # by edition, for books


def article_outputs(press: Press, entry: Entry, own: tuple[Converted, ...], told: Told) -> Printed:
    outputs: list[Output] = []
    fragments: list[Fragment] = []
    pictures: list[Picture] = []
    chapters: list[Chapter] = []
    article = entry.article
    path = addresses.article("", article.slug).path
    joined = {segment: frozenset((path,)) for segment in told.joined}
    for at, (context, converted) in enumerate(zip(press.contexts, own, strict=True)):
        shown = shown_in(context, entry, converted, told)
        issue = article_issue(context, told, shown, at)
        draft = article_page(issue, shown, told, converted.summary)
        picture = _picture(press, issue, draft) if told.is_recent else None
        if picture:
            pictures.append(picture)
        outputs.append(_page(press, issue, draft, joined, picture))
        outputs.append(record_json(context, shown))
        fragments.append(fragment(issue, shown, told, converted.summary))
        if press.has_book:
            around = frame(issue, draft, {}, joined)
            chapters.append(chapter(issue, draft, around, press.templates))
    return Printed(
        outputs=tuple(outputs),
        fragments=tuple(fragments),
        pictures=tuple(pictures),
        chapters=tuple(chapters),
    )


def shown_in(context: Context, entry: Entry, own: Converted, told: Told) -> ShownArticle:
    """The article with the topics it mentions, as an edition shows it."""
    other = context.other
    names = {
        topic.id: name
        for topic in (told.topics if other else ())
        if other and (name := other.name(TOPIC, topic.name))
    }
    return shown_article(context, entry, own, told.spoken, names)


def site_outputs(
    press: Press,
    world: World,
    passages: Sequence[Mapping[PassageRef, ShownPassage]],
    compared: Compared,
    manifests: Mapping[str, str],
    printed: Mapping[str, Printed],
) -> Iterator[Output | Picture]:
    """`passages` are those of each edition, put together when they are asked for; `printed` is
    every article's, by source."""
    issues = tuple(
        site_issue(context, world, at, passages[at]) for at, context in enumerate(press.contexts)
    )
    joined = {
        one.edition.segment: joined_paths(one) for one in issues if one.edition.script is None
    }
    kept = [addresses.home("")]
    for at, issue in enumerate(issues):
        drafts = list(site_pages(issue, manifests[issue.edition.segment], compared))
        chapters = []
        for draft in drafts:
            picture = _picture(press, issue, draft)
            if picture:
                yield picture
            yield _page(press, issue, draft, joined, picture)
            if draft.listed and draft.indexed and joins(issue.edition, draft.place, joined):
                kept.append(draft.place)
            if press.has_book and draft.template in CHAPTERS:
                around = frame(issue, draft, {}, joined)
                chapters.append(chapter(issue, draft, around, press.templates))
        for card in issue.articles:
            place = issue.place(card.source)
            if joins(issue.edition, place, joined):
                kept.append(place)
        yield from feeds(issue)
        own = [printed[source] for source in world.order]
        yield digest_json(issue, (one.fragments[at] for one in own))
        if press.has_book:
            chapters += [one.chapters[at] for one in own]
            yield book(issue, chapters, press.book_style)
    yield chooser(issues, press.templates, press.places, joined)
    yield not_found(issues, press.templates, press.places)
    yield sitemap(issues[0].site, kept, joined)
    yield robots(issues[0].site)


def _picture(press: Press, issue: Issue, draft: Draft) -> Picture | None:
    faces = press.faces.get(issue.edition.segment)
    return picture_of(issue, draft, faces) if faces else None


def _page(
    press: Press, issue: Issue, draft: Draft, joined: Joined, picture: Picture | None
) -> Output:
    segment = issue.edition.segment
    around = frame(
        issue,
        draft,
        press.places,
        joined,
        picture_place(picture) if picture else press.site_pictures.get(segment),
        book_place(segment) if press.has_book else None,
    )
    data = press.templates.page(draft.template, around, draft.view, issue.catalogue)
    return Output(path=draft.place.file, data=data)
