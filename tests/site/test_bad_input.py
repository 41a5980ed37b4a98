"""Bad input gets one clear line, and nothing else is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
LINE = re.compile(r"^.+:\d+: (error|warning): .+ — .+$")


def articles(site: Path) -> set[str]:
    return {path.name for path in (site / "public" / "zh-hans" / "articles").iterdir()}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "there is no site.yaml here"),
        ("title: [", "this is not YAML"),
        ("title: 甲\neditions: [zh-Hans]\n", "`themes` is missing"),
        ("titel: 甲\n", "did you mean `title`?"),
    ],
)
def test_a_wrong_site_yaml_ends_with_2_and_writes_nothing(
    small_site: Path, run: Run, text: str | None, words: str
) -> None:
    path = small_site / "site.yaml"
    path.unlink() if text is None else path.write_text(text, "utf-8")
    result = run("build", "--site", small_site)
    assert result.status == 2
    assert len(result.faults) == 1
    assert LINE.match(result.faults[0])
    assert words in result.faults[0]
    assert not (small_site / "public").exists()


BAD_SOURCES = {
    "empty.md": (b"", "empty"),
    "blank.txt": ("\n　\n".encode(), "no article text"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "a picture"),
    "open.md": ("---\ntitle: 没有合上\n\n正文在这里。\n".encode(), "never closed"),
    "twice.md": ("---\ntitle: 甲\ntitle: 乙\n---\n正文在这里。\n".encode(), "given twice"),
    "slides.pptx": (b"PK\x03\x04", "not read"),
}


def test_bad_sources_are_named_once_each_and_the_others_are_published(
    small_site: Path, run: Run
) -> None:
    for name, (data, _) in BAD_SOURCES.items():
        (small_site / "content" / "articles" / name).write_bytes(data)
    result = run("build", "--site", small_site)
    assert result.status == 1
    assert len(result.faults) == len(BAD_SOURCES)
    for name, (_, words) in BAD_SOURCES.items():
        [told] = [line for line in result.faults if name in line]
        assert LINE.match(told)
        assert words in told
    assert len(articles(small_site)) == 3


def test_strict_publishes_nothing_and_keeps_the_old_site(small_site: Path, run: Run) -> None:
    assert run("build", "--site", small_site).status == 0
    before = (small_site / "public" / "zh-hans" / "index.html").read_bytes()
    (small_site / "content" / "articles" / "lake-road-38km.md").unlink()
    (small_site / "content" / "articles" / "empty.md").write_bytes(b"")
    assert run("build", "--site", small_site, "--strict").status == 1
    assert (small_site / "public" / "zh-hans" / "index.html").read_bytes() == before
    assert len(articles(small_site)) == 3


def test_an_orphaned_decision_is_reported_with_its_likely_heir(small_site: Path, run: Run) -> None:
    sidecar = small_site / "content" / "articles" / "lake-road-38km.edit.yaml"
    sidecar.write_text(
        "passages:\n  pgone: {theme: living, quote: 2023年6月30日早上六点}\n", "utf-8"
    )
    result = run("build", "--site", small_site)
    assert result.status == 0
    assert len(result.faults) == 1
    assert f"{sidecar}:2: warning: no passage has the id pgone" in result.faults[0]


def test_an_editor_s_theme_and_omission_are_obeyed(small_site: Path, run: Run) -> None:
    file = small_site / "content" / "articles" / "lake-road-38km.md"
    read = json.loads(run("inspect", "--json", file).out)
    first, second = [p for s in read["sections"] for p in s["passages"]][:2]
    file.with_name("lake-road-38km.edit.yaml").write_text(
        f"passages:\n  {first['id']}: {{theme: ecosystem}}\n  {second['id']}: {{omit: true}}\n",
        "utf-8",
    )
    assert run("build", "--site", small_site).status == 0
    digest = json.loads((small_site / "public" / "zh-hans" / "digest.json").read_bytes())
    passages = {p["id"]: p for a in digest["articles"] for p in a["passages"]}
    assert passages[first["id"]]["theme"] == "ecosystem"
    assert second["id"] not in passages


def test_a_draft_is_published_only_when_asked(small_site: Path, run: Run) -> None:
    sidecar = small_site / "content" / "articles" / "lake-road-38km.edit.yaml"
    sidecar.write_text("draft: true\n", "utf-8")
    run("build", "--site", small_site)
    assert len(articles(small_site)) == 2
    run("build", "--site", small_site, "--drafts")
    assert len(articles(small_site)) == 3


def test_what_is_scheduled_waits_for_its_day(
    small_site: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    sidecar = small_site / "content" / "articles" / "lake-road-38km.edit.yaml"
    sidecar.write_text("publish: 2024-03-01\nexpire: 2024-04-01\n", "utf-8")
    for epoch, count in (("1709164800", 2), ("1709251200", 3), ("1711929600", 2)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)  # 2024-02-29, 2024-03-01, 2024-04-01
        run("build", "--site", small_site)
        assert len(articles(small_site)) == count
