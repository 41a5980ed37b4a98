from __future__ import annotations

import pytest

from generator.split.latin import latin_sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It rose by 3.5 per cent. It fell.", 2),
        ("“Come in. It is dark,” she said. Nobody came.", 2),
        ("Mr. Li met Dr. Wu of J. Example Ltd. in No. 41. They spoke.", 2),
        ("Why? Because! So it goes…", 3),
        ("He asked, “Is it done?” and went.", 1),
        ("One sentence without an end", 1),
        ("(It is so.) It was not.", 2),
        ("", 0),
    ],
)
def test_sentences_are_counted_as_a_reader_would(text: str, count: int) -> None:
    assert len(latin_sentences(text)) == count
