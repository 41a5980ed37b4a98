"""What kind of character this is: Han, invisible, the end of a sentence.

Not obvious: punctuation such as ，and 》 counts as CJK when lines are joined, because no space
belongs there either.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from generator.convert.fold import fold as _fold

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af〇々"
HAN_CHARACTER = re.compile(f"[{HAN}]")

SENTENCE_ENDS = frozenset("。！？!?…；;")
CLOSERS = frozenset("”’」』）)】》〉\"'")

# Zero-width, control and private-use characters: nothing a reader sees or an editor means.
# A lone surrogate comes only from an escape; white space is no matter of this table.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff"
    r"\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U000f0000-\U0010ffff]"
)


@lru_cache(maxsize=512)
def fold(text: str) -> str:
    """As `convert.fold`; the rules of this stage ask for the same short lines again and again."""
    return _fold(text)


def is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or bool(HAN_CHARACTER.match(character))


@cache
def is_cjk(character: str) -> bool:
    """Han, CJK punctuation, full-width forms, and the curly quotation marks Chinese uses."""
    return (
        is_han(character)
        or "\u3001" <= character <= "\u303f"
        or "\uff01" <= character <= "\uff60"
        or "\u3040" <= character <= "\u312f"
        or character in "“”‘’…—·"
    )


def han_count(text: str) -> int:
    return len(HAN_CHARACTER.findall(text))


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does; closing marks after the full stop belong to it."""
    stripped = text.rstrip(" \u3000")
    bare = stripped
    while bare and bare[-1] in CLOSERS:
        bare = bare[:-1]
    return bool(bare) and bare[-1] in SENTENCE_ENDS
