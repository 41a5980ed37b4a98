"""Tags and the editions they mean."""

from __future__ import annotations

import pytest

from generator.convert.editions import edition_for

ONE_SUCH = "not a language tag; write one such as zh-Hans, zh-Hant, zh-TW or en"


@pytest.mark.parametrize(
    ("tag", "canonical", "label", "script", "region", "quotes"),
    [
        ("zh-Hans", "zh-Hans", "简体", "Hans", None, "curly"),
        ("zh-hant", "zh-Hant", "繁體", "Hant", None, "corner"),
        ("zh-TW", "zh-TW", "繁體（台灣）", "Hant", "TW", "corner"),
        ("zh-HK", "zh-HK", "繁體（香港）", "Hant", "HK", "corner"),
        ("zh-Hant-HK", "zh-Hant-HK", "繁體（香港）", "Hant", "HK", "corner"),
        ("zh-cn", "zh-CN", "简体（中国大陆）", "Hans", "CN", "curly"),
        ("zh-SG", "zh-SG", "简体（新加坡）", "Hans", "SG", "curly"),
        ("zh-Hans-HK", "zh-Hans-HK", "简体", "Hans", "HK", "curly"),
        ("zh", "zh", "简体", "Hans", None, "curly"),
        ("en", "en", "English", None, None, "curly"),
        ("fr", "fr", "français", None, None, "curly"),
        ("zh-Latn", "zh-Latn", None, None, None, "curly"),
    ],
)
def test_a_tag_says_what_its_edition_is(
    tag: str, canonical: str, label: str | None, script: str | None, region: str | None, quotes: str
) -> None:
    edition = edition_for(tag)
    assert edition.tag == canonical
    assert label is None or edition.label == label
    assert (edition.script, edition.region, edition.quotes) == (script, region, quotes)


def test_an_edition_can_choose_its_quotation_marks() -> None:
    assert edition_for("zh-Hant", "curly").quotes == "curly"
    with pytest.raises(ValueError, match="curly or corner"):
        edition_for("zh-Hant", "straight")


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("zh_TW", "`zh_TW` is not a language tag; write zh-TW"),
        ("中文", f"`中文` is {ONE_SUCH}"),
        ("", "an edition has no tag; write one such as zh-Hans, zh-Hant or en"),
        (
            "../etc",
            "`../etc` is not a language tag; write one such as zh-Hans, zh-Hant, zh-TW or en",
        ),
        (
            "chinese",
            "`chinese` is not a language tag; write one such as zh-Hans, zh-Hant, zh-TW or en",
        ),
    ],
)
def test_a_malformed_tag_is_explained(tag: str, message: str) -> None:
    with pytest.raises(ValueError) as fault:
        edition_for(tag)
    assert str(fault.value) == message
