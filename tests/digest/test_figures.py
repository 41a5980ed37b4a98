from __future__ import annotations

import time

import pytest

from generator.digest.figures import figures_of
from generator.model import Figure, Script
from tests.digest.helpers import entry


def figures(text: str, *, date: str | None = None, script: Script = "Hans") -> tuple[Figure, ...]:
    return figures_of(entry("a.txt", text, date=date, script=script))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("全市软件业务收入突破320亿元。", 32_000_000_000, "元"),
        ("累计建成充电桩1.25 万个。", 12_500, "个"),
        ("接入摄像头8万多台。", 80_000, "台"),
        ("办件量比去年多出三成二。", 32, "%"),
        ("宽带普及率达到百分之九十五。", 95, "%"),
        ("比重提高1.5个百分点。", 1.5, "个百分点"),
        ("服务企业四千二百家。", 4_200, "家"),
        ("预约参观四万六千次。", 46_000, "次"),
        ("平台注册用户达412万。", 4_120_000, "人"),
        ("算力规模扩大到原来的3倍。", 3, "倍"),
        ("全长12.6公里的测试道路投入使用。", 12.6, "公里"),
        ("补助总额NT$3,500萬。", 35_000_000, "新台币"),
        ("營收成長至1,234人次。", 1_234, "人次"),
        ("指数位列全国第九。", 9, "位"),
        ("排名从第五十二位升至全省第六位。", 6, "位"),
        ("公司产值进入全国前十。", 10, "位"),
    ],
)
def test_quantity_is_found_with_its_value_and_unit(text: str, value: float, unit: str) -> None:
    found = figures(text)
    assert [(figure.value, figure.unit) for figure in found][-1:] == [(value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "2023年3月15日，会议在市民中心召开。",
        "第二届大赛第3次会议讨论了第20条。",
        "建设“3+5+X”体系，推广5G和IPv6。",
        "一是抓落实；二是抓创新。",
        "围绕三个方面、四个领域开展工作。",
        "这是21世纪的一个新课题。",
        "拨打12345热线咨询。",
        "百家争鸣，千家万户，一成不变。",
        "约10分钟后，车子开走了。",
    ],
)
def test_dates_ordinals_and_names_are_no_figures(text: str) -> None:
    assert [figure.text for figure in figures(text)] == []


def test_words_are_the_sources_own_and_stand_where_it_says() -> None:
    text = "去年，這座城市的圖書館借出圖書１２０萬冊。"
    figure = figures(text, script="Hant")[0]
    assert text[figure.start : figure.start + len(figure.text)] == figure.text == "１２０萬冊"
    assert figure.value == 1_200_000
    assert figure.sentence == text


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("累计建成充电站1400座。", "充电站"),
        ("带动35%的商户接入平台。", "商户接入平台"),
        ("新区有机械厂超300家、规模以上机械厂超70家。", "规模以上机械厂"),
        ("设立了规模达20亿元的种子基金。", "种子基金规模"),
        ("“海潮通”App上线一年，用户超过90万人。", "海潮通用户"),
    ],
)
def test_subject_is_the_words_before_or_the_noun_behind(text: str, subject: str) -> None:
    assert figures(text)[-1].subject == subject


@pytest.mark.parametrize(
    ("text", "published", "date"),
    [
        ("2022年上半年，完成投资15亿元。", None, "2022H1"),
        ("去年新增企业300家。", "2024-02-01", "2023"),
        ("去年新增企业300家。", None, None),
        ("到2026年5月，开通站点40个。", None, "2026-05"),
        ("“十四五”末，覆盖率将达90%。", None, "2025"),
        ("全市有企业300家。", "2024-02-01", None),
    ],
)
def test_date_is_what_the_sentence_says(text: str, published: str | None, date: str | None) -> None:
    assert figures(text, date=published)[-1].date == date


def test_minguo_years_are_counted_from_1911() -> None:
    assert figures("民國113年補助家數達94家。", script="Hant")[0].date == "2024"


def test_date_is_carried_to_the_next_sentence_and_no_further() -> None:
    text = "2021年，产值达30亿元。其中，芯片企业有12家。园区道路长9公里。"
    assert [figure.date for figure in figures(text)] == ["2021", "2021", None]


def test_sentence_about_now_takes_no_date_from_the_one_before() -> None:
    assert figures("2021年，产值达30亿元。目前园区有企业12家。")[1].date is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("力争三年内培育链主企业12家。", "target"),
        ("到2027年，产业规模达到800亿元。", "target"),
        ("截至目前，已培育链主企业12家。", "actual"),
        ("我们将产业作为重点，集聚企业120家。", "actual"),
    ],
)
def test_target_is_told_from_what_is_so_already(text: str, kind: str) -> None:
    assert figures(text)[-1].kind == kind


def test_odd_source_takes_no_longer_than_its_length() -> None:
    started = time.process_time()
    figures("约有" * 20_000 + "3家" * 5_000)
    figures("全市1家、" * 10_000)
    assert time.process_time() - started < 5
