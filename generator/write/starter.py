"""A new site: what an editor needs to begin, with three small invented articles to look at."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.problems import SiteError, error

STARTER = Path(__file__).parents[1] / "starter"


def start_site(folder: Path) -> int:
    """Gives how many files. Raises SiteError; a folder that holds anything is left alone."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        cause = "there is something here already"
        raise SiteError(error(str(folder), 1, cause, "name a folder that is new or empty"))
    try:
        for path in sorted(STARTER.rglob("*")):
            target = folder / path.relative_to(STARTER)
            if path.is_dir():
                target.mkdir(parents=True, exist_ok=True)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        for name in ("templates", "static"):
            (folder / name).mkdir(exist_ok=True)
    except OSError as fault:
        cause = f"the site could not be started: {fault.strerror or fault}"
        raise SiteError(error(str(folder), 1, cause, "name another folder")) from None
    return sum(1 for path in folder.rglob("*") if path.is_file())
