"""Which words speak for which theme: the shipped lexicon with the site's own words over it.

Words are looked for in folded text, longest first, and what lies inside a found word is not
counted again: 工业互联网 counts, the 互联网 in it does not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import yaml

from generator.convert.fold import fold
from generator.digest.grams import Cut, Keys, cut
from generator.model import Theme
from generator.required import required_words

# Begins with ^ and has no alternative outside its groups.
_BOUND = re.compile(
    r"\^(?:[^|()\[\]\\]|\\.|\[[^\]]*\]|\((?:[^()\[\]\\]|\\.|\[[^\]]*\]|\((?:[^()\[\]\\]|\\.|\[[^\]]*\])*\))*\))*$"
)
_CHINESE_PUNCTUATION = str.maketrans(",;:?!()", "，；：？！（）")


@dataclass(frozen=True, slots=True)
class Framing:
    """A turn of phrase that marks words about the text rather than about a theme."""

    name: str
    pattern: str  # compiled when first needed: no article needs all of them
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    words: Mapping[str, Mapping[str, float]]  # folded lower-case word → theme id → weight
    heads: Keys  # the first pairs of characters of all words, sorted
    lengths: Mapping[int, tuple[int, ...]]  # first pair → lengths of words, longest first
    bare: tuple[str, ...]  # words that begin with no pair: of one character, or with a sign
    framing: tuple[Framing, ...]
    framing_heads: Mapping[int, tuple[int, ...]]  # first pair of a word → rules that may ask for it
    framing_always: tuple[int, ...]  # rules that ask for no particular word

    def find(self, texts: Sequence[str], cuts: Cut) -> list[list[str]]:
        """The words of each lower-case folded text, in order; `cuts` are the texts' own."""
        found: list[list[str]] = [
            [word for word in self.bare for _ in range(text.count(word))] for text in texts
        ]
        if not len(self.heads):
            return found
        near = np.minimum(np.searchsorted(self.heads, cuts.pairs), len(self.heads) - 1)
        hits = np.flatnonzero(self.heads[near] == cuts.pairs)
        taken_text, taken_to = -1, 0
        for key, text, place in zip(
            cuts.pairs[hits].tolist(),
            cuts.pair_owners[hits].tolist(),
            cuts.pair_places[hits].tolist(),
            strict=True,
        ):
            if text == taken_text and place < taken_to:
                continue
            for length in self.lengths[key]:
                word = texts[text][place : place + length]
                if word in self.words and not _inside_latin(texts[text], place, len(word)):
                    found[text].append(word)
                    taken_text, taken_to = text, place + len(word)
                    break
        return found

    def may_frame(self, texts: int, cuts: Cut) -> list[list[int]]:
        """For each text the rules that may match it, by the pairs of characters in it."""
        found = [{*self.framing_always} for _ in range(texts)]
        heads = np.array(sorted(self.framing_heads), np.uint64)
        if len(heads):
            near = np.minimum(np.searchsorted(heads, cuts.pairs), len(heads) - 1)
            hits = np.flatnonzero(heads[near] == cuts.pairs)
            for text, head in zip(
                cuts.pair_owners[hits].tolist(), cuts.pairs[hits].tolist(), strict=True
            ):
                found[text].update(self.framing_heads[head])
        return [sorted(rules) for rules in found]

    def framing_of(self, folded: str, among: Sequence[int]) -> list[Framing]:
        """Rules that match the passage; they are written in Chinese punctuation."""
        text = folded.translate(_CHINESE_PUNCTUATION).strip()
        rules = (self.framing[number] for number in among)
        return [framing for framing in rules if _search(framing.pattern)(text)]


def _inside_latin(text: str, index: int, length: int) -> bool:
    """Whether a Latin word was found inside a longer one, as CIM in CIMB."""
    before, after = text[index - 1 : index], text[index + length : index + length + 1]
    return (text[index].isascii() and before.isascii() and before.isalpha()) or (
        text[index + length - 1].isascii() and after.isascii() and after.isalpha()
    )


def lexicon(themes: Sequence[Theme]) -> Lexicon:
    """Shipped words of the themes that the site has by the same id, and the site's own."""
    shipped, framing = _shipped()
    words: dict[str, dict[str, float]] = defaultdict(dict)
    for theme in themes:
        for word, weight in (*shipped.get(theme.id, ()), *theme.words):
            words[fold(word).lower()][theme.id] = weight
    lengths: dict[int, set[int]] = defaultdict(set)
    bare = []
    for word, head in zip(words, _heads(tuple(words)), strict=True):
        if head is None:
            bare.append(word)
        else:
            lengths[head].add(len(word))
    by_head, always = _needed(framing)
    return Lexicon(
        words=dict(words),
        heads=np.array(sorted(lengths), np.uint64),
        lengths={head: tuple(sorted(sizes, reverse=True)) for head, sizes in lengths.items()},
        bare=tuple(bare),
        framing=framing,
        framing_heads=by_head,
        framing_always=always,
    )


def _heads(words: Sequence[str]) -> list[int | None]:
    """The pair each word begins with; None for one of one character, or that begins with a sign."""
    cuts = cut(words)
    heads: list[int | None] = [None] * len(words)
    first = np.flatnonzero(cuts.pair_places == 0)
    for word, pair in zip(
        cuts.pair_owners[first].tolist(), cuts.pairs[first].tolist(), strict=True
    ):
        heads[word] = pair
    return heads


def _needed(framing: Sequence[Framing]) -> tuple[dict[int, tuple[int, ...]], tuple[int, ...]]:
    """Which pair of characters may bring which rules into play, and which are always tried."""
    by_head: dict[int, set[int]] = defaultdict(set)
    always = []
    for number, rule in enumerate(framing):
        heads = _heads(sorted(required_words(rule.pattern)))
        known = [head for head in heads if head is not None]
        if known and len(known) == len(heads):
            for head in known:
                by_head[head].add(number)
        else:
            always.append(number)
    return {head: tuple(sorted(rules)) for head, rules in by_head.items()}, tuple(always)


@cache
def _search(pattern: str) -> Callable[[str], re.Match[str] | None]:
    """A pattern bound to the beginning is tried there and nowhere else: `re` would go on."""
    compiled = re.compile(pattern)
    return compiled.match if _BOUND.match(pattern) else compiled.search


@cache
def _shipped() -> tuple[dict[str, tuple[tuple[str, float], ...]], tuple[Framing, ...]]:
    text = resources.files("generator.digest").joinpath("data/lexicon.yaml").read_text("utf-8")
    data = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    words = {
        theme: tuple((str(word), float(weight)) for word, weight in entry["words"].items())
        for theme, entry in data["themes"].items()
    }
    framing = tuple(
        Framing(entry["name"], entry["pattern"], float(entry["weight"]))
        for entry in data["framing"]
    )
    return words, framing
