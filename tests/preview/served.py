"""A running `wenzhai serve`, and a page that waits for its news, as tests and measures use them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

SECONDS = 60  # until a test gives up; no test asserts how long something took
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")
_SCRIPT = re.compile(rb'<script defer src="/livereload\.js\?[^"<>]*"></script>')


class Served:
    """`wenzhai serve` in a process of its own; `first` is run in it before the command."""

    def __init__(self, site: Path, *more: str, port: int = 0, first: str = "") -> None:
        self.site = site
        begin = f"{first}\nimport sys\nfrom generator.cli import main\nsys.exit(main())"
        command = [sys.executable, "-c", begin, "serve", "--site", str(site)]
        self.process = subprocess.Popen(
            [*command, "--port", str(port), *more],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.said: list[str] = []
        self._told = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()
        line = self.wait_for_line(lambda line: _ADDRESS.search(line) is not None)
        found = _ADDRESS.search(line)
        assert found
        self.port = int(found.group(1))
        self.url = f"http://127.0.0.1:{self.port}"

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            with self._told:
                self.said.append(line.rstrip("\n"))
                self._told.notify_all()

    def wait_for_line(self, fits: Callable[[str], bool], after: int = 0) -> str:
        def found() -> str | None:
            return next((line for line in self.said[after:] if fits(line)), None)

        with self._told:
            self._told.wait_for(lambda: found() or self.process.poll() is not None, SECONDS)
            line = found()
        assert line is not None, "\n".join(self.said)
        return line

    def raw(self, path: str) -> bytes:
        """What the server sends; also for 404, which has a page."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=SECONDS) as answer:
                data: bytes = answer.read()
        except urllib.error.HTTPError as answer:
            data = answer.read()
        return data

    def get(self, path: str) -> bytes:
        """A page as it would be published: without the script that reloads it."""
        return without_script(self.raw(path))

    def text(self, path: str) -> str:
        return self.get(path).decode()

    def wait_for_text(self, path: str, words: str) -> None:
        self.wait_until(lambda: words in self.text(path), f"{path} never said {words}")

    def problems(self, language: str = "en") -> list[dict[str, Any]]:
        told = json.loads(self.get(f"/_preview/problems?lang={language}"))
        problems: list[dict[str, Any]] = told["problems"]
        return problems

    def wait_for_problem(self, words: str) -> None:
        self.wait_until(lambda: words in json.dumps(self.problems()), f"no problem says {words}")

    def wait_for_no_problem(self) -> None:
        self.wait_until(lambda: not self.problems(), "problems stay")

    def wait_until(self, come: Callable[[], bool], otherwise: str) -> None:
        end = time.monotonic() + SECONDS
        while not come():
            assert time.monotonic() < end, otherwise
            time.sleep(0.05)

    def stop(self) -> int:
        self.process.terminate()
        try:
            return self.process.wait(SECONDS)
        finally:
            self.process.kill()


def without_script(page: bytes) -> bytes:
    return _SCRIPT.sub(b"", page)


@contextlib.contextmanager
def served(site: Path, *more: str, first: str = "") -> Iterator[Served]:
    server = Served(site, *more, first=first)
    try:
        yield server
    finally:
        server.stop()


class Waiting:
    """What livereload's client does in a page: it says where it is and waits for orders."""

    def __init__(self, server: Served, *, shows: int | None = None, **headers: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._socket: WebSocketClientConnection
        request = HTTPRequest(
            f"ws://127.0.0.1:{server.port}/livereload", headers={"Origin": server.url, **headers}
        )
        self._socket = self._loop.run_until_complete(self._open(request))
        hello: dict[str, Any] = {
            "command": "hello",
            "protocols": ["http://livereload.com/protocols/official-7"],
        }
        if shows is not None:
            hello["snipver"] = shows
        self._send(hello)
        assert self.next() is not None
        self._send({"command": "info", "plugins": {}, "url": server.url + "/"})
        # The server answers in order: when it has said hello again it has heard where we are.
        self._send({"command": "hello", "protocols": hello["protocols"]})
        self.early: list[str] = []
        while (order := self.next()) is not None and order["command"] != "hello":
            self.early.append(order["path"])

    async def _open(self, request: HTTPRequest) -> WebSocketClientConnection:
        return await websocket_connect(request)

    def _send(self, message: dict[str, Any]) -> None:
        self._loop.run_until_complete(self._written(json.dumps(message)))

    async def _written(self, message: str) -> None:
        await self._socket.write_message(message)

    def next(self, seconds: float = SECONDS) -> dict[str, Any] | None:
        """The next order; None when none came in time."""
        try:
            message = self._loop.run_until_complete(
                asyncio.wait_for(self._message(), timeout=seconds)
            )
        except TimeoutError:
            return None
        if message is None:
            raise ConnectionError("the server closed the web socket")
        order: dict[str, Any] = json.loads(message)
        return order

    async def _message(self) -> str | bytes | None:
        return await self._socket.read_message()

    def orders(self, quiet: float) -> list[str]:
        """Paths of all orders until none came for `quiet` seconds."""
        found = []
        while (order := self.next(quiet)) is not None:
            found.append(order["path"])
        return found

    def wait_for(self, path: str) -> None:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            order = self.next(1)
            if order is not None and order["path"] == path:
                return
        raise AssertionError(f"no order {path}")

    def say(self, words: str) -> None:
        self._loop.run_until_complete(self._written(words))

    def closed_or_silent(self) -> None:
        """The server may hang up; it may not answer."""
        with contextlib.suppress(ConnectionError):
            assert self.next(0.3) is None

    def close(self) -> None:
        self._loop.run_until_complete(self._closed())
        self._loop.close()

    async def _closed(self) -> None:
        self._socket.close()
