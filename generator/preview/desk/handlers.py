"""What the desk answers: pages, and the two writes, a decision and a step back or forth.

Pages are made in a thread, because some take a look at every passage. A write is a form that the
browser sends by itself, or the desk's script: then the answer is JSON and the page stays.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.preview.desk import editorial, overview
from generator.preview.desk.article import article
from generator.preview.desk.beside_source import source_page
from generator.preview.desk.forms import wanted
from generator.preview.desk.forms.translations import translations_path
from generator.preview.desk.state import (
    GLOSSARY,
    TOPICS,
    State,
    on_disk,
    sidecar_of,
    state_of,
)
from generator.preview.desk.translating import translate
from generator.preview.desk.words import FOLDER, LANGUAGES, words
from generator.preview.guard import Guarded
from generator.problems import Problem, ProblemError
from generator.render.catalogue import Catalogue
from generator.write.decisions import Ledger

_PATIENCE = 30.0  # seconds until an answer no longer waits for the build
_ASSETS = {"desk.css": "text/css", "desk.js": "text/javascript", "desk.svg": "image/svg+xml"}
_LOOKING = overview.Looking()

_TEMPLATES = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class Door(Guarded):
    """`/_desk/` leads to the desk in the language the site begins with, or the browser's."""

    def get(self) -> None:
        accepted = self.request.headers.get("Accept-Language", "").lower()
        current = self.preview.current
        first = current.inputs.site.default_edition.segment if current else "zh-hans"
        if accepted.startswith("en"):
            first = "en"
        elif accepted.startswith(("zh-tw", "zh-hk", "zh-hant")):
            first = "zh-hant"
        elif accepted.startswith("zh"):
            first = "zh-hans"
        self.redirect(f"/_desk/{first if first in LANGUAGES else 'zh-hans'}/")

    def head(self) -> None:
        self.get()


class Assets(Guarded):
    def get(self, name: str) -> None:
        if name not in _ASSETS:
            self.send_error(404)
            return
        self.set_header("Content-Type", f"{_ASSETS[name]}; charset=utf-8")
        self.finish((FOLDER / "assets" / name).read_bytes())


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
            self._no_site(segment, said)
            return
        state = state_of(self.preview, current)
        try:
            shown = await asyncio.to_thread(view, state, said)
        except ProblemError as fault:
            self._say(segment, here, state, fault.problem, {})
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
            failed=[_told(one, said) for one in self.preview.problems if one.severity == "error"],
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

    def _no_site(self, segment: str, said: Catalogue) -> None:
        self.page("none.html", segment, "", None, None, status=503)

    def _say(
        self,
        segment: str,
        here: str,
        state: State | None,
        problem: Problem,
        typed: Mapping[str, str],
    ) -> None:
        """A refusal, with all that was typed, so that nothing is lost."""
        said = words(segment)
        view = {"problem": _told(problem, said), "typed": typed, "back": here}
        self.page("refused.html", segment, here, state, view, status=409)


class Overview(DeskPage):
    async def get(self, tag: str) -> None:
        asked = self.get_query_argument("q", "")[:80]
        await self.show(
            tag,
            "overview.html",
            "",
            lambda state, said: overview.overview(state, said, _LOOKING, asked),
        )


class Article(DeskPage):
    async def get(self, tag: str, name: str) -> None:
        def view(state: State, said: Catalogue) -> object:
            source = state.sources.get(unquote(name))
            if source is None:
                return None
            sidecar = on_disk(self.ledger, sidecar_of(source.name))
            glossary = on_disk(self.ledger, GLOSSARY)
            return article(source, state, said, sidecar, glossary, _LOOKING)

        await self.show(tag, "article.html", f"articles/{name}/", view)


class SourcePage(DeskPage):
    async def get(self, tag: str, name: str) -> None:
        def view(state: State, said: Catalogue) -> object:
            source = state.sources.get(unquote(name))
            return source_page(source, said) if source is not None else None

        await self.show(tag, "source.html", f"articles/{name}/source/", view)


class Translate(DeskPage):
    async def get(self, tag: str, name: str, language: str) -> None:
        def view(state: State, said: Catalogue) -> object:
            entry = state.entries.get(unquote(name))
            edition = next((one for one in state.others() if one.tag == language), None)
            if entry is None or edition is None:
                return None
            path = translations_path(state, entry.article.source, edition)
            return translate(entry, edition, state, said, on_disk(self.ledger, path))

        await self.show(tag, "translate.html", f"articles/{name}/translate/{language}/", view)


class Topics(DeskPage):
    async def get(self, tag: str) -> None:
        await self.show(
            tag,
            "topics.html",
            "topics/",
            lambda state, said: editorial.topics(state, on_disk(self.ledger, TOPICS)),
        )


class Glossary(DeskPage):
    async def get(self, tag: str) -> None:
        await self.show(
            tag,
            "glossary.html",
            "glossary/",
            lambda state, said: editorial.glossary(
                state, said, on_disk(self.ledger, GLOSSARY), _LOOKING
            ),
        )


class History(DeskPage):
    async def get(self, tag: str) -> None:
        await self.show(
            tag,
            "history.html",
            "history/",
            lambda state, said: editorial.history(self.ledger.history(), state, said),
        )


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
                _told(one, said)
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
            self._json({"refused": _told(problem, said)})
            return
        hidden = ("token", "version", "kind", "back", "source", "passage", "context", "text")
        typed = {
            name: values[0].decode("utf-8", "replace")
            for name, values in self.request.body_arguments.items()
            if name not in hidden and values[0].strip()
        }
        self._say(tag, back.removeprefix(f"/_desk/{tag}/"), state, problem, typed)

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


def _told(problem: Problem, said: Catalogue) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.line,
        "cause": said.problem(problem.cause),
        "fix": said.problem(problem.fix),
    }


__all__ = [
    "Article",
    "Assets",
    "Decide",
    "Door",
    "Glossary",
    "History",
    "Overview",
    "SourcePage",
    "Step",
    "Topics",
    "Translate",
]
