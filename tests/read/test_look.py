"""`look:` of site.yaml: a colour that can be read, a face, a logo that is there."""

from __future__ import annotations

import re

import pytest

from generator.model import Look
from generator.problems import ProblemError, SiteError
from generator.read.fields import Fields
from generator.read.look import (
    DARK_PAPERS,
    LEAST,
    LIGHT_PAPERS,
    contrast,
    nearest_readable,
    read_look,
)
from generator.render.look import LOOK_STYLE, with_look
from tests.render.sample import folder


def look(text: str) -> Look | None:
    return read_look(Fields.of_file(text.encode(), "site.yaml"))


def test_a_site_may_say_nothing() -> None:
    assert look("title: 甲\n") is None


def test_a_colour_is_read_and_lightened_for_dark_paper() -> None:
    found = look("look: {color: '#9E2A1F', font: hei, logo: static/logo.svg}\n")
    assert found is not None
    assert (found.color, found.font, found.logo) == ("#9e2a1f", "hei", "logo.svg")
    assert found.color_dark is not None
    assert all(contrast(found.color_dark, paper) >= LEAST for paper in DARK_PAPERS)
    red, green, blue = (int(found.color_dark[at : at + 2], 16) for at in (1, 3, 5))
    assert red > green and red > blue, "it is still red, not white"


def test_a_short_colour_is_the_long_one() -> None:
    found = look("look: {color: '#923'}\n")
    assert found is not None
    assert found.color == "#992233"


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        ("color: red", "`red` is not a colour"),
        ("font: kai", "unknown font `kai`"),
        ("logo: ../secret.svg", "`../secret.svg` is not a picture in static/"),
        ("logo: static/../a.svg", "`static/../a.svg` is not a picture in static/"),
        ("colour: '#923'", "unknown key `colour`"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(words: str, cause: str) -> None:
    with pytest.raises(ProblemError) as caught:
        look(f"title: 甲\nlook:\n  {words}\n")
    assert caught.value.problem.cause == cause
    assert caught.value.problem.line == 3


def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can() -> None:
    with pytest.raises(ProblemError) as caught:
        look("look: {color: '#ff8800'}\n")
    assert "contrast 2." in caught.value.problem.cause
    nearest = re.findall("'(#[0-9a-f]{6})'", caught.value.problem.fix)
    assert nearest == [nearest_readable("#ff8800", LIGHT_PAPERS)]
    assert look(f"look: {{color: '{nearest[0]}'}}\n") is not None


def test_the_papers_are_those_of_the_style_sheet() -> None:
    css = folder("static")["style.css"].decode()
    assert tuple(re.findall(r"--paper(?:-2)?: (#\w{6});", css)[:4]) == (
        *LIGHT_PAPERS,
        *DARK_PAPERS,
    )


def test_the_look_is_a_file_of_its_own() -> None:
    static = with_look({}, Look(color="#9e2a1f", color_dark="#e0857b", font="song"))
    css = static[LOOK_STYLE].decode()
    assert "--seal: #9e2a1f" in css
    assert "--seal: #e0857b" in css
    assert "var(--song)" in css
    assert with_look({}, None) == {}
    assert with_look({"logo.svg": b"<svg/>"}, Look(logo="logo.svg")) == {"logo.svg": b"<svg/>"}


def test_a_logo_that_is_not_there_is_told() -> None:
    with pytest.raises(SiteError) as caught:
        with_look({}, Look(logo="logo.svg"))
    assert caught.value.problem.cause == "there is no file static/logo.svg"


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert nearest_readable("#223344", LIGHT_PAPERS) == "#223344"
    assert nearest_readable("#ddeeff", DARK_PAPERS) == "#ddeeff"


def test_no_paper_is_out_of_reach() -> None:
    for color in ("#808080", "#ffff00", "#0000ff"):
        assert contrast(nearest_readable(color, LIGHT_PAPERS), LIGHT_PAPERS[0]) >= LEAST
        assert contrast(nearest_readable(color, DARK_PAPERS), DARK_PAPERS[0]) >= LEAST
    assert (contrast("#000000", "#ffffff"), contrast("#777777", "#777777")) == (21.0, 1.0)
