"""Words of a text without a segmenter, and the forms in which matching looks at it.

In: folded text of passages. Out: the runs that an article uses again and again. Han text is cut at
punctuation and at function words and verbs (`data/phrases.yaml`); what is left are short runs.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_DROPPED_CHARACTERS = " \t\u3000\u00a0“”‘’\"'"
DROPPED = dict.fromkeys(map(ord, " \t\u3000\u00a0“”‘’\"'"))
_SHORTEST = 3
_LONGEST = 10
# A compound of so many general words or fewer names nothing; of more it is likely an institution.
_GENERIC_WORDS = 3
_RUN = re.compile(f"[{_HAN}]+")
_PREPOSITIONS = "在和与及向由从是对"
LEARNED_PLACE = re.compile(
    f"(?:(?<![{_HAN}])|(?<=[{_PREPOSITIONS}]))(?![{_PREPOSITIONS}共])"
    f"([{_HAN}]{{2,3}}?)(?:市|省|县)(?:委|政府|人民政府)"
)
# What a phrase never begins or ends with: measure words, numerals, parts of cut words.
_BAD_FIRST = frozenset(
    "个项家座次位名件条种大多几两一二三四五六七八九十百千万亿第年月日号等性化型类级们们吨倍元率度套市省县副"
)
_BAD_LAST = frozenset("第个项次位件几两一二三四五六七八九十百千年月日各在将高副")


@dataclass(frozen=True, slots=True)
class WordLists:
    breaks: frozenset[str]
    keep: frozenset[str]
    generic: frozenset[str]
    slogan: frozenset[str]
    suffixes: tuple[str, ...]  # longest first
    nominal: frozenset[str]  # verbs that stand in names: 登记|所
    modifiers: frozenset[str]  # general words that stand before a name: 企业, 全市
    leading: frozenset[str]  # words that are verbs where they open a run: 发展|低空经济
    places: frozenset[str]
    common: frozenset[str]  # what tells of a matter, and names nothing to look up
    empty: frozenset[str]  # general words that are no reason for anything
    regional: dict[str, str]  # 数位 → 数字
    known: frozenset[str]  # every word that is not cut in two


@cache
def word_lists() -> WordLists:
    """The package's own lists; read once."""
    text = (files("generator") / "digest" / "data" / "phrases.yaml").read_text("utf-8")
    lists: dict[str, str] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    words = {name: frozenset(value.split()) for name, value in lists.items()}
    known = words["breaks"] | words["keep"] | words["generic"]
    return WordLists(
        breaks=words["breaks"],
        keep=words["keep"],
        generic=words["generic"],
        slogan=words["slogan"],
        suffixes=tuple(sorted(words["suffixes"], key=lambda word: (-len(word), word))),
        nominal=words["nominal"],
        modifiers=words["modifiers"],
        leading=words["leading"],
        places=words["places"],
        common=words["common"],
        empty=words["empty"],
        regional=dict(pair.split("=") for pair in sorted(words["regional"])),
        known=known,
    )


def in_one_region(name: str) -> str:
    """四城数位圆桌 and 四城数码圆桌 are one 四城数字圆桌."""
    for word, other in word_lists().regional.items():
        if word in name:
            name = name.replace(word, other)
    return name


class Squeezed(NamedTuple):
    """Folded text without spaces and quotation marks, so that “灯塔”工厂 and 5G 基站 are found
    however they are set."""

    text: str
    folded: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the squeezed text stands in the folded one."""
        if len(self.text) == len(self.folded):
            return start, end
        kept = [i for i, character in enumerate(self.folded) if ord(character) not in DROPPED]
        return kept[start], kept[end - 1] + 1


def lower(text: str) -> str:
    """Lower case of the same length, which `str.lower` does not promise."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def squeezed(folded: str) -> str:
    """`folded` without what matching drops. Mostly there is little of it to drop."""
    for character in _DROPPED_CHARACTERS:
        if character in folded:
            folded = folded.replace(character, "")
    return folded


def squeeze(folded: str) -> Squeezed:
    return Squeezed(squeezed(folded), folded)


def _runs(folded: str) -> Iterator[tuple[int, int]]:
    """Where runs of Han characters without a function word or verb in them stand."""
    finder, does = _known_words()
    known = iter(finder.find_matches_as_indexes(folded))
    number, first, last = next(known, _NO_WORD)
    for run in _RUN.finditer(folded):
        start, stop = run.span()
        while first < stop:
            word = does[number]
            if word == "breaks":
                if first > start:
                    yield start, first
                start = last
            elif first == start and word == "leads":
                start = last
            number, first, last = next(known, _NO_WORD)
        if stop > start:
            yield start, stop


_NO_WORD = -1, sys.maxsize, sys.maxsize


@cache
def _known_words() -> tuple[AhoCorasick, tuple[str, ...]]:
    """Finds the known words of a text, all of Han characters, and what each does there. Of those
    that begin at one place the longest wins: 不断 over 不, 中心 over 中."""
    lists = word_lists()
    known = sorted(lists.known)
    does = tuple(
        "breaks" if word in lists.breaks else "leads" if word in lists.leading else ""
        for word in known
    )
    return AhoCorasick(known, matchkind=MatchKind.LeftmostLongest), does


def words_needed(text: str, words: frozenset[str]) -> int:
    """How few words of the list make up `text`, one after the other; 0 when they do not."""
    too_many = len(text) + 1
    fewest = [0] + [too_many] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - 8), end):
            if fewest[start] < fewest[end] and text[start:end] in words:
                fewest[end] = fewest[start] + 1
    return fewest[-1] if fewest[-1] < too_many else 0


def told_twice(texts: Iterable[str]) -> dict[str, int]:
    """Whole runs that one article uses at least twice → how often."""
    text = "\n".join(texts)
    counts = Counter(
        [text[start:end] for start, end in _runs(text) if _SHORTEST <= end - start <= _LONGEST]
    )
    return {
        phrase: times
        for phrase, times in counts.items()
        if times >= 2 and phrase[0] not in _BAD_FIRST and phrase[-1] not in _BAD_LAST
    }


def tells(phrase: str, vague: frozenset[str]) -> bool:
    """Whether a phrase says more than a few general words do."""
    return not 1 <= words_needed(phrase, vague) <= _GENERIC_WORDS
