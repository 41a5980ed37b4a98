"""Search on whole published sites: what it loads, and that nothing is missed."""

from __future__ import annotations

import gzip
import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.render.search.folding import folded

_SEARCH = Path(__file__).parents[1] / "render" / "search.mjs"
_KIB = 1024
_RUNS = 250  # of each edition


def search(folder: Path, edition: str, queries: list[str]) -> list[dict[str, Any]]:
    if shutil.which("node") is None:
        pytest.skip("no Node here: search is tried in the browser only")
    asked = json.dumps(
        [{"words": words, "fresh": at % 20 == 0} for at, words in enumerate(queries)]
    )
    ran = subprocess.run(
        ["node", _SEARCH, folder, edition], input=asked, capture_output=True, text=True, check=True
    )
    answers: list[dict[str, Any]] = json.loads(ran.stdout)
    return answers


def runs(folder: Path, edition: str, chance: random.Random) -> list[tuple[str, str]]:
    """Runs of two characters or more of titles, headings and passages, and where each stands."""
    digest = json.loads((folder / edition / "digest.json").read_bytes())
    texts = [
        (f"articles/{article['slug']}/#{passage['id']}", passage["text"])
        for article in digest["articles"]
        for passage in article["passages"]
    ]
    texts += [(f"articles/{a['slug']}/", a["title"]) for a in digest["articles"] if a["title"]]
    found: list[tuple[str, str]] = []
    while len(found) < _RUNS:
        address, text = chance.choice(texts)
        length = chance.choice((2, 2, 2, 3, 3, 4, 5, 6, 8, 12, 20))
        start = chance.randrange(max(1, len(text) - length))
        words = text[start : start + length].strip()
        if len(words) > 1:
            found.append((address, words))
    return found


def shown(folder: Path, edition: str, address: str) -> str:
    path, _, anchor = address.partition("#")
    html = (folder / edition / path / "index.html").read_text("utf-8")
    tree = LexborHTMLParser(html)
    node = tree.css_first(f'[id="{anchor}"]' if anchor else "h1")
    assert node is not None
    return node.text()


def _run(text: str) -> str:
    return "".join(folded([text])[0].split())


@pytest.mark.parametrize("name", ["example", "seeds"])
def test_every_run_is_found_in_either_edition_without_a_false_hit(
    name: str, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(name)
    chance = random.Random(8)
    wanted = {edition: runs(folder, edition, chance) for edition in ("zh-hans", "zh-hant")}
    for into in wanted:
        asked = [(edition, *one) for edition, found in wanted.items() for one in found]
        answers = search(folder, into, [words for _, _, words in asked])
        for (edition, address, words), answer in zip(asked, answers, strict=True):
            assert address in answer["found"], (into, words)
            for found in chance.sample(answer["found"], min(3, len(answer["found"]))):
                assert _run(words) in _run(shown(folder, edition, found)), (words, found)


def test_english_finds_english(example: Path) -> None:
    wanted = runs(example, "en", random.Random(8))
    for (address, words), answer in zip(
        wanted, search(example, "en", [words for _, words in wanted]), strict=True
    ):
        assert address in answer["found"], words
        assert _run(words) in _run(shown(example, "en", answer["found"][-1])), words


@pytest.mark.parametrize("name", ["example", "seeds"])
def test_the_index_of_a_small_site_is_below_60_kib(
    name: str, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(name)
    for edition in ("zh-hans", "zh-hant"):
        pairs = sorted(folder.glob("zh-hans/search/pairs-*.json"))
        files = {*folder.glob(f"{edition}/search/*.json"), *pairs}
        size = sum(len(gzip.compress(file.read_bytes(), 6, mtime=0)) for file in files)
        assert size < 60 * _KIB
    if (folder / "en").exists():
        files = set(folder.glob("en/search/*.json"))
        assert sum(len(gzip.compress(file.read_bytes(), 6, mtime=0)) for file in files) < 60 * _KIB
