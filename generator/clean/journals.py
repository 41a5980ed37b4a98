"""Reads the line a journal prints over its pages: 城市研究 2023 年第 4 期.

A line comes in, the journal's name comes out, or None. Not obvious: an odd and an even page print
the parts in different orders, with wide gaps between; and 2023年第一期检查报告 is a title, so
where the name does not come first it must stand apart.
"""

from __future__ import annotations

import re

from generator.clean.characters import fold

_YEAR = re.compile(r"(?:(?:19|20)\d{2}|[一二][九〇○零][〇○零一二三四五六七八九]{2})\s*年?")
_NUMBER = re.compile(
    r"[(（]?总?第\s*[\d一二三四五六七八九十百]+\s*[卷期号辑](?:\s*第?\s*\d+\s*页)?[)）]?|[(（]总第?\s*\d+\s*期[)）]"
    r"|(?<!\d)\d{1,2}\s*月号"
)
# Volume and issue together need no year: 第 38 卷第 2 期.
_VOLUME = re.compile(r"第\s*\d+\s*卷.{0,3}第?\s*\d+\s*期|Vol\.?\s*\d+", re.IGNORECASE)
_OTHER = re.compile(
    r"\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?(?:出版)?|Vol\.?\s*\d+|No\.?\s*\d+|[(（]?总?\d+期[)）]?|[\s,，.。()（）《》·•|/—-]+|\d+",
    re.IGNORECASE,
)
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,20}")
_SET_WIDE = re.compile(
    r"(?<![\u4e00-\u9fff])(?![期卷号辑年月日])[\u4e00-\u9fff](?:[ \u3000][\u4e00-\u9fff]){1,9}"
    r"(?![\u4e00-\u9fff])"
)
_LONGEST = 50


def journal_in(line: str) -> str | None:
    if len(line) > _LONGEST * 2:
        return None
    # 城 市 研 究 is set wide: its gaps go, and line and folded text stay of one length.
    line = _SET_WIDE.sub(lambda match: "".join(match.group().split()), line.strip())
    folded = fold(line)
    if len("".join(folded.split())) > _LONGEST or not _NUMBER.search(folded):
        return None
    if not _YEAR.search(folded) and not _VOLUME.search(folded):
        return None
    rest = _NUMBER.sub(lambda match: " " * len(match.group()), folded)
    rest = _YEAR.sub(lambda match: " " * len(match.group()), rest)
    rest = _OTHER.sub(lambda match: " " * len(match.group()), rest)
    name = _NAME.search(rest)
    if name is None or _NAME.search(rest, name.end()):
        return None
    if name.start() > 1:  # not first: it must stand apart
        around = folded[name.start() - 1], folded[name.end() : name.end() + 1]
        # 第28卷第1期城市学报: behind volume and issue there is no doubt.
        marks = "》《·|期" if _VOLUME.search(folded) else "》《·|"
        if not all(not edge or edge.isspace() or edge in marks for edge in around):
            return None
    return line[name.start() : name.end()]
