"""Bars drawn at build: values in, the numbers an inline SVG needs out.

Widths begin at zero, so that a bar twice as long is twice as much; nothing else is drawn, no axis
and no trend, for two sources that disagree are no series. Text stands above its bar and not inside:
a chart is as narrow as a phone. The template writes the elements, the style sheet colours them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.convert.scripts import has_han
from generator.render.views.figures import BarView, ChartView

WIDTH = 320  # user units; about one pixel each on a phone
_ROW, _TEXT, _BAR = 34, 11, 9
_GAP = 6  # between a bar and its words
_WIDE, _NARROW = 12.5, 7.2  # of a character of the words, at most
_LEAST = 1.5  # a value that is not nothing is seen


class Value(NamedTuple):
    number: float
    words: str  # the value as it is shown
    label: str  # of when and where
    target: bool


def bars(values: Sequence[Value], label: str) -> ChartView | None:
    """None where there is nothing to see: fewer than two values, or all the same, or below zero."""
    numbers = [value.number for value in values]
    if len(set(numbers)) < 2 or min(numbers) < 0:
        return None
    # No bar so long that its words would leave the chart.
    unit = min(
        (WIDTH - _GAP - _length(value.words)) / value.number for value in values if value.number
    )
    drawn = []
    for row, value in enumerate(values):
        top = row * _ROW
        width = round(max(value.number * unit, _LEAST if value.number else 0.0), 1)
        drawn.append(
            BarView(
                label=value.label,
                label_y=top + _TEXT,
                y=top + _TEXT + 6,
                width=width,
                height=_BAR,
                value=value.words,
                value_x=round(width + _GAP, 1),
                value_y=top + _TEXT + 6 + _BAR - 0.5,
                target=value.target,
            )
        )
    return ChartView(label=label, width=WIDTH, height=len(values) * _ROW, bars=tuple(drawn))


def _length(words: str) -> float:
    return sum(_WIDE if has_han(character) else _NARROW for character in words)
