"""A site's template may extend the one it replaces, and change one block of it."""

from __future__ import annotations

from pathlib import Path

from generator.read.folder import read_inputs
from generator.render.templates import Templates

_FOOT = """{% extends "builtin/base.html" %}
{% block footer %}<p class="own">读书会编</p>{{ super() }}{% endblock %}
"""


def test_a_replaced_template_is_still_there_to_be_extended(tmp_path: Path) -> None:
    (tmp_path / "content" / "articles").mkdir(parents=True)
    (tmp_path / "site.yaml").write_text(
        "title: 甲\neditions: [zh-Hans]\nthemes: [{id: a, title: 乙}]\n", "utf-8"
    )
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "base.html").write_text(_FOOT, "utf-8")
    inputs, _ = read_inputs(tmp_path, today="2024-01-01")
    found = {asset.path: asset.data for asset in inputs.templates}
    assert found["base.html"].decode() == _FOOT
    assert b"<!DOCTYPE html>" in found["builtin/base.html"]
    assert "builtin/home.html" not in found, "only what is replaced"
    assert Templates(found)
