"""Static files under names that change with their content, so that browsers may keep them for ever.

Paths and bytes in; outputs, and for each path the place it got, out. Addresses inside a style
sheet that name another static file are rewritten to its hashed name.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping

from generator.model import Output
from generator.render.addresses import Place

_CSS_ADDRESS = re.compile(rb"""url\(\s*(["']?)([^"')]+)\1\s*\)""")


def hashed_name(path: str, data: bytes) -> str:
    """`style.css` → `style.1a2b3c4d5e.css`"""
    stem, ending = posixpath.splitext(path)
    return f"{stem}.{hashlib.sha256(data).hexdigest()[:10]}{ending}"


def asset(path: str, data: bytes) -> tuple[Place, Output]:
    place = Place("", f"assets/{hashed_name(path, data)}")
    return place, Output(path=place.file, data=data)


def assets(static: Mapping[str, bytes]) -> tuple[dict[str, Place], tuple[Output, ...]]:
    """Style sheets come last, because they name the others."""
    places: dict[str, Place] = {}
    outputs: list[Output] = []
    for path in sorted(static, key=lambda path: (path.endswith(".css"), path)):
        data = static[path]
        if path.endswith(".css"):
            data = _with_hashed_addresses(path, data, places)
        places[path], output = asset(path, data)
        outputs.append(output)
    return places, tuple(outputs)


def _with_hashed_addresses(path: str, data: bytes, places: Mapping[str, Place]) -> bytes:
    folder = posixpath.dirname(path)

    def rewritten(match: re.Match[bytes]) -> bytes:
        named = match.group(2).decode("utf-8", "replace")
        target = places.get(posixpath.normpath(posixpath.join(folder, named)))
        if target is None:
            return match.group(0)
        relative = posixpath.relpath(target.address, posixpath.join("assets", folder))
        return f'url("{relative}")'.encode()

    return _CSS_ADDRESS.sub(rewritten, data)
