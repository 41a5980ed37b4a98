"""What kind of character this is: Han, invisible, the end of a sentence.

Not obvious: punctuation such as ，and 》 counts as CJK when lines are joined, because no space
belongs there either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from generator.convert.fold import fold as _fold
from generator.convert.fold import fold_each

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af〇々"
HAN_CHARACTER = re.compile(f"[{HAN}]")
_NOT_HAN = re.compile(f"[^{HAN}]+")

SENTENCE_ENDS = frozenset("。！？!?…；;")
_CLOSERS = "”’」』）)】》〉\"'"
CLOSERS = frozenset(_CLOSERS)

# Zero-width, control and private-use characters: nothing a reader sees or an editor means.
# A lone surrogate comes only from an escape; white space is no matter of this table.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff"
    r"\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U000f0000-\U0010ffff]"
)


# Kangxi radicals and their supplement: fonts map their glyphs to these as well as to characters.
RADICAL = re.compile("[\u2e80-\u2fd5]")
# What the supplement's signs look like; the Kangxi radicals are in Unicode's own tables.
_SUPPLEMENT = (
    "⺁厂⺄乙⺈刀⺋卩⺌小⺍小⺎兀⺒巳⺓幺⺕彐⺖忄⺘扌⺙攵⺜日⺝月⺟母⺠民⺡氵⺣灬⺤爫⺧牛⺨犭⺩王⺫目⺭礻⺮竹⺰纟⺶羊⺷羊⺻聿⺼肉⺽臼"
    "⺾艹⺿艹⻀艹⻁虎⻂衤⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣"
    "⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)


@cache
def radicals() -> dict[str, str]:
    """Radical → the character it looks like."""
    kangxi = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    return kangxi | dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True))


# The lines of the article in hand, folded together: the converter costs more per call than per
# character. Only ever replaced as a whole, so that threads at worst find nothing here.
_lines: dict[str, str] = {}


def fold_lines(texts: Iterable[str]) -> None:
    """Folds the lines of an article at once, for the many rules that will ask for them."""
    global _lines
    lines = [text for text in dict.fromkeys(texts) if "\n" not in text and not text.isascii()]
    _lines = dict(zip(lines, fold_each(lines), strict=True))


def fold(text: str) -> str:
    """As `convert.fold`; the rules of this stage ask for the same short lines again and again."""
    known = _lines.get(text)
    return known if known is not None else _fold_again(text)


@lru_cache(maxsize=512)
def _fold_again(text: str) -> str:
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
    return len(_NOT_HAN.sub("", text))  # three times as fast as finding each


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does; closing marks after the full stop belong to it."""
    stripped = text.rstrip(" \u3000")
    bare = stripped.rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in SENTENCE_ENDS
