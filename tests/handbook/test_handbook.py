"""The handbook tells what works: its commands and pictures are those of the walk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.handbook.walk import Walk, walk

HANDBOOK = Path(__file__).parents[2] / "docs" / "handbook"
FILES = {"README.md": "zh-hans", "en.md": "en"}
# Told, and not done here: an address of the web, a browser opened, a check that asks the network.
NOT_WALKED = {
    "wenzhai import https://news.example/ferry-gate",
    "wenzhai import 文件夹",
    "wenzhai import FOLDER",
    "wenzhai check --external",
    "wenzhai translate --to en",
    "cd wenzhai-site",
}


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    return walk(tmp_path_factory.mktemp("fresh"), "zh-hans")


def commands(text: str) -> list[str]:
    blocks = re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line.removeprefix("$ ").strip() for line in lines if line.startswith("$ ")]


@pytest.mark.browser
@pytest.mark.parametrize("name", FILES)
def test_every_command_of_the_handbook_was_run(walked: Walk, name: str) -> None:
    told = commands((HANDBOOK / name).read_text("utf-8"))
    assert len(told) >= 8
    walked_of = [one for one in told if one not in NOT_WALKED]
    assert list(dict.fromkeys(walked_of)) == walked.ran


@pytest.mark.parametrize(("name", "language"), FILES.items())
def test_every_picture_is_there_and_small(name: str, language: str) -> None:
    text = (HANDBOOK / name).read_text("utf-8")
    pictures = re.findall(r"!\[([^\]]+)\]\((images/[^)]+)\)", text)
    assert len(pictures) >= 9
    for words, path in pictures:
        assert words
        assert path.startswith(f"images/{language}/")
        assert (HANDBOOK / path).stat().st_size < 160_000, path
    made = {path.name for path in (HANDBOOK / "images" / language).glob("*.png")}
    assert {Path(path).name for _, path in pictures} == made


def test_links_of_the_handbook_lead_somewhere() -> None:
    for name in FILES:
        text = (HANDBOOK / name).read_text("utf-8")
        for target in re.findall(r"\]\((?!http|#)([^)#]+)", text):
            assert (HANDBOOK / target).exists(), target
