"""Beside each line of a source stands what became of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

PAGE = """<h1>堤上的灯</h1>
<p>堤上装了会报修的路灯，坏了半小时内就有人来。</p>
<p>分享到：微信 微博</p>
<p>巡堤的人从六个减到两个，省下来的钱补了
闸门的电。</p>
"""


def test_each_line_leads_to_its_passage_or_to_why_it_is_gone(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    file = tmp_path / "lamps.html"
    file.write_text(PAGE, "utf-8")
    out = run("inspect", "--beside", file).out
    lamp, walk = (line[1:12] for line in out.splitlines() if line.startswith("[p"))
    beside = out.split("line by line\n", 1)[1].splitlines()
    facts = [line.split(maxsplit=1)[1] for line in beside[::2]]
    assert facts == ["title", lamp, "removed: share", walk, walk]
    assert [line.strip() for line in beside[1::2]] == PAGE.splitlines()
