"""One thing, several names: X and X平台, CIM and its gloss, 城运中心 and 城市运行管理中心.

In: names that may be topics. Out: candidates, each with its aliases.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from generator.digest.mentions import key_of
from generator.digest.terms import in_one_region, lower, word_lists, words_needed
from generator.model import TopicEdit


@dataclass(slots=True)
class Candidate:
    """A name under consideration, with the other names of the same thing."""

    name: str
    aliases: list[str] = field(default_factory=list)
    marked: bool = False  # stood in quotation or title marks, or is Latin
    edit: TopicEdit | None = None

    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


def of_edit(edit: TopicEdit) -> Candidate:
    return Candidate(edit.name, list(dict.fromkeys(edit.aliases)), edit=edit)


def join(
    names: Iterable[str],
    known: set[str],
    glosses: Mapping[str, str],
    found: Mapping[str, tuple[int, bool]],
) -> list[Candidate]:
    """Candidates, each with its aliases: X and X平台, X and “X”, CIM and its gloss."""
    ordered = sorted(names, key=lambda name: (len(name), name))
    by_key: dict[str, Candidate] = {}
    by_region: dict[str, Candidate] = {}
    for name in ordered:
        key = key_of(name)
        if key in by_key or any(
            # An approved name with a town before it is that name: 甲市|数据交易所.
            key.endswith(name) and len(key) - len(name) <= 4
            for name in known
        ):
            continue
        owner = by_region.get(in_one_region(key)) if found[name][1] else None
        owner = owner or _owner(key, by_key, found[name][1])
        owner = owner or _marked_owner(name, key, by_key, found)
        # What adds more than a word or two names a thing of its own: 区块链, 国家区块链创新应用.
        if owner is not None and len(name) - len(owner.name) <= 4:
            if key == in_one_region(owner.name) != owner.name:
                owner.name, name = name, owner.name  # 数字匠人, also 数位匠人
            owner.aliases.append(name)
            by_key[key] = owner
        else:
            by_key[key] = Candidate(name, marked=found[name][1])
            by_region.setdefault(in_one_region(key), by_key[key])
    candidates = list({id(candidate): candidate for candidate in by_key.values()}.values())
    for candidate in candidates:
        gloss = glosses.get(candidate.name)
        if gloss:
            tail = re.split("[的和与及全面推进建设打造]", gloss)[-1]
            if len(tail) >= 4:
                candidate.aliases.append(tail)
    return _with_abbreviations(candidates, found)


def _marked_owner(
    name: str, key: str, by_key: dict[str, Candidate], found: Mapping[str, tuple[int, bool]]
) -> Candidate | None:
    """The quoted name a longer phrase begins with: “匠人” of 匠人学堂."""
    for length in range(len(key) - 2, 1, -1):
        owner = by_key.get(key[:length])
        if owner and owner.marked and len(key) - length <= 4:
            return owner if found[name][0] <= found[owner.name][0] else None
    return None


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(map(lower, word_lists().suffixes))


def _owner(key: str, by_key: dict[str, Candidate], marked: bool) -> Candidate | None:
    """The candidate of which this name is only a longer form: 灵犀App of 灵犀."""
    lists = word_lists()
    for suffix in _suffixes():
        if key.endswith(suffix) and key[: -len(suffix)] in by_key:
            return by_key[key[: -len(suffix)]]
    # A general word before or behind a name makes no other name: 企业首席数据官 is one of those.
    for length in range(2, min(6, len(key) - 2)):
        if key[:length] in lists.modifiers and key[length:] in by_key:
            return by_key[key[length:]]
        tail, before = key[-length:], by_key.get(key[:-length])
        # What is marked as a name, 《…促进条例》, is no other form of a mere phrase.
        if before and (before.marked or not marked) and words_needed(tail, lists.generic):
            return before
    return None


def _with_abbreviations(
    candidates: list[Candidate], found: Mapping[str, tuple[int, bool]]
) -> list[Candidate]:
    """Join 城运中心 to 城市运行管理中心 and 智改数转 to 智能化改造数字化转型.

    The short form has four to five characters, takes them in order from the long one, begins
    alike, and takes its second character from within the first word's reach.
    """
    long_by_head: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if 7 <= len(candidate.name) <= 16:
            long_by_head[candidate.name[0]].append(candidate)
    joined: set[int] = set()
    for short in candidates:
        if not 4 <= len(short.name) <= 5:
            continue
        for long in long_by_head.get(short.name[0], ()):
            if id(long) in joined or not _abbreviates(short.name, long.name):
                continue
            short.aliases += long.names()
            joined.add(id(long))
            if found[long.name] > found[short.name]:
                names = [name for name in short.names() if name != long.name]
                short.name, short.aliases = long.name, names
    return [candidate for candidate in candidates if id(candidate) not in joined]


def _abbreviates(short: str, long: str) -> bool:
    if short in long:
        return False
    at = 0
    for character in short:
        found = long.find(character, at)
        if found < 0 or found - at > 4:
            return False
        at = found + 1
    return long[0] == short[0] and len(long) - at <= 2
