"""The words of a statement by what they do beside a number, without a segmenter.

In: folded text and the spans of its quantities. Out: tokens in order. Whatever no list knows is
taken for a noun: lists of function words and verbs are short and general, those of nouns are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import yaml

from generator.digest.quantities import Quantity
from generator.digest.terms import word_lists

# noun, join (的 和), drop (adverb, time, place-wide), silent (达到, 建成: says only that there is
# so much), change (增长), share (占), verb, before (preposition), point (其中), quantity, stop
Kind = Literal[
    "noun", "join", "drop", "silent", "change", "share", "verb", "before", "point", "number", "stop"
]

_KINDS: tuple[Kind, ...] = (
    "join", "drop", "silent", "change", "share", "before", "point", "noun",
)  # fmt: skip
# What makes a noun of the verb before it: 覆盖率, 开通人数.
_NOMINAL = re.compile(
    "[率量额费者员值器价权期性度](?![出现过假])|数(?![据字十百千])|人数|用户|时间|面积|"
    "金额|次数|规模|长度|里程|比例|件数|户数|人员|时长|速度|成本"
)
# One character is a word of its own only where no noun runs on into it.
_ALWAYS = frozenset(
    "的之和与及、或暨已也还都均就仅又再却很太曾仍拟共约逾了有是为在占达获由从把其他她它我你这那该此被比谁"
)
_TIME = re.compile(
    r"(?:截至|截止|到|至|自|从)?(?:(?:19|20)\d{2}|[去今明前上本同当]|\d{3})年(?:上半年|"
    r"下半年|第?[一二三四]季度|前三季度|全年|\d{1,2}月(?:\d{1,2}[日号]|[底末份初])?|"
    r"[底末初])?(?:之?前|以来|起|内|间)?"
    r"|(?:截至|截止|到|至|自|从)?(?<![\d个])(?:\d{1,2}|"
    r"[一二三四五六七八九十]{1,2})月(?:\d{1,2}[日号]|[底末份初])(?:之?前|以来|起)?"
    r"|每[一百千万]?(?:平方公里|公里|份|户|台|辆|人|件|次|亩|吨|度|家|套|名|位|个月|"
    r"小时|分钟)(?![均次])|[一两三]个月里?|(?<!第)一天里?"
    r"|(?:连续)?(?:[一二两三四五六七八九十]+|(?<!\d)\d{1,2})年(?![级度报轻])"
    r"|(?<![\d])\d{1,2}[日号](?=[，,])|第?[一二三四]季度|"
    r"[“‘]?十[二三四五]五[”’]?(?:时期|期间|期?末)?|周[一二三四五六日末]|"
    r"[一二三]年[前来后]|过去[一二三五]年|(?<=[,，。])\d{1,2}[日号]"
)
_SKIPPED = frozenset("“”‘’\"'《》〈〉【】 \u3000\u00a0")
_ENDING = frozenset("了着过约近超达共,，。；;：:！!？?、0123456789")
_STOPS = frozenset(",，。；;：:！!？?…—()（）\n\t")


class Token(NamedTuple):
    kind: Kind
    text: str
    start: int
    end: int


class _Words(NamedTuple):
    kinds: dict[str, Kind]
    lengths: dict[str, tuple[int, ...]]  # first character → lengths of words, longest first
    compound: frozenset[str]


@cache
def _words() -> _Words:
    """The package's own lists; read once. What a general list calls a break counts as a verb."""
    text = (files("generator") / "digest" / "data" / "clause_words.yaml").read_text("utf-8")
    lists: dict[str, str] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    general = word_lists()
    kinds: dict[str, Kind] = {word: "verb" for word in general.breaks if len(word) > 1}
    kinds |= {word: "noun" for word in general.keep if len(word) > 1 and word[0] != "占"}
    for kind in _KINDS:
        kinds |= dict.fromkeys(lists[kind].split(), kind)
    lengths: dict[str, set[int]] = {}
    for word in kinds:
        lengths.setdefault(word[0], set()).add(len(word))
    ordered = {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}
    return _Words(kinds, ordered, frozenset(lists["compound"].split()))


def _opens_verb(text: str, at: int, kinds: dict[str, Kind]) -> bool:
    return any(kinds.get(text[at : at + size]) in ("silent", "change", "share") for size in (2, 3))


def tokens(text: str, start: int, end: int, found: Sequence[Quantity]) -> list[Token]:
    """The statement in words; neighbouring nouns are one token, quantities one each."""
    kinds, lengths, compound = _words()
    skips = {match.start(): match.end() for match in _TIME.finditer(text, start, end)}
    numbers = {quantity.start: quantity.end for quantity in found}
    made: list[Token] = []
    noun: list[str] = []
    noun_start = at = start
    ahead = iter([*sorted(numbers), end])
    limit = next(ahead)  # where the next number begins: no word reaches into it

    def close() -> None:
        if noun:
            made.append(Token("noun", "".join(noun), noun_start, at))
            noun.clear()

    while at < end:
        character = text[at]
        if at in numbers:
            close()
            made.append(Token("number", text[at : numbers[at]], at, numbers[at]))
            at = numbers[at]
            limit = next(ahead)
            continue
        if at in skips:
            close()
            made.append(Token("drop", text[at : skips[at]], at, skips[at]))
            at = min(skips[at], limit)
            continue
        if character in _STOPS:
            close()
            made.append(Token("stop", character, at, at + 1))
            at += 1
            continue
        if character in _SKIPPED:
            at += 1
            continue
        kind: Kind = "noun"
        length = 1
        for size in lengths.get(character, ()):
            word = text[at : at + size]
            if at + size <= limit and word in kinds:
                kind, length = kinds[word], size
                break
        last = at + length
        if kind != "noun" and length == 1 and character not in _ALWAYS:
            free = last in numbers or text[last] in "了出有完约近超达"
            if kind in ("silent", "change", "verb"):
                kind = kind if free else "noun"
            elif noun and last != limit and not _opens_verb(text, last, kinds):
                kind = "noun"
        elif (
            noun
            and text[at:last] in ("以上", "以下")
            and last < limit
            and text[last] not in _ENDING
        ):
            kind = "noun"  # 规模以上企业
        elif kind in ("silent", "change", "verb") and length > 1:
            if (nominal := _NOMINAL.match(text, last, limit)) and length == 2:
                kind, length = "noun", length + len(nominal.group())  # 覆盖率, 开通人数
            elif noun and last < limit and text[at:last] in compound and text[last] not in _ENDING:
                kind = "noun"
        if kind == "noun":
            if not noun:
                noun_start = at
            noun.append(text[at : at + length])
        else:
            close()
            made.append(Token(kind, text[at : at + length], at, at + length))
        at += length
    close()
    return made
