"""How to publish a site in several places: one list of headers and redirects, many files.

A site in, files for nginx, Netlify, Cloudflare Pages, GitHub Pages and a container out. The site is
plain files, so any web space serves it; what these add is the strict content security policy, how
long things may be kept, and addresses that people guess.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from generator.model import Output, Site
from generator.recipes.hosts import GITHUB, NETLIFY, container, headers_file, redirects_file
from generator.recipes.nginx import nginx

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


def recipes(site: Site) -> tuple[Output, ...]:
    """All files; their paths are within the folder `publishing`."""
    base = urlsplit(site.base_url).path.strip("/")
    prefix = f"/{base}" if base else ""
    files = {
        "nginx.conf": nginx(site, prefix),
        "_headers": headers_file(prefix),
        "_redirects": redirects_file(site, prefix),
        "netlify.toml": NETLIFY,
        "github-pages.yml": GITHUB,
        "Containerfile": container(prefix),
        "README.md": _README,
    }
    return tuple(Output(path=path, data=text.encode()) for path, text in files.items())
