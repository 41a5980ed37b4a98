"""Which words a text must hold for a pattern to match at all.

A pattern comes in; strings go out of which every match holds at least one, or none where the
pattern asks for no particular word. So most of a hundred patterns need not be tried on a line. Not
obvious: this reads the tree that `re` itself parses; should a Python lack it, nothing is known of
any pattern and all are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

try:
    _PARSER: Any = import_module("re._parser")
    _CODES: Any = import_module("re._constants")
except ImportError:  # pragma: no cover - another Python
    _PARSER = _CODES = None


def required_words(pattern: str) -> frozenset[str]:
    """Lower-case words; empty where nothing is known."""
    if _PARSER is None:
        return frozenset()
    return _required(_PARSER.parse(pattern, re.IGNORECASE)) or frozenset()


def _required(tree: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    best: frozenset[str] | None = None
    run = ""
    for code, value in tree:
        if code is _CODES.LITERAL:
            run += chr(value).lower()
            continue
        best, run = _better(best, frozenset([run]) if run else None), ""
        if code is _CODES.SUBPATTERN:
            best = _better(best, _required(value[3]))
        elif code is _CODES.BRANCH:
            branches = [_required(branch) for branch in value[1]]
            if all(branches):
                best = _better(best, frozenset().union(*(words for words in branches if words)))
        elif code in (_CODES.MAX_REPEAT, _CODES.MIN_REPEAT) and value[0] >= 1:
            best = _better(best, _required(value[2]))
    return _better(best, frozenset([run]) if run else None)


def _better(first: frozenset[str] | None, second: frozenset[str] | None) -> frozenset[str] | None:
    """The set whose shortest word is longer, then the smaller one: it lets fewer texts through."""
    if not first or not second:
        return first or second
    return min(first, second, key=lambda words: (-min(map(len, words)), len(words), sorted(words)))
