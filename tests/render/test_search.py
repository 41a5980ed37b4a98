from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.convert.editions import edition_for
from generator.render.search import search_index
from generator.render.search.folding import fold_table, folded, folding
from generator.render.search.postings import keys, measure, segments
from generator.render.search.rows import Row, Searched
from tests.render.sample import DESK, HANT_PARK, outputs, passage_id

_SEARCH = Path(__file__).with_name("search.mjs")
_EDITIONS = ("zh-hans", "zh-hant", "en")


def test_both_scripts_fold_to_the_same_character_by_character() -> None:
    assert folded(["著力發展", "什麼"]) == folded(["着力发展", "什么"])
    assert folded(["１２ＡＢ"]) == ["12ab"]
    assert folded(["「問」"]) == folded(["“问”"])
    assert [len(text) for text in folded(["乾隆、乾淨", "𠮷"])] == [5, 1]


def test_what_is_folded_stays_as_it_is() -> None:
    results = list(folding().values())
    assert folded(results) == results


def test_the_browsers_table_holds_what_readers_of_the_other_script_type() -> None:
    typed, meant = fold_table(set("办厅,什幺"))
    table = dict(zip(typed, meant, strict=True))
    assert (table["辦"], table["廳"], table["，"], table["么"]) == ("办", "厅", ",", "幺")


def test_equal_words_have_equal_keys_whatever_stands_between() -> None:
    def of(text: str) -> set[int]:
        return set(keys(folded([text]), [0])[0].tolist())

    assert of("5G網絡，IPv6") == of("5g 网络。ipv6")
    assert not of("网") and not of("，；")
    assert of("ipv") < of("ipv6") and len(of("ipv")) == 3  # two pairs and one three


def test_a_key_leads_to_the_rows_that_hold_it_and_not_to_the_next_row() -> None:
    hashes, numbers = keys(folded(["城市", "市民"]), [0, 64])
    assert sorted(numbers.tolist()) == [0, 64]
    assert "市民" not in folded(["城市", "市民"])[0]
    assert len(set(hashes.tolist())) == 2


def test_a_small_site_has_few_and_large_units_and_a_large_one_many_files() -> None:
    small, large = measure(27_000, 18), measure(27_000_000, 10_000)
    assert (small.shift, large.shift) == (6, 0)
    assert small.shards <= 2 and 1024 <= large.shards <= 4096
    written = segments(*keys(folded(["数字城市"] * 3), [0, 64, 128]), small)
    assert len(written) == small.shards
    assert all(json.loads(segment) for segment in written)


@cache
def texts(edition: str) -> dict[str, str]:
    """Address → what stands there, as the edition's files of texts say."""
    found: dict[str, str] = {}
    for path, data in outputs().items():
        if path.startswith(f"{edition}/search/texts-"):
            for slug, _, _, _, *rows in json.loads(data):
                for anchor, text, *_ in rows:
                    found[f"articles/{slug}/{'#' + anchor if anchor else ''}"] = text
    return found


def test_each_edition_shows_its_own_words_at_the_same_numbers() -> None:
    hans, hant = texts("zh-hans"), texts("zh-hant")
    assert list(hans) == list(hant) == list(texts("en"))
    assert DESK in hans.values()
    assert HANT_PARK in hant.values()


def search(
    tmp: Path, edition: str, queries: list[str], instead: Mapping[str, bytes] | None = None
) -> list[dict[str, Any]]:
    """What static/search.js finds, run by Node on the published files, or on others `instead`."""
    if shutil.which("node") is None:
        pytest.skip("no Node here: search is tried in the browser only")
    for path, data in {**outputs(), **(instead or {})}.items():
        if "/search/" in path:
            (tmp / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp / path).write_bytes(data)
    asked = json.dumps([{"words": words, "fresh": at == 0} for at, words in enumerate(queries)])
    ran = subprocess.run(
        ["node", _SEARCH, tmp, edition], input=asked, capture_output=True, text=True, check=True
    )
    answers: list[dict[str, Any]] = json.loads(ran.stdout)
    return answers


@pytest.mark.parametrize("into", _EDITIONS)
def test_any_run_of_any_text_is_found_in_either_script_and_nothing_else_is(
    tmp_path: Path, into: str
) -> None:
    chance = random.Random(20240318)
    wanted: list[tuple[str, str]] = []
    for edition in _EDITIONS if into == "en" else _EDITIONS[:2]:
        for address, text in texts(edition).items():
            if into == "en" and texts("en")[address] != text:
                continue  # English finds what the page shows
            for _ in range(6):
                length = chance.choice((2, 2, 3, 4, 6, 11))
                start = chance.randrange(max(1, len(text) - length))
                words = text[start : start + length].strip()
                if len(words) > 1:
                    wanted.append((address, words))
    assert len(wanted) > 60
    answers = search(tmp_path, into, [words for _, words in wanted])
    for (address, words), answer in zip(wanted, answers, strict=True):
        assert address in answer["found"], words
        for found in answer["found"]:
            shown = (texts("zh-hans")[found], texts("zh-hant")[found], texts(into)[found])
            assert any(_run(words) in _run(text) for text in shown), (words, found)


def _run(text: str) -> str:
    return "".join(folded([text])[0].split())


def test_a_later_part_of_a_long_article_knows_its_title() -> None:
    rows = [Row(anchor=f"p{at}", text=f"第{at}段", lang="zh-Hans") for at in range(100)]
    title = Row(anchor="", text="一百段", lang="zh-Hans")
    article = Searched(slug="long", publisher=None, date_label=None, rows=(title, *rows))
    _, files = search_index((edition_for("zh-Hans"),), [(article,)])
    written = next(json.loads(one.data) for one in files if "/texts-" in one.path)
    assert [leaf[3] for leaf in written] == [True, ["", "一百段"]]


def test_who_asks_for_more_goes_on_at_the_first_result_it_brings(tmp_path: Path) -> None:
    articles = [
        Searched(
            slug=f"a{at}",
            publisher=None,
            date_label=None,
            rows=tuple(Row(anchor=a, text=f"城市{at}", lang="zh-Hans") for a in ("", "p1")),
        )
        for at in range(60)
    ]
    _, files = search_index((edition_for("zh-Hans"),), [(one,) for one in articles])
    [answer] = search(tmp_path, "zh-hans", ["城市"], {one.path: one.data for one in files})
    assert len(answer["found"]) == 120
    assert answer["shownFirst"] - 1 == answer["focused"] > 20  # the last line was the button


def test_pairs_that_stand_apart_are_no_hit_and_words_apart_are_said_to_be(tmp_path: Path) -> None:
    none, apart, single = search(tmp_path, "zh-hans", ["泊岚咪", "泊位 车位", "嵐"])
    assert none["found"] == []
    assert len(apart["found"]) == 1
    assert apart["status"].startswith("没有连在一起的")
    assert single["found"]


def test_a_hit_is_marked_in_the_words_of_the_edition(tmp_path: Path) -> None:
    (answer,) = search(tmp_path, "zh-hant", ["智能咪表"])
    at = answer["found"].index(f"articles/luchung-bell/#{passage_id(HANT_PARK)}")
    assert answer["marked"][at] == ["智能咪錶"]
