from __future__ import annotations

import pytest

from generator.convert.fold import fold
from generator.split.enumerations import item_starts

LEAD = "过去一年，全市在修路、治水和便民三件事上各有进展，也各有欠账，下面分别说明。"
ROAD = "把老城区的三条断头路打通，沿线装上能自己报修的路灯，夜里巡查的人从六个减到两个。"
WATER = "给两百公里水管装上听漏的设备，漏水点从上报到关阀平均四十分钟，水费少了一成多。"
HELP = "在四十个社区设了代办点，老人不用手机也能把公交卡和药费的事一次办完，不再来回跑。"


def items(text: str) -> list[str]:
    starts = item_starts(fold(text))
    return [text[a:b][:6] for a, b in zip(starts, (*starts[1:], len(text)), strict=True)]


def test_numbered_items_become_pieces_and_the_lead_stays_alone() -> None:
    assert items(f"{LEAD}一是{ROAD}二是{WATER}三是{HELP}") == [
        LEAD[:6],
        "一是把老城区",
        "二是给两百公",
        "三是在四十个",
    ]


def test_a_short_lead_stays_with_the_first_item() -> None:
    assert len(items(f"主要有三点。一是{ROAD}二是{WATER}三是{HELP}")) == 3


def test_two_items_numbered_alike_are_still_two_items() -> None:
    assert len(items(f"{LEAD}一是{ROAD}二是{WATER}二是{HELP}")) == 4


def test_examples_that_follow_one_another_become_pieces() -> None:
    assert len(items(f"{LEAD}比如，{ROAD}又如，{WATER}再如，{HELP}")) == 4


def test_three_clauses_that_open_with_one_word_become_pieces() -> None:
    three = f"围绕修路，{ROAD[:-1]}；围绕治水，{WATER[:-1]}；围绕便民，{HELP}"
    assert items(f"{LEAD}{three}") == [LEAD[:6], "围绕修路，把", "围绕治水，给", "围绕便民，在"]
    assert len(items(f"{LEAD}围绕修路，{ROAD}围绕治水，{WATER}")) == 1


def test_traditional_items_are_found_too() -> None:
    assert len(items(f"{LEAD}一是{ROAD}二是{WATER}".replace("给", "給"))) == 3


@pytest.mark.parametrize(
    "text",
    [
        LEAD + ROAD,
        "一是快，二是省，三是稳。",
        f"{LEAD}他说的第一是{ROAD}",
        f"{LEAD}这不是一是{ROAD}这也不是二是{WATER}",
    ],
)
def test_a_paragraph_that_does_not_enumerate_stays_whole(text: str) -> None:
    assert len(items(text)) == 1
