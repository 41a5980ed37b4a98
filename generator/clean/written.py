"""In which script an article is written, and which script its words are converted from.

An editor's sidecar says it, or the front matter, or else the characters do. Traditional text that
was made by a machine from mainland prose is published from its Simplified, unless an editor says
that it is Traditional.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from generator.clean.front_fields import front_text
from generator.clean.frontmatter import FrontMatter
from generator.convert.editions import script_of
from generator.convert.scripts import detect, machine_made, tells
from generator.model import Edits, Script
from generator.problems import Problem, warning


class Written(NamedTuple):
    script: Script
    master: Literal["Hans", "Hant"]
    problems: tuple[Problem, ...]


def written(edits: Edits, front: FrontMatter, words: str, path: str) -> Written:
    """`words` are all of the article's."""
    told = told_script(edits, front)
    script = told or detect(words)
    if script != "Hant":
        master: Literal["Hans", "Hant"] = "Hans"
    elif told is not None and script_of(edits.lang or "") == told:
        master = "Hant"
    else:
        master = "Hans" if machine_made(words) else "Hant"
    return Written(script, master, tuple(_unlikely(edits, told, words, path)))


def told_script(edits: Edits, front: FrontMatter) -> Literal["Hans", "Hant"] | None:
    """None where nobody says it, where the tag is not of Chinese, and for `zh` alone, which says
    no more than that."""
    tags = (edits.lang, front_text(front, "lang"))
    named = next((tag for tag in tags if tag), "").replace("_", "-")
    return None if named.lower() == "zh" else script_of(named)


def _unlikely(
    edits: Edits, told: Literal["Hans", "Hant"] | None, words: str, path: str
) -> list[Problem]:
    """The generators of some sites write one tag into the front matter of every post."""
    if told is None:
        return []
    other: Literal["Hans", "Hant"] = "Hant" if told == "Hans" else "Hans"
    if tells(words, told) or not tells(words, other):
        return []
    cause = f"`lang` says {told}, and every character that could tell is {other}"
    fix = "correct `lang`, or remove it to have the script found"
    if edits.lang:
        line = dict(edits.lines).get("lang", 1)
        return [warning(edits.path or path, line, cause, fix)]
    return [warning(path, 1, cause, fix)]
