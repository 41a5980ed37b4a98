"""The style sheet: contrast in both schemes, and nothing from another host."""

from __future__ import annotations

import re

import pytest

from tests.render.sample import folder

CSS = folder("static")["style.css"].decode()


def tokens(dark: bool) -> dict[str, str]:
    light_block = CSS[CSS.index(":root") : CSS.index("@media (prefers-color-scheme: dark)")]
    dark_block = CSS[CSS.index("@media (prefers-color-scheme: dark)") :].split("\n}\n")[0]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", light_block))
    if dark:
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", dark_block))
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("paper", ["paper", "paper-2"])
@pytest.mark.parametrize(
    "ink", ["ink", "ink-2", "seal", *(f"hue{number}" for number in range(1, 9))]
)
def test_every_ink_is_read_easily_on_every_paper(ink: str, paper: str, dark: bool) -> None:
    colours = tokens(dark)
    assert contrast(colours[ink], colours[paper]) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_a_hit_is_read_easily(dark: bool) -> None:
    colours = tokens(dark)
    assert contrast(colours["ink"], colours["hit"]) >= 4.5


def test_no_font_or_image_comes_from_another_host() -> None:
    assert "http" not in CSS
    assert "@import" not in CSS
    assert "italic" not in CSS
