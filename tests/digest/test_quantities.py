from __future__ import annotations

import pytest

from generator.digest.quantities import quantities


def found(text: str) -> list[tuple[str, float, str]]:
    return [(text[q.start : q.end], q.value, q.unit) for q in quantities(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("雨量站守着三处峡谷。", ("三处", 3, "处")),
        ("市里七家医院联网。", ("七家", 7, "家")),
        ("岛上接了两条海缆。", ("两条", 2, "条")),
        ("机房摆下十二排机柜。", ("十二排", 12, "排")),
        ("平台统一了六个软件。", ("六个", 6, "个")),
        ("救护车到场缩短到22分钟。", ("22分钟", 22, "分钟")),
        ("平均等候从六天降到四天。", ("四天", 4, "天")),
        ("审批提前三个月办结。", ("三个月", 3, "个月")),
        ("学员修满120小时课程。", ("120小时", 120, "小时")),
        ("河水涨了20公分。", ("20公分", 20, "公分")),
        ("屋顶光伏3.2MW。", ("3.2MW", 3.2, "MW")),
        ("专线升级到400G。", ("400G", 400, "G")),
        ("接待游客9.4万人次。", ("9.4万人次", 94_000, "人次")),
        ("投诉减少一半。", ("一半", 50, "%")),
        ("超过半数商户参加。", ("半数", 50, "%")),
        ("产量增加一倍。", ("一倍", 1, "倍")),
        ("四分之三的路口完成。", ("四分之三", 75, "%")),
        ("路边有1万2,600格车位。", ("1万2,600格", 12_600, "格")),
        ("储能装机40万千瓦。", ("40万千瓦", 400_000, "千瓦")),
    ],
)
def test_quantity_is_found(text: str, expected: tuple[str, float, str]) -> None:
    assert found(text)[-1] == expected


@pytest.mark.parametrize(
    "text",
    [
        "全市一盘棋，不可三心二意，另一方面也要稳。",
        "第十四次大会召开。",
        "乘39路公交到站。",
        "三部门联合发文，两位数增长。",
        "这三个入口各不相同。",
        "抓好两个方面、三项任务。",
        "几个部门一起办，一些人不懂。",
        "把名称统一成一套说法。",
        "每隔三四百米一根杆。",
        "三天后答复，24小时服务。",
    ],
)
def test_way_of_speaking_is_no_quantity(text: str) -> None:
    assert found(text) == []
