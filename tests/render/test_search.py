from __future__ import annotations

import json
from typing import Any

from generator.render.search import folded, index_keys, shard_of
from tests.render.sample import DESK, HANT_PARK, outputs


def test_pairs_single_letters_and_latin_words_are_keys() -> None:
    assert index_keys(folded("5G網絡，IPv6")) == {"5g", "网络", "络", "ipv6"}


def test_both_scripts_fold_to_the_same_character_by_character() -> None:
    assert folded("著力發展") == folded("着力发展")
    assert folded("１２ＡＢ") == "12ab"
    assert len(folded("乾隆、乾淨")) == 5


def test_all_pairs_of_a_character_are_in_one_file() -> None:
    assert shard_of("数据", 7) == shard_of("数字", 7)


def index() -> tuple[dict[str, bytes], dict[str, Any]]:
    files = outputs()
    manifests: dict[str, Any] = {}
    for path, data in files.items():
        if path.startswith("assets/search-zh-") and b'"pairs"' in data:
            manifests[path.split("/")[1].split(".")[0]] = json.loads(data)
    return files, manifests


def test_each_pair_leads_to_the_passages_that_hold_it() -> None:
    files, manifests = index()
    manifest = manifests["search-zh-hant"]
    shards = manifest["pairs"]
    steps = json.loads(files["assets/" + shards[shard_of("泊岚", len(shards))]])["泊岚"]
    numbers, number = [], 0
    for step in steps:
        number += step
        numbers.append(number)
    block = json.loads(files["assets/" + manifest["texts"][0]])
    texts = [block[number][5] for number in numbers]
    assert len(texts) == 2
    assert HANT_PARK in texts
    assert all("泊嵐" in text for text in texts)


def test_each_edition_shows_its_own_words_at_the_same_numbers() -> None:
    files, manifests = index()
    hans = json.loads(files["assets/" + manifests["search-zh-hans"]["texts"][0]])
    hant = json.loads(files["assets/" + manifests["search-zh-hant"]["texts"][0]])
    assert [row[0] for row in hans] == [row[0] for row in hant]
    assert hans[0][5] == DESK
    assert hant[0][4] == "zh-Hant"


def test_the_browsers_table_folds_what_readers_of_the_other_script_type() -> None:
    files, manifests = index()
    source, target = json.loads(files["assets/" + manifests["search-zh-hans"]["fold"]])
    table = dict(zip(source, target, strict=True))
    assert table["廳"] == "厅" if "厅" in DESK else True
    assert table["辦"] == "办"
    assert table["，"] == ","
    assert len(source) < 4000
