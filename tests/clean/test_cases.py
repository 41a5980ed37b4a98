"""Each folder under cases/ is a source and what cleaning must make of it.

To add a case, add a folder with `input.<ending>` and `expected.yaml`; `edit.yaml` is its sidecar.
Only the keys that expected.yaml names are compared: `outline` is the whole text, `removed` lists
kinds with words that must be among them, `doubts` kinds with words around the place.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.clean import clean
from generator.problems import SourceError
from tests.clean.outline import CASES, case_source, outline

_FIELDS = (
    *("format", "encoding", "title", "authors", "date", "publisher", "url", "keywords"),
    *("script", "master", "slug", "draft"),
)


@pytest.mark.parametrize("folder", sorted(CASES.iterdir()), ids=lambda folder: folder.name)
def test_a_source_becomes_what_its_folder_expects(folder: Path) -> None:
    expected: dict[str, Any] = yaml.safe_load((folder / "expected.yaml").read_text("utf-8"))
    if "error" in expected:
        with pytest.raises(SourceError) as caught:
            clean(case_source(folder))
        assert str(caught.value.problem) == expected["error"]
        return
    article = clean(case_source(folder))
    found = {name: _plain(getattr(article, name)) for name in _FIELDS if name in expected}
    assert found == {name: expected[name] for name in _FIELDS if name in expected}
    assert outline(article) == expected["outline"]
    for kind, words in expected.get("removed", {}).items():
        texts = [removed.text for removed in article.removed if removed.kind == kind]
        for word in words:
            assert any(word in text for text in texts), (kind, word, article.removed)
    for kind, words in expected.get("doubts", {}).items():
        texts = [doubt.text for doubt in article.doubts if doubt.kind == kind]
        for word in words:
            assert any(word in text for text in texts), (kind, word, article.doubts)
    if "doubts" not in expected:
        assert article.doubts == ()
    assert [str(problem) for problem in article.problems] == expected.get("problems", [])


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
