"""How the preview is put together: livereload's server with our door, our watcher, our builder.

Three kinds of threads: the server's loop, the watcher's (they ring), and one builder, which waits
for the bell, looks at the disk, builds, and hands what is new to the loop. The builder has the
process's first thread, the only one that the system interrupts when a source takes too long.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import queue
import signal
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import livereload
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.ioloop import IOLoop
from tornado.iostream import IOStream
from tornado.netutil import bind_sockets
from tornado.web import Application

from generator.builtin import builtin_folder
from generator.digest.memory import Overtaken, unless
from generator.garbage import PutOff
from generator.preview import desk
from generator.preview.attempts import Attempt, Attempts, Change
from generator.preview.bell import BURST, LONGEST, Bell
from generator.preview.current import Preview
from generator.preview.guard import Refused, asked_by, own_hosts
from generator.preview.pages import Ahead, Pages, file_of
from generator.preview.reloads import (
    Problems,
    ReloadSocket,
    Script,
    looked_at,
    tell_ahead,
    tell_all,
)
from generator.preview.watcher import Watcher
from generator.problems import Problem, ProblemError, SiteError, error
from generator.render.on_demand import OnDemand

HOST = "127.0.0.1"
PORT = 8000
_MORE_PORTS = 20  # tried after the usual one
_MOST_CONNECTIONS = 200
_SECONDS_FOR_A_REQUEST = 20  # also how long an idle connection is kept
_LARGEST_REQUEST = 40_000_000  # an article that the desk is given
_LARGEST_HEADERS = 32_000
_TURN = 0.001  # seconds until a thread that computes lets another answer
_LONGEST_IN_PART = 30.0  # seconds in which saves may put off what all articles give together
_LONG = 0.2  # seconds that a save may have to wait for a page nobody asked for
_BEFORE_TIDYING = 0.5  # seconds without a change
_BROWSER_FIRST = 0.25  # seconds in which a page is asked for that was told to reload


class Door(Application):
    """Looks at who asks before anything else does, also for addresses that nobody serves."""

    def __init__(self, preview: Preview, hosts: frozenset[str]) -> None:
        self._hosts = hosts
        routes = [
            (r"/livereload", ReloadSocket),
            (r"/livereload\.js", Script),
            (r"/_preview/problems", Problems),
            (r"/_preview/ahead", Ahead),
            *desk.routes(preview),
            (r"/(.*)", Pages),
        ]
        super().__init__(
            routes,
            preview=preview,
            log_function=lambda handler: None,
            websocket_max_message_size=100_000,
        )

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:
        refused = asked_by(request, self._hosts)
        if refused is None:
            return super().find_handler(request, **kwargs)
        status, words = refused
        return self.get_handler_delegate(request, Refused, {"status": status, "words": words})


class FewConnections(HTTPServer):
    """Never more connections than can be served: the one that was opened first gives way.

    A browser opens six. Without a bound a program that opens a thousand and says nothing would
    use up the files a process may open, and nobody else could connect.
    """

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        open_streams: dict[IOStream, None] = self.__dict__.setdefault("_open_streams", {})
        for old in [one for one in open_streams if one.closed()]:
            del open_streams[old]
        if len(open_streams) >= _MOST_CONNECTIONS:
            oldest = next(iter(open_streams))
            del open_streams[oldest]
            oldest.close()
        open_streams[stream] = None
        super().handle_stream(stream, address)


class Server(livereload.Server):  # type: ignore[misc]  # livereload has no types
    """livereload's server: its loop, its place for a watcher; our application."""

    def __init__(
        self, preview: Preview, sockets: Sequence[socket.socket], watcher: Watcher
    ) -> None:
        super().__init__(watcher=watcher)
        self._preview = preview
        self._sockets = sockets

    def application(self, port: int, host: str, **options: Any) -> None:
        ReloadSocket.watcher = self.watcher
        ReloadSocket.waiters = set()
        livereload.server.LiveReloadHandler.watcher = self.watcher
        livereload.server.LiveReloadHandler._last_reload_time = None  # one that ran before us
        http = FewConnections(
            Door(self._preview, own_hosts(port)),
            idle_connection_timeout=_SECONDS_FOR_A_REQUEST,
            body_timeout=_SECONDS_FOR_A_REQUEST,
            max_header_size=_LARGEST_HEADERS,
            max_body_size=_LARGEST_REQUEST,
        )
        http.add_sockets(self._sockets)

    def _setup_logging(self) -> None:
        """Requests and reloads are not told; faults are told once, by the builder."""
        for name in ("livereload", "tornado.general", "tornado.access", "tornado.application"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


class _Loop(threading.Thread):
    """The server's loop. Where it ends by a fault, the bell stops, and so does the builder."""

    def __init__(self, server: Server, port: int, bell: Bell) -> None:
        super().__init__(name="wenzhai server", daemon=True)
        self._server = server
        self._port = port
        self._bell = bell
        self._loops: queue.SimpleQueue[IOLoop] = queue.SimpleQueue()
        self.fault: BaseException | None = None

    def begun(self) -> IOLoop:
        self.start()
        return self._loops.get()

    def run(self) -> None:
        asyncio.set_event_loop(asyncio.new_event_loop())
        self._loops.put(IOLoop.current())
        try:
            self._server.serve(port=self._port, host=HOST)
        except BaseException as fault:
            self.fault = fault
        finally:
            self._bell.stop()


class Browsers:
    """The audience of an attempt: pages that wait for news."""

    def __init__(self, preview: Preview, loop: IOLoop) -> None:
        self._preview = preview
        self._loop = loop
        self.has_seen = False  # something that no whole site has shown yet
        self.whole_at = time.monotonic()  # when a whole site was last shown

    def looked_at(self) -> Collection[str]:
        return self._files().values()

    def _files(self) -> dict[str, str]:
        current = self._preview.current
        if current is None:
            return {}
        return {one: file_of(one.removeprefix("/"), current) for one in looked_at()}

    def show_ahead(self, pages: Mapping[str, bytes]) -> None:
        self.has_seen = True
        self._preview.ahead = pages
        asked = [address for address, path in self._files().items() if path in pages]
        self._loop.add_callback(tell_ahead, asked)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        if problems != self._preview.problems:
            self._preview.problems = problems
            self._loop.add_callback(tell_all, "nothing", True)

    def is_overtaken(self) -> bool:
        """A new save comes first; but now and then a whole site is shown to who saves on and on."""
        late = time.monotonic() - self.whole_at > _LONGEST_IN_PART
        return self._preview.bell.rung and not late


class Builder:
    """Builds when the bell rings, and tells the browsers."""

    def __init__(
        self,
        preview: Preview,
        attempts: Attempts,
        loop: IOLoop,
        say: Callable[[Attempt, float], None],
    ) -> None:
        self._preview = preview
        self._bell = preview.bell
        self._attempts = attempts
        self._loop = loop
        self._say = say
        self._collection = PutOff()
        self._took: dict[str, float] = {}  # seconds, to make the last page of a kind
        self._said: tuple[Problem, ...] = ()
        self._browsers = Browsers(preview, loop)

    def run(self) -> None:
        last_told = 0.0
        sys.setswitchinterval(_TURN)
        while self._bell.wait():
            self._collection.begin()
            begun = time.monotonic()
            until = begun + LONGEST
            in_a_burst = begun - last_told < BURST
            problems = self._preview.problems
            change: Change = "nothing"
            while True:
                self._bell.settle(until, in_a_burst=in_a_burst)
                try:
                    change = _larger(change, self._attempt())
                except Overtaken:
                    until, in_a_burst = time.monotonic() + LONGEST, False
                    continue
                if not self._bell.rung or time.monotonic() > until:
                    break
                in_a_burst = True
            if self._browsers.has_seen:
                change = "pages"
            self._browsers.has_seen = False
            self._browsers.whole_at = time.monotonic()
            problems_changed = problems != self._preview.problems
            if change != "nothing" or problems_changed:
                last_told = time.monotonic()
                self._loop.add_callback(tell_all, change, problems_changed)
                self._make_what_is_looked_at()
            self._make_the_rest()

    def _make_what_is_looked_at(self) -> None:
        """While the browser is told, and before it asks."""
        current = self._preview.current
        if current is None:
            return
        for path in self._browsers.looked_at():
            if self._bell.rung:
                return
            with contextlib.suppress(SiteError):  # told when the page is asked for
                current.files.read(path)

    def _make_the_rest(self) -> None:
        """Pages that nobody asked for, while nothing else is to be done."""
        self._bell.rest(_BROWSER_FIRST)
        current = self._preview.current
        if current is not None:
            try:
                self._make_all_of(current.files)
            except ProblemError as fault:
                self._preview.add_problem(fault.problem)
                self._loop.add_callback(tell_all, "nothing", True)
        self._bell.rest(_BEFORE_TIDYING)
        self._collection.end(busy=self._bell.rung)

    def _make_all_of(self, files: OnDemand) -> None:
        """A save ends it, and so does who asks for a page that is not there yet. A page that took
        long is left for who asks for it."""
        look_up = unless(lambda: self._bell.rung or files.is_awaited)
        for path in () if self._bell.rung else files.unmade():
            kind = _kind(path)
            if self._took.get(kind, 0.0) <= _LONG:
                files.is_awaited = False
                begun = time.monotonic()
                with contextlib.suppress(Overtaken):
                    files.read(path, look_up)
                if self._bell.rung:
                    return
                self._took[kind] = time.monotonic() - begun

    def _attempt(self) -> Change:
        begun = time.perf_counter()
        waiting = self._preview.begin()
        try:
            attempt = self._attempts.next(self._browsers)
        except Overtaken:
            self._preview.wait_on(waiting)
            raise
        self._preview.show(attempt)
        for tell in waiting:
            tell()
        if attempt.change != "nothing" or attempt.problems != self._said:
            self._said = attempt.problems
            self._say(attempt, time.perf_counter() - begun)
        return attempt.change


def _kind(path: str) -> str:
    """Pages of a kind take alike, in every edition: `themes` of `zh-hans/themes/a/index.html`.
    Articles do not."""
    kind = "".join(path.split("/")[1:2])
    return path if kind in ("", "articles") else kind


def _larger(a: Change, b: Change) -> Change:
    order: tuple[Change, ...] = ("nothing", "styles", "pages")
    return max(a, b, key=order.index)


def serve(
    site_folder: Path,
    attempts: Attempts,
    port: int | None,
    open_page: bool,
    tell: Callable[[Attempt, float], None],
) -> None:
    """Serves the site on this machine until it is interrupted. Raises SiteError."""
    sockets, port = listen(port)
    address = f"http://{HOST}:{port}/"
    print(f"preview at {address} (Ctrl-C ends it)", flush=True)
    bell = Bell()
    preview = Preview(site_folder, bell)
    watcher = Watcher(site_folder, _own_folders(), bell.ring)
    server = Server(preview, sockets, watcher)
    loop = _Loop(server, port, bell)
    builder = Builder(preview, attempts, loop.begun(), tell)
    bell.ring()
    if open_page:
        threading.Thread(target=_open_when_ready, args=(preview, address), daemon=True).start()
    signal.signal(signal.SIGTERM, _interrupt)  # as a service is ended
    try:
        with contextlib.suppress(KeyboardInterrupt):
            builder.run()
    finally:
        bell.stop()
        watcher.stop()
    if loop.fault is not None:
        raise loop.fault


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _own_folders() -> list[Path]:
    """The built-in templates and words, which change only while the program is being written."""
    folders = [builtin_folder(name) for name in ("templates", "static", "locale")]
    return [] if "site-packages" in folders[-1].parts else folders


def _open_when_ready(preview: Preview, address: str) -> None:
    while preview.number == preview.begun_at:
        time.sleep(0.05)
    webbrowser.open(address)


def listen(port: int | None) -> tuple[list[socket.socket], int]:
    """Sockets on this machine only. Without a word about the port, the next free one is taken."""
    cause = ""
    for one in [port] if port is not None else range(PORT, PORT + _MORE_PORTS):
        try:
            return _bound(one)
        except OSError as fault:
            taken = fault.errno == errno.EADDRINUSE
            said = "is taken by another program" if taken else f"cannot be used: {fault.strerror}"
            cause = f"port {one} {said}"
    raise SiteError(error("--port", 1, cause, f"name another: --port {_free_port()} is free"))


def _bound(port: int) -> tuple[list[socket.socket], int]:
    sockets = bind_sockets(port, HOST)
    port = sockets[0].getsockname()[1]
    with contextlib.suppress(OSError):  # `localhost` is ::1 for some browsers
        sockets += bind_sockets(port, "::1", socket.AF_INET6)
    return sockets, port


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        port: int = one.getsockname()[1]
        return port
