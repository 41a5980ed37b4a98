"""What `combine` made of single articles, kept from one build to the next.

Most of what needs all articles is made article by article, of the article's finds and of something
that belongs to the whole site (the names that may be topics, the towns it knows). While both are
as they were, so is what came of them: an edit then costs one article, and what is put together of
all. Nothing depends on it: with an empty memory the same comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

_Value = TypeVar("_Value")


class Overtaken(Exception):
    """What is being made is old before it is done."""


class Memory:
    """One for a builder; it holds what the last build asked for, and no more."""

    def __init__(self) -> None:
        self._told: dict[str, object] = {}
        self._known: dict[str, dict[Any, Any]] = {}
        self.is_overtaken: Callable[[], bool] = lambda: False

    def look_up(self) -> None:
        """Between two steps: raises Overtaken where nobody wants the result any more."""
        if self.is_overtaken():
            raise Overtaken

    def known(self, step: str, told: object) -> dict[Any, Any]:
        """A place for what depends on nothing but its key and `told`; empty where that is new."""
        self.look_up()
        if step not in self._told or self._told[step] != told:
            self._told[step] = told
            self._known[step] = {}
        return self._known[step]

    def each(
        self,
        step: str,
        told: object,
        items: Sequence[object],
        make: Callable[[int], _Value],
        beside: Sequence[Hashable] = (),
    ) -> list[_Value]:
        """What `make` gives for the number of each item, of the item, `told`, and what stands
        `beside` it. The same item is the same object."""
        before = self.known(step, told)
        after: dict[int, tuple[object, Hashable, _Value]] = {}
        values = []
        for at, item in enumerate(items):
            with_it = beside[at] if beside else None
            kept = before.get(id(item))
            if kept is None or kept[0] is not item or kept[1] != with_it:
                kept = (item, with_it, make(at))
            after[id(item)] = kept
            values.append(kept[2])
        self._known[step] = after
        return values
