"""What readers may type, folded to what is looked up: one character at a time, in both scripts.

Simplified, half width, lower case, one form for each pair of quotation marks. The reader's browser
folds with the same table (`fold_table`), so nothing here may look at a phrase.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache

import numpy
from numpy.typing import NDArray

from generator.convert.fold import fold

# Characters that OpenCC's Traditional to Simplified leaves, because Simplified has them too, but
# that Traditional text has where Simplified has another: 著力 is 着力.
_ALSO = str.maketrans("著妳祂牠佔傢", "着你他它占家")
# An edition writes “ ” where the other writes 「 」; and nobody types ’ in an English word.
_QUOTES = str.maketrans("「」『』﹁﹂﹃﹄’", "“”‘'“”‘''")

LETTER, WORD = 1, 2
"""Classes of characters: a letter of any script, and one of 0-9 and a-z, which make up words."""

_BETWEEN = "\0"  # no text holds it
_KNOWN = 0x20000  # above it stand rare Han characters, all letters that fold to themselves

Codes = NDArray[numpy.uint32]


def folded(texts: Sequence[str]) -> list[str]:
    """Texts as they are looked up: of the same length, character by character."""
    codes = _codes(_BETWEEN.join(texts))
    low = codes < _KNOWN
    targets = numpy.where(low, _targets()[numpy.where(low, codes, 0)], codes)
    return targets.tobytes().decode("utf-32-le", "surrogatepass").split(_BETWEEN) if texts else []


def codes_and_classes(words: str) -> tuple[Codes, NDArray[numpy.uint8]]:
    """The code points of folded words, and the class of each: 0, LETTER or WORD."""
    codes = _codes(words)
    return codes, _classes()[numpy.minimum(codes, _KNOWN)]


def fold_table(used: Set[str]) -> list[str]:
    """For the browser: what may be typed for these folded characters, and what it becomes."""
    pairs = sorted(
        (chr(code), result) for code, result in folding().items() if result in used and code > 0x7F
    )
    return ["".join(one for one, _ in pairs), "".join(other for _, other in pairs)]


def characters(texts: Iterable[str]) -> str:
    """All that occur, each once, in order."""
    codes = _codes("".join(texts))
    seen = numpy.zeros(_KNOWN, dtype=bool)
    seen[codes[codes < _KNOWN]] = True
    known = "".join(map(chr, numpy.flatnonzero(seen).tolist()))
    return known + "".join(map(chr, numpy.unique(codes[codes >= _KNOWN]).tolist()))


@cache
def folding() -> Mapping[int, str]:
    """Every character that folds to another one. One call: a line break parts the phrases."""
    codes = (*range(0x20, 0xA000), *range(0xF900, 0xFB00), *range(0xFF01, 0xFF5F))
    characters = [chr(code) for code in codes if chr(code).isprintable()]
    results = fold("\n".join(characters)).split("\n")
    table = {}
    for character, result in zip(characters, results, strict=True):
        lowered = result.translate(_ALSO).lower()
        if len(lowered) == 1 and lowered != character:
            table[ord(character)] = lowered
    table |= {code: chr(mark) for code, mark in _QUOTES.items()}
    # 麼 is 么, and 么 alone is 幺: what is folded stays as it is when it is folded again.
    for code, result in table.items():
        seen = {chr(code)}
        while result not in seen and ord(result) in table:
            seen.add(result)
            result = table[ord(result)]
        table[code] = result
    return table


def _codes(words: str) -> Codes:
    return numpy.frombuffer(words.encode("utf-32-le", "surrogatepass"), numpy.uint32)


@cache
def _targets() -> Codes:
    targets = numpy.arange(_KNOWN, dtype=numpy.uint32)
    for code, result in folding().items():
        targets[code] = ord(result)
    return targets


@cache
def _classes() -> NDArray[numpy.uint8]:
    letters = [chr(code).isalnum() for code in range(_KNOWN)]
    classes = numpy.array([*letters, True], dtype=numpy.uint8)
    for word in (range(0x30, 0x3A), range(0x61, 0x7B)):
        classes[word.start : word.stop] = WORD
    return classes
