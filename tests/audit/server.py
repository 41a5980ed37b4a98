"""A published site as a strict host serves it: compressed, and under the strictest policy."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

POLICY = "default-src 'self'"
_COMPRESSED = (".html", ".css", ".js", ".json", ".xml", ".svg", ".txt")


class _Strict(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path = path / "index.html"
        status = HTTPStatus.OK
        if not path.is_file():
            path, status = Path(self.directory) / "404.html", HTTPStatus.NOT_FOUND
        data = path.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Security-Policy", POLICY)
        kept = "max-age=31536000, immutable" if path.parent.name == "assets" else "no-cache"
        self.send_header("Cache-Control", kept)
        if path.suffix in _COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            data = gzip.compress(data, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def guess_type(self, path: object) -> str:
        guessed = super().guess_type(str(path))
        return f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed


@contextlib.contextmanager
def served(folder: Path, port: int = 0) -> Iterator[str]:
    """The address of the site, ending in a slash, while it is served."""
    handler = functools.partial(_Strict, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
