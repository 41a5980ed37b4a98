from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.render import lists
from tests.render.sample import outputs

_ARCHIVE = "zh-hans/archive/index.html"


def test_a_small_archive_is_one_page() -> None:
    files = outputs()
    assert [path for path in files if path.startswith("zh-hans/archive/")] == [_ARCHIVE]
    assert len(LexborHTMLParser(files[_ARCHIVE].decode()).css("main h3")) == 3


def test_a_large_archive_has_a_page_for_each_month_and_for_what_has_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lists, "ONE_PAGE", 2)
    files = outputs()
    parts = {path.split("/")[2] for path in files if path.startswith("zh-hans/archive/")}
    assert parts == {"index.html", "2024-03", "2023-11", "undated"}
    tree = LexborHTMLParser(files[_ARCHIVE].decode())
    hrefs = [node.attributes["href"] for node in tree.css("main .page-head a")]
    assert hrefs == [f"../archive/{part}/" for part in ("2024-03", "2023-11", "undated")]
    month = LexborHTMLParser(files["zh-hans/archive/2024-03/index.html"].decode())
    up = month.css_first(".kicker a")
    assert up is not None and up.attributes["href"] == "../../archive/"
    assert len(month.css("main h3")) == 1
