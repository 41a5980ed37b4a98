"""The search index: which passages hold a pair of characters, in small JSON files.

Issues in, outputs out. Everything is looked up folded (Simplified, half width, lower case), one
character at a time and without looking at phrases, because the reader's browser folds with the
same table. The pairs are shared by the Chinese editions; an edition in another language has its
own, of its translated words and of what is not translated. What is shown is each edition's own. A
file
of pairs holds all pairs that begin with certain characters, so that one character alone, or the
beginning of a Latin word, finds its pairs there too. The script checks each find against the
passage itself: a pair here and a pair there are no hit.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from operator import add

from generator.convert.fold import fold
from generator.model import Output, PassageRef
from generator.render import addresses
from generator.render.addresses import Place
from generator.render.assets import asset
from generator.render.issue import Issue

_SHARD = 12_000  # entries (a pair in a passage): about 60 kB before compression
_BLOCK = 64  # passages in one file of texts

# Characters that OpenCC's Traditional to Simplified leaves, because Simplified has them too, but
# that Traditional text has where Simplified has another: 著力 is 着力.
_ALSO = str.maketrans("著妳祂牠佔傢", "着你他它占家")

_WORD = re.compile(r"[0-9a-z]+")
_LETTERS = re.compile(r"[^\W_]+")


def search_index(issues: Iterable[Issue]) -> tuple[dict[str, Place], tuple[Output, ...]]:
    """The manifest's place for each edition, and all files. The first issue gives the numbers."""
    issues = tuple(issues)
    outputs: list[Output] = []
    if not issues:
        return {}, ()
    refs = tuple(issues[0].passages)
    characters: set[str] = set()
    shards: dict[str, list[str]] = {}
    for name, group in _groups(issues).items():
        entries: defaultdict[str, list[int]] = defaultdict(list)
        for number, ref in enumerate(refs):
            keys: set[str] = set()
            texts = {issue.passages[ref].text for issue in group}
            characters.update(*texts)
            for text in set(map(folded, texts)):  # editions mostly fold to the same
                keys |= index_keys(text)
            for key in keys:
                entries[key].append(number)
        shards[name] = []
        for number, shard in enumerate(_shards(entries)):
            place, output = asset(f"{name}-{number}.json", _compact(shard))
            shards[name].append(_file_name(place))
            outputs.append(output)
    place, output = asset("search-fold.json", _compact(_fold_table(characters)))
    outputs.append(output)
    fold_file = _file_name(place)
    manifests = {}
    for issue in issues:
        segment = issue.edition.segment
        blocks = []
        for at in range(0, len(refs), _BLOCK):
            block = [_shown(issue, ref) for ref in refs[at : at + _BLOCK]]
            place, output = asset(f"search-{segment}-{at // _BLOCK}.json", _compact(block))
            blocks.append(_file_name(place))
            outputs.append(output)
        pairs = shards[_group(issue)]
        manifest = {"fold": fold_file, "pairs": pairs, "texts": blocks, "block": _BLOCK}
        manifests[segment], output = asset(f"search-{segment}.json", _compact(manifest))
        outputs.append(output)
    return manifests, tuple(outputs)


def _groups(issues: Iterable[Issue]) -> dict[str, list[Issue]]:
    """Editions that share their pairs, by the name of the files that hold them."""
    groups: defaultdict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        groups[_group(issue)].append(issue)
    return groups


def _group(issue: Issue) -> str:
    edition = issue.edition
    return "search-pairs" if edition.script else f"search-pairs-{edition.segment}"


def folded(text: str) -> str:
    """`text` as it is looked up: the same length, character by character."""
    return text.translate(_folding())


def index_keys(text: str) -> set[str]:
    """Pairs of neighbouring letters, the last letter of a run alone, and Latin words."""
    keys: set[str] = set()
    for letters in _LETTERS.findall(text):
        keys.update(_WORD.findall(letters))
        for run in _WORD.split(letters):
            keys.update(map(add, run, run[1:]), run[-1:])
    return keys


def shard_of(key: str, shards: int) -> int:
    """By the first character, so that all its pairs are in one file."""
    return (ord(key[0]) * 0x9E3779B1 & 0xFFFFFFFF) % shards


@cache
def _folding() -> Mapping[int, str]:
    """Every character that folds to another one. One call: a line break parts the phrases."""
    codes = (*range(0x20, 0xA000), *range(0xF900, 0xFB00), *range(0xFF01, 0xFF5F))
    characters = [chr(code) for code in codes if chr(code).isprintable()]
    results = fold("\n".join(characters)).split("\n")
    table = {}
    for character, result in zip(characters, results, strict=True):
        lowered = result.translate(_ALSO).lower()
        if len(lowered) == 1 and lowered != character:
            table[ord(character)] = lowered
    return table


def _fold_table(characters: set[str]) -> list[str]:
    """Two strings of equal length: what readers may type, and what it is looked up as."""
    used = set(folded("".join(sorted(characters))))
    pairs = sorted(
        (chr(code), result) for code, result in _folding().items() if result in used and code > 0x7F
    )
    return ["".join(one for one, _ in pairs), "".join(other for _, other in pairs)]


def _shards(entries: Mapping[str, list[int]]) -> list[dict[str, list[int]]]:
    """Numbers as differences, which are short and compress well."""
    count = max(1, -(-sum(map(len, entries.values())) // _SHARD))
    shards: list[dict[str, list[int]]] = [{} for _ in range(count)]
    for key in sorted(entries):
        numbers = entries[key]
        steps = [after - before for before, after in zip([0, *numbers], numbers, strict=False)]
        shards[shard_of(key, count)][key] = steps
    return shards


def _shown(issue: Issue, ref: PassageRef) -> list[str | None]:
    """[address from the edition's first page, title, publisher, date, language, text]"""
    passage = issue.passages[ref]
    article = issue.by_source[passage.ref.source]
    there = addresses.article(issue.edition.segment, article.article.slug)
    line = issue.source_line(there, article)
    return [
        f"{there.path}#{passage.ref.passage}",
        article.title,
        line.publisher,
        line.date_label,
        passage.lang,
        " ".join(passage.text.split()),
    ]


def _file_name(place: Place) -> str:
    return place.path.removeprefix("assets/")


def _compact(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
