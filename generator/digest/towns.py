"""Which town an article or a figure is about.

In: analyses. Out: the towns that articles are about, and which article is about which; none where
several are spoken of, for a wrong one would mislead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from generator.convert.fold import fold
from generator.digest.memory import Memory
from generator.digest.names import towns_in
from generator.digest.terms import word_lists
from generator.model import (
    Analysis,
)

# Wider than a town: a value of the province is said to be one by its words (全省).
_WIDE = frozenset(
    """
    河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 四川 贵州
    云南 西藏 陕西 甘肃 青海 宁夏 新疆 内蒙古 台湾 长三角 珠三角 粤港澳大湾区 大湾区 京津冀 成渝
    美国 日本 韩国 德国 英国 法国 欧盟 欧洲 俄罗斯 印度 泰国 越南
    """.split()  # noqa: SIM905
)


_AT_HEAD = re.compile("^(?:全?市(?![民区场域政级长面])|全?省|全?县|全?区)")
# A subject cut at its length may have lost the first character of its town.
_CUT_TOWN = re.compile("^[^市省县区]?(?:全市|全省|市(?![民区场域政级长面])|省(?![级内]))(?=.{4})")


class Towns(NamedTuple):
    """The towns that articles are about, and which article is about which."""

    all: tuple[str, ...]  # longest first
    of_source: Mapping[str, str]


class TownFinder:
    """Looks for all towns at once: a site knows hundreds, and asks of every figure."""

    def __init__(self, towns: Sequence[str]) -> None:
        """The longest first."""
        self._towns = towns
        any_town = "|".join(map(re.escape, towns)) or "(?!)"
        self._at_head = re.compile(f"(?:{any_town})(?=..)", re.DOTALL)
        self._anywhere = AhoCorasick(towns) if towns else None

    def without_town(self, words: str) -> tuple[str, str | None]:
        """The words without a town at their head, and the town."""
        town = self._at_head.match(words)
        if town:
            return _AT_HEAD.sub("", words[town.end() :]), town[0]
        return _CUT_TOWN.sub("", words), None

    def town_before(self, sentence: str) -> str | None:
        """The last town of a sentence."""
        if self._anywhere is None:
            return None
        found = self._anywhere.find_matches_as_indexes(sentence, overlapping=True)
        return max(((start, self._towns[at]) for at, start, _ in found), default=(0, None))[1]


def towns_of(analyses: Sequence[Analysis], memory: Memory) -> Towns:
    common = word_lists().breaks | word_lists().generic | _WIDE  # 已经市政府… teaches no town
    known = {_bare(place) for place in towns_in([one.finds for one in analyses])}
    bare = sorted({place for place in known if len(place) >= 2} - common)
    finder = AhoCorasick(bare, matchkind=MatchKind.LeftmostLongest) if bare else None
    homes = memory.each(
        "towns",
        bare,
        analyses,
        lambda at: _home(analyses[at], finder) if finder else None,
        kind=str | None,
    )
    of_source = {one.source: home for one, home in zip(analyses, homes, strict=True) if home}
    towns = set(of_source.values())
    return Towns(tuple(sorted(towns, key=lambda town: (-len(town), town))), of_source)


def _home(analysis: Analysis, finder: AhoCorasick) -> str | None:
    """The town an article is about; none where several are spoken of: a wrong one would mislead."""
    counts = Counter(finder.find_matches_as_strings(analysis.finds.text))
    said = f"{analysis.finds.title} {analysis.publisher or ''}"
    for town in finder.find_matches_as_strings(fold(said)):
        counts[town] += 5
    if not counts:
        return None
    town, times = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    return town if times >= 3 and times * 2 > sum(counts.values()) else None


def _bare(place: str) -> str:
    return place[:-1] if len(place) > 2 and place[-1] in "市省县区" else place
