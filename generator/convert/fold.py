"""Folding: one form of a text for matching, whatever script and width it was written in.

Folded text is Simplified and half width and has the length of the original, so an offset found in
one holds in the other. It is never shown to a reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

# Full-width ASCII, the ideographic space, and the Traditional quotation marks.
_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDTHS |= {0x3000: 0x20, 0x00A0: 0x20}
_WIDTHS |= str.maketrans("「」『』", "“”‘’")


@cache
def _opencc(configuration: str) -> OpenCC:
    from opencc import OpenCC  # loaded when first needed: it reads its dictionaries from disk

    return OpenCC(configuration)


def fold(text: str) -> str:
    """`text` in Simplified, half-width, of the same length."""
    if text.isascii():
        return text
    folded: str = _opencc("t2s").convert(text)
    if folded != text:
        # Traditional 著 is 着 in 著力 and 著 in 著名; only tw2s tells. On Simplified text, which
        # t2s leaves as it is, it would make 显着 of 显著.
        folded = _opencc("tw2s").convert(text)
    if len(folded) != len(text):  # OpenCC keeps lengths without a phrase table; never lose offsets
        folded = "".join(_fold_character(character) for character in text)
    return folded.translate(_WIDTHS)


def fold_each(lines: Sequence[str]) -> list[str]:
    """As `fold` of each line, in one call: OpenCC costs more per call than per line."""
    simple = _each("t2s", lines)
    changed = [at for at, line in enumerate(lines) if simple[at] != line]
    for at, line in zip(changed, _each("tw2s", [lines[at] for at in changed]), strict=True):
        simple[at] = line
    return [line.translate(_WIDTHS) for line in simple]


def _each(configuration: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    converted: list[str] = _opencc(configuration).convert("\n".join(lines)).split("\n")
    if len(converted) != len(lines) or any(
        len(one) != len(line) for one, line in zip(converted, lines, strict=True)
    ):
        return [fold(line) for line in lines]
    return converted


@cache
def _fold_character(character: str) -> str:
    folded: str = _opencc("t2s").convert(character)
    return folded if len(folded) == 1 else character
