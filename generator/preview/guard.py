"""Who may talk to the preview: only pages that the preview itself served, on this machine.

Drafts are readable and the desk writes files, while any page of the web may run beside it in the
same browser. Loopback alone keeps nobody out: a page can send requests to 127.0.0.1, and a name
of its own can be made to resolve there (DNS rebinding). So a request must name our own host, come
from our own origin where it names one, and not be a part of somebody else's page.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tornado.httputil import HTTPServerRequest
from tornado.web import HTTPError, RequestHandler

if TYPE_CHECKING:
    from generator.preview.current import Preview

NAMES = ("127.0.0.1", "localhost", "[::1]")
DESK = "/_desk/"
TOKEN_HEADER = "X-Wenzhai-Token"
READING = ("GET", "HEAD")
_OWN = ("same-origin", "none")  # `none`: typed, or a bookmark


def own_hosts(port: int) -> frozenset[str]:
    """What a browser sends as Host when it means us. It leaves port 80 away."""
    with_port = {f"{name}:{port}" for name in NAMES}
    return frozenset(with_port | set(NAMES) if port == 80 else with_port)


def refusal(
    method: str, path: str, headers: Mapping[str, str], hosts: frozenset[str]
) -> tuple[int, str] | None:
    """The status and words with which a request is refused; None when it is ours."""
    host = headers.get("Host", "").lower()
    if host not in hosts:
        return 403, "this address answers only to its own name"
    origin = headers.get("Origin")
    if origin is not None and origin.lower() not in {f"http://{name}" for name in hosts}:
        return 403, "pages of other sites may not use the preview"
    # A link to us from anywhere may be followed; a part of another page we will not be.
    followed = headers.get("Sec-Fetch-Mode") == "navigate" and method in READING
    framed = headers.get("Sec-Fetch-Dest") not in (None, "document")
    if headers.get("Sec-Fetch-Site", "none") not in _OWN and (framed or not followed):
        return 403, "pages of other sites may not use the preview"
    if method not in READING and not path.startswith(DESK):
        return 405, "the preview is only for reading"
    return None


def policy(host: str) -> str:
    """What a page of the preview may load: what the published page may, and our web socket."""
    return (
        f"default-src 'self'; connect-src 'self' ws://{host}; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )


class Guarded(RequestHandler):
    """Every handler of the preview: strict headers, and a token for whatever is not reading.

    Host and Origin were looked at before a handler was even chosen (`server.Door`).
    """

    @property
    def preview(self) -> Preview:
        preview: Preview = self.application.settings["preview"]
        return preview

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Security-Policy", policy(self.request.host))
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        # Other sites may neither embed what we serve nor keep a hand on a window of ours.
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")

    def prepare(self) -> None:
        if self.request.method in READING:
            return
        sent = self.request.headers.get(TOKEN_HEADER) or self.get_body_argument("token", "")
        if not hmac.compare_digest(sent.encode(), self.preview.token.encode()):
            raise HTTPError(403, reason="The token is missing or old; reload the page")

    def compute_etag(self) -> None:  # nothing is stored, so nothing is asked for again
        return None

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """One line, and never a traceback."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {self._reason}\n")


class Refused(Guarded):
    """Answers a request that is not ours, whatever its method or path."""

    def initialize(self, status: int, words: str) -> None:
        self._status, self._words = status, words

    def set_default_headers(self) -> None:
        super().set_default_headers()
        # The host is not one of ours: it has no place in our headers.
        self.set_header("Content-Security-Policy", "default-src 'none'")

    def prepare(self) -> None:
        self.set_status(self._status)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("" if self.request.method == "HEAD" else f"{self._words}\n")


def asked_by(request: HTTPServerRequest, hosts: frozenset[str]) -> tuple[int, str] | None:
    """`refusal` for a request of Tornado, which joins headers that came twice by a comma."""
    return refusal(request.method or "", request.path, request.headers, hosts)
