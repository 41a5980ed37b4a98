"""The figures that a text states, in Chinese or in English, so that the two can be compared.

A figure is a set of values it may be said as (八成 is 80 per cent and eight in ten), and `firm`
where it must be said: what is written in digits, and spelled numbers above twelve. Small spelled
ones are as often a manner of speaking (一起, one another) and only may be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.convert.fold import fold

_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "百万": 10**6, "千万": 10**7}
_SCALES |= {"亿": 10**8, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}
_HAN = {han: at for at, han in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1_000}
_HAN_LARGE = {"万": 10**4, "亿": 10**8}

_DIGITS = r"\d+(?:[,，]\d{3})*(?:\.\d+)?"
_ZH_RANGE = re.compile(
    rf"({_DIGITS})(?:[至到~～—–-]+)({_DIGITS})\s*(?:多|余|几)?(万亿|千亿|百亿|千万|百万|亿|万)"
)
_ZH_DIGITS = re.compile(
    rf"({_DIGITS})\s*(?:多|余|几)?\s*(万亿|千亿|百亿|千万|百万|亿|万|千(?![米瓦克伏卡兆帕])|百(?!分))?"
)
_ZH_SHARE = re.compile(r"([百千万])分之([零〇一二两三四五六七八九十百点\d.]+)")
_ZH_FRACTION = re.compile(r"[一二两三四五六七八九十\d]+分之[一二两三四五六七八九十\d]+")
_ZH_TENTHS = re.compile(
    r"(?<![统归合划])([一二两三四五六七八九])成(?![为立长员绩果就都分功品交套])([半一二三四五六七八九])?"
)
_ZH_SPLIT = re.compile(r"([一二三四五六七八九])([一二三四五六七八九])开")  # 六四开
_ZH_COMPOUND = re.compile(r"(\d+)\s*万\s*(\d{1,3},\d{3}|\d{4})(?!\d)")  # 1 万 2,600
_ZH_WORDS = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")
_ZH_RUN = re.compile(r"([一二三四五六七八九])([二三四五六七八九])([十百千万亿]+)")

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: at for at, word in enumerate(_ONES)}
_WORDS |= {word: at * 10 for at, word in enumerate(_TENS, 2)}
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9}
_LARGE |= {"trillion": 10**12, "hundreds": 100, "thousands": 1_000, "millions": 10**6}
_SHORT_LARGE = {"m": 10**6, "bn": 10**9, "k": 1_000}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_ORDINALS |= {"seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12}
_ORDINALS |= {"thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16}
_ORDINALS |= {"seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20}
_ORDINALS |= {"thirtieth": 30, "hundredth": 100}
_OTHERS: dict[str, tuple[float, ...]] = {
    "once": (1,),
    "twice": (2,),
    "thrice": (3,),
    "double": (2,),
    "doubled": (2, 1),
    "doubling": (2, 1),
    "treble": (3, 2),
    "trebled": (3, 2),
    "triple": (3, 2),
    "tripled": (3, 2),
    "half": (0.5, 50, 30),
    "halved": (0.5, 50),
    "quarter": (0.25, 25, 15, 3),
    "quarters": (0.75, 75, 45),
    "fifths": (20, 40, 60, 80),
    "dozen": (12,),
    "fortnight": (14,),
    "decade": (10,),
    "century": (100,),
    "hourly": (1,),
    "weekly": (1,),
}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_EN_TIME = re.compile(
    r"(?<![\d.])(\d{1,2})[.:](\d{2})(?=\s*(?:a\.?m|p\.?m|o’clock|hours))|(\d{1,2}):(\d{2})"
)
_EN_YEARS = re.compile(r"\b(\d{2})(\d{2})\s*[–/-]\s*(\d{2})(?!\d)")
_EN_DIGITS = re.compile(
    r"(\d+(?:,\d{3})*(?:\.\d+)?)(?:[\s-]*(?:odd )?(hundred|thousand|million|billion|trillion)\b"
    r"|(bn|m|k)\b)?"
)
_EN_RANGE = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?:to|or|and|–|-)\s*\d+(?:\.\d+)?[\s-]*(thousand|million|billion|trillion)"
)
_EN_SPELLED_RANGE = re.compile(
    r"\b(\w+) (?:or|to|and) (\w+) ((?:hundred|thousand|million|billion)(?: thousand| million)?)\b"
)


@dataclass(frozen=True)
class Said:
    words: str
    values: frozenset[float]
    firm: bool


def differences(chinese: str, english: str) -> list[str]:
    """What one of them says and the other does not."""
    theirs, ours = list(in_chinese(chinese)), list(in_english(english))
    in_source = {value for said in theirs for value in said.values}
    in_translation = {value for said in ours for value in said.values}
    lost = [one.words for one in theirs if one.firm and not one.values & in_translation]
    added = [one.words for one in ours if one.firm and not one.values & in_source]
    return [f"lost {words}" for words in lost] + [f"added {words}" for words in added]


def in_chinese(text: str) -> Iterator[Said]:
    # Folded, a comma between two numbers would join them.
    text = fold(text.replace("，", "；"))
    text = re.sub(r"(?<=[十百千])[多余几](?=[万亿])", "", text)

    def cut(match: re.Match[str]) -> None:
        nonlocal text
        text = text[: match.start()] + "　" * (match.end() - match.start()) + text[match.end() :]

    for match in _ZH_SHARE.finditer(text):
        cut(match)
        value = _han(match[2])
        if value is not None:
            part = {"百": 1.0, "千": 0.1, "万": 0.01}[match[1]]
            yield _said(match[0], value * part, value, firm=True)
    for match in _ZH_FRACTION.finditer(text):
        cut(match)
        parts = [_han(part) for part in match[0].split("分之")]
        values = [part for part in parts if part is not None]
        if len(values) == 2 and values[0]:
            share = values[1] / values[0]
            yield _said(match[0], *values, share, 100 * share, firm=False)
    for match in _ZH_TENTHS.finditer(text):
        cut(match)
        more = 0 if not match[2] else 0.5 if match[2] == "半" else _HAN[match[2]] / 10
        tenths = _HAN[match[1]] + more
        yield _said(match[0], tenths * 10, tenths, tenths / 10, firm=True)
    for match in _ZH_SPLIT.finditer(text):
        cut(match)
        for part in (_HAN[match[1]], _HAN[match[2]]):
            yield _said(match[0], part, part * 10, firm=False)
    for match in _ZH_COMPOUND.finditer(text):
        cut(match)
        yield _said(match[0], _number(match[1]) * 10_000 + _number(match[2]), firm=True)
    for match in _ZH_RANGE.finditer(text):
        first, scale = _number(match[1]), _SCALES[match[3]]
        text = text[: match.start(1)] + "　" * len(match[1]) + text[match.end(1) :]
        yield _said(match[1], first * scale, first, firm=True)
    for match in _ZH_DIGITS.finditer(text):
        cut(match)
        value = _number(match[1]) * _SCALES.get(match[2] or "", 1)
        values = [*_units(value, text[match.end() :])]
        if text[: match.start()].rstrip().endswith(("民国", "民國")):
            values.append(value + 1911)
        yield _said(match[0], *values, firm=True)
    for match in _ZH_RUN.finditer(text):  # 三四百 is three or four hundred
        cut(match)
        for digit in (match[1], match[2]):
            value = _han(digit + match[3])
            if value is not None:
                yield _said(match[0], value, _HAN[digit], firm=False)
    for match in _ZH_WORDS.finditer(text):
        yield from _spelled_chinese(match[0], text[match.end() :])


def _spelled_chinese(words: str, rest: str) -> Iterator[Said]:
    value = _han(words)
    bare = words[0] in "百千万亿" or (words in ("十", "一百", "一千", "一万", "一亿"))
    if value is None or (len(words) > 1 and not set(words) & set("十百千万亿") and len(words) < 3):
        for digit in words:
            if digit in _HAN:
                yield _said(words, _HAN[digit], firm=False)
        return
    if words[-1] in "万亿" and rest[:1] in "一":  # 万一
        bare = True
    yield _said(words, *_units(value, rest), firm=value > 12 and not bare)


def _units(value: float, rest: str) -> Iterator[float]:
    """The value, and others that the same quantity has in units that English uses."""
    yield value
    unit = rest.lstrip("　 多余几个")[:3]
    if unit.startswith(("点", "时")) and value > 12:
        yield value - 12
    if unit.startswith("年代"):
        yield from (value + 1900, value + 2000)
    if unit.startswith("倍"):
        yield value + 1
    if unit.startswith("斤"):
        yield value / 2
    if unit.startswith("亩"):
        yield from (value / 15, round(value / 15))
    if unit.startswith("里"):
        yield value / 2
    if unit.startswith(("千瓦", "千米", "千克")):
        yield from (value / 1_000, value * 1_000)
    if unit.startswith(("个月", "月")) and value in (12, 18):
        yield value / 12
    if unit.startswith("分钟"):
        yield value / 60
    if unit.startswith("小时") and value % 24 == 0:
        yield value / 24


def in_english(text: str) -> Iterator[Said]:
    text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("‑", "-")
    for match in _EN_RANGE.finditer(text):
        yield _said(match[0], _number(match[1]) * _LARGE[match[2]], firm=False)
    for match in _EN_YEARS.finditer(text):
        text = text[: match.start(3)] + match[1] + match[3] + text[match.end(3) :]
        break
    for match in _EN_TIME.finditer(text):
        hour, minute = match[1] or match[3], match[2] or match[4]
        text = text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
        yield _said(match[0], float(hour), float(hour) + 12, firm=True)
        if int(minute):
            yield _said(match[0], float(minute), firm=True)
    for match in _EN_DIGITS.finditer(text):
        scale = _LARGE.get(match[2] or "", 1) * _SHORT_LARGE.get(match[3] or "", 1)
        value = _number(match[1])
        values = [value * scale] + ([value] if match[3] else [])
        yield _said(match[0], *values, firm=True)
    for match in re.finditer(r"\ban? (hour|day|week|month|year) and a half", text.lower()):
        yield _said(match[0], 1.5, 90, 18, firm=False)
    for match in _EN_SPELLED_RANGE.finditer(text.lower()):
        for word in (match[1], match[2]):
            if word in _WORDS:
                value = _WORDS[word] * 1.0
                for part in match[3].split():
                    value *= _LARGE[part]
                yield _said(match[0], value, firm=False)
    yield from _spelled_english(re.sub(_EN_DIGITS, " # ", text.lower()))


def _spelled_english(text: str) -> Iterator[Said]:
    tokens = re.findall(r"[a-z]+|[#.,;:!?()“”]", text.replace("-", " "))
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token in _WORDS or (token in _LARGE and at and tokens[at - 1] == "a"):
            at, value, said = _phrase(tokens, at)
            yield _said(said, value, firm=value > 12 and not said.startswith(tuple(_LARGE)))
            if tokens[at : at + 3] == ["and", "a", "half"]:
                large = value if value in _LARGE.values() else 1
                yield _said(said, value + 0.5 * large, 60 * (value + 0.5), firm=False)
            continue
        if token in _ORDINALS:
            tens = _WORDS.get(tokens[at - 1], 0) if at else 0
            value = _ORDINALS[token] + (tens if tens >= 20 else 0)
            yield _said(token, value, 100 / value, firm=False)
        elif token in _OTHERS:
            yield _said(token, *_OTHERS[token], firm=False)
        elif token in _MONTHS:
            yield _said(token, _MONTHS.index(token) + 1, firm=False)
        at += 1


def _phrase(tokens: list[str], at: int) -> tuple[int, float, str]:
    """A spelled number from `at`: where it ends, its value, its words."""
    total, part, start = 0.0, 0.0, at
    while at < len(tokens):
        token = tokens[at]
        if token in _WORDS:
            small = _WORDS[token]
            # `twenty one` goes on, `five six` does not.
            if part % 10 or (part % 100 and small >= 10):
                break
            part += small
        elif token == "hundred":
            part = (part or 1) * 100
        elif token in _LARGE and _LARGE[token] >= 1_000:
            total, part = total + (part or 1) * _LARGE[token], 0
        elif (
            token == "and"
            and at + 1 < len(tokens)
            and tokens[at + 1] in _WORDS
            and _open(part, total)
        ):
            pass
        else:
            break
        at += 1
    return at, total + part, " ".join(tokens[start:at])


def _open(part: float, total: float) -> bool:
    """Whether `and` may go on with the number: a hundred and three."""
    return bool((part and part % 100 == 0) or (total and not part))


def _han(words: str) -> float | None:
    """二〇二三, 三千五百, 12.5; None for what is no number."""
    if re.fullmatch(r"[\d.]+", words):
        return float(words)
    if "点" in words:
        whole, _, tail = words.partition("点")
        before = _han(whole) if whole else 0
        digits = "".join(str(_HAN.get(digit, "")) for digit in tail)
        return before + float(f"0.{digits}") if before is not None and digits else None
    if not set(words) & set("十百千万亿"):
        digits = "".join(str(_HAN[digit]) for digit in words if digit in _HAN)
        return float(digits) if digits else None
    total = section = 0.0
    digit: float | None = None
    last = 1.0
    for character in words:
        if character in _HAN:
            digit = float(_HAN[character])
            if digit == 0:
                last, digit = 10.0, None
        elif character in _HAN_UNITS:
            last = float(_HAN_UNITS[character])
            section += (1.0 if digit is None else digit) * last
            digit = None
        else:
            last = float(_HAN_LARGE[character])
            section += digit or 0
            total = (total + (section or (1.0 if not total else 0.0))) * last
            section, digit = 0.0, None
    # 两万八 is 28,000; 一百零三 is 103.
    section += (digit or 0) * (last / 10 if last >= 100 else 1)
    return total + section


def _number(digits: str) -> float:
    return float(re.sub("[,，]", "", digits))


def _said(words: str, *values: float, firm: bool) -> Said:
    return Said(words.strip(), frozenset(round(value, 4) for value in values), firm)
