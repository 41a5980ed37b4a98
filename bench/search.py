"""What search loads on a large site, and what its index costs; its words are the example's.

    python bench/search.py --articles 10000

The articles are chains of characters that follow one another in the example, with a share of
others, so that frequent pairs are frequent and most are rare. Node runs static/search.js on the
files; every word looked for must be found, and no first search may load more than 300 KiB.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from generator.clean import clean
from generator.model import Output
from generator.problems import SourceError
from generator.read.folder import read_inputs
from generator.render.search import search_index
from generator.render.search.rows import Row, Searched

_SEARCH = Path(__file__).parents[1] / "tests" / "render" / "search.mjs"
_PASSAGES, _OTHER = 13, 0.12
_LIMIT = 300 * 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--searches", type=int, default=200)
    options = parser.parse_args()
    inputs, _ = read_inputs(Path(), today="2026-01-01")
    words = []
    for source in inputs.sources:
        try:
            words += [block.text for block in clean(source).blocks]
        except SourceError:
            continue
    chance = random.Random(3)
    passage = _writer("\n".join(words), chance)
    editions = tuple(edition for edition in inputs.site.editions if edition.script)
    articles: list[tuple[Searched, ...]] = []
    for number in range(options.articles):
        rows = [passage()[:18], *(passage() for _ in range(_PASSAGES))]
        articles.append(tuple(_article(number, *rows) for _ in editions))
    begun = time.process_time()
    manifests, outputs = search_index(editions, articles)
    spent = time.process_time() - begun
    size = sum(len(output.data) for output in outputs)
    print(f"{options.articles} articles → {len(outputs)} files, {size / 1e6:.1f} MB")
    print(f"{1000 * spent / options.articles:.2f} ms CPU per article")
    with tempfile.TemporaryDirectory() as folder:
        segment = editions[0].segment
        _publish(Path(folder), outputs, segment, manifests[segment])
        asked = [
            (article[0], row, _run(row.text, chance))
            for article in chance.sample(articles, min(len(articles), options.searches))
            for row in (chance.choice(article[0].rows),)
        ]
        queries = [
            {"words": run, "fresh": True, "until": _address(article, row)}
            for article, row, run in asked
        ]
        ran = subprocess.run(
            ["node", _SEARCH, folder, segment],
            input=json.dumps(queries),
            capture_output=True,
            text=True,
            check=True,
        )
    answers = json.loads(ran.stdout)
    missed = 0
    for (article, row, _), answer in zip(asked, answers, strict=True):
        missed += _address(article, row) not in answer["found"]
    loads = sorted(answer["first"] for answer in answers)
    middle, most = (round(loads[at] / 1024) for at in (len(loads) // 2, -1))
    print(f"first search: median {middle} KiB, most {most} KiB")
    print(f"missed: {missed} of {len(asked)}")
    raise SystemExit(1 if missed or loads[-1] > _LIMIT else 0)


def _writer(words: str, chance: random.Random) -> Callable[[], str]:
    followers: dict[str, list[str]] = {}
    for one, other in pairwise(words):
        followers.setdefault(one, []).append("。" if other == "\n" else other)
    characters = sorted({character for character in words if "\u4e00" <= character <= "\u9fff"})
    others = characters + [chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(2000)]

    def passage() -> str:
        written = [chance.choice(characters)]
        for _ in range(chance.randrange(60, 340)):
            follows = others if chance.random() < _OTHER else followers.get(written[-1], characters)
            written.append(chance.choice(follows))
        return "".join(written)

    return passage


def _article(number: int, *texts: str) -> Searched:
    title, *passages = texts
    return Searched(
        slug=f"2024-01-01-article-{number}",
        publisher="岚江日报",
        date_label="2024年1月1日",
        rows=(
            Row(anchor="", text=title, lang="zh-Hans"),
            *(
                Row(anchor=f"p{number:05}{at:05}", text=text, lang="zh-Hans")
                for at, text in enumerate(passages)
            ),
        ),
    )


def _address(article: Searched, row: Row) -> str:
    return f"articles/{article.slug}/{'#' + row.anchor if row.anchor else ''}"


def _run(text: str, chance: random.Random) -> str:
    length = chance.choice((2, 2, 2, 3, 4, 5, 6, 8, 12))
    start = chance.randrange(len(text) - length)
    return text[start : start + length]


def _publish(folder: Path, outputs: tuple[Output, ...], segment: str, manifest: str) -> None:
    for output in outputs:
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)
    words = ' data-found=":" data-none="-" data-more="+" data-apart="~" data-fault="!"'
    page = folder / segment / "search" / "index.html"
    page.write_text(f'<form data-index="{manifest}"{words}>', encoding="utf-8")


if __name__ == "__main__":
    main()
