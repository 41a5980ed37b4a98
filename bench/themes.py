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
from generator.digest.classifier import Example
from generator.digest.knowledge import taught
from generator.digest.themes import place_passages
from generator.evaluate.match import alone
from generator.model import DigestOptions
from generator.read.site import default_site

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
        knowledge = taught(themes, learned, DigestOptions())
        for file, row in rows[number::FOLDS]:
            [placement] = place_passages(alone(row["text"]), knowledge)
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


if __name__ == "__main__":
    main()
