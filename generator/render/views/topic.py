"""The list of topics, and a topic's page."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.views.figures import TopicFigure
from generator.render.views.parts import Cited, PassageView, SourceLine, TopicLine


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    line: TopicLine
    description: str | None
    description_lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsView:
    topics: tuple[TopicRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionView:
    source: SourceLine
    passage: PassageView


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    name: str
    lang: str
    aliases: tuple[str, ...]
    description: str | None
    description_lang: str
    summary: tuple[Cited, ...]
    mentions: tuple[MentionView, ...]
    figures: tuple[TopicFigure, ...]  # the oldest first
    beyond: int  # mentions that are not shown
    search: str
    sources: int
