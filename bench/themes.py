"""How well themes are told apart on the shipped examples, each judged by what the others taught.

    python bench/themes.py            five folds; accuracy by file and by theme

The examples were written for training, so this says how far the witnesses agree with the labels,
not how the program does on a new city: for that see `wenzhai eval` and docs/quality.md.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

import generator.digest as package
from generator.convert.fold import fold
from generator.convert.scripts import detect
from generator.digest.classifier import Example
from generator.digest.knowledge import taught
from generator.digest.themes import place_passages
from generator.model import Article, Block, DigestOptions, Edits, Entry
from generator.read.site import default_site
from generator.split import split

FOLDS = 5


def main() -> None:
    themes = default_site().themes
    rows = [
        (file.stem, json.loads(line))
        for file in sorted((Path(package.__file__).parent / "data" / "examples").glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    right: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    confused: dict[str, Counter[str]] = defaultdict(Counter)
    for number in range(FOLDS):
        learned = [
            Example(fold(row["text"]), row["theme"])
            for index, (_, row) in enumerate(rows)
            if index % FOLDS != number
        ]
        entries = [
            entry(index, row["text"])
            for index, (_, row) in enumerate(rows)
            if index % FOLDS == number
        ]
        knowledge = taught(themes, learned, DigestOptions())
        for one in entries:
            [placement] = place_passages(one, knowledge)
            file, row = rows[int(one.article.source)]
            theme = placement.theme or "none"
            for key in ("all", f"{file}.jsonl", row["theme"]):
                counts[key] += 1
                right[key] += theme == row["theme"]
                accepted[key] += theme == row["theme"] or theme in row["also"]
            confused[row["theme"]][theme] += 1
    for key, count in counts.items():
        print(
            f"{key:<18}{right[key] / count:6.3f}  accepted {accepted[key] / count:.3f}  of {count}"
        )
    for theme, found in confused.items():
        print(theme, dict(found.most_common()))


def entry(index: int, text: str) -> Entry:
    """An article of one passage."""
    script = detect(text)
    return split(
        Article(
            source=str(index),
            path="",
            slug=str(index),
            format="text",
            encoding="utf-8",
            title=None,
            authors=(),
            date=None,
            publisher=None,
            url=None,
            keywords=(),
            script=script,
            master="Hant" if script == "Hant" else "Hans",
            draft=False,
            blocks=(Block(kind="paragraph", text=text.replace("\n", "")),),
            removed=(),
            doubts=(),
            problems=(),
            edits=Edits(),
        )
    )


if __name__ == "__main__":
    main()
