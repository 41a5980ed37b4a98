"""The overview: what wants an editor's look, most pressing first, and all articles."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote

from generator.convert.converter import converter
from generator.convert.editions import edition_for
from generator.convert.fold import fold
from generator.convert.translations import for_edition
from generator.model import Edition, Edits, Entry, Glossary, Text, Translations
from generator.preview.desk.state import State, whole_entry
from generator.preview.faults import shown_path
from generator.problems import Problem
from generator.render.catalogue import Catalogue
from generator.report.attention import (
    Matter,
    attention,
    conversion_matters,
    translation_matters,
)
from generator.split.decisions import orphans

_SHOWN = 8  # of each kind; the rest is folded away
_LISTED = 60  # of each kind; from there on it is only counted
_ROWS = 300  # articles in the list

HEADINGS = {
    "fault": "Not published until mended",
    "orphan": "Decisions whose passage has changed",
    "new": "New articles",
    "slip": "Suspected slips in the sources",
    "stale": "Translations older than the Chinese",
    "missing": "Articles without a title or date",
    "warning": "Other things noticed",
    "conversion": "Unsure how a character is written",
    "topic": "Topics the program proposes",
    "theme": "Unsure of the theme",
    "untranslated": "Not translated yet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    title: str  # of the article, or a path
    href: str
    words: str
    why: str
    lang: str  # of the words


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    kind: str
    heading: str
    items: tuple[Item, ...]
    more: tuple[Item, ...]
    rest: int

    @property
    def number(self) -> int:
        return len(self.items) + len(self.more) + self.rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An article in the list."""

    title: str
    href: str
    date: str
    publisher: str
    lang: str
    state: str
    passages: int
    matters: int
    decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewView:
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    number: int  # of articles that fit what was asked
    asked: str
    left: int  # articles not yet looked through
    broken: tuple[Item, ...]  # articles that have no page now


class Looking:
    """What takes a look at every character of an article, found once and kept: doubts of its
    conversion, and what is translated of it. Safe to share between threads: the worst is that
    something is found twice."""

    def __init__(self) -> None:
        self._conversions: dict[str, tuple[Entry, Glossary, tuple[Matter, ...]]] = {}
        self._translations: dict[
            tuple[str, str], tuple[Entry, Translations | None, tuple[Matter, ...]]
        ] = {}

    def conversions(self, entry: Entry, state: State) -> tuple[Matter, ...]:
        glossary = state.inputs.glossary
        edition = next((one for one in state.scripts() if one.script == "Hant"), None)
        if edition is None:
            return ()
        kept = self._conversions.get(entry.article.source)
        if kept is not None and kept[0] == entry and kept[1] == glossary:
            return kept[2]
        found = tuple(conversion_matters(entry, edition, glossary))
        self._conversions[entry.article.source] = (entry, glossary, found)
        return found

    def translations(
        self, entry: Entry, edition: Edition, catalogues: Mapping[str, Translations]
    ) -> tuple[Matter, ...]:
        source = entry.article.source
        catalogue = catalogues.get(source.rsplit(".", 1)[0])
        kept = self._translations.get((source, edition.tag))
        if kept is not None and kept[0] == entry and kept[1] == catalogue:
            return kept[2]
        found = tuple(translation_matters(entry, edition, catalogues))
        self._translations[source, edition.tag] = (entry, catalogue, found)
        return found

    def all_matters(self, state: State, seconds: float) -> tuple[list[Matter], int]:
        """Of as many articles as can be looked at in that time, and how many are left."""
        deadline = time.monotonic() + seconds
        others = [
            (edition, for_edition(edition, state.inputs.translations)) for edition in state.others()
        ]
        found: list[Matter] = []
        left = 0
        for entry in state.entries.values():
            if time.monotonic() > deadline:
                left += 1
                continue
            found += self.conversions(entry, state)
            for edition, catalogues in others:
                found += self.translations(entry, edition, catalogues)
        return found, left


def article_href(source: str, anchor: str = "") -> str:
    """From the desk's own folder of a language."""
    return f"articles/{quote(source, safe='')}/" + (f"#{anchor}" if anchor else "")


def overview(
    state: State, words: Catalogue, looking: Looking, asked: str, seconds: float = 1.5
) -> OverviewView:
    """`asked` narrows the list of articles to those whose title, name or publisher has it."""
    matters = list(attention(tuple(state.entries.values()), state.digest, state.problems))
    more_matters, left = looking.all_matters(state, seconds)
    matters += more_matters
    found: dict[str, list[Item]] = {kind: [] for kind in HEADINGS}
    rest: Counter[str] = Counter()
    found["orphan"] = list(_orphaned(state, words))
    for matter in matters:
        if matter.kind == "warning" and "the decision is not applied" in matter.problem.cause:
            continue  # told as an orphan
        if len(found[matter.kind]) < _LISTED:
            found[matter.kind].append(_item(matter, state, words))
        else:
            rest[matter.kind] += 1
    found["new"] = [
        Item(
            title=title_of(entry), href=article_href(source), words="", why="", lang=lang_of(entry)
        )
        for source, entry in state.entries.items()
        if _undecided(entry)
    ]
    found["topic"] = [
        Item(
            title=topic.name,
            href=f"topics/#{topic.id}",
            words="、".join(topic.aliases),
            why=words.plain("%(n)s passages").replace("%(n)s", str(len(topic.mentions))),
            lang="zh-Hans",
        )
        for topic in state.digest.topics
        if topic.name not in {one.name for one in state.inputs.topics.topics}
    ]
    weights = Counter(matter.source for matter in matters if matter.source)
    rows = [
        _row(entry, weights[source], state)
        for source, entry in state.entries.items()
        if _has(entry, fold(asked).casefold())
    ]
    return OverviewView(
        groups=tuple(
            Group(
                kind=kind,
                heading=words.plain(heading),
                items=tuple(found[kind][:_SHOWN]),
                more=tuple(found[kind][_SHOWN:_LISTED]),
                rest=rest[kind] + max(0, len(found[kind]) - _LISTED),
            )
            for kind, heading in HEADINGS.items()
            if found[kind]
        ),
        rows=tuple(rows[:_ROWS]),
        number=len(rows),
        asked=asked,
        left=left,
        broken=tuple(
            Item(title=name, href=article_href(name), words="", why="", lang="")
            for name in state.sources
            if name not in state.entries
        ),
    )


def _orphaned(state: State, words: Catalogue) -> Iterator[Item]:
    for source in state.sources.values():
        edits = source.edits
        if not (edits.passages or edits.pin or edits.drop):
            continue
        whole = whole_entry(source)
        if isinstance(whole, Problem):
            continue
        for orphan in orphans(whole):
            heir = orphan.heir
            why = words.plain("no passage is like it any more")
            if heir is not None:
                why = words.plain("perhaps it is now") + f" “{heir.text[:24]}…”"
            yield Item(
                title=title_of(whole),
                href=article_href(source.name, "orphans"),
                words=orphan.quote or orphan.passage,
                why=why,
                lang=lang_of(whole),
            )


def _item(matter: Matter, state: State, words: Catalogue) -> Item:
    entry = state.entries.get(matter.source)
    if entry is None:
        path = shown_path(matter.problem.path, state.folder)
        name = path.rsplit("/", 1)[-1]
        source = next(
            (one for one in state.sources if name in (one, one.rsplit(".", 1)[0] + ".edit.yaml")),
            "",
        )
        return Item(
            title=f"{path}:{matter.problem.line}",
            href=article_href(source) if source else "",
            words=words.problem(matter.problem.cause),
            why=words.problem(matter.problem.fix),
            lang=words.tag,
        )
    quoted, why, anchor = matter.quote, "", ""
    if matter.kind == "theme":
        names = [theme_name(one, state, words) for one in matter.why.split(" or ")]
        why, anchor = " / ".join(names), matter.passage
        quoted = matter.quote[:48] + ("…" if len(matter.quote) > 48 else "")
    elif matter.kind == "conversion":
        why, anchor = words.remark(matter.why), "conversion"
    elif matter.kind == "slip":
        why, anchor = words.remark(matter.why), "doubts"
    elif matter.kind == "missing":
        quoted, anchor = words.plain(f"no {matter.quote}"), "facts"
    elif matter.kind in ("stale", "untranslated"):
        quoted, why = f"{matter.edition} {matter.quote}", ""
        href = f"articles/{quote(matter.source, safe='')}/translate/{matter.edition}/"
        return Item(title=title_of(entry), href=href, words=quoted, why=why, lang=lang_of(entry))
    return Item(
        title=title_of(entry),
        href=article_href(matter.source, anchor),
        words=quoted,
        why=why,
        lang=lang_of(entry),
    )


def theme_name(theme: str, state: State, words: Catalogue) -> str:
    found = next((one for one in state.themes if one.id == theme), None)
    return in_language(found.title, state, words) if found is not None else theme


def in_language(text: Text, state: State, words: Catalogue) -> str:
    """A text of the site's settings, in the language of the desk."""
    return _local(text, words.tag, state.inputs.glossary)


@lru_cache(maxsize=512)
def _local(text: Text, tag: str, glossary: Glossary) -> str:
    return str(converter(edition_for(tag), glossary).local(text).words)


def title_of(entry: Entry) -> str:
    return entry.article.title or entry.article.source


def lang_of(entry: Entry) -> str:
    return "zh-Hant" if entry.article.script == "Hant" else "zh-Hans"


def publication(entry: Entry, today: str) -> str:
    """draft, scheduled, expired, or nothing where it is public."""
    edits = entry.article.edits
    if entry.article.draft:
        return "draft"
    if edits.publish is not None and edits.publish[:10] > today:
        return "scheduled"
    if edits.expire is not None and edits.expire[:10] <= today:
        return "expired"
    return ""


def _has(entry: Entry, asked: str) -> bool:
    article = entry.article
    words = " ".join((article.source, article.title or "", article.publisher or ""))
    return not asked or asked in fold(words).casefold()


def _undecided(entry: Entry) -> bool:
    """Nobody has looked at it yet; the address may have come with it."""
    return replace(entry.article.edits, path="", url=None, lines=()) == Edits()


def _row(entry: Entry, matters: int, state: State) -> Row:
    article = entry.article
    return Row(
        title=title_of(entry),
        href=article_href(article.source),
        date=article.date or "",
        publisher=article.publisher or "",
        lang=lang_of(entry),
        state=publication(entry, state.inputs.today),
        passages=sum(1 for _ in entry.passages()),
        matters=matters,
        decided=not _undecided(entry),
    )
