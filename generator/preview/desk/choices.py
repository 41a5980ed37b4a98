"""What a form of the desk offers, and how a decision in a file is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    value: str
    label: str
    chosen: bool


def joined(names: Iterable[str]) -> str:
    return "、".join(names)


def strings(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(one) for one in (value if isinstance(value, list) else [value]))


def mapping(value: object) -> dict[str, object]:
    """A part of a file that should be a mapping, and holds nothing where it is none."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[object]:
    """As `mapping`, for what should be a list."""
    return value if isinstance(value, list) else []
