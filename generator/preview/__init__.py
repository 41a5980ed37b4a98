"""`wenzhai serve`: serves a build on this machine and reloads the browser on change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from livereload import Server

WATCHED = ("site.yaml", "content", "templates", "static")


def serve(
    site_folder: Path, output: Path, rebuild: Callable[[], object], port: int, open_page: bool
) -> None:
    """Serve `output` on 127.0.0.1 until interrupted; `rebuild` runs after each change."""
    server = Server()
    for name in WATCHED:
        path = site_folder / name
        if path.exists():
            server.watch(f"{path}/**" if path.is_dir() else str(path), rebuild)
    server.serve(
        root=str(output),
        port=port,
        host="127.0.0.1",
        open_url_delay=0 if open_page else None,
    )
