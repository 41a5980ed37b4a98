"""Faults as data: where, what is wrong, and what to do about it, in one line.

content/articles/a.txt:3: error: front matter is never closed — add a line `---` after it
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing an editor should know. `line` counts from 1."""

    path: str
    line: int
    severity: Literal["error", "warning"]
    cause: str
    fix: str

    def __str__(self) -> str:
        text = f"{self.path}:{self.line}: {self.severity}: {self.cause} — {self.fix}"
        # A file name or a quoted value may hold a line break; a message is one line.
        return " ".join(text.split())


class ProblemError(Exception):
    """Carries one `Problem`, as its only argument, so that it survives a process pool."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class SiteError(ProblemError):
    """The site's own files are wrong: nothing can be built (exit 2)."""


class SourceError(ProblemError):
    """One source cannot be read: it is left out and the others go on (exit 1)."""


def error(path: str, line: int, cause: str, fix: str) -> Problem:
    return Problem(path, line, "error", cause, fix)


def warning(path: str, line: int, cause: str, fix: str) -> Problem:
    return Problem(path, line, "warning", cause, fix)
