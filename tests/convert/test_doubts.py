"""What conversion tells an editor: what its rules changed, and where it may be wrong."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from generator.convert import doubts
from generator.convert.converter import Converter, converter
from generator.convert.doubts import conversion_doubts
from generator.convert.editions import edition_for
from generator.convert.recorded import Change
from generator.model import Glossary, GlossaryPair


def traditional(*pairs: tuple[str, str], names: tuple[str, ...] = ()) -> Converter:
    glossary = Glossary(pairs=tuple(GlossaryPair(hans=a, hant=b) for a, b in pairs))
    return converter(edition_for("zh-Hant"), glossary, names)


def test_changes_tell_what_opencc_would_have_written() -> None:
    assert traditional().changes("秤不准，不准用", "Hans") == (
        Change(4, 6, "不準", "不准", "不准"),
    )
    assert traditional().changes("经济发展", "Hans") == ()


def test_changes_tell_what_the_glossary_and_names_did() -> None:
    edition = traditional(("软件", "軟體"), names=("于海云",))
    assert edition.changes("于海云写软件", "Hans") == (
        Change(0, 3, "於海雲", "于海雲", "name"),
        Change(4, 6, "軟件", "軟體", "glossary"),
    )


def test_a_text_that_is_not_converted_has_no_changes() -> None:
    assert traditional().changes("保護發展", "Hant") == ()


@pytest.fixture
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubts, "_second", lambda: None)


@pytest.mark.usefixtures("_alone")
def test_what_only_sense_decides_is_a_doubt() -> None:
    found = conversion_doubts("问起那件活，他还没干。", traditional(), "Hans")
    assert [(doubt.kind, doubt.text) for doubt in found] == [("conversion", "他还没干")]


@pytest.mark.usefixtures("_alone")
def test_an_answer_in_the_glossary_ends_the_doubt() -> None:
    edition = traditional(("还没干", "還沒乾"))
    assert conversion_doubts("问起那件活，他还没干。", edition, "Hans") == ()


def test_a_second_converter_that_differs_makes_a_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    second = SimpleNamespace(zhconv=lambda text, _: text)
    monkeypatch.setitem(sys.modules, "zhconv_rs", second)
    doubts._second.cache_clear()
    try:
        (doubt,) = conversion_doubts("先找准方向", traditional(), "Hans")
    finally:
        doubts._second.cache_clear()
    assert doubt.text == "先找准方向"
    assert doubt.why == "准 is written 準 here, 准 by zhconv"


def test_an_answer_that_agrees_with_the_converter_ends_the_doubt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doubts, "_second", lambda: lambda text: text)
    assert conversion_doubts("先找准方向", traditional(), "Hans")
    assert conversion_doubts("先找准方向", traditional(("找准", "找準")), "Hans") == ()


@pytest.mark.parametrize("tag", ["zh-Hant", "zh-HK"])
def test_what_a_region_writes_otherwise_throughout_is_no_doubt(tag: str) -> None:
    text = "各户的水温和启用时间，说明书里都有，房间里余氯达标，四百余家，屋檐下的电铃响了。"
    region = converter(edition_for(tag), Glossary())
    assert conversion_doubts(text, region, "Hans") == ()


@pytest.mark.usefixtures("_alone")
def test_plain_text_has_no_doubts() -> None:
    text = "全市建成了统一的数据平台，干部群众都能查询。"
    assert conversion_doubts(text, traditional(), "Hans") == ()
