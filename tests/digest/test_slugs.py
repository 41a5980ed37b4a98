from __future__ import annotations

import pytest

from generator.digest import slugs


def test_a_name_whose_slug_is_known_is_not_spelt_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slugs, "_spelt", {})
    assert slugs.slug_of("物联网") == "wu-lian-wang"
    told = slugs.spelt()
    monkeypatch.setattr(slugs, "_spelt", {})
    monkeypatch.setattr(slugs, "_slug_of", lambda name: pytest.fail(f"{name} is spelt again"))
    slugs.recall_spelt(told)
    assert slugs.slug_of("物联网") == "wu-lian-wang"
