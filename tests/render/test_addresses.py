from __future__ import annotations

from urllib.parse import urljoin

import pytest

from generator.render import addresses
from generator.render.addresses import Place

PLACES = [
    addresses.home(""),
    addresses.home("zh-hans"),
    addresses.article("zh-hans", "a"),
    addresses.article("zh-hant", "a"),
    addresses.theme_feed("zh-hans", "economy"),
    addresses.topics("zh-hans"),
    Place("", "assets/style.0.css"),
]


@pytest.mark.parametrize("base", ["https://e.example/", "https://e.example/deep/er/"])
@pytest.mark.parametrize("here", PLACES)
@pytest.mark.parametrize("there", PLACES)
def test_a_relative_link_arrives_under_any_base_path(base: str, here: Place, there: Place) -> None:
    assert urljoin(base + here.address, addresses.link(here, there)) == base + there.address
    with_fragment = addresses.link(here, there, "pabc")
    assert urljoin(base + here.address, with_fragment) == f"{base}{there.address}#pabc"


def test_404_links_from_the_base_path_because_it_is_shown_anywhere() -> None:
    here = addresses.not_found("https://e.example/deep/")
    assert addresses.link(here, addresses.home("zh-hans")) == "/deep/zh-hans/"
    assert addresses.link(addresses.not_found(""), addresses.home("zh-hans")) == "zh-hans/"
