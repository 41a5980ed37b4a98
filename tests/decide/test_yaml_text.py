"""Changing what a YAML file says leaves everything else as the editor wrote it."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.decide.yaml_text import Values, rewritten, same, values_of
from generator.problems import ProblemError

SIDECAR = """\
# 编辑的决定
title: 'a'   # 题目

passages:
  # 关于第一段
  p1:
    theme: living  # 看病
  p2: {theme: economy, quote: "a"}
# 以下待核
note: >
  折叠的
  文字

pin: p1
authors:
- 甲   # 记者
- 乙
"""


def changed_lines(before: str, after: str) -> list[str]:
    """Lines of the old file that are no longer there."""
    left = after.splitlines()
    return [line for line in before.splitlines() if line not in left]


def test_only_the_line_of_a_changed_value_differs() -> None:
    values = values_of(SIDECAR, "x")
    values["title"] = "it's"
    after = rewritten(SIDECAR, values, "x")
    assert changed_lines(SIDECAR, after) == ["title: 'a'   # 题目"]
    assert "title: 'it''s'   # 题目" in after.splitlines(), "quotes and comment stay"


def test_a_decision_about_a_passage_is_a_line_under_it() -> None:
    values = copy.deepcopy(values_of(SIDECAR, "x"))
    passages = values["passages"]
    assert isinstance(passages, dict)
    passages["p1"]["omit"] = True
    passages["p2"]["theme"] = None
    passages["p3"] = {"theme": None, "quote": "数字: #x"}
    after = rewritten(SIDECAR, values, "x")
    assert "    theme: living  # 看病\n    omit: true\n" in after
    assert '  p2: {theme: null, quote: "a"}\n' in after
    assert "  p3:\n    theme: null\n    quote: '数字: #x'\n" in after
    assert after.index("p3:") < after.index("# 以下待核")


def test_one_text_becomes_a_list_and_a_block_becomes_lines() -> None:
    values = values_of(SIDECAR, "x")
    values |= {"pin": ["p1", "p2"], "note": "第一行\n\n第二行", "authors": ["甲", "丙", "乙"]}
    after = rewritten(SIDECAR, values, "x")
    assert "pin: [p1, p2]\n" in after
    assert "note: |-\n  第一行\n\n  第二行\n" in after
    assert "- 甲   # 记者\n- 丙\n- 乙\n" in after


def test_a_removed_key_takes_no_comment_of_its_neighbours() -> None:
    values = values_of(SIDECAR, "x")
    del values["passages"], values["title"]
    after = rewritten(SIDECAR, values, "x")
    assert after.startswith("# 编辑的决定\n\n# 以下待核\nnote: >\n")


@pytest.mark.parametrize("eol", ["\r\n", "\n"])
def test_line_ends_stay(eol: str) -> None:
    text = SIDECAR.replace("\n", eol)
    values = values_of(text, "x") | {"summary": "甲\n乙", "date": "2024-05-06"}
    after = rewritten(text, values, "x")
    assert after.count("\n") == after.count(eol)
    assert f"summary: |-{eol}  甲{eol}  乙{eol}date: 2024-05-06{eol}" in after


@pytest.mark.parametrize(
    "text", ["", "# 只有说明\n", "title: 甲", "{}\n", "{title: 甲}\n", "---\na: 1\n"]
)
def test_any_beginning_takes_a_decision(text: str) -> None:
    values = values_of(text, "x") | {"draft": True, "themes": ["living", "economy"]}
    after = rewritten(text, values, "x")
    assert same(values_of(after, "x"), values)
    assert after.startswith(text.rstrip("}\n").rstrip("{") or after[:1])


def test_an_item_that_keeps_none_of_its_keys_keeps_its_dash() -> None:
    text = "links:\n  - to: 甲  # 旧\n    kind: 乙\n  - to: 丙\n"
    wanted: Values = {"links": [{"topic": "丁", "also": ["戊"]}, {"to": "丙"}]}
    after = rewritten(text, wanted, "x")
    assert same(values_of(after, "x"), wanted)
    assert after == "links:\n  - topic: 丁\n    also: [戊]\n  - to: 丙\n"


@pytest.mark.parametrize(
    "text", ["title: [甲\n", "title: 甲\ntitle: 乙\n", "a: &x 1\nb: *x\n", "title: 甲\n  b: 乙\n"]
)
def test_a_file_that_cannot_be_read_is_not_changed(text: str) -> None:
    with pytest.raises(ProblemError) as caught:
        rewritten(text, {"title": "丙"}, "a.edit.yaml")
    assert str(caught.value.problem).startswith("a.edit.yaml:")


words = st.text(
    st.sampled_from(list("数字经济城市ab01 ：“”:#-?!&*|>'\"{}[],%@`~=.\\/\t\n")), max_size=12
) | st.sampled_from(["true", "No", "null", "2024-05-06", "1.50", "0x1f", "+5", "", "|", "- a"])
scalars = st.one_of(words, st.booleans(), st.none(), st.integers(-9, 99))
names = st.sampled_from(["a", "b", "c", "p1", "是", "y"])


def nested(depth: int) -> st.SearchStrategy[object]:
    if not depth:
        return scalars
    inner = nested(depth - 1)
    return st.one_of(
        scalars, st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4)
    )


mappings = st.dictionaries(names, nested(3), max_size=5)


@settings(max_examples=300)
@given(mappings, mappings, st.booleans())
def test_whatever_is_wanted_is_what_the_strict_reader_reads(
    first: Values, second: Values, commented: bool
) -> None:
    text = rewritten("# 头\n" if commented else "", first, "x")
    assert same(values_of(text, "x"), first)
    after = rewritten(text, second, "x")
    assert same(values_of(after, "x"), second)
    if commented:
        assert after.startswith("# 头\n")


def test_real_files_change_in_the_lines_meant(example_site: Path) -> None:
    text = (example_site / "content" / "glossary.yaml").read_text("utf-8")
    values = values_of(text, "x")
    protect, pairs = values["protect"], values["pairs"]
    assert isinstance(protect, list)
    assert isinstance(pairs, list)
    protect.append("周至")
    pairs.append({"hans": "几", "hant": "幾"})
    after = rewritten(text, values, "x")
    assert changed_lines(text, after) == []
    new = [line for line in after.splitlines() if line not in text.splitlines()]
    assert new == ["  - {hans: 几, hant: 幾}", "  - 周至"]
