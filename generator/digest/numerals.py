"""Numbers as they are written: 1,200, 四千二百, 三点五, 4.2万.

In: the characters of a number. Out: its value, or None where they give no definite one (三五家 are
about so many).
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "兆": 10**12}

ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
NUMERAL = (
    "[零〇一二三四五六七八九十百千两]+(?:点[零一二三四五六七八九]+)?"
    "(?:[万亿][零〇一二三四五六七八九十百千两]+)*"
)


@lru_cache(maxsize=1 << 14)
def value_of(number: str, scale: str = "") -> float | None:
    """The value of a number in digits or words, times 万 and the like."""
    if number[0] in "0123456789":
        amount: Decimal | None = Decimal(number.replace(",", ""))
    else:  # 七亿六千|万: the scale is of 六千 alone
        of = scale.rstrip("兆")
        amount, scale = _from_words(number + of), scale[len(of) :]
    if amount is None:
        return None
    for character in scale:
        amount *= _SCALES[character]
    return float(amount)


def han_digit(character: str) -> int:
    return _DIGITS[character]


def digits_of(words: str) -> str:
    """二〇二一 → 2021."""
    return "".join(str(_DIGITS[character]) for character in words)


def _from_words(words: str) -> Decimal | None:
    """四千二百 → 4200, 十五 → 15, 二〇二一 → 2021, 一点五 → 1.5, 四万六千 → 46000."""
    for scale in "亿万":
        high, found, low = words.partition(scale)
        if found:
            parts = _from_words(high), _from_words(low) if low else Decimal(0)
            if parts[0] is None or parts[1] is None:
                return None
            return parts[0] * _SCALES[scale] + parts[1]
    whole, _, part = words.partition("点")
    if not any(character in _TENS for character in whole):
        if 1 < len(whole) < 4 and not part:
            return None  # 三五家, 七八个: about so many
        return Decimal(f"{digits_of(whole) or 0}.{digits_of(part) or 0}")
    total = current = 0
    before = ""
    for character in whole:
        if character in _TENS:
            total += (current or 1) * _TENS[character]
            current = 0
        else:
            if before in _DIGITS and before not in "零〇":
                return None  # 三四百米
            current = _DIGITS[character]
        before = character
    tail = whole[-2:-1]
    if current and tail in ("百", "千"):  # 三百五 is 350
        current *= _TENS[tail] // 10
    return Decimal(f"{total + current}.{digits_of(part) or 0}")
