"""Which words speak for which theme: the shipped lexicon with the site's own words over it.

Words are looked for in folded text, longest first, and what lies inside a found word is not
counted again: 工业互联网 counts, the 互联网 in it does not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from generator.convert.fold import fold
from generator.model import Theme

_CHINESE_PUNCTUATION = str.maketrans(",;:?!()", "，；：？！（）")


@dataclass(frozen=True, slots=True)
class Framing:
    """A turn of phrase that marks words about the text rather than about a theme."""

    name: str
    pattern: re.Pattern[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    words: Mapping[str, Mapping[str, float]]  # folded lower-case word → theme id → weight
    lengths: Mapping[str, tuple[int, ...]]  # first character → lengths of words, longest first
    framing: tuple[Framing, ...]

    def find(self, folded: str) -> Iterator[tuple[int, str]]:
        """(offset, word) of each word in lower-case folded text."""
        index = 0
        while index < len(folded):
            for length in self.lengths.get(folded[index], ()):
                word = folded[index : index + length]
                if word in self.words and not _inside_latin(folded, index, len(word)):
                    yield index, word
                    index += len(word)
                    break
            else:
                index += 1

    def framing_of(self, folded: str) -> list[Framing]:
        """Rules that match the passage; they are written in Chinese punctuation."""
        text = folded.translate(_CHINESE_PUNCTUATION).strip()
        return [framing for framing in self.framing if framing.pattern.search(text)]


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
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in words:
        lengths[word[0]].add(len(word))
    return Lexicon(
        words=dict(words),
        lengths={first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()},
        framing=framing,
    )


@cache
def _shipped() -> tuple[dict[str, tuple[tuple[str, float], ...]], tuple[Framing, ...]]:
    text = resources.files("generator.digest").joinpath("data/lexicon.yaml").read_text("utf-8")
    data = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    words = {
        theme: tuple((str(word), float(weight)) for word, weight in entry["words"].items())
        for theme, entry in data["themes"].items()
    }
    framing = tuple(
        Framing(entry["name"], re.compile(entry["pattern"]), float(entry["weight"]))
        for entry in data["framing"]
    )
    return words, framing
