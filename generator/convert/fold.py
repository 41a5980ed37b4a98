"""Folding: one form of a text for matching, whatever script and width it was written in.

Folded text is Simplified and half width and has the length of the original, so an offset found in
one holds in the other. It is never shown to a reader. Most texts are Simplified already; for them
one look at a table by code point does, which takes a twentieth of the time OpenCC needs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from generator.convert.configurations import Configuration, convert_with

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Full-width ASCII, the ideographic space, and the Traditional quotation marks.
_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDTHS |= {0x3000: 0x20, 0x00A0: 0x20}
_WIDTHS |= str.maketrans("「」『』", "“”‘’")
_WIDE = re.compile(f"[{''.join(map(chr, _WIDTHS))}]")

# Characters that OpenCC changes in some phrases only: 回覆, 沈默, 一目瞭然.
_IN_PHRASES = "覆沈瞭藉甦衹"

_LAST = 0x20000  # from here on, and for compatibility forms, OpenCC is asked
_CHANGED = 1 << 31  # marks a code point that OpenCC may change
_SHORT = 48  # characters: below this the table costs more than it saves


def fold(text: str) -> str:
    """`text` in Simplified, half-width, of the same length."""
    if text.isascii():
        return text
    if len(text) >= _SHORT:
        narrowed = _narrowed(text)
        if narrowed is not None:
            return narrowed
    folded = convert_with("t2s", text)
    if folded != text:
        # Traditional 著 is 着 in 著力 and 著 in 著名; only tw2s tells. On Simplified text, which
        # t2s leaves as it is, it would make 显着 of 显著.
        folded = convert_with("tw2s", text)
    return folded.translate(_WIDTHS) if _WIDE.search(folded) else folded


def fold_each(lines: Sequence[str]) -> list[str]:
    """As `fold` of each line, in one look where all are Simplified."""
    narrowed = _narrowed("".join(lines))
    if narrowed is not None:
        ends = list(accumulate(map(len, lines), initial=0))
        return [narrowed[start:end] for start, end in pairwise(ends)]
    simple = _each("t2s", lines)
    changed = [at for at, line in enumerate(lines) if simple[at] != line]
    for at, line in zip(changed, _each("tw2s", [lines[at] for at in changed]), strict=True):
        simple[at] = line
    return [line.translate(_WIDTHS) for line in simple]


def _each(configuration: Configuration, lines: Sequence[str]) -> list[str]:
    """OpenCC costs more per call than per line, and looks no further than a phrase."""
    together = convert_with(configuration, "\n".join(lines)).split("\n") if lines else []
    if len(together) == len(lines):
        return together
    return [convert_with(configuration, line) for line in lines]  # a line holds a line break


def _narrowed(text: str) -> str | None:
    """`text` in half width if it is Simplified already."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if not codes.size:
        return text
    narrow = _table().take(codes, mode="clip")
    if narrow.max() >= _CHANGED:
        return None
    return narrow.tobytes().decode("utf-32-le", "surrogatepass")


@cache
def _table() -> NDArray[np.uint32]:
    """By code point its half-width form, or `_CHANGED`."""
    import numpy as np

    table = np.arange(_LAST + 1, dtype=np.uint32)
    table[list(_WIDTHS)] = list(_WIDTHS.values())
    characters = "".join(map(chr, range(0x3400, 0xA000)))
    simplified = convert_with("t2s", characters)
    changed = [ord(a) for a, b in zip(characters, simplified, strict=True) if a != b]
    table[[*changed, *map(ord, _IN_PHRASES), *range(0xF900, 0xFB00), _LAST]] = _CHANGED
    return table
