"""The labels, as they stand in a gold folder. A missing file is an empty one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.problems import SiteError, error

Row = dict[str, Any]  # a label as its file gives it; the README of the gold names the keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    articles: tuple[Row, ...]
    themes: tuple[Row, ...]
    links: tuple[Row, ...]
    figures: tuple[Row, ...]
    topics: tuple[Row, ...]
    summaries: tuple[Row, ...]


def read_gold(folder: Path) -> Gold:
    if not folder.is_dir():
        raise SiteError(error(str(folder), 1, "there is no such folder", "name a gold folder"))
    return Gold(
        articles=tuple(
            json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("articles/*.json"))
        ),
        themes=_rows(folder / "themes.jsonl"),
        links=_rows(folder / "links.jsonl"),
        figures=_rows(folder / "figures.jsonl"),
        topics=tuple(_yaml(folder / "topics.yaml", {}).get("topics", ())),
        summaries=tuple(_yaml(folder / "summaries.yaml", [])),
    )


def _rows(path: Path) -> tuple[Row, ...]:
    if not path.exists():
        return ()
    return tuple(json.loads(line) for line in path.read_text("utf-8").splitlines() if line)


def _yaml(path: Path, absent: Any) -> Any:
    return yaml.safe_load(path.read_text("utf-8")) if path.exists() else absent
