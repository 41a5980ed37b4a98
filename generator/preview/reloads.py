"""livereload's web socket and client, told about builds and faults.

The client knows two orders, `reload` with a path and `alert`. A path that ends in `.css` is taken
in place, without a new page. Our own additions to the client understand two more: `PROBLEMS`
(`overlay.js` asks for the faults and shows them over the page), and `*` (`exchange.js` asks for the
page and takes what is new on it in place, where no script stands in the way; else the page is
loaded again). `AHEAD` is sent only to a page that can be had ahead of the rest of the site, which
takes long: the same `exchange.js` shows it until the order `*` comes.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.escape import json_decode

from generator.builtin import builtin_folder
from generator.preview.attempts import Change
from generator.preview.current import Preview
from generator.preview.faults import as_told
from generator.preview.guard import Guarded
from generator.render.assets import hashed_name

PROBLEMS = "wenzhai-problems"
AHEAD = "wenzhai-ahead"
_PATHS: dict[Change, str] = {"styles": "every.css", "pages": "*"}
_MORE = [Path(__file__).with_name(name) for name in ("overlay.js", "exchange.js")]
# Scripts of pages that may run on while what is around them is exchanged: they look elements up
# when they need them, or are told by elements that stay.
_STAY = ("switch.js", "offline.js")
_MOST_SOCKETS = 200
_LONGEST_MESSAGE = 10_000


class ReloadSocket(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """A page that waits for news.

    livereload's own remembers nothing of what a page shows, so a page that was loaded just before
    a build and connected just after it would stay old for ever. Ours compares build numbers.
    """

    waiters: ClassVar[set[ReloadSocket]] = set()
    live_css = True

    shows: int | None = None  # number of the build that the page came from
    address: str = ""  # of the page

    @property
    def preview(self) -> Preview:
        preview: Preview = self.application.settings["preview"]
        return preview

    def check_origin(self, origin: str) -> bool:
        """`Door` let only our own pages come here."""
        return True

    def open(self, *args: str, **kwargs: str) -> None:
        self.set_nodelay(True)

    def on_message(self, message: str | bytes) -> None:
        try:
            said = json_decode(message)
            command = said["command"]
        except (ValueError, KeyError, TypeError):
            self.close()
            return
        if command == "hello":
            self.shows = said.get("snipver")
        if command == "info" and len(self.waiters) >= _MOST_SOCKETS:
            self.close()
            return
        super().on_message(message)
        if command == "info":
            self.address = urlsplit(str(said.get("url", ""))).path
            self.waiters.add(self)
            self._catch_up()

    def _catch_up(self) -> None:
        """News that came while the page was on its way."""
        current = self.preview.current
        if current is not None and self.shows not in (None, current.number):
            self.tell(_PATHS["pages"])
        elif self.preview.problems:
            self.tell(PROBLEMS)

    def on_close(self) -> None:
        self.waiters.discard(self)

    def tell(self, path: str) -> None:
        order = {"command": "reload", "path": path, "liveCSS": True, "liveImg": True}
        self.send_message(order)


def tell_all(change: Change, problems_changed: bool) -> None:
    """To be called in the server's thread after each build."""
    if change != "nothing":
        ReloadSocket.reload_waiters(_PATHS[change])
    if change != "pages" and problems_changed:  # a new page asks for them by itself
        ReloadSocket.reload_waiters(PROBLEMS)


def tell_ahead(addresses: Collection[str]) -> None:
    """To be called in the server's thread, of pages that can be had ahead of the rest."""
    for waiter in ReloadSocket.waiters.copy():
        if waiter.address in addresses:
            waiter.tell(AHEAD)


def looked_at() -> list[str]:
    """Addresses of pages that wait for news; from any thread."""
    return list(dict.fromkeys(waiter.address for waiter in ReloadSocket.waiters.copy()))


class Script(Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    """livereload's client as it comes, and our additions to it."""

    def get(self) -> None:
        LiveReloadJSHandler.get(self)
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.write(f"\nwindow.wenzhaiScripts = {json.dumps(_staying())};\n")
        for script in _MORE:
            self.write(script.read_bytes())

    def head(self) -> None:
        self.get()


def _staying() -> list[str]:
    """As they are named on pages. A site's own script of that name is another."""
    static = builtin_folder("static")
    return [hashed_name(name, (static / name).read_bytes()) for name in _STAY]


class Problems(Guarded):
    """The faults of the newest attempt, in the reader's language."""

    def get(self) -> None:
        language = self.get_query_argument("lang", "")[:35]
        self.set_header("Content-Type", "application/json; charset=utf-8")
        told: dict[str, Any] = as_told(self.preview, language)
        self.finish(json.dumps(told, ensure_ascii=False))
