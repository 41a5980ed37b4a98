"""The shape of the program: who may touch the world outside, and who imports whom."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "generator"
AT_THE_EDGE = {"read", "write", "bring", "preview", "evaluate", "commands", "cli", "progress"}
AT_THE_EDGE |= {"__main__"}
# Modules that reach the disk, the clock, the network or a terminal.
OUTSIDE = {"os", "time", "socket", "urllib.request", "subprocess", "tempfile", "shutil", "pathlib"}
# `engine` asks how many processors there are and keeps the cache; `builtin` says where the package
# lies.
ALLOWED = {
    "engine/executors.py": {"os", "pathlib", "tempfile"},  # stages on their way to workers
    "engine/embeddings.py": {"pathlib"},  # the cache of vectors
    "engine/fingerprint.py": {"pathlib"},  # the program's own files
    "engine/limits.py": {"time"},  # the processor's clock
    "engine/standing.py": {"os", "pathlib", "time"},  # the state of folders
    "engine/store.py": {"os", "pathlib", "tempfile"},  # the cache
    "builtin.py": {"pathlib"},
}
STAGES = ("clean", "split", "digest", "render")


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_edge_touches_the_world_outside(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    part = name.split("/", 1)[0].removesuffix(".py")
    if part in AT_THE_EDGE:
        return
    assert imports(path) & OUTSIDE <= ALLOWED.get(name, set())
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not calls & {"open", "print", "input", "eval", "exec"}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_knows_no_later_stage_and_no_edge(stage: str) -> None:
    later = {
        "clean": {"split", "digest", "render"},
        "split": {"digest", "render"},
        "digest": {"render"},
        "render": set(),
    }[stage] | {"pipeline", "commands", "write", "preview", "engine", "report", "evaluate"}
    for path in (PACKAGE / stage).rglob("*.py"):
        for name in imports(path):
            parts = name.split(".")
            assert not (parts[0] == "generator" and len(parts) > 1 and parts[1] in later), path


def test_no_code_compares_an_edition_or_a_theme_to_a_literal() -> None:
    for path in modules():
        part = path.relative_to(PACKAGE).parts[0]
        if part in {"convert", "evaluate"}:
            continue  # conversion is about scripts; labels of the gold are what they are
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Compare):
                continue
            sides = [node.left, *node.comparators]
            literals = {side.value for side in sides if isinstance(side, ast.Constant)}
            assert not literals & {"economy", "living", "zh-Hans", "zh-Hant", "zh-hans"}, path
