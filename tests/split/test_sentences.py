from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.split.sentences import sentence_spans, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“走吧。”她走了。", ["他说：“走吧。”", "她走了。"]),
        ("“路修好了。灯还没亮。”站长说。天亮了？", ["“路修好了。灯还没亮。”站长说。", "天亮了？"]),
        ("目标写成“一年见效。”之后就散会了。", ["目标写成“一年见效。”", "之后就散会了。"]),
        ("增长3.5%（见附表。）。其余从略", ["增长3.5%（见附表。）。", "其余从略"]),
        ("引号“没有合上。下一句。", ["引号“没有合上。", "下一句。"]),
        ("「開始吧。」他說。眾人點頭。", ["「開始吧。」他說。", "眾人點頭。"]),
        ("“他答‘好。’就走了。”门开了。", ["“他答‘好。’就走了。”", "门开了。"]),
        ("真的吗？！真的……好", ["真的吗？！", "真的……", "好"]),
    ],
)
def test_a_sentence_keeps_its_quotation(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected


def test_a_very_long_quotation_is_cut_inside() -> None:
    inside = "这是引文里的一句话，说的是修路的事情和它的花费。" * 8
    assert len(sentences(f"他说：“{inside}”")) > 1


@given(st.text(alphabet="甲乙丙，。！？“”‘’（）\n 说…", max_size=80))
def test_sentences_hold_every_character_but_white_space_once(text: str) -> None:
    spans = sentence_spans(text)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
