"""Real sources, damaged: each is read, or refused by name; nothing else ever comes out.

Few examples in `make test`; `make fuzz` tries thousands, and hypothesis keeps what failed in its
own folder, made as small as it can be.
"""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.clean import clean
from generator.model import Source
from generator.problems import SourceError
from generator.split import split

TESTS = Path(__file__).parents[1]
EXAMPLES = int(os.environ.get("FUZZ", "40"))
CORPUS = tuple(
    (path.suffix, path.read_bytes())
    for folder in (TESTS / "reading" / "open", TESTS / "clean" / "cases")
    for path in sorted(folder.glob("*/*"))
    if path.stem in ("source", "input") and path.stat().st_size < 40_000
)
SPLICES = (
    *(b"<", b">", b"</", b"<!--", b"<p>", b"</div>", b"<table>", b"<script>", b"]]>", b"&#x"),
    *(b"---\n", b"+++\n", b"{", b"}", b"[", b"](", b"```\n", b"|", b"\n\n", b"\r", b"\f", b"\t"),
    *(b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\x81", b"\xe4\xb8", b"\xf0\x9f\x98\x80"),
    *("来源：".encode(), "一是".encode(), "（一）".encode(), "。".encode(), "\u3000".encode()),
    *(b"title: ", b"date: 2022-13-45\n", b"<item><title>", b"PK\x03\x04", b"%PDF-1.7\n", b"(a)"),
)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    ending, data = draw(st.sampled_from(CORPUS))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.sampled_from((0, 0, 1, 2, 40, 1000))))
        put = draw(st.sampled_from(SPLICES)) * draw(st.sampled_from((1, 1, 1, 3, 50)))
        other = draw(st.sampled_from(CORPUS))[1] if draw(st.integers(0, 9)) == 0 else b""
        data = data[:at] + put + other[at : at + 500] + data[end:]
    return draw(st.sampled_from((ending, ".txt", ".md", ".html"))), data


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(damaged())
def test_a_damaged_source_is_read_or_refused(source: tuple[str, bytes]) -> None:
    ending, data = source
    try:
        entry = split(clean(Source(name=f"a{ending}", path=f"a{ending}", data=data)))
    except SourceError as fault:
        assert fault.problem.cause and fault.problem.fix and fault.problem.line >= 1
        return
    ids = [passage.id for passage in entry.passages()]
    assert all(passage.text.strip() for passage in entry.passages() if passage.kind != "image")
    assert ids or entry.article.problems
