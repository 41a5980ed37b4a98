"""Builds the documentation with the program that it documents: `make docs`.

The Markdown files of `docs/` (English) and `docs/zh-Hans/` become free pages of the site in
`docs/site`, their pictures static files; links between the files become links between the pages.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.cli import main as wenzhai

DOCS = Path(__file__).parent
ROOT = DOCS.parent
# In reading order: what a page is called in addresses, its English file, its Chinese file.
PAGES = (
    ("tutorial", "docs/tutorial.md", "docs/zh-Hans/tutorial.md"),
    ("handbook", "docs/handbook/en.md", "docs/handbook/README.md"),
    ("reference", "docs/reference.md", "docs/zh-Hans/reference.md"),
    ("explanation", "docs/explanation.md", "docs/zh-Hans/explanation.md"),
    ("architecture", "docs/architecture.md", "docs/zh-Hans/architecture.md"),
    ("publishing", "docs/publishing.md", "docs/zh-Hans/publishing.md"),
    ("translations", "docs/translations.md", "docs/zh-Hans/translations.md"),
    ("templates", "docs/templates.md", "docs/zh-Hans/templates.md"),
    ("reading", "docs/reading.md", None),
    ("conversion", "docs/conversion.md", None),
    ("quality", "docs/quality.md", None),
    ("search", "docs/search.md", None),
    ("preview", "docs/preview.md", None),
    ("performance", "docs/performance.md", None),
    ("scale", "docs/scale.md", None),
    ("audit", "docs/audit.md", None),
    ("dependencies", "docs/dependencies.md", None),
    ("licences", "docs/licences.md", None),
    ("contributing", "CONTRIBUTING.md", None),
    ("security", "SECURITY.md", None),
    ("changes", "CHANGELOG.md", None),
)
_LINK = re.compile(r"(!?\[[^\]]*\]\()([^()\s]+)(\))")
_HEADING = re.compile(r"\A#\s+(?P<title>.+?)\s*\n")


class Made(NamedTuple):
    """A page of the site and the static files that it shows."""

    name: str  # in content/pages
    text: str
    pictures: dict[str, Path]  # path in static/ → file


def pages() -> Iterator[Made]:
    """Raises SystemExit where a file is named here and is not there, or has no heading."""
    places = {
        (ROOT / file).resolve(): slug
        for slug, *files in PAGES
        for file in files
        if file is not None
    }
    for slug, english, chinese in PAGES:
        for file, ending in ((english, ".en.md"), (chinese or english, ".md")):
            path = (ROOT / file).resolve()
            if not path.is_file():
                raise SystemExit(f"{file}:1: error: this file is missing — write it")
            text = path.read_text("utf-8")
            heading = _HEADING.match(text)
            if heading is None:
                raise SystemExit(f"{file}:1: error: no heading — begin with `# Title`")
            pictures: dict[str, Path] = {}
            body = _linked(text[heading.end() :], path, places, pictures)
            title = heading["title"].replace('"', "")
            yield Made(f"{slug}{ending}", f'---\ntitle: "{title}"\n---\n{body}', pictures)


def _linked(text: str, path: Path, places: dict[Path, str], pictures: dict[str, Path]) -> str:
    def rewritten(match: re.Match[str]) -> str:
        target, _, fragment = match[2].partition("#")
        file = (path.parent / target).resolve()
        if "://" in target or not target or not file.exists():
            return match[0]
        if match[1].startswith("!"):
            name = f"pictures/{file.parent.name}-{file.name}"
            pictures[name] = file
            return f"{match[1]}static/{name}{match[3]}"
        slug = places.get(file)
        tail = f"#{fragment}" if fragment else ""
        return f"{match[1]}../{slug}/{tail}{match[3]}" if slug else match[1][1:-2]

    return _LINK.sub(rewritten, text)


def main() -> int:
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "public-docs"
    with tempfile.TemporaryDirectory(prefix="wenzhai-docs-") as folder:
        site = Path(folder) / "site"
        shutil.copytree(DOCS / "site", site)
        for name in ("content/pages", "content/articles", "static/pictures"):
            (site / name).mkdir(parents=True)
        for page in pages():
            (site / "content" / "pages" / page.name).write_text(page.text, "utf-8")
            for name, file in page.pictures.items():
                shutil.copy(file, site / "static" / name)
        return wenzhai(["build", "--site", str(site), "--output", str(output), "--cards", "none"])


if __name__ == "__main__":
    sys.exit(main())
