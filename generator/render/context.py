"""What belongs to one edition and to no article: its words, its converters, its themes.

Built once, in each process that makes pages, from values that can be sent there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.convert.converter import Converter, LocalText, converter
from generator.convert.editions import script_of
from generator.convert.scripts import detect, has_han
from generator.convert.step import Master
from generator.convert.translations import (
    SITE_NAMES,
    essence,
    for_edition,
    translated_words,
)
from generator.model import (
    Article,
    Edition,
    Glossary,
    Page,
    Site,
    Text,
    Theme,
    Translations,
)
from generator.render import addresses
from generator.render.addresses import Place
from generator.render.catalogue import Catalogue, catalogue
from generator.render.views.frame import Chip

HUES = 8  # colours for themes in the style sheet; a ninth theme begins again


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What an edition in another language than Chinese has of its own."""

    tag: str
    articles: Mapping[str, Translations]  # by the source's name without its ending
    names: Mapping[tuple[str, str], str]  # of publishers, authors and topics

    def name(self, context: str, chinese: str) -> str | None:
        return self.names.get((context, essence(chinese)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Context:
    site: Site
    edition: Edition
    chinese: Edition  # whose script Chinese words have: its own, or that of the first Chinese one
    free_pages: tuple[Page, ...]
    converter: Converter  # for Chinese words that belong to no article
    converter_for: Callable[[tuple[str, ...]], Converter]  # for the names of an article
    local: Callable[[Text], LocalText]  # an editor's words, and their language
    words: Callable[[str], str]  # names of topics and the like, in the edition's script
    other: Language | None  # None for a Chinese edition, which needs no translator
    catalogue: Catalogue
    themes: Mapping[str, tuple[Theme, int]]  # with its colour

    def words_lang(self, words: str) -> str:
        """The language of what `words` gives; the program's own remarks may be English."""
        return self.converter.lang(master_of(words)) if has_han(words) else "en"

    def remark(self, words: str) -> tuple[str, str]:
        """Why something is in doubt, in the language of the edition where it is known there."""
        said = self.catalogue.remark(words, self._quoted)
        known = said != self._quoted(words)
        return said, self.edition.tag if known else self.words_lang(words)

    def _quoted(self, words: str) -> str:
        """Words of a source within a remark; punctuation alone is shown as it was found."""
        return self.words(words) if has_han(words) else words

    def other_lang(self, lang: str) -> str | None:
        """The language of some words, where it is not the page's."""
        return None if lang == self.edition.tag else lang

    def chip(self, here: Place, theme_id: str) -> Chip:
        theme, hue = self.themes[theme_id]
        label, lang = self.local(theme.title)
        there = addresses.theme(self.edition.segment, theme_id)
        href = addresses.link(here, there)
        return Chip(href=href, label=label, lang=lang, hue=hue, current=here == there)


def contexts(
    site: Site,
    pages: tuple[Page, ...],
    glossary: Glossary,
    catalogues: Mapping[str, bytes],
    translations: tuple[Translations, ...] = (),
) -> tuple[Context, ...]:
    """One for each edition, in the order of the site. Raises SiteError."""
    return tuple(
        _context(site, edition, pages, glossary, catalogues, translations)
        for edition in site.editions
    )


def master_of(words: str) -> Master:
    """The script to convert an editor's or the program's own words from."""
    return "Hant" if detect(words) in ("Hant", "mixed") else "Hans"


def found_lang(text: str, article: Article | None = None) -> str:
    """The language of text that is shown as it was found."""
    if not has_han(text):
        return "und"
    script = detect(text)
    if script == "none" and article is not None:
        script = article.script
    return f"zh-{script}" if script in ("Hans", "Hant") else "zh"


def pages_for(edition: Edition, pages: Iterable[Page]) -> tuple[Page, ...]:
    """One page for each address: the edition's own, its script's or language's, or the common one.

    An address that has none of these shows what there is: the switch must lead somewhere.
    """
    by_slug: dict[str, list[Page]] = {}
    for page in pages:
        by_slug.setdefault(page.slug, []).append(page)
    return tuple(
        min(found, key=lambda page: (_distance(edition, page.tag), page.tag))
        for found in by_slug.values()
    )


def _context(
    site: Site,
    edition: Edition,
    pages: tuple[Page, ...],
    glossary: Glossary,
    catalogues: Mapping[str, bytes],
    translations: tuple[Translations, ...],
) -> Context:
    chinese = edition
    if edition.script is None:
        chinese = next((one for one in site.editions if one.script is not None), edition)
    general = converter(chinese, glossary)

    @lru_cache(maxsize=256)
    def converter_for(names: tuple[str, ...]) -> Converter:
        """Most articles have no names of their own and share one."""
        return converter(chinese, glossary, names)

    def words(name: str) -> str:
        return general.text(name, master_of(name))

    own = for_edition(edition, translations)
    names = translated_words(own.get(SITE_NAMES)) if edition.script is None else {}
    return Context(
        site=site,
        edition=edition,
        chinese=chinese,
        free_pages=pages_for(edition, pages),
        converter=general,
        converter_for=converter_for,
        local=cache(converter(edition, glossary).local),
        words=cache(words),
        other=None
        if edition.script is not None
        else Language(tag=edition.tag, articles=own, names=names),
        catalogue=catalogue(edition, catalogues),
        themes={theme.id: (theme, at % HUES + 1) for at, theme in enumerate(site.themes)},
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
