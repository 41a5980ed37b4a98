"""Fonts of the machine that can write Chinese: for the pictures that shared links are shown with.

`read_fonts` looks where systems keep fonts and reads the best two; `choose` is the choice, a pure
function of their paths. A machine without one is no fault: the site has no such pictures then.
"""

from __future__ import annotations

import importlib.util
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Literal

from generator.read.font_folders import font_folders
from generator.render.pictures import Fonts

Script = Literal["Hans", "Hant"]

_ENDINGS = (".ttc", ".otc", ".otf", ".ttf")
_MAX_BYTES = 200_000_000

# File names, best first. A collection (`CJK`) holds the forms of every region; the others come one
# file for each, named here by what stands for the region.
_REGION: Mapping[Script, str] = {"Hans": "(?:SC|CN)", "Hant": "(?:TC|TW|HK)"}
_SONG = (
    r"NotoSerifCJK-Bold\.ttc",
    r"SourceHanSerif-Bold\.ttc",
    r"NotoSerifCJK.*\.(?:ttc|otc)",
    r"SourceHanSerif.*\.ttc",
    r"(?:NotoSerif(?:CJK)?|SourceHanSerif)@(?:-VF|-Bold|\[wght\])?\.(?:otf|ttf)",
    r"Songti\.ttc",
)
_HEI = (
    r"NotoSansCJK-Regular\.ttc",
    r"NotoSansCJK.*\.(?:ttc|otc)",
    r"SourceHanSans.*\.ttc",
    r"(?:NotoSans(?:CJK)?|SourceHanSans)@(?:-VF|-Regular|\[wght\])?\.(?:otf|ttf)",
    r"PingFang\.ttc",
)
_OWN: Mapping[Script, tuple[str, ...]] = {
    "Hans": (r"simsun\.ttc", r"msyh\.ttc", r"uming\.ttc", r"wqy-.*\.ttc", r"STHeiti.*\.ttc"),
    "Hant": (r"mingliu\.ttc", r"msjh\.ttc", r"uming\.ttc", r"wqy-.*\.ttc", r"STHeiti.*\.ttc"),
}
_ANY = (r"DroidSansFallback.*\.ttf", r"unifont.*\.(?:otf|ttf)")


def choose(files: Iterable[str], script: Script) -> tuple[str, str] | None:
    """The file for titles and the file for small words, or None."""
    by_name: dict[str, str] = {}
    for file in sorted(files):
        by_name.setdefault(PurePath(file).name, file)

    def first(patterns: Iterable[str]) -> str | None:
        for pattern in patterns:
            wanted = re.compile(pattern.replace("@", _REGION[script]), re.IGNORECASE)
            for name, file in by_name.items():
                if wanted.fullmatch(name):
                    return file
        return None

    song, hei = first(_SONG), first(_HEI)
    other = first((*_OWN[script], *_ANY))
    title, words = song or hei or other, hei or song or other
    return (title, words) if title and words else None


def read_fonts() -> dict[str, Fonts]:
    """Fonts by script, Hans and Hant; empty where the machine has none, or nothing to draw with."""
    if importlib.util.find_spec("PIL") is None:
        return {}
    files = _font_files(font_folders())
    scripts: tuple[Script, ...] = ("Hans", "Hant")
    found: dict[str, Fonts] = {}
    data: dict[str, bytes] = {}
    for script in scripts:
        chosen = choose(files, script)
        if chosen is None:
            continue
        try:
            for file in chosen:
                if file not in data:
                    data[file] = _bytes(Path(file))
        except OSError:  # a font that cannot be read is as good as none
            continue
        found[script] = Fonts(title=data[chosen[0]], words=data[chosen[1]])
    return found


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > _MAX_BYTES:
        raise OSError(f"{path} is larger than any font")
    return path.read_bytes()


def _font_files(folders: Iterable[Path]) -> list[str]:
    found = []
    for folder in folders:
        for parent, below, files in os.walk(folder):
            below.sort()
            found += [str(Path(parent, file)) for file in files if file.lower().endswith(_ENDINGS)]
    return found
