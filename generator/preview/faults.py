"""Faults as they are told over the page: words of the reader's language, paths of the site."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.convert.editions import edition_for
from generator.model import Asset, Edition
from generator.preview.current import Preview
from generator.problems import Problem
from generator.read.folder import read_catalogues
from generator.render.catalogue import Catalogue, catalogue


def as_told(preview: Preview, language: str) -> dict[str, Any]:
    """What `overlay.js` shows. Only errors stand in the way of a page; warnings are the desk's."""
    current = preview.current
    words = _words(language, current.inputs.catalogues if current else read_catalogues())
    errors = [problem for problem in preview.problems if problem.severity == "error"]
    return {
        "lang": words.tag,
        "heading": words.plain("This is not published yet"),
        "explained": words.plain(
            "You see the last good version. This goes away once it is mended."
        ),
        "close": words.plain("Close"),
        "problems": [_told(problem, words, preview.site_folder) for problem in errors],
    }


def _told(problem: Problem, words: Catalogue, site_folder: Path) -> dict[str, Any]:
    return {
        "path": shown_path(problem.path, site_folder),
        "line": problem.line,
        "cause": words.problem(problem.cause),
        "fix": words.problem(problem.fix),
    }


def shown_path(path: str, site_folder: Path) -> str:
    """The path within the site, which is what an editor knows."""
    here = f"{site_folder}/"
    return path.removeprefix(here) if here != "./" else path


@lru_cache(maxsize=8)
def _words(language: str, catalogues: tuple[Asset, ...]) -> Catalogue:
    by_tag = {asset.path.removesuffix(".po"): asset.data for asset in catalogues}
    return catalogue(_edition(language), by_tag)


def _edition(language: str) -> Edition:
    try:
        return edition_for(language)
    except ValueError:
        return edition_for("en")
