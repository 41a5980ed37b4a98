"""Fonts of the machine that can write Chinese: for the pictures that shared links are shown with.

`read_fonts` looks where systems keep fonts and reads the best two; `choose` is the choice, a pure
function of their paths. A machine without one is no fault: the site has no such pictures then.
"""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Literal
from xml.etree import ElementTree

from generator.render.pictures import Fonts

Script = Literal["Hans", "Hant"]

_ENDINGS = (".ttc", ".otc", ".otf", ".ttf")
_MAX_BYTES = 200_000_000
_FONTCONFIG = Path("/etc/fonts/fonts.conf")

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
    files = _font_files(_folders())
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


def _folders() -> tuple[Path, ...]:
    home = Path.home() if os.environ.get("HOME") or os.name == "nt" else Path("/nonexistent")
    common = [
        *_fontconfig_folders(home),
        home / ".fonts",
        home / ".local/share/fonts",
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
    ]
    if sys.platform == "darwin":
        common += [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    if os.name == "nt":
        common.append(Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts")
    return tuple(dict.fromkeys(folder for folder in common if folder.is_dir()))


def _fontconfig_folders(home: Path) -> list[Path]:
    """What fontconfig's own settings name; its `<dir>` may begin with `~` or be XDG's."""
    try:
        root = ElementTree.fromstring(_FONTCONFIG.read_bytes())
    except (OSError, ElementTree.ParseError):
        return []
    folders = []
    for node in root.iter("dir"):
        named = (node.text or "").strip()
        if node.get("prefix") == "xdg":
            data_home = os.environ.get("XDG_DATA_HOME")
            folders.append((Path(data_home) if data_home else home / ".local/share") / named)
        elif named.startswith("~/"):
            folders.append(home / named[2:])
        elif named.startswith("/"):
            folders.append(Path(named))
    return folders


def _font_files(folders: Iterable[Path]) -> list[str]:
    found = []
    for folder in folders:
        for parent, below, files in os.walk(folder):
            below.sort()
            found += [str(Path(parent, file)) for file in files if file.lower().endswith(_ENDINGS)]
    return found
