"""An issue: all that the pages of one edition draw from, gathered and converted once.

The site, the digest and the articles in; lookups by passage, theme and topic out. The methods
that take `here` give parts of views with addresses written for that page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape

from generator.convert.converter import Converter, LocalText
from generator.convert.editions import script_of
from generator.convert.scripts import has_han
from generator.convert.translations import TOPIC, essence
from generator.model import (
    Digest,
    Edition,
    Entry,
    Link,
    Page,
    PassageId,
    PassageRef,
    Site,
    SummarySentence,
    Text,
    Theme,
    Topic,
    Translations,
)
from generator.render import addresses, dates
from generator.render.addresses import Place
from generator.render.catalogue import Catalogue
from generator.render.inline import inline, safe_address, table_rows
from generator.render.shown import (
    Language,
    ShownArticle,
    ShownPassage,
    found_lang,
    language,
    master_of,
    shown_articles,
    shown_sentence,
)
from generator.render.views import (
    ArticleLine,
    Chip,
    Cited,
    PassageNote,
    PassageView,
    Related,
    SourceLine,
    TopicLine,
)

HUES = 8  # colours for themes in the style sheet; a ninth theme begins again


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Issue:
    site: Site
    edition: Edition
    digest: Digest
    free_pages: tuple[Page, ...]
    converter: Converter  # for Chinese words that belong to no article
    local: Callable[[Text], LocalText]  # an editor's words, and their language
    words: Callable[[str], str]  # names of topics and the like, in the edition's script
    names: Mapping[str, str]  # topics in the language of the edition, by what they say in Chinese
    summaries: Mapping[str, str]  # editors' own in the language of the edition, by their Chinese
    catalogue: Catalogue
    articles: tuple[ShownArticle, ...]  # newest first, undated last
    by_source: Mapping[str, ShownArticle]
    position: Mapping[str, int]  # of a source in `articles`
    passages: Mapping[PassageRef, ShownPassage]
    sharers: Mapping[PassageId, tuple[PassageRef, ...]]  # sources with the same words
    links: Mapping[PassageRef, tuple[tuple[PassageRef, Link], ...]]  # best first
    themes: Mapping[str, tuple[Theme, int]]  # with its colour
    theme_refs: Mapping[str, tuple[PassageRef, ...]]
    topics: tuple[Topic, ...]  # most connected first
    topics_of: Mapping[str, tuple[Topic, ...]]  # by source

    def place(self, source: str) -> Place:
        return addresses.article(self.edition.segment, self.by_source[source].article.slug)

    def words_lang(self, words: str) -> str:
        """The language of what `words` gives; the program's own remarks may be English."""
        return self.converter.lang(master_of(words)) if has_han(words) else "en"

    def remark(self, words: str) -> tuple[str, str]:
        """Why something is in doubt, in the language of the edition where it is known there."""
        said = self.catalogue.remark(words)
        return said, self.edition.tag if said != words else self.words_lang(words)

    def named(self, name: str) -> LocalText:
        """A topic's name or an alias, as the edition calls it."""
        own = self.names.get(essence(name)) if self.names else None
        return LocalText(own, self.edition.tag) if own else self._chinese(name)

    def marked(self, name: str) -> Markup:
        """The same, with its language where that is not the page's."""
        words, lang = self.named(name)
        if lang == self.edition.tag:
            return escape(words)
        return Markup('<span lang="{}">{}</span>').format(lang, words)

    def _chinese(self, name: str) -> LocalText:
        lang = self.edition.tag if self.edition.script else self.words_lang(name)
        return LocalText(self.words(name), lang)

    def other_lang(self, lang: str) -> str | None:
        """The language of some words, where it is not the page's."""
        return None if lang == self.edition.tag else lang

    def sentence(self, sentence: SummarySentence) -> LocalText:
        """A summary's sentence in the words of the passage as the edition shows it."""
        passage = self.passages.get(sentence.ref) if sentence.ref else None
        own = self.summaries.get(sentence.text) if passage is None else None
        if own:
            return LocalText(own, self.edition.tag)
        return LocalText(*shown_sentence(sentence, passage, self.converter))

    def chip(self, here: Place, theme_id: str) -> Chip:
        theme, hue = self.themes[theme_id]
        label, lang = self.local(theme.title)
        href = addresses.link(here, addresses.theme(self.edition.segment, theme_id))
        return Chip(href=href, label=label, lang=lang, hue=hue)

    def source_line(
        self, here: Place, article: ShownArticle, passage: PassageId | None = None
    ) -> SourceLine:
        there = addresses.article(self.edition.segment, article.article.slug)
        return SourceLine(
            href=addresses.link(here, there, passage or ""),
            title=article.title,
            lang=article.lang,
            made_up=article.made_up,
            publisher=article.publisher,
            publisher_lang=self.other_lang(article.publisher_lang),
            date=article.article.date,
            date_label=dates.date_label(article.article.date, self.catalogue.locale),
        )

    def article_line(self, here: Place, article: ShownArticle) -> ArticleLine:
        summary = self.digest.article_summaries.get(article.article.source, ())
        cited = self.cited(here, summary[:1], with_source=False)
        return ArticleLine(
            source=self.source_line(here, article),
            lead=cited[0].text if cited else None,
            lead_lang=cited[0].lang if cited else None,
            chips=self.article_chips(here, article),
        )

    def article_chips(self, here: Place, article: ShownArticle) -> tuple[Chip, ...]:
        ids = self.digest.article_themes.get(article.article.source, ())
        return tuple(self.chip(here, theme_id) for theme_id in ids if theme_id in self.themes)

    def topic_line(self, here: Place, topic: Topic) -> TopicLine:
        name, lang = self.named(topic.name)
        return TopicLine(
            href=addresses.link(here, addresses.topic(self.edition.segment, topic.id)),
            name=name,
            lang=lang,
            passages=len(topic.mentions),
            sources=_sources(topic),
        )

    def cited(
        self, here: Place, sentences: Iterable[SummarySentence], *, with_source: bool
    ) -> tuple[Cited, ...]:
        """Sentences with their numbers; one whose passage is not published is the editor's."""
        cited: list[Cited] = []
        said: set[tuple[PassageRef | None, str]] = set()
        for sentence in sentences:
            passage = self.passages.get(sentence.ref) if sentence.ref else None
            text, lang = self.sentence(sentence)
            # A whole translated passage may stand for two of its sentences.
            if (sentence.ref, text) in said:
                continue
            said.add((sentence.ref, text))
            href = source = None
            if passage is not None:
                article = self.by_source[passage.ref.source]
                source = self.source_line(here, article, passage.ref.passage)
                href = source.href
            cited.append(
                Cited(
                    number=len(cited) + 1,
                    text=text,
                    lang=lang,
                    href=href,
                    source=source if with_source else None,
                )
            )
        return tuple(cited)

    def related(self, here: Place, ref: PassageRef) -> tuple[Related, ...]:
        related = []
        for other, link in self.links.get(ref, ()):
            if other.passage == ref.passage:
                continue  # the same words: the page names that source beside the passage
            passage, article = self.passages[other], self.by_source[other.source]
            source = self.source_line(here, article, other.passage)
            related.append(
                Related(
                    href=source.href,
                    excerpt=passage.excerpt,
                    lang=passage.lang,
                    source=source,
                    kind=link.kind,
                    kind_label=self.catalogue.kind("link", link.kind),
                    why=tuple(self.marked(why) for why in link.why),
                )
            )
        return tuple(related)

    def passage_view(
        self,
        here: Place,
        ref: PassageRef,
        *,
        own_id: bool = True,
        chip_of: str | None = None,
        chip_repeats: bool = False,
        also_in: tuple[PassageRef, ...] = (),
        related: tuple[Related, ...] = (),
        hit: tuple[int, int] | None = None,
    ) -> PassageView:
        passage = self.passages[ref]

        def topic_link(topic: str) -> str:
            return addresses.link(here, addresses.topic(self.edition.segment, topic))

        html, lang = Markup(""), passage.lang
        rows: tuple[tuple[Markup, ...], ...] = ()
        if passage.kind == "table":
            rows = table_rows(passage.text, passage.marks, topic_link)
        elif passage.kind == "code":
            html, lang = escape(passage.source_text), found_lang(passage.source_text)
        elif hit:
            html = Markup("{}<mark>{}</mark>{}").format(
                inline(passage.text, passage.marks, topic_link=topic_link, end=hit[0]),
                passage.text[slice(*hit)],
                inline(passage.text, passage.marks, topic_link=topic_link, start=hit[1]),
            )
        else:
            html = inline(passage.text, passage.marks, topic_link=topic_link)
        return PassageView(
            id=ref.passage if own_id else None,
            kind=passage.kind,
            lang=lang,
            html=html,
            rows=rows,
            address=_image_address(passage),
            note=self._note(passage),
            chip=self.chip(here, chip_of) if chip_of else None,
            chip_repeats=chip_repeats,
            related=related,
            also_in=tuple(
                self.source_line(here, self.by_source[other.source], other.passage)
                for other in also_in
            ),
        )

    def _note(self, passage: ShownPassage) -> PassageNote | None:
        """What a reader is told of a passage that is not, or no longer, truly translated."""
        if passage.state not in ("stale", "untranslated"):
            return None
        date = self.by_source[passage.ref.source].translation.date
        return PassageNote(
            stale=passage.state == "stale",
            date=date,
            date_label=dates.date_label(date, self.catalogue.locale),
        )

    def theme_of(self, ref: PassageRef) -> str | None:
        placement = self.digest.placements.get(ref)
        return placement.theme if placement and placement.theme in self.themes else None


def issue(
    site: Site,
    edition: Edition,
    entries: tuple[Entry, ...],
    digest: Digest,
    free_pages: tuple[Page, ...],
    catalogue: Catalogue,
    converter_for: Callable[[tuple[str, ...]], Converter],
    local: Callable[[Text], LocalText] | None = None,
    translations: Mapping[str, Translations] | None = None,
) -> Issue:
    """`converter_for` is for Chinese words; `local` and `translations` are the edition's own."""
    other = language(edition, translations or {})
    articles = newest_first(shown_articles(entries, digest, converter_for, other))
    passages = {ref: passage for shown in articles for ref, passage in shown.passages.items()}
    converter = converter_for(())

    @cache
    def words(name: str) -> str:
        return converter.text(name, master_of(name))

    sharers: defaultdict[PassageId, list[PassageRef]] = defaultdict(list)
    for ref in passages:
        sharers[ref.passage].append(ref)
    topics = tuple(
        topic
        for topic in sorted(
            digest.topics, key=lambda topic: (-_sources(topic), -len(topic.mentions), topic.id)
        )
        if any(mention.ref in passages for mention in topic.mentions)
    )
    return Issue(
        site=site,
        edition=edition,
        digest=digest,
        free_pages=pages_for(edition, free_pages),
        converter=converter,
        local=cache(local or converter.local),
        words=words,
        names=_names(topics, other),
        summaries={
            shown.article.edits.summary: shown.summary
            for shown in articles
            if shown.summary and shown.article.edits.summary
        },
        catalogue=catalogue,
        articles=articles,
        by_source={shown.article.source: shown for shown in articles},
        position={shown.article.source: at for at, shown in enumerate(articles)},
        passages=passages,
        sharers={passage: tuple(refs) for passage, refs in sharers.items() if len(refs) > 1},
        links=_links_by_passage(digest, passages),
        themes={theme.id: (theme, at % HUES + 1) for at, theme in enumerate(site.themes)},
        theme_refs=_theme_refs(digest, articles),
        topics=topics,
        topics_of=_topics_by_source(topics),
    )


def newest_first(articles: Iterable[ShownArticle]) -> tuple[ShownArticle, ...]:
    """Undated articles last, each group in the site's own order."""
    return tuple(
        sorted(articles, key=lambda shown: dates.sort_key(shown.article.date), reverse=True)
    )


def pages_for(edition: Edition, pages: Iterable[Page]) -> tuple[Page, ...]:
    """One page for each address: the edition's own, its script's or language's, or the common one.

    An address that has none of these shows what there is: the switch must lead somewhere.
    """
    by_slug: defaultdict[str, list[Page]] = defaultdict(list)
    for page in pages:
        by_slug[page.slug].append(page)
    return tuple(
        min(found, key=lambda page: (_distance(edition, page.tag), page.tag))
        for found in by_slug.values()
    )


def _distance(edition: Edition, tag: str) -> int:
    """How far a page's file is from an edition; Chinese of the other script is converted."""
    if tag.lower() == edition.segment:
        return 0
    script = script_of(tag)
    if script == edition.script and (script or tag.split("-")[0].lower() == edition.language):
        return 1
    if not tag:
        return 2
    return 3 if script else 4


def _names(topics: Iterable[Topic], other: Language | None) -> dict[str, str]:
    """An alias is called what its topic is called."""
    names: dict[str, str] = {}
    for topic in topics if other else ():
        name = other.name(TOPIC, topic.name) if other else None
        for chinese in (topic.name, *topic.aliases) if name else ():
            names.setdefault(essence(chinese), name or "")
    return names


def _links_by_passage(
    digest: Digest, passages: Mapping[PassageRef, ShownPassage]
) -> dict[PassageRef, tuple[tuple[PassageRef, Link], ...]]:
    links: defaultdict[PassageRef, list[tuple[PassageRef, Link]]] = defaultdict(list)
    for link in digest.links:
        if link.a in passages and link.b in passages:
            links[link.a].append((link.b, link))
            links[link.b].append((link.a, link))
    return {
        ref: tuple(sorted(found, key=lambda pair: (-pair[1].score, pair[0])))
        for ref, found in links.items()
    }


def _theme_refs(
    digest: Digest, articles: tuple[ShownArticle, ...]
) -> dict[str, tuple[PassageRef, ...]]:
    refs: defaultdict[str, list[PassageRef]] = defaultdict(list)
    for shown in articles:
        for section in shown.sections:
            for passage in section.passages:
                placement = digest.placements.get(passage.ref)
                if placement and placement.theme:
                    refs[placement.theme].append(passage.ref)
    return {theme: tuple(dict.fromkeys(found)) for theme, found in refs.items()}


def _topics_by_source(topics: tuple[Topic, ...]) -> dict[str, tuple[Topic, ...]]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    by_id = {topic.id: topic for topic in topics}
    for topic in topics:
        for mention in topic.mentions:
            counts[mention.ref.source][topic.id] += 1
    return {
        source: tuple(by_id[topic] for topic, _ in found.most_common())
        for source, found in counts.items()
    }


def _sources(topic: Topic) -> int:
    return len({mention.ref.source for mention in topic.mentions})


def _image_address(passage: ShownPassage) -> str | None:
    if passage.kind != "image":
        return None
    return next((safe_address(mark.target) for mark in passage.marks if mark.kind == "link"), None)
