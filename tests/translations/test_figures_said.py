"""The comparer itself, on invented sentences."""

from __future__ import annotations

import pytest

from tests.translations.figures_said import differences

SAME = [
    ("全长38公里，6月30日通车。", "It is 38 kilometres long and opened on 30 June."),
    ("投入6000亿元，增长12.5%。", "600 billion yuan was spent, up 12.5 per cent."),
    ("省下1400多万元。", "It saved more than 14 million yuan."),
    ("八成居民用过，三成半说好。", "Eight in ten residents used it; 35 per cent liked it."),
    ("二〇二三年合并三十一条热线。", "In 2023 thirty-one hotlines became one."),
    ("一百零三户人家，两万八千个泊位。", "A hundred and three households, 28,000 bays."),
    ("每隔三四百米一根杆子。", "A pole every three or four hundred metres."),
    (
        "百分之九十五的电话十五秒内有人接。",
        "95 per cent of calls are answered within fifteen seconds.",
    ),
    ("晚上20点前办完。", "It must be done by 8 in the evening."),
    ("用时由41分钟降到33分钟。", "The time fell from 41 minutes to 33."),
    ("3至5万户", "30,000 to 50,000 households"),
    (
        "万一停电，百姓十分着急，一起等。",
        "Should the power fail, people wait together, much worried.",
    ),
    ("90分钟内到场。", "They come within an hour and a half."),
    ("两年半里办了1.2亿件。", "In two and a half years, 120 million cases were handled."),
    ("5G基站1.8万個", "18,000 5G base stations"),
    ("2021—2023年", "2021–23"),
]
OTHER = [
    ("投入6000亿元。", "6,000 billion yuan was spent."),
    ("新增216套。", "261 sets were added."),
    ("三十一条热线", "thirteen hotlines"),
    ("八成", "seventy per cent"),
    ("有人接听。", "It is answered by 24 people."),
    ("4.5万户", "4,500 households"),
]


@pytest.mark.parametrize(("chinese", "english"), SAME)
def test_the_same_figures_in_other_words(chinese: str, english: str) -> None:
    assert differences(chinese, english) == []


@pytest.mark.parametrize(("chinese", "english"), OTHER)
def test_other_figures_are_found(chinese: str, english: str) -> None:
    assert differences(chinese, english)
