"""An issue: what the pages of one edition draw from, by passage, theme and topic.

An edition's context with the articles that its pages name in; parts of views, with addresses
written for the page they stand on, out. An article's page is made from an issue of that article
and of what it is told of others (`article_issue`), the pages of the whole site from one of all
articles' cards, whose passages are put together as far as they are shown (`site_issues`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from generator.convert.converter import LocalText
from generator.convert.translations import TOPIC, essence
from generator.model import (
    PUBLISHED,
    Digest,
    Link,
    PassageId,
    PassageRef,
    Placement,
    Standing,
    SummarySentence,
    Topic,
)
from generator.render import addresses, dates
from generator.render.addresses import Place
from generator.render.card import Card, Headline, Teaser
from generator.render.catalogue import Catalogue
from generator.render.context import Context
from generator.render.shown import ShownArticle, ShownPassage, shown_sentence
from generator.render.views.frame import Chip
from generator.render.views.parts import ArticleLine, Cited, SourceLine, TopicLine
from generator.render.world import Tie, Told, TopicCard, World

_TITLE, _LATIN_TITLE = 64, 160  # characters of a title where it is cited

NOTHING_FOUND = Digest(
    placements={},
    article_themes={},
    article_summaries={},
    theme_summaries={},
    keywords={},
    topics=(),
    links=(),
    figures=(),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Issue(Context):
    headlines: Mapping[str, Headline]  # by source: all articles that a page may name
    passages: Mapping[PassageRef, ShownPassage]  # that a page may show
    teasers: Mapping[PassageRef, Teaser]  # that a page may name
    placements: Mapping[PassageRef, Placement | None]
    ties: Mapping[PassageRef, tuple[Tie, ...]]  # best first
    sharers: Mapping[PassageId, tuple[PassageRef, ...]]  # sources with the same words
    topics: tuple[TopicCard, ...]  # most connected first
    names: Mapping[str, str]  # topics in the language of the edition, by what they say in Chinese
    # What an issue of the whole site has beside.
    digest: Digest = NOTHING_FOUND
    articles: tuple[Card, ...] = ()  # newest first, undated last
    links: tuple[Link, ...] = ()  # of what a page may show
    duplicates: Mapping[PassageRef, Sequence[PassageRef]] = field(default_factory=dict)
    theme_refs: Mapping[str, tuple[PassageRef, ...]] = field(default_factory=dict)
    position: Mapping[str, int] = field(default_factory=dict)  # of a source in `articles`

    def place(self, source: str) -> Place:
        return addresses.article(self.edition.segment, self.headlines[source].slug)

    def named(self, name: str) -> LocalText:
        """A topic's name or an alias, as the edition calls it."""
        own = self.names.get(essence(name)) if self.names else None
        return LocalText(own, self.edition.tag) if own else self._chinese(name)

    def called(self, context: str, chinese: str) -> LocalText:
        """What is counted or where, as translators call it, or the topic of that name."""
        name = self.other.name(context, chinese) if self.other else None
        return LocalText(name, self.edition.tag) if name else self.named(chinese)

    def marked(self, name: str, context: str = TOPIC) -> Markup:
        """The same, with its language where that is not the page's."""
        if self.edition.script and not self.names and self.other is None:
            return _escaped(self.words, name)
        words, lang = self.called(context, name)
        if lang == self.edition.tag:
            return escape(words)
        return Markup('<span lang="{}">{}</span>').format(lang, words)

    def _chinese(self, name: str) -> LocalText:
        lang = self.edition.tag if self.edition.script else self.words_lang(name)
        return LocalText(self.words(name), lang)

    def sentence(self, sentence: SummarySentence) -> LocalText:
        """A summary's sentence in the words of the passage as the edition shows it."""
        passage = self.passages.get(sentence.ref) if sentence.ref else None
        return LocalText(*shown_sentence(sentence, passage, self.converter))

    def source_line(
        self, here: Place, headline: Headline, passage: PassageId | None = None
    ) -> SourceLine:
        there = addresses.article(self.edition.segment, headline.slug)
        return SourceLine(
            href=addresses.link(here, there, passage or ""),
            title=short_title(headline),
            lang=headline.lang,
            made_up=headline.made_up,
            publisher=headline.publisher,
            publisher_lang=self.other_lang(headline.publisher_lang),
            date=headline.date,
            date_label=dates.date_label(headline.date, self.catalogue.locale),
            standing=standing_label(self.catalogue, headline.standing),
        )

    def passage_line(self, here: Place, ref: PassageRef) -> SourceLine:
        return self.source_line(here, self.headlines[ref.source], ref.passage)

    def article_line(self, here: Place, card: Card) -> ArticleLine:
        lead = card.summary[0] if card.summary else None
        return ArticleLine(
            source=self.source_line(here, card),
            lead=lead.text if lead else None,
            lead_lang=lead.lang if lead else None,
            chips=self.chips(here, self.digest.article_themes.get(card.source, ())),
        )

    def chips(self, here: Place, themes: Iterable[str]) -> tuple[Chip, ...]:
        return tuple(self.chip(here, theme_id) for theme_id in themes if theme_id in self.themes)

    def topic_line(self, here: Place, topic: TopicCard) -> TopicLine:
        name, lang = self.named(topic.name)
        return TopicLine(
            id=topic.id,
            href=addresses.link(here, addresses.topic(self.edition.segment, topic.id)),
            name=name,
            lang=lang,
            passages=topic.passages,
            sources=topic.sources,
        )

    def cited(
        self,
        here: Place,
        sentences: Iterable[SummarySentence],
        *,
        with_source: bool,
        own: str | None = None,
    ) -> tuple[Cited, ...]:
        """Sentences with their numbers; one whose passage is not published is the editor's.

        `own` is the editor's summary in the language of the edition.
        """
        cited: list[Cited] = []
        said: set[tuple[PassageRef | None, str]] = set()
        for sentence in sentences:
            known = sentence.ref is not None and sentence.ref in self.passages
            text, lang = self.sentence(sentence)
            if own and not known:
                text, lang = own, self.edition.tag
            # A whole translated passage may stand for two of its sentences.
            if (sentence.ref, text) in said:
                continue
            said.add((sentence.ref, text))
            source = self.passage_line(here, sentence.ref) if known and sentence.ref else None
            cited.append(
                Cited(
                    number=len(cited) + 1,
                    text=text,
                    lang=lang,
                    href=source.href if source else None,
                    source=source if with_source else None,
                )
            )
        return tuple(cited)

    def same_text(self, ref: PassageRef) -> tuple[PassageRef, ...]:
        """Where else the passage stands, in the same words or nearly so."""
        sharers, ties = self.sharers.get(ref.passage), self.ties.get(ref)
        exact = [other for other in sharers if other != ref] if sharers else []
        near = [tie.other for tie in ties if tie.kind == "duplicate"] if ties else []
        return tuple(dict.fromkeys((*exact, *near))) if exact or near else ()

    def related(self, ref: PassageRef) -> list[Tie]:
        """What belongs to the passage and says something else."""
        return [
            tie
            for tie in self.ties.get(ref, ())
            # The same words: the page names that source beside the passage.
            if tie.kind != "duplicate" and tie.other.passage != ref.passage
        ]

    def theme_of(self, ref: PassageRef) -> str | None:
        placement = self.placements.get(ref)
        return placement.theme if placement and placement.theme in self.themes else None


@lru_cache(maxsize=1 << 15)  # what passages share is said of many of them
def _escaped(words: Callable[[str], str], name: str) -> Markup:
    return escape(words(name))


def short_title(headline: Headline) -> str:
    """As it is cited and listed: a title of 300 characters is whole on its own page only."""
    limit = _TITLE if headline.lang.startswith("zh") else _LATIN_TITLE
    title = headline.title
    return title if len(title) <= limit else title[: limit - 1].rstrip() + "…"


def standing_label(catalogue: Catalogue, standing: Standing) -> str | None:
    """How an article is marked that readers will not see, or not yet."""
    return catalogue.kind("standing", standing) if standing != PUBLISHED else None


def article_issue(context: Context, told: Told, shown: ShownArticle, edition: int) -> Issue:
    """For the page of one article; `edition` is the number of the context's edition."""
    article = shown.article
    source = article.source
    publisher = shown.publisher
    own = Headline(
        source=source,
        slug=article.slug,
        title=shown.title,
        lang=shown.lang,
        made_up=shown.made_up,
        publisher=publisher.text if publisher else None,
        publisher_lang=publisher.lang if publisher else shown.lang,
        date=article.date,
        standing=told.standing,
    )
    headlines = {source: own}
    teasers = {}
    for near in told.near[edition]:
        headlines[near.headline.source] = near.headline
        for teaser in near.teasers:
            teasers[PassageRef(near.headline.source, teaser.passage)] = teaser
    sharers: dict[PassageId, tuple[PassageRef, ...]] = {}
    for ref in told.sharers:
        sharers[ref.passage] = (*sharers.get(ref.passage, ()), ref)
    return Issue(
        **_of(context),
        headlines=headlines,
        passages=shown.passages,
        teasers=teasers,
        placements=dict(zip(shown.refs, told.placements, strict=True)),
        ties=_by_passage(source, told.ties),
        sharers=sharers,
        topics=told.topics,
        names=names_of(context, told.topics),
    )


def site_issues(
    contexts: Iterable[Context],
    world: World,
    passages: Sequence[Mapping[PassageRef, ShownPassage]],
) -> tuple[Issue, ...]:
    """For the pages of the whole site; `passages`, by edition, are put together when they are
    asked for."""
    ties = _all_ties(world)
    position = {source: at for at, source in enumerate(world.order)}
    return tuple(
        _site_issue(context, world, at, passages[at], ties, position)
        for at, context in enumerate(contexts)
    )


def _site_issue(
    context: Context,
    world: World,
    edition: int,
    passages: Mapping[PassageRef, ShownPassage],
    ties: Mapping[PassageRef, tuple[Tie, ...]],
    position: Mapping[str, int],
) -> Issue:
    articles = tuple(world.cards[source][edition] for source in world.order)
    return Issue(
        **_of(context),
        headlines={one.source: one for one in articles},
        passages=passages,
        teasers={
            PassageRef(one.source, teaser.passage): teaser
            for one in articles
            for teaser in one.teasers
        },
        placements=world.digest.placements,
        ties=ties,
        sharers=world.sharers,
        topics=world.topics,
        names=names_of(context, world.topics),
        digest=world.digest,
        articles=articles,
        links=world.links,
        duplicates=world.duplicates,
        theme_refs=world.theme_refs,
        position=position,
    )


def names_of(context: Context, topics: Iterable[TopicCard | Topic]) -> dict[str, str]:
    """An alias is called what its topic is called."""
    names: dict[str, str] = {}
    if context.other is None:
        return names
    for topic in topics:
        name = context.other.name(TOPIC, topic.name)
        for chinese in (topic.name, *topic.aliases) if name else ():
            names.setdefault(essence(chinese), name or "")
    return names


_CONTEXT_FIELDS = tuple(one.name for one in fields(Context))


def _of(context: Context) -> dict[str, Any]:
    return {name: getattr(context, name) for name in _CONTEXT_FIELDS}


def _all_ties(world: World) -> dict[PassageRef, tuple[Tie, ...]]:
    found: dict[PassageRef, tuple[Tie, ...]] = {}
    for source, ties in world.ties.items():
        found |= _by_passage(source, ties)
    return found


def _by_passage(source: str, ties: Iterable[Tie]) -> dict[PassageRef, tuple[Tie, ...]]:
    found: defaultdict[PassageRef, list[Tie]] = defaultdict(list)
    for tie in ties:
        found[PassageRef(source, tie.passage)].append(tie)
    return {ref: tuple(own) for ref, own in found.items()}
