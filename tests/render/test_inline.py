from __future__ import annotations

import pytest

from generator.model import Mark
from generator.render.inline import TOPIC, inline, safe_address, table_rows


def mark(start: int, end: int, kind: str, target: str = "") -> Mark:
    return Mark(start=start, end=end, kind=kind, target=target)  # type: ignore[arg-type]


def test_source_text_is_escaped_with_and_without_marks() -> None:
    assert inline("<b>甲</b> & 乙") == "&lt;b&gt;甲&lt;/b&gt; &amp; 乙"
    assert inline("<i>甲", (mark(3, 4, "strong"),)) == "&lt;i&gt;<strong>甲</strong>"


def test_marks_that_overlap_are_closed_and_opened_again() -> None:
    marks = (mark(0, 4, "strong"), mark(2, 6, "em"))
    assert inline("一二三四五六", marks) == ("<strong>一二<em>三四</em></strong><em>五六</em>")


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/etc",
        "vbscript:x",
        "http://[",
    ],
)
def test_a_link_that_leads_elsewhere_than_the_web_stays_plain_words(target: str) -> None:
    assert safe_address(target) is None
    assert inline("点这里", (mark(0, 3, "link", target),)) == "点这里"


def test_an_address_cannot_leave_its_attribute() -> None:
    shown = inline("甲", (mark(0, 1, "link", 'https://a.example/"><script>'),))
    assert "<script>" not in shown
    assert shown.count('"') == 4


def test_the_sources_own_link_wins_over_a_topics() -> None:
    marks = (mark(0, 4, "link", "https://a.example/"), mark(1, 3, "link", TOPIC + "ling-xi"))
    shown = inline("用灵锡办", marks, topic_link=lambda topic: f"../topics/{topic}/")
    assert shown.count("<a ") == 1
    assert "a.example" in shown


def test_a_table_keeps_marks_in_their_cells() -> None:
    rows = table_rows("年\t数\n甲\t<9", (mark(4, 5, "strong"),))
    assert rows == (("年", "数"), ("<strong>甲</strong>", "&lt;9"))
