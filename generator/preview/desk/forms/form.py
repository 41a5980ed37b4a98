"""The fields of a form as a browser sent them, and the decision that comes of them.

Nothing is trusted to be what the browser was shown: whatever is missing, too long or about an
article that has gone is refused with one line for the editor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.decide.files import Decide, on_yaml
from generator.preview.desk.state import State
from generator.problems import ProblemError, error
from generator.write.decisions import Change

_LONGEST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    path: str
    change: Change
    told: Mapping[str, str]
    """`say` is a message with places for the other values; themes are told by their id."""


class Form:
    """The fields of a form as they came."""

    def __init__(self, fields: Mapping[str, Sequence[str]], state: State) -> None:
        self._fields = fields
        self.state = state

    def get(self, name: str) -> str:
        values = self._fields.get(name) or ("",)
        text = values[0].replace("\r\n", "\n").strip()
        if len(text) > _LONGEST:
            raise refused(name, f"`{name}` is longer than {_LONGEST} characters", "shorten it")
        return text

    def all(self, name: str) -> list[str]:
        return [one.strip() for one in self._fields.get(name) or () if one.strip()]

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def needed(self, name: str) -> str:
        text = self.get(name)
        if not text:
            raise refused(name, f"`{name}` is empty", "fill it in")
        return text

    @property
    def source(self) -> str:
        name = self.get("source")
        if name not in self.state.sources:
            raise refused(name, "there is no such article any more", "reload the desk")
        return name

    def about_passage(self) -> tuple[str, str]:
        """Its id and its text, which the form carries: the passage may be left out by now."""
        return self.needed("passage"), self.get("text")


def refused(path: str, cause: str, fix: str) -> ProblemError:
    return ProblemError(error(path, 1, cause, fix))


def decision(
    path: str, check: Callable[[bytes, str], object], decide: Decide, say: str, **told: str
) -> Wanted:
    """What is to be changed in a YAML file, which `check` reads as strictly as a build does."""
    return Wanted(
        path=path,
        change=lambda seen, current: on_yaml(seen, current, path, decide, check),
        told={"say": say, **told},
    )
