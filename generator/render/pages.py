"""The pages of one edition: which there are, and the finished view of each.

An issue in, `Draft`s out: a place, a template's name and what the template is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import quote, urlsplit

from generator.digest.comparisons import Compared
from generator.model import PassageRef, Theme, Topic
from generator.render import addresses, cards, dates
from generator.render.addresses import Place
from generator.render.figures import figures_view, topic_figures
from generator.render.free_pages import free_page
from generator.render.inline import TOPIC, safe_address
from generator.render.issue import Issue
from generator.render.made import made_view
from generator.render.shown import ShownArticle, ShownSection, found_lang
from generator.render.views import (
    ArchiveMonth,
    ArchiveView,
    ArchiveYear,
    ArticleView,
    AsFound,
    Cited,
    CorrectionView,
    DoubtView,
    Fact,
    FreePageView,
    HomeView,
    Link,
    MentionView,
    MoreArticles,
    PassageView,
    PublisherLine,
    PublisherView,
    RemovedGroup,
    SearchView,
    SectionView,
    SourceFacts,
    SourcesView,
    ThemeBrief,
    ThemeView,
    TimelineMonth,
    TimelineYear,
    TopicsView,
    TopicView,
    TranslationView,
    Words,
)

NEWEST = 8  # articles on the first page
HOME_TOPICS = 24
HOME_SOURCES = 12
BRIEF = 2  # sentences for each theme on the first page
# Characters of passages on a theme's page, so that it stays below 30 KiB compressed however
# many articles there are; the articles after that are listed by title.
THEME_CHARACTERS = 12_000
THEME_TITLES = 150
TOPIC_MENTIONS = 120
SEARCH_TITLES = 300  # for readers without scripts; the archive has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A page before the template. `title` is None on the first page: the site's name is enough."""

    place: Place
    kind: str
    template: str
    view: object
    title: str | None
    description: str | None = None
    theme: str | None = None  # whose feed belongs to the page
    script: str | None = None  # a static file the page needs beside the switch
    indexed: bool = True
    listed: bool = True  # in the sitemap


def pages(issue: Issue, search_manifest: str, compared: Compared) -> Iterator[Draft]:
    segment, text = issue.edition.segment, issue.catalogue.plain
    yield _home(issue)
    for theme in issue.site.themes:
        yield _theme(issue, theme)
    for article in issue.articles:
        yield _article(issue, article)
    here = addresses.topics(segment)
    yield Draft(
        place=here,
        kind="topics",
        template="topics.html",
        view=TopicsView(topics=tuple(issue.topic_line(here, topic) for topic in issue.topics)),
        title=text("Topics"),
    )
    for topic in issue.topics:
        yield _topic(issue, topic, compared)
    here = addresses.figures(segment)
    yield Draft(
        place=here,
        kind="figures",
        template="figures.html",
        view=figures_view(issue, here, compared),
        title=text("Figures"),
    )
    yield Draft(
        place=addresses.archive(segment),
        kind="archive",
        template="archive.html",
        view=_archive(issue),
        title=text("Archive"),
    )
    yield Draft(
        place=addresses.sources(segment),
        kind="sources",
        template="sources.html",
        view=_sources(issue),
        title=text("Sources"),
    )
    here = addresses.made(segment)
    yield Draft(
        place=here,
        kind="page",
        template="made.html",
        view=made_view(issue, here, publishers(issue, here)),
        title=text("How this digest is made"),
    )
    here = addresses.search(segment)
    yield Draft(
        place=here,
        kind="search",
        template="search.html",
        view=SearchView(
            manifest=search_manifest,
            themes=tuple(issue.chip(here, theme.id) for theme in issue.site.themes),
            articles=tuple(
                issue.article_line(here, article) for article in issue.articles[:SEARCH_TITLES]
            ),
        ),
        title=text("Search"),
        script="search.js",
        listed=False,  # search engines may keep it, and need not be told to
    )
    for page in issue.free_pages:
        shown = free_page(page, issue.converter, issue.edition)
        title, title_lang = issue.local(page.title)
        yield Draft(
            place=addresses.free_page(segment, page.slug),
            kind="page",
            template="page.html",
            view=FreePageView(title=title, title_lang=title_lang, lang=shown.lang, html=shown.html),
            title=title,
        )


# --- the first page -------------------------------------------------------------------------


def _home(issue: Issue) -> Draft:
    here = addresses.home(issue.edition.segment)
    title, title_lang = issue.local(issue.site.title)
    description, description_lang = issue.local(issue.site.description)
    years = [day.year for day in (dates.read_date(a.article.date) for a in issue.articles) if day]
    view = HomeView(
        title=title,
        title_lang=title_lang,
        description=description or None,
        description_lang=description_lang,
        articles=len(issue.articles),
        passages=len(issue.passages),
        publishers=len({a.publisher for a in issue.articles if a.publisher}),
        first_year=str(min(years)) if years else None,
        last_year=str(max(years)) if years else None,
        themes=tuple(_brief(issue, here, theme) for theme in issue.site.themes),
        newest=tuple(issue.article_line(here, a) for a in issue.articles[:NEWEST]),
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


def publishers(issue: Issue, here: Place) -> tuple[PublisherLine, ...]:
    """Who published the articles, with the place on the page of sources."""
    sources = addresses.sources(issue.edition.segment)
    return tuple(
        PublisherLine(
            href=addresses.link(here, sources, _publisher_id(at)),
            name=name,
            lang=issue.other_lang(found[0].publisher_lang) if name else None,
            articles=len(found),
        )
        for at, (name, found) in enumerate(_by_publisher(issue), 1)
    )


def _by_publisher(issue: Issue) -> list[tuple[str | None, list[ShownArticle]]]:
    """The largest first, articles without one last."""
    found: dict[str | None, list[ShownArticle]] = {}
    for shown in issue.articles:
        found.setdefault(shown.publisher, []).append(shown)
    return sorted(
        found.items(), key=lambda pair: (pair[0] is None, -len(pair[1]), _first_date(pair[1]))
    )


def _first_date(articles: list[ShownArticle]) -> str:
    """The same in every edition, unlike the publisher's name."""
    return min(f"{shown.article.date or ''} {shown.article.source}" for shown in articles)


def _publisher_id(number: int) -> str:
    return f"publisher-{number}"


def _brief(issue: Issue, here: Place, theme: Theme) -> ThemeBrief:
    description, lang = issue.local(theme.description)
    refs = issue.theme_refs.get(theme.id, ())
    summary = issue.digest.theme_summaries.get(theme.id, ())
    return ThemeBrief(
        chip=issue.chip(here, theme.id),
        description=description,
        description_lang=lang,
        sentences=issue.cited(here, summary[:BRIEF], with_source=True),
        passages=len({ref.passage for ref in refs}),
        sources=len({ref.source for ref in refs}),
    )


# --- themes ---------------------------------------------------------------------------------


def _theme(issue: Issue, theme: Theme) -> Draft:
    segment = issue.edition.segment
    here = addresses.theme(segment, theme.id)
    refs = issue.theme_refs.get(theme.id, ())
    chosen, left_out = _chosen(issue, here, refs)
    groups = cards.groups(issue, here, chosen)
    description, description_lang = issue.local(theme.description)
    chip = issue.chip(here, theme.id)
    view = ThemeView(
        chip=chip,
        description=description,
        description_lang=description_lang,
        summary=issue.cited(here, issue.digest.theme_summaries.get(theme.id, ()), with_source=True),
        groups=groups,
        filter=cards.filter_of(issue, groups),
        more=left_out[:THEME_TITLES],
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
    issue: Issue, here: Place, refs: tuple[PassageRef, ...]
) -> tuple[list[PassageRef], tuple[MoreArticles, ...]]:
    """Passages for the page, article by article as long as there is room, each text once."""
    chosen: list[PassageRef] = []
    left_out: list[MoreArticles] = []
    characters = 0
    own_texts = cards.without_repeats(issue, refs)
    for source, found in groupby(own_texts, key=lambda ref: ref.source):
        own = list(found)
        length = sum(_weight(issue, ref) for ref in own)
        if chosen and characters + length > THEME_CHARACTERS:
            line = issue.source_line(here, issue.by_source[source])
            left_out.append(MoreArticles(source=line, passages=len(own)))
            continue
        characters += length
        chosen += own
    return chosen, tuple(left_out)


def _weight(issue: Issue, ref: PassageRef) -> int:
    """Characters a passage takes on a page: its source about 60, a related passage 80.

    Those of the source: a page shows the same passages in every edition.
    """
    return len(issue.passages[ref].source_text) + 60 + 80 * len(issue.links.get(ref, ()))


# --- articles -------------------------------------------------------------------------------


def _article(issue: Issue, shown: ShownArticle) -> Draft:
    article = shown.article
    here = issue.place(article.source)
    original = safe_address(article.url) if article.url else None
    summary = issue.digest.article_summaries.get(article.source, ())
    cited = issue.cited(here, summary, with_source=False)
    view = ArticleView(
        title=shown.title,
        made_up=shown.made_up,
        lang=shown.lang,
        translation=_translation(issue, shown),
        authors=tuple(
            Words(text=author, lang=issue.other_lang(lang))
            for author, lang in zip(shown.authors, shown.author_langs, strict=True)
        ),
        publisher=Words(text=shown.publisher, lang=issue.other_lang(shown.publisher_lang))
        if shown.publisher
        else None,
        date=article.date,
        date_label=dates.date_label(article.date, issue.catalogue.locale),
        original=original,
        original_host=_host(original),
        chips=issue.article_chips(here, shown),
        summary=cited,
        contents=_contents(issue, shown),
        sections=_sections(issue, here, shown, _citations(cited)),
        topics=tuple(
            issue.topic_line(here, topic) for topic in issue.topics_of.get(article.source, ())
        ),
        keywords=tuple(map(issue.marked, issue.digest.keywords.get(article.source, ()))),
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
        facts=_facts(issue, shown),
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
    found = shown.translation
    done = states.count("translated")
    stale = states.count("stale")
    return TranslationView(
        done=done,
        stale=stale,
        total=done + stale + states.count("untranslated"),
        translator=found.translator if done + stale else None,
        date=found.date if done + stale else None,
        date_label=dates.date_label(found.date, issue.catalogue.locale) if done + stale else None,
        method=found.method if done + stale else None,
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
            view = issue.passage_view(
                here,
                passage.ref,
                own_id=first,
                chip_of=chip_of,
                chip_repeats=chip_of is not None and chip_of == theme,
                also_in=cards.same_text(issue, passage.ref),
                related=cards.related(issue, here, passage.ref),
            )
            passages.append(
                replace(view, back=citations.get(passage.ref.passage)) if first else view
            )
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


def _facts(issue: Issue, shown: ShownArticle) -> tuple[Fact, ...]:
    article, catalogue = shown.article, issue.catalogue
    facts = [
        _fact(catalogue.plain("File"), article.source, found_lang(article.source)),
        _fact(catalogue.plain("Format"), catalogue.kind("format", article.format)),
        _fact(catalogue.plain("Encoding"), article.encoding.upper()),
        _fact(catalogue.plain("Script"), catalogue.kind("script", article.script)),
    ]
    if article.title and article.title != shown.title:
        lang = found_lang(article.title, article)
        facts.append(_fact(catalogue.plain("Original title"), article.title, lang))
    return tuple(facts)


def _fact(label: str, text: str, found: str | None = None) -> Fact:
    return Fact(label=label, text=text, lang=found, as_found=found is not None)


def _host(address: str | None) -> str | None:
    return (urlsplit(address).hostname or address) if address else None


# --- topics ---------------------------------------------------------------------------------


def _topic(issue: Issue, topic: Topic, compared: Compared) -> Draft:
    segment = issue.edition.segment
    here = addresses.topic(segment, topic.id)
    line = issue.topic_line(here, topic)
    description, description_lang = issue.local(topic.description)
    refs = [ref for ref in dict.fromkeys(topic.passages()) if ref in issue.passages]
    refs.sort(key=lambda ref: issue.position[ref.source])
    refs = cards.without_repeats(issue, refs)
    mentions = tuple(
        MentionView(
            source=issue.source_line(here, issue.by_source[ref.source], ref.passage),
            passage=issue.passage_view(
                here,
                ref,
                chip_of=issue.theme_of(ref),
                also_in=cards.same_text(issue, ref),
                hit=_hit(issue, topic, ref),
            ),
        )
        for ref in refs[:TOPIC_MENTIONS]
    )
    search = addresses.link(here, addresses.search(segment))
    view = TopicView(
        name=line.name,
        lang=line.lang,
        aliases=tuple(issue.words(alias) for alias in topic.aliases if alias != topic.name),
        description=description or None,
        description_lang=description_lang,
        summary=issue.cited(here, topic.summary, with_source=True),
        mentions=mentions,
        figures=topic_figures(issue, here, topic, compared),
        beyond=len(refs[TOPIC_MENTIONS:]),
        search=f"{search}?q={quote(line.name)}",
        sources=line.sources,
    )
    return Draft(
        place=here,
        kind="topic",
        template="topic.html",
        view=view,
        title=line.name,
        description=description or None,
    )


def _hit(issue: Issue, topic: Topic, ref: PassageRef) -> tuple[int, int] | None:
    target = TOPIC + topic.id
    return next(
        (
            (mark.start, mark.end)
            for mark in issue.passages[ref].marks
            if mark.kind == "link" and mark.target == target
        ),
        None,
    )


# --- lists ----------------------------------------------------------------------------------


def _archive(issue: Issue) -> ArchiveView:
    here = addresses.archive(issue.edition.segment)
    locale = issue.catalogue.locale
    days = {a.article.source: dates.read_date(a.article.date) for a in issue.articles}

    def year_of(article: ShownArticle) -> int | None:
        day = days[article.article.source]
        return day.year if day else None

    def month_of(article: ShownArticle) -> int | None:
        day = days[article.article.source]
        return day.month if day else None

    years = []
    for year, in_year in groupby(issue.articles, key=year_of):
        articles = list(in_year)
        # What has only a year stands before its months, which groupby then finds together.
        articles.sort(key=lambda article: month_of(article) is not None)
        months = tuple(
            ArchiveMonth(
                label=dates.month_label(year, month, locale) if year and month else None,
                id=_month_id(year, month) if year and month else None,
                articles=tuple(issue.article_line(here, article) for article in in_month),
            )
            for month, in_month in groupby(articles, key=month_of)
        )
        years.append(
            ArchiveYear(
                label=dates.year_label(year, locale) if year else None,
                id=f"y{year}" if year else "undated",
                months=months,
                articles=len(articles),
            )
        )
    counts = Counter((day.year, day.month) for day in days.values() if day and day.month)
    most = max(counts.values(), default=1)
    timeline = tuple(
        TimelineYear(
            href=f"#y{year}",
            label=dates.year_label(year, locale),
            months=tuple(
                TimelineMonth(
                    href=f"#{_month_id(year, month)}" if counts[year, month] else None,
                    number=month,
                    label=dates.month_label(year, month, locale),
                    articles=counts[year, month],
                    weight=-(-4 * counts[year, month] // most),
                )
                for month in range(1, 13)
            ),
        )
        for year in sorted({year for year, _ in counts}, reverse=True)
    )
    return ArchiveView(years=tuple(years), timeline=timeline)


def _month_id(year: int, month: int) -> str:
    return f"y{year}-{month:02}"


def _sources(issue: Issue) -> SourcesView:
    here = addresses.sources(issue.edition.segment)
    return SourcesView(
        publishers=tuple(
            PublisherView(
                id=_publisher_id(at),
                name=name,
                lang=issue.other_lang(found[0].publisher_lang),
                articles=tuple(_source_facts(issue, here, shown) for shown in found),
            )
            for at, (name, found) in enumerate(_by_publisher(issue), 1)
        ),
        articles=len(issue.articles),
    )


def _source_facts(issue: Issue, here: Place, shown: ShownArticle) -> SourceFacts:
    original = safe_address(shown.article.url) if shown.article.url else None
    return SourceFacts(
        article=issue.article_line(here, shown),
        facts=_facts(issue, shown),
        original=original,
        original_host=_host(original),
    )
