"""The two writes of the desk: a decision, and a step of the history back or forth.

A write is a form that the browser sends by itself, or the desk's script: then the answer is JSON
and the page stays.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping

from generator.preview.desk import editorial
from generator.preview.desk.forms import wanted
from generator.preview.desk.page import DeskPage, as_json
from generator.preview.desk.state import State, state_of
from generator.preview.desk.words import words
from generator.problems import Problem, ProblemError

_PATIENCE = 30.0  # seconds until an answer no longer waits for the build


class Write(DeskPage):
    """A write of either kind: done, built, told."""

    async def write_and_tell(
        self, tag: str, write: Callable[[State], tuple[str, str | None, str]]
    ) -> None:
        """`write` gives what to say, the decision's id, and the file."""
        current = await self.preview.ready()
        if current is None:
            self.send_error(503)
            return
        state = state_of(self.preview, current)
        back = self._back(tag)
        try:
            told, identity, path = await asyncio.to_thread(write, state)
        except ProblemError as fault:
            self._refuse(tag, back, state, fault.problem)
            return
        late = not await self._built()
        said = words(tag)
        if self._wants_json():
            problems = [
                as_json(one, said)
                for one in self.preview.problems
                if one.severity == "error" and one.path.endswith(path)
            ]
            self._json(
                {
                    "told": told,
                    "problems": problems,
                    "late": said.plain("The site is still being built") if late else "",
                }
            )
        else:
            self.redirect(f"{back}?done={identity}" if identity else back, status=303)

    async def _built(self) -> bool:
        """Waits until the site shows the outcome; the watcher alone would build it too."""
        try:
            async with asyncio.timeout(_PATIENCE):
                await self.preview.rebuild()
        except TimeoutError:
            return False
        return True

    def _refuse(self, tag: str, back: str, state: State, problem: Problem) -> None:
        said = words(tag)
        if self._wants_json():
            self.set_status(409)
            self._json({"refused": as_json(problem, said)})
            return
        hidden = ("token", "version", "kind", "back", "source", "passage", "context", "text")
        typed = {
            name: values[0].decode("utf-8", "replace")
            for name, values in self.request.body_arguments.items()
            if name not in hidden and values[0].strip()
        }
        self.refuse(tag, back.removeprefix(f"/_desk/{tag}/"), state, problem, typed)

    def _back(self, tag: str) -> str:
        """Where the form stood: within the desk, whatever the form says."""
        asked = self.get_body_argument("back", "")
        root = f"/_desk/{tag}/"
        plain = asked.replace("%", "").replace("/", "").replace("-", "").replace(".", "")
        inside = all(one.isalnum() or one == "_" for one in plain) and ".." not in asked
        return root + asked if inside and not asked.startswith("/") else root

    def _wants_json(self) -> bool:
        return "application/json" in self.request.headers.get("Accept", "")

    def _json(self, answer: Mapping[str, object]) -> None:
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(answer, ensure_ascii=False))


class Decide(Write):
    async def post(self, tag: str) -> None:
        fields = {
            name: [value.decode("utf-8", "replace") for value in values]
            for name, values in self.request.body_arguments.items()
        }
        said = words(tag)

        def write(state: State) -> tuple[str, str | None, str]:
            asked = wanted(fields, state)
            version = (fields.get("version") or [""])[0]
            made = self.ledger.decide(asked.path, version, asked.change, asked.told)
            if made is None:
                return said.plain("Nothing changed"), None, asked.path
            told = editorial.told(made, state, said).unescape()
            return said.plain("Saved: %(a)s").replace("%(a)s", told), made.id, asked.path

        await self.write_and_tell(tag, write)


class Step(Write):
    """A step of the history taken back, or made again."""

    async def post(self, tag: str) -> None:
        identity = self.get_body_argument("step", "")
        back = self.get_body_argument("verb", "") != "redo"
        said = words(tag)

        def write(state: State) -> tuple[str, str | None, str]:
            made = self.ledger.undo(identity) if back else self.ledger.redo(identity)
            told = editorial.told(made, state, said).unescape()
            say = said.plain("Taken back: %(a)s" if back else "Made again: %(a)s")
            return say.replace("%(a)s", told), made.id, made.path

        await self.write_and_tell(tag, write)
