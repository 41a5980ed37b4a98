"""The recipes for publishing, tried as far as a machine without the hosts can: nginx for real."""

from __future__ import annotations

import functools
import http.client
import http.server
import os
import re
import shutil
import socket
import subprocess
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from generator.recipes.rules import POLICY, RULES, headers_for
from tests.browser import started_browser

Run = Callable[..., Any]
PATHS = (
    ("/", 200, "text/html"),
    ("/zh-hans/", 200, "text/html"),
    ("/zh-hans/feed.xml", 200, "application/atom+xml"),
    ("/zh-hans/feed.json", 200, "application/json"),
    ("/zh-hans/digest.json", 200, "application/json"),
    ("/sitemap.xml", 200, "application/xml"),
    ("/robots.txt", 200, "text/plain"),
    ("/no/such/page", 404, "text/html"),
    ("/zh-hans/../../etc/passwd", 400, ""),
    ("/.wenzhai", 404, "text/html"),
)


@pytest.fixture(scope="module")
def made(
    run: Run, example_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], tuple[Path, Path]]:
    """For an address: the recipes, and the site that was built for it."""
    known: dict[str, tuple[Path, Path]] = {}

    def make(base: str) -> tuple[Path, Path]:
        if base not in known:
            folder = tmp_path_factory.mktemp("published")
            public = folder / "html" / urlsplit(base).path.strip("/")
            options = ("--site", example_site, "--base-url", base)
            output = folder / "built"
            assert run("build", *options, "--output", output, "--cards", "none").status == 0
            public.parent.mkdir(parents=True, exist_ok=True)
            if public.exists():
                public.rmdir()
            output.rename(public)
            said = run("recipes", *options, "--output", folder / "publishing")
            assert said.status == 0, said.err
            known[base] = folder / "publishing", folder / "html"
        return known[base]

    return make


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Callable[[Path, Path], int]]:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI installs nginx, and it is not here")
        pytest.skip("nginx is not installed")
    running: list[subprocess.Popen[bytes]] = []

    def start(recipes: Path, html: Path) -> int:
        port = free_port()
        block = (recipes / "nginx.conf").read_text("utf-8")
        block = block.replace("listen 8080;", f"listen 127.0.0.1:{port};")
        block = re.sub(r"root [^;]+;.*", f"root {html};", block)
        places = "".join(
            f"{name}_temp_path {tmp_path}/{name};\n"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        file = tmp_path / "nginx.conf"
        user = "user root;\n" if os.geteuid() == 0 else ""  # the test's folder is private
        file.write_text(
            f"{user}daemon off;\npid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\n"
            f"http {{\naccess_log off;\n{places}{block}}}\n",
            "utf-8",
        )
        checked = subprocess.run([program, "-t", "-c", file], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr
        assert "warn" not in checked.stderr
        running.append(subprocess.Popen([program, "-c", file], stderr=subprocess.DEVNULL))
        for _ in range(100):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    return port
            time.sleep(0.05)
        raise AssertionError("nginx does not answer")

    yield start
    for one in running:
        one.terminate()
        one.wait(10)


def ask(port: int, path: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


@pytest.mark.parametrize("base", ["https://digest.example.org/", "https://example.org/repo/"])
def test_nginx_serves_the_site_as_the_list_says(
    made: Callable[[str], tuple[Path, Path]], nginx: Callable[[Path, Path], int], base: str
) -> None:
    recipes, html = made(base)
    prefix = urlsplit(base).path.rstrip("/")
    port = nginx(recipes, html)
    style = next((html / prefix.strip("/") / "assets").glob("style.*.css")).name
    for path, status, kind in (*PATHS, (f"/assets/{style}", 200, "text/css")):
        got, headers, body = ask(port, prefix + path)
        if not kind:
            assert got in (400, 404), path
            continue
        assert got == status, path
        assert headers["Content-Type"].startswith(kind), path
        for name, value in headers_for(path).items():
            assert headers[name] == value, (path, name)
        if status == 404:
            assert b'data-kind="404"' in body
    for old, new in (
        ("/zh-hans", "/zh-hans/"),
        ("/zh-CN/articles/x/".lower(), "/zh-hans/articles/x/"),
        ("/zh-tw/", "/zh-hant/"),
        ("/rss.xml", "/zh-hans/feed.xml"),
        ("/feed", "/zh-hans/feed.xml"),
    ):
        got, headers, _ = ask(port, prefix + old)
        assert (got, headers["Location"]) == (301, prefix + new), old


def rules_of(text: str) -> list[tuple[str, dict[str, str]]]:
    """`_headers` as Netlify and Cloudflare read it."""
    found: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        if not line.startswith(" "):
            found.append((line, {}))
        else:
            name, _, value = line.strip().partition(": ")
            found[-1][1][name] = value
    return found


@pytest.mark.parametrize("prefix", ["", "/repo"])
def test_headers_for_hosts_say_the_same_as_nginx(
    made: Callable[[str], tuple[Path, Path]], prefix: str
) -> None:
    recipes, _ = made(f"https://example.org{prefix}/")
    rules = rules_of((recipes / "_headers").read_text("utf-8"))
    assert len(rules) <= 100
    for path in ("/", "/zh-hans/", "/assets/style.1.css", "/zh-hant/feed.xml"):
        fitting = [own for place, own in rules if (prefix + path).startswith(place.rstrip("*"))]
        names = [name for own in fitting for name in own]
        assert len(names) == len(set(names)), "hosts join what two rules say"
        said = {"Cache-Control": "public, max-age=0, must-revalidate"}  # both hosts' own
        for own in fitting:
            said |= own
        assert said == headers_for(path)
    assert all(len(line) < 2000 for line in (recipes / "_headers").read_text().splitlines())


def test_redirects_for_hosts_lead_where_the_pages_are(
    made: Callable[[str], tuple[Path, Path]],
) -> None:
    recipes, html = made("https://example.org/repo/")
    lines = (recipes / "_redirects").read_text("utf-8").splitlines()
    moves = [line.split() for line in lines if not line.startswith("#")]
    assert all(len(move) == 3 and move[2] == "301" for move in moves)
    assert ["/repo/zh-cn/*", "/repo/zh-hans/:splat", "301"] in moves
    for _, new, _ in moves:
        target = html / new.replace(":splat", "").strip("/")
        assert target.exists(), new


def test_the_policy_allows_the_site_and_nothing_else() -> None:
    assert "unsafe" not in POLICY
    assert "*" not in POLICY
    assert "http" not in POLICY
    assert POLICY.startswith("default-src 'none'")
    assert RULES[0].prefix == "/"


def test_the_other_files_are_sound(made: Callable[[str], tuple[Path, Path]]) -> None:
    recipes, _ = made("https://example.org/repo/")
    netlify = tomllib.loads((recipes / "netlify.toml").read_text("utf-8"))
    assert netlify["build"]["publish"] == "public"
    workflow = yaml.safe_load((recipes / "github-pages.yml").read_text("utf-8"))
    steps = workflow["jobs"]["publish"]["steps"]
    assert any("base_url" in step.get("run", "") for step in steps)
    assert workflow["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    container = (recipes / "Containerfile").read_text("utf-8")
    assert "COPY public/ /usr/share/nginx/html/repo/" in container
    for path in re.findall(r"COPY publishing/(\S+)", container):
        assert (recipes / path).is_file()


def test_under_a_repository_every_link_leads_to_a_page(
    made: Callable[[str], tuple[Path, Path]],
) -> None:
    """What GitHub Pages does with a project's site: a folder, served below its name."""
    _, html = made("https://me.github.io/repo/")
    handler = functools.partial(Quiet, directory=str(html))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        port = server.server_port
        waiting, met = ["/repo/", "/repo/404.html"], set[str]()
        while waiting:
            path = waiting.pop()
            if path in met:
                continue
            met.add(path)
            status, headers, body = ask(port, path)
            assert status == 200, path
            if not headers["Content-type"].startswith("text/html"):
                continue
            for node in LexborHTMLParser(body.decode("utf-8")).css("[href], [src]"):
                target = node.attributes.get("href") or node.attributes.get("src") or ""
                parts = urlsplit(urljoin(f"http://127.0.0.1:{port}{path}", target))
                if parts.netloc == f"127.0.0.1:{port}":
                    assert parts.path.startswith("/repo/"), (path, target)
                    waiting.append(parts.path)
        assert len(met) > 100
    finally:
        server.shutdown()
        server.server_close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.browser
def test_a_reader_can_do_everything_under_the_policy(
    made: Callable[[str], tuple[Path, Path]], nginx: Callable[[Path, Path], int]
) -> None:
    recipes, html = made("https://example.org/repo/")
    port = nginx(recipes, html)
    with started_browser() as browser:
        for path in ("zh-hans/", "zh-hans/figures/", "zh-hant/archive/", "en/made/"):
            browser.get(f"http://127.0.0.1:{port}/repo/{path}")
        browser.get(f"http://127.0.0.1:{port}/repo/zh-hans/search/?q=%E5%A4%9C%E7%8F%AD")
        for _ in range(100):
            if browser.find_elements("css selector", "main ol a, main li a[href*='#p']"):
                break
            time.sleep(0.1)
        else:
            raise AssertionError("search found nothing under the policy")
        logged: list[dict[str, str]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
        assert [one["message"] for one in logged if one["level"] == "SEVERE"] == []
