"""Plants faults in each stage, one at a time, and counts how many the tests catch.

    python bench/mutants.py                     six faults in every stage, with that stage's tests
    python bench/mutants.py --stage digest --each 20 --seed 3

A fault is one small change of the program's tree: a comparison turned, `and` for `or`, plus for
minus, a condition denied, a returned value dropped. Which ones is drawn by a seed, so that a run
can be repeated; survivors are printed with their place and what was planted. All runs in a copy of
the repository, so nothing here is ever changed.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
STAGES: dict[str, tuple[str, ...]] = {
    "read": ("tests/read", "tests/site/test_bad_input.py", "tests/hostile/test_doors.py"),
    "clean": ("tests/clean", "tests/reading"),
    "split": ("tests/split", "tests/clean/test_cases.py", "tests/site/test_golden.py"),
    "digest": ("tests/digest", "tests/gold", "tests/site/test_golden.py"),
    "convert": ("tests/convert", "tests/conversion"),
    "render": ("tests/render", "tests/site/test_laws.py"),
    "write": (
        "tests/write",
        "tests/site/test_new.py",
        "tests/engine/test_remote.py",
        "tests/desk/test_writes.py",
        "tests/hostile/test_crash.py",
    ),
    "decide": ("tests/decide", "tests/desk"),
    "engine": (
        "tests/engine/test_store.py",
        "tests/engine/test_executors.py",
        "tests/engine/test_startup.py",
        "tests/engine/test_remote.py",
        "tests/hostile/test_bounds.py",
        "tests/engine/test_incremental.py",
        "tests/engine/test_cluster.py",
    ),
    "report": (
        "tests/report",
        "tests/clean/test_cases.py",
        "tests/translations",
        "tests/site/test_check.py",
        "tests/site/test_commands.py",
    ),
}
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


class Fault(NamedTuple):
    path: Path  # within the repository
    line: int
    what: str
    text: str  # the module with the fault in it
    shown: str


class Place(NamedTuple):
    node: ast.expr | ast.stmt
    what: str


def places(tree: ast.AST) -> Iterator[Place]:
    """Where a fault can be planted. Within an f-string nodes do not know where they stand."""
    for child in ast.iter_child_nodes(tree):
        if not isinstance(child, ast.JoinedStr):
            if isinstance(child, ast.expr | ast.stmt):
                yield from (Place(child, what) for what in _kinds(child))
            yield from places(child)


def _kinds(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _TURNED:
        yield "comparison turned"
    if isinstance(node, ast.BoolOp):
        yield "and for or"
    if isinstance(node, (ast.If, ast.IfExp)):
        yield "condition denied"
    if isinstance(node, ast.Return) and not isinstance(node.value, ast.Constant | None):
        yield "value dropped"
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        yield "plus for minus"


def planted(path: Path, source: str, place: Place) -> Fault:
    """The module with other words at this one place, so that all lines stay where they were."""
    was = place.node
    now = copy.deepcopy(was)
    if isinstance(now, ast.Compare):
        now.ops[0] = _TURNED[type(now.ops[0])]()
    elif isinstance(now, ast.BoolOp):
        now.op = ast.Or() if isinstance(now.op, ast.And) else ast.And()
    elif isinstance(was, (ast.If, ast.IfExp)) and isinstance(now, (ast.If, ast.IfExp)):
        was, now = was.test, ast.UnaryOp(op=ast.Not(), operand=now.test)
    elif isinstance(now, ast.Return):
        now.value = ast.Constant(value=None)
    elif isinstance(now, ast.BinOp):
        now.op = ast.Sub() if isinstance(now.op, ast.Add) else ast.Add()
    words = ast.unparse(now)
    if not isinstance(now, ast.Return):
        words = f"({words})"
    lines = source.encode().splitlines(keepends=True)
    last, end = was.end_lineno or was.lineno, was.end_col_offset or 0
    start = sum(len(line) for line in lines[: was.lineno - 1]) + was.col_offset
    end += sum(len(line) for line in lines[: last - 1])
    text = source.encode()[:start] + words.encode() + source.encode()[end:]
    return Fault(path, was.lineno, place.what, text.decode(), words[:90])


def drawn(stage: str, each: int, seed: int) -> list[Fault]:
    """Faults of different modules where there are enough."""
    chance = random.Random(f"{stage}{seed}")
    folder = ROOT / "generator" / stage
    modules = sorted(path.relative_to(ROOT) for path in folder.rglob("*.py"))
    chance.shuffle(modules)
    sources = {path: (ROOT / path).read_text("utf-8") for path in modules}
    pools = [(path, list(places(ast.parse(sources[path])))) for path in modules]
    found: list[Fault] = []
    while len(found) < each and any(pool for _, pool in pools):
        for path, pool in pools:
            if pool and len(found) < each:
                place = pool.pop(chance.randrange(len(pool)))
                found.append(planted(path, sources[path], place))
    return found


def caught(fault: Fault, tests: tuple[str, ...], copy_of: Path) -> bool:
    module = copy_of / fault.path
    before = module.read_text("utf-8")
    module.write_text(fault.text, "utf-8")
    try:
        return fails(tests, copy_of)
    finally:
        module.write_text(before, "utf-8")


def fails(tests: tuple[str, ...], copy_of: Path) -> bool:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-m",
        "not browser",
        "-p",
        "no:cacheprovider",
    ]
    there = [test for test in tests if (copy_of / test).exists()]
    environment = {**os.environ, "PYTHONPATH": str(copy_of), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [*command, *there],
            cwd=copy_of,
            env=environment,
            capture_output=True,
            timeout=600,
            check=False,
        )
        return done.returncode != 0
    except subprocess.TimeoutExpired:
        return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", choices=STAGES, action="append")
    parser.add_argument("--each", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    whole = lived = 0
    with tempfile.TemporaryDirectory(prefix="wenzhai-mutants-") as folder:
        copy_of = Path(folder) / "repository"
        ignored = shutil.ignore_patterns(".git", ".venv", "node_modules", "public*", ".*_cache")
        shutil.copytree(ROOT, copy_of, ignore=ignored)
        shared = ROOT.parent / "shared"
        if shared.is_dir():
            (Path(folder) / "shared").symlink_to(shared)
        for stage in options.stage or STAGES:
            # A test that fails without a fault would catch any.
            broken = [test for test in STAGES[stage] if fails((test,), copy_of)]
            tests = tuple(test for test in STAGES[stage] if test not in broken)
            for test in broken:
                print(f"    {test} fails with no fault planted, and is left out", flush=True)
            lives = 0
            planted_here = drawn(stage, options.each, options.seed)
            for fault in planted_here:
                if not caught(fault, tests, copy_of):
                    lives += 1
                    print(f"    {fault.path}:{fault.line}: {fault.what}: {fault.shown}", flush=True)
            whole, lived = whole + len(planted_here), lived + lives
            print(
                f"{stage:<8} {len(planted_here) - lives} of {len(planted_here)} caught", flush=True
            )
    print(f"all      {whole - lived} of {whole} caught ({1 - lived / max(whole, 1):.0%})")


if __name__ == "__main__":
    main()
