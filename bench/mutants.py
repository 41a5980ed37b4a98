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
    "write": ("tests/write", "tests/hostile/test_crash.py", "tests/desk"),
    "decide": ("tests/decide", "tests/desk"),
    "engine": ("tests/engine", "tests/hostile/test_bounds.py"),
    "report": ("tests/report", "tests/site/test_commands.py", "tests/clean/test_cases.py"),
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


def faults(path: Path) -> Iterator[Fault]:
    """Every fault that can be planted in a module."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    for number, node in enumerate(ast.walk(tree)):
        for what in _kinds(node):
            planted = copy.deepcopy(tree)
            target = next(one for at, one in enumerate(ast.walk(planted)) if at == number)
            _plant(target, what)
            line = getattr(node, "lineno", 1)
            yield Fault(path, line, what, ast.unparse(planted), ast.unparse(target)[:90])


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


def _plant(node: ast.AST, what: str) -> None:
    if isinstance(node, ast.Compare):
        node.ops[0] = _TURNED[type(node.ops[0])]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, (ast.If, ast.IfExp)):
        node.test = ast.UnaryOp(op=ast.Not(), operand=node.test)
    elif isinstance(node, ast.Return):
        node.value = ast.Constant(value=None)
    elif isinstance(node, ast.BinOp):
        node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()


def drawn(stage: str, each: int, seed: int) -> list[Fault]:
    """Faults of different modules where there are enough."""
    chance = random.Random(f"{stage}{seed}")
    folder = ROOT / "generator" / stage
    modules = sorted(path.relative_to(ROOT) for path in folder.rglob("*.py"))
    chance.shuffle(modules)
    pools = [list(faults(path)) for path in modules]
    pools = [pool for pool in pools if pool]
    found: list[Fault] = []
    while len(found) < each and any(pools):
        for pool in pools:
            if pool and len(found) < each:
                found.append(pool.pop(chance.randrange(len(pool))))
    return found


def caught(fault: Fault, tests: tuple[str, ...], copy_of: Path) -> bool:
    module = copy_of / fault.path
    before = module.read_text("utf-8")
    module.write_text(fault.text, "utf-8")
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
    finally:
        module.write_text(before, "utf-8")


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
            planted = drawn(stage, options.each, options.seed)
            living = [fault for fault in planted if not caught(fault, STAGES[stage], copy_of)]
            whole, lived = whole + len(planted), lived + len(living)
            print(f"{stage:<8} {len(planted) - len(living)} of {len(planted)} caught", flush=True)
            for fault in living:
                print(f"    {fault.path}:{fault.line}: {fault.what}: {fault.shown}", flush=True)
    print(f"all      {whole - lived} of {whole} caught ({1 - lived / max(whole, 1):.0%})")


if __name__ == "__main__":
    main()
