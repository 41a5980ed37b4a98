"""Who may talk to the preview, and what it gives away: nothing to other sites, no file outside."""

from __future__ import annotations

import json
import socket
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tornado.httpclient import HTTPClientError

from tests.preview.conftest import make_small_site
from tests.preview.served import SECONDS, Served, Waiting, served

EVIL = "http://evil.example"


@pytest.fixture(scope="module")
def site(example_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a link that leads out of it, beside a file nobody may read."""
    folder = tmp_path_factory.mktemp("guard")
    (folder / "secret.txt").write_text("top secret words", "utf-8")
    site = make_small_site(example_site, folder / "site")
    (site / "static").mkdir()
    (site / "static" / "here.txt").write_text("in the site", "utf-8")
    return site


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Served]:
    with served(site) as server:
        server.get("/")
        yield server


def ask(server: Served, lines: str, host: str | None = None) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of one request, written word for word."""
    host = host or f"127.0.0.1:{server.port}"
    with socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS) as one:
        text = f"{lines}\nHost: {host}\nConnection: close\n\n"
        one.sendall(text.replace("\n", "\r\n").encode())
        answer = b""
        while part := one.recv(65536):
            answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in rest)}
    return int(first.split()[1]), headers, body


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_our_own_names_are_answered(server: Served, name: str) -> None:
    status, _, body = ask(server, "GET / HTTP/1.1", host=f"{name}:{server.port}")
    assert status == 200
    assert b"</html>" in body


@pytest.mark.parametrize(
    "path", ["/", "/zh-hans/", "/livereload.js", "/_preview/problems", "/no", "/_desk/"]
)
@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1",
     "localhost:{port}.evil.example", "127.0.0.1:{port}@evil.example", "0.0.0.0:{port}", "",
     "127.0.0.1:{port}, evil.example"],
)  # fmt: skip
def test_a_name_that_is_not_ours_gets_nothing(server: Served, path: str, host: str) -> None:
    status, headers, body = ask(
        server, f"GET {path} HTTP/1.1", host.format(port=server.port) or " "
    )
    assert status in (400, 403)
    assert len(body) < 100
    assert "access-control-allow-origin" not in headers


def test_two_host_headers_get_nothing(server: Served) -> None:
    lines = "GET / HTTP/1.1\nHost: evil.example"
    assert ask(server, lines)[0] in (400, 403)


def test_a_whole_address_in_the_request_does_not_stand_for_the_host(server: Served) -> None:
    status, _, body = ask(server, f"GET {EVIL}/zh-hans/ HTTP/1.1")
    assert status in (400, 403, 404)
    assert b"articles/" not in body


@pytest.mark.parametrize("origin", [EVIL, "null", "http://127.0.0.1", "https://127.0.0.1:{port}",
                                    "http://127.0.0.1:{port}.evil.example", "file://"])  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_pages_of_other_origins_get_nothing(server: Served, method: str, origin: str) -> None:
    named = origin.format(port=server.port)
    for path in ("/zh-hans/digest.json", "/_desk/", "/_preview/problems"):
        status, headers, body = ask(
            server, f"{method} {path} HTTP/1.1\nOrigin: {named}\nContent-Length: 0"
        )
        assert status == 403
        assert len(body) < 100
        assert not any(name.startswith("access-control-") for name in headers)


@pytest.mark.parametrize("destination", ["script", "image", "iframe", "style", "empty"])
@pytest.mark.parametrize("relation", ["cross-site", "same-site"])
def test_another_page_cannot_take_ours_as_a_part(
    server: Served, relation: str, destination: str
) -> None:
    mode = "navigate" if destination == "iframe" else "no-cors"
    lines = (
        f"GET /zh-hans/ HTTP/1.1\nSec-Fetch-Site: {relation}\nSec-Fetch-Mode: {mode}\n"
        f"Sec-Fetch-Dest: {destination}"
    )
    assert ask(server, lines)[0] == 403


def test_a_link_from_elsewhere_may_be_followed(server: Served) -> None:
    lines = (
        "GET /zh-hans/ HTTP/1.1\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\n"
        "Sec-Fetch-Dest: document"
    )
    assert ask(server, lines)[0] == 200


@pytest.mark.parametrize("path", ["/", "/assets/here.txt", "/livereload.js", "/no-such-page"])
def test_every_answer_is_closed_to_other_sites(server: Served, path: str) -> None:
    _, headers, _ = ask(server, f"GET {path} HTTP/1.1")
    assert "access-control-allow-origin" not in headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"]
)
def test_outside_the_desk_nothing_but_reading_is_possible(server: Served, method: str) -> None:
    status, _, _ = ask(server, f"{method} /zh-hans/ HTTP/1.1\nContent-Length: 0")
    assert status == 405


@pytest.mark.parametrize("token", ["", "X-Wenzhai-Token: guess\n"])
def test_writing_to_the_desk_needs_the_token(server: Served, token: str) -> None:
    status, _, _ = ask(
        server,
        f"POST /_desk/anything HTTP/1.1\nOrigin: {server.url}\n{token}Content-Length: 0",
    )
    assert status in (403, 404, 405)


def test_head_gives_the_headers_of_get(server: Served) -> None:
    _, got, body = ask(server, "GET /zh-hans/ HTTP/1.1")
    status, headed, nothing = ask(server, "HEAD /zh-hans/ HTTP/1.1")
    assert status == 200
    assert nothing == b""
    assert headed["content-length"] == got["content-length"] == str(len(body))
    assert headed["content-type"] == got["content-type"]


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets/../../secret.txt",
     "/assets/%2e%2e%2f%2e%2e%2fsecret.txt", "/..%5csecret.txt", "/%2e%2e%5csecret.txt",
     "//../secret.txt", "/.%00./secret.txt", "/../site/site.yaml", "/site.yaml",
     "/content/articles/lake-road-38km.md", "/.wenzhai", "/..;/secret.txt",
     "/%252e%252e/secret.txt",
     "/livereload.js/../../secret.txt", "/zh-hans/..%c0%af..%c0%afsecret.txt"],
)  # fmt: skip
def test_no_path_leads_out_of_the_site(server: Served, path: str) -> None:
    status, headers, body = ask(server, f"GET {path} HTTP/1.1")
    assert status in (400, 404)
    assert b"top secret" not in body
    assert b"themes:" not in body
    assert "location" not in headers


def test_a_redirect_stays_on_this_host(server: Served) -> None:
    status, headers, _ = ask(server, "GET /zh-hans HTTP/1.1")
    assert (status, headers["location"]) == (302, "zh-hans/")
    for path in ("//evil.example/zh-hans", "/%2f%2fevil.example", "/zh-hans%0d%0aX-Evil:1"):
        status, headers, _ = ask(server, f"GET {path} HTTP/1.1")
        assert status in (400, 404)
        assert "x-evil" not in headers


def test_links_that_lead_out_of_the_site_are_not_served(server: Served, site: Path) -> None:
    link = site / "static" / "link.txt"
    link.symlink_to(site.parent / "secret.txt")
    try:
        server.wait_for_problem("link.txt")
        assert ask(server, "GET /assets/link.txt HTTP/1.1")[0] == 404
        listed = json.dumps(server.problems())
        assert "top secret" not in listed
    finally:
        link.unlink()
    server.wait_for_no_problem()
    (site / "content" / "articles" / "linked.txt").symlink_to(site.parent / "secret.txt")
    try:
        server.wait_for_problem("linked.txt")
        assert "top secret" not in server.text("/zh-hans/archive/")
    finally:
        (site / "content" / "articles" / "linked.txt").unlink()
    server.wait_for_no_problem()


@pytest.mark.parametrize("origin", [EVIL, "null", "http://127.0.0.1:1", "http://localhost"])
def test_a_web_socket_from_another_origin_is_refused(server: Served, origin: str) -> None:
    with pytest.raises(HTTPClientError) as refused:
        Waiting(server, Origin=origin)
    assert refused.value.code == 403


def test_a_web_socket_to_another_name_is_refused(server: Served) -> None:
    with pytest.raises(HTTPClientError) as refused:
        Waiting(server, Host="evil.example")
    assert refused.value.code == 403


@pytest.mark.parametrize(
    "said", ["", "{", "[]", '"hello"', '{"command": 7}', "\x00", "9" * 200_000]
)
def test_nonsense_on_the_web_socket_harms_nobody_else(server: Served, said: str) -> None:
    page = Waiting(server)
    try:
        page.say(said)
        page.closed_or_silent()
    finally:
        page.close()
    Waiting(server).close()
    assert "Traceback" not in "\n".join(server.said)


def test_connections_that_say_nothing_keep_nobody_out(server: Served) -> None:
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(600)]
    try:
        assert b"</html>" in server.raw("/zh-hans/")
        for one in idle[::50]:  # and some that begin and never end
            try:
                one.sendall(b"GET / HTTP/1.1\r\nHost: ")
            except OSError:
                continue  # closed already, to make room
        assert b"</html>" in server.raw("/zh-hans/")
    finally:
        for one in idle:
            one.close()
    assert "Traceback" not in "\n".join(server.said)


def test_many_pages_at_once_are_all_answered(server: Served) -> None:
    answers: list[bytes] = []

    def load() -> None:
        answers.extend(server.raw("/zh-hans/") for _ in range(10))

    threads = [threading.Thread(target=load) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 200
    assert all(b"</html>" in answer for answer in answers)


def test_headers_without_end_are_cut_off(server: Served) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS) as one:
        one.sendall(b"GET / HTTP/1.1\r\n")
        try:
            for number in range(2000):
                one.sendall(f"X-{number}: {'a' * 100}\r\n".encode())
            assert one.recv(100).startswith((b"HTTP/1.1 431", b"HTTP/1.1 400")) or not one.recv(1)
        except OSError:
            pass  # cut off while we were still talking
    assert b"</html>" in server.raw("/")


def test_it_listens_on_this_machine_only(server: Served) -> None:
    names = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)}
    for name in names:
        if str(name).startswith("127.") or name == "::1":
            continue
        with pytest.raises(OSError):
            socket.create_connection((str(name), server.port), timeout=2)


def test_a_reader_with_no_script_sees_no_difference(server: Served) -> None:
    """The page asks for nothing but one script of this very host."""
    raw = server.raw("/zh-hans/")
    assert raw.count(b"/livereload.js?") == 1
    assert f"host=127.0.0.1&amp;port={server.port}&amp;".encode() in raw
    with urllib.request.urlopen(server.url + "/livereload.js", timeout=SECONDS) as answer:
        assert "javascript" in answer.headers["Content-Type"]
