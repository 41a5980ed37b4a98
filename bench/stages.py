"""Where a build's time goes: each stage's share of one run over the example articles, repeated.

    make bench            the example site, its articles taken 5 times
    python bench/stages.py --times 20

Shares are ratios within one run, so they can be compared between machines; seconds can not.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

from generator.clean import clean
from generator.digest import digest
from generator.model import Article, Source
from generator.problems import SourceError
from generator.read.folder import read_inputs
from generator.render import render
from generator.split import split


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=Path())
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    clock = [time.process_time()]
    shares: dict[str, float] = {}

    def lap(name: str) -> None:
        now = time.process_time()
        shares[name] = now - clock[0]
        clock[0] = now

    inputs, _ = read_inputs(options.site, today="2026-01-01")
    sources = [
        replace(source, name=f"{number}-{source.name}")
        for number in range(options.times)
        for source in inputs.sources
    ]
    lap("read")
    articles = [article for source in sources if (article := _clean(source))]
    lap("clean")
    entries = tuple(
        split(replace(article, slug=f"{article.slug}-{number}"))
        for number, article in enumerate(articles)
    )
    lap("split")
    found = digest(entries, inputs.site.themes, inputs.topics, inputs.site.digest)
    lap("digest")
    outputs = list(
        render(
            inputs.site,
            entries,
            found,
            inputs.pages,
            inputs.glossary,
            {asset.path: asset.data for asset in inputs.templates},
            {asset.path: asset.data for asset in inputs.static},
            {asset.path.removesuffix(".po"): asset.data for asset in inputs.catalogues},
        )
    )
    lap("render")
    whole = sum(shares.values())
    size = sum(len(output.data) for output in outputs)
    print(f"{len(entries)} articles → {len(outputs)} files, {size / 1e6:.1f} MB")
    for name, seconds in shares.items():
        per_article = 1000 * seconds / len(entries)
        print(f"{name:<8} {seconds / whole:6.1%}   {per_article:7.2f} ms CPU per article")
    print(f"{'all':<8} {1:6.1%}   {1000 * whole / len(entries):7.2f} ms CPU per article")


def _clean(source: Source) -> Article | None:
    try:
        return clean(source)
    except SourceError:
        return None


if __name__ == "__main__":
    main()
