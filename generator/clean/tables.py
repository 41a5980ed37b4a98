"""The tables under `data/`: surnames, labels of credits, patterns of junk, misspellings.

A table is read once, from the installed package and not from the site. A list of words is written
as one folded YAML string, so that a person can read and sort it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def table(name: str) -> Any:
    """`data/<name>.yaml`, as YAML gives it."""
    raw = files("generator.clean").joinpath("data", f"{name}.yaml").read_text("utf-8")
    # The C loader is nine times faster; PyYAML built without libyaml has none.
    return yaml.load(raw, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def word_set(words: str) -> frozenset[str]:
    """Words parted by spaces, as a set."""
    return frozenset(words.split())
