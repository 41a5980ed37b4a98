"""The labels, as they stand in a gold folder. A missing file is an empty one."""

from __future__ import annotations

import json
from collections.abc import Sequence
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
    """Raises SiteError where a file is not what the README says, with its line."""
    if not folder.is_dir():
        raise SiteError(error(str(folder), 1, "there is no such folder", "name a gold folder"))
    return Gold(
        articles=tuple(
            _checked(_json(path, path.read_text("utf-8"), 1), path, 1, ("source", "sections"))
            for path in sorted(folder.glob("articles/*.json"))
        ),
        themes=_rows(folder / "themes.jsonl", ("text", "theme")),
        links=_rows(folder / "links.jsonl", ("a", "b")),
        figures=_rows(
            folder / "figures.jsonl", ("source", "span", "value", "unit", "subject", "sentence")
        ),
        topics=_listed(folder / "topics.yaml", "topics", ("name",)),
        summaries=_listed(folder / "summaries.yaml", None, ("source", "expert")),
    )


def _rows(path: Path, keys: Sequence[str]) -> tuple[Row, ...]:
    if not path.exists():
        return ()
    return tuple(
        {"id": f"line {number}"} | _checked(_json(path, line, number), path, number, keys)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if line.strip()
    )


def _listed(path: Path, key: str | None, keys: Sequence[str]) -> tuple[Row, ...]:
    """The list in a YAML file, under a key or as the whole of it."""
    if not path.exists():
        return ()
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise SiteError(error(str(path), line, "this is not YAML", "mend it")) from None
    found = data.get(key) if key and isinstance(data, dict) else data
    return tuple(_checked(row, path, 1, keys) for row in found or ())


def _json(path: Path, text: str, line: int) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as fault:
        at = line + fault.lineno - 1
        raise SiteError(error(str(path), at, f"this is not JSON: {fault.msg}", "mend it")) from None


def _checked(row: Any, path: Path, line: int, keys: Sequence[str]) -> Row:
    missing = [key for key in keys if not isinstance(row, dict) or key not in row]
    if missing:
        cause = f"a label has no {', '.join(f'`{key}`' for key in missing)}"
        raise SiteError(error(str(path), line, cause, "see the README of the gold"))
    found: Row = row
    return found
