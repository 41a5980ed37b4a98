"""Links of an article on the desk: those that were found, and those that an editor forbids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.decide.yaml_text import Values
from generator.model import Entry, Link, Passage, PassageId, PassageRef
from generator.preview.desk.choices import Choice, listed, mapping
from generator.preview.desk.overview import article_href, lang_of, title_of
from generator.preview.desk.state import State
from generator.render.catalogue import Catalogue

_EXCERPT = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    passage: str
    excerpt: str
    other: str
    other_excerpt: str
    other_title: str
    other_href: str
    other_lang: str
    kind: str
    why: str
    choices: tuple[Choice, ...]


def links_of(source: str, state: State, words: Catalogue, values: Values) -> Iterator[LinkView]:
    for link in state.digest.links:
        if source in (link.a.source, link.b.source):
            here, there = (link.a, link.b) if link.a.source == source else (link.b, link.a)
            view = _link_view(here, there, link, state, words, values)
            if view is not None:
                yield view


def forbidden(source: str, state: State, words: Catalogue, values: Values) -> Iterator[LinkView]:
    pairs = mapping(values.get("links")).get("forbid")
    places = {
        passage.id: name for name, entry in state.entries.items() for passage in entry.passages()
    }
    for pair in listed(pairs):
        if not isinstance(pair, list) or len(pair) != 2:
            continue
        own = (
            {one.id for one in state.entries[source].passages()} if source in state.entries else ()
        )
        first, second = map(str, pair if pair[0] in own else reversed(pair))
        here = PassageRef(source, PassageId(first))
        there = PassageRef(places.get(PassageId(second), ""), PassageId(second))
        view = _link_view(here, there, None, state, words, values)
        if view is not None:
            yield view


def _link_view(
    here: PassageRef,
    there: PassageRef,
    link: Link | None,
    state: State,
    words: Catalogue,
    values: Values,
) -> LinkView | None:
    other = state.entries.get(there.source)
    texts = {
        ref: passage.text
        for name in (here.source, there.source)
        if name in state.entries
        for ref, passage in _by_ref(state.entries[name])
        if ref in (here, there)
    }
    if other is None or here not in texts or there not in texts:
        return None
    links = mapping(values.get("links"))
    pair = {here.passage, there.passage}
    choice = next(
        (
            key
            for key in ("add", "forbid")
            if any(isinstance(one, list) and set(one) == pair for one in listed(links.get(key)))
        ),
        "",
    )
    return LinkView(
        passage=here.passage,
        excerpt=texts[here][:_EXCERPT],
        other=there.passage,
        other_excerpt=texts[there][:_EXCERPT],
        other_title=title_of(other),
        other_href=article_href(there.source, there.passage),
        other_lang=lang_of(other),
        kind=words.kind("link", link.kind) if link else "",
        why="、".join(link.why) if link else "",
        choices=(
            Choice(value="", label=words.plain("as it comes"), chosen=choice == ""),
            Choice(value="add", label=words.plain("accept"), chosen=choice == "add"),
            Choice(value="forbid", label=words.plain("forbid"), chosen=choice == "forbid"),
        ),
    )


def _by_ref(entry: Entry) -> Iterator[tuple[PassageRef, Passage]]:
    for passage in entry.passages():
        yield PassageRef(entry.article.source, passage.id), passage
