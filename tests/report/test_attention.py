"""What an editor is asked to look at: the unsure, and nothing that is sure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.report.attention import LOW_CONFIDENCE


def test_exactly_the_passages_of_low_confidence_are_called_unsure(
    small_site: Path, run: Callable[..., Any], tmp_path: Path
) -> None:
    output = tmp_path / "public"
    assert run("build", "--site", small_site, "--output", output, "--cards", "none").status == 0
    digest = json.loads((output / "zh-hans" / "digest.json").read_bytes())
    passages = [one for article in digest["articles"] for one in article["passages"]]
    low = {
        passage["id"]
        for passage in passages
        if passage["theme"] is not None and passage["confidence"] < LOW_CONFIDENCE
    }
    out = run("check", "--site", small_site).out
    assert low and low < {passage["id"] for passage in passages}
    assert set(re.findall(r"unsure of the theme \(.*\) of (p\w{10}) ", out)) == low
