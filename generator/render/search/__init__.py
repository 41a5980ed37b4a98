"""The search index: which stretches of text hold a pair of letters, and the texts themselves.

What each edition shows of each article in; the address of each edition's manifest and all files
out. Pairs are folded (`folding`), so the Chinese editions share them; an edition in another
language has the pairs of its own words beside those. Texts are each edition's own. The browser
looks for the words in the texts before it shows any, so that a pair here and a pair there are no
hit (static/search.js).

Articles stand oldest first, in leaves of at most 64 texts with numbers of their own, and in groups
of 256 leaves. So an edit changes one group, and of its files only those that hold a pair that came
or went; a new article changes the last group. A group is made of its leaves and the layout alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.model import Edition, Output
from generator.render import addresses
from generator.render.addresses import Place
from generator.render.search.folding import characters, fold_table, folded
from generator.render.search.postings import GROUP, SLOT, Measure, keys, measure, segments
from generator.render.search.rows import Row, Searched

_FEW = 64  # leaves; where there are no more, a file holds the texts of more of them
_SPAN_OF_FEW, _SPAN = 8, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A part of an article in every edition, in the order of the editions."""

    editions: tuple[Searched, ...]
    titles: tuple[Row, ...]  # by edition, where the first row is not the title


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the files are laid out: the same for all groups."""

    editions: tuple[Edition, ...]
    span: int  # leaves of one file of texts
    pairs: Measure | None  # of the words of all Chinese editions
    own: tuple[Measure | None, ...]  # by edition: of words in another language than Chinese
    alone: tuple[bool, ...]  # by edition: its own index holds all its texts, also the Chinese ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much an article gives to the index: all that the layout depends on. By edition."""

    leaves: int
    sizes: tuple[int, ...]  # characters
    rows: tuple[int, ...]
    foreign: tuple[int, ...]  # rows in the edition's own language


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What 256 leaves give: files of texts, and their part of every shard."""

    texts: tuple[tuple[str, ...], ...]  # by edition
    pairs: tuple[str, ...]
    own: tuple[tuple[str, ...], ...]
    characters: str  # that occur, folded, in order


def search_index(
    editions: tuple[Edition, ...], articles: Iterable[tuple[Searched, ...]]
) -> tuple[dict[str, str], tuple[Output, ...]]:
    """Addresses of the manifests, as the search pages write them, by segment; and all files.

    `articles` are those of the site, oldest first, each in the order of `editions`.
    """
    articles = tuple(articles)
    leaves = tuple(leaf for article in articles for leaf in leaves_of(article))
    layout = layout_of(editions, [extent_of(editions, article) for article in articles])
    groups = [
        group_of(layout, leaves[at : at + GROUP]) for at in range(0, max(1, len(leaves)), GROUP)
    ]
    return files(layout, groups, len(leaves))


def leaves_of(article: tuple[Searched, ...]) -> Iterator[Leaf]:
    for at in range(0, len(article[0].rows), SLOT):
        yield Leaf(
            editions=tuple(
                Searched(
                    slug=one.slug,
                    publisher=one.publisher,
                    date_label=one.date_label,
                    rows=one.rows[at : at + SLOT],
                )
                for one in article
            ),
            titles=tuple(one.rows[0] for one in article) if at else (),
        )


def extent_of(editions: tuple[Edition, ...], article: tuple[Searched, ...]) -> Extent:
    return Extent(
        leaves=-(-len(article[0].rows) // SLOT),
        sizes=tuple(sum(len(row.text) for row in one.rows) for one in article),
        rows=tuple(len(one.rows) for one in article),
        foreign=tuple(
            sum(row.lang == edition.tag for row in one.rows)
            for edition, one in zip(editions, article, strict=True)
        ),
    )


def layout_of(editions: tuple[Edition, ...], articles: Sequence[Extent]) -> Layout:
    leaves = sum(one.leaves for one in articles)
    sizes, rows, foreign = (
        [sum(numbers) for numbers in zip(*of, strict=True)] or [0] * len(editions)
        for of in (
            [one.sizes for one in articles],
            [one.rows for one in articles],
            [one.foreign for one in articles],
        )
    )
    chinese = [size for size, edition in zip(sizes, editions, strict=True) if edition.script]
    return Layout(
        editions=editions,
        span=_SPAN_OF_FEW if leaves <= _FEW else _SPAN,
        pairs=measure(max(chinese), leaves) if chinese else None,
        own=tuple(
            None if edition.script else measure(size, leaves)
            for edition, size in zip(editions, sizes, strict=True)
        ),
        alone=tuple(
            not chinese or (not edition.script and 2 * own >= of)
            for edition, own, of in zip(editions, foreign, rows, strict=True)
        ),
    )


def group_of(layout: Layout, leaves: Sequence[Leaf]) -> Group:
    """Pure and of its arguments alone: a worker makes it."""
    chinese = [at for at, edition in enumerate(layout.editions) if edition.script]
    others = [at for at, edition in enumerate(layout.editions) if not edition.script]
    shared: tuple[list[str], list[int]] = ([], [])
    own: dict[int, tuple[list[str], list[int]]] = {at: ([], []) for at in others}
    texts: list[list[list[object]]] = [[] for _ in layout.editions]
    for place, leaf in enumerate(leaves):
        looked_up = [folded([row.text for row in searched.rows]) for searched in leaf.editions]
        for number, forms in enumerate(zip(*looked_up, strict=True), place * SLOT):
            found = dict.fromkeys(forms[at] for at in chinese)
            shared[0].extend(found)
            shared[1].extend([number] * len(found))
            for at in others:
                if layout.alone[at] or forms[at] not in found:
                    own[at][0].append(forms[at])
                    own[at][1].append(number)
        for at, searched in enumerate(leaf.editions):
            elsewhere = [looked_up[other] for other in chinese if other != at and at in chinese]
            title = leaf.titles[at] if leaf.titles else None
            written = _leaf(searched, layout.editions[at].tag, looked_up[at], elsewhere, title)
            texts[at].append(written)
    return Group(
        texts=tuple(
            tuple(
                _compact(leaf_texts[at : at + layout.span])
                for at in range(0, len(leaf_texts), layout.span)
            )
            for leaf_texts in texts
        ),
        pairs=_segments(shared, layout.pairs),
        own=tuple(
            _segments(own.get(at, ([], [])), layout.own[at]) for at in range(len(layout.editions))
        ),
        characters=characters([*shared[0], *(text for texts, _ in own.values() for text in texts)]),
    )


def files(
    layout: Layout, groups: Sequence[Group], leaves: int
) -> tuple[dict[str, str], tuple[Output, ...]]:
    """Segments of all groups joined to shards, files of texts, and the manifests."""
    outputs: list[Output] = []
    home = next((e.segment for e in layout.editions if e.script), layout.editions[0].segment)
    chinese: list[dict[str, object]] = []
    if layout.pairs:
        outputs += _shards(_folder(home, "pairs"), [group.pairs for group in groups])
        chinese = [_index(f"../../{home}/search/pairs-", layout.pairs)]
    indexes = []
    for at, edition in enumerate(layout.editions):
        own = []
        measured = layout.own[at]
        if measured and any(segment for group in groups for segment in group.own[at]):
            outputs += _shards(_folder(edition.segment, "words"), [g.own[at] for g in groups])
            own = [_index("words-", measured)]
        indexes.append(own if layout.alone[at] else [*own, *chinese])
        texts = (text for group in groups for text in group.texts[at])
        place = _folder(edition.segment, "texts")
        outputs += (_output(f"{place}{number}.json", text) for number, text in enumerate(texts))
    # Files keep their names, so that those of an unchanged part stay as they are; a reader's
    # browser is told by the version when to fetch them anew.
    version = hashlib.sha256(b"".join(output.data for output in outputs)).hexdigest()[:10]
    table = fold_table(set().union(*(group.characters for group in groups)))
    manifests = {}
    for edition, index in zip(layout.editions, indexes, strict=True):
        manifest = {
            "version": version,
            "fold": table,
            "leaves": leaves,
            "span": layout.span,
            "slot": SLOT,
            "group": GROUP,
            "indexes": index,
        }
        output = _output(f"{_folder(edition.segment, 'index')[:-1]}.json", _compact(manifest))
        outputs.append(output)
        mark = hashlib.sha256(output.data).hexdigest()[:10]
        manifests[edition.segment] = f"index.json?v={mark}"
    return manifests, tuple(outputs)


def _leaf(
    searched: Searched,
    tag: str,
    looked_up: Sequence[str],
    elsewhere: Sequence[Sequence[str]],
    title: Row | None,
) -> list[object]:
    """[slug, publisher, date, title, [anchor, text, language, as looked up in other editions]…]

    What follows from the edition is left out at the end of a row. Where the first row is the title
    it stands only there.
    """
    rows: list[list[str]] = []
    for number, row in enumerate(searched.rows):
        others = dict.fromkeys(other[number] for other in elsewhere)
        # A glossary may give an edition words that do not fold to those of the other.
        differing = [other for other in others if other != looked_up[number]]
        rows.append(_row(row, tag, differing))
    shown = _row(title, tag, ()) if title else True
    return [searched.slug, searched.publisher or "", searched.date_label or "", shown, *rows]


def _row(row: Row, tag: str, differing: Sequence[str]) -> list[str]:
    written = [row.anchor, " ".join(row.text.split())]
    if row.lang != tag or differing:
        written += [row.lang if row.lang != tag else "", *differing]
    return written


def _segments(found: tuple[list[str], list[int]], layout: Measure | None) -> tuple[str, ...]:
    texts, numbers = found
    if layout is None or not texts:
        return ()
    return tuple(segments(*keys(texts, numbers), layout))


def _shards(folder: str, groups: Sequence[Sequence[str]]) -> Iterator[Output]:
    """A group without a word in this index has an empty part."""
    shards = max(map(len, groups), default=0)
    parts = [group or ['["","",""]'] * shards for group in groups]
    for number, shard in enumerate(zip(*parts, strict=True)):
        yield _output(f"{folder}{number}.json", f"[{','.join(shard)}]")


def _index(at: str, layout: Measure) -> dict[str, object]:
    return {
        "at": at,
        "bits": layout.bits,
        "shardBits": layout.shard_bits,
        "shift": layout.shift,
    }


def _folder(segment: str, kind: str) -> str:
    return f"{addresses.search(segment).address}{kind}-"


def _output(path: str, words: str) -> Output:
    return Output(path=Place("", path).file, data=words.encode("utf-8"))


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
