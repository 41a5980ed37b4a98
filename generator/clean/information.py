"""Reads the table that stands over an official notice: 索引号, 发文机关, 成文日期, 发布日期 …

Not obvious: a notice is signed on one day and made public on another; readers ask for the second.
"""

from __future__ import annotations

import re

from generator.clean.characters import fold
from generator.clean.dates import find_date
from generator.clean.facts import Facts
from generator.clean.labels import split_keywords
from generator.clean.pieces import Piece

_LABELLED_VALUES = {
    "author": ("作者", "来源作者"),
    "publisher": (
        "发文机关",
        "发布机构",
        "发布机关",
        "制发机关",
        "发文单位",
        "发布单位",
        "上稿单位",
        "公布机关",
        "来源",
    ),
    "date": ("成文日期", "生成日期", "发文日期", "制发日期", "印发日期"),
    "published": (
        "发布日期",
        "公开日期",
        "发布时间",
        "公布日期",
        "上版日期",
        "上稿日期",
        "张贴日期",
    ),
    "keywords": ("关键词", "主题词"),
    "title": ("标题", "名称", "信息名称"),
}


# 某某市人民政府令, 某某局文件: in large red letters over a notice, who issues it.
_ISSUED_BY = re.compile(
    r"[\u4e00-\u9fff]{2,24}(?:政府|委员会|委員會|办公室|辦公室|办公厅|局|厅|廳|部|署|院)(?=(?:令|文件)$)"
)


def issuing_body(text: str) -> str | None:
    found = _ISSUED_BY.match(text.strip())
    return found.group() if found else None


def read_information(piece: Piece, facts: Facts) -> None:
    """The table above an official notice: 索引号, 发文机关, 成文日期 …"""
    cells = [cell for row in piece.text.split("\n") for cell in row.split("\t") if cell.strip()]
    published: list[str] = []
    written: list[str] = []
    for label_cell, value in _label_pairs(cells):
        label = re.sub(r"[\s:：]", "", fold(label_cell))
        if label in _LABELLED_VALUES["publisher"]:
            facts.publishers.append(value)
        elif label in _LABELLED_VALUES["date"] and (found := find_date(value)):
            written.append(found[0])
        elif label in _LABELLED_VALUES["published"] and (found := find_date(value)):
            published.append(found[0])
        elif label in _LABELLED_VALUES["keywords"]:
            facts.keywords.extend(split_keywords(value))
        elif label in _LABELLED_VALUES["title"]:
            facts.original_title = facts.original_title or value
    # A notice is written on one day and made public on another: the reader's is the second.
    facts.dates[:0] = published
    facts.written.extend(written)


def _label_pairs(cells: list[str]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for first, second in zip(cells, [*cells[1:], ""], strict=False):
        split = re.match(r"\s*([\u4e00-\u9fff\s\u3000]{2,8})[:：]\s*(\S.*)", first)
        if split:
            pairs.append((split.group(1), split.group(2).strip()))
        elif second:
            pairs.append((first, second))
    return pairs
