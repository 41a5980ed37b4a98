"""Faults as they are told over the page: words of the reader's language, paths of the site."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.convert.editions import edition_for
from generator.model import Edition
from generator.preview.current import Preview
from generator.problems import Problem
from generator.render.catalogue import Catalogue, catalogue

_WORDS = sorted(Path(__file__).with_name("locale").glob("*.po"))


def as_told(preview: Preview, language: str) -> dict[str, Any]:
    """What `overlay.js` shows. Only errors stand in the way of a page; warnings are the desk's."""
    words = words_of(language)
    errors = [problem for problem in preview.problems if problem.severity == "error"]
    return {
        "lang": words.tag,
        "heading": words.plain("This is not published yet"),
        "explained": words.plain(
            "You see the last good version. This goes away once it is mended."
        ),
        "close": words.plain("Close"),
        "problems": [told(problem, words, preview.site_folder) for problem in errors],
    }


def told(problem: Problem, words: Catalogue, site_folder: Path) -> dict[str, Any]:
    """One problem. What it quotes stays as it is."""
    return {
        "path": shown_path(problem.path, site_folder),
        "line": problem.line,
        "cause": words.problem(problem.cause),
        "fix": words.plain("What to do: %(a)s") % {"a": words.problem(problem.fix)},
    }


def shown_path(path: str, site_folder: Path) -> str:
    """The path within the site, which is what an editor knows."""
    here = f"{site_folder}/"
    return path.removeprefix(here) if here != "./" else path


@lru_cache(maxsize=8)
def words_of(language: str) -> Catalogue:
    """The preview's own catalogue; it is not a part of any site."""
    return catalogue(_edition(language), {file.stem: file.read_bytes() for file in _WORDS})


def _edition(language: str) -> Edition:
    try:
        return edition_for(language)
    except ValueError:
        return edition_for("en")
