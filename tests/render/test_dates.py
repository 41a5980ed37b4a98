from __future__ import annotations

import pytest
from babel.core import Locale

from generator.render.dates import date_label, read_date


@pytest.mark.parametrize(
    ("words", "label", "moment"),
    [
        ("2023", "2023年", "2023-01-01T00:00:00Z"),
        ("2023-05", "2023年5月", "2023-05-01T00:00:00Z"),
        ("2023-05-12", "2023年5月12日", "2023-05-12T00:00:00Z"),
        ("2023-05-12T07:30+0800", "2023年5月12日", "2023-05-12T07:30:00+08:00"),
        ("2023-05-12 07:30:05", "2023年5月12日", "2023-05-12T07:30:05Z"),
    ],
)
def test_a_date_is_shown_as_precisely_as_it_was_given(words: str, label: str, moment: str) -> None:
    assert date_label(words, Locale.parse("zh_Hans")) == label
    day = read_date(words)
    assert day is not None
    assert day.moment == moment


@pytest.mark.parametrize("words", ["去年冬天", "2023-13", "2023-02-30", "", None])
def test_what_is_no_date_is_undated(words: str | None) -> None:
    assert read_date(words) is None
