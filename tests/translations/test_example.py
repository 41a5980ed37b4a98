"""The example's own translations, against the Chinese they were made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from generator.convert.translations import NAMES
from generator.model import Translation
from generator.read.translations import read_translations
from tests.translations.figures_said import differences

FOLDER = Path(__file__).parents[2] / "content" / "translations"
FILES = sorted(FOLDER.glob("*/*.po"))

# Passages whose translation says a figure in another way than the comparer can follow, each with
# the reason. Add one only after reading both.
KNOWN: dict[str, str] = {}


def entries(path: Path) -> tuple[Translation, ...]:
    found = read_translations(path.read_bytes(), str(path), path.parent.name).entries
    return tuple(entry for entry in found if not entry.obsolete)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_left_to_translate(path: Path) -> None:
    assert [one.chinese for one in entries(path) if not one.text or one.fuzzy] == []


def test_every_passage_and_name_of_the_site_is_translated(
    example_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--site", str(example_site)]) == 0
    lines = capsys.readouterr().out.splitlines()
    telling = ("not translated to", "has changed since")
    assert [line for line in lines if any(words in line for words in telling)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_figures_equal_those_of_the_chinese(path: Path) -> None:
    wrong = [
        (one.context, found, one.chinese, one.text)
        for one in entries(path)
        if one.text and one.context not in (*NAMES, *KNOWN)
        if (found := differences(one.chinese, one.text))
    ]
    report = "\n".join(f"{context}: {found}\n  {zh}\n  {en}" for context, found, zh, en in wrong)
    assert not wrong, report
