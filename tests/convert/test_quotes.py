"""Quotation marks by edition, in pairs and by nesting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.convert.quotes import with_quotes

CURLY = st.text(st.sampled_from("“”‘’甲a "), max_size=30)


@pytest.mark.parametrize(
    ("curly", "corner"),
    [
        ("他说：“走吧。”", "他说：「走吧。」"),
        ("“甲说‘乙’，丙。”", "「甲说『乙』，丙。」"),
        ("“甲‘乙“丙”丁’戊”", "「甲『乙「丙」丁』戊」"),
        ("“甲”与“乙”", "「甲」与「乙」"),
        ("单引号‘甲’", "单引号『甲』"),
        ("“it’s 好的”", "「it’s 好的」"),
        ("“GDP”增长", "「GDP」增长"),
    ],
)
def test_marks_become_the_other_style_and_come_back(curly: str, corner: str) -> None:
    assert with_quotes(curly, "corner") == corner
    assert with_quotes(corner, "curly") == curly


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“甲，乙。", "“甲，乙。"),  # goes on in the next paragraph
        ("甲”，“乙”", "甲”，「乙」"),
        ("“甲“乙", "“甲“乙"),
        ("“甲“乙”", "“甲「乙」"),
        ("”甲“", "”甲“"),
        ("“甲‘乙”丙", "「甲‘乙」丙"),
        ("“甲‘乙”丙’", "「甲‘乙」丙’"),  # crossed, not nested
        ("’24年", "’24年"),
        ("the “new normal” of growth", "the “new normal” of growth"),
    ],
)
def test_marks_without_a_partner_stay(text: str, shown: str) -> None:
    assert with_quotes(text, "corner") == shown


def test_a_quotation_in_a_quotation_of_the_same_marks_gets_the_inner_ones() -> None:
    assert with_quotes("“甲“乙”丙”", "corner") == "「甲『乙』丙」"
    assert with_quotes("「甲“乙”丙」", "corner") == "「甲『乙』丙」"


def test_marks_within_a_kept_span_stay() -> None:
    assert with_quotes("“甲”和“乙”", "corner", [(0, 3)]) == "“甲”和「乙」"


@given(CURLY)
def test_doing_it_twice_changes_nothing(text: str) -> None:
    once = with_quotes(text, "corner")
    assert len(once) == len(text)
    assert with_quotes(once, "corner") == once
