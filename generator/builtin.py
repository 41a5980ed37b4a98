"""Where the built-in templates, styles and catalogues lie.

The repository is itself a site, so its `templates/` and `static/` are the built-in ones; a wheel
carries copies of them under `generator/builtin_files/`.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def builtin_folder(name: str) -> Path:
    """`templates`, `static` or `locale`."""
    if name == "locale":
        return _PACKAGE / "locale"
    installed = _PACKAGE / "builtin_files" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
