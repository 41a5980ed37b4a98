from __future__ import annotations

import pytest

from generator.digest.quantities import quantities
from generator.digest.subjects import Told, subjects


def named(text: str, told: Told | None = None) -> list[str]:
    return subjects(text, 0, len(text), quantities(text, 0, len(text)), told or Told())[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他们去年装上214支水位计。", ["水位计"]),
        ("到3月末，“江畔通”实名用户达到415万人。", ["江畔通实名用户"]),
        ("跑动次数由1.1次降到0.4次。", ["跑动次数", "跑动次数"]),
        ("软件业营业收入87亿元，增长6.5%。", ["软件业营业收入", "软件业营业收入增长"]),
        ("新材料、芯片产业规模分别达到68亿元、110亿元。", ["新材料产业规模", "芯片产业规模"]),
        ("发放3000元技能补贴。", ["技能补贴"]),
        ("绿色产业增加值占生产总值的12%。", ["绿色产业增加值占生产总值"]),
        ("全市规模以上工业企业1200家。", ["规模以上工业企业"]),
        ("误差率比对照组低3.5个百分点。", ["误差率"]),
        ("学堂招收学员310名，结业率达93%。", ["学员", "学堂结业率"]),
        (
            "东港吞吐量90万吨，西港吞吐量30万吨，分别增长5%和8%。",
            ["东港吞吐量", "西港吞吐量", "东港吞吐量增长", "西港吞吐量增长"],
        ),
        ("最高给予900万元的奖补。", ["奖补"]),
        ("余下两千万元由企业自筹。", ["企业自筹"]),
        ("把用户的等候时间由9分钟降到3分钟。", ["用户等候时间", "用户等候时间"]),
    ],
)
def test_subject_is_a_row_head(text: str, expected: list[str]) -> None:
    assert named(text) == expected


def test_what_names_nothing_goes_on_about_the_thing_named_last() -> None:
    assert named("其中12家已投产。", Told(subject="智能工厂")) == ["智能工厂"]


def test_users_belong_to_the_programme_named_before() -> None:
    assert named("注册用户达到90万人。", Told(topic="海潮通")) == ["海潮通注册用户"]
