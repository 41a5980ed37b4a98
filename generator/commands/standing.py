"""Whether a build was made before: then nothing is read, and the pipeline is not even imported."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from generator.builtin import builtin_folder
from generator.commands.cache import CACHE
from generator.commands.inputs import today
from generator.engine.codec import key_of
from generator.engine.fingerprint import fingerprint
from generator.engine.standing import Record, Standing, state_of
from generator.problems import Problem
from generator.read.font_folders import font_folders


class MadeBefore:
    """Whether this build was made before, and nothing has changed since: see `engine.standing`."""

    def __init__(self, options: argparse.Namespace) -> None:
        site: Path = options.site
        output: Path = options.output or site / "public"
        cache: Path = options.cache or site / CACHE
        how = {name: str(value) for name, value in sorted(vars(options).items())}
        for apart in ("cache", "jobs", "cluster", "strict"):
            how.pop(apart, None)  # how it runs changes nothing that it makes
        self._asked = key_of(fingerprint(), list(how.items()), str(output.resolve()), today())
        self._output = output
        self._record = Record(cache / f"{key_of(str(output.resolve())).hex()}.standing")
        self._looked = time.time_ns()
        self._site = state_of(
            [
                *(site / name for name in ("site.yaml", "content", "templates", "static")),
                *(builtin_folder(name) for name in ("templates", "static", "locale")),
                *font_folders(),
            ]
        )

    def last(self) -> Standing | None:
        last = self._record.read()
        if last is None or (last.asked, last.site) != (self._asked, self._site.digest):
            return None
        return last if last.published == state_of([self._output]).digest else None

    def keep(self, problems: tuple[Problem, ...], said: str) -> None:
        if not self._site.settled(self._looked):
            self._record.forget()  # something was saved just now, and may be again, unseen
            return
        published = self._record.wait_until_settled(self._output)
        self._record.keep(
            Standing(
                asked=self._asked,
                site=self._site.digest,
                published=published.digest,
                problems=problems,
                said=said,
            )
        )
