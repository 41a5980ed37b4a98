"""What holds for any text made of real clauses, in every edition: lengths stay, twice is once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.convert.converter import converter
from generator.convert.editions import edition_for
from generator.convert.fold import fold, fold_each
from generator.convert.scripts import detect, is_japanese, machine_made
from generator.convert.step import Master
from generator.model import Glossary

TAGS = ("zh-Hans", "zh-Hant", "zh-TW", "zh-HK", "zh-MO", "zh-SG", "en")
FOLDER = Path(__file__).parents[1] / "conversion"


def clauses() -> list[str]:
    """Both scripts, and mixtures, of the sentences that may be read; Japanese and Latin ones."""
    found = [
        "東京都のデジタル化推進計画を、国会で説明する。",
        "“Open data” 2024：",
        "「鮮の毎日」",
        "",
    ]
    for name in ("open.tsv", "hard-open.tsv"):
        for line in (FOLDER / name).read_text("utf-8").splitlines():
            _, hans, hant, *rest = line.split("\t")
            found += [hans, hant.split("|")[0], *(one for one in rest if len(one) > 8)]
    return found


TEXTS = st.lists(st.sampled_from(clauses()), min_size=1, max_size=4).map("".join)


def master_of(text: str) -> Master:
    return "Hant" if detect(text) == "Hant" and not machine_made(text) else "Hans"


@pytest.mark.parametrize("tag", TAGS)
@settings(max_examples=60)
@given(text=TEXTS)
def test_a_text_keeps_its_length(tag: str, text: str) -> None:
    assert len(converter(edition_for(tag), Glossary()).text(text, master_of(text))) == len(text)


@pytest.mark.parametrize("tag", TAGS)
@settings(max_examples=60)
@given(text=TEXTS)
def test_converting_twice_changes_nothing(tag: str, text: str) -> None:
    edition = converter(edition_for(tag), Glossary())
    once = edition.text(text, master_of(text))
    script = edition.edition.script
    assert edition.text(once, script or master_of(once)) == once


@settings(max_examples=60)
@given(texts=st.lists(TEXTS, max_size=4))
def test_lines_folded_together_are_as_those_folded_one_by_one(texts: list[str]) -> None:
    assert fold_each(texts) == [fold(text) for text in texts]
    assert [len(line) for line in fold_each(texts)] == [len(text) for text in texts]


@pytest.mark.parametrize("tag", TAGS)
def test_japanese_is_left_as_it_is(tag: str) -> None:
    edition = converter(edition_for(tag), Glossary())
    for text in ("東京都の「デジタル化」推進計画、国会で発表。", "東京都庁舎移転発表"):
        assert is_japanese(text)
        assert edition.text(text, "Hans") == edition.text(text, "Hant") == text
        assert edition.lang("Hans", text) == "ja"


def test_a_japanese_title_within_chinese_is_left_as_it_is() -> None:
    traditional = converter(edition_for("zh-Hant"), Glossary())
    assert traditional.text("他翻译了《デジタル庁の役割と国会》一书。", "Hans") == (
        "他翻譯了《デジタル庁の役割と国会》一書。"
    )


def test_a_chinese_brand_with_a_kana_is_no_japanese() -> None:
    traditional = converter(edition_for("zh-Hant"), Glossary())
    assert traditional.text("这种饮料叫“鲜の每日”。", "Hans") == "這種飲料叫「鮮の每日」。"
