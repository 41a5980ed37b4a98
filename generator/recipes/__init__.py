"""How to publish a site in several places: one list of headers and redirects, many files.

A site in, files for nginx, Netlify, Cloudflare Pages, GitHub Pages and a container out. The site is
plain files, so any web space serves it; what these add is the strict content security policy, how
long things may be kept, and addresses that people guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.model import Output, Site

# Everything a page needs is the site's own, and nothing else is ever loaded or run.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_YEAR = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, max-age=0, must-revalidate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Headers for all paths that begin with `prefix`, or for all of the site."""

    prefix: str  # "/" or "/assets/"
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """`/zh-cn/*` → `/zh-hans/*`: whatever follows stays."""

    old: str  # ends in a slash: everything below moves; else this very path
    new: str


RULES = (
    Rule(
        prefix="/",
        headers=(
            ("Content-Security-Policy", POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Referrer-Policy", "strict-origin-when-cross-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ),
    ),
    # Pages change at the next build; what lies in `assets` has its contents in its name.
    Rule(prefix="/", headers=(("Cache-Control", _ASK_AGAIN),)),
    Rule(prefix="/assets/", headers=(("Cache-Control", _YEAR),)),
)
# What browsers and older sites call the editions, where the site has none of that name.
_ALSO_CALLED = {
    "Hans": ("zh-cn", "zh-sg", "cn", "gb"),
    "Hant": ("zh-tw", "zh-hk", "tw", "big5"),
}


def redirects(site: Site) -> tuple[Redirect, ...]:
    taken = {edition.segment for edition in site.editions}
    found: list[Redirect] = []
    for edition in site.editions:
        for name in _ALSO_CALLED.get(edition.script or "", ()):
            if name not in taken:
                taken.add(name)
                found.append(Redirect(old=f"/{name}/", new=f"/{edition.segment}/"))
    first = site.default_edition.segment
    feeds = {"feed.json": "feed.json"}
    feeds |= dict.fromkeys(("feed.xml", "feed", "rss", "rss.xml", "atom.xml"), "feed.xml")
    moved = (Redirect(old=f"/{old}", new=f"/{first}/{new}") for old, new in feeds.items())
    return (*found, *moved)


def recipes(site: Site) -> tuple[Output, ...]:
    base = urlsplit(site.base_url).path.strip("/")
    prefix = f"/{base}" if base else ""
    files = {
        "nginx.conf": _nginx(site, prefix),
        "_headers": _headers(prefix),
        "_redirects": _redirects(site, prefix),
        "netlify.toml": _NETLIFY,
        "github-pages.yml": _GITHUB,
        "Containerfile": _CONTAINER.replace("@BASE@", prefix),
        "README.md": _README,
    }
    return tuple(Output(path=path, data=text.encode()) for path, text in files.items())


def headers_for(path: str) -> dict[str, str]:
    """What a path of the site is answered with, besides its type; a later rule wins."""
    return {
        name: value
        for rule in RULES
        if path.startswith(rule.prefix)
        for name, value in rule.headers
    }


def _nginx(site: Site, prefix: str) -> str:
    lines = [
        "# Made by `wenzhai recipes`. One server block: set listen, server_name, root and, for",
        "# https, the certificate; then `nginx -t`.",
        "server {",
        "    listen 8080;",
        "    server_name _;",
        "    root /usr/share/nginx/html;  # the folder `public`"
        + (f", put at {prefix}/ in it" if prefix else ""),
        "    charset utf-8;",
        "    server_tokens off;",
        "    absolute_redirect off;",
        f"    error_page 404 {prefix}/404.html;",
        "    types {",
        *(f"        {kind} {endings};" for kind, endings in _TYPES),
        "    }",
        "    default_type application/octet-stream;",
        "    gzip on;",
        "    gzip_min_length 1024;",
        "    gzip_vary on;",
        f"    gzip_types {' '.join(kind for kind, _ in _TYPES if _packs(kind))};",
        "",
        *(f"    {line}" for line in _nginx_headers("/")),
        "",
        "    location / {",
        "        try_files $uri $uri/index.html =404;",
        "    }",
        "    location ~ /feed\\.xml$ {",
        "        types { }",
        '        default_type "application/atom+xml; charset=utf-8";',
        "        try_files $uri =404;",
        "    }",
        "    # A folder without its slash is led to it, as relative addresses need it.",
        "    location ~ ^(?<folder>.*/[^/.]+)$ {",
        "        if (-d $document_root$folder) {",
        "            return 301 $folder/$is_args$args;",
        "        }",
        "        try_files $uri =404;",
        "    }",
        f"    location ^~ {prefix}/assets/ {{",
        *(f"        {line}" for line in _nginx_headers("/assets/")),
        "        try_files $uri =404;",
        "    }",
        "    location ~ /\\. {",
        "        return 404;",
        "    }",
    ]
    for one in redirects(site):
        old, new = f"{prefix}{one.old}", f"{prefix}{one.new}"
        if old.endswith("/"):
            lines.append(f"    location ^~ {old} {{")
            lines.append(f"        rewrite ^{old}(.*)$ {new}$1 permanent;")
            lines.append("    }")
        else:
            lines.append(f"    location = {old} {{ return 301 {new}; }}")
    return "\n".join([*lines, "}"]) + "\n"


def _nginx_headers(path: str) -> Iterator[str]:
    # A block with headers of its own inherits none, so each says all of them.
    for name, value in headers_for(path).items():
        yield f'add_header {name} "{value}" always;'


_TYPES = (
    ("text/html", "html"),
    ("text/css", "css"),
    ("text/javascript", "js"),
    ("text/plain", "txt"),
    ("application/xml", "xml"),
    ("application/json", "json"),
    ("application/epub+zip", "epub"),
    ("image/svg+xml", "svg svgz"),
    ("image/png", "png"),
    ("image/jpeg", "jpg jpeg"),
    ("image/webp", "webp"),
    ("image/x-icon", "ico"),
    ("font/woff2", "woff2"),
)


def _packs(kind: str) -> bool:
    """HTML is always packed, and naming it again is a warning to nginx."""
    return kind != "text/html" and (kind.startswith("text/") or kind.endswith(("xml", "json")))


_FOR_BOTH = (
    "# Made by `wenzhai recipes`. For Netlify and Cloudflare Pages, in the published folder.\n"
)


def _headers(prefix: str) -> str:
    """Both hosts join what all rules that fit a path say, so no header stands in two rules. How
    long pages are kept is not said at all: what both hosts say by themselves is what we want."""
    special = {name for rule in RULES if rule.prefix != "/" for name, _ in rule.headers}
    text = _FOR_BOTH
    for place in dict.fromkeys(rule.prefix for rule in RULES):
        own = [pair for rule in RULES if rule.prefix == place for pair in rule.headers]
        text += f"{prefix}{place}*\n"
        text += "".join(
            f"  {name}: {value}\n" for name, value in own if place != "/" or name not in special
        )
    return text


def _redirects(site: Site, prefix: str) -> str:
    lines = []
    for one in redirects(site):
        below = one.old.endswith("/")
        old = f"{prefix}{one.old}*" if below else f"{prefix}{one.old}"
        new = f"{prefix}{one.new}:splat" if below else f"{prefix}{one.new}"
        lines.append(f"{old} {new} 301\n")
    return _FOR_BOTH + "".join(lines)


_NETLIFY = """\
# Made by `wenzhai recipes`. Put it at the top of the site's repository, with `_headers` and
# `_redirects` in the folder `publishing` beside it.
[build]
  command = "pip install --find-links publishing wenzhai && \
wenzhai build --strict && cp publishing/_* public/"
  publish = "public"
"""

_GITHUB = """\
# Made by `wenzhai recipes`. Save it as `.github/workflows/pages.yml`; in the repository's settings
# choose Pages, Source: GitHub Actions. The address comes from there, also under /<repository>/.
# GitHub sends no headers of ours; every other line of defence is in the pages themselves.
name: pages
on:
  push:
    branches: [main]
  schedule:
    - cron: "15 21 * * *"  # articles with `publish:` or `expire:` come and go at night
  workflow_dispatch:
permissions:
  contents: read
  pages: write
  id-token: write
concurrency:
  group: pages
jobs:
  publish:
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: ${{ steps.deployment.outputs.page_url }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - id: pages
        uses: actions/configure-pages@v5
      - run: pip install --find-links publishing wenzhai
      - run: wenzhai build --strict --base-url "${{ steps.pages.outputs.base_url }}/"
      - uses: actions/upload-pages-artifact@v3
        with:
          path: public
      - id: deployment
        uses: actions/deploy-pages@v4
"""

_CONTAINER = """\
# Made by `wenzhai recipes`. In the site's folder, after `wenzhai build`:
#   podman build -f publishing/Containerfile -t digest . && podman run -p 8080:8080 digest
FROM docker.io/nginxinc/nginx-unprivileged:stable-alpine
COPY publishing/nginx.conf /etc/nginx/conf.d/default.conf
COPY public/ /usr/share/nginx/html@BASE@/
EXPOSE 8080
"""

_README = """\
# 发布 · Publishing

`wenzhai recipes` 按 `site.yaml` 生成这些文件；改了版本或 `base_url` 之后请重新生成。
Made from `site.yaml`; make them again after changing the editions or `base_url`.

| | |
| --- | --- |
| `nginx.conf` | nginx: a server block |
| `_headers`, `_redirects` | Cloudflare Pages, Netlify: copy them into `public/` after each build |
| `netlify.toml` | Netlify, at the top of the repository |
| `github-pages.yml` | GitHub Pages, also under `/<repository>/` |
| `Containerfile` | a container with nginx |

Netlify 和 GitHub Pages 要先装程序：把它的 wheel 文件放在这个文件夹里一并提交，在程序仓库里用
`pip wheel --no-deps -w 这个文件夹 .` 生成。
Netlify and GitHub Pages install the program first: keep its wheel in this folder, made in a clone
of the program with `pip wheel --no-deps -w THIS_FOLDER .`.

The policy lets a page load nothing but the site's own files: no inline script or style, no other
host, no frame. It is meant to be sent as it is.
"""
