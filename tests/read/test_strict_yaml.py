from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import ProblemError
from generator.read.strict_yaml import MAX_DEPTH, load_mapping


def test_only_plain_truths_and_numbers_are_not_text() -> None:
    values, _ = load_mapping("a: no\nb: 2022-13-45\nc: 1e5\nd: true\ne: 12\nf: 1.5\ng: '12'", "f")
    assert values == {
        "a": "no",
        "b": "2022-13-45",
        "c": "1e5",
        "d": True,
        "e": 12,
        "f": 1.5,
        "g": "12",
    }


def test_every_key_knows_its_line() -> None:
    _, lines = load_mapping("title: 甲\nthemes:\n  - id: a\n  - id: b\n", "f", first_line=2)
    assert lines["title"] == 2
    assert lines["themes.1.id"] == 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2", "f:2: error: `a` is given twice — keep one of the two"),
        (
            "a: &x [1]\nb: *x",
            "f:1: error: anchors and aliases are not read — write the value out",
        ),
        ("a: {<<: {b: 1}}", "f:1: error: merge keys (`<<`) are not read — write the values out"),
        ("- a", "f:1: error: expected lines of `key: value` — write a mapping"),
        (
            "a: !!python/name:os.system x",
            "f:1: error: the tag tag:yaml.org,2002:python/name:os.system is not read"
            " — remove the tag",
        ),
    ],
)
def test_what_is_refused_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(ProblemError) as caught:
        load_mapping(text, "f")
    assert str(caught.value.problem) == message


@given(st.text(max_size=200))
def test_any_text_gives_a_mapping_or_one_problem(text: str) -> None:
    try:
        values, lines = load_mapping(text, "f")
    except ProblemError as fault:
        assert "\n" not in str(fault.problem)
    else:
        assert set(values) <= set(lines)


@pytest.mark.parametrize(
    "deep", ["a: " + "[" * 30_000, "a: " + "{b: " * 5_000, "- " * 30_000 + "a", "a: [" * 9_000]
)
def test_thousands_of_levels_are_refused_and_bring_nothing_down(deep: str) -> None:
    with pytest.raises(ProblemError):
        load_mapping(deep, "site.yaml")


def test_nested_up_to_the_limit_is_read() -> None:
    text = (
        "".join(f"{' ' * level}k{level}:\n" for level in range(MAX_DEPTH - 1)) + " " * 20 + "v: 1\n"
    )
    values, _ = load_mapping(text, "site.yaml")
    assert list(values) == ["k0"]
