"""A translator's file: what of it is read, and where a fault in it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model import Translation
from generator.problems import ProblemError
from generator.read.folder import read_inputs
from generator.read.translations import read_translations

PO = """# a note
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Last-Translator: Lin Wu <lin@example.org>\\n"
"PO-Revision-Date: 2024-05-06 09:00+0800\\n"
"X-Method: machine-checked\\n"

msgctxt "pabc"
msgid "新秤"
msgstr "new scales "

#, fuzzy
msgctxt "title"
msgid "南门"
msgstr "South Gate"

#~ msgctxt "pold"
#~ msgid "旧秤"
#~ msgstr "old scales"
"""


def test_who_translated_what_and_when_is_read() -> None:
    found = read_translations(PO.encode(), "content/translations/en/market.po", "en")
    assert (found.language, found.name, found.translator) == ("en", "market", "Lin Wu")
    assert (found.date, found.method) == ("2024-05-06", "machine-checked")
    assert found.entries == (
        Translation(context="pabc", chinese="新秤", text="new scales"),
        Translation(context="title", chinese="南门", text="South Gate", fuzzy=True),
        Translation(context="pold", chinese="旧秤", text="old scales", obsolete=True),
    )


def test_a_template_names_no_translator() -> None:
    template = PO.replace("Lin Wu <lin@example.org>", "FULL NAME <EMAIL@ADDRESS>")
    assert read_translations(template.encode(), "market.po", "en").translator is None


@pytest.mark.parametrize(
    ("data", "line", "cause"),
    [
        (PO.encode() + b'\nmsgid "\xb5"\n', 22, "this is not UTF-8"),
        (PO.replace('msgid "南门"', 'msgid 南门"').encode(), 15, "cannot be read"),
    ],
)
def test_a_fault_names_its_line(data: bytes, line: int, cause: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read_translations(data, "market.po", "en")
    problem = caught.value.problem
    assert (problem.line, problem.severity) == (line, "warning")
    assert cause in problem.cause


def test_an_article_at_fault_keeps_its_translations(tmp_path: Path) -> None:
    site = "title: 集\neditions: [zh-Hans, en]\nthemes: [{id: city, title: 城市}]\n"
    files = {
        "site.yaml": site,
        "content/articles/market.txt": "集市\n\n新秤到了。\n",
        "content/articles/market.edit.yaml": "titel: 错\n",
        "content/translations/en/market.po": PO,
    }
    for name, words in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(words, "utf-8")
    inputs, problems = read_inputs(tmp_path, today="2026-01-01")
    assert [one.name for one in inputs.translations] == ["market"]
    assert [problem.path.rsplit("/", 1)[1] for problem in problems] == ["market.edit.yaml"]
