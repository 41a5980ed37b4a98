"""A small site whose digest was read by a person and found good, sentence by sentence.

`golden.yaml` holds what readers get: files, themes with their summaries, topics. After a change
that is meant to alter it, write it anew with

    .venv/bin/python -m tests.site.test_golden

and read the difference before you commit it.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from generator.cli import main

HERE = Path(__file__).parent
GOLDEN = HERE / "golden.yaml"
ARTICLES = ("city-ops-night-notes.txt", "lake-road-38km.md", "lanchuan-2023-work-report.txt")


def outcome(folder: Path) -> dict[str, Any]:
    """What a build of three of the example's articles publishes, in short."""
    repository = HERE.parents[1]
    articles = folder / "content" / "articles"
    articles.mkdir(parents=True)
    shutil.copy(repository / "site.yaml", folder)
    shutil.copy(repository / "content" / "glossary.yaml", folder / "content")
    for name in ARTICLES:
        shutil.copy(repository / "content" / "articles" / name, articles)
    status = main(["build", "--site", str(folder)])
    public = folder / "public"
    digest = json.loads((public / "zh-hant" / "digest.json").read_bytes())
    return {
        "status": status,
        "pages": sorted(
            path.relative_to(public).as_posix()
            for path in public.rglob("*")
            if path.is_file() and "assets" not in path.parts and "topics" not in path.parts
        ),
        "topics": [topic["name"] for topic in digest["topics"]],
        "themes": {
            theme["id"]: {
                "passages": len(theme["passages"]),
                "summary": [sentence["text"] for sentence in theme["summary"]],
            }
            for theme in digest["themes"]
        },
    }


def test_the_small_site_is_as_it_was_read_and_found_good(tmp_path: Path) -> None:
    assert outcome(tmp_path) == yaml.safe_load(GOLDEN.read_text("utf-8"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        text = yaml.safe_dump(outcome(Path(temporary)), allow_unicode=True, sort_keys=False)
    GOLDEN.write_text(text, "utf-8")
    sys.stdout.write(text)
