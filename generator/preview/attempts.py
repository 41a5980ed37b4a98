"""One attempt after the other to build the site as it lies on the disk now.

What was read goes in, the next `Attempt` comes out. The one thing not obvious: an article that is
broken at this moment keeps its last good version, so that an editor who makes a slip still sees
the page and, over it, what to mend. `wenzhai build` would leave the article out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from generator.model import Asset, Inputs, Source
from generator.pipeline import Build
from generator.problems import Problem, ProblemError, error
from generator.read.sidecar import SUFFIX

Read = Callable[[], tuple[Inputs, tuple[Problem, ...]]]
Make = Callable[[Inputs], Build]
Change = Literal["nothing", "styles", "pages"]

_STYLE = re.compile(r"(?P<stem>assets/.+)\.[0-9a-f]{10}\.css")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """`inputs` and `build` are None when the site's own files are broken."""

    inputs: Inputs | None
    build: Build | None
    problems: tuple[Problem, ...]
    change: Change  # what is new since the last good attempt


class Attempts:
    def __init__(self, read: Read, make: Make) -> None:
        self._read = read
        self._make = make
        self._good: dict[str, Source] = {}  # by name, as last built without an error
        self._inputs: Inputs | None = None
        self._build: Build | None = None

    def next(self) -> Attempt:
        try:
            inputs, problems = self._read()
            inputs = self._with_last_good(inputs, problems)
            build = self._make(inputs)
            touched = {*build.changed, *build.vanished}
            mended = self._with_last_good(inputs, build.problems)
            if mended is not inputs:
                problems = (*problems, *build.problems)
                build = self._make(mended)
                touched |= {*build.changed, *build.vanished}
        except ProblemError as fault:
            return Attempt(inputs=None, build=None, problems=(fault.problem,), change="nothing")
        except Exception as fault:  # a slip of ours must not end the preview
            return Attempt(inputs=None, build=None, problems=(_ours(fault),), change="nothing")
        all_problems = tuple(dict.fromkeys((*problems, *build.problems)))
        self._remember(mended, all_problems)
        change: Change = "nothing"
        before = self._build.files if self._build else {}
        if any(before.get(path) != build.files.get(path) for path in touched):
            only_styles = self._inputs and only_styles_differ(self._inputs, mended)
            change = "styles" if only_styles else "pages"
        self._inputs, self._build = mended, build
        return Attempt(inputs=mended, build=build, problems=all_problems, change=change)

    def _with_last_good(self, inputs: Inputs, problems: Iterable[Problem]) -> Inputs:
        """The same inputs, where a source that is at fault is as it was when it was not."""
        broken = _at_fault(problems)
        now = {source.name: source for source in inputs.sources}
        for name, good in self._good.items():
            source = now.get(name)
            if source is not good and broken & {good.path, sidecar_path(good)}:
                now[name] = good
        sources = tuple(now[name] for name in sorted(now))
        same = len(sources) == len(inputs.sources) and all(
            a is b for a, b in zip(sources, inputs.sources, strict=True)
        )
        return inputs if same else replace(inputs, sources=sources)

    def _remember(self, inputs: Inputs, problems: Iterable[Problem]) -> None:
        broken = _at_fault(problems)
        self._good = {
            source.name: source
            for source in inputs.sources
            if self._good.get(source.name) is source
            or not broken & {source.path, sidecar_path(source)}
        }


def _at_fault(problems: Iterable[Problem]) -> set[str]:
    return {problem.path for problem in problems if problem.severity == "error"}


def sidecar_path(source: Source) -> str:
    folder = source.path.removesuffix(source.name)
    return folder + source.stem + SUFFIX


def only_styles_differ(before: Inputs, now: Inputs) -> bool:
    """Whether a browser can take what is new in place: style sheets, and nothing else."""
    if replace(before, static=()) != replace(now, static=()):
        return False
    old, new = _by_path(before.static), _by_path(now.static)
    differ = [path for path in new if old.get(path) != new[path]]
    return old.keys() == new.keys() and all(path.endswith(".css") for path in differ)


def _by_path(assets: Iterable[Asset]) -> dict[str, bytes]:
    return {asset.path: asset.data for asset in assets}


def styles_of(paths: Iterable[str]) -> dict[str, str]:
    """Where each style sheet lies now: `assets/style` → `assets/style.1a2b3c4d5e.css`."""
    found = (_STYLE.fullmatch(path) for path in paths)
    return {match["stem"]: match.string for match in found if match}


def stem_of(path: str) -> str | None:
    match = _STYLE.fullmatch(path)
    return match["stem"] if match else None


def _ours(fault: Exception) -> Problem:
    """A fault of the program itself, with the place in it, for whoever mends the program."""
    step = fault.__traceback__
    place = ""
    while step is not None:
        place = f"{step.tb_frame.f_code.co_filename}, line {step.tb_lineno}"
        step = step.tb_next
    cause = f"wenzhai itself failed: {type(fault).__name__}: {fault} ({place})"
    return error("wenzhai", 1, cause, "undo the last change, and report this line")
