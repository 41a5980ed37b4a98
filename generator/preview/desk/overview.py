"""The overview: what wants an editor's look, most pressing first, and all articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from generator.convert.converter import converter
from generator.convert.editions import edition_for
from generator.model import Edits, Entry, Glossary, Text
from generator.preview.desk.state import State, whole_entry
from generator.preview.faults import shown_path
from generator.problems import Problem
from generator.render.catalogue import Catalogue
from generator.report.attention import Matter, attention, conversion_matters
from generator.split.decisions import orphans

_SHOWN = 8  # of each kind; the rest is folded away
_CONVERSIONS = 300  # articles looked through for doubts of conversion

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

    @property
    def number(self) -> int:
        return len(self.items) + len(self.more)


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
    broken: tuple[Item, ...]  # articles that have no page now


class Conversions:
    """Doubts of conversion, found once for an article and glossary: they take a second look at
    every character."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[Entry, Glossary, tuple[Matter, ...]]] = {}

    def of(self, entry: Entry, state: State) -> tuple[Matter, ...]:
        glossary = state.inputs.glossary
        edition = next((one for one in state.scripts() if one.script == "Hant"), None)
        if edition is None:
            return ()
        kept = self._found.get(entry.article.source)
        if kept is not None and kept[0] == entry and kept[1] == glossary:
            return kept[2]
        found = tuple(conversion_matters(entry, edition, glossary))
        self._found[entry.article.source] = (entry, glossary, found)
        return found


def article_href(source: str, anchor: str = "") -> str:
    """From the desk's own folder of a language."""
    return f"articles/{quote(source, safe='')}/" + (f"#{anchor}" if anchor else "")


def overview(state: State, words: Catalogue, conversions: Conversions) -> OverviewView:
    entries = tuple(state.entries.values())
    site = state.inputs.site
    # The conversions are looked for apart, because only they take time.
    matters = list(
        attention(
            entries,
            state.digest,
            state.problems,
            [edition for edition in site.editions if edition.script is None],
            state.inputs.translations,
        )
    )
    for entry in entries[:_CONVERSIONS]:
        matters += conversions.of(entry, state)
    found: dict[str, list[Item]] = {kind: [] for kind in HEADINGS}
    orphaned = set()
    for source, item, problem_path in _orphaned(state, words):
        found["orphan"].append(item)
        orphaned.add((problem_path, source))
    for matter in matters:
        if matter.kind == "warning" and "the decision is not applied" in matter.problem.cause:
            continue  # told as an orphan
        found[matter.kind].append(_item(matter, state, words))
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
    return OverviewView(
        groups=tuple(
            Group(
                kind=kind,
                heading=words.plain(heading),
                items=tuple(found[kind][:_SHOWN]),
                more=tuple(found[kind][_SHOWN:]),
            )
            for kind, heading in HEADINGS.items()
            if found[kind]
        ),
        rows=tuple(_row(entry, weights[source], state) for source, entry in state.entries.items()),
        broken=tuple(
            Item(title=name, href=article_href(name), words="", why="", lang="")
            for name in state.sources
            if name not in state.entries
        ),
    )


def _orphaned(state: State, words: Catalogue) -> Iterator[tuple[str, Item, str]]:
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
            item = Item(
                title=title_of(whole),
                href=article_href(source.name, "orphans"),
                words=orphan.quote or orphan.passage,
                why=why,
                lang=lang_of(whole),
            )
            yield source.name, item, edits.path


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
    return str(converter(edition_for(words.tag), state.inputs.glossary).local(text).words)


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
