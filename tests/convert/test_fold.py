"""Folding: one form of a text for matching, of the same length."""

from __future__ import annotations

from generator.convert.fold import fold, fold_each


def test_lines_folded_together_are_as_each_alone() -> None:
    lines = ["臺灣的顯著變化", "显著提高", "著力推進", "ＡＢＣ　１２３", "", "甲\n乙", "「數據」"]
    assert fold_each(lines) == [fold(line) for line in lines]
    assert fold_each(lines[:1]) == [fold(lines[0])]
    assert fold_each([]) == []
