"""An address is made from words, whatever they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.bring.names import safe_name
from generator.clean.slug import is_device, slug_of
from generator.digest.slugs import Slugs
from generator.digest.slugs import slug_of as slug_of_topic

ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@given(st.text(max_size=200))
def test_any_words_give_a_short_ascii_address_or_none(words: str) -> None:
    slug = slug_of(words)
    assert len(slug) <= 80 and not is_device(slug)
    assert slug == "" or ADDRESS.fullmatch(slug)


@given(st.text(max_size=200))
def test_any_topic_gives_a_short_ascii_address(name: str) -> None:
    slug = slug_of_topic(name)
    assert ADDRESS.fullmatch(slug) and len(slug) <= 70 and not is_device(slug)


@given(st.lists(st.sampled_from(["物联网", "5G", "5g", "５Ｇ", "AUX", ""]), max_size=12))
def test_no_two_topics_have_one_address(names: list[str]) -> None:
    slugs = Slugs()
    found = [slugs.take(None, name) for name in names]
    assert len({slug.casefold() for slug in found}) == len(found)


@pytest.mark.parametrize("name", ["con", "Aux", "NUL", "com1", "LPT9"])
def test_a_name_that_windows_keeps_is_not_used(name: str) -> None:
    assert slug_of(name) == f"{name.lower()}-page"
    assert slug_of_topic(name) == f"{name.lower()}-topic"
    assert safe_name(f"{name}.txt", b"") == f"{name}-article.txt"


def test_a_long_name_is_cut_between_its_words() -> None:
    slug = slug_of("南门菜场上周换了新秤称完就知道几斤几两三百个摊位都装好了谁也不必再争")
    assert 40 <= len(slug) <= 80
    assert slug.startswith("nan-men-cai-chang-shang-zhou")
    assert slug.rsplit("-", 1)[1] in ("zhi", "dao", "ji", "jin", "liang", "san", "bai")
