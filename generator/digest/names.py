"""What may be a name in one article: what is marked as one, and its noun phrases.

In: an entry. Out: names with how they are marked (“一网通办”, 《…条例》, 5G, who speaks, which town
has a government), and the noun phrases of three to twelve characters between function words and
verbs. Whether they name anything is seen only where other articles speak of them too (`topics`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from generator.digest.terms import DROPPED, LEARNED_PLACE, lower, squeezed, word_lists
from generator.digest.words import is_listed, pieces, word_class
from generator.model import Entry, Finds

_HAN = "\u4e00-\u9fff"
_QUOTED = re.compile(f"[“‘]([{_HAN}A-Za-z0-9+.\\-·]{{2,12}})[”’]")
_TITLE = re.compile(r"《([^《》]{3,40})》")
_LATIN = re.compile(
    r"(?<![A-Za-z0-9.+\-])(?:[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9]*|\d[A-Z])(?![A-Za-z0-9])"
)
_HOTLINE = re.compile(r"(?<!\d)\d{5}热线")
_GLOSS = re.compile(f"([{_HAN}]{{4,12}})[(]([A-Z][A-Za-z0-9]{{1,7}})[)]")
# Latin that names nothing an editor would make a page of: units, offices, generic labels.
COMMON_LATIN = frozenset(
    """
    APP App GDP CPI ID OK VIP TOP PDF CEO CFO CTO CIO KM GB TB PB MB KB KW MW VR AR QQ AI IT ICT PM
    AM NO TV PC USB LED LCD HTML URL WWW HTTP HTTPS COM SK BIM UI UX II III IV
    """.split()  # noqa: SIM905
)
_SURNAME = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃戴莫孔向汤]"
)
_PERSON = re.compile(
    "(?:书记|市长|省长|县长|区长|局长|处长|主任|校长|院长|董事长|总经理|主席|记者|教授|研究员|部长|厅长)"
    f"({_SURNAME}[{_HAN}]{{1,2}})"
    f"|({_SURNAME}[{_HAN}]{{1,2}}?)(?=说|表示|介绍|指出|强调|认为|坦言|告诉|提出|要求|在致辞|主持)"
)
_MOST_WORDS = 4
_SHORTEST, _LONGEST = 3, 12
_NAMING = ("n", "l", "j", "b", "i")  # classes that stand in a noun phrase
_ENDS = ("n", "l", "j", "i")
# Words of other classes that end a name: 交易|所, 示范|园, 大赛, 联盟.
_END_CHARACTERS = frozenset(
    "所园会盟赛路站桥港厂场馆区村镇街城网云脑链码卡通号台库室院校组队群圈券贷险节展法令案书表单图舱"
)
# Those that end one standing alone: 登记|所.
_END_WORDS = _END_CHARACTERS - set("会书法号令案单表组展节险台路通卡图")


def names_of(entry: Entry) -> tuple[tuple[str, str], ...]:
    """(mark, name) for each place, in reading order: quoted, title, latin, gloss, person, town."""
    found: list[tuple[str, str]] = []
    for passage in entry.passages():
        text = passage.folded
        if "“" in text or "‘" in text:
            found += (("quoted", name) for name in _QUOTED.findall(text))
        if "《" in text:
            found += (("title", name) for name in _TITLE.findall(text))
        if not text.isascii():
            found += (
                ("latin", match.group())
                for match in _LATIN.finditer(text)
                if match.group() not in COMMON_LATIN
            )
        if "热线" in text:
            found += (("latin", name) for name in _HOTLINE.findall(text))
        if "(" in text:
            found += (("gloss", f"{short}\t{long}") for long, short in _GLOSS.findall(text))
        found += (("person", one or other) for one, other in _PERSON.findall(text))
        if "政府" in text or "委" in text:
            found += (("town", name) for name in LEARNED_PLACE.findall(text))
    return tuple(found)


def towns_in(finds: Iterable[Finds]) -> frozenset[str]:
    """Place names: those listed, and those the texts themselves use as X市政府, X县委."""
    found = set(word_lists().places)
    found.update(name for each in finds for mark, name in each.names if mark == "town")
    return frozenset(found | {place + rank for place in found for rank in "市省区县"})


class Phrase(NamedTuple):
    start: int  # in the article's squeezed text, where it stands first
    alone: bool  # whether it stands alone somewhere, and is not only part of a longer one


def phrases_of(entry: Entry) -> dict[str, Phrase]:
    """Each noun phrase of the article once, in lower case."""
    found: dict[str, Phrase] = {}
    at = 0
    for passage in entry.passages():
        run: list[_Seen] = []
        before: _Before | None = None
        begun = at
        for word in pieces(passage.folded):
            seen = _seen(word)
            if seen.kind:
                if seen.kind != "skipped":
                    if not run:
                        begun = at
                    run.append(seen)
            else:
                if run:
                    if len(run) > 1 or run[0].size >= _SHORTEST:
                        _collect(run, begun, found)
                    if before:
                        _collect_across(before, run, found)
                before = _Before(run, begun, seen) if run and may_join(word) else None
                run = []
            at += seen.size
        if run:
            _collect(run, begun, found)
            if before:
                _collect_across(before, run, found)
        at += 1  # the line's end
    return found


class _Before(NamedTuple):
    run: list[_Seen]
    start: int
    joint: _Seen


@lru_cache(maxsize=200_000)
def may_join(word: str) -> bool:
    """Whether it may be a piece of a name cut wrongly, and no verb: 智能网|联|示范|路."""
    lists = word_lists()
    return len(word) == 1 and word not in lists.breaks and word_class(word)[0] == "v"


def _collect_across(before: _Before, run: list[_Seen], found: dict[str, Phrase]) -> None:
    """What stands on both sides of such a piece, as one phrase; `topics` asks whether it is one."""
    first = len(before.run) - 1
    if before.run[first].kind == "skipped":
        return
    start = before.start + sum(each.size for each in before.run[:first])
    alone = first == 0 or before.run[first - 1].general
    phrase = before.run[first].lower + before.joint.lower
    for last in range(min(_MOST_WORDS - 1, len(run))):
        phrase += run[last].lower
        if len(phrase) > _LONGEST:
            break
        if run[last].kind == "end":
            ends = last == len(run) - 1 or run[last + 1].general
            known = found.get(phrase)
            found[phrase] = Phrase(
                known.start if known else start, (alone and ends) or bool(known and known.alone)
            )


def _collect(run: list[_Seen], start: int, found: dict[str, Phrase]) -> None:
    low, high = 0, len(run)
    while high > 0 and run[high - 1].kind != "end":
        high -= 1
    while low < high and run[low].word in _END_WORDS:
        start += run[low].size  # 所 opens no name
        low += 1
    while high - low > 1 and (run[low].leads or (high - low > 2 and run[low].kind == "verb")):
        start += run[low].size  # 监测|城市内涝; what is left is looked at whole
        low += 1
    for first in range(low, high):
        phrase = ""
        free = first == low or run[first - 1].general
        for last in range(first, min(first + _MOST_WORDS + 2, high)):
            phrase += run[last].lower
            if len(phrase) > _LONGEST:
                break
            if len(phrase) < _SHORTEST or run[last].kind != "end":
                continue
            alone = free and (last == high - 1 or run[last + 1].general)
            if not alone and last - first >= _MOST_WORDS:
                continue
            known = found.get(phrase)
            if known is None:
                found[phrase] = Phrase(start, alone)
            elif alone and not known.alone:
                found[phrase] = Phrase(known.start, True)
        start += run[first].size


class _Seen(NamedTuple):
    word: str
    kind: str
    size: int  # without what matching drops
    lower: str
    general: bool
    leads: bool  # a verb, where it opens a phrase


@lru_cache(maxsize=200_000)
def _seen(word: str) -> _Seen:
    return _Seen(
        word,
        _kind(word),
        len(squeezed(word)),
        lower(word),
        _is_general(word),
        word in word_lists().leading,
    )


@lru_cache(maxsize=200_000)
def _is_general(word: str) -> bool:
    """Whether a name may well end before this word or begin behind it: 首席数据官|制度."""
    lists = word_lists()
    return (
        word in lists.generic
        or word in lists.places
        or word in "市省县区州镇我本该"
        or _kind(word) in ("verb", "inner")
    )


@lru_cache(maxsize=200_000)
def _kind(word: str) -> str:
    """What a word does in a noun phrase: end (it may end one), inner, verb; "" breaks it."""
    if word in DROPPED_PIECES:
        return "skipped"
    lists = word_lists()
    if word in lists.nominal or word in _END_WORDS:
        return "end"
    if word in lists.breaks and word not in lists.keep:
        return ""
    if len(word) > 3 and word not in lists.known and _only_breaks(word):
        return ""  # 充分发挥
    kind = word_class(word)
    if kind == "eng" or (word.isascii() and word.isalnum() and not word.isdigit()):
        return "end"
    if not "\u3400" <= word[0] <= "\u9fff":
        return ""
    if kind[0] in _ENDS or kind in ("vn", "an", "zg", "k", "s"):
        return "end"
    if len(word) > 1 and word[-1] in (_END_WORDS if kind[0] == "v" else _END_CHARACTERS):
        return "end" if kind[0] in "vabdfq" else ""
    if kind[0] == "b" or (kind[0] == "a" and len(word) > 1):
        return "inner"
    if kind[0] != "v" or len(word) == 1:
        return ""
    # What the segmenter made up itself it calls a verb readily: 路侧|设备.
    return "verb" if is_listed(word) else "inner"


def _only_breaks(word: str) -> bool:
    breaks = word_lists().breaks
    return any(word[:at] in breaks and word[at:] in breaks for at in range(2, len(word) - 1))


def is_end_word(word: str) -> bool:
    return word in _END_WORDS


DROPPED_PIECES = frozenset(map(chr, DROPPED))
