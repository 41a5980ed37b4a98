"""Which script a text is in, and which Traditional a machine made."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.convert.scripts import detect, is_japanese, machine_made, only_script, tells
from generator.engine.limits import time_limit


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("城市数据由专门机构统一管理。", "Hans"),
        ("城市數據由專門機構統一管理。", "Hant"),
        ("皇后在里面于此", "none"),  # both scripts write every one of these
        ("Open data, 2024", "none"),
        ("", "none"),
        ("东京都のデジタル化推進計画について説明する。", "none"),
        ("这种饮料叫“鲜の每日”，销量很好，门店遍布各区。", "Hans"),
        ("他引用了胡適的话，说资料显示城市发展很快，专家们对此意见并不统一。", "Hans"),
        ("這是一個說明，这是一个说明。", "mixed"),
        ("头發", "mixed"),
        ("老匠人只刻“龍”“馬”“壽”三个字。", "Hans"),
        ("書店裡擺著一本《这里没有冬天》，封面很舊。", "Hant"),
        ("调查顯示，居民用水减少了兩成。", "mixed"),
        ("株式会社三葉製作所", "none"),
        ("日本国憲法", "none"),
    ],
)
def test_the_script_of_a_text(text: str, script: str) -> None:
    assert detect(text) == script


@pytest.mark.parametrize(
    ("text", "japanese"),
    [
        ("「働き方改革」関連法案", True),
        ("株式会社三葉製作所", True),
        ("广東公司", False),
        ("果园叫大の农场", False),
        ("我們的国家", False),
    ],
)
def test_a_short_japanese_name_is_told_from_chinese(text: str, japanese: bool) -> None:
    assert is_japanese(text) == japanese


def test_a_traditional_title_in_a_long_simplified_text_is_no_mixture() -> None:
    body = "图书馆为读者开设专题书架，介绍本地历史与风俗，馆员们还录制了讲解。" * 20
    assert detect(body + "其中有《臺灣縣誌輯錄》與《廈門誌》。") == "Hans"


TEXTS: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("traditional.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("text", TEXTS["genuine"].values(), ids=TEXTS["genuine"])
def test_genuine_traditional_is_not_taken_for_a_machines(text: str) -> None:
    assert detect(text) == "Hant"
    assert not machine_made(text)


@pytest.mark.parametrize("text", TEXTS["machine_made"].values(), ids=TEXTS["machine_made"])
def test_converted_mainland_prose_is_noticed(text: str) -> None:
    assert machine_made(text)


def test_simplified_text_is_never_machine_made_traditional() -> None:
    assert not machine_made("制造业示范项目基于云计算。")


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("南门的头发乱了", "Hans"),
        ("頭髮亂了", "Hant"),
        ("头髮", None),  # one of each
        ("人口十分", None),  # both scripts write every one of these
        ("あの頭", None),  # Japanese
    ],
)
def test_a_pure_text_is_told_by_its_only_script(text: str, script: str | None) -> None:
    assert only_script(text) == script


def test_a_character_tells_of_the_script_that_alone_writes_it() -> None:
    assert tells("头发", "Hans") and not tells("头发", "Hant")
    assert tells("頭髮", "Hant") and not tells("頭髮", "Hans")
    assert not tells("人口", "Hans") and not tells("人口", "Hant")


def test_a_text_without_stops_is_judged_in_time() -> None:
    """A pattern that looks for a clause from every character on would take minutes."""
    with time_limit(10):
        assert not machine_made("頭" * 200_000)
