from __future__ import annotations

from generator.convert.fold import fold
from generator.split.ids import passage_id, unique_ids


def test_the_id_is_the_same_in_both_scripts_and_widths() -> None:
    hans = "累计建成5G基站1.58万个，“澜川通”用户382万。"
    hant = "累計建成５Ｇ基站 1.58萬個,「瀾川通」用戶382萬。"
    assert passage_id(fold(hans)) == passage_id(fold(hant))


def test_a_changed_word_changes_the_id() -> None:
    assert passage_id("用户382万") != passage_id("用户383万")


def test_the_same_words_twice_in_one_article_get_numbers() -> None:
    first, second, other = unique_ids(["特此通知。", "特此通知。", "附件。"])
    assert second == f"{first}-2"
    assert other != first


def test_ids_are_anchors() -> None:
    identity = passage_id("——")
    assert identity.startswith("p")
    assert identity.isascii()
    assert len(identity) == 11
