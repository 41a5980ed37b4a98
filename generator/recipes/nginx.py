"""The rules as a server block of nginx."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Site
from generator.recipes.rules import headers_for, redirects

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


def nginx(site: Site, prefix: str) -> str:
    """The whole block; `prefix` is the path of the site on its host, "" or "/digest"."""
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


def _packs(kind: str) -> bool:
    """HTML is always packed, and naming it again is a warning to nginx."""
    return kind != "text/html" and (kind.startswith("text/") or kind.endswith(("xml", "json")))
