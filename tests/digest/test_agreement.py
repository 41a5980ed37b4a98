"""Copies of one passage stand in one theme."""

from __future__ import annotations

from dataclasses import replace

from generator.digest.agreement import agreed
from generator.model import Analysis, Link, LinkKind, PassageId, PassageRef, Placement
from tests.digest.helpers import analysed, entry

TEXT = "渔港上线泊位预约系统，渔船靠泊时间缩短三成。"


def placed(theme: str | None, confidence: float, by_editor: bool = False) -> Placement:
    return Placement(
        theme=theme,
        also=(),
        scores=(),
        confidence=confidence,
        reasons=(),
        by_editor=by_editor,
    )


def told(*placements: Placement) -> list[Analysis]:
    """An analysis of one passage for each placement."""
    found = analysed([entry(f"{at}.txt", TEXT) for at in range(len(placements))])
    return [
        replace(one, placements=(placement,))
        for one, placement in zip(found, placements, strict=True)
    ]


def linked(first: int, second: int, kind: LinkKind = "duplicate") -> Link:
    refs = [PassageRef(f"{at}.txt", PassageId(f"{at}.txt-0")) for at in (first, second)]
    return Link(a=refs[0], b=refs[1], kind=kind, score=1.0, why=())


def themes(analyses: tuple[Analysis, ...]) -> list[str | None]:
    return [analysis.placements[0].theme for analysis in analyses]


def test_copies_follow_the_surest() -> None:
    analyses = told(placed("living", 0.4), placed("economy", 0.7), placed("living", 0.5))
    assert themes(agreed(analyses, [linked(0, 1), linked(1, 2)])) == ["economy"] * 3


def test_what_is_only_alike_keeps_its_theme() -> None:
    analyses = told(placed("living", 0.4), placed("economy", 0.7))
    found = agreed(analyses, [linked(0, 1, "same-topic")])
    assert themes(found) == ["living", "economy"]
    assert found[0] is analyses[0]


def test_an_editors_theme_stays_and_the_copies_follow_it() -> None:
    analyses = told(placed("living", 0.4, by_editor=True), placed("economy", 0.9))
    assert themes(agreed(analyses, [linked(0, 1)])) == ["living", "living"]


def test_where_two_editors_differ_both_stay() -> None:
    analyses = told(
        placed("living", 1, by_editor=True), placed("economy", 1, by_editor=True), placed(None, 0.2)
    )
    found = agreed(analyses, [linked(0, 1), linked(1, 2)])
    assert themes(found) == ["living", "economy", None]


def test_the_same_words_in_two_sources_are_copies_without_a_link() -> None:
    first, second = told(placed("living", 0.4), placed("economy", 0.7))
    second = replace(second, passages=first.passages)
    assert themes(agreed([first, second], [])) == ["economy", "economy"]
