"""Lines of credits as pages write them, with who they name: `credits.tsv`, one a line.

Each stands alone, between title and text; what a whole source makes of it is for tests/reading.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.clean import clean
from generator.model import Article, Source

_ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("credits.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
_TEXT = (
    "桐湾镇的渡船过去靠喊。对岸有人要过河，站在石阶上喊一声，船工听见了就撑过去，"
    "风大的时候喊破嗓子也没有用。"
)


def _read(line: str) -> Article:
    page = (
        f"<html><head><title>渡口的灯与按钮</title></head><body><h1>渡口的灯与按钮</h1>"
        f"<p>{line}</p><p>{_TEXT}</p><p>{_TEXT}</p></body></html>"
    )
    return clean(Source(name="a.html", path="a.html", data=page.encode()))


@pytest.mark.parametrize(
    ("line", "authors", "publisher", "date"), _ROWS, ids=[row[0] for row in _ROWS]
)
def test_a_line_of_credits_says_who_and_when(
    line: str, authors: str, publisher: str, date: str
) -> None:
    article = _read(line)
    found = ",".join(article.authors), article.publisher or "", article.date or ""
    assert found == (authors, publisher, date), json.dumps(found, ensure_ascii=False)
    assert all(_TEXT in block.text for block in article.blocks)
