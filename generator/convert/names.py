"""Names of people in running text, where a surname is also a common word: 于海涛, 余建华, 种楚涵.

Words of a Simplified text in, spans out. Not obvious: no sign decides alone. 于建国 is a name
behind 、 and before 两人, 于海南 behind 毕业 is a place; what stands before, the given name and
what follows each speak for or against, and the sum decides. What is found beside a name, joined
by 、 or 和, is likelier to be one; a full name found once is one throughout the text.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from generator.convert.phrases import given_names, moment
from generator.convert.words import Row, how_often, is_word, kind_of

_NAME = 3.0  # from this sum on it is a name
_BESIDE_A_NAME = 2.0  # what one gains by standing beside a name, 、 or 和 between
_FAR = 6  # characters: no word that stands before a name is longer
_STOPS = frozenset("，。；：！？、\n \"'=|/\\>*#“”「」《》（）()—…·,;:!?【】[]　")
_JOINTS = frozenset("、和与及跟同")
_BOUND = frozenset("有来同均都也如才方多儿大中上下到里出过起在是一")  # seldom the end of a name
_HARDLY = "后干种谷党"  # rare for surnames, frequent for words
_COUNTS = "一两二三四五六七八九十几每这那整数半0-9"  # 一张台布
_SELDOM = 3000  # so often the dictionary met a character that is seldom a word by itself

# What makes a word of the surname, by the character before it.
_AGAINST = {
    "余": frozenset("其业剩多盈结之年岁十百千万亿月天位个件富残零0123456789"),
    "种": frozenset("一两二三四五六七八九十几多每各这那哪某何此该数半整首播栽耕接0123456789"),
    "钟": frozenset("一两二三四五六七八九十几点分刻秒小半多个0123456789"),
}
_OF_TIME = frozenset("明星月年日周")
_IN_TIME = frozenset("天年日早晚晨末期月初底中内间一二三四五六七八九十0123456789")
# 于心不忍, 于法有据: what 于 alone leads to.
_LED_TO = frozenset("心法事理民国家己人私公情此今夜晨春夏秋冬天地水山海中一前后内外上下旁边")


_LISTS = ("roles", "beside", "says", "goes_on", "titled", "addressed")


class _Table(NamedTuple):
    surnames: re.Pattern[str]
    roles: tuple[str, ...]
    beside: tuple[str, ...]
    says: tuple[str, ...]
    goes_on: tuple[str, ...]
    titled: tuple[str, ...]
    addressed: tuple[str, ...]
    named: frozenset[str]


_HOUSES = "于余涂钟"  # 党家 and 谷家 are no families
_NO_HOUSE = frozenset("庭长具乡国门里人政禽畜用电装居常族属产业教境务喻伙")  # 家庭, 家长


class _Found(NamedTuple):
    start: int
    end: int
    sum: float


def name_spans(text: str, row: Row) -> Iterator[tuple[int, int]]:
    """Where a person is named whose surname or given name is spoilt as a word."""
    likely = [
        best
        for match in _table().surnames.finditer(text)
        if (best := _best(text, row, match.start())) is not None
    ]
    if not likely:
        return
    sure = [one for one in likely if one.sum >= _NAME]
    waiting = [
        one
        for one in likely
        if _NAME - _BESIDE_A_NAME <= one.sum < _NAME and not is_word(text[one.start : one.end])
    ]
    while sure and waiting:
        starts, ends = {one.start for one in sure}, {one.end for one in sure}
        joined = [one for one in waiting if _joins(text, one, starts, ends)]
        if not joined:
            break
        sure += joined
        waiting = [one for one in waiting if one not in joined]
    seen = set()
    for one in sure:
        yield one.start, one.end
        if one.end - one.start > 2:
            seen.add(text[one.start : one.end])
    for name in sorted(seen):
        place = text.find(name)
        while place >= 0:
            yield place, place + len(name)
            place = text.find(name, place + len(name))


def _joins(text: str, one: _Found, starts: set[int], ends: set[int]) -> bool:
    before, after = text[max(one.start - 1, 0) : one.start], text[one.end : one.end + 1]
    return (before in _JOINTS and one.start - 1 in ends) or (
        after in _JOINTS and one.end + 1 in starts
    )


def _best(text: str, row: Row, start: int) -> _Found | None:
    """The likeliest name that begins here, if any could."""
    surname, number = text[start], row.number(start)
    word = row.words[number] if number is not None else text[start]
    if word[1:2] == "家":
        word = surname  # 余家沟, a village
    # 有余晓峰, 由于建国: the surname may also end a word of two characters.
    within = number is None
    if len(word) > 3 or (within and not _ends_a_pair(row, start)):
        return None
    before = row.words[number - 1] if number else ""
    worth = _left(text, start, before, surname, within)
    if within:
        worth -= 1.0 if surname == "余" else 2.0
    elif len(word) > 1 and is_word(word):
        worth += _of_word(word)
    if surname not in _words():
        worth += 1.5
    best: _Found | None = None
    for length in (2, 1, 0):
        end = start + 1 + length
        given = text[start + 1 : end]
        if end > len(text):
            continue
        after = row.beginning(end) if length else ""
        # 于海边: half a word is no given name.
        if after is None or end < start + len(word) or _STOPS.intersection(given):
            continue
        if not length and not _addressed(text, end, surname):
            continue
        sum_ = worth + _given(surname, given) + _right(text, end, after)
        if length == 2 and len(word) == 2 and surname not in _HARDLY:
            sum_ += 1.5  # 余庆年 is more than the word
        if surname == "于" and _leads_to(text, start + 1, end):
            sum_ -= 4.0
        if best is None or sum_ > best.sum:
            best = _Found(start, end, sum_)
    return best


def _ends_a_pair(row: Row, start: int) -> bool:
    return start > 0 and row.number(start - 1) is not None and row.beginning(start + 1) is not None


def _of_word(word: str) -> float:
    """What a word speaks for or against that begins as a name does: 余波, 余杭区, 涂志刚."""
    if len(word) == 3:
        return 0.5 if kind_of(word).startswith("nr") else -4.0
    return -0.5 if word[0] == "于" else -2.5  # hardly a word begins with 于


def _left(text: str, start: int, before: str, surname: str, within: bool) -> float:
    """What stands before: an office, a trade or a relation, what goes with anybody, or a verb."""
    table = _table()
    near = max(start - _FAR, 0)
    if not start or text[start - 1] in _STOPS:
        stop = text[start - 1 : start]
        if stop in ("：", ":"):
            return 2.5 if text.endswith(table.roles, near, start - 1) else 1.5
        return 1.5 if stop == "、" else 1.0
    if text.endswith(table.roles, near, start):
        return 1.5 if surname == "于" else 2.5
    if text.endswith(table.beside, near, start):
        return 1.5
    if within:
        return 0.0
    if text[start - 1] == "的":
        return 1.0 if surname == "于" else 0.0
    kind = kind_of(before)
    if kind[:1] in "va" and kind not in ("vn", "an"):
        return -3.0 if surname == "于" else -1.5
    return -0.5


def _leads_to(text: str, start: int, end: int) -> bool:
    """Whether 于 leads to a time, a place or a thing: 于今年, 于海上; but 于海、余波."""
    if moment().match(text, start):
        # 于明年, 于明远; 于周三, 于周正.
        return text[start] not in _OF_TIME or text[start + 1 : start + 2] in _IN_TIME
    return end - start == 1 and text[start] in _LED_TO and text[end : end + 1] not in _JOINTS


def _addressed(text: str, end: int, surname: str) -> bool:
    """余先生, 钟家: a surname that is also a word, and what one calls people or their house."""
    if surname not in _words():
        return False
    return text.startswith(_table().addressed, end) or (
        surname in _HOUSES
        and text[end : end + 1] == "家"
        and text[end + 1 : end + 2] not in _NO_HOUSE
    )


def _given(surname: str, given: str) -> float:
    """How like a given name it is."""
    if not given:
        return 0.0
    strange = sum(one not in given_names() for one in given)
    if len(given) == 1:
        if how_often(given) < _SELDOM:
            return 1.5 - strange
        return (-0.5 if surname in _HARDLY else 0.5) - strange  # 后年, 干活
    worth = 2.0 - 2.5 * strange - (given[1] in _BOUND)
    if given in _table().named or not is_word(given):
        return worth
    return worth if kind_of(given).startswith("nr") and not strange else worth - 2.5


def _right(text: str, end: int, after: str) -> float:
    """What follows: titles and numbers of persons, what persons do, or the end of the clause."""
    if end >= len(text):
        return 1.0
    if text[end] in _STOPS or text[end] in _JOINTS:
        return 1.5 if text[end] in _JOINTS else 1.0
    table = _table()
    if text.startswith(table.titled, end) or text[end] == "家":
        return 3.0
    if text.startswith(table.says, end):
        return 2.0
    if text.startswith(table.goes_on, end):
        return 1.0
    if after == "的":
        return 0.5
    return 0.0 if kind_of(after)[:1] in "vdp" else -0.5


@cache
def _words() -> frozenset[str]:
    """Surnames that are words, too."""
    return frozenset(_raw()["words"])


@cache
def _table() -> _Table:
    raw = _raw()
    given = raw["given"]
    others = "".join(raw["others"].split())
    ways = [_begins(one, raw["followed"].get(one, "")) for one in raw["words"]]
    ways.append(f"(?<![{_COUNTS}].)(?<=[{others}])(?=.?[{given}])")
    # One class of first characters leaps over the rest of the text.
    surnames = re.compile(f"[{raw['words']}{others}](?:{'|'.join(ways)})")
    lists = {key: tuple(str(raw[key]).split()) for key in _LISTS}
    return _Table(surnames=surnames, named=frozenset(raw["named"].split()), **lists)


def _begins(surname: str, followed: str) -> str:
    """What finds a surname where its commonest words, 于是 and 干部, do not stand: most places."""
    against = "".join(sorted(_AGAINST.get(surname, "")))
    before = f"(?<![{against}].)" if against else ""
    return f"(?<={surname}){before}(?![{followed}])(?=[\u4e00-\u9fff])"


@cache
def _raw() -> dict[str, Any]:
    data = pkgutil.get_data("generator.convert", "data/names.yaml")
    if data is None:
        raise FileNotFoundError("generator/convert/data/names.yaml")
    import yaml

    raw: dict[str, Any] = yaml.load(data, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return raw
