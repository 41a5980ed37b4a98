"""Where this machine keeps its fonts: by the habits of its system, and by fontconfig's settings."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_FONTCONFIG = Path("/etc/fonts/fonts.conf")


def font_folders() -> tuple[Path, ...]:
    """Where this machine keeps its fonts."""
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
    from xml.etree import ElementTree

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
