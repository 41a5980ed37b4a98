"""What the desk's answers have in common: a page in the reader's language, or a refusal on one.

Pages are made in a thread, because some take a look at every passage.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.preview.desk import editorial, overview
from generator.preview.desk.state import State, state_of
from generator.preview.desk.words import FOLDER, LANGUAGES, words
from generator.preview.guard import Guarded
from generator.problems import Problem, ProblemError
from generator.render.catalogue import Catalogue
from generator.write.decisions import Ledger

_TEMPLATES = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class DeskPage(Guarded):
    """A page of the desk, or an answer to one of its forms."""

    def initialize(self, ledger: Ledger) -> None:
        self.ledger = ledger

    async def show(
        self,
        segment: str,
        template: str,
        here: str,
        view: Callable[[State, Catalogue], object],
    ) -> None:
        current = await self.preview.ready()
        said = words(segment)
        if current is None:
            self._no_site(segment)
            return
        state = state_of(self.preview, current)
        try:
            shown = await asyncio.to_thread(view, state, said)
        except ProblemError as fault:
            self.refuse(segment, here, state, fault.problem, {})
            return
        if shown is None:
            self.send_error(404, reason="There is no such page")
            return
        self.page(template, segment, here, state, shown)

    def page(
        self,
        template: str,
        segment: str,
        here: str,
        state: State | None,
        view: object,
        status: int = 200,
    ) -> None:
        said = words(segment)
        steps = self.ledger.history()
        done = [one for one in steps if not one.undone]
        undone = [one for one in steps if one.undone]
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        html = _TEMPLATES.get_template(template).render(
            _=said.text,
            _n=said.plural,
            view=view,
            lang=LANGUAGES[segment],
            languages=[(one, LANGUAGES[one]) for one in LANGUAGES],
            segment=segment,
            here=here,
            root=f"/_desk/{segment}/",
            token=self.preview.token,
            number=state.number if state else 0,
            site=overview.in_language(state.inputs.site.title, state, said) if state else "",
            failed=[as_json(one, said) for one in self.preview.problems if one.severity == "error"],
            undo=editorial.step(done[-1], state, said) if done and state else None,
            redo=editorial.step(undone[0], state, said) if undone and state else None,
            done=self._done(state, said) if state else None,
        )
        self.finish(html)

    def _done(self, state: State, said: Catalogue) -> Markup | None:
        """What was just decided, for a browser without scripts."""
        identity = self.get_query_argument("done", "")
        if not identity:
            return None
        found = next((one for one in self.ledger.history() if one.id == identity), None)
        return editorial.told(found, state, said) if found else None

    def _no_site(self, segment: str) -> None:
        self.page("none.html", segment, "", None, None, status=503)

    def refuse(
        self,
        segment: str,
        here: str,
        state: State | None,
        problem: Problem,
        typed: Mapping[str, str],
    ) -> None:
        """A refusal, with all that was typed, so that nothing is lost."""
        said = words(segment)
        view = {"problem": as_json(problem, said), "typed": typed, "back": here}
        self.page("refused.html", segment, here, state, view, status=409)


def as_json(problem: Problem, said: Catalogue) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.line,
        "cause": said.problem(problem.cause),
        "fix": said.problem(problem.fix),
    }
