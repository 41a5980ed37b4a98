"""What is suspected of being a slip, and what only looks like one."""

from __future__ import annotations

import pytest

from generator.clean.doubts import find_doubts
from generator.model import Block


def kinds(text: str) -> list[str]:
    return [doubt.kind for doubt in find_doubts((Block(kind="paragraph", text=text),), text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("让数据多跑路，让群众少跑腿腿。", "doubled"),
        ("船舶检验局局的工程师说，灯还亮着。", "doubled"),
        ("方案写明了两条路线、八个站点、一支队伍等组成。", "unfinished"),
        ("重点推动以储能材料、精密铸造、工业软件等领域关键技术突破。", "unfinished"),
    ],
)
def test_a_slip_is_told(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "全案經費七億元，其中中央補助百分之七十八。",
        "营业执照和食品经营许可可以一并领取。",
        "河面上有很多泡泡，没有人知道从哪里来。",
        "周末也让苗阿姨去买买菜，遛遛狗。",
        "推车的轮子坏了，一路喀喀作响。",
        "领导小组由住建、城管、交通等组成。",
        "加快构建以市场为导向、企业为主体的体系。",
        "推动以旧换新、以租代购。",
    ],
)
def test_what_only_looks_like_a_slip_is_left_in_peace(text: str) -> None:
    assert kinds(text) == []
