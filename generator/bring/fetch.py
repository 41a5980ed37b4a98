"""One page from an address: http or https, within limits of size, time and place.

The name is looked up once, every address it stands for must be a public one, and the connection
goes to that very address: so neither a redirect nor a name that changes its meaning between two
look-ups leads into the local network. Nothing is sent but the request itself.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from generator import __version__
from generator.problems import ProblemError, error
from generator.read.files import MAX_FILE_BYTES

SECONDS = 30.0  # for all of it
_STEP = 10.0  # without a byte
_REDIRECTS = 5
_BLOCK = 65_536
_KINDS = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom")
_DOCUMENTS = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/octet-stream",
    "application/rdf+xml",
    "multipart/related",
)
_HEADERS = {
    "User-Agent": f"wenzhai/{__version__}",
    "Accept": "text/html, application/xhtml+xml, application/xml, text/*, */*;q=0.5",
    "Accept-Encoding": "identity",
}


@dataclass(frozen=True, slots=True)
class Page:
    address: str  # where it was found in the end
    data: bytes


class _Answered(Exception):
    """A status that is no page."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(status, words)
        self.status = status


def fetch(address: str, *, private: bool = False, limit: int = MAX_FILE_BYTES) -> Page:
    """Raises ProblemError. `private` allows this machine and the local network."""
    fix = "check the address, or save the page in a browser and bring the file"
    try:
        return _followed(address, "GET", private, limit)
    except _Answered as answer:
        status, words = answer.args
        cause = f"the server answers {status} {words}"
        raise ProblemError(error(address, 1, cause, fix)) from None


def unreached(address: str, *, private: bool = False) -> str | None:
    """Why the address leads nowhere; None where somebody answers with a page."""
    for method in ("HEAD", "GET"):
        try:
            _followed(address, method, private, 0)
        except _Answered as answer:
            if method == "HEAD" and answer.status not in (404, 410):
                continue  # many servers answer HEAD wrongly
            return f"answers {answer.status} {answer.args[1]}".rstrip()
        except ProblemError as fault:
            return fault.problem.cause
        return None
    return None


def _followed(address: str, method: str, private: bool, limit: int) -> Page:
    deadline = time.monotonic() + SECONDS
    asked = address
    for _ in range(_REDIRECTS + 1):
        try:
            found = _asked_once(address, asked, method, private, limit, deadline)
        except (OSError, http.client.HTTPException, UnicodeError) as fault:
            said = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
            fix = "try again, or save the page in a browser and bring the file"
            raise ProblemError(error(asked, 1, f"could not be fetched: {said}", fix)) from None
        if isinstance(found, Page):
            return found
        address = urljoin(address, found)
    fix = "open it in a browser and give the address it ends at"
    raise ProblemError(error(asked, 1, f"it redirects more than {_REDIRECTS} times", fix))


def _asked_once(
    address: str, asked: str, method: str, private: bool, limit: int, deadline: float
) -> Page | str:
    """The page, or where it has moved to. With `limit` 0 only whether it is there."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        cause = f"it leads to `{address[:80]}`, which is no http address"
        raise ProblemError(error(asked, 1, cause, "open it in a browser and save the page"))
    if parts.username or parts.password:
        fix = "save the page in a browser and bring the file"
        raise ProblemError(error(asked, 1, "addresses with a password are not fetched", fix))
    secure = parts.scheme == "https"
    host = parts.hostname.encode("idna").decode("ascii")
    port = parts.port or (443 if secure else 80)
    place = _place(host, port, asked, private)
    connection = _Pinned(host, port, place, secure, _left(deadline))
    # A server that sends a byte now and then would never run into the time limit of a step.
    end = threading.Timer(max(0.0, deadline - time.monotonic()), connection.hang_up)
    end.daemon = True
    end.start()
    try:
        connection.request(method, _path(parts), headers=_HEADERS)
        answer = connection.getresponse()
        moved = answer.getheader("Location")
        if answer.status in (301, 302, 303, 307, 308) and moved:
            return moved
        if not 200 <= answer.status < 300:
            raise _Answered(answer.status, answer.reason)
        if not limit:
            return Page(address, b"")
        kind = (answer.getheader("Content-Type") or "").lower().strip()
        if kind and not kind.startswith((*_KINDS, *_DOCUMENTS)):
            cause = f"this is `{kind.partition(';')[0]}`, no article"
            raise ProblemError(error(asked, 1, cause, "give the address of a page"))
        return Page(address, _body(answer, asked, limit, deadline))
    finally:
        end.cancel()
        connection.close()


def _path(parts: SplitResult) -> str:
    """Its path and query as they may stand in a request: Chinese letters escaped, escapes kept."""
    query = f"?{parts.query}" if parts.query else ""
    return quote((parts.path or "/") + query, safe="/%:@!$&'()*+,;=~-._?[]")


def _body(answer: http.client.HTTPResponse, asked: str, limit: int, deadline: float) -> bytes:
    packed = (answer.getheader("Content-Encoding") or "").lower()
    unpack = zlib.decompressobj(47) if packed in ("gzip", "deflate") else None
    parts: list[bytes] = []
    size = 0
    while block := answer.read1(_BLOCK):
        _left(deadline)
        block = unpack.decompress(block, limit + 1 - size) if unpack else block
        size += len(block)
        if size > limit:
            cause = f"it is larger than {limit // 1_000_000} MB"
            raise ProblemError(error(asked, 1, cause, "save the part you need"))
        parts.append(block)
    return b"".join(parts)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError(f"it took longer than {SECONDS:.0f} s")
    return min(left, _STEP)


def _place(host: str, port: int, asked: str, private: bool) -> str:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    places = [str(one[4][0]) for one in found]
    if not private:
        for place in places:
            if not _is_public(place):
                cause = f"`{host}` is an address of this machine or the local network"
                fix = "if you mean it, add --private"
                raise ProblemError(error(asked, 1, cause, fix))
    return places[0]


def _is_public(place: str) -> bool:
    address = ipaddress.ip_address(place.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is not None:
            address = inner
    return address.is_global and not address.is_multicast


class _Pinned(http.client.HTTPConnection):
    """A connection to a place that was looked at, under the name that was asked for."""

    def __init__(self, host: str, port: int, place: str, secure: bool, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._place = place
        self._secure = secure
        self.default_port = 443 if secure else 80

    def hang_up(self) -> None:
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

    def connect(self) -> None:
        plain = socket.create_connection((self._place, self.port), self.timeout)
        if self._secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=self.host)
        else:
            self.sock = plain
