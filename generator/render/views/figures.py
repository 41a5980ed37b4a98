"""Values side by side, on the page of figures and on a topic's, and the charts of them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.render.views.frame import Link
from generator.render.views.parts import SourceLine


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    """One bar of a chart, in the units of its drawing."""

    label: str
    label_y: float
    y: float
    width: float
    height: float
    value: str
    value_x: float
    value_y: float
    target: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartView:
    label: str  # for readers who cannot see it
    width: int
    height: int
    bars: tuple[BarView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """A value as one source states it."""

    words: Markup
    place: Markup | None
    as_of: str | None  # ISO 8601; None also for a period
    as_of_label: str | None
    by_article: bool  # the text gives no date: it is the article's
    target: bool
    source: SourceLine
    also: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    id: str
    topic: Link | None
    measure: Markup | None  # None where the topic itself is counted
    sources: int
    place: Markup | None  # the town that all values are about; else each names its own
    chart: ChartView | None  # None where all values are the same
    values: tuple[ValueView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresView:
    comparisons: tuple[ComparisonView, ...]
    beyond: int
    found: int  # figures found in all articles


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFigure:
    subject: Markup
    value: ValueView
