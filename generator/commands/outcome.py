"""What a command says of faults, and the status it ends with."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from generator.exits import BAD_SOURCES, DONE
from generator.problems import Problem


def tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)


def counted(number: int, noun: str) -> str:
    """1 article, 2 articles"""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def status_of(problems: Iterable[Problem]) -> int:
    return BAD_SOURCES if any(problem.severity == "error" for problem in problems) else DONE
