"""What a command does not use, it does not load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "asyncio",
    "babel",
    "distributed",
    "jinja2",
    "livereload",
    "markdown",
    "multiprocessing",
    "nh3",
    "numpy",
    "opencc",
    "PIL",
    "pypinyin",
    "rjieba",
    "selectolax",
    "tornado",
    "watchdog",
    "yaml",
    "generator.clean",
    "generator.convert",
    "generator.digest",
    "generator.render",
}


def loaded(*arguments: str | Path) -> set[str]:
    """Modules that a command had loaded when it ended."""
    code = (
        "import sys\n"
        "from generator.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit:\n    pass\n"
        "print('\\n' + '\\n'.join(sys.modules))"
    )
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_the_version_loads_nothing_but_the_command_line() -> None:
    modules = loaded("--version")
    own = {name for name in modules if name.startswith("generator")}
    assert own == {"generator", "generator.cli", "generator.exits"}
    assert modules & (HEAVY | {"msgspec"}) == set()


def test_a_build_in_which_nothing_changed_loads_no_stage(example_site: Path, site: Path) -> None:
    loaded("build", "--site", site)
    assert loaded("build", "--site", site) & HEAVY == set()


@pytest.fixture
def site(example_site: Path, tmp_path: Path) -> Path:
    from tests.engine.editing import begin

    begin(example_site, tmp_path / "site")
    return tmp_path / "site"


def test_a_small_build_starts_no_processes_and_loads_no_server(site: Path) -> None:
    modules = loaded("build", "--site", site, "--cards", "none", "--jobs", "1", "--no-cache")
    assert modules & {"tornado", "livereload", "watchdog", "distributed", "PIL"} == set()
