"""Fonts are looked for where the machine's own settings say that they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.read import font_folders

SETTINGS = """<?xml version="1.0"?>
<fontconfig>
  <dir>{system}</dir>
  <dir>~/letters</dir>
  <dir prefix="xdg">type</dir>
  <dir>relative</dir>
  <dir></dir>
</fontconfig>
"""


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a system whose settings are at hand; what they name is all there."""
    for name in ("home/letters", "home/.fonts", "own/type", "system", "relative"):
        (tmp_path / name).mkdir(parents=True)
    settings = tmp_path / "fonts.conf"
    settings.write_text(SETTINGS.format(system=tmp_path / "system"), "utf-8")
    monkeypatch.setattr(font_folders, "_FONTCONFIG", settings)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def of(machine: Path) -> list[str]:
    return [
        folder.relative_to(machine).as_posix()
        for folder in font_folders.font_folders()
        if folder.is_relative_to(machine)
    ]


def test_settings_come_first_and_what_is_relative_is_not_believed(machine: Path) -> None:
    assert of(machine) == ["system", "home/letters", "own/type", "home/.fonts"]
    assert Path("relative") not in font_folders.font_folders()
    assert Path() not in font_folders.font_folders()


def test_without_a_folder_of_its_own_data_is_below_the_home(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (machine / "home/.local/share/type").mkdir(parents=True)
    monkeypatch.delenv("XDG_DATA_HOME")
    assert "home/.local/share/type" in of(machine)


@pytest.mark.parametrize("settings", [None, b"<fontconfig><dir>"])
def test_settings_that_are_missing_or_damaged_leave_the_usual_places(
    machine: Path, settings: bytes | None
) -> None:
    file = machine / "fonts.conf"
    file.unlink()
    if settings is not None:
        file.write_bytes(settings)
    assert of(machine) == ["home/.fonts"]
