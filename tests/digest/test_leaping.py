from __future__ import annotations

from pathlib import Path

import pytest

from generator.convert.fold import fold
from generator.digest.clause_words import _TIME
from generator.digest.leaping import Leaping
from generator.digest.periods import _DATE, _TARGET

REPOSITORY = Path(__file__).parents[2]
TEXTS = [
    fold(path.read_text("utf-8", "replace"))
    for folder in ("content", "examples/river/content", "tests/gold/site/content")
    for path in sorted((REPOSITORY / folder / "articles").iterdir())
]


@pytest.mark.parametrize("leaping", [_DATE, _TARGET, _TIME], ids=["dates", "aims", "times"])
def test_a_leap_misses_nothing(leaping: Leaping) -> None:
    found = [[match.span() for match in leaping.finditer(text)] for text in TEXTS]
    assert any(found)
    assert found == [[match.span() for match in leaping.pattern.finditer(text)] for text in TEXTS]


def test_matches_do_not_overlap_and_keep_within_the_span() -> None:
    leaping = Leaping("一二|二三", first="一二")
    assert [match.span() for match in leaping.finditer("一二三二三", 0, 4)] == [(0, 2)]
    assert [match.span() for match in leaping.finditer("一二三二三", 1)] == [(1, 3), (3, 5)]
