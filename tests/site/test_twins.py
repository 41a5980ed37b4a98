"""The same article from two sites, one in the other script and with small edits."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from generator.cli import main
from generator.convert.configurations import convert_with

REPOSITORY = Path(__file__).parents[2]
FIRST, SECOND = "lanchuan-2023-work-report", "reprint"
EDITS = (("安装", "装上"), ("全年", "这一年"), ("累计", "总共"), ("建成", "落成"))


def built(site: Path) -> Path:
    """A site of a report and of its reprint; where its simplified edition stands."""
    articles = site / "content" / "articles"
    articles.mkdir(parents=True)
    shutil.copy(REPOSITORY / "site.yaml", site)
    text = (REPOSITORY / "content" / "articles" / f"{FIRST}.txt").read_text("utf-8")
    (articles / f"{FIRST}.txt").write_text(text, "utf-8")
    for before, after in EDITS:
        assert before in text
        text = text.replace(before, after)
    (articles / f"{SECOND}.txt").write_text(convert_with("s2tw", text), "utf-8")
    assert main(["build", "--site", str(site)]) == 0
    return site / "public" / "zh-hans"


def cards(page: str) -> list[str]:
    return re.findall(r'<div class="passage[^"]*">.*?\n</div>', page, re.DOTALL)


def test_a_theme_page_shows_twin_passages_once_and_names_both_sources(tmp_path: Path) -> None:
    edition = built(tmp_path)
    digest = json.loads((edition / "digest.json").read_bytes())
    twins = {
        frozenset((link["from"], link["to"]))
        for link in digest["links"]
        if link["kind"] == "duplicate"
    }
    assert twins
    merged = 0
    for theme in digest["themes"]:
        page = (edition / "themes" / theme["id"] / "index.html").read_text("utf-8")
        shown = re.findall(r'<p class="paragraph" id="([^"]+)"', page)
        assert not any(twin <= set(shown) for twin in twins)
        both = [twin for twin in twins if twin <= set(theme["passages"])]
        merged += len(both)
        named = [card for card in cards(page) if 'class="also"' in card]
        assert len(named) >= len(both)
        # Usually the reprint; the report where only the reprint's wording tips it into the theme.
        other = re.compile(f"articles/({FIRST}|{SECOND})/")
        assert all(other.search(card.split('class="also"')[1]) for card in named)
    assert merged
