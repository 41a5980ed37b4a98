"""The desk says everything in both Chinese scripts."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from generator.preview.desk.words import FOLDER, words

_CALLS = {"plain", "text"}
_TABLES = {"HEADINGS", "_LABELS", "_HINTS"}


def in_templates() -> set[str]:
    found: set[str] = set()
    for path in (FOLDER / "templates").glob("*.html"):
        text = path.read_text("utf-8")
        found |= set(re.findall(r'_n?\("([^"]+)"', text))
    return found


def in_code() -> set[str]:
    found: set[object] = set()
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                found |= {getattr(node.args[0], "value", "")} if name in _CALLS else set()
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
                table = getattr(node.targets[0], "id", "") in _TABLES
                found |= {getattr(one, "value", "") for one in node.value.values if table}
            elif isinstance(node, ast.Constant):
                told = re.search(r"%\(\w{3,}\)s", str(node.value))  # what was decided
                found |= {node.value} if told else set()
    return {one for one in found if isinstance(one, str) and one}


@pytest.mark.parametrize("segment", ["zh-hans", "zh-hant"])
def test_every_message_is_translated(segment: str) -> None:
    said = words(segment)
    messages = in_templates() | in_code() | {"draft", "scheduled", "expired", "no title", "no date"}
    missing = sorted(one for one in messages if said.plain(one) == one)
    assert missing == []


def test_places_for_values_are_the_same_in_each_language() -> None:
    for segment in ("zh-hans", "zh-hant"):
        for (_, msgid), forms in words(segment).messages.items():
            places = set(re.findall(r"%\((\w+)\)s", msgid))
            assert set(re.findall(r"%\((\w+)\)s", forms[0])) <= places, msgid


def test_there_is_no_inline_code_in_the_templates() -> None:
    for path in Path(FOLDER / "templates").glob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"\son[a-z]+=|\sstyle=|<style|<script(?![^>]*\ssrc=)", text), path
