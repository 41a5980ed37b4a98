"""What `combine` made of single articles, kept from one build to the next.

Most of what needs all articles is made article by article, of the article's finds and of something
that belongs to the whole site (the names that may be topics, the towns it knows). While both are
as they were, so is what came of them: an edit then costs one article, and what is put together of
all. Nothing depends on it: with an empty memory the same comes out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

_Value = TypeVar("_Value")
_PARTS = 256


class Overtaken(Exception):
    """What is being made is old before it is done."""


def go_on() -> None:
    """Where nothing can be overtaken."""


def unless(is_overtaken: Callable[[], bool]) -> Callable[[], None]:
    """What to call between two steps: raises Overtaken when nobody wants the result any more."""

    def look_up() -> None:
        if is_overtaken():
            raise Overtaken

    return look_up


class Keeper(Protocol):
    """Keeps values for the next process. It may have lost anything."""

    def about(self, step: str, told: object) -> bytes:
        """Under what the values of a step are kept that were made of `told`."""

    def get(self, about: bytes, item: object, beside: Hashable, kind: Any) -> tuple[Any] | None:
        """The value of an item, where it is there; None as an item is the whole site."""

    def put(self, about: bytes, item: object, beside: Hashable, value: object) -> None: ...

    def key(self, item: object) -> bytes | None:
        """What stands for an item in any process."""


class Memory:
    """One for a builder; it holds what the last build asked for, and no more."""

    def __init__(self, keeper: Keeper | None = None) -> None:
        self.keeper = keeper
        self._told: dict[str, object] = {}
        self._known: dict[str, dict[Any, Any]] = {}
        self.look_up: Callable[[], None] = go_on  # between two steps; may raise Overtaken

    def stand_in(self, item: object) -> Hashable:
        """Stands for an item `beside` others of a step that has it among its items too."""
        return (self.keeper and self.keeper.key(item)) or id(item)

    def judged(
        self, step: str, told: object, words: Iterable[str], judge: Callable[[str], Any], kind: Any
    ) -> dict[str, Any]:
        """What `judge` says of words, of each alone and of `told`; of other words maybe too.

        They are kept in many parts, so that a word more or less leaves most of them to be found.
        """
        known: dict[str, Any] = self.known(step, told)
        parts: defaultdict[int, list[str]] = defaultdict(list)
        for word in dict.fromkeys(words):
            if word not in known:
                parts[ord(word[:1] or " ") % _PARTS].append(word)
        about = self.keeper.about(step, told) if self.keeper and parts else b""
        for part in parts.values():
            self.look_up()
            beside = tuple(sorted(part))
            kept = self.keeper.get(about, None, beside, dict[str, kind]) if self.keeper else None
            if kept is None:
                kept = ({word: judge(word) for word in beside},)
                if self.keeper:
                    self.keeper.put(about, None, beside, kept[0])
            known |= kept[0]
        return known

    def made_of(
        self, step: str, name: str, of: object, make: Callable[[], _Value], kind: Any
    ) -> _Value:
        """What `make` gives, of `of` and of nothing else: the last of each name, or one that an
        earlier process made."""
        last: dict[str, tuple[object, _Value]] = self.known(step, None)
        found = last.get(name)
        if found is None or found[0] != of:
            about = self.keeper.about(step, of) if self.keeper else b""
            kept = self.keeper.get(about, None, None, kind) if self.keeper else None
            if kept is None:
                kept = (make(),)
                if self.keeper:
                    self.keeper.put(about, None, None, kept[0])
            found = last[name] = of, kept[0]
        return found[1]

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
        kind: Any = None,
    ) -> list[_Value]:
        """What `make` gives for the number of each item, of the item, `told`, and what stands
        `beside` it. The same item is the same object.

        With the `kind` of the values they are kept for the next process too.
        """
        before = self.known(step, told)
        keeper = self.keeper if kind is not None else None
        about = b""
        after: dict[int, tuple[object, Hashable, _Value]] = {}
        values = []
        for at, item in enumerate(items):
            self.look_up()
            with_it = beside[at] if beside else None
            kept = before.get(id(item))
            if kept is None or kept[0] is not item or kept[1] != with_it:
                found = None
                if keeper is not None:
                    about = about or keeper.about(step, told)
                    found = keeper.get(about, item, with_it, kind)
                if found is None:
                    found = (make(at),)
                    if keeper is not None:
                        keeper.put(about, item, with_it, found[0])
                kept = (item, with_it, found[0])
            after[id(item)] = kept
            values.append(kept[2])
        self._known[step] = after
        return values
