"""A small web server on this machine, and `wenzhai import` into a new site."""

from __future__ import annotations

import contextlib
import http.server
import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from generator.cli import main

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


@dataclass
class Web:
    address: str
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, path: str, data: bytes, kind: str = "text/html", **headers: str) -> str:
        def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", kind)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            with contextlib.suppress(OSError):
                handler.wfile.write(data)

        self.pages[path] = answer
        return self.address + path

    def redirect(self, path: str, to: str) -> str:
        def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
            handler.send_response(302)
            handler.send_header("Location", to)
            handler.end_headers()

        self.pages[path] = answer
        return self.address + path


@pytest.fixture
def web() -> Iterator[Web]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            found.asked.append(self.path)
            answer = found.pages.get(self.path)
            if answer is None:
                self.send_error(404)
            else:
                answer(self)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found = Web(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


@dataclass
class Said:
    status: int
    out: str
    err: str


def wenzhai(*arguments: str | Path) -> Said:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(one) for one in arguments])
    return Said(status, out.getvalue(), err.getvalue())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    assert wenzhai("new", folder).status == 0
    for sample in (folder / "content" / "articles").iterdir():
        sample.unlink()
    return folder


@pytest.fixture
def bring(site: Path) -> Callable[..., Said]:
    return lambda *asked: wenzhai("import", "--site", site, *asked)


def articles(site: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (site / "content" / "articles").iterdir()}
