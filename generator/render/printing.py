"""The last step: an article's own pages, and the pages of the whole site, as files.

`article_outputs` is for one article in every edition and sees only what it is told; a worker makes
it. `site_steps` tells how everything else is made. Both are pure; pictures are named here and drawn
later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Protocol

from generator.convert.translations import TOPIC
from generator.digest.comparisons import Compared
from generator.model import Entry, Output, PassageRef
from generator.render import addresses
from generator.render.addresses import Place
from generator.render.article_page import article_page
from generator.render.catalogue import Catalogue
from generator.render.context import Context
from generator.render.converted import Converted
from generator.render.coverage import Joined, joined_paths, joins
from generator.render.digest_json import Fragment, digest_json, fragment
from generator.render.drafts import Draft, MadeOf, Planned
from generator.render.epub import CHAPTERS, Chapter, book, book_place, chapter
from generator.render.feeds import feed_files, feeds
from generator.render.frame import frame
from generator.render.front_door import chooser, not_found
from generator.render.issue import Issue, article_issue, site_issues
from generator.render.pages import site_pages
from generator.render.pictures import Picture, picture_of, picture_place
from generator.render.record_json import record_json
from generator.render.shown import ShownArticle, ShownPassage, Spoken, shown_article
from generator.render.sitemap import robots, sitemap
from generator.render.templates import Templates
from generator.render.views.frame import Frame
from generator.render.world import Told, TopicCard, World


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
        shown = shown_in(context, entry, converted, told.spoken, told.topics)
        issue = article_issue(context, told, shown, at)
        draft = article_page(issue, shown, told, converted.summary)
        picture = _picture(press, issue, draft) if told.is_recent else None
        if picture:
            pictures.append(picture)
        page = _composed(press, issue, draft, joined, picture)
        outputs.append(page.printed(press.templates))
        outputs.append(record_json(context, entry, converted))
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


def shown_in(
    context: Context,
    entry: Entry,
    own: Converted,
    spoken: Iterable[Spoken],
    topics: Iterable[TopicCard],
) -> ShownArticle:
    """The article with the topics it mentions, as an edition shows it."""
    other = context.other
    names = {
        topic.id: name
        for topic in (topics if other else ())
        if other and (name := other.name(TOPIC, topic.name))
    }
    return shown_article(context, entry, own, spoken, names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A page with all that it says, before it is put into its template."""

    path: str
    template: str
    frame: Frame
    view: object
    catalogue: Catalogue

    def printed(self, templates: Templates) -> Output:
        data = templates.page(self.template, self.frame, self.view, self.catalogue)
        return Output(path=self.path, data=data)


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """Files that are made in one go; which they are is known before."""

    paths: tuple[str, ...]
    make: Callable[[], Iterable[Output | Picture | Composed]]
    # All that they are made of beside the press, where somebody can tell before they are made.
    made_of: Callable[[], MadeOf] | None = None


class Given(Protocol):
    """What an article's printing gives to files of the whole site, by source and edition."""

    def fragment(self, source: str, edition: int) -> Fragment: ...

    def chapter(self, source: str, edition: int) -> Chapter: ...


class GivenBy:
    """The same, of articles that are printed in this process."""

    def __init__(self, printed: Callable[[str], Printed]) -> None:
        self._printed = printed

    def fragment(self, source: str, edition: int) -> Fragment:
        return self._printed(source).fragments[edition]

    def chapter(self, source: str, edition: int) -> Chapter:
        return self._printed(source).chapters[edition]


def site_steps(
    press: Press,
    world: World,
    passages: Sequence[Mapping[PassageRef, ShownPassage]],
    compared: Callable[[], Compared],
    manifests: Callable[[], Mapping[str, str]],
    given: Given,
) -> Iterator[Step]:
    """All files that belong to no single article; what a file does not need is not asked for.

    `passages` are those of each edition, put together when they are asked for.
    """
    issues = site_issues(press.contexts, world, passages)

    @cache
    def joined() -> Joined:
        return {
            one.edition.segment: joined_paths(one) for one in issues if one.edition.script is None
        }

    plans: list[list[Planned]] = []
    for at, issue in enumerate(issues):
        segment = issue.edition.segment
        plan = list(
            site_pages(issue, partial(_manifest, manifests, segment), compared, press.places)
        )
        plans.append(plan)
        for planned in plan:
            make = partial(_planned_page, press, issue, planned, joined)
            made_of = partial(_made_of, planned, joined) if planned.made_of else None
            yield Step((planned.place.file,), make, made_of)
        yield Step(feed_files(issue), partial(feeds, issue))
        fragments = partial(_fragments, world.order, given, at)
        yield Step((addresses.digest_file(segment).file,), partial(_digest_json, issue, fragments))
        if press.has_book:
            whole = partial(_book, press, issue, plan, joined, world.order, given, at)
            yield Step((book_place(segment).file,), whole)
    first = issues[0].site
    yield Step(("index.html",), lambda: [chooser(issues, press.templates, press.places, joined())])
    yield Step(("404.html",), lambda: [not_found(issues, press.templates, press.places)])
    yield Step(("sitemap.xml",), lambda: [sitemap(first, _kept(issues, plans, joined()), joined())])
    yield Step(("robots.txt",), lambda: [robots(first)])


def _manifest(manifests: Callable[[], Mapping[str, str]], segment: str) -> str:
    return manifests()[segment]


def _planned_page(
    press: Press, issue: Issue, planned: Planned, joined: Callable[[], Joined]
) -> Iterator[Picture | Composed]:
    draft = planned.draft()
    picture = _picture(press, issue, draft)
    if picture:
        yield picture
    yield _composed(press, issue, draft, joined(), picture)


def _made_of(planned: Planned, joined: Callable[[], Joined]) -> MadeOf:
    """Whether a page joins the alternates is told by what it shows in another edition."""
    assert planned.made_of is not None
    found = planned.made_of()
    joins = [planned.place.path in paths for paths in joined().values()]
    return replace(found, values=(*found.values, joins))


def _fragments(order: Sequence[str], given: Given, at: int) -> Iterator[Fragment]:
    return (given.fragment(source, at) for source in order)


def _digest_json(issue: Issue, fragments: Callable[[], Iterator[Fragment]]) -> list[Output]:
    return [digest_json(issue, fragments())]


def _book(
    press: Press,
    issue: Issue,
    plan: Sequence[Planned],
    joined: Callable[[], Joined],
    order: Sequence[str],
    given: Given,
    at: int,
) -> list[Output]:
    chapters = [
        chapter(issue, draft, frame(issue, draft, {}, joined()), press.templates)
        for draft in (planned.draft() for planned in plan)
        if draft.template in CHAPTERS
    ]
    chapters += [given.chapter(source, at) for source in order]
    return [book(issue, chapters, press.book_style)]


def _kept(
    issues: Sequence[Issue], plans: Sequence[Sequence[Planned]], joined: Joined
) -> list[Place]:
    """What search engines should keep."""
    kept = [addresses.home("")]
    for issue, plan in zip(issues, plans, strict=True):
        places = [planned.place for planned in plan if planned.listed]
        places += [issue.place(card.source) for card in issue.articles]
        kept += [place for place in places if joins(issue.edition, place, joined)]
    return kept


def _picture(press: Press, issue: Issue, draft: Draft) -> Picture | None:
    faces = press.faces.get(issue.edition.segment)
    return picture_of(issue, draft, faces) if faces else None


def _composed(
    press: Press, issue: Issue, draft: Draft, joined: Joined, picture: Picture | None
) -> Composed:
    segment = issue.edition.segment
    around = frame(
        issue,
        draft,
        press.places,
        joined,
        picture_place(picture) if picture else press.site_pictures.get(segment),
        book_place(segment) if press.has_book else None,
    )
    return Composed(
        path=draft.place.file,
        template=draft.template,
        frame=around,
        view=draft.view,
        catalogue=issue.catalogue,
    )
