"""The pages of the desk, by address."""

from __future__ import annotations

from urllib.parse import unquote

from generator.preview.desk import editorial, overview
from generator.preview.desk.article import article
from generator.preview.desk.beside_source import source_page
from generator.preview.desk.forms.translations import translations_path
from generator.preview.desk.page import DeskPage
from generator.preview.desk.state import GLOSSARY, TOPICS, State, on_disk, sidecar_of
from generator.preview.desk.translating import translate
from generator.preview.desk.words import FOLDER, LANGUAGES
from generator.preview.guard import Guarded
from generator.render.catalogue import Catalogue

_ASSETS = {"desk.css": "text/css", "desk.js": "text/javascript", "desk.svg": "image/svg+xml"}
_LOOKING = overview.Looking()


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
