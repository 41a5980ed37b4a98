"""Pictures for shared links: which font draws them, how titles are broken, and the bytes."""

from __future__ import annotations

import io

import pytest

from generator.convert.editions import edition_for
from generator.model import Glossary
from generator.read.fonts import choose, read_fonts
from generator.render import render
from generator.render.extras import Extras
from generator.render.pictures import (
    HEIGHT,
    WIDTH,
    Fonts,
    Poster,
    broken,
    drawn,
)
from generator.render.structured import serialised
from tests.render import sample

CARD = Poster(
    site="两城文摘", kicker="数字生活", hue=3, title="骨、直、角、条、育", under="岚川日报 · 2024年"
)


def measured(words: str) -> float:
    """A character is one wide, a Latin letter half."""
    return sum(0.5 if character.isascii() else 1.0 for character in words)


def test_a_collection_with_every_region_is_taken_for_both_scripts() -> None:
    files = [
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    ]
    assert choose(files, "Hans") == choose(files, "Hant") == (files[1], files[0])


def test_each_edition_is_drawn_with_the_font_of_its_script() -> None:
    simplified, traditional = Fonts(title=b"1", words=b"1"), Fonts(title=b"2", words=b"2")
    extras = Extras(fonts={"Hans": simplified, "Hant": traditional})
    drawn_with = [extras.fonts_for(edition_for(tag)) for tag in ("zh-Hans", "zh-Hant", "en")]
    assert drawn_with == [simplified, traditional, simplified]


def test_a_file_of_one_region_is_taken_for_its_script_alone() -> None:
    files = ["/f/NotoSerifSC-Bold.otf", "/f/NotoSerifTC-Bold.otf"]
    assert choose(files, "Hans") == (files[0], files[0])
    assert choose(files, "Hant") == (files[1], files[1])


def test_a_font_without_chinese_is_none() -> None:
    assert choose(["/f/DejaVuSans.ttf", "/f/NotoSerif-Bold.ttf"], "Hans") is None


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    lines = broken("岚川印发《数据管理办法》（试行），自五月起施行。", 6, measured)
    assert "".join(lines) == "岚川印发《数据管理办法》（试行），自五月起施行。"
    assert all(line[0] not in "》），。" and line[-1] not in "《（" for line in lines)


def test_a_word_or_number_is_not_cut() -> None:
    lines = broken("岚川与 OpenHarmony 共建 2025 年", 6, measured)
    assert any("OpenHarmony" in line for line in lines)
    assert any("2025" in line for line in lines)


def test_what_is_longer_than_a_line_is_cut_all_the_same() -> None:
    lines = broken("A" * 40, 6, measured)
    assert "".join(lines) == "A" * 40
    assert all(measured(line) <= 6 for line in lines)


@pytest.mark.parametrize("title", ["题", "很长的题目，" * 60, "W" * 300, "　"])
def test_a_card_is_drawn_of_any_title_and_always_the_same(title: str) -> None:
    fonts = read_fonts()
    if not fonts:
        pytest.skip("no Chinese font on this machine, or Pillow is not installed")
    from PIL import Image

    card = Poster(site="两城文摘", kicker=None, hue=None, title=title, under=None)
    edition = edition_for("zh-Hant")
    data = drawn(card, edition, fonts["Hant"])
    assert Image.open(io.BytesIO(data)).size == (WIDTH, HEIGHT)
    assert drawn(card, edition, fonts["Hant"]) == data


def test_scripts_and_regions_have_their_own_forms() -> None:
    fonts = read_fonts()
    if not fonts or not fonts["Hans"].title.startswith(b"ttcf"):
        pytest.skip("no collection of Chinese fonts on this machine")
    pictures = {drawn(CARD, edition_for(tag), fonts["Hans"]) for tag in ("zh-Hans", "zh-Hant")}
    assert len(pictures) == 2


def test_pages_name_their_cards_and_old_articles_the_site_s() -> None:
    fonts = read_fonts()
    if not fonts:
        pytest.skip("no Chinese font on this machine, or Pillow is not installed")
    files = {
        output.path: output.data
        for output in render(
            sample.site(),
            sample.entries(),
            sample.digest(),
            (),
            Glossary(),
            sample.folder("templates"),
            sample.folder("static"),
            sample.catalogues(),
            extras=Extras(fonts=fonts, cards=1),
        )
    }
    cards = [path for path in files if path.startswith("assets/card-zh-hans-articles-")]
    assert len(cards) == 1
    for path, data in files.items():
        if path.startswith("zh-hans/articles/") and path.endswith(".html"):
            assert b'property="og:image" content="https://example.org/digest/assets/card-' in data


def test_without_a_font_there_is_no_card_and_the_rest_is_whole() -> None:
    page = sample.outputs()["zh-hans/articles/lanchuan-desk/index.html"].decode()
    assert "og:image" not in page
    assert '<meta property="og:title"' in page
    assert '<meta name="twitter:card" content="summary">' in page


def test_what_a_source_says_cannot_end_the_block_of_data() -> None:
    words = serialised({"headline": "</script><script>alert(1)</script>&amp;\u2028"})
    assert "<" not in words
    assert "&" not in words
    assert "\u2028" not in words
