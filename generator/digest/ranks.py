"""Ranks: 全国第六, 位居第七, 进入全国前十; and 江苏第一 where it stands beside such a rank.

In: folded text and a span. Out: (start, end, place, "位"). 第三季度 and 第二届 are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.digest.numerals import NUMERAL, value_of

_HAN = "\u4e00-\u9fff"
_RANKED = re.compile(
    rf"(?P<scope>(?:全国|全省|全市|全球|世界|亚洲|亚太|国内|省内|全区|全州|全台|全港|长三角|中部|西部|东部)"
    rf"[{_HAN}]{{0,6}}?|位居|位列|排名|排在|排|名列|跃居|稳居|升至|升到|跃升至|上升至|上升到|提升至|列|居)"
    rf"(?P<kind>第|前)(?P<number>{NUMERAL}|\d+)(?P<unit>位|名|强)?"
    rf"(?![届次期批个条章节季号步线产手任医代级款项十百千\d类轮阶梯年天])"
)
_LISTED_RANK = re.compile(
    rf"(?<=[、,，和])(?P<scope>[{_HAN}]{{2,4}})第(?P<number>{NUMERAL}|\d+)(?P<unit>位|名)?(?=[、,，。;；!]|$)"
)
_PLACED = re.compile(rf"(?<=的)第(?P<number>{NUMERAL}|\d+)(?P<unit>位|名)(?=[、,，。;；!]|$)")
_NOT_IN_SCOPE = frozenset("第的了和与")


def rank_spans(text: str, start: int, end: int) -> Iterable[tuple[int, int, float, str]]:
    if "第" not in text[start:end] and "前" not in text[start:end]:
        return
    first_rank = end
    for match in _RANKED.finditer(text, start, end):
        value = value_of(match["number"])
        if value is None or (match["kind"] == "前" and value < 2):
            continue
        if not _NOT_IN_SCOPE.isdisjoint(match["scope"]):
            continue
        first_rank = min(first_rank, match.start())
        yield match.start(), match.end(), value, "位"
    for match in _LISTED_RANK.finditer(text, start, end):
        value = value_of(match["number"])
        if value is None or match.start() < first_rank:
            continue
        if not _NOT_IN_SCOPE.isdisjoint(match["scope"]):
            continue
        if match["scope"][0] not in "位排名列居" and not _RANKED.match(text, match.start()):
            yield match.start(), match.end(), value, "位"
    for match in _PLACED.finditer(text, start, end):
        value = value_of(match["number"])
        if value is not None and re.search(
            "[排列居]", text[max(start, match.start() - 14) : match.start()]
        ):
            yield match.start(), match.end(), value, "位"
