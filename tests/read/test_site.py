from __future__ import annotations

from pathlib import Path

import pytest

from generator.problems import SiteError
from generator.read.site import read_site

GOOD = """title: 文摘
editions: [zh-Hans, zh-Hant]
themes:
  - id: economy
    title: {zh-Hans: 数字经济, en: Economy}
    words: [{芯片: 2}, 软件]
"""


def write(folder: Path, text: str) -> Path:
    (folder / "site.yaml").write_text(text, "utf-8")
    return folder


def test_only_title_editions_and_themes_are_needed(tmp_path: Path) -> None:
    site = read_site(write(tmp_path, GOOD))
    assert [edition.tag for edition in site.editions] == ["zh-Hans", "zh-Hant"]
    assert site.themes[0].title.by_tag == (("zh-Hans", "数字经济"), ("en", "Economy"))
    assert site.themes[0].words == (("芯片", 2.0), ("软件", 1.0))
    assert site.base_url == ""


def test_base_url_ends_in_a_slash(tmp_path: Path) -> None:
    site = read_site(write(tmp_path, GOOD + "base_url: https://example.org/repo\n"))
    assert site.base_url == "https://example.org/repo/"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (GOOD + "bse_url: x\n", 7, "unknown key `bse_url` — did you mean `base_url`?"),
        (GOOD.replace("title: 文摘\n", ""), 1, "`title` is missing"),
        (GOOD.replace("id: economy", "id: Digital Economy"), 4, "cannot be a theme's id"),
        (GOOD.replace("[zh-Hans, zh-Hant]", "[zh-Hans, zh-hans]"), 2, "given twice"),
        (GOOD.replace("[zh-Hans, zh-Hant]", "[中文]"), 2, "中文"),
        (GOOD + "base_url: /digest\n", 7, "not an absolute http(s) address"),
        (GOOD + "digest: {theme_summary: many}\n", 7, "not a number from 1 to 20"),
        (GOOD.replace("    words", "    wrods"), 6, "did you mean `words`?"),
        ("title: [\n", 2, "this is not YAML"),
    ],
)
def test_a_fault_names_line_and_fix(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(SiteError) as caught:
        read_site(write(tmp_path, text))
    message = str(caught.value.problem)
    assert message.startswith(f"{tmp_path / 'site.yaml'}:{line}: error: ")
    assert words in message


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SiteError) as caught:
        read_site(tmp_path)
    assert "there is no site.yaml here — " in str(caught.value.problem)
