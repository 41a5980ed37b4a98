"""The pages of the last good build, with the one script that reloads them.

Nothing is looked up on the disk: an address is one of `Current.files` or it is nowhere, so
neither `..` nor a link can lead out of the site.
"""

from __future__ import annotations

import asyncio
import posixpath
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote, unquote, urlsplit

from generator.preview.attempts import stem_of
from generator.preview.current import Current
from generator.preview.guard import Guarded
from generator.problems import SiteError
from generator.render.on_demand import OnDemand

_Answer = TypeVar("_Answer")

NOT_FOUND = "404.html"
_LONGEST_ADDRESS = 2000
FAREWELL = "sw-farewell.js"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
}
_HEAD_END = b"</head>"
# While there is no site at all: what was tried is told by the script.
_NO_SITE = b"""<!DOCTYPE html>
<html>
<head><meta charset="utf-8"><title>wenzhai</title></head>
<body></body>
</html>
"""


class Pages(Guarded):
    async def get(self, address: str) -> None:
        current = await self.preview.ready()
        if current is None:
            self._send(_NO_SITE, NOT_FOUND, self.preview.number, status=503)
            return
        files = current.files
        if self.request.headers.get("Service-Worker") == "script":
            self._send(_farewell(current), "sw.js", current.number)
            return
        path = file_of(address, current)
        try:
            data = await _read(files, path)
            if data is None and await _beside(files.has, f"{path}/index.html"):
                self.redirect(quote(posixpath.basename(path)) + "/")
                return
        except SiteError as fault:  # a template that fails on this page alone
            self.preview.add_problem(fault.problem)
            self._send(_NO_SITE, NOT_FOUND, current.number, status=500)
            return
        if data is None:
            data = self._newer_style(path, current)
        if data is None:
            data = await _read(files, NOT_FOUND) or _NO_SITE
            self._send(data, NOT_FOUND, current.number, status=404)
        else:
            self._send(data, path, current.number)

    async def head(self, address: str) -> None:
        await self.get(address)

    def _newer_style(self, path: str, current: Current) -> bytes | None:
        """A style sheet under a name it had before: livereload's client asks so for a new one."""
        stem = stem_of(path)
        now = current.styles.get(stem) if stem else None
        return current.files.read(now) if now else None

    def _send(self, data: bytes, path: str, number: int, status: int = 200) -> None:
        ending = posixpath.splitext(path)[1].lower()
        self.set_status(status)
        self.set_header("Content-Type", _TYPES.get(ending, "application/octet-stream"))
        if ending == ".html":
            data = with_script(data, script(self.request.host, number))
        self.finish(data)


class Ahead(Pages):
    """A page with the words just saved, while the rest of the site is still being made."""

    async def get(self, address: str = "") -> None:
        current = self.preview.current
        address = self.get_query_argument("page", "")[:_LONGEST_ADDRESS].removeprefix("/")
        path = file_of(address, current) if current else ""
        data = self.preview.ahead.get(path)
        if current is None or data is None:
            self.set_status(204)
            return
        self._send(data, path, current.number)


async def _read(files: OnDemand, path: str) -> bytes | None:
    """A page that must be made first is made beside the loop, which goes on answering."""
    data = files.made(path)
    if data is not None:
        return data
    return await _beside(files.read, path)


async def _beside(ask: Callable[[str], _Answer], path: str) -> _Answer:
    return await asyncio.get_running_loop().run_in_executor(None, ask, path)


def script(host: str, number: int) -> bytes:
    """The only thing that a page of the preview has more than the published one.

    livereload's client takes its settings from the address of its own script. `snipver` comes
    back when it connects: from it we learn whether the page is still the newest.
    """
    port = urlsplit(f"//{host}").port or 80
    name = host.removesuffix(f":{port}")
    options = f"host={name}&amp;port={port}&amp;mindelay=250&amp;maxdelay=2000"
    return f'<script defer src="/livereload.js?{options}&amp;snipver={number}"></script>'.encode()


def with_script(page: bytes, tag: bytes) -> bytes:
    before, end, after = page.partition(_HEAD_END)
    return before + tag + end + after if end else page + tag


def _farewell(current: Current) -> bytes:
    """What a browser gets that asks for a service worker: one that goes, and takes the last along.

    A worker would show yesterday's pages, also those of whatever used our port before. Read as a
    file, `sw.js` is what would be published.
    """
    static = current.inputs.static
    return next((asset.data for asset in static if asset.path == FAREWELL), b"")


def file_of(address: str, current: Current) -> str:
    """Which file of the site an address means, without its leading slash; it need not be there."""
    path = _within(unquote(address), current)
    return f"{path}index.html" if not path or path.endswith("/") else path


def _within(address: str, current: Current) -> str:
    """The address without the path of `base_url`, under which 404.html links."""
    base = urlsplit(current.inputs.site.base_url).path.strip("/")
    if base and f"{address}/".startswith(f"{base}/") and not current.files.has(address):
        return address[len(base) + 1 :]
    return address
