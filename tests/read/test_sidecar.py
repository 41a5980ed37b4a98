from __future__ import annotations

import pytest

from generator.problems import ProblemError
from generator.read.sidecar import read_edits

THEMES = ("economy", "living")


def test_decisions_are_read_with_their_lines() -> None:
    edits = read_edits(
        """# a comment
title: 把一件小事做完
date: 2022-12-30
passages:
  pabc: {theme: living, quote: 他们把}
  pdef: {theme: null}
  pghi: {omit: true}
corrections:
  - {find: 误, replace: 正, why: 错字}
links: {forbid: [[pabc, pdef]]}
""".encode(),
        "a.edit.yaml",
        THEMES,
    )
    assert edits.title == "把一件小事做完"
    assert edits.date == "2022-12-30"
    decided = [(edit.passage, edit.theme, edit.sets_theme, edit.omit) for edit in edits.passages]
    assert decided == [
        ("pabc", "living", True, False),
        ("pdef", None, True, False),
        ("pghi", None, False, True),
    ]
    assert edits.passages[1].line == 6
    assert edits.corrections[0].find == "误"
    assert edits.unlink == (("pabc", "pdef"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tilte: 甲", "a:1: error: unknown key `tilte` — did you mean `title`?"),
        ("draft: maybe", "a:1: error: `draft` is neither true nor false — write `draft: true`"),
        (
            "passages:\n  pabc: {theme: econmy}",
            "a:2: error: there is no theme `econmy` — write one of economy, living",
        ),
        ("slug: 你好", "a:1: error: `你好` cannot be an address — use a-z, 0-9 and hyphens"),
    ],
)
def test_a_fault_names_line_and_fix(text: str, message: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read_edits(text.encode(), "a", THEMES)
    assert str(caught.value.problem) == message


def test_a_byte_that_is_no_utf_8_is_named_with_its_line() -> None:
    with pytest.raises(ProblemError) as caught:
        read_edits("title: 甲\nnote: ".encode() + b"\xb5\n", "a", THEMES)
    assert str(caught.value.problem) == "a:2: error: this file is not UTF-8 — save it as UTF-8"
