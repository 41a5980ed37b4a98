"""Interface texts: every text the templates ask for exists in every shipped language."""

from __future__ import annotations

import re

import pytest

from generator.convert.editions import edition_for
from generator.problems import SiteError
from generator.render.catalogue import catalogue
from tests.render.sample import catalogues, folder

_ASKED = re.compile(r"""\b_n?\("([^"]+)\"""")
_ASKED_IN_CODE = re.compile(r"""\b(?:text|plain)\("([^"]+)"\)""")


def asked() -> set[str]:
    found = set()
    for data in folder("templates").values():
        found.update(_ASKED.findall(data.decode()))
    for path, data in folder("generator/render").items():
        if path.endswith(".py"):
            found.update(_ASKED_IN_CODE.findall(data.decode()))
    return found


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant", "en"])
def test_every_text_of_the_templates_is_translated(tag: str) -> None:
    words = catalogue(edition_for(tag), catalogues())
    assert len(asked()) > 40
    assert {text for text in asked() if (None, text) not in words.messages} == set()


def test_the_catalogues_name_the_same_kinds() -> None:
    keys = [
        set(catalogue(edition_for(tag), catalogues()).messages)
        for tag in ("zh-Hans", "zh-Hant", "en")
    ]
    assert keys[0] == keys[1] == keys[2]


def test_a_taiwan_edition_reads_the_traditional_catalogue() -> None:
    words = catalogue(edition_for("zh-TW"), catalogues())
    assert words.plain("Search") == "搜尋"


def test_plurals_and_values_are_escaped() -> None:
    words = catalogue(edition_for("en"), catalogues())
    assert words.plural("%(n)s source", "%(n)s sources", 1) == "1 source"
    assert words.plural("%(n)s source", "%(n)s sources", 2) == "2 sources"
    assert words.text("%(x)s!", x="<b>") == "&lt;b&gt;!"


def test_a_kind_nobody_named_shows_its_own_words() -> None:
    words = catalogue(edition_for("zh-Hans"), catalogues())
    assert words.kind("removed", "page_break") == "分页"
    assert words.kind("removed", "never_heard_of") == "never heard of"


def test_a_remark_that_quotes_the_source_is_said_in_the_edition() -> None:
    words = catalogue(edition_for("zh-Hant"), catalogues())
    assert words.remark("unusual case: 5g") == "大小寫少見：5g"
    assert words.remark("“ and ” do not pair") == "“ 與 ” 不成對"
    assert words.remark("probably 切入点", lambda one: "切入點") == "疑為「切入點」"
    assert words.remark("“以” without 为") == "有「以」而缺「为」"
    assert words.remark("nobody said this") == "nobody said this"


def test_a_broken_catalogue_is_told_with_its_path() -> None:
    with pytest.raises(SiteError) as caught:
        catalogue(edition_for("en"), {"en": b'msgid "a"\nmsgstr "\xff\xfe"\n'})
    assert caught.value.problem.path == "locale/en.po"
