"""Writes `docs/licences.md`: what is installed with the program, and under which licence.

    python docs/licences.py            writes it
    python docs/licences.py --check    says whether it is what would be written

Names come from `pyproject.toml` and what they need in turn; licences from the packages' own data.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

DOCS = Path(__file__).parent
OURS = "wenzhai"
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_HEAD = """# Licences

Written by `docs/licences.py`; do not edit by hand. wenzhai itself is under the MIT licence. An
extra is installed only when asked for: `doubts` brings zhconv-rs, which is under the GPL; it is
used as it is, as a separate package, by those who install it, and nothing of it is in this
repository.

| package | licence | brought by |
| --- | --- | --- |
"""


def main() -> int:
    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text("utf-8"))["project"]
    wanted: dict[str, str] = {}
    for requirement in project["dependencies"]:
        _collect(requirement, "always", wanted)
    for extra, requirements in project["optional-dependencies"].items():
        for requirement in requirements:
            _collect(requirement, f"extra `{extra}`", wanted)
    text = _HEAD + "\n".join(_rows(wanted)) + "\n"
    path = DOCS / "licences.md"
    if "--check" in sys.argv:
        # Another version of Python needs a few packages less; what is here must be listed.
        if not {*text.splitlines()} - {*path.read_text("utf-8").splitlines()}:
            return 0
        print("docs/licences.md:1: error: not up to date — python docs/licences.py")
        return 1
    path.write_text(text, "utf-8")
    return 0


def _collect(requirement: str, by: str, wanted: dict[str, str]) -> None:
    """A package and all that it needs here, the first that asks for it named."""
    match = _NAME.match(requirement)
    if match is None or "extra ==" in requirement:
        return
    name = match[0].lower().replace("_", "-")
    if name in wanted:
        return
    try:
        needs = metadata.requires(name) or []
    except metadata.PackageNotFoundError:  # for another system or version, or not installed here
        return
    wanted[name] = by
    for need in needs:
        _collect(need, by, wanted)


def _rows(wanted: Mapping[str, str]) -> Iterator[str]:
    for name, by in sorted(wanted.items()):
        yield f"| {name} | {_licence(metadata.metadata(name))} | {by} |"


def _licence(data: metadata.PackageMetadata) -> str:
    values = {
        key: data.get_all(key) or [] for key in ("License-Expression", "Classifier", "License")
    }
    named = [one.rsplit("::", 1)[-1].strip() for one in values["Classifier"] if "License ::" in one]
    return next(iter((*values["License-Expression"], *named, *values["License"])), "not stated")


if __name__ == "__main__":
    sys.exit(main())
