"""Interface texts: every text the templates ask for exists in every shipped language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from generator.clean.tables import table
from generator.convert.editions import edition_for
from generator.problems import SiteError
from generator.render.catalogue import catalogue
from tests.render.sample import catalogues, folder

_ASKED = re.compile(r"""\b_n?\("([^"]+)\"""")
_ASKED_IN_CODE = re.compile(r"""\b(?:text|plain)\("([^"]+)"\)""")
# What makes a removal or a doubt, and the context in which the catalogues name its kind.
_MAKERS = {"Removed": "removed", "_drop": "removed", "Doubt": "doubt", "_doubt": "doubt"}


def asked() -> set[str]:
    found = set()
    for data in folder("templates").values():
        found.update(_ASKED.findall(data.decode()))
    for path, data in folder("generator/render").items():
        if path.endswith(".py"):
            found.update(_ASKED_IN_CODE.findall(data.decode()))
    return found


@cache
def reading_code() -> tuple[ast.AST, ...]:
    """Everything in the stages that take words out of a source or doubt them."""
    stages = [folder(f"generator/{stage}") for stage in ("clean", "split")]
    return tuple(
        node
        for files in stages
        for path, data in files.items()
        if path.endswith(".py")
        for node in ast.walk(ast.parse(data))
    )


def strings(node: ast.AST) -> Iterator[str]:
    """The texts in a piece of code; what is only known when it runs is `…` in them."""
    if isinstance(node, ast.JoinedStr):
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values
        )
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    else:
        for inner in ast.iter_child_nodes(node):
            yield from strings(inner)


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


def made_with(argument: str, place: int) -> Iterator[tuple[str, str]]:
    """(context, text) of what removals and doubts are made with in the code."""
    for node in reading_code():
        if isinstance(node, ast.Call):
            maker = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = [one.value for one in node.keywords if one.arg == argument]
            for one in given or node.args[place : place + 1]:
                for text in strings(one) if maker in _MAKERS else ():
                    yield _MAKERS[maker], text


def kinds() -> set[tuple[str, str]]:
    found = set(made_with("kind", 0)) | {("removed", str(rule["kind"])) for rule in table("junk")}
    return {(context, kind.replace("_", " ")) for context, kind in found}


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant", "en"])
def test_every_kind_of_removal_and_doubt_has_a_name(tag: str) -> None:
    words = catalogue(edition_for(tag), catalogues())
    assert len(kinds()) > 50
    assert kinds() - set(words.messages) == set()


def test_every_kind_that_is_named_is_one_that_reading_knows() -> None:
    known = {text for node in reading_code() for text in strings(node)}
    known |= {str(rule["kind"]) for rule in table("junk")}
    named = catalogue(edition_for("en"), catalogues()).messages
    asked = {kind for context, kind in named if context in ("removed", "doubt")}
    assert {kind for kind in asked if kind.replace(" ", "_") not in known} == set()


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant"])
def test_why_something_is_doubted_is_said_in_the_language_of_the_edition(tag: str) -> None:
    words = catalogue(edition_for(tag), catalogues())
    reasons = {text for context, text in made_with("why", 3) if context == "doubt"}
    assert len(reasons) > 8
    assert {text for text in reasons if words.remark(text) == text} == set()


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
