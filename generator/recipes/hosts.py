"""The rules as hosts of plain files want them: Netlify, Cloudflare, GitHub Pages, a container.

`prefix` is the path of the site on its host, "" or "/digest".
"""

from __future__ import annotations

from generator.model import Site
from generator.recipes.rules import RULES, redirects

_FOR_BOTH = (
    "# Made by `wenzhai recipes`. For Netlify and Cloudflare Pages, in the published folder.\n"
)


def headers_file(prefix: str) -> str:
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


def redirects_file(site: Site, prefix: str) -> str:
    """Both hosts fill `:splat` with whatever `*` stood for."""
    lines = []
    for one in redirects(site):
        below = one.old.endswith("/")
        old = f"{prefix}{one.old}*" if below else f"{prefix}{one.old}"
        new = f"{prefix}{one.new}:splat" if below else f"{prefix}{one.new}"
        lines.append(f"{old} {new} 301\n")
    return _FOR_BOTH + "".join(lines)


NETLIFY = """\
# Made by `wenzhai recipes`. Put it at the top of the site's repository, with `_headers` and
# `_redirects` in the folder `publishing` beside it.
[build]
  command = "pip install --find-links publishing wenzhai && \
wenzhai build --strict && cp publishing/_* public/"
  publish = "public"
"""

GITHUB = """\
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


def container(prefix: str) -> str:
    """A Containerfile that serves `public/` by nginx."""
    return _CONTAINER.replace("@BASE@", prefix)
