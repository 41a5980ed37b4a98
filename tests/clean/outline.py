"""An article as a few lines that a person can read, and a case folder as a source."""

from __future__ import annotations

from pathlib import Path

from generator.model import Article, Block, Correction, Edits, Source
from generator.read.strict_yaml import load_mapping

CASES = Path(__file__).parent / "cases"
_SIGNS = {"item": "- ", "quote": "> ", "table": "| ", "code": "` ", "image": "! ", "note": "* "}


def outline(article: Article) -> list[str]:
    """`## heading`, `##~ run-in heading`, `##` for a break, a sign for what is no paragraph."""
    return [_line(block) for block in article.blocks]


def _line(block: Block) -> str:
    if block.kind == "heading":
        return f"{'#' * block.level}{'~' if block.run_in else ''} {block.text}".rstrip()
    return _SIGNS.get(block.kind, "") + block.text.replace("\n", " / ").replace("\t", " | ")


def case_source(folder: Path) -> Source:
    path = next(folder.glob("input.*"))
    edits = Edits()
    sidecar = folder / "edit.yaml"
    if sidecar.exists():
        edits = _edits(sidecar.read_text("utf-8"))
    return Source(name=path.name, path=path.name, data=path.read_bytes(), edits=edits)


def _edits(text: str) -> Edits:
    """The few keys of a sidecar that cleaning looks at."""
    values, lines = load_mapping(text, "input.edit.yaml")
    found = values.get("corrections")
    corrections = tuple(
        Correction(
            find=str(entry["find"]),
            replace=str(entry["replace"]),
            why=str(entry["why"]),
            line=lines[f"corrections.{number}"],
        )
        for number, entry in enumerate(found if isinstance(found, list) else [])
        if isinstance(entry, dict)
    )
    words = {key: value for key, value in values.items() if isinstance(value, str)}
    return Edits(
        path="input.edit.yaml",
        title=words.get("title"),
        date=words.get("date"),
        publisher=words.get("publisher"),
        slug=words.get("slug"),
        encoding=words.get("encoding"),
        corrections=corrections,
        lines=tuple(lines.items()),
    )
